"""What each person of an office carries, counted from files and duties in a few statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.cases.alongside import Burden
from suar.casework.cases.models import Case, CaseQuerySet
from suar.casework.cases.promises import AFTER_CARE as AFTER_CARE_DUTIES
from suar.casework.duties.models import Duty, DutyQuerySet
from suar.casework.supervision.load import AFTER_CARE, RISKS, Load, measure
from suar.core.documents.indonesian import number
from suar.registry.accounts.models import Office, User

RECENT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Carried:
    """One line of the page. `taken` and `closed`: files of this person opened and closed in the last thirty days."""

    user: User
    load: Load
    late: int
    taken: int
    closed: int


def loads(people: Collection[User], cases: CaseQuerySet, duties: DutyQuerySet) -> dict[int, Load]:
    """What each of these people carries of these files: two statements."""
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    held = cases.open().filter(officer__in=people).order_by()
    for officer, risk, n in held.values_list("officer", "risk").annotate(n=Count("pk")):
        counts[officer][risk] = n
    asked = duties.open().filter(kind__in=AFTER_CARE_DUTIES, officer__in=people).order_by()
    for officer, n in asked.values_list("officer").annotate(n=Count("case_id", distinct=True)):
        counts[officer][AFTER_CARE] = n
    today = measure(timezone.localdate())
    none = dict.fromkeys((*RISKS, AFTER_CARE), 0)
    return {person.pk: Load(today, none | counts[person.pk]) for person in people}


def loads_in(office: Office | int, people: Collection[User]) -> dict[int, Load]:
    """In one office, of all files there: what a decision goes by, whoever may see which of them."""
    cases, duties = Case.objects.standing().filter(office=office), Duty.objects.filter(office=office)
    return loads(people, cases, duties)


def page_of(user: User, office: Office, people: Collection[User], now: datetime) -> list[Carried]:
    """The lines of the page, the heaviest first, counted from what this reader may see: four statements."""
    cases, duties = Case.objects.visible_to(user).filter(office=office), Duty.objects.visible_to(user)
    carried = loads_seen(user, office, people)
    since = timezone.localdate(now) - RECENT
    begun, over = Count("pk", filter=Q(opened_on__gte=since)), Count("pk", filter=Q(closed_on__gte=since))
    moved = cases.filter(Q(opened_on__gte=since) | Q(closed_on__gte=since), officer__in=people).order_by()
    change = {who: (n, m) for who, n, m in moved.values_list("officer").annotate(taken=begun, closed=over)}
    overdue = duties.filter(office=office, officer__in=people).ours().late(now).order_by()
    late = dict(overdue.values_list("officer").annotate(n=Count("pk")))
    lines = [Carried(one, carried[one.pk], late.get(one.pk, 0), *change.get(one.pk, (0, 0))) for one in people]
    return sorted(lines, key=lambda line: (-line.load.weight, line.user.name))


def loads_seen(user: User, office: Office | int, people: Collection[User]) -> dict[int, Load]:
    """In one office, of what this reader may see: what a page says beside a name."""
    cases, duties = Case.objects.visible_to(user).filter(office=office), Duty.objects.visible_to(user)
    return loads(people, cases, duties.filter(office=office))


def burdens(case: Case, officers: Collection[User], reader: User | None = None) -> Mapping[int, Burden]:
    """What the form of a new officer says beside each name, and who may not be given this file any more. Decided by all
    files there; the numbers are of those that the reader may see."""
    whole = loads_in(case.office_id, officers)
    seen = loads_seen(reader, case.office_id, officers) if reader else whole
    return {pk: burden_of(load, seen[pk], case.risk) for pk, load in whole.items()}


def burden_of(load: Load, seen: Load, risk: str) -> Burden:
    words = {"load": number(seen.weight), "files": seen.open_files}
    said = _("beban %(load)s, %(files)d berkas terbuka") % words
    if load.is_full:
        said = _("beban %(load)s, %(files)d berkas terbuka: penuh") % words
    elif load.is_heavy:
        said = _("beban %(load)s, %(files)d berkas terbuka: mendekati penuh") % words
    barred = ""
    if load.measure.bars(load.weight, risk):
        barred = _(
            "Beban petugas ini sudah penuh (batasnya %(most)s). Pilih petugas lain, atau minta Ketua atau Wakil Ketua "
            "menugaskannya dengan alasan."
        ) % {"most": number(load.measure.full_at)}
    return Burden(said, load.is_heavy, barred)
