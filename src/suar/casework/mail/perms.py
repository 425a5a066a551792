"""A letter that came in only through these: 404 for what the user may not know."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from suar.casework.letters.models import Letter
from suar.casework.mail import owed
from suar.casework.mail.models import Disposition, Incoming
from suar.core.vault.fields import opened_cipher, share_cipher
from suar.core.vault.keys import KeyMissing
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, allows

WHOLE = ("office", "agency", "letter__agency", "complaint", "case", "by", "settled_by")


def get_incoming(user: User, pk: UUID) -> Incoming:
    """Of an office that this member of staff serves, its key at hand. Where what it belongs to became a case between
    the row and its key, the row is read once more."""
    rows = Incoming.objects.visible_to(user).select_related(*WHOLE)
    mail = get_object_or_404(rows, pk=pk)
    try:
        opened_cipher(mail)
    except KeyMissing:
        mail = get_object_or_404(rows, pk=pk)
        opened_cipher(mail)
    return mail


def dispositions_of(mail: Incoming) -> list[Disposition]:
    """All of a letter, in order, with its key."""
    rows = list(mail.dispositions.select_related("to", "by"))
    for row in rows:
        row.incoming = mail
    share_cipher(mail, *rows)
    return rows


def get_disposition(user: User, pk: UUID) -> Disposition:
    """One that this user is to do; for leaders any of a letter that they may see."""
    row = get_object_or_404(Disposition.objects.select_related("incoming", "to", "by"), pk=pk)
    mail = get_incoming(user, row.incoming_id)
    if not owed.is_for(user, row) and not allows(user, Permission.MAIL_DISPOSE, mail.office_id):
        raise Http404
    row.incoming = mail
    share_cipher(mail, row)
    return row


def letter_by_number(user: User, number: str) -> Letter | None:
    """Our own letter of this number, as typed or as its torn-off strip says it."""
    found = Letter.objects.visible_to(user).filter(number__iexact=number.strip()).exclude(number="")
    return found.select_related("office", "agency", "to").first()
