"""What somebody agreed to, or did not; and taking it back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.cases.models import Case
from suar.casework.cases.recording import recorded
from suar.casework.sharing import gate, owed, resting, rules
from suar.casework.sharing.codes import Answer, Form, Giver, Purpose, Whose, fields_on, reasons_on
from suar.casework.sharing.models import Consent
from suar.casework.sharing.recording import clean, may_share, one_at_a_time
from suar.core.clocks.past import must_have_come
from suar.core.errors import Conflict, DomainError
from suar.core.once import once
from suar.core.vault.erased import must_be_sealed
from suar.core.vault.fields import share_cipher
from suar.registry.accounts.models import User
from suar.registry.agencies.models import Agency, Kind


def give(
    *,
    case: Case,
    by: User,
    whose: str,
    giver: str,
    answer: str,
    form: str,
    given_on: date,
    purposes: Collection[str],
    agencies: Collection[Agency] = (),
    kinds: Collection[str] = (),
    reason: str = "",
    expires_on: date | None = None,
    kept: Mapping[str, Any] | None = None,
    words: Mapping[str, Any] | None = None,
    consent_id: UUID | None = None,
) -> Consent:
    """One person's answer, for some purposes, with some bodies. A day on which it ends is owed to be asked again by.

    The same `consent_id` again writes nothing down. Raises DomainError, Conflict, Refused."""
    may_share(by, case)
    _must_fit(whose, giver, answer, form, reason, gate.age_of(case, given_on))
    _must_be_about(purposes, kinds, kept)
    _must_be_days(given_on, expires_on)
    terms = _terms(purposes, agencies, kinds, kept, words)

    def act(pk: UUID) -> Consent:
        consent = Consent(
            id=pk, case=case, child_id=case.child_id, whose=whose, giver=giver, answer=answer, form=form,
            reason=reason, given_on=given_on, expires_on=expires_on, by=by, at=timezone.now(),
        )  # fmt: skip
        return _given(consent, terms, by)

    return once(Consent.objects.select_related("case"), consent_id, act, case_id=case.pk, by_id=by.pk)


def _given(consent: Consent, terms: dict[str, Any], by: User) -> Consent:
    case = consent.case
    share_cipher(case, consent)
    must_be_sealed(consent)
    consent.terms = terms
    with recorded("consent.give", case, by, whose=consent.whose, answer=consent.answer) as entry:
        one_at_a_time(case)
        if consent.answer == Answer.YES:
            consent.renew_duty = owed.renew(consent, case, by)
        for before in asked_again(consent, case):
            owed.done(before.renew_duty, consent.at, entry)
        entry.add(consent)
    return consent


def _terms(
    purposes: Collection[str],
    agencies: Collection[Agency],
    kinds: Collection[str],
    kept: Mapping[str, Any] | None,
    words: Mapping[str, Any] | None,
) -> dict[str, Any]:
    return {
        "purposes": sorted(set(purposes)),
        "agencies": sorted({one.pk for one in agencies}),
        "kinds": sorted(set(kinds)),
        "kept": clean(dict(kept or {})),
        **clean(dict(words or {})),
    }


def _must_fit(whose: str, giver: str, answer: str, form: str, reason: str, age: int | None) -> None:
    """Who spoke for whom, how, and why somebody else did."""
    for value, known in ((whose, Whose), (giver, Giver), (answer, Answer), (form, Form)):
        if value not in known.values:
            raise DomainError(gettext("Pilihan “%(value)s” tidak dikenal. Pilih dari daftar.") % {"value": value})
    speaks_for_another = giver in rules.OTHER_SPEAKERS
    if not speaks_for_another and giver != whose:
        raise DomainError(gettext("Anak berbicara untuk dirinya, pengasuh untuk dirinya. Samakan keduanya."))
    if speaks_for_another != bool(reason):
        raise DomainError(gettext("Bila orang lain yang berbicara, pilih mengapa; bila ia sendiri, kosongkan."))
    if speaks_for_another and not rules.reason_fits(reason, whose, reasons_on(timezone.localdate()), age):
        raise DomainError(
            gettext("Alasan itu bukan tentang %(whose)s, atau tidak pada usia ini. Pilih alasan lain.")
            % {"whose": Whose(whose).label}
        )
    if (giver == Giver.OFFICER) != (form == Form.NONE):
        raise DomainError(gettext("“Tidak ditanyakan” hanya bila petugas yang mencatatnya tanpa bertanya."))
    if giver == Giver.OFFICER and answer == Answer.NO:
        raise DomainError(gettext("Yang tidak ditanya tidak menolak. Pilih siapa yang menolak."))


def _must_be_about(purposes: Collection[str], kinds: Collection[str], kept: Mapping[str, Any] | None) -> None:
    if not purposes or set(purposes) - set(Purpose.values):
        raise DomainError(gettext("Pilih sekurang-kurangnya satu tujuan dari daftar."))
    if set(kinds) - set(Kind.values):
        raise DomainError(gettext("Pilih jenis lembaga dari daftar."))
    if kept and set(kept.get("fields", ())) - set(fields_on(timezone.localdate())):
        raise DomainError(gettext("Pilih kolom dari daftar."))
    if (
        kept
        and (kept.get("fields") or kept.get("why"))
        and not (kept.get("agency") or str(kept.get("who", "")).strip())
    ):
        raise DomainError(gettext("Tulis dari siapa keterangan itu ditahan."))


def _must_be_days(given_on: date, expires_on: date | None) -> None:
    must_have_come(given_on)
    if expires_on is not None and expires_on <= given_on:
        raise DomainError(gettext("Berlaku sampai hari sesudah persetujuan diberikan. Perbaiki tanggalnya."))


def asked_again(consent: Consent, case: Case) -> list[Consent]:
    """The answers about to end that this one takes the place of: whoever holds the file has asked again."""
    said = gate.said_of(consent)
    waiting = [row for row in gate.consents_of(case) if row.renew_duty is not None and row.withdrawn_on is None]
    return [row for row in waiting if said.asks_again(gate.said_of(row))]


def withdraw(*, consent: Consent, by: User, on: date, who: str, why: str, also: Collection[Consent] = ()) -> Consent:
    """Taken back, and with it `also`, other yeses of the same person. What they allowed until then stays as it was;
    receivers of what went out are to be told."""
    taken = [consent, *also]
    for one in taken:
        _may_be_taken_back(one, by, on)
    if not (who.strip() and why.strip()):
        raise DomainError(gettext("Tulis siapa yang mencabut dan mengapa."))
    with transaction.atomic():
        for one in taken:
            _take_back(one, by, on, clean({"who": who, "why": why}))
    return consent


def _may_be_taken_back(consent: Consent, by: User, on: date) -> None:
    may_share(by, consent.case)
    if consent.answer != Answer.YES:
        raise DomainError(gettext("Yang tidak disetujui tidak dapat dicabut."))
    if consent.withdrawn_on is not None:
        raise Conflict(gettext("Persetujuan ini sudah dicabut. Muat ulang halaman."))
    must_have_come(on)
    if on < consent.given_on:
        raise DomainError(gettext("Pencabutan tidak mungkin sebelum persetujuannya. Perbaiki tanggalnya."))
    must_be_sealed(consent)


def _take_back(consent: Consent, by: User, on: date, words: dict[str, Any]) -> None:
    case = consent.case
    consent.withdrawal = words
    with recorded("consent.withdraw", case, by, consent=str(consent.pk)) as entry:
        ids = one_at_a_time(case)
        now = timezone.now()  # not before: what was let go while this waited left on the yes
        consent.withdrawn_on, consent.withdrawn_at, consent.withdrawn_by = on, now, by
        owed.done(consent.renew_duty, now, entry)
        entry.change(consent)
        if resting.to_be_told([consent], resting.of(ids)):
            owed.tell(case, by, now, ids)
