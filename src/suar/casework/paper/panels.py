"""What pages show of numbered paper, as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from suar.casework.cases.gathered import Found, Plain, Shown
from suar.casework.cases.models import Case
from suar.casework.cases.panels import Panel
from suar.casework.complaints.models import Complaint
from suar.casework.paper.models import Kind, Pad, Sheet, Status, Why
from suar.core.documents.indonesian import short
from suar.registry.accounts.models import User

TONES = {Status.OPEN: "", Status.ENTERED: "green", Status.SPOILED: "", Status.LOST: "amber"}
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One sheet in its pad: what became of it, and where to. `url` only where the reader may go there."""

    sheet: Sheet
    tone: str
    said: str = ""
    reference: str = ""
    url: str = ""

    @property
    def shown_ids(self) -> list[UUID]:
        return [pk for pk in (self.sheet.complaint_id, self.sheet.case_id) if pk and self.url]


def with_counts(found: QuerySet[Pad]) -> QuerySet[Pad]:
    """How many sheets of each pad are open, entered, closed."""
    counted = {
        name: Count("sheets", filter=Q(sheets__status__in=states))
        for name, states in (
            ("unreturned", [Status.OPEN]),
            ("entered", [Status.ENTERED]),
            ("closed", [Status.SPOILED, Status.LOST]),
        )
    }
    return found.select_related("office", "by").annotate(**counted)


def lines(pad: Pad, user: User) -> list[Line]:
    """All sheets of a pad. What is withheld from the reader has neither number nor link."""
    sheets = list(pad.sheets.select_related("complaint", "case", "entered_by", "closed_by"))
    complaints = _visible(Complaint.objects.visible_to(user), (sheet.complaint_id for sheet in sheets))
    cases = _visible(Case.objects.visible_to(user), (sheet.case_id for sheet in sheets))
    return [_line(sheet, complaints, cases) for sheet in sheets]


def _visible(rows: QuerySet[Complaint] | QuerySet[Case], ids: Iterable[UUID | None]) -> set[UUID]:
    wanted = [pk for pk in ids if pk]
    return set(rows.filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()


def _line(sheet: Sheet, complaints: set[UUID], cases: set[UUID]) -> Line:
    tone = TONES[Status(sheet.status)]
    if sheet.status in (Status.SPOILED, Status.LOST):
        return Line(sheet, tone, str(Why(sheet.why).label))
    said = _("tertulis %(day)s") % {"day": short(sheet.written_on)} if sheet.written_on else ""
    if sheet.complaint is not None and sheet.complaint_id in complaints:
        url = reverse("complaints:complaint-detail", args=[sheet.complaint_id])
        return Line(sheet, tone, said, sheet.complaint.number, url)
    if sheet.case is not None and sheet.case_id in cases:
        return Line(sheet, tone, said, sheet.case.number, reverse("cases:case-detail", args=[sheet.case_id]))
    return Line(sheet, tone, said)


def to_count(user: User, now: datetime) -> dict[str, QuerySet[Pad]]:
    """What the sidebar counts: pads whose open sheets nobody has counted in time."""
    return {"paper_uncounted": Pad.objects.visible_to(user).with_open_sheets().filter(count_by__lt=now)}


def found(case: Case, user: User) -> Iterable[Plain]:
    """From which sheets something came into this file: written upon in it, or in a complaint of it."""
    rows = Sheet.objects.visible_to(user).filter(status=Status.ENTERED)
    for mine in (Q(case=case), Q(complaint__case=case)):
        yield Plain("sheet", rows.filter(mine), "entered_at", "number", "pad__kind", "written_on")


def drawn(case: Case, user: User, rows: list[Found]) -> Shown:
    said = dict.fromkeys(f"{one.code}: {Kind(one.state).label}, {_day(one.name)}" for one in rows)
    return Shown(panels=[Panel(_("Dari kertas bernomor"), tuple(said)[:SHOWN])] if said else [])


def _day(written_on: str) -> str:
    return short(date.fromisoformat(written_on)) if written_on else ""
