"""Another office is asked to take a file, and says yes or no. Until then, and until it is closed by two signatures of
its own office, the file and its duties stay where they are: the child is never without an office."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.casework.cases.perms import require_open
from suar.casework.children import actions as children
from suar.casework.children.models import Child
from suar.casework.conflicts import actions as conflicts
from suar.casework.conflicts.withheld import is_withheld, require_free
from suar.casework.supervision.comparing import compare
from suar.casework.supervision.models import Transfer, TransferReason, TransferState
from suar.core import ledger
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.models import StaleRow
from suar.core.ledger.recording import Recording
from suar.core.once import once
from suar.core.vault import keys
from suar.core.vault.fields import share_cipher
from suar.registry.accounts.handing import must_be_two
from suar.registry.accounts.models import Office, User
from suar.registry.accounts.permissions import Permission, require

# What the receiving office knows the child by. Address, school, telephone and NIK stay: it asks for what it needs.
WHO = ("name", "other_names", "birth_date", "sex", "guardian")
ABOUT = ("kind", "cluster", "category", "region_code", "age", "event_on", "child_role", "risk", "safe_now")


def propose_transfer(
    *, case: Case, to_office: Office, reason: str, summary: str, by: User, transfer_id: UUID | None = None
) -> Transfer:
    """Asked with a reason and a summary written for the other office. The same `transfer_id` again asks nothing.

    Raises DomainError for the own office or without a summary, Conflict where it is asked already."""
    require_open(case, by)
    require(by, Permission.TRANSFER_WORK, case.office_id)
    if to_office.pk == case.office_id or reason not in TransferReason.values:
        raise DomainError(gettext("Pilih kantor lain dan alasannya dari daftar."))
    if not summary.strip():
        raise DomainError(gettext("Tulis ringkasan bagi kantor penerima."))

    def act(pk: UUID) -> Transfer:
        row = Transfer(
            id=pk, office=case.office, to_office=to_office, case=case, child=case.child, number=case.number,
            reason=reason, by=by, at=timezone.now(),
        )  # fmt: skip
        share_cipher(case, row)
        row.summary = summary.strip()
        return _proposed(row, by)

    return once(Transfer.objects.all(), transfer_id, act, case_id=case.pk)


def _proposed(row: Transfer, by: User) -> Transfer:
    case, facts = row.case, {"case": str(row.case_id), "to": row.to_office.code}
    with ledger.record("transfer.propose", by=by, subject=case.child_id, office=case.office.code, data=facts) as entry:
        Case.objects.select_for_update().get(pk=case.pk)
        if Transfer.objects.waiting().filter(case=case).exists():
            raise Conflict(gettext("Pemindahan berkas ini sudah diusulkan dan menunggu jawaban."))
        entry.add(row)
        compare(row)
    return row


def accept_transfer(*, transfer: Transfer, officer: User, by: User) -> Transfer:
    """A leader of the other office takes it: a new file of the child is opened there, with its own number, key and
    clocks; whoever it is withheld from stays shut out. Raises Refused for others, Conflict when it was answered."""
    _may_answer(transfer, by)
    must_be_two(by, transfer.by, gettext("Yang mengusulkan tidak dapat menerimanya sendiri."))
    if not transfer.case.is_open or transfer.child.is_erased:
        raise Conflict(gettext("Berkasnya sudah ditutup di kantor asal. Hubungi kantor itu."))
    if is_withheld(officer, transfer.child_id):
        raise DomainError(gettext("Petugas ini tidak dapat memegangnya. Pilih petugas lain."))
    new = uuid4()
    keys.create(new)
    with _answered("accept", transfer, by) as entry:
        child = children.register(
            office=transfer.to_office, by=by, child_id=new, unnamed=transfer.child.unnamed, **_who(transfer.child)
        )
        case = cases.open_case(
            child=child, office=transfer.to_office, by=by, officer=officer, summary=transfer.summary,
            received_at=timezone.now(), **{name: getattr(transfer.case, name) for name in ABOUT},
        )  # fmt: skip
        _stay_shut_out(transfer, case, by)
        transfer.new_case, transfer.new_number = case, case.number
        _decide(transfer, TransferState.ACCEPTED, by, "", entry)
    return transfer


def refuse_transfer(*, transfer: Transfer, why: str, by: User) -> Transfer:
    """Not taken, and why: the file stays where it is."""
    _may_answer(transfer, by)
    if not why.strip():
        raise DomainError(gettext("Tulis mengapa kantor ini tidak menerimanya."))
    with _answered("refuse", transfer, by) as entry:
        _decide(transfer, TransferState.REFUSED, by, why, entry)
    return transfer


def withdraw_transfer(*, transfer: Transfer, why: str, by: User) -> Transfer:
    """The office that asked asks no longer."""
    require(by, Permission.TRANSFER_WORK, transfer.office_id)
    require_free(by, transfer.child_id)
    if not why.strip():
        raise DomainError(gettext("Tulis mengapa usul ini ditarik."))
    with _answered("withdraw", transfer, by) as entry:
        _decide(transfer, TransferState.WITHDRAWN, by, why, entry)
    return transfer


def _who(child: Child) -> dict[str, Any]:
    return {name: getattr(child, name) for name in WHO}


def _may_answer(transfer: Transfer, by: User) -> None:
    if transfer.to_office_id not in by.office_ids:
        raise Refused(gettext("Kantor penerima yang menjawabnya."))
    require(by, Permission.TRANSFER_DECIDE, transfer.to_office_id)
    require_free(by, transfer.child_id)


def _stay_shut_out(transfer: Transfer, case: Case, by: User) -> None:
    """Whoever may not see the one file may not see the other, persons and whole agencies, whatever they serve today."""
    conflicts.carry_over(
        of=transfer.child_id, subject=case.child_id, office=case.office, by=by, case_id=case.pk,
        reference=case.number, why=gettext("Ditahan di kantor asal berkas ini."),
    )  # fmt: skip


def _answered(verb: str, transfer: Transfer, by: User) -> AbstractContextManager[Recording]:
    """One entry, in the office whose answer it is."""
    office = transfer.office if verb == "withdraw" else transfer.to_office
    facts = {"transfer": str(transfer.pk), "from": transfer.office.code}
    return ledger.record(f"transfer.{verb}", by=by, subject=transfer.child_id, office=office.code, data=facts)


def _decide(transfer: Transfer, state: str, by: User, why: str, entry: Recording) -> None:
    """Raises Conflict where somebody else answered first."""
    transfer.move_to(state)
    transfer.decided_by, transfer.decided_at, transfer.answer = by, timezone.now(), why.strip()
    try:
        entry.change(transfer)
    except StaleRow:
        raise Conflict(transfer.not_open()) from None
