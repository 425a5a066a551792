"""What a letter belongs to: a file or a complaint of the office, or a complaint that it becomes. Its words and duties
go under that key, and its own key goes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from suar.casework.cases.models import Case
from suar.casework.complaints import actions as complaints
from suar.casework.complaints.models import Channel, Complaint
from suar.casework.complaints.recording import held_in_place
from suar.casework.conflicts import actions as conflicts
from suar.casework.conflicts.withheld import require_free
from suar.casework.duties import actions as duties
from suar.casework.mail import owed
from suar.casework.mail.comparing import compare
from suar.casework.mail.models import Disposition, Incoming
from suar.casework.mail.recording import may_touch, must_be_sealed, recorded
from suar.core.errors import Conflict, DomainError
from suar.core.ledger import holds
from suar.core.ledger.recording import Recording
from suar.core.vault import keys, marks
from suar.core.vault.erased import Erased
from suar.core.vault.fields import unlock
from suar.core.vault.models import DataKey
from suar.registry.accounts.models import User


def belong(*, mail: Incoming, by: User, source: Complaint | Case | None) -> Incoming:
    """It belongs to this file or complaint of the same office.

    `source` is None for a number that leads nowhere, whatever the reason. Raises DomainError, Conflict, Refused."""
    may_touch(by, mail)
    _must_be_nobodys(mail)
    if source is None or source.office_id != mail.office_id:
        raise DomainError(unknown_number())
    complaint = source if isinstance(source, Complaint) else None
    case = complaint.case if complaint else source if isinstance(source, Case) else None
    new = case.child_id if case else source.vault_subject
    require_free(by, new)
    try:
        keys.create(new)  # made young, so that no sweep takes it meanwhile
    except keys.KeyMissing:
        raise Erased from None
    with recorded("belong", mail, by, source=str(source.pk)) as entry:
        _join(mail, complaint, case, by, entry)
    return mail


def become_complaint(*, mail: Incoming, by: User, facts: Mapping[str, Any]) -> Complaint:
    """The letter is a complaint: filed by the way of letters, with the true time, and the letter belongs to it. Two
    presses file once."""
    may_touch(by, mail)
    _must_be_nobodys(mail)
    with transaction.atomic():
        complaint = complaints.receive(
            office=mail.office, by=by, complaint_id=mail.own_complaint,
            **{**facts, "channel": Channel.LETTER},
        )  # fmt: skip
        with recorded("belong", mail, by, source=str(complaint.pk)) as entry:
            _join(mail, complaint, complaint.case, by, entry)
    return complaint


def release(*, mail: Incoming, by: User) -> Incoming:
    """It was linked to the wrong file: it belongs to nothing again, under a key of its own, with its dispositions and
    their duties, and is compared anew. Raises Conflict for one that became the complaint it belongs to."""
    may_touch(by, mail)
    must_be_sealed(mail)
    if mail.is_nobodys:
        raise Conflict(gettext("Surat ini tidak tertaut. Muat ulang halaman."))
    if mail.became_complaint:
        raise Conflict(gettext("Pengaduan itu berasal dari surat ini. Telaah pengaduannya, jangan lepaskan suratnya."))
    old = mail.subject
    keys.create(mail.pk)
    with recorded("release", mail, by, source=str(mail.case_id or mail.complaint_id)) as entry:
        _seal_under(mail, mail.pk, None, None, entry)
        owes = [duty for duty in mail.dispositions.values_list("duty_id", flat=True) if duty]
        facts: dict[str, Any] = {"case_id": None, "reference": mail.reference, "about": owed.about(mail)}
        duties.move_subject(old=old, new=mail.pk, by=by, only=owes, **facts)
        compare(mail)
    return mail


def _must_be_nobodys(mail: Incoming) -> None:
    if not mail.is_nobodys:
        raise Conflict(gettext("Surat ini sudah tertaut. Muat ulang halaman."))


def unknown_number() -> str:
    """What every number is answered with that leads nowhere, whatever the reason."""
    return gettext("Sebut nomor berkas atau pengaduan kantor ini yang dapat Anda baca, misalnya P-0012/26.")


def _join(mail: Incoming, complaint: Complaint | None, case: Case | None, by: User, entry: Recording) -> None:
    if complaint is not None:
        held_in_place(complaint)  # its key goes when it becomes a case
    old = mail.subject
    new = case.child_id if case else complaint.subject if complaint else old
    _seal_under(mail, new, complaint, case, entry)
    facts: dict[str, Any] = {"case_id": case.pk if case else None, "reference": mail.reference}
    conflicts.move_subject(old=old, new=new, by=by, **facts)
    duties.move_subject(old=old, new=new, by=by, about=owed.about(mail), **facts)
    holds.moved(old, new, entry)
    marks.lift_unless_by(new, by.pk)  # somebody writes about this child: the file is a real one
    transaction.on_commit(lambda: _forget(old))


def follow(*, complaint: Complaint, old: UUID, case: Case, by: User) -> int:
    """The complaint became a case: its letters go along, within that action. Returns how many."""
    found = list(Incoming.objects.filter(subject=old).select_related("office", "complaint"))
    for mail in found:
        with recorded("follow", mail, by, case=str(case.pk)) as entry:
            _seal_under(mail, case.child_id, complaint, case, entry)
    return len(found)


SEALED = ("sender", "about", "lies")


def _seal_under(mail: Incoming, new: UUID, complaint: Complaint | None, case: Case | None, entry: Recording) -> None:
    """All words are opened first; then each row is sealed and saved under the new key."""
    rows = list[Disposition](unlock(mail.dispositions.all()))
    for row in rows:
        row.incoming = mail
    unlock([mail])
    said = {name: getattr(mail, name) for name in SEALED}
    written = [(row.instruction, row.result) for row in rows]
    mail.subject, mail.complaint, mail.case = new, complaint, case
    unlock([mail])
    for name, words in said.items():
        setattr(mail, name, words)
    for row, (instruction, result) in zip(unlock(rows), written, strict=True):
        row.instruction, row.result = instruction, result
    entry.change(mail, *rows)


def _forget(old: UUID) -> None:
    """Nothing is sealed under it any more. After a kill in between the sweep of orphans ends it. No tombstone."""
    DataKey.objects.filter(pk=old).delete()
