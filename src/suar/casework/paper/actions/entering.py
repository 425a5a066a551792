"""What was written on a sheet is entered: once, with the true time, from which every clock runs. And the code that the
reporter tore off begins to work."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case, MonitoringSheet, Note
from suar.casework.complaints import actions as complaints
from suar.casework.complaints.models import Complaint
from suar.casework.intake.models import FROM_PAPER, Filing
from suar.casework.paper import rules
from suar.casework.paper.models import Kind, Sheet, Status
from suar.casework.paper.recording import held, must_be_true_time, recorded
from suar.core import once
from suar.core.clocks.calendars import WIB
from suar.core.errors import DomainError
from suar.core.ledger.actors import Actor
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, require


def enter_intake(*, sheet: Sheet, by: User, at: datetime, facts: Mapping[str, Any], clock: str = "") -> Complaint:
    """A complaint, received at the moment that stands on the paper; whoever holds the torn-off code follows it.
    `clock`: see `must_be_true_time`.

    Raises Conflict for a sheet that was entered or closed, DomainError, Refused."""
    require(by, Permission.PAPER_WORK, sheet.pad.office_id)
    _must_be(sheet, Kind.INTAKE)
    must_be_true_time(sheet, at, clock)
    answers: dict[str, Any] = dict(facts.get("answers") or {})
    answers["desk"] = {**answers.get("desk", {}), "paper": sheet.number}
    with transaction.atomic():
        sheet = held(sheet)
        sheet.move_to(Status.ENTERED)
        complaint = complaints.receive(
            office=sheet.pad.office, by=by, complaint_id=_id_of(sheet), reply_key=bytes(sheet.reply_key),
            **{**facts, "answers": answers, "received_at": at},
        )  # fmt: skip
        sheet.complaint = complaint
        _entered(sheet, by, at, clock)
    return complaint


def enter_watch(
    *, sheet: Sheet, case: Case, by: User, at: datetime, facts: Mapping[str, Any], clock: str = ""
) -> MonitoringSheet:
    """A monitoring sheet of that day; the next watch is counted from it."""

    def write() -> MonitoringSheet:
        return cases.write_sheet(case=case, by=by, at=at, **{**facts, "on": at.astimezone(WIB).date()})

    return _enter_in_file(sheet, Kind.WATCH, case, by, at, clock, write)


def enter_visit(*, sheet: Sheet, case: Case, by: User, at: datetime, seen: str, said: str, clock: str = "") -> Note:
    """A visit of that moment, which fulfils the duty to see the child."""

    def write() -> Note:
        return cases.write_note(case=case, by=by, kind=Note.Kind.VISIT, seen=seen, said=said, at=at)

    return _enter_in_file(sheet, Kind.VISIT, case, by, at, clock, write)


def _enter_in_file[Row: (MonitoringSheet, Note)](
    sheet: Sheet, kind: Kind, case: Case, by: User, at: datetime, clock: str, write: Callable[[], Row]
) -> Row:
    require(by, Permission.PAPER_WORK, sheet.pad.office_id)
    _must_be(sheet, kind)
    must_be_true_time(sheet, at, clock)
    if case.office_id != sheet.pad.office_id:
        raise DomainError(unknown_case())
    with transaction.atomic():
        sheet = held(sheet)
        sheet.move_to(Status.ENTERED)
        row = write()
        sheet.case, sheet.row = case, row.pk
        _entered(sheet, by, at, clock)
    return row


def unknown_case() -> str:
    """What every number is answered with that leads nowhere, whatever the reason."""
    return gettext("Sebut nomor berkas kantor ini yang dapat Anda baca, seperti tertulis di kertasnya.")


def _must_be(sheet: Sheet, kind: Kind) -> None:
    if sheet.pad.kind != kind:
        raise DomainError(gettext("Lembar ini untuk hal lain. Buka lagi dari nomornya."))


def _id_of(sheet: Sheet) -> UUID:
    """Always the same for one sheet: two presses of whomever file once."""
    return once.made_by("paper", sheet.pk)


def _entered(sheet: Sheet, by: User, at: datetime, clock: str) -> None:
    sheet.entered_by, sheet.entered_at = by, timezone.now()
    sheet.written_on = at.astimezone(WIB).date()
    sheet.why, sheet.closed_by, sheet.closed_at = "", None, None
    doubt = {"clock": clock} if rules.is_before_print(at, sheet.pad.at) else {}
    with recorded("enter", sheet.pad, by, sheet=sheet.number, kind=sheet.pad.kind, **doubt) as entry:
        entry.change(sheet)


def lay_receipts(*, by: Actor, most: int = 50) -> int:
    """What the worker does: each torn-off code finds its complaint from now on, as one of the form does. The row in the
    intake comes first, so a kill leaves it to the next round. Returns how many."""
    waiting = (
        Sheet.objects.filter(status=Status.ENTERED).exclude(lookup_id=b"").select_related("complaint", "pad__office")
    )
    laid = 0
    for sheet in waiting.order_by("entered_at", "pk")[:most]:
        if sheet.complaint is not None and sheet.complaint.reply_key:
            Filing.objects.get_or_create(pk=sheet.complaint.pk, defaults=_filing(sheet, sheet.complaint))
        with recorded("lay_receipt", sheet.pad, by, sheet=sheet.number) as entry:
            sheet.lookup_id = sheet.reply_key = b""
            entry.change(sheet)
        laid += 1
    return laid


def _filing(sheet: Sheet, complaint: Complaint) -> dict[str, Any]:
    """As one that the worker took over: its body is in `main` alone."""
    return {
        "lookup_id": bytes(sheet.lookup_id),
        "reply_key": bytes(sheet.reply_key),
        "content_tag": secrets.token_bytes(32),
        "key_id": FROM_PAPER,
        "sealed": b"",
        "filed_on": complaint.received_at.astimezone(WIB).date(),
        "taken": True,
    }
