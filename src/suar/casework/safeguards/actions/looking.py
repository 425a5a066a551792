"""Once a minute: whose reading of today should be looked at. From the reads in the ledger, only of those who have read
something since the last look; and what a leader found who looked."""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.cases.models import Case
from suar.casework.complaints.alerts import night_of
from suar.casework.safeguards import perms, reading, rules
from suar.casework.safeguards.alarm_kinds import OF_KETUA, UNUSUAL
from suar.casework.safeguards.models import UnusualReading
from suar.casework.safeguards.reading import Read, Usual
from suar.core import alarms, ledger
from suar.core.days import by_day
from suar.core.errors import Conflict, DomainError
from suar.core.ledger.actors import WORKER
from suar.core.ledger.models import Entry, StaleRow, microseconds, moment
from suar.core.vault import keys
from suar.registry.accounts.models import Office, Role, User, Watch
from suar.registry.accounts.permissions import STAFF
from suar.registry.accounts.trail import STAFF as STAFF_ACTOR

AT_ONCE = 5_000  # entries of one look; the rest waits for the next minute
OVERLAP = 200  # entries looked at twice: one that began before another may be written after it


@dataclass(slots=True)
class Past:
    """Of one person: the files read on each day before this one, and whose files they wrote in, up to an entry."""

    days: dict[date, set[str]]
    wrote: set[str] = field(default_factory=set)
    upto: int = 0

    def wrote_in(self, user: User) -> set[str]:
        """Only what is new is asked for. Opening a file in an emergency is no work in it."""
        fresh = Entry.objects.by(user).filter(pk__gt=self.upto - OVERLAP, subject__isnull=False)
        acts = fresh.exclude(verb__startswith="read.").exclude(verb__startswith="glass.")
        self.wrote |= {str(subject) for subject in acts.values_list("subject", flat=True)}
        self.upto = fresh.order_by("-pk").values_list("pk", flat=True).first() or self.upto
        return self.wrote


@dataclass(slots=True)
class Seen:
    """What the worker remembers between two looks. A worker that starts anew looks at today once more."""

    day: date | None = None
    first: int = 0  # the first entry of the day
    last: int = 0  # up to where was looked
    usual: dict[str, Usual] = field(default_factory=dict)
    past: dict[str, Past] = field(default_factory=dict)


_seen = Seen()


def look(*, now: datetime, seen: Seen | None = None) -> int:
    """Note the signs of today for everybody who has read since the last look. Returns how many people have new ones."""
    seen = _seen if seen is None else seen
    today = timezone.localdate(now)
    newest = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    if seen.day != today or seen.last > newest:  # another day; or another store, put back from a copy
        first = first_since(by_day(now))
        seen.day, seen.first, seen.last, seen.usual, seen.past = today, first, first - 1, {}, {}
    fresh = Entry.objects.filter(pk__gt=max(seen.last - OVERLAP, seen.first - 1)).order_by("pk")
    rows = list(fresh.values_list("pk", "actor", "verb")[:AT_ONCE])
    if not rows or rows[-1][0] <= seen.last:
        return 0
    actors = {actor for pk, actor, verb in rows if verb.startswith("read.") and actor.startswith(STAFF_ACTOR)}
    found = sum(_judge(actor, now, seen) for actor in sorted(actors))
    seen.last = rows[-1][0]
    return found


