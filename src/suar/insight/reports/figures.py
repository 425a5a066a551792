"""The figures of a report: few grouped queries, each with a name that the report prints beside its figures.

A case counts in the period in which it was opened (`opened_on`), once, in the office that keeps its file, and only
while it stands: rows of an import that was undone do not count. Everything is a whole number; nothing personal is
read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from suar.casework.cases.models import Case, MonitoringSheet
from suar.casework.children.models import Circumstance
from suar.casework.complaints.models import Complaint, GroupFinding, HandOver
from suar.casework.duties.models import OPEN, Duty, DutyQuerySet, Status
from suar.core.clocks.calendars import start_of_day
from suar.core.clocks.rules import Certainty
from suar.core.vault import marks
from suar.insight.reports import bands
from suar.insight.reports.periods import Period
from suar.registry.accounts.models import Office

type Figures = dict[str, Any]
OBSTACLES = {"A": "obstacle_place", "B": "obstacle_law", "C": "obstacle_family"}
ANSWERS = ("waiting", "partly", "done", "refused")
OUTCOMES = ("kept", "late", "running")


@dataclass(frozen=True, slots=True)
class Scope:
    """One office, one period; `now` decides whether an open duty is late yet."""

    office: Office
    period: Period
    now: datetime

    @property
    def days(self) -> tuple[Any, Any]:
        return self.period.first, self.period.last

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """From the first midnight of the office's zone to the one after the last day, the latter not included."""
        start = start_of_day(self.period.first)
        return start.astimezone(UTC), start_of_day(self.period.last + timedelta(days=1))

    def cases(self) -> QuerySet[Case]:
        return Case.objects.counted().filter(office=self.office, opened_on__range=self.days)

    def complaints(self) -> QuerySet[Complaint]:
        start, end = self.moments
        return Complaint.objects.filter(office=self.office, received_at__gte=start, received_at__lt=end)

    def duties(self) -> DutyQuerySet:
        """Duties whose limit fell in the period. Questions have no limit, cancelled ones are owed no more."""
        start, end = self.moments
        due = Duty.objects.filter(office=self.office, due_at__gte=start, due_at__lt=end)
        put_away = Case.objects.filter(batch__visible=False)
        owed = due.exclude(status=Status.CANCELLED).exclude(subject__in=list(marks.standing()))
        return owed.exclude(case_id__in=put_away.values("pk"))

    def sheets(self) -> QuerySet[MonitoringSheet]:
        standing = Q(case__batch=None) | Q(case__batch__visible=True)
        rows = MonitoringSheet.objects.filter(standing, case__office=self.office, on__range=self.days)
        return rows.exclude(child__in=list(marks.standing()))


def count(scope: Scope) -> Figures:
    """Every figure of the report by its key. Keys that count 0 are left out where a table lists what occurs."""
    found: Figures = {}
    found |= _traits(scope)
    found |= _places(scope)
    found |= _children(scope)
    found |= _causes(scope)
    found |= _complaints(scope)
    found |= _findings(scope)
    found |= _handed_over(scope)
    found |= _agency_duties(scope)
    found |= _own_duties(scope)
    found |= _obstacles(scope)
    found |= _requests(scope)
    found["former"] = _former(scope)
    return found


