"""The letters of the invented year: the worker proposes, the Ketua issues, the secretariat sends, agencies are slow.

A police unit and a hospital never answer, so that the list ends with a letter in each state."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.duties import actions as duties
from suar.casework.letters import actions
from suar.casework.letters.models import Kind, Letter, LetterQuerySet
from suar.config.demo import clock
from suar.core.clocks.calendars import WIB
from suar.core.ledger.actors import OPERATOR
from suar.registry.accounts.models import User
from suar.registry.agencies import actions as agencies
from suar.registry.agencies.models import Agency

ASKED = {80: "RSUD Soedarso", 50: "PPA Polres Sambas", 19: "RS Bhayangkara"}
"""Who was asked for news so many days ago, and has not answered: a letter to the superior is sent, one is issued, one
reminder waits for a signature."""
LINES = {"RSUD Soedarso": "Instalasi Forensik dan Medikolegal", "PPA Polres Sambas": "Piket Unit PPA"}
ISSUED_AFTER, SENT_AFTER, ANSWERED_AFTER = timedelta(days=2), timedelta(days=1), timedelta(days=9)
UNSENT = timedelta(days=21)  # a letter to a superior that was proposed within these days is issued and not sent
LEFT = timedelta(days=4)  # what was proposed within these days waits for whoever opens the demo
SIGNING = 1  # Tuesday
REFUSED = "Lembaga sudah dihubungi lewat telepon."


def silent() -> list[str]:
    """Who never does what it was asked for."""
    return list(ASKED.values())


def day(on: datetime, today: datetime, staff: dict[str, User], cases: Iterable[Case]) -> None:
    """One day of it, after the worker's round."""
    with clock.at(on + timedelta(hours=9, minutes=1)):
        if name := ASKED.get((today.date() - on.date()).days):
            _ask(name, next(iter(cases)), staff["divisi_pemantauan"])
        actions.propose_due(now=timezone.now())
        _record_answers(on, staff["sekretariat"])
        _send(on, today, staff["sekretariat"])
        if on.astimezone(WIB).weekday() == SIGNING and on < today - LEFT:
            _sign(on, staff["ketua"])


def _ask(name: str, case: Case, by: User) -> None:
    agency = Agency.objects.get(short_name=name)
    if name in LINES:
        agencies.add_contact(agency=agency, label=LINES[name], phone="0800-555-0190", by=OPERATOR)
    duties.start(
        kind="agency_answer",
        about="child",
        subject=case.child_id,
        case_id=case.pk,
        reference=case.number,
        office=case.office,
        agency=agency,
        event_at=timezone.now(),
        by=by,
    )


def _record_answers(on: datetime, by: User) -> None:
    for letter in whole().waiting().filter(sent_at__lt=on - ANSWERED_AFTER).exclude(agency__short_name__in=silent()):
        received = timezone.localdate()
        actions.answer(letter=letter, on=received, number=f"B/{received:%j}/{received:%Y}", by=by)


def _send(on: datetime, today: datetime, by: User) -> None:
    for letter in whole().to_send().filter(issued_at__lt=on - SENT_AFTER):
        if letter.kind == Kind.REMINDER or letter.proposed_at < today - UNSENT:
            actions.send(letter=letter, how="courier" if letter.kind == Kind.ESCALATION else "email", by=by)


def _sign(on: datetime, ketua: User) -> None:
    for letter in whole().drafts().filter(proposed_at__lt=on - ISSUED_AFTER):
        label = LINES.get(letter.agency.short_name, "") if letter.to_id == letter.agency_id else ""
        if label:
            facts = {"addressee": letter.addressee, "line": label, "closing": letter.closing, "signer": ketua}
            letter = actions.edit(letter=letter, by=ketua, **facts)
        if on.day == 3 and not label:
            actions.withdraw(letter=letter, why=REFUSED, by=ketua)
        else:
            actions.issue(letter=letter, by=ketua)


def whole() -> LetterQuerySet:
    return Letter.objects.select_related("office", "agency", "to", "signer", "follows", "template")
