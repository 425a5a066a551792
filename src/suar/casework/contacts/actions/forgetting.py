"""Numbers and words that nobody needs any more: of erased files, of what belonged to nothing, of flags that ended."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from suar.casework.contacts import rules
from suar.casework.contacts.models import Contact, Flag, Said
from suar.core import ledger
from suar.core.ledger import holds
from suar.core.ledger.actors import WORKER
from suar.core.ledger.models import Erasure
from suar.core.vault import keys, tokens
from suar.core.vault.models import DataKey


def forget(*, now: datetime) -> int:
    """The rows stay, for they are counted; number, words and what finds them go. Returns how many."""
    return _of_erased() + _of_nobodys(now) + _ended_flags(now)


def _of_erased() -> int:
    """The number that called about a child goes with the child's file."""
    begun = Erasure.objects.order_by().values("subject")
    rows = list(Contact.objects.filter(subject__in=begun).exclude(phone=b"").select_related("office"))
    erased = keys.erased_among(contact.subject for contact in rows)
    found = [contact for contact in rows if contact.subject in erased]
    _flags_of(found)
    for contact in found:
        _blank(contact, [])
    return len(found)


def _of_nobodys(now: datetime) -> int:
    old = Contact.objects.nobodys().filter(at__lt=now - rules.KEPT, said__isnull=False) | (
        Contact.objects.nobodys().filter(at__lt=now - rules.KEPT).exclude(phone=b"")
    )
    rows = list(old.select_related("office").distinct())
    held = holds.held_among(row.subject for row in rows)
    found = [row for row in rows if row.subject not in held]
    for contact in found:
        _blank(contact, list(Said.objects.filter(contact=contact)))
    return len(found)


def _blank(contact: Contact, said: list[Said]) -> None:
    contact.phone = ""
    office, data = contact.office.code, {"contact": str(contact.pk)}
    with ledger.record("contact.forget", by=WORKER, subject=contact.subject, office=office, data=data) as entry:
        entry.change(contact)
        if said:
            entry.remove(*said)
    tokens.forget(contact.pk)


def _flags_of(contacts: Iterable[Contact]) -> None:
    _remove(list(Flag.objects.filter(contact__in=list(contacts)).select_related("contact__office")))


def _ended_flags(now: datetime) -> int:
    """Ended or lifted: nobody hears of it again."""
    today = timezone.localdate(now)
    ended = Flag.objects.filter(until__lt=today) | Flag.objects.filter(lifted_at__isnull=False)
    found = list(ended.select_related("contact__office"))
    _remove(found)
    return len(found)


def _remove(flags: list[Flag]) -> None:
    for row in flags:
        contact, pk = row.contact, row.pk
        with ledger.record(
            "contact.flag_end", by=WORKER, subject=contact.subject, office=contact.office.code, data={"kind": row.kind}
        ) as entry:
            entry.remove(row)
        tokens.forget(pk)
        DataKey.objects.filter(pk=pk).delete()