def tally(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Sums by key, in the order of the keys, without what counts 0."""
    sums: Counter[str] = Counter()
    for key, number in pairs:
        sums[key] += number
    return {key: sums[key] for key in sorted(sums) if sums[key]}


def _grouped(rows: QuerySet[Any], *fields: str) -> list[tuple[Any, ...]]:
    """Groups by `fields` with their number of rows at the end; one statement."""
    return list(rows.order_by().values_list(*fields).annotate(rows_in_group=Count("*")))


TRAITS = ("cluster", "kind", "child_role", "channel", "status", "closing_reason", "outcome", "risk")


def _traits(scope: Scope) -> Figures:
    """All that a file says of itself, from one grouping: one pass over the rows instead of one for each figure."""
    rows = [dict(zip((*TRAITS, "n"), row, strict=True)) for row in _grouped(scope.cases(), *TRAITS)]
    for row in rows:
        row["cluster"] = bands.cluster(row["cluster"])
        row["state"] = "closed" if row["status"] == "closed" else "open"

    def by(*keys: str, among: Callable[[dict[str, Any]], bool] = lambda row: True) -> dict[str, int]:
        return tally((" / ".join(row[key] for key in keys), row["n"]) for row in rows if among(row))

    return {
        "rows": sum(row["n"] for row in rows),
        "by_cluster": by("cluster"),
        "by_kind": by("kind"),
        "by_cluster_kind": by("cluster", "kind"),
        "abh_by_role": by("child_role", among=lambda row: row["cluster"] == bands.ABH),
        "by_status": by("state"),
        "by_reason": by("closing_reason", among=lambda row: row["state"] == "closed"),
        "by_outcome": by("outcome"),
        "by_risk": by("risk"),
        "by_channel": by("channel"),
    }


def _places(scope: Scope) -> Figures:
    """District and month from one grouping each; days are put together to months here, the same on both databases."""
    return {
        "by_district": tally((bands.district(code), n) for code, n in _grouped(scope.cases(), "region_code")),
        "by_month": tally((f"{day:%Y-%m}", n) for day, n in _grouped(scope.cases(), "opened_on")),
    }


def _children(scope: Scope) -> Figures:
    rows = _grouped(scope.cases(), "child__sex", "age")
    return {
        "children": scope.cases().aggregate(n=Count("child_id", distinct=True))["n"],
        "by_sex": tally((sex, n) for sex, _, n in rows),
        "by_age": tally((bands.age(years), n) for _, years, n in rows),
    }


def _causes(scope: Scope) -> Figures:
    """Children of these files of whom a risk factor is written down that stood within the period, and by factor: one
    child may have several, so these are no parts of a sum."""
    stood = Q(since=None) | Q(since__lte=scope.period.last), Q(until=None) | Q(until__gte=scope.period.first)
    known = Circumstance.objects.filter(*stood, sort="risk", withdrawn=False)
    rows = known.filter(child__in=scope.cases().order_by().values("child")).order_by()
    by_code = rows.values_list("code").annotate(n=Count("child", distinct=True))
    return {
        "causes": tally(by_code),
        "causes_children": rows.aggregate(n=Count("child", distinct=True))["n"],
    }


def _complaints(scope: Scope) -> Figures:
    rows = _grouped(scope.complaints(), "status", "noise", "channel")
    return {
        "complaints": sum(row[-1] for row in rows),
        "complaints_by_status": tally((status, n) for status, _, _, n in rows),
        "complaints_by_channel": tally((channel, n) for _, _, channel, n in rows),
        "complaints_noise": tally((noise, n) for status, noise, _, n in rows if status == "noise"),
    }


def _findings(scope: Scope) -> Figures:
    rows = GroupFinding.objects.filter(office=scope.office, found_on__range=scope.days)
    sums = rows.aggregate(events=Count("pk"), children=Sum("children_found"))
    return {"findings": {"events": sums["events"], "children": sums["children"] or 0}}


def _handed_over(scope: Scope) -> Figures:
    start, end = scope.moments
    ours = Q(complaint__office=scope.office) | Q(complaint=None, case__office=scope.office)
    rows = HandOver.objects.filter(ours, handed_at__gte=start, handed_at__lt=end)
    rows = rows.exclude(subject__in=list(marks.standing()))
    receipted = Count("pk", filter=~Q(receipt_number=b""))
    found = rows.order_by().values_list("agency__name").annotate(given=Count("pk"), receipted=receipted)
    by_agency = {
        name: {"receipted": receipted, "open": given - receipted, "given": given}
        for name, given, receipted in sorted(found)
    }
    return {"handovers": by_agency, "handovers_total": _column_sums(by_agency, ("receipted", "open", "given"))}


def _outcomes(now: datetime) -> dict[str, Count]:
    """Done in time; done or still open after the limit; limit not reached yet."""
    done, waiting = Q(status=Status.DONE), Q(status__in=OPEN)
    in_time = Q(done_at__lte=F("due_at"))
    return {
        "kept": Count("pk", filter=done & in_time),
        "late": Count("pk", filter=(done & ~in_time) | (waiting & Q(due_at__lt=now))),
        "running": Count("pk", filter=waiting & Q(due_at__gte=now)),
        "due": Count("pk"),
    }


def _agency_duties(scope: Scope) -> Figures:
    fields = (*OUTCOMES, "due")
    rows = scope.duties().theirs().scored().order_by()
    found = rows.values_list("agency__name").annotate(**_outcomes(scope.now))
    by_agency = {name: dict(zip(fields, numbers, strict=True)) for name, *numbers in sorted(found)}
    doubtful = scope.duties().theirs().filter(certainty=Certainty.VERIFY).count()
    return {
        "duties": by_agency,
        "duties_total": _column_sums(by_agency, fields),
        "duties_in_doubt": doubtful,
    }


def _own_duties(scope: Scope) -> Figures:
    ours = scope.duties().ours().exclude(certainty=Certainty.VERIFY)
    return {"own_duties": ours.aggregate(**_outcomes(scope.now))}


def _obstacles(scope: Scope) -> Figures:
    """For each obstacle: sheets, children, and of what was asked in those sheets what became of it."""
    wanted = {"sheets": Count("pk"), "children": Count("child_id", distinct=True)}
    for letter, field in OBSTACLES.items():
        there = Q(**{field: True})
        wanted[f"{letter}_sheets"] = Count("pk", filter=there)
        wanted[f"{letter}_children"] = Count("child_id", filter=there, distinct=True)
        asked = there & Q(asked_of__isnull=False)
        wanted |= {f"{letter}_{answer}": Count("pk", filter=asked & Q(answer=answer)) for answer in ANSWERS}
    found = scope.sheets().aggregate(**wanted)
    obstacles = {
        letter: {key: found[f"{letter}_{key}"] for key in ("sheets", "children", *ANSWERS)} for letter in OBSTACLES
    }
    for one in obstacles.values():
        one["asked"] = sum(one[answer] for answer in ANSWERS)
    return {"sheets": found["sheets"], "sheets_children": found["children"], "obstacles": obstacles}


def _requests(scope: Scope) -> Figures:
    asked = scope.sheets().filter(asked_of__isnull=False)
    by_agency: dict[str, dict[str, int]] = {}
    for name, answer, n in sorted(_grouped(asked, "asked_of__name", "answer")):
        if answer in ANSWERS:
            by_agency.setdefault(name, dict.fromkeys((*ANSWERS, "asked"), 0))[answer] += n
    for one in by_agency.values():
        one["asked"] = sum(one[answer] for answer in ANSWERS)
    return {"requests": by_agency, "requests_total": _column_sums(by_agency, (*ANSWERS, "asked"))}


def _former(scope: Scope) -> Figures | None:
    """Cases of the period before, None where it has none."""
    before = Scope(scope.office, scope.period.former(), scope.now)
    rows = [(bands.cluster(code), kind, n) for code, kind, n in _grouped(before.cases(), "cluster", "kind")]
    if not rows:
        return None
    return {
        "rows": sum(row[-1] for row in rows),
        "by_cluster": tally((cluster, n) for cluster, _, n in rows),
        "by_kind": tally((kind, n) for _, kind, n in rows),
    }


def _column_sums(table: dict[str, dict[str, int]], columns: Iterable[str]) -> dict[str, int]:
    return {column: sum(row[column] for row in table.values()) for column in columns}
