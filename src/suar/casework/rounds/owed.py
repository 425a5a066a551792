"""What bodies and colleagues owe, by whom to ask: one group each, what is late longest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from suar.casework.conflicts.withheld import from_its_agency
from suar.casework.duties.models import Duty, DutyQuerySet
from suar.casework.duties.naming import people_of
from suar.casework.duties.rows import DutyRow, rows, subjects
from suar.casework.rounds.models import Asked
from suar.registry.accounts.models import Office, User
from suar.registry.agencies.models import Agency, Contact

MOST = 200
MOST_LINES = 60


@dataclass(frozen=True, slots=True)
class Line:
    """One duty, and when somebody last asked after it."""

    duty: Duty
    row: DutyRow
    asked_at: datetime | None = None

    @property
    def press(self) -> str:
        """Of which page a press is: the next page shows a newer question."""
        return self.asked_at.isoformat() if self.asked_at else "-"


@dataclass(frozen=True, slots=True)
class Group:
    """Whom to ask, on which lines, after what. `kept`: how many are not asked of this body, for their files are
    withheld from it."""

    name: str
    lines: Sequence[Line]
    agency: Agency | None = None
    phones: Sequence[Contact] = ()
    kept: int = 0

    @property
    def anchor(self) -> str:
        """Where a page jumps to; what is our own has no place of its own."""
        return f"lembaga-{self.agency.pk}" if self.agency else ""

    @property
    def late(self) -> int:
        return sum(line.row.late for line in self.lines)


def theirs(user: User) -> DutyQuerySet:
    """What bodies owe and this user may see."""
    return Duty.objects.visible_to(user).open().theirs()


def askable(found: DutyQuerySet) -> DutyQuerySet:
    """Without what must not be spoken of to the body that owes it."""
    return found.exclude(from_its_agency())


def for_list(user: User, office: Office, agency: Agency) -> tuple[list[Duty], int]:
    """What may stand on a list to this body, the oldest due moment first; and how many more it owes than a list has
    lines."""
    found = askable(theirs(user)).filter(office=office, agency=agency).select_related("agency", "office")
    listed = list(found.order_by(Coalesce("due_at", "turn_at"), "pk")[:MOST_LINES])
    return listed, found.count() - len(listed) if len(listed) == MOST_LINES else 0


def kept_from(user: User, office: Office, agency: Agency) -> int:
    """How many of its open duties no list to this body may name."""
    return theirs(user).filter(from_its_agency(), office=office, agency=agency).count()


def turn(duty: Duty) -> tuple[datetime, str]:
    return (duty.due_at or duty.turn_at, str(duty.pk))


def of_agencies(user: User, now: datetime, found: DutyQuerySet) -> list[Group]:
    """One group a body, that which is late with most first."""
    last = Asked.objects.filter(duty=OuterRef("pk")).order_by("-at").values("at")[:1]
    asked = askable(found).annotate(asked_at=Subquery(last)).select_related("agency", "office")
    lines = lines_of(asked.order_by("turn_at", "pk")[:MOST], user, now)
    kept = kept_by_agency(found)
    by_agency: dict[Agency, list[Line]] = defaultdict(list)
    for line in lines:
        if line.duty.agency is not None:
            by_agency[line.duty.agency].append(line)
    phones = phones_of(by_agency)
    groups = [
        Group(agency.name, held, agency, phones.get(agency.pk, ()), kept.get(agency.pk, 0))
        for agency, held in by_agency.items()
    ]
    return sorted(groups, key=lambda group: (-group.late, group.name))


def kept_by_agency(found: DutyQuerySet) -> dict[int, int]:
    counted: dict[int, int] = defaultdict(int)
    for agency in found.filter(from_its_agency()).values_list("agency", flat=True):
        counted[agency] += 1
    return counted


def of_ourselves(user: User, now: datetime) -> list[Group]:
    """What the commission owes, one group an officer; what nobody holds first."""
    found = Duty.objects.visible_to(user).open().ours().select_related("agency", "office", "officer")
    by_name: dict[str, list[Line]] = defaultdict(list)
    for line in lines_of(found.order_by("turn_at", "pk")[:MOST], user, now):
        by_name[line.duty.officer.name if line.duty.officer else ""].append(line)
    return [Group(name or _("Belum ada petugas"), by_name[name]) for name in sorted(by_name)]


def lines_of(found: Iterable[Duty], user: User, now: datetime) -> list[Line]:
    """Late first, then by their turn; children by their initials."""
    listed = list(found)
    drawn = rows(listed, now, people_of(subjects(listed), user), whose=False)
    lines = [Line(duty, row, getattr(duty, "asked_at", None)) for duty, row in zip(listed, drawn, strict=True)]
    return sorted(lines, key=lambda line: (not line.row.late, turn(line.duty)))


def phones_of(agencies: Iterable[Agency]) -> dict[int, list[Contact]]:
    """The official lines of these bodies that have a number."""
    found: dict[int, list[Contact]] = defaultdict(list)
    for contact in Contact.objects.filter(agency__in=list(agencies)).exclude(phone=""):
        found[contact.agency_id].append(contact)
    return found
