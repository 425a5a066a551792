"""What became of a package: received, accepted or refused, done; reviewed by a second person; told of a withdrawal."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.cases.models import Case
from suar.casework.cases.recording import recorded
from suar.casework.conflicts.withheld import require_free
from suar.casework.duties.models import Duty
from suar.casework.sharing import gate, owed, resting
from suar.casework.sharing.codes import Verdict
from suar.casework.sharing.models import Referral, Status
from suar.casework.sharing.recording import clean, may_share, one_at_a_time
from suar.core.clocks.past import must_have_been
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.recording import Recording
from suar.core.vault.erased import must_be_sealed
from suar.core.vault.fields import share_cipher, unlock
from suar.registry.accounts.handing import must_be_two
from suar.registry.accounts.models import User


def receive(
    *, referral: Referral, by: User, receipt_number: str = "", received_by: str = "", at: datetime | None = None
) -> Referral:
    """It reached the named person: its number there, or who took it. The receiver's duty is done then."""
    _may_receive(by, referral)
    moment = at or timezone.now()
    must_have_been(moment)
    if not (receipt_number.strip() or received_by.strip()):
        raise DomainError(gettext("Tulis nomor tanda terima, atau nama petugas yang menerima."))
    if referral.sent_at is not None and moment < referral.sent_at:
        raise DomainError(gettext("Waktu terima harus sesudah pengiriman. Perbaiki tanggal atau jamnya."))
    referral.move_to(Status.RECEIVED)
    referral.received_at = moment
    _add(referral, {"number": receipt_number, "by": received_by})
    with recorded("referral.receipt", referral.case, by, referral=str(referral.pk)) as entry:
        owed.done(referral.receipt_duty, moment, entry)
        entry.change(referral)
    return referral


def _may_receive(by: User, referral: Referral) -> None:
    """Staff who share, or the body that got it, for itself."""
    if referral.agency_id in by.agency_ids:
        require_free(by, referral.child_id)
        return
    may_share(by, referral.case)


def received(duty: Duty, by: User, said: str, at: datetime | None) -> Referral:
    """The duty to confirm the receipt is fulfilled: told on a weekly list, or by the body itself on its own page."""
    whole = ("case__office", "case__child", "agency")
    found = Referral.objects.select_related(*whole).filter(receipt_duty=duty.pk).first()
    if found is None:
        raise Conflict(gettext("Rujukannya tidak ada lagi. Muat ulang halaman."))
    unlock([found])
    share_cipher(found, found.case)
    return receive(referral=found, by=by, received_by=said.strip() or by.name, at=at)


def answer(*, referral: Referral, by: User, accepted: bool, words: str = "") -> Referral:
    """The receiver takes it on, or not and says why. Our question is answered."""
    may_share(by, referral.case)
    if not accepted and not words.strip():
        raise DomainError(gettext("Tulis mengapa lembaga menolak."))
    referral.move_to(Status.ACCEPTED if accepted else Status.REFUSED)
    referral.answered_at = timezone.now()
    _add(referral, {"answer": words})
    with recorded("referral.answer", referral.case, by, referral=str(referral.pk), accepted=accepted) as entry:
        owed.done(referral.ask_duty, referral.answered_at, entry)
        entry.change(referral)
    return referral


def finish(*, referral: Referral, by: User, result: str) -> Referral:
    """What the receiver did for the child."""
    may_share(by, referral.case)
    if not result.strip():
        raise DomainError(gettext("Tulis apa hasilnya bagi anak."))
    referral.move_to(Status.DONE)
    referral.done_at = timezone.now()
    _add(referral, {"result": result})
    with recorded("referral.finish", referral.case, by, referral=str(referral.pk)) as entry:
        entry.change(referral)
    return referral


def review(*, referral: Referral, by: User, verdict: str, words: str) -> Referral:
    """A second person looks at what danger let go. Raises Refused for whoever sent it."""
    may_share(by, referral.case)
    if not referral.danger:
        raise Refused(gettext("Rujukan ini pergi menurut kesepakatan. Tidak ada yang ditinjau."))
    if referral.reviewed_at is not None:
        raise Conflict(gettext("Sudah ditinjau. Muat ulang halaman."))
    must_be_two(by, referral.sent_by, gettext("Orang kedua yang meninjau: bukan yang mengirim."))
    if verdict not in Verdict.values:
        raise DomainError(gettext("Pilih: beralasan atau tidak beralasan."))
    if not words.strip():
        raise DomainError(gettext("Tulis apa yang Anda temukan dan apa langkah berikutnya."))
    referral.reviewed_by, referral.reviewed_at, referral.verdict = by, timezone.now(), verdict
    _add(referral, {"review": words})
    with recorded("referral.review", referral.case, by, referral=str(referral.pk), verdict=verdict) as entry:
        owed.done(referral.review_duty, referral.reviewed_at, entry)
        entry.change(referral)
    return referral


def tell(*, referral: Referral, by: User) -> Referral:
    """The receiver heard that a consent was withdrawn, or was not this child's."""
    may_share(by, referral.case)
    must_be_sealed(referral)
    with recorded("referral.tell", referral.case, by, referral=str(referral.pk)) as entry:
        referral.told_at = heard(referral.case, referral.pk, entry)
        entry.change(referral)
    return referral


def heard(case: Case, pk: UUID, entry: Recording) -> datetime:
    """Inside the recording that notes it at what had left: when its receiver heard. With the last of them the duty to
    tell is done. Raises Conflict for one who has heard already, or need not."""
    ids = one_at_a_time(case)
    left = {one.pk for one in resting.to_be_told(gate.consents_of(case, ids), resting.of(ids))}
    if pk not in left:
        raise Conflict(gettext("Penerima ini sudah diberi tahu. Muat ulang halaman."))
    now = timezone.now()
    if left == {pk}:
        owed.told(ids, now, entry)
    return now


def _add(referral: Referral, words: dict[str, str]) -> None:
    """To what was written before. Raises DomainError for an erased file."""
    must_be_sealed(referral)
    referral.answers = {**dict(referral.answers or {}), **clean(dict(words))}
