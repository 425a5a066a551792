"""The letters of the invented year: the worker proposes, the Ketua issues, the secretariat sends, agencies are slow.

A police unit and a hospital never answer, so that the list ends with a letter in each state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.duties import actions as duties
from suar.casework.duties.models import Duty
from suar.casework.letters import actions
from suar.casework.letters.models import Kind, Letter, LetterQuerySet
from suar.config.demo import clock
from suar.core.errors import Conflict
from suar.core.ledger.actors import OPERATOR
from suar.registry.accounts.models import User
from suar.registry.agencies import actions as agencies
from suar.registry.agencies.models import Agency

ASKED = {80: "RSUD Soedarso", 50: "PPA Polres Sambas", 19: "RS Bhayangkara"}
"""Who was asked for news so many days ago, and has not answered: a letter to the superior is sent, one is issued, one
reminder waits for a signature."""
LINES = {"RSUD Soedarso": "Instalasi Forensik dan Medikolegal", "PPA Polres Sambas": "Piket Unit PPA"}
READERS = {"RSUD Soedarso": "Kepala Instalasi Forensik (contoh)", "PPA Polres Sambas": "Kepala Unit PPA (contoh)"}
READER = "Kepala bidang yang menangani perlindungan anak"
ISSUED_AFTER, SENT_AFTER, ANSWERED_AFTER = timedelta(days=2), timedelta(days=1), timedelta(days=9)
UNSENT = timedelta(days=21)  # a letter to a superior that was proposed within these days is issued and not sent
LEFT = timedelta(days=4)  # what was proposed within these days waits for whoever opens the demo
SIGNING = 1  # Tuesday
DONE_MEANWHILE = "Semua sudah dijawab sebelum surat ini ditandatangani."
REFUSED_ON, REFUSED = {1, 2, 3}, "Lembaga sudah dihubungi lewat telepon."


@dataclass(slots=True)
class Correspondence:
    """`unanswered` are the duties that nobody ever keeps."""

    today: datetime
    staff: dict[str, User]
    unanswered: set[UUID] = field(default_factory=set)

    def day(self, on: datetime, cases: Iterable[Case]) -> None:
        """What staff do that afternoon with what the worker proposed before, and the worker's round at its end."""
        with clock.at(on + timedelta(minutes=20)):
            if name := ASKED.get((self.today.date() - on.date()).days):
                self.unanswered.add(_ask(name, next(iter(cases)), self.staff["divisi_pemantauan"]).pk)
            self._record_answers(on)
            self._send(on)
            if on.weekday() == SIGNING and on < self.today - LEFT:
                self._sign(on)
        with clock.at(on + timedelta(hours=9, minutes=1)):
            actions.propose_due(now=timezone.now())

    def _record_answers(self, on: datetime) -> None:
        sent = whole().waiting().filter(sent_at__lt=on - ANSWERED_AFTER)
        for letter in sent.exclude(lines__duty__in=self.unanswered):
            received = timezone.localdate()
            number = f"B/{received:%j}/{received:%Y}"
            actions.answer(letter=letter, on=received, number=number, by=self.staff["sekretariat"])

    def _send(self, on: datetime) -> None:
        for letter in whole().to_send().filter(issued_at__lt=on - SENT_AFTER):
            if letter.kind == Kind.REMINDER or letter.proposed_at < self.today - UNSENT:
                how = "courier" if letter.kind == Kind.ESCALATION else "email"
                actions.send(letter=letter, how=how, by=self.staff["sekretariat"])

    def _sign(self, on: datetime) -> None:
        ketua = self.staff["ketua"]
        for letter in whole().drafts().filter(proposed_at__lt=on - ISSUED_AFTER):
            known = READERS.get(letter.agency.short_name) if letter.to_id == letter.agency_id else None
            if not known and on.day in REFUSED_ON:
                actions.withdraw(letter=letter, why=REFUSED, by=ketua)
                continue
            facts = {"addressee": letter.addressee, "closing": letter.closing, "signer": ketua}
            _issue(actions.edit(letter=letter, by=ketua, line=known or READER, **facts), ketua)


def _issue(letter: Letter, by: User) -> None:
    """Issued, unless all that it reminds of was done between the proposal and the signature."""
    try:
        actions.issue(letter=letter, by=by)
    except Conflict:
        actions.withdraw(letter=letter, why=DONE_MEANWHILE, by=by)


def _ask(name: str, case: Case, by: User) -> Duty:
    agency = Agency.objects.get(short_name=name)
    if name in LINES:
        agencies.add_contact(agency=agency, label=LINES[name], phone="0800-555-0190", by=OPERATOR)
    return duties.start(
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


def whole() -> LetterQuerySet:
    return Letter.objects.select_related("office", "agency", "to", "signer", "follows", "template")
