"""The form on a machine of its own, from the worker's side: fetch what waits there, bring what it needs.

What is fetched lies in our own intake store, as sealed as it was, and is taken over from there like any other. A body
is cleared outside only after it is on our disk; a kill or a cut line between any two steps makes the next exchange
bring the same again. A far end that was broken into can withhold and invent arrivals, as whoever fills in the
form can, and open none."""

from __future__ import annotations

import json
import logging
import subprocess
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import IO, Any
from uuid import UUID

from django.conf import settings
from django.db import DataError, IntegrityError, transaction

from suar.casework.complaints.alarm_kinds import OUTSIDE_FOREIGN, OUTSIDE_SILENT
from suar.casework.intake import channel
from suar.casework.intake.channel import Misread, Packed
from suar.casework.intake.models import Filing, Further, Reply
from suar.core import alarms, ledger
from suar.core.ledger.actors import WORKER

logger = logging.getLogger("suar.outside")

PATIENCE = 60  # seconds for one exchange
SILENCE = 600  # seconds without an answer until somebody is told
LARGEST_BODY = 256 * 1024  # bytes of one sealed arrival; the largest form is a quarter of it


class Outside:
    """One far end. What it was told is remembered here; a new worker tells it all again, which changes nothing."""

    def __init__(self, command: Sequence[str]) -> None:
        self.command = list(command)
        self.steps: dict[UUID, str] = {}
        self.replies: set[UUID] = set()
        self.gone: set[UUID] = set()
        self.added: dict[str, set[Any]] = {name: set() for name in channel.ADDED}
        self.held: dict[str, list[str]] = {"filing": [], "further": []}
        self.shown = self.brought = ""  # digests of the published tables: as they are out there, as they are here
        self.begun = self.away = False
        self.heard = time.monotonic()

    def exchange(self) -> int:
        """Once there and back. Returns how many arrivals came. A far end that is away is waited for."""
        steps, replies, gone, added = self._steps(), self._replies(), self._gone(), self._added()
        asked = {
            "held": self.held,
            "told": {
                "steps": {str(pk): step for pk, step in steps.items()},
                "replies": [channel.packed(reply) for reply in replies],
                "gone": [str(pk) for pk in gone],
                "added": {name: [channel.packed(row) for row in rows] for name, rows in added.items()},
            },
            "published": self._published(),
            "unread": [str(pk) for pk in Reply.objects.filter(read_on=None).values_list("pk", flat=True)],
            "limit": channel.MOST_ARRIVALS,
        }
        answered = self._ask(asked)
        if answered is None:
            return 0
        self.steps = {pk: step for pk, step in (self.steps | steps).items() if step != Filing.Step.CLOSED}
        self.replies |= {reply.pk for reply in replies}
        self.gone |= gone
        for name, rows in added.items():
            self.added[name] |= {row.pk for row in rows}
        self.begun = True
        return self._receive(answered)

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

    def _receive(self, answered: Mapping[str, Any]) -> int:
        try:
            with transaction.atomic(using="intake"):
                filings = _kept(Filing, answered["arrivals"]["filing"])
                further = _kept(Further, answered["arrivals"]["further"])
                _mark(answered["read"], answered["deleted"])
            shown, rotated = str(answered["published"]), answered["rotated"] is True
        except (KeyError, TypeError, ValueError, AttributeError, DataError, IntegrityError, Misread) as fault:
            logger.error("The host of the form answered what cannot be read (%s).", type(fault).__name__)
            return 0
        self.held = {"filing": filings, "further": further}
        self._compare(shown)
        if rotated:
            with ledger.record("draft_key.rotate", by=WORKER):
                pass
        return len(filings) + len(further)

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


def _kept(model: type[Filing] | type[Further], arrived: Iterable[Mapping[str, Any]]) -> list[str]:
    """Lay them into our own store, whatever the far end says about their state. Returns the ids that are there now."""
    rows = [channel.unpacked(model, one) for one in arrived]
    known = set(Filing.objects.filter(pk__in=[getattr(row, "filing_id", row.pk) for row in rows]).values_list("pk"))
    fit = []
    for row in rows:
        row.taken = row.set_aside = False
        if isinstance(row, Filing):
            row.step, row.looked = Filing.Step.RECEIVED, False
        elif (row.filing_id,) not in known:
            continue  # it waits there until its complaint has come
        if len(bytes(row.sealed)) <= LARGEST_BODY:
            fit.append(row)
    manager: Any = model.objects
    manager.bulk_create(fit, ignore_conflicts=True)
    return [str(row.pk) for row in fit]


def _mark(read: Mapping[str, str], deleted: Iterable[str]) -> None:
    for reply, day in read.items():
        Reply.objects.filter(pk=UUID(reply), read_on=None).update(read_on=date.fromisoformat(day))
    # With its reply key still there, this is how the worker sees that a code was deleted (see takeover).
    Filing.objects.filter(pk__in=[UUID(pk) for pk in deleted]).update(lookup_id=None)


_outside: dict[tuple[str, ...], Outside] = {}


def exchange() -> int:
    """One exchange with the host that the settings name. Returns how many arrivals came."""
    command = tuple(settings.SUAR_INTAKE_CHANNEL)
    return _outside.setdefault(command, Outside(command)).exchange()
