"""A sheet that is not entered is closed with a reason; those that did not come back are counted."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.paper.actions.printing import next_count
from suar.casework.paper.alarm_kinds import LOST_WRITTEN
from suar.casework.paper.models import LOSSES, Pad, Sheet, Status, Why
from suar.casework.paper.recording import held, recorded
from suar.core.alarms.actions import raise_alarm
from suar.core.errors import Conflict, DomainError
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, require


def close(*, sheet: Sheet, by: User, why: str) -> Sheet:
    """Spoiled or lost, with the reason; a lost one that was found may still be entered, or closed as spoiled.

    One that was lost written upon is told to the leaders. Raises Conflict, DomainError, Refused."""
    require(by, Permission.PAPER_WORK, sheet.pad.office_id)
    if why not in Why.values:
        raise DomainError(gettext("Pilih alasannya dari daftar."))
    with transaction.atomic():
        seen, sheet = sheet.version, held(sheet)
        if sheet.version != seen:
            raise Conflict(gettext("Orang lain baru saja mengubahnya. Periksa yang baru, lalu simpan lagi."))
        sheet.move_to(Status.LOST if Why(why) in LOSSES else Status.SPOILED)
        sheet.why, sheet.closed_by, sheet.closed_at = why, by, timezone.now()
        if sheet.status == Status.SPOILED:  # the paper is gone: its code opens nothing, ever
            sheet.lookup_id = sheet.reply_key = b""
        with recorded("close", sheet.pad, by, sheet=sheet.number, why=why) as entry:
            entry.change(sheet)
            if why == Why.LOST_WRITTEN:
                office = sheet.pad.office.code
                raise_alarm(kind=LOST_WRITTEN, subject=sheet.number, detail_codes=[], office=office, by=by)
    return sheet


def count(*, pad: Pad, by: User, blank: int) -> Pad:
    """Somebody has the open sheets of a pad in hand, all of them and all blank. What is missing is entered or closed
    first: a number that does not fit is refused with how many are open.

    Raises Conflict, DomainError, Refused."""
    require(by, Permission.PAPER_WORK, pad.office_id)
    open_now = pad.sheets.filter(status=Status.OPEN).count()
    if not open_now:
        raise Conflict(gettext("Semua lembar buku ini sudah kembali. Tidak ada yang perlu dihitung."))
    if blank != open_now:
        raise DomainError(
            gettext(
                "Menurut daftar ada %(n)d lembar yang belum kembali. Catat dulu yang sudah ditulisi, tutup yang rusak "
                "atau hilang, lalu hitung lagi."
            )
            % {"n": open_now}
        )
    now = timezone.now()
    pad.counted_at, pad.counted_by, pad.count_by = now, by, next_count(now, pad.office_id)
    with recorded("count", pad, by, sheets=open_now) as entry:
        entry.change(pad)
    return pad
