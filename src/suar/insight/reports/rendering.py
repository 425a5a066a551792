"""A stored snapshot as a file. Nothing is counted again: what is printed comes from the snapshot alone."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import override

from suar.core.errors import DomainError
from suar.insight.reports import drawings
from suar.insight.reports.chapters import chapters
from suar.insight.reports.content import ordered
from suar.insight.reports.editions import IN_FILE_NAME, Edition, View
from suar.insight.reports.formats import machine, printing, spreadsheet, word
from suar.insight.reports.models import Snapshot

FORMATS: dict[str, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def view_of(snapshot: Snapshot, edition: Edition) -> View:
    return View(ordered(snapshot.content), edition, snapshot.fingerprint, snapshot.at)


def render(snapshot: Snapshot, edition: Edition, form: str) -> bytes:
    """The report of one edition as `pdf`, `docx`, `xlsx` or `json`. The same snapshot gives the same bytes.

    Raises DomainError for another form, Unpublishable where no open edition is safe."""
    if form not in FORMATS:
        raise DomainError(_("Pilih pdf, docx, xlsx, atau json."))
    view = view_of(snapshot, edition)
    with override("id"):
        if form == "json":
            return machine.make(view)
        if form == "docx":
            return word.make(view, chapters(view))
        if form == "xlsx":
            return spreadsheet.make(view, chapters(view))
        return printing.make(view, chapters(view), drawings.Drawings(view.fingerprint, edition))


def file_of(snapshot: Snapshot, edition: Edition, form: str) -> bytes:
    """The same, kept after the first time."""
    name = file_name(snapshot, edition, form)
    kept = drawings.stored(snapshot.fingerprint, edition, name)
    if kept is None:
        kept = render(snapshot, edition, form)
        drawings.keep(snapshot.fingerprint, edition, name, kept)
    return kept


def file_name(snapshot: Snapshot, edition: Edition, form: str) -> str:
    """As in `laporan-2021-RAHASIA.pdf`; the data as `report.json` and `report-terbuka.json`."""
    if form == "json":
        return "report.json" if edition is Edition.SECRET else "report-terbuka.json"
    return f"laporan-{snapshot.period}-{IN_FILE_NAME[edition]}.{form}"


def draw(snapshot: Snapshot) -> int:
    """Every chart of both editions, kept for the pages. Returns how many."""
    drawn = 0
    with override("id"):
        for edition in Edition:
            view = view_of(snapshot, edition)
            drawn += drawings.Drawings(view.fingerprint, edition).draw_all(chapters(view))
    return drawn
