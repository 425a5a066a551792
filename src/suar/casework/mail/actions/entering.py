"""A letter gets the next number of the year's agenda; it may answer one of ours; in the end nothing is left to do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.letters import actions as letters
from suar.casework.letters.models import Letter
from suar.casework.mail.comparing import compare
from suar.casework.mail.models import Incoming, Nature
from suar.casework.mail.recording import may_touch, must_be_sealed, must_be_unsettled, recorded
from suar.core.clocks.past import must_have_come
from suar.core.documents.models import next_number
from suar.core.documents.reaching import must_be_lately
from suar.core.errors import Conflict, DomainError
from suar.core.once import once
from suar.core.vault import keys
from suar.registry.accounts.models import Office, User
from suar.registry.accounts.permissions import Permission, require
from suar.registry.agencies.models import Agency

WORDS = ("sender", "about", "lies", "outside_number", "srikandi")
FACTS = (*WORDS, "dated", "received_on", "agency", "nature", "pages")


def enter(
    *, office: Office, by: User, mail_id: UUID | None = None, letter: Letter | None = None, **facts: Any
) -> Incoming:
    """Into the agenda, under a key of its own; its words are compared with the people of the house before anybody sees
    it. `letter`: ours, which it answers. The same `mail_id` again enters nothing.

    `facts` are those of FACTS. Raises DomainError, Conflict, Refused."""
    require(by, Permission.MAIL_WORK, office.pk)
    checked = _checked(facts, timezone.now())

    def act(pk: UUID) -> Incoming:
        mail = Incoming(id=pk, subject=pk, office=office, by=by, at=timezone.now(), **checked)
        return _entered(mail, letter, by)

    return once(Incoming.objects.select_related("office"), mail_id, act, by_id=by.pk)


def _entered(mail: Incoming, letter: Letter | None, by: User) -> Incoming:
    keys.create(mail.pk)
    with recorded("enter", mail, by) as entry:
        year = mail.received_on.year
        count = next_number("mail", entry=entry, office=mail.office.code, period=str(year))
        mail.number = f"A-{count:04d}/{year % 100:02d}"
        if letter is not None:
            _answers(mail, letter, by)
        entry.add(mail)
        compare(mail)
    return mail


def correct(*, mail: Incoming, by: User, **facts: Any) -> Incoming:
    """What was read or typed wrongly. Number and what it belongs to stay."""
    may_touch(by, mail)
    must_be_sealed(mail)
    for name, value in _checked(facts, mail.at).items():
        setattr(mail, name, value)
    with recorded("correct", mail, by) as entry:
        entry.change(mail)
        compare(mail)
    return mail


def _checked(facts: Mapping[str, Any], written: datetime) -> dict[str, Any]:
    if unknown := set(facts) - set(FACTS):
        raise TypeError(f"A letter has no {sorted(unknown)[0]}.")
    given = {name: value.strip() if name in WORDS else value for name, value in facts.items()}
    agency: Agency | None = given.get("agency")
    if agency is None and not given.get("sender"):
        raise DomainError(gettext("Pilih lembaga pengirim, atau tulis siapa pengirimnya."))
    if not given.get("about"):
        raise DomainError(gettext("Tulis perihal surat dengan beberapa kata."))
    if given.get("nature", Nature.ORDINARY) not in Nature.values:
        raise DomainError(gettext("Pilih sifat surat dari daftar."))
    dated: date | None = given.get("dated")
    must_have_come(given["received_on"])
    must_be_lately(given["received_on"], written=written)
    if dated is not None and dated > given["received_on"]:
        raise DomainError(gettext("Tanggal surat sesudah hari diterima. Perbaiki salah satunya."))
    return given


def answer(*, mail: Incoming, letter: Letter | None, by: User) -> Incoming:
    """It answers this letter of ours, which is answered on the day on which this one was received.

    `letter` is None for a number that leads nowhere. Raises DomainError, Conflict, Refused."""
    may_touch(by, mail)
    with recorded("answer", mail, by) as entry:
        _answers(mail, letter, by)
        entry.change(mail)
    return mail


def _answers(mail: Incoming, letter: Letter | None, by: User) -> None:
    if mail.letter_id is not None:
        raise Conflict(gettext("Surat ini sudah tercatat sebagai jawaban. Muat ulang halaman."))
    if letter is None or letter.office_id != mail.office_id:
        raise DomainError(unknown_letter())
    letters.answer(letter=letter, on=mail.received_on, number=mail.outside_number, by=by)
    mail.letter = letter


def unknown_letter() -> str:
    """What every number is answered with that leads nowhere, whatever the reason."""
    return gettext("Sebut nomor surat kantor ini yang sudah terkirim dan belum dijawab, seperti di potongannya.")


def settle(*, mail: Incoming, by: User) -> Incoming:
    """Nothing more is to be done with it: every disposition is done, or none was needed."""
    may_touch(by, mail)
    must_be_unsettled(mail)
    if mail.dispositions.filter(done_at=None).exists():
        raise Conflict(gettext("Masih ada disposisi yang belum selesai. Yang menerimanya menyelesaikan dulu."))
    mail.settled_by, mail.settled_at = by, timezone.now()
    with recorded("settle", mail, by) as entry:
        entry.change(mail)
    return mail
