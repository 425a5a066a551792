"""A weekly list: made and frozen for a named person, sent, answered line by line."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.cases import actions as cases
from suar.casework.cases.models import MonitoringSheet
from suar.casework.cases.receivers import require_named
from suar.casework.conflicts.withheld import require_free, require_receiver
from suar.casework.duties import actions as duties
from suar.casework.duties.models import Duty, Status
from suar.casework.duties.recording import may_work
from suar.casework.rounds import codes, owed, paper, rules
from suar.casework.rounds.models import Answer, How, ListLine, WeeklyList
from suar.casework.rounds.recording import first_come, may_list
from suar.core import ledger
from suar.core.documents.indonesian import ZONE
from suar.core.documents.models import next_number
from suar.core.errors import Conflict, DomainError
from suar.core.once import once
from suar.core.vault import keys
from suar.core.vault.fields import share_cipher, unlock
from suar.registry.accounts.models import Office, User
from suar.registry.agencies.models import Agency
from suar.registry.agencies.rules import is_named

NOON = time(12)
SHEET = "sheet:"


def make(*, office: Office, agency: Agency, by: User, recipient: str, line: str = "", list_id: UUID) -> WeeklyList:
    """What this body owes and may be told of, the oldest first, numbered, for a named person of it; where that is more
    than a list has lines, it says how many more.

    Raises DomainError where nothing is owed or nobody is named, Refused."""
    may_work(by, office)
    if not is_named(recipient, agency):
        raise DomainError(_("Tulis siapa yang menerima daftar ini: nama atau jabatannya. Bukan “lembaganya” saja."))

    def act(pk: UUID) -> WeeklyList:
        found, more = owed.for_list(by, office, agency)
        if not found:
            raise DomainError(_("Lembaga ini tidak punya kewajiban terbuka yang dapat ditulis dalam daftar."))
        require_named(recipient, {duty.subject for duty in found})
        now = timezone.now()
        weekly = WeeklyList(
            id=pk, office=office, agency=agency, code=codes.new(), week_of=rules.week_of(timezone.localdate(now)),
            line=line, by=by, at=now,
        )  # fmt: skip
        keys.create(weekly.pk)
        weekly.recipient = recipient.strip()
        lines = [ListLine(list=weekly, duty=duty, place=place) for place, duty in enumerate(found, 1)]
        _freeze(weekly, lines, more, by, now)
        return weekly

    return once(WeeklyList.objects.select_related("office", "agency"), list_id, act, office_id=office.pk, by_id=by.pk)


def _freeze(weekly: WeeklyList, lines: list[ListLine], more: int, by: User, now: datetime) -> None:
    office, year = weekly.office.code, f"{weekly.week_of.year:04d}"
    facts = {"agency": weekly.agency_id, "lines": len(lines)}
    with ledger.record("round.list", by=by, office=office, data=facts) as entry:
        count = next_number("weekly_list", entry=entry, office=office, period=year)
        weekly.number = f"D{year}-{count:04d}"
        paper.freeze(weekly, [line.duty for line in lines], now, more=more)
        entry.add(weekly)
        entry.add(*lines)


def mark_sent(*, weekly: WeeklyList, by: User, how: str) -> WeeklyList:
    """It left the house. Not where a file on it was withheld from the body meanwhile: then a new list is made."""
    may_list(by, weekly)
    may_leave(weekly)
    if how not in How.values:
        raise DomainError(_("Pilih dengan cara apa daftar ini dikirim."))
    if weekly.sent_at is not None:
        raise Conflict(_("Daftar ini sudah dicatat terkirim."))
    with first_come(), ledger.record("round.list_send", by=by, office=weekly.office.code, data={"how": how}) as entry:
        weekly.sent_how, weekly.sent_at = how, timezone.now()
        entry.change(weekly)
    return weekly


def may_leave(weekly: WeeklyList) -> None:
    """Raises DomainError where its body, or whom it names there, may no longer be told of one of its lines."""
    subjects = set(weekly.lines.values_list("duty__subject", flat=True))
    require_receiver(weekly.agency, *subjects)
    require_named(str(weekly.recipient), subjects)


def answer(*, line: ListLine, by: User, answer: str, how: str, on: date, note: str = "") -> ListLine:
    """What the body answered to this line, dated on the day it reached us; the duty goes on or ends by it.

    Raises Conflict for a line or duty that is over, DomainError, Refused."""
    weekly, duty = line.list, line.duty
    may_list(by, weekly)
    require_free(by, duty.subject)
    _must_fit(line, answer, how, on)
    now = timezone.now()
    facts = {"list": str(weekly.pk), "answer": answer, "how": how}
    office = weekly.office.code
    with ledger.record("round.list_answer", by=by, subject=duty.subject, office=office, data=facts) as entry:
        line.answer, line.how, line.received_on, line.by, line.at = answer, how, on, by, now
        with first_come():
            entry.change(line)
        _tell(duty, by, answer, how, received_at(on, duty, now), note)
    return line


def _must_fit(line: ListLine, answer: str, how: str, on: date) -> None:
    if answer not in Answer.values or how not in How.values:
        raise DomainError(_("Pilih jawabannya dan dengan cara apa diterima."))
    if line.answer == Answer.DONE:
        raise Conflict(_("Baris ini sudah dijawab: dipenuhi. Lihat kewajibannya."))
    if on > timezone.localdate():
        raise DomainError(_("Tanggal diterima belum tiba. Perbaiki tanggalnya."))
    if on < timezone.localdate(line.list.at):
        raise DomainError(_("Jawaban atas daftar ini tidak dapat diterima sebelum daftarnya dibuat."))
    if not line.duty.is_open:
        raise Conflict(_("Kewajiban ini sudah selesai atau dibatalkan. Lihat halamannya."))


def received_at(on: date, duty: Duty, now: datetime) -> datetime:
    """Today: this moment. Of another day the hour is not known: noon, and never before the duty began."""
    if on == timezone.localdate(now, ZONE):
        return now
    return max(datetime.combine(on, NOON, ZONE), duty.started_at)


def _tell(duty: Duty, by: User, answer: str, how: str, at: datetime, note: str) -> None:
    """A request of a sheet is answered there, whatever the answer; any other duty is done, or known and goes on."""
    said = _("%(answer)s, lewat %(how)s.") % {"answer": str(Answer(answer).label).capitalize(), "how": How(how).label}
    words = " ".join(part for part in (said, note.strip()) if part)
    sheet = _sheet_of(duty)
    if sheet is not None and sheet.answer == MonitoringSheet.Answer.WAITING:
        cases.answer_sheet(sheet=sheet, by=by, answer=answer, note=words, at=at)
    elif answer == Answer.DONE:
        duties.fulfil(duty=duty, by=by, note=words, at=at)
    elif duty.status == Status.OPEN:
        duties.acknowledge(duty=duty, by=by, note=words)
    else:
        duties.ask_after(duty=duty, by=by, note=words)


def _sheet_of(duty: Duty) -> MonitoringSheet | None:
    """The sheet in which it was asked; none for any other duty, and none of a file that was destroyed."""
    if not duty.event.startswith(SHEET):
        return None
    found = MonitoringSheet.objects.filter(pk=duty.event.removeprefix(SHEET), case=duty.case_id)
    sheet = found.select_related("case__office", "case__child", "asked_of").first()
    if sheet is not None:
        unlock([sheet])
        share_cipher(sheet, sheet.case)
    return sheet
