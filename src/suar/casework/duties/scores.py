"""How agencies keep their time: pure sums in the database, over what came due in a period."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Q
from django.utils import timezone

from suar.casework.duties.models import IS_OPEN, Duty, Status
from suar.core.clocks.calendars import WIB, start_of_day
from suar.core.vault import marks
from suar.registry.accounts.models import Office, User

DAYS = 30
"""The period of the bars on the first page, in days, today included."""


@dataclass(frozen=True, slots=True)
class AgencyScore:
    """What came due in the period: kept in time, done late, open and late, open and not yet due. Counts of duties."""

    agency_id: int
    agency: str
    kind: str
    owed: int
    kept: int
    late: int
    open_late: int
    running: int

    @property
    def share(self) -> float | None:
        """Kept in time among what is decided; None where nothing is decided yet."""
        decided = self.kept + self.late + self.open_late
        return self.kept / decided if decided else None


def scores(
    period_first: date,
    period_last: date,
    office: Office | Collection[int],
    *,
    now: datetime | None = None,
    user: User | None = None,
) -> list[AgencyScore]:
    """One line an agency, by what it owes, most first. A limit marked `verify`, a duty without a due moment and a
    cancelled duty count for nothing. Days are days in West Kalimantan, both ends included. `user`: for whose eyes."""
    now = now or timezone.now()
    offices = [office.pk] if isinstance(office, Office) else list(office)
    begins, ends = (start_of_day(day) for day in (period_first, period_last + timedelta(days=1)))
    done = Q(status=Status.DONE)
    found = (
        (Duty.objects.not_withheld_from(user) if user else Duty.objects)
        .scored()
        .exclude(subject__in=list(marks.standing()))
        .filter(office__in=offices, due_at__gte=begins, due_at__lt=ends)
        .values("agency_id", "agency__short_name", "agency__kind")
        .annotate(
            owed=Count("id"),
            kept=Count("id", filter=done & Q(done_at__lte=F("due_at"))),
            late=Count("id", filter=done & Q(done_at__gt=F("due_at"))),
            open_late=Count("id", filter=IS_OPEN & Q(due_at__lt=now)),
            running=Count("id", filter=IS_OPEN & Q(due_at__gte=now)),
        )
        .order_by("-owed", "agency__short_name")
    )
    return [
        AgencyScore(
            agency_id=line["agency_id"],
            agency=line["agency__short_name"],
            kind=line["agency__kind"],
            **{name: line[name] for name in ("owed", "kept", "late", "open_late", "running")},
        )
        for line in found
    ]


def last_days(now: datetime, days: int = DAYS) -> tuple[date, date]:
    """First and last day of the period that ends today."""
    today = now.astimezone(WIB).date()
    return today - timedelta(days=days - 1), today
