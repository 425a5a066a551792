"""The steps of a letter: edited, issued with its number, sent, answered, withdrawn."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.letters import rendering, rules, wording
from suar.casework.letters.lines import lines_of, live
from suar.casework.letters.models import Kind, Letter, SentBy, Status
from suar.casework.letters.recording import may_touch, write
from suar.casework.letters.signing import signers
from suar.core import ledger
from suar.core.clocks.calendars import WIB
from suar.core.documents.models import next_letter_number
from suar.core.errors import Conflict, DomainError
from suar.core.ledger.actors import Actor
from suar.core.ledger.models import StaleRow
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission


def edit(*, letter: Letter, addressee: str, line: str, closing: str, signer: User, by: Actor) -> Letter:
    """Addressee, for whose attention, closing words and signer of a draft. Raises Conflict, DomainError, Refused."""
    may_touch(by, Permission.LETTER_WORK, letter)
    _must_be_draft(letter)
    if not addressee.strip():
        raise DomainError(gettext("Tulis kepada siapa surat ini."))
    if not signers([letter.office_id]).filter(pk=signer.pk).exists():
        raise DomainError(gettext("Yang menandatangani harus komisioner kantor ini. Pilih orang lain."))
    letter.addressee, letter.line, letter.closing = addressee.strip(), line.strip(), closing.strip()
    _must_be_to_somebody(letter)
    letter.signer = signer
    return write("edit", letter, by)


def issue(*, letter: Letter, by: User, slip: bool = True) -> Letter:
    """The letter gets its number and is frozen: its words and both files. Pressed twice it is one letter, one number.
    `slip`: the PDF ends with a strip that the agency fills in, tears off and sends back.

    A duty that was settled since the letter was proposed is left out. Raises Conflict, DomainError, Refused."""
    may_touch(by, Permission.LETTER_ISSUE, letter)
    with transaction.atomic():
        held = _held(letter)
        if held.status == Status.ISSUED and held.issued_by_id == by.pk:
            return held
        if held.version != letter.version and held.is_draft:
            raise StaleRow
        _must_be_draft(held)
        return _issued(held, by, timezone.now(), slip=slip)


def send(*, letter: Letter, how: str, by: Actor, at: datetime | None = None) -> Letter:
    """It left the house, at that moment and in that way; from then on an answer is awaited."""
    may_touch(by, Permission.LETTER_WORK, letter)
    now = timezone.now()
    at = at or now
    letter.move_to(Status.SENT)
    if at > now or (letter.dated is not None and at.astimezone(WIB).date() < letter.dated):
        raise DomainError(gettext("Surat dikirim antara tanggal surat dan sekarang. Perbaiki tanggal atau jamnya."))
    letter.sent_at, letter.sent_how = at, SentBy(how)
    letter.answer_by = letter.turn_at = wording.answer_by(at, letter.office_id)
    return write("send", letter, by)


def answer(*, letter: Letter, on: date, number: str, by: Actor, note: str = "") -> Letter:
    """The agency wrote back: when, under which number, and what. Its duties stay as they are until they are done."""
    may_touch(by, Permission.LETTER_WORK, letter)
    letter.move_to(Status.ANSWERED)
    if on > timezone.localdate() or (letter.dated is not None and on < letter.dated):
        raise DomainError(gettext("Jawaban diterima antara tanggal surat dan hari ini. Perbaiki tanggalnya."))
    letter.turn_at = timezone.now()
    letter.answered_on, letter.answer_number, letter.answer_note = on, number.strip(), note.strip()
    return write("answer", letter, by)


def withdraw(*, letter: Letter, why: str, by: Actor) -> Letter:
    """Not sent after all, or taken back, with the reason. A number that was given stays with it."""
    may_touch(by, Permission.LETTER_ISSUE, letter)
    if not why.strip():
        raise DomainError(gettext("Tulis mengapa surat ini ditarik."))
    letter.move_to(Status.WITHDRAWN)
    letter.withdrawn_at = letter.turn_at = timezone.now()
    letter.why = why.strip()
    return write("withdraw", letter, by)


def _must_be_draft(letter: Letter) -> None:
    if not letter.is_draft:
        raise Conflict(gettext("Surat ini sudah terbit atau ditarik. Muat ulang halaman untuk melihat keadaannya."))


def _must_be_to_somebody(letter: Letter) -> None:
    if not letter.is_to_somebody:
        raise DomainError(
            gettext(
                "Sebut siapa di lembaga itu: isi “Untuk perhatian” dengan nama atau jabatan orangnya. Surat tidak "
                "ditujukan kepada seluruh lembaga."
            )
        )


def _held(letter: Letter) -> Letter:
    """The row as it is now, held until the end of the transaction: two presses wait for each other here."""
    Letter.objects.select_for_update().get(pk=letter.pk)
    whole = ("office", "agency", "to", "signer", "follows", "template")
    return Letter.objects.select_related(*whole).get(pk=letter.pk)


def _issued(letter: Letter, by: User, now: datetime, *, slip: bool) -> Letter:
    lines = lines_of(letter)
    duties = live(lines, now)
    if not duties:
        raise Conflict(gettext("Semua kewajiban dalam surat ini sudah selesai. Tidak ada lagi yang diingatkan."))
    if letter.signer is None:
        raise DomainError(gettext("Pilih dulu siapa yang menandatangani."))
    _must_be_to_somebody(letter)
    left = {duty.pk for duty in duties}
    facts = {"kind": letter.kind, "duties": len(duties)}
    try:
        with ledger.record("letter.issue", by=by, office=letter.office.code, data=facts) as entry:
            letter.dated = now.astimezone(WIB).date()
            letter.number = next_letter_number(
                letter.office.letter_pattern,
                entry=entry,
                office=letter.office.code,
                on=letter.dated,
                classification=rules.CLASSIFICATION[Kind(letter.kind)],
            )
            letter.move_to(Status.ISSUED)
            letter.issued_at, letter.issued_by, letter.turn_at = now, by, now
            letter.template = rendering.template_in_use(letter)
            strip = {"jawaban": rules.STRIP + letter.number} if slip else {}
            letter.frozen = wording.written(letter, duties, now) | strip
            entry.change(letter)
            entry.remove(*(line for line in lines if line.duty_id not in left))
            entry.add(*rendering.files(letter, at=now))
    except IntegrityError:
        raise Conflict(gettext("Nomor surat ini sudah dipakai. Periksa pola nomor surat di Pengaturan.")) from None
    return letter
