"""A package to one named person: drawn up, changed, given up, sent. Nothing is sent that the gate does not let go."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.cases.models import Case
from suar.casework.cases.perms import require_officer
from suar.casework.cases.receivers import require_named
from suar.casework.cases.recording import recorded
from suar.casework.conflicts.withheld import require_receiver
from suar.casework.sharing import gate, owed, packages, resting
from suar.casework.sharing.actions.leaving import as_left
from suar.casework.sharing.codes import GOES_OUT, Way, fields_on
from suar.casework.sharing.models import Referral, Status
from suar.casework.sharing.recording import clean, may_share, one_at_a_time
from suar.core.clocks.calendars import WIB
from suar.core.clocks.past import must_have_been
from suar.core.documents.indonesian import plain_date
from suar.core.documents.models import next_letter_number
from suar.core.errors import Conflict, DomainError
from suar.core.ledger.recording import Recording
from suar.core.once import once
from suar.core.vault.erased import must_be_sealed
from suar.core.vault.fields import share_cipher
from suar.registry.accounts.models import User
from suar.registry.agencies.models import Agency
from suar.registry.agencies.rules import is_named


def draft(
    *,
    case: Case,
    by: User,
    agency: Agency,
    purpose: str,
    fields: Collection[str],
    to: Mapping[str, str],
    aim: str,
    contact: str,
    typed: Mapping[str, str] | None = None,
    referral_id: UUID | None = None,
) -> Referral:
    """Written, not sent. The same `referral_id` again writes nothing."""
    may_share(by, case)

    def act(pk: UUID) -> Referral:
        referral = Referral(id=pk, case=case, child_id=case.child_id, by=by, at=timezone.now())
        share_cipher(case, referral)
        must_be_sealed(referral)
        _write(referral, agency, purpose, fields, to, aim, contact, typed or {})
        with recorded("referral.draft", case, by, referral=str(pk), agency=agency.pk) as entry:
            entry.add(referral)
        return referral

    return once(Referral.objects.select_related("case", "agency"), referral_id, act, case_id=case.pk, by_id=by.pk)


def edit(
    *,
    referral: Referral,
    by: User,
    agency: Agency,
    purpose: str,
    fields: Collection[str],
    to: Mapping[str, str],
    aim: str,
    contact: str,
    typed: Mapping[str, str] | None = None,
) -> Referral:
    """Another body, other fields, other words, while it has not left."""
    may_share(by, referral.case)
    _must_be_draft(referral)
    must_be_sealed(referral)
    _write(referral, agency, purpose, fields, to, aim, contact, typed or {})
    with recorded("referral.edit", referral.case, by, referral=str(referral.pk)) as entry:
        entry.change(referral)
    return referral


def _write(
    referral: Referral,
    agency: Agency,
    purpose: str,
    fields: Collection[str],
    to: Mapping[str, str],
    aim: str,
    contact: str,
    typed: Mapping[str, str],
) -> None:
    """Raises DomainError for what a package cannot do without: a named person, what for, whom to ask."""
    if not agency.active:
        raise DomainError(gettext("Lembaga ini tidak aktif lagi. Pilih lembaga lain."))
    require_receiver(agency, referral.child_id)
    known = fields_on(timezone.localdate())
    if purpose not in GOES_OUT or not fields or set(fields) - set(known):
        raise DomainError(gettext("Pilih tujuan, dan kolom yang ikut dikirim, dari daftar."))
    if not is_named(str(to.get("name", "")), agency):
        raise DomainError(gettext("Sebut nama penerimanya: rujukan tidak dikirim kepada seluruh lembaga."))
    require_named(str(to["name"]), [referral.child_id])
    if not (aim.strip() and contact.strip()):
        raise DomainError(gettext("Tulis apa yang diharapkan, dan petugas komisi yang dapat dihubungi."))
    empty = [known[code].label for code in fields if known[code].typed and not str(typed.get(code, "")).strip()]
    if empty:
        raise DomainError(gettext("Isi kolom yang dipilih: %(fields)s.") % {"fields": ", ".join(empty)})
    unsent = [field.label for code, field in known.items() if code not in fields and str(typed.get(code, "")).strip()]
    if unsent:
        words = gettext("Anda menulis di kolom yang tidak ikut dikirim: %(fields)s. Centang kolomnya, atau kosongkan.")
        raise DomainError(words % {"fields": ", ".join(unsent)})
    referral.agency, referral.purpose = agency, purpose
    referral.draft = clean(
        {
            "fields": [code for code in known if code in fields],
            "to": clean(dict(to)),
            "aim": aim,
            "contact": contact,
            "typed": clean(dict(typed)),
        }
    )


def cancel(*, referral: Referral, by: User) -> Referral:
    """It is not sent after all."""
    may_share(by, referral.case)
    referral.move_to(Status.CANCELLED)
    with recorded("referral.cancel", referral.case, by, referral=str(referral.pk)) as entry:
        entry.change(referral)
    return referral


def send(
    *,
    referral: Referral,
    by: User,
    how: str,
    at: datetime | None = None,
    danger: str = "",
    why: str = "",
    reviewer: User | None = None,
) -> Referral:
    """It leaves, frozen, with its number. `danger`: without agreement and consent, the least only, with the reason, and
    a second person who hears of it at once and owes a review. Raises Refused, DomainError, Conflict."""
    case = referral.case
    may_share(by, case)
    _must_be_draft(referral)
    must_be_sealed(referral)
    require_receiver(referral.agency, referral.child_id)
    require_named(str(dict(referral.draft or {})["to"]["name"]), [referral.child_id])
    now = at or timezone.now()
    must_have_been(now)
    if how not in Way.values:
        raise DomainError(gettext("Pilih bagaimana rujukan ini dikirim."))
    facts: dict[str, Any] = {"referral": str(referral.pk), "agency": referral.agency_id, "danger": danger}
    with recorded("referral.send", case, by, **facts) as entry:
        ids = one_at_a_time(case)
        _must_be_let_go(referral, by, danger, now)
        _rest_on(referral, by, danger, why, reviewer, now)
        referral.move_to(Status.SENT)
        referral.sent_by, referral.sent_at, referral.sent_how = by, now, how
        referral.number = _numbered(referral, entry, now)
        referral.package = packages.frozen(referral, now)
        owed.sent(referral, by, now)
        entry.change(referral)
        if resting.to_be_told(gate.consents_of(case, ids), as_left(referral)):  # before a consent was taken back
            owed.tell(case, by, timezone.now(), ids)
    return referral


def _rest_on(referral: Referral, by: User, danger: str, why: str, reviewer: User | None, at: datetime) -> None:
    """On danger with its reason and a second person, or on the agreement in force that day."""
    if danger:
        _must_tell_a_second_person(referral, by, why, reviewer)
        referral.danger, referral.reviewer, referral.answers = danger, reviewer, clean({"why": why})
    else:
        referral.agreement = gate.in_force(referral.case.office_id, referral.agency, timezone.localdate(at))


def _numbered(referral: Referral, entry: Recording, at: datetime) -> str:
    office, day = referral.office, at.astimezone(WIB).date()
    about: dict[str, Any] = {"office": office.code, "on": day, "classification": packages.CLASSIFICATION}
    return next_letter_number(office.letter_pattern, entry=entry, **about)


def _must_be_let_go(referral: Referral, by: User, danger: str, at: datetime) -> None:
    """The gate, asked once more where it counts: today, and of the day on which it is said to have left. Raises
    DomainError with every reason."""
    asked: dict[str, Any] = {
        "case": referral.case,
        "agency": referral.agency,
        "purpose": referral.purpose,
        "fields": dict(referral.draft or {}).get("fields", []),
    }
    found = gate.refusals_in_danger(**asked, danger=danger) if danger else gate.refusals(**asked, user=by)
    if found:
        raise DomainError(" ".join(refusal.words for refusal in found))
    left = timezone.localdate(at)
    if not danger and left < timezone.localdate() and (then := gate.refusals(**asked, user=by, on=left)):
        words = gettext("Pada %(day)s rujukan ini belum boleh keluar. Perbaiki tanggalnya. %(why)s")
        why = " ".join(refusal.words for refusal in then)
        raise DomainError(words % {"day": plain_date(left), "why": why})


def _must_tell_a_second_person(referral: Referral, by: User, why: str, reviewer: User | None) -> None:
    """Danger waits for nobody: whether the two are sure to be two is asked where one of them reviews."""
    if not why.strip():
        raise DomainError(gettext("Tulis bahaya atau dugaan apa yang membuatnya tidak dapat menunggu."))
    if reviewer is None:
        raise DomainError(gettext("Pilih orang kedua yang diberi tahu sekarang dan meninjaunya."))
    if reviewer.pk == by.pk:
        raise DomainError(gettext("Orang kedua bukan yang mengirim. Pilih orang lain."))
    require_officer(reviewer, referral.case.office, referral.child_id)


def _must_be_draft(referral: Referral) -> None:
    if not referral.is_draft:
        raise Conflict(gettext("Rujukan ini sudah dikirim atau dibatalkan. Muat ulang halaman."))
