"""The steps, each taken once and corrected as often as needed: the row before stays as it was written."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.conflicts.withheld import require_receiver
from suar.casework.material import owed, rules
from suar.casework.material.models import Arrival, Instruction, LiesOn, Step
from suar.casework.material.recording import may_touch, must_be_open, places_of, recorded, taken
from suar.core.clocks.past import must_have_been
from suar.core.errors import DomainError
from suar.core.ledger.recording import Recording
from suar.registry.accounts.models import User
from suar.registry.agencies.models import Agency, Contact


def stop(*, arrival: Arrival, by: User, at: datetime | None = None) -> Arrival:
    """Nothing is opened, copied, passed on or printed from that moment on."""
    return _take(arrival, Step.STOP, by, at)


def set_apart(*, arrival: Arrival, by: User, where: str = "", at: datetime | None = None) -> Arrival:
    """The device or account is out of everybody's hands; where it lies now."""
    return _take(arrival, Step.APART, by, at, words={"where": where})


def call(
    *,
    arrival: Arrival,
    by: User,
    agency: Agency | None = None,
    contact: Contact | None = None,
    answered: str = "",
    at: datetime | None = None,
) -> Arrival:
    """A police unit was called; without one, the emergency line. That duty is done, and the receipt is owed.

    Raises DomainError for a body from which the file is withheld."""
    agency = contact.agency if contact else agency
    if agency is not None and not agency.active:
        raise DomainError(gettext("Lembaga ini tidak aktif lagi. Pilih lembaga lain."))
    require_receiver(agency, arrival.subject)
    line = contact.label if contact else "" if agency else rules.EMERGENCY
    return _take(arrival, Step.CALL, by, at, words={"answered": answered}, agency=agency, line=line)


def note(
    *,
    arrival: Arrival,
    by: User,
    lies_on: str,
    path: str,
    noticed_at: datetime | None = None,
    seen: str = "",
    opened: str = "",
) -> Arrival:
    """When it was noticed and where it lies, never what it shows. An earlier time counts for the duty too."""
    if lies_on not in LiesOn.values:
        raise DomainError(gettext("Pilih pada apa materi itu terletak."))
    if not path.strip():
        raise DomainError(gettext("Tulis letaknya: akun atau perangkat mana, pesan yang mana."))
    must_have_been(noticed_at or arrival.noticed_at)
    arrival.lies_on, arrival.noticed_at = lies_on, noticed_at or arrival.noticed_at
    words = {"on": lies_on, "path": path, "seen": seen, "opened": opened}
    return _take(arrival, Step.NOTE, by, arrival.noticed_at, words=words)


def instruct(*, arrival: Arrival, by: User, instruction: str, at: datetime | None = None) -> Arrival:
    """What the police told to do. Nothing is deleted before."""
    if instruction not in Instruction.values:
        raise DomainError(gettext("Pilih petunjuk polisi."))
    return _take(arrival, Step.INSTRUCTION, by, at, instruction=instruction)


def receive(
    *, arrival: Arrival, by: User, receipt_number: str = "", handed_to: str = "", at: datetime | None = None
) -> Arrival:
    """The police gave a receipt: its number, or who of them took it or wrote it down. That duty is done."""
    if not (receipt_number.strip() or handed_to.strip()):
        raise DomainError(gettext("Tulis nomor tanda terima, atau nama petugas polisi yang menerima."))
    return _take(arrival, Step.RECEIPT, by, at, words={"number": receipt_number, "to": handed_to})


def offer_talk(*, arrival: Arrival, by: User, whom: str, at: datetime | None = None) -> Arrival:
    """A talk was offered to somebody. Nothing of what is said there is kept."""
    if not whom.strip():
        raise DomainError(gettext("Tulis kepada siapa pendampingan ditawarkan."))
    return _take(arrival, Step.DEBRIEF, by, at, words={"whom": whom})


def _take(arrival: Arrival, step: Step, by: User, at: datetime | None, **facts: Any) -> Arrival:
    may_touch(by, arrival)
    must_be_open(arrival)
    moment = at or timezone.now()
    must_have_been(moment)
    known = places_of(arrival)
    done = {name for _place, name in known}
    if first := rules.comes_too_early(step, done):
        raise DomainError(gettext("Kerjakan dulu: %(step)s.") % {"step": first.label})
    row = taken(arrival, step, by, at=moment, place=known[-1][0] + 1, **facts)
    with recorded("correct" if step in done else "step", arrival, by, step=step.value) as entry:
        _settle(arrival, step, moment, by, entry)
        entry.change(arrival)
        entry.add(row)
    return arrival


def _settle(arrival: Arrival, step: Step, at: datetime, by: User, entry: Recording) -> None:
    """What the step means for the duties, at the moment at which it was done."""
    if step == Step.CALL:
        owed.done(arrival.call_duty, at, entry)
        if arrival.receipt_duty is None:
            arrival.receipt_duty = owed.start(arrival, owed.RECEIPT, at, by).pk
        else:
            owed.count_from(arrival.receipt_duty, at, entry)
    elif step == Step.NOTE:
        owed.count_from(arrival.call_duty, arrival.noticed_at, entry)
    elif step == Step.RECEIPT:
        owed.done(arrival.receipt_duty, at, entry)
