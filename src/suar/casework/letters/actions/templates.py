"""The forms of letters that an office makes in its word processor."""

from __future__ import annotations

import hashlib

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.letters import wording
from suar.casework.letters.models import Kind, LetterTemplate
from suar.core import ledger
from suar.core.documents import letters
from suar.core.errors import Conflict
from suar.core.ledger.actors import Actor
from suar.core.ledger.models import StaleRow
from suar.registry.accounts.models import Office, User
from suar.registry.accounts.permissions import Permission, require


def add_template(*, office: Office, kind: str, name: str, content: bytes, by: Actor) -> LetterTemplate:
    """The office's own form for one kind of letter, from now on. The one before is kept: letters were issued in it.

    Raises LetterError that names what is wrong with the file; Conflict, Refused."""
    require(by, Permission.SETTINGS, office.pk)
    now = timezone.now()
    letters.checked(content, wording.sample(Kind(kind)), at=now)
    template = LetterTemplate(
        office=office,
        kind=Kind(kind),
        name=name[:120],
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        by=by if isinstance(by, User) else None,
        at=now,
    )
    try:
        with (
            transaction.atomic(),
            ledger.record("letter.add_template", by=by, office=office.code, data={"kind": kind}) as entry,
        ):
            for old in LetterTemplate.objects.filter(office=office, kind=kind, in_use=True):
                old.in_use = False
                entry.change(old)
            entry.add(template)
    except (StaleRow, IntegrityError):
        raise _conflict() from None
    return template


def drop_template(*, template: LetterTemplate, by: Actor) -> LetterTemplate:
    """Back to the form of the house."""
    require(by, Permission.SETTINGS, template.office_id)
    if not template.in_use:
        raise _conflict()
    template.in_use = False
    facts = {"kind": template.kind}
    try:
        with ledger.record("letter.drop_template", by=by, office=template.office.code, data=facts) as entry:
            entry.change(template)
    except StaleRow:
        raise _conflict() from None
    return template


def _conflict() -> Conflict:
    return Conflict(gettext("Orang lain baru saja mengganti templat ini. Muat ulang halaman."))
