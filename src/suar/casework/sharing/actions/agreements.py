"""What is agreed with a body: drawn up by one, signed by a leader who is somebody else, replaced by a new edition."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.sharing.codes import GOES_OUT, Purpose, fields_on
from suar.casework.sharing.models import Agreement, AgreementQuerySet, AgreementStatus
from suar.casework.sharing.recording import agreed
from suar.casework.sharing.rules import label_of
from suar.core.errors import DomainError
from suar.core.ledger.models import StaleRow
from suar.core.ledger.recording import Recording
from suar.core.once import once
from suar.registry.accounts.handing import must_be_two
from suar.registry.accounts.models import Office, User
from suar.registry.accounts.permissions import Permission, require
from suar.registry.agencies.models import Agency

LONGEST = 120  # months at the receiver


def draw_up(
    *,
    office: Office,
    agency: Agency,
    by: User,
    terms: Mapping[str, Collection[str]],
    months: Mapping[str, int],
    contact: str,
    basis: str,
    valid_from: date,
    valid_until: date,
    agreement_id: UUID | None = None,
) -> Agreement:
    """A new edition, not in force until a leader signs it. The same `agreement_id` again draws nothing up."""
    require(by, Permission.SHARING_WORK, office.pk)
    if not agency.active:
        raise DomainError(gettext("Lembaga ini tidak aktif lagi. Pilih lembaga lain."))
    if not (contact.strip() and basis.strip()):
        raise DomainError(gettext("Tulis narahubung di lembaga dan dasar kesepakatannya."))
    if valid_until <= valid_from:
        raise DomainError(gettext("Masa berlaku berakhir sesudah dimulai. Perbaiki tanggalnya."))
    agreed_on = _ordered(terms)
    kept = _kept(agreed_on, months)

    def act(pk: UUID) -> Agreement:
        agreement = Agreement(
            id=pk, office=office, agency=agency, terms=agreed_on, months=kept, by=by, at=timezone.now(),
            contact=contact.strip(), basis=basis.strip(), valid_from=valid_from, valid_until=valid_until,
        )  # fmt: skip
        return _numbered(agreement, by)

    return once(
        Agreement.objects.select_related("office", "agency"), agreement_id, act, office_id=office.pk, by_id=by.pk
    )


def _numbered(agreement: Agreement, by: User) -> Agreement:
    mine = Agreement.objects.filter(office=agreement.office, agency=agreement.agency)
    agreement.edition = (mine.aggregate(last=Max("edition"))["last"] or 0) + 1
    try:
        with agreed("agreement.draw_up", agreement, by) as entry:
            entry.add(agreement)
    except IntegrityError:  # somebody else drew up this edition this very moment
        raise StaleRow from None
    return agreement


def _ordered(terms: Mapping[str, Collection[str]]) -> dict[str, list[str]]:
    """Fields in the order of the catalogue. Raises DomainError for none, and for what tells who the child is in a
    report without identity."""
    known = fields_on(timezone.localdate())
    given = {purpose: set(codes) for purpose, codes in terms.items() if codes}
    if not given:
        raise DomainError(gettext("Pilih kolom untuk sekurang-kurangnya satu tujuan."))
    for purpose, codes in given.items():
        if purpose not in GOES_OUT or codes - set(known):
            raise DomainError(gettext("Pilih tujuan dan kolom dari daftar."))
        naming = [known[code].label for code in known if code in codes and known[code].identifies]
        if purpose == Purpose.REPORTING and naming:
            raise DomainError(
                gettext("Pelaporan tanpa identitas tidak memuat: %(fields)s.") % {"fields": ", ".join(naming)}
            )
    return {purpose: [code for code in known if code in codes] for purpose, codes in given.items()}


def _kept(terms: Mapping[str, Collection[str]], months: Mapping[str, int]) -> dict[str, int]:
    """How long the receiver keeps what it gets for each purpose. Raises DomainError for one without a term."""
    for purpose in terms:
        if not 1 <= months.get(purpose, 0) <= LONGEST:
            words = gettext("Masa simpan di penerima antara 1 dan %(n)d bulan. Tulis untuk tujuan “%(purpose)s”.")
            raise DomainError(words % {"n": LONGEST, "purpose": label_of(purpose)})
    return {purpose: months[purpose] for purpose in terms}


def sign(*, agreement: Agreement, by: User, reason: str) -> Agreement:
    """In force from the day on which it begins; until then the edition before stays, and is replaced where that day has
    come. Raises Refused for whoever drew it up."""
    require(by, Permission.SHARING_SIGN, agreement.office_id)
    must_be_two(by, agreement.by, gettext("Orang kedua yang menandatangani: bukan yang menyusunnya."))
    if not reason.strip():
        raise DomainError(gettext("Tulis mengapa kesepakatan ini ditandatangani."))
    if agreement.valid_until < timezone.localdate():
        raise DomainError(gettext("Masa berlakunya sudah lewat. Susun versi baru."))
    agreement.move_to(AgreementStatus.SIGNED)
    agreement.signed_by, agreement.signed_at, agreement.sign_reason = by, timezone.now(), reason.strip()
    if _signed(agreement).filter(edition__gt=agreement.edition).exists():
        raise StaleRow
    with agreed("agreement.sign", agreement, by) as entry:
        _replace_older(agreement, entry)
        entry.change(agreement)
    return agreement


def _signed(agreement: Agreement) -> AgreementQuerySet:
    return Agreement.objects.signed().with_body(agreement.office_id, agreement.agency_id)


def _replace_older(agreement: Agreement, entry: Recording) -> None:
    """Once it has begun, the editions before are no more: none of them comes back when it ends."""
    if agreement.valid_from > timezone.localdate():
        return
    for before in _signed(agreement).filter(edition__lt=agreement.edition):
        before.move_to(AgreementStatus.REPLACED)
        entry.change(before)


def end(*, agreement: Agreement, by: User, reason: str) -> Agreement:
    """Nothing more goes out under it, nor under the edition whose place it took; one that had not begun leaves the
    edition before in force. What went out stays written down with the edition it went out under."""
    require(by, Permission.SHARING_SIGN, agreement.office_id)
    if not reason.strip():
        raise DomainError(gettext("Tulis mengapa kesepakatan ini diakhiri."))
    was_signed = agreement.is_signed
    agreement.move_to(AgreementStatus.ENDED)
    agreement.ended_by, agreement.ended_at, agreement.end_reason = by, timezone.now(), reason.strip()
    with agreed("agreement.end", agreement, by) as entry:
        if was_signed:
            _replace_older(agreement, entry)
        entry.change(agreement)
    return agreement
