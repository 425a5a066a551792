"""The figures of a run as its pages show them: labels, bars, states in colour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from suar.casework.cases import clusters
from suar.casework.cases.models import Case, Kind
from suar.casework.conflicts.models import Withholding
from suar.casework.register.models import ImportedRow, ImportRun, State
from suar.casework.register.rows import Why
from suar.core.vault.fields import share_cipher, unlock
from suar.registry.accounts.models import User
from suar.registry.regions import reference

FIRST = 10  # rows of a preview
DOUBTFUL = 100  # rows whose doubts a page tells
TONES = {
    State.UPLOADED: "amber",
    State.STAGING: "amber",
    State.STAGED: "amber",
    State.SHOWING: "green",
    State.VISIBLE: "green",
    State.FAILED: "red",
}


@dataclass(frozen=True, slots=True)
class Tally:
    """One set of figures: its title, and rows for the bars."""

    title: str
    rows: list[dict[str, Any]]
    maximum: int


def tone(run: ImportRun) -> str:
    return TONES.get(State(run.state), "")


def tallies(run: ImportRun) -> list[Tally]:
    """By klaster, kabupaten/kota, month and kind, as far as the run has figures."""
    unknown = _("tidak terbaca")
    kinds = dict(Kind.choices)
    return [
        tally(_("Klaster"), run, "by_cluster", lambda key: clusters.shown_as(key) or unknown),
        tally(_("Kabupaten/kota"), run, "by_district", lambda key: reference.name_of(key) or _("tidak tertulis")),
        tally(_("Bulan"), run, "by_month", lambda key: format_date(date.fromisoformat(f"{key}-01"), "F Y")),
        tally(_("Jenis"), run, "by_kind", lambda key: str(kinds.get(key, unknown))),
    ]


def tally(title: str, run: ImportRun, key: str, label: Any) -> Tally:
    found: dict[str, int] = run.counts.get(key, {})
    rows = [{"label": label(name), "value": n} for name, n in found.items()]
    if key != "by_month":
        rows.sort(key=lambda row: -row["value"])
    return Tally(title, rows, max((row["value"] for row in rows), default=1))


def first_cases(run: ImportRun) -> list[tuple[Case, str, str]]:
    """The first files of a staged run, opened, in the order of the register, each with its klaster and region."""
    rows = run.rows.select_related("case__child").order_by("row", "pk")[:FIRST]
    cases = unlock([row.case for row in rows])
    for case in cases:
        share_cipher(case, case.child)
    return [(case, clusters.told(case.cluster), reference.name_of(case.region_code)) for case in cases]


def doubts(run: ImportRun, user: User) -> list[tuple[ImportedRow, str, str]]:
    """What was doubted: row, column and sentence of the first rows, opened. Nothing of a file that is withheld from
    this person, and nothing of an erased child."""
    withheld = Withholding.objects.standing().against(user).values("subject")
    rows = run.rows.exclude(doubts=b"").exclude(child_id__in=withheld).order_by("row", "pk")[:DOUBTFUL]
    return [(row, column, text) for row in unlock(rows) for column, text in row.doubts or ()]


def progress(run: ImportRun) -> tuple[int, int]:
    """Rows stored and rows in all; (0, 0) while the file is being read."""
    if run.state != State.STAGING or run.batch_id is None:
        return 0, 0
    return run.rows.count(), run.accepted


def skipped(run: ImportRun) -> list[tuple[str, int]]:
    """Rows that are no case, in words."""
    words = {
        Why.BLANK: pgettext("rows of a register", "kosong"),
        Why.ONLY_NUMBER: _("hanya nomor urut"),
        Why.CAPTION: _("judul bulan"),
        Why.TOTAL: _("jumlah"),
        Why.HEADER: _("judul kolom yang diulang"),
        Why.COLUMN_NUMBERS: _("nomor kolom"),
        Why.NOTE: _("catatan atau tanda tangan"),
    }
    found: dict[str, int] = (run.found or {}).get("skipped", {})
    return [(str(words.get(Why(why), why)), n) for why, n in found.items()]
