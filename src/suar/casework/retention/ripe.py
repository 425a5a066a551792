"""Which files have been kept long enough. Reads what stands in clear; no key is opened.

A whole home is looked through once a day, each minute the subjects of one span (core/ledger/orphans.py)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import batched
from uuid import UUID

from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.children.merges import each_child
from suar.casework.children.models import Child
from suar.casework.complaints.models import Complaint, GroupFinding
from suar.casework.complaints.models import Status as ComplaintStatus
from suar.casework.duties.models import Duty
from suar.casework.material.models import Arrival
from suar.casework.retention import rules
from suar.casework.retention.models import Item, ItemStatus, Kind
from suar.core.ledger.models import Entry
from suar.core.ledger.orphans import Span
from suar.core.vault import marks
from suar.core.vault.models import DataKey
from suar.registry.accounts.models import Office

DECIDED = (
    ComplaintStatus.NOISE,
    ComplaintStatus.OUT_OF_REMIT,
    ComplaintStatus.WITHDRAWN,
    ComplaintStatus.UNFOUNDED,
    ComplaintStatus.DUPLICATE,
    ComplaintStatus.HANDED_OVER,
)
SETTLED = (ItemStatus.DUE, ItemStatus.CHOSEN, ItemStatus.ERASED)


@dataclass(frozen=True, slots=True)
class Ripe:
    """One subject that may go, in what class and since when; `since` is empty where nothing has run out. `whole`: the
    files of one child go together or not at all."""

    kind: Kind
    office: Office
    subject: UUID
    reference: str
    group: rules.Group
    since: date | None
    whole: frozenset[UUID] = frozenset()

    @property
    def subjects(self) -> frozenset[UUID]:
        return self.whole | {self.subject}


def ripe(span: Span, on: date) -> list[Ripe]:
    """What in this span has run out by that day, is not decided on yet and not waited for by any duty."""
    found = {one.subject: one for one in _all(span, on)}
    kept = waited_for({pk for one in found.values() for pk in one.subjects}) | set(marks.standing())
    left = {subject for subject, one in found.items() if one.subjects.isdisjoint(kept)} - _settled(found)
    return [found[subject] for subject in sorted(left & with_key(left))]


def _all(span: Span, on: date) -> Iterator[Ripe]:
    for find in (_children, _complaints, _findings, _arrivals):
        yield from find(span, on)


def still_ripe(item: Item, on: date) -> bool:
    """Whether what an item says still holds: no file was opened again, nothing was done since."""
    return any(one.subject == item.subject for one in of_subject(item.kind, item.subject, on, any_time=False))


def of_subject(kind: str, subject: UUID, on: date, *, any_time: bool) -> list[Ripe]:
    """The subject with its class, if its work is over; `any_time`: also before its time has run out."""
    span, ends = (subject, subject), date.max if any_time else on
    finders = {
        Kind.CHILD: _children, Kind.COMPLAINT: _complaints, Kind.FINDING: _findings, Kind.ARRIVAL: _arrivals,
    }  # fmt: skip
    return [one for one in finders[Kind(kind)](span, on, ends) if not waited_for(one.subjects)]


def known(subject: UUID, on: date) -> Ripe | None:
    """The subject as a file, in whatever state it is; None for what is no file."""
    book = rules.schedule()
    child = Child.objects.filter(pk=subject).select_related("office").first()
    if child is not None:
        numbers = Case.objects.filter(child=subject).order_by("number").values_list("number", flat=True)
        return Ripe(Kind.CHILD, child.office, subject, ", ".join(numbers)[:200], book.group("case.closed", on), None)
    complaint = Complaint.objects.filter(subject=subject).select_related("office").first()
    if complaint is not None:
        group = book.group("complaint.closed", on)
        return Ripe(Kind.COMPLAINT, complaint.office, subject, complaint.number, group, None)
    finding = GroupFinding.objects.filter(pk=subject).select_related("office").first()
    if finding is not None:
        return Ripe(Kind.FINDING, finding.office, subject, finding.number, book.group("finding", on), None)
    arrival = Arrival.objects.nobodys().filter(pk=subject).select_related("office").first()
    if arrival is not None:
        return Ripe(Kind.ARRIVAL, arrival.office, subject, arrival.number, book.group("material.closed", on), None)
    return None


def never_begun(one: Ripe) -> bool:
    """A child who was written down and for whom no file was opened, and nobody owes anything."""
    opened = Case.objects.filter(child=one.subject).exists()
    return one.kind == Kind.CHILD and not opened and not waited_for([one.subject])


def waited_for(subjects: Iterable[UUID]) -> set[UUID]:
    """Those about whom somebody still owes something, or whose material is not with the police yet."""
    found: set[UUID] = set()
    for page in batched(subjects, 500):
        for rows in (Duty.objects.open(), Arrival.objects.open()):
            found.update(rows.filter(subject__in=page).values_list("subject", flat=True))
    return found


def _children(span: Span, on: date, ends: date | None = None) -> Iterator[Ripe]:
    ends = ends or on
    closed_by = _before(on, Kind.CHILD) if ends == on else ends
    ended = Case.objects.standing().filter(child__gte=span[0], child__lte=span[1], closed_on__lte=closed_by)
    for page in batched(ended.values_list("child_id", flat=True).distinct(), 500):
        yield from _whole_children(page, on, ends)


def _whole_children(page: Collection[UUID], on: date, ends: date) -> Iterator[Ripe]:
    """Each of these if every file that is read as the same child's may go: what stands in one of them, a no, an open
    duty, is that child's."""
    wholes, files = each_child(page), defaultdict[UUID, list[Case]](list)
    for some in batched({pk for whole in wholes.values() for pk in whole}, 500):
        for case in Case.objects.filter(child__in=some).select_related("office").order_by("number"):
            files[case.child_id].append(case)
    for subject, whole in wholes.items():
        may_go = rules.child_may_go([facts(case) for pk in whole for case in files[pk]], on)
        if may_go is not None and may_go[1] <= ends:
            group, since = may_go
            cases, run_out = files[subject], since if since <= on else None
            named = ", ".join(case.number for case in cases)[:200]
            yield Ripe(Kind.CHILD, cases[0].office, subject, named, group, run_out, frozenset(whole))