def first_since(at: datetime) -> int:
    """The first entry from this moment on, by halving: some twenty look-ups by key however many there are."""
    low, high = 1, (Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    since = microseconds(at)
    while low < high:
        middle = (low + high) // 2
        row = Entry.objects.filter(pk__gte=middle).order_by("pk").values_list("pk", "at_us").first()
        if row is None or row[1] >= since:
            high = middle
        else:
            low = row[0] + 1
    return low


def _judge(actor: str, now: datetime, seen: Seen) -> bool:
    user = User.objects.filter(pk=int(actor.removeprefix(STAFF_ACTOR))).first()
    if user is None or STAFF.isdisjoint(user.roles):
        return False
    today = timezone.localdate(now)
    if actor not in seen.usual:
        seen.usual[actor] = _usual(user, now, seen.first)
    reads = [read for read in reads_between(user, seen.first) if read.at.date() == today]
    rule = reading.rule_on(today)
    kept = Watch.objects.filter(Q(first=user) | Q(second=user), on__gte=today - timedelta(days=1))
    nights = set(kept.values_list("on", flat=True))
    signs = reading.signs_of(
        reads,
        seen.usual[actor],
        rule,
        district_of=districts(reading.files_of(reads)),
        on_watch=lambda at: night_of(at) in nights,
        over=_over(user, reads, now, seen),
    )
    return bool(signs) and _note(user, today, signs, rule.id)


def reads_between(user: User, since: int, until: int | None = None) -> list[Read]:
    """The reads of this person from one entry to before another, by the index of actors."""
    entries = Entry.objects.by(user).reads().filter(pk__gte=since)
    if until is not None:
        entries = entries.filter(pk__lt=until)
    return [
        Read(timezone.localtime(moment(at_us)), verb, str(subject or ""), _ids(data))
        for at_us, verb, subject, data in entries.order_by("pk").values_list("at_us", "verb", "subject", "data")
    ]


def _ids(data: str) -> frozenset[str]:
    return frozenset(json.loads(data).get("ids", [])) if data else frozenset()


def _usual(user: User, now: datetime, first: int) -> Usual:
    """One's own usual days: looked up once a day."""
    since = first_since(by_day(now) - timedelta(days=reading.USUAL_DAYS))
    days: dict[date, list[Read]] = defaultdict(list)
    for read in reads_between(user, since, first):
        days[read.at.date()].append(read)
    read_of = {subject for reads in days.values() for subject in reading.files_of(reads)}
    held = Case.objects.open().filter(officer=user).values_list("region_code", flat=True)
    return reading.usual_of(days, {*districts(read_of).values(), *(code[:5] for code in held)})


def _over(user: User, reads: list[Read], now: datetime, seen: Seen) -> dict[str, int]:
    """What is only read, counted over the windows of the rule."""
    today = timezone.localdate(now)
    rule = reading.rule_on(today)
    if not rule.windows:
        return {}
    if user.actor_id not in seen.past:
        since = first_since(by_day(now) - timedelta(days=max(rule.windows.values())))
        seen.past[user.actor_id] = Past(_files_by_day(user, since, seen.first), upto=since)
    past = seen.past[user.actor_id]
    days = past.days | {today: reading.files_of(reads)}
    if len(set().union(*days.values())) < min(rule.signs[code].at_least for code in rule.windows):
        return {}
    own = past.wrote_in(user) | {
        str(child) for child in Case.objects.filter(officer=user).values_list("child", flat=True)
    }
    only = {day: subjects - own for day, subjects in days.items()}
    told = _told(user, today)
    return {code: reading.read_only(only, today, n, told.get(code)) for code, n in rule.windows.items()}


def _files_by_day(user: User, since: int, until: int) -> dict[date, set[str]]:
    entries = Entry.objects.by(user).filter(verb__in=reading.FILES, pk__gte=since, pk__lt=until, subject__isnull=False)
    days: dict[date, set[str]] = defaultdict(set)
    for at_us, subject in entries.values_list("at_us", "subject"):
        days[timezone.localtime(moment(at_us)).date()].add(str(subject))
    return dict(days)


def _told(user: User, today: date) -> dict[str, date]:
    """The last day before this one on which each sign was told."""
    rows = UnusualReading.objects.filter(user=user, day__lt=today).order_by("day").values_list("day", "signs")
    return {code: day for day, signs in rows for code in signs}


def districts(subjects: set[str]) -> Mapping[str, str]:
    """The district of each child that has a file; of several files, of one of them."""
    found = Case.objects.filter(child__in=map(UUID, subjects)).values_list("child", "region_code")
    return {str(child): code[:5] for child, code in found if code}


def _note(user: User, day: date, signs: dict[str, dict[str, int]], rule: str) -> bool:
    """One row and one alarm a person a day; further signs of the day join them. Whether there was something new."""
    row = UnusualReading.objects.select_related("office", "user").filter(user=user, day=day).first()
    if row is not None and (row.looked_at is not None or signs.keys() <= row.signs.keys()):
        return False
    data = {"user": user.actor_id, "day": day.isoformat(), "signs": sorted(signs)}
    try:
        if row is None:
            _first(user, day, signs, rule, data)
        else:
            _joined(row, signs, data)
    except StaleRow:
        return False  # a leader looked into it this moment
    return True


def _first(user: User, day: date, signs: dict[str, dict[str, int]], rule: str, data: dict[str, Any]) -> None:
    row = UnusualReading(
        id=uuid.uuid4(), office=user.office, user=user, day=day, of_ketua=Role.KETUA in user.roles_in(user.office.pk),
        signs=signs, rule=rule, found_at=timezone.now(),
    )  # fmt: skip
    with ledger.record("reading.note", by=WORKER, office=row.office.code, data=data) as entry:
        entry.add(row)
        _tell(row)


def _joined(row: UnusualReading, signs: dict[str, dict[str, int]], data: dict[str, Any]) -> None:
    row.signs = {**row.signs, **signs}
    with ledger.record("reading.add", by=WORKER, office=row.office.code, data=data) as entry:
        entry.change(row)
        _tell(row)


def _tell(row: UnusualReading) -> None:
    """The Ketua; of the Ketua's own reading the Wakil, and where the office has none, the Wakil of every office."""
    codes = [row.user.actor_id, *(f"{code}:{sign['n']}" for code, sign in row.signs.items())]
    kind, office = (OF_KETUA, _wakil_of(row.office)) if row.of_ketua else (UNUSUAL, row.office.code)
    alarms.raise_alarm(kind, subject=str(row.pk), detail_codes=codes, office=office)


def _wakil_of(office: Office) -> str:
    wakil = User.objects.holding(role=Role.WAKIL, office=office).filter(is_active=True)
    return office.code if wakil.exists() else ""


def settle(*, row: UnusualReading, note: str, by: User) -> UnusualReading:
    """A leader looked into it and says what it was. Raises Refused, Conflict, DomainError."""
    perms.require_look(by, row)
    if row.looked_at is not None:
        raise Conflict(_("Ini sudah dilihat orang lain. Muat ulang halaman untuk membaca catatannya."))
    said = note.strip()
    if len(said) < rules.WORDS_AT_LEAST:
        raise DomainError(_("Tulis dengan kata sendiri, paling sedikit %(n)d huruf.") % {"n": rules.WORDS_AT_LEAST})
    keys.create(row.pk)
    row.note, row.looked_by, row.looked_at = said, by, timezone.now()
    kind = OF_KETUA if row.of_ketua else UNUSUAL
    try:
        with ledger.record("reading.settle", by=by, office=row.office.code, data={"reading": str(row.pk)}) as entry:
            entry.change(row)
            for office in ("", row.office.code):
                alarms.close(kind, subject=str(row.pk), office=office, by=by)
    except StaleRow as stale:
        raise Conflict(_("Tanda baru bertambah pada hari itu. Periksa dulu, lalu simpan lagi.")) from stale
    return row
