"""What somebody holds when a term ends, and who could take it: read, never written."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.cases.models import Case
from suar.casework.conflicts.models import Withholding
from suar.casework.duties.kinds import NEEDING
from suar.casework.duties.models import Duty
from suar.casework.duties.perms import may_hold
from suar.casework.letters.models import Letter
from suar.casework.letters.models import Status as LetterStatus
from suar.casework.supervision.caseload import loads_in, loads_seen
from suar.casework.supervision.load import measure, spread
from suar.registry.accounts.models import Appointment, AppointmentQuerySet, Role, User
from suar.registry.accounts.permissions import STAFF

AHEAD = timedelta(days=120)  # a term that ends within so many days is prepared
SINCE = timedelta(days=60)  # one that ended without a hand-over is still shown
SHEET_HOLDERS = frozenset({Role.KETUA, Role.WAKIL, Role.SEKRETARIAT})  # docs/operations.md, Sheets
DUTY_WEIGHT = 0.1


@dataclass(frozen=True, slots=True)
class Plan:
    """Who would take what. `seal` tells two plans apart: what is carried out is what was read."""

    files: list[tuple[Case, User | None]]
    duties: list[tuple[Duty, User | None]]
    loads: list[tuple[User, float, float]]

    @property
    def seal(self) -> str:
        rows = [f"{row.pk}:{taker.pk if taker else ''}" for row, taker in (*self.files, *self.duties)]
        return hashlib.sha256("\n".join(sorted(rows)).encode()).hexdigest()

    @property
    def nobody(self) -> int:
        return sum(taker is None for _row, taker in (*self.files, *self.duties))


def ending(office_id: int, today: date) -> AppointmentQuerySet:
    """Terms of staff that end soon, or ended of late, the first to end first."""
    rows = Appointment.objects.filter(office=office_id, role__in=STAFF, until__isnull=False)
    near = rows.filter(until__gte=today - SINCE, until__lte=today + AHEAD)
    return near.select_related("user", "office").order_by("until", "pk")


def staying(appointment: Appointment) -> list[User]:
    """Whoever works in the office on the day after, this person not."""
    last = appointment.until or timezone.localdate()
    after = max(last + timedelta(days=1), timezone.localdate())
    held = Appointment.objects.in_force(after).filter(office=appointment.office_id, role__in=STAFF)
    now = Appointment.objects.in_force(timezone.localdate()).filter(office=appointment.office_id, role__in=STAFF)
    found = User.objects.filter(pk__in=held.values("user"), is_active=True).filter(pk__in=now.values("user"))
    return list(found.exclude(pk=appointment.user_id).order_by("name", "pk"))


def plan(appointment: Appointment, receivers: Collection[User], by: User) -> Plan:
    """Each open file and each open duty of the leaver, as far as `by` may see it, to whoever of the receivers then
    carries least, may see it and can end it. What not everybody can end does not go along with its file."""
    leaver, office = appointment.user, appointment.office_id
    seen = Case.objects.visible_to(by).open().filter(office=office, officer=leaver)
    files = list(seen.select_related("child", "office", "officer").order_by("number"))
    owed = Duty.objects.visible_to(by).open().ours().filter(office=office, officer=leaver)
    kept = owed.filter(~Q(case_id__in=[file.pk for file in files]) | Q(case_id=None) | Q(kind__in=NEEDING))
    duties = list(kept.select_related("office").order_by("turn_at", "pk"))
    people = {one.pk: one for one in receivers}
    shut = _shut({file.child_id for file in files} | {duty.subject for duty in duties}, people)
    weights, now = measure(timezone.localdate()).weights, loads_in(office, receivers)
    wanted = {file.pk: (weights[file.risk], shut.get(file.child_id, frozenset())) for file in files}
    wanted |= {duty.pk: (DUTY_WEIGHT, shut.get(duty.subject, frozenset()) | _unable(duty, people)) for duty in duties}
    taker = spread({pk: load.weight for pk, load in now.items()}, wanted)
    told = loads_seen(by, office, receivers)  # shown; who takes what goes by all files
    after = {pk: load.weight for pk, load in told.items()}
    for file in files:
        if (pk := taker[file.pk]) is not None:
            after[pk] += weights[file.risk]
    return Plan(
        [(file, people.get(taker[file.pk] or 0)) for file in files],
        [(duty, people.get(taker[duty.pk] or 0)) for duty in duties],
        [(one, told[one.pk].weight, after[one.pk]) for one in receivers],
    )


def unseen(appointment: Appointment, by: User) -> tuple[list[Case], list[Duty]]:
    """What the leaver holds and whoever carries it out may not see: open files, and open duties of others."""
    leaver, office = appointment.user, appointment.office_id
    held = Case.objects.standing().open().filter(office=office, officer=leaver)
    files = list(held.exclude(pk__in=Case.objects.visible_to(by).values("pk")).select_related("child", "office"))
    owed = Duty.objects.open().ours().filter(office=office, officer=leaver)
    kept = owed.exclude(pk__in=Duty.objects.visible_to(by).values("pk")).exclude(case_id__in=[one.pk for one in files])
    return files, list(kept.select_related("office"))


def _shut(subjects: Collection[UUID], people: Iterable[int]) -> dict[UUID, frozenset[int]]:
    rows = Withholding.objects.standing().filter(subject__in=subjects, user__in=list(people)).order_by()
    found: dict[UUID, set[int]] = {}
    for subject, user in rows.values_list("subject", "user"):
        found.setdefault(subject, set()).add(user)
    return {subject: frozenset(users) for subject, users in found.items()}


def _unable(duty: Duty, people: Mapping[int, User]) -> frozenset[int]:
    """Who could never end it."""
    return frozenset(pk for pk, one in people.items() if not may_hold(one, duty))


def in_hand(appointment: Appointment) -> list[str]:
    """What else is in the leaver's hand, that no press can move: sheets, factors, letters that wait for their name."""
    leaver = appointment.user
    found = []
    if appointment.role in SHEET_HOLDERS:
        found.append(_("Satu dari tiga lembar kunci. Terima lembarnya; bila tidak kembali, cetak tiga lembar baru."))
    drafted = Letter.objects.filter(Q(signer=leaver), office=appointment.office_id, status=LetterStatus.DRAFT).count()
    if drafted:
        found.append(
            _("%(n)d surat yang menunggu tanda tangannya. Terbitkan atau ganti penandatangannya.") % {"n": drafted}
        )
    if Authenticator.objects.filter(user=leaver).exists():
        found.append(_("Langkah kedua masuk di perangkatnya sendiri. Akunnya berhenti bersama jabatannya."))
    return found
