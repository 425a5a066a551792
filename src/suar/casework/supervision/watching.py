"""Who looks after a file that nobody can work (`CaseQuerySet.unheld`): whoever was named, else the first of the
office's commissioners, leaders first, from whom it is not withheld."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.cases.models import Case
from suar.casework.cases.panels import Panel
from suar.casework.conflicts.models import Withholding
from suar.casework.supervision.models import FileWatch
from suar.registry.accounts.models import Appointment, Role, User
from suar.registry.accounts.permissions import STAFF, Permission, allows

ORDER = (Role.KETUA, Role.WAKIL, Role.DIVISI_PENGADUAN, Role.DIVISI_PEMANTAUAN)


@dataclass(frozen=True, slots=True)
class Watcher:
    """`named`: by somebody, and not by the rule alone."""

    user: User
    named: bool
    since: datetime | None = None


def first_able(ranks: Iterable[tuple[int, int]], shut: Collection[int]) -> int | None:
    """The person of the lowest rank, then the lowest number, who is not shut out. Pure."""
    return min(((rank, person) for rank, person in ranks if person not in shut), default=(0, None))[1]


def watchers_of(cases: Collection[Case]) -> dict[UUID, Watcher]:
    """Of files of one office that nobody can work, by file: three statements. One that nobody may see has none."""
    if not cases:
        return {}
    rows = FileWatch.objects.standing().filter(case__in=cases).select_related("user")
    named = {row.case_id: Watcher(row.user, True, row.at) for row in rows}
    people, ranks = _staff({case.office_id for case in cases})
    shut = _shut({case.child_id for case in cases}, people)
    found: dict[UUID, Watcher] = {}
    for case in cases:
        known, away = named.get(case.pk), shut.get(case.child_id, set())
        if known is not None and known.user.pk in people and known.user.pk not in away:
            found[case.pk] = known
        elif (person := first_able(ranks, away)) is not None:
            found[case.pk] = Watcher(people[person], False)
    return found


def _staff(offices: Collection[int]) -> tuple[dict[int, User], list[tuple[int, int]]]:
    """Whoever works on files there, and the rank of the commissioners among them."""
    held = Appointment.objects.in_force(timezone.localdate()).filter(office__in=offices, role__in=STAFF)
    rows = list(held.filter(user__is_active=True).select_related("user"))
    ranks = [(ORDER.index(Role(row.role)), row.user_id) for row in rows if row.role in ORDER]
    return {row.user_id: row.user for row in rows}, ranks


def _shut(subjects: Collection[UUID], people: Mapping[int, User]) -> dict[UUID, set[int]]:
    rows = Withholding.objects.standing().filter(subject__in=subjects, user__in=people)
    found: dict[UUID, set[int]] = {}
    for subject, user in rows.order_by().values_list("subject", "user"):
        found.setdefault(subject, set()).add(user)
    return found


def panel(case: Case, user: User) -> list[Panel]:
    """Beside a file that nobody can work: who looks after it meanwhile. Why it is nobody's, where it is withheld from
    its holder, only its leaders and whoever was named may know."""
    if not case.is_open or not getattr(case, "is_unheld", case.officer_id is None):  # as the file was found
        return []
    watcher, may = watchers_of([case]).get(case.pk), allows(user, Permission.CASELOAD_OVERRIDE, case.office_id)
    if not (getattr(case, "is_left", True) or may or (watcher and watcher.named and watcher.user == user)):
        return []
    who = watcher.user.name if watcher else _("belum ada yang dapat melihatnya")
    how = _("ditunjuk") if watcher and watcher.named else _("menurut aturan: pimpinan, sampai ada petugas")
    url = reverse("supervision:watch-set", args=[case.pk]) if may else ""
    return [Panel(_("Belum ada petugas"), (who, how), url, _("Tunjuk penjaga") if may else "", tone="amber")]
