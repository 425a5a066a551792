"""The press sheet as PDF: the same snapshot gives the same bytes. Always Indonesian."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from django.utils.translation import override

from suar.core.clocks.rules import Certainty
from suar.core.documents.indonesian import moment
from suar.core.documents.typeset import pdf
from suar.insight.press.sheet import CAUTION, Sheet, opening, sheet_of
from suar.insight.press.untold import untold
from suar.insight.reports.chapters.closing import grouped
from suar.insight.reports.editions import Edition
from suar.insight.reports.formats.printing import CHECK
from suar.insight.reports.models import Snapshot
from suar.insight.reports.rendering import render

TEMPLATE = files(__package__) / "templates" / "press" / "sheet.typ"
MARKS = {
    Certainty.SOURCED: "sumbernya terlihat",
    Certainty.VERIFY: "perlu dicek ahli hukum",
    Certainty.HOUSE: "bukan undang-undang",
}


def sheet_for(snapshot: Snapshot) -> Sheet:
    """From the file of the open edition, as anybody outside gets it. Raises Unpublishable where there is none."""
    return sheet_of(json.loads(render(snapshot, Edition.OPEN, "json")))


def make(sheet: Sheet) -> bytes:
    with override("id"):
        return pdf(TEMPLATE, written(sheet), at=sheet.frozen_at)


def written(sheet: Sheet) -> dict[str, Any]:
    """Every word and figure of the paper."""
    return {
        "title": "Lembar pers",
        "period": sheet.period,
        "office": sheet.office,
        "fingerprint": sheet.fingerprint,
        "check": CHECK,
        "frozen": f"Edisi terbuka. Angka dibekukan {moment(sheet.frozen_at, 'id')}.",
        "whole": f"Sidik: {grouped(sheet.fingerprint)}",
        "opening": opening(sheet),
        "caution": CAUTION,
        "hidden": hidden(sheet),
        "groups": [
            {
                "title": group.title,
                "rows": [{"digits": line.digits, "words": line.words, "label": line.label} for line in group.lines],
                "hides": group.hides,
            }
            for group in sheet.groups
        ],
        "untold": [
            {
                "what": one.what.id,
                "why": one.why.id,
                "basis": one.basis if one.certainty is Certainty.HOUSE else f"{one.basis}: {MARKS[one.certainty]}",
            }
            for one in untold()
        ],
    }


def hidden(sheet: Sheet) -> str:
    return f"Yang tidak ada di daftar tidak disebut: angkanya di bawah {sheet.threshold} atau membuka angka lain."
