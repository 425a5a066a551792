"""What an opening in an emergency showed: which page of the file, and when."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from suar.casework.cases.views.file import every_tab
from suar.casework.safeguards.models import BrokenGlass
from suar.core.ledger.models import Entry, microseconds
from suar.registry.accounts.trail import Line, lines

SHOWN = 200  # of one opening, on its page


@dataclass(frozen=True, slots=True)
class Shown:
    """One read or act under an opening: what, when, and on which page of the file."""

    line: Line
    page: str


def under(glass: BrokenGlass) -> list[Shown]:
    """What was read and written under it, of this file alone, newest first."""
    entries = Entry.objects.about(glass.child_id).by(glass.by).filter(office=glass.office.code)
    entries = entries.filter(at_us__gte=microseconds(glass.at), at_us__lt=microseconds(glass.until))
    found = [entry for entry in entries.order_by("-id")[:SHOWN] if _is_of(entry, glass)]
    pages = {name: label for _key, label, name in every_tab()} | {
        "cases:note-add": _("Tulis catatan"),
        "cases:note-mend": _("Betulkan catatan"),
        "conferences:conference-detail": _("Konferensi kasus"),
        "conferences:determination-detail": _("Kepentingan terbaik anak"),
    }
    return [
        Shown(line, pages.get(_data(entry).get("page", ""), ""))
        for entry, line in zip(found, lines(found), strict=True)
    ]


def _is_of(entry: Entry, glass: BrokenGlass) -> bool:
    """Not of another file of the same child, which may stand open too."""
    ids = _data(entry).get("ids", [])
    return not ids or str(glass.case_id) in ids


def _data(entry: Entry) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(entry.data) if entry.data else {}
    return found
