"""The form on a machine of its own, from the worker's side: fetch what waits there, bring what it needs.

What is fetched lies in our own intake store, as sealed as it was, and is taken over from there like any other. A body
is cleared outside only after it is on our disk; a kill or a cut line between any two steps makes the next exchange
bring the same again. A row that cannot be laid down here stays there, named, and holds up no other. A far end that was
broken into can withhold and invent arrivals, as whoever fills in the form can, and open none."""

from __future__ import annotations

import json
import logging
import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date
from typing import IO, Any
from uuid import UUID

from django.conf import settings
from django.db import DataError, IntegrityError, transaction

from suar.casework.complaints.alarm_kinds import OUTSIDE_FOREIGN, OUTSIDE_SILENT, OUTSIDE_UNREADABLE
from suar.casework.intake import channel
from suar.casework.intake.channel import Misread, Packed
from suar.casework.intake.models import FROM_PAPER, Filing, Further, Reply
from suar.casework.intake.soundness import LARGEST_BODY
from suar.core import alarms, ledger
from suar.core.ledger.actors import ARRIVALS, WORKER

logger = logging.getLogger("suar.outside")

PATIENCE = 60  # seconds for one exchange
SLOW = 5.0  # seconds: one that took longer is followed by a rest
REST = 4  # times as long as it took: whoever holds the far end takes a fifth of the worker's time, and no more
SILENCE = 600  # seconds without an answer until somebody is told
MOST_DELETED = 1000  # codes in one answer; what an honest far end has more comes when these are done
MOST_APART = 1000  # rows of each kind that are named as unreadable; an honest far end has none
# What a store says of a row that it does not take.
REFUSALS = (DataError, IntegrityError, LookupError, ValueError, TypeError, AttributeError, OverflowError, Misread)


@dataclass(slots=True)
class Laid:
    """What came of the rows of an answer: ids that are here, ids of those that cannot be kept, and how many of these
    have not even an id."""

    here: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    nameless: int = 0

    def refuse(self, model: type[Filing] | type[Further], given: Any) -> None:
        try:
            self.unreadable.append(str(UUID(given[model._meta.pk.attname])))
        except REFUSALS:
            self.nameless += 1