def facts(case: Case) -> rules.FileFacts:
    return rules.FileFacts(
        case.number, case.opened_on, case.closed_on if not case.is_open else None, case.age, case.batch_id is not None
    )


def _complaints(span: Span, on: date, ends: date | None = None) -> Iterator[Ripe]:
    ends = ends or on
    received_by = _before(on, Kind.COMPLAINT) if ends == on else on
    decided = Complaint.objects.filter(pk__range=span, status__in=DECIDED, received_at__date__lte=received_by)
    for complaint in decided.select_related("office").order_by("pk"):
        noise = complaint.status == ComplaintStatus.NOISE
        group = rules.schedule().group("complaint.noise" if noise else "complaint.closed", on)
        since = rules.years_after(_last_done(complaint), group.years)
        if since <= ends:
            subject = complaint.subject
            yield Ripe(
                Kind.COMPLAINT, complaint.office, subject, complaint.number, group, since if since <= on else None
            )


def _last_done(complaint: Complaint) -> date:
    """The day of the last entry that changed anything about it: a decision taken again counts anew."""
    done = Entry.objects.about(complaint.subject).exclude(verb__startswith="read.")
    last = done.exclude(verb__startswith="retention.").newest_first().first()
    return timezone.localdate(last.at if last else complaint.received_at)


def _findings(span: Span, on: date, ends: date | None = None) -> Iterator[Ripe]:
    ends = ends or on
    group = rules.schedule().group("finding", on)
    for finding in GroupFinding.objects.filter(pk__range=span).select_related("office").order_by("pk"):
        since = rules.years_after(finding.found_on, group.years)
        if since <= ends:
            yield Ripe(Kind.FINDING, finding.office, finding.pk, finding.number, group, since if since <= on else None)


def _arrivals(span: Span, on: date, ends: date | None = None) -> Iterator[Ripe]:
    """Those of a file or complaint end with it."""
    ends = ends or on
    group = rules.schedule().group("material.closed", on)
    closed = Arrival.objects.nobodys().closed().filter(pk__range=span).select_related("office").order_by("pk")
    for arrival in closed:
        since = rules.years_after(timezone.localdate(arrival.closed_at), group.years)
        if since <= ends:
            yield Ripe(Kind.ARRIVAL, arrival.office, arrival.pk, arrival.number, group, since if since <= on else None)


def _before(on: date, kind: Kind) -> date:
    return on - timedelta(days=365 * rules.shortest(kind, on))


def _settled(subjects: Iterable[UUID]) -> set[UUID]:
    found: set[UUID] = set()
    for page in batched(subjects, 500):
        found.update(Item.objects.filter(subject__in=page, status__in=SETTLED).values_list("subject", flat=True))
    return found


def with_key(subjects: Iterable[UUID]) -> set[UUID]:
    return {
        pk for page in batched(subjects, 500) for pk in DataKey.objects.filter(pk__in=page).values_list("pk", flat=True)
    }