class Outside:
    """One far end. What it was told is remembered here; a new worker tells it all again, which changes nothing."""

    def __init__(self, command: Sequence[str]) -> None:
        self.command = list(command)
        self.steps: dict[UUID, str] = {}
        self.replies: set[UUID] = set()
        self.gone: set[UUID] = set()
        self.paper: set[UUID] = set()
        self.added: dict[str, set[Any]] = {name: set() for name in channel.ADDED}
        self.dropped: set[UUID] = set()
        self.held: dict[str, list[str]] = {name: [] for name in channel.ARRIVALS}
        self.apart: dict[str, list[str]] = {name: [] for name in channel.ARRIVALS}
        self.shown = self.brought = ""  # digests of the published tables: as they are out there, as they are here
        self.begun = self.away = False
        self.heard = time.monotonic()
        self.rests_until = 0.0

    def exchange(self) -> int:
        """Once there and back. Returns how many arrivals came. A far end that is away is waited for."""
        steps, replies, gone, added = self._steps(), self._replies(), self._gone(), self._added()
        dropped, unread = self._dropped(), list(Reply.objects.filter(read_on=None).values_list("pk", flat=True))
        paper = self._paper()
        asked = {
            "held": self.held,
            "apart": self.apart,
            "told": {
                "paper": [channel.packed(row) for row in paper],
                "steps": {str(pk): step for pk, step in steps.items()},
                "replies": [channel.packed(reply) for reply in replies],
                "gone": [str(pk) for pk in gone],
                "dropped": [str(pk) for pk in dropped],
                "added": {name: [channel.packed(row) for row in rows] for name, rows in added.items()},
            },
            "published": self._published(),
            "unread": [str(pk) for pk in unread],
            "limit": channel.MOST_ARRIVALS,
        }
        begun = time.monotonic()
        answered = self._ask(asked)
        took = time.monotonic() - begun
        self.rests_until = begun + took * (1 + REST) if took > SLOW else 0.0
        if answered is None:
            return 0
        self.steps = {pk: step for pk, step in (self.steps | steps).items() if step != Filing.Step.CLOSED}
        self.replies |= {reply.pk for reply in replies}
        self.gone |= gone
        self.paper |= {row.pk for row in paper}
        self.dropped |= dropped
        for name, rows in added.items():
            self.added[name] |= {row.pk for row in rows}
        self.begun = True
        return self._receive(answered, unread)

    def _ask(self, asked: Mapping[str, Any]) -> dict[str, Any] | None:
        line = json.dumps(asked, separators=(",", ":")).encode() + b"\n"
        try:
            answered = json.loads(_told(self.command, line))
            if not isinstance(answered, dict) or "refused" in answered:
                raise Misread("refused")
        except (OSError, subprocess.SubprocessError, ValueError, RecursionError, Misread) as fault:
            if not self.away:
                logger.error("The host of the form does not answer (%s). Tried again.", type(fault).__name__)
            self.away = True
            if time.monotonic() - self.heard > SILENCE:
                alarms.raise_alarm(OUTSIDE_SILENT)
            return None
        if self.away or not self.begun:
            alarms.close(OUTSIDE_SILENT)
        self.away, self.heard = False, time.monotonic()
        return answered

    def _receive(self, answered: Mapping[str, Any], unread: Iterable[UUID]) -> int:
        laid = {name: Laid() for name in channel.ARRIVALS}
        try:
            with transaction.atomic(using="intake"):
                for name, model in channel.ARRIVALS.items():
                    laid[name] = _kept(model, answered["arrivals"][name])
                nonsense = _mark_read(answered["read"], unread) + _mark_deleted(answered["deleted"])
            shown, rotated = str(answered["published"]), answered["rotated"] is True
        except (KeyError, TypeError, ValueError, AttributeError, DataError, IntegrityError, Misread) as fault:
            logger.error("The host of the form answered what cannot be read (%s).", type(fault).__name__)
            return 0
        self.held = {name: one.here for name, one in laid.items()}
        for name, one in laid.items():
            self._set_apart(name, one)
        if nonsense or any(one.unreadable or one.nameless for one in laid.values()):
            alarms.raise_alarm(OUTSIDE_UNREADABLE)
        self._compare(shown)
        if rotated:
            with ledger.record("draft_key.rotate", by=WORKER):
                pass
        return sum(len(one.here) for one in laid.values())

    def _set_apart(self, name: str, laid: Laid) -> None:
        """Told once of each; the far end keeps it, and a new worker tries it once more."""
        fresh = [pk for pk in laid.unreadable if pk not in self.apart[name]][: MOST_APART - len(self.apart[name])]
        for pk in fresh:
            logger.error("The host of the form sent what cannot be kept (%s %s). It stays there.", name, pk)
            with ledger.record("intake.set_aside", by=ARRIVALS, subject=UUID(pk), data={"what": name}):
                pass
        self.apart[name] += fresh

    def _compare(self, shown: str) -> None:
        """After an exchange both ends show the same, unless somebody wrote out there: that is an alarm, as when it
        happens to our own intake (see intake_keys). The next exchange puts the true ones back."""
        if shown != self.brought:
            with ledger.record("intake.key_foreign", by=WORKER, data={"altered": [], "unknown": 1}):
                pass
            alarms.raise_alarm(OUTSIDE_FOREIGN)
            logger.error("The host of the form showed keys that are not ours. Find out who can write there.")
        self.shown = shown

    def _published(self) -> dict[str, list[Packed]] | None:
        """All of it when the far end shows something else: it is new, or somebody wrote there."""
        tables = channel.published()
        ours = channel.digest(tables)
        self.brought = ours
        return None if self.shown == ours else tables

    def _steps(self) -> dict[UUID, str]:
        found = Filing.objects.filter(taken=True, lookup_id__isnull=False)
        if self.begun:
            living = found.exclude(step=Filing.Step.CLOSED) | found.filter(pk__in=list(self.steps))
        else:
            living = found
        return {pk: step for pk, step in living.values_list("pk", "step") if self.steps.get(pk) != step}

    def _replies(self) -> list[Reply]:
        return [reply for reply in Reply.objects.filter(read_on=None) if reply.pk not in self.replies]

    def _added(self) -> dict[str, list[Any]]:
        """What the far end was not told yet, some at a time; heads are among the published, nodes are told before."""
        fresh = {}
        for name, model in channel.ADDED.items():
            rows: Any = model._default_manager
            pks = [pk for pk in rows.values_list("pk", flat=True) if pk not in self.added[name]]
            fresh[name] = list(rows.filter(pk__in=pks[: channel.MOST_ADDED]))
        return fresh

    def _paper(self) -> list[Filing]:
        """Complaints from numbered paper, so many in one exchange: their codes are to be found out there."""
        found = Filing.objects.filter(key_id=FROM_PAPER, lookup_id__isnull=False).exclude(pk__in=self.paper)
        return list(found.order_by("pk")[: channel.MOST_ARRIVALS])

    def _dropped(self) -> set[UUID]:
        return set(Further.objects.filter(dropped=True).values_list("pk", flat=True)) - self.dropped

    def _gone(self) -> set[UUID]:
        gone = Filing.objects.filter(lookup_id=None, reply_key=b"").values_list("pk", flat=True)
        return set(gone) - self.gone


def _told(command: Sequence[str], line: bytes) -> bytes:
    """What the command answers to the line. Never more of it is held than one answer may be, whatever comes.

    Raises OSError, Misread; SubprocessError for one that fails or takes too long."""
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as asked:  # noqa: S603 - the operator's
        if asked.stdin is None or asked.stdout is None:  # never: both are pipes
            raise OSError("no pipes")
        given_up = threading.Timer(PATIENCE, asked.kill)
        given_up.start()
        says = threading.Thread(target=_say, args=(asked.stdin, line), daemon=True)
        says.start()
        try:
            answered = asked.stdout.read(channel.LONGEST_LINE + 1)
            if len(answered) > channel.LONGEST_LINE:
                raise Misread("longer than any answer")
            if asked.wait() != 0:
                raise subprocess.CalledProcessError(asked.returncode, command[0])
            return answered
        finally:
            given_up.cancel()
            asked.kill()
            says.join()


def _say(to: IO[bytes], line: bytes) -> None:
    with suppress(OSError), to:  # it may hang up before it has heard everything: its answer tells
        to.write(line)


def _kept(model: type[Filing] | type[Further], arrived: Sequence[Any]) -> Laid:
    """Lay them into our own store, whatever the far end says about their state; all at once, or each by itself when one
    among them is refused. No more than were asked for."""
    laid, rows = Laid(nameless=max(0, len(arrived) - channel.MOST_ARRIVALS)), list[Any]()
    for one in arrived[: channel.MOST_ARRIVALS]:
        try:
            row = _fresh(channel.unpacked(model, one))
            if len(bytes(row.sealed)) > LARGEST_BODY:
                raise Misread("larger than any form")
            rows.append(row)
        except REFUSALS:
            laid.refuse(model, one)
    if model is Further:  # the others wait there until their complaint has come
        known = set(Filing.objects.filter(pk__in=[row.filing_id for row in rows]).values_list("pk", flat=True))
        rows = [row for row in rows if row.filing_id in known]
    if not _laid_down(model, rows):
        for row in rows:
            _laid_down(model, [row])
    there = set(model.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    for row in rows:
        if row.pk in there:
            laid.here.append(str(row.pk))
        else:  # refused, or passed over because another one stands in its place
            laid.refuse(model, channel.packed(row))
    return laid


def _fresh(row: Any) -> Any:
    """As it is before anybody here looked at it. A mark of a flood that nobody knows is still one."""
    row.taken = row.set_aside = row.looked = False
    if row.doubt and row.doubt not in Filing.Doubt.values:
        row.doubt = Filing.Doubt.RATE
    if isinstance(row, Filing):
        row.step = Filing.Step.RECEIVED
    else:
        row.dropped = False
    return row


def _laid_down(model: Any, rows: list[Any]) -> bool:
    """Whether the store took them; what it refuses leaves no trace."""
    try:
        with transaction.atomic(using="intake"):
            model.objects.bulk_create(rows, ignore_conflicts=True)
        return True
    except REFUSALS:
        return False


def _mark_read(read: Mapping[str, Any], asked: Iterable[UUID]) -> int:
    """Returns how many of these make no sense, or are of replies that nobody asked about; they hold up no other."""
    marks = [(pk, read[str(pk)]) for pk in asked if str(pk) in read]
    days = _readable(marks, lambda mark: (mark[0], _day(mark[1])))
    for reply, day in days:
        Reply.objects.filter(pk=reply, read_on=None).update(read_on=day)
    return len(read) - len(days)


def _mark_deleted(deleted: Sequence[Any]) -> int:
    """With its reply key still there, this is how the worker sees that a code was deleted (see takeover). Returns how
    many make no sense."""
    gone = _readable(deleted[:MOST_DELETED], UUID)
    Filing.objects.filter(pk__in=gone, lookup_id__isnull=False).update(lookup_id=None)
    return len(deleted) - len(gone)


def _day(told: str) -> date:
    """Raises ValueError, also for one that cannot be reckoned with."""
    day = date.fromisoformat(told)
    if not MINYEAR < day.year < MAXYEAR:
        raise ValueError("at the end of the calendar")
    return day


def _readable[A, B](told: Iterable[A], read: Callable[[A], B]) -> list[B]:
    found = []
    for one in told:
        with suppress(ValueError, TypeError, AttributeError):
            found.append(read(one))
    return found


_outside: dict[tuple[str, ...], Outside] = {}


def exchange() -> int:
    """One exchange with the host that the settings name, unless it rests. Returns how many arrivals came."""
    command = tuple(settings.SUAR_INTAKE_CHANNEL)
    far = _outside.setdefault(command, Outside(command))
    return far.exchange() if time.monotonic() >= far.rests_until else 0
