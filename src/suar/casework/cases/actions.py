"""Every change of a file: opened, assessed, watched, handed on, closed by two people, opened again."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.cases import promises, rules
from suar.casework.cases.clusters import CATEGORIES, CLUSTERS
from suar.casework.cases.marking import laid_in
from suar.casework.cases.models import (
    Case,
    ChildRole,
    Kind,
    MonitoringSheet,
    Note,
    Risk,
    RiskAssessment,
    Safe,
    Status,
    Task,
)
from suar.casework.cases.perms import (
    first_holder,
    is_elsewhere,
    require_file,
    require_note,
    require_officer,
    require_open,
)
from suar.casework.children.models import Child
from suar.casework.children.perms import require_office
from suar.casework.conflicts import actions as conflicts
from suar.casework.conflicts.rules import Heard
from suar.casework.conflicts.withheld import require_receiver
from suar.core import ledger
from suar.core.documents.models import next_number
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.actors import Actor
from suar.core.ledger.models import LedgeredModel, StaleRow
from suar.core.ledger.recording import Recording
from suar.core.vault.fields import VaultModel, share_cipher
from suar.registry.accounts.handing import must_be_two
from suar.registry.accounts.models import Office, User
from suar.registry.accounts.permissions import Permission, require


def open_case(
    *,
    child: Child,
    office: Office,
    by: Actor,
    kind: str,
    cluster: str,
    channel: str = "",
    region_code: str = "",
    opened_on: date | None = None,
    received_at: datetime | None = None,
    age: int | None = None,
    child_role: str = ChildRole.UNKNOWN,
    summary: str = "",
    officer: User | None = None,
    risk: str = Risk.UNKNOWN,
    category: str = "",
    safe_now: str = Safe.UNKNOWN,
) -> Case:
    """A new file with its number and first duties, which run from `received_at` (now where it is not given)."""
    require_office(by, office)
    _known(cluster=(cluster, CLUSTERS), kind=(kind, Kind.values), child_role=(child_role, ChildRole.values))
    _known(category=(category, ["", *CATEGORIES]), risk=(risk, Risk.values), safe_now=(safe_now, Safe.values))
    officer = first_holder(child, officer, by, office)
    moment = timezone.now()
    case = Case(
        id=uuid.uuid4(), office=office, child=child, kind=kind, cluster=cluster, category=category, channel=channel,
        region_code=region_code, opened_on=opened_on or timezone.localdate(moment),
        age=age if age is not None else rules.age_at(child.birth_date, opened_on or timezone.localdate(moment)),
        child_role=child_role, review_role=rules.needs_role_review(cluster, category, child_role), summary=summary,
        officer=officer, risk=risk, safe_now=safe_now,
    )  # fmt: skip
    share_cipher(child, case)
    with _recorded("case.open", case, by, cluster=cluster, kind=kind) as entry:
        entry.data["number"] = case.number = _next_number(case, entry)
        entry.add(case, *promises.first(case, received_at or moment))
        _withhold(case, by)
    return case


def _next_number(case: Case, entry: Recording) -> str:
    year = f"{case.opened_on.year}"
    return f"{year}-{next_number('case', entry=entry, office=case.office.code, period=year):04d}"


def _withhold(case: Case, by: Actor) -> None:
    """From whoever the summary may name; what was withheld of the child before is named by the file."""
    heard = Heard({}, {"summary": case.summary})
    conflicts.compare(subject=case.child_id, office=case.office, heard=heard, reference=case.number, case_id=case.pk)
    conflicts.note_case(subject=case.child_id, case_id=case.pk, reference=case.number, by=by)


def assess_risk(*, case: Case, answers: Mapping[str, str], by: Actor) -> RiskAssessment:
    """A level with its reasons. It counts at once when it is not lower; a lower one waits for a second person."""
    require_open(case, by)
    tool = rules.instrument(timezone.localdate())
    last = _latest_assessment(case)
    found = tool.assess(rules.carry(last.answers if last else None, answers), case.age)
    row = RiskAssessment(
        **_of(case, by), instrument=tool.id, answers=found.answers, level=found.level, reasons=found.stored_reasons
    )
    first, rose = case.risk == Risk.UNKNOWN, rules.RANK[found.level] > rules.RANK[case.risk]
    with _recorded("case.assess_risk", case, by, level=found.level, instrument=tool.id) as entry:
        _add(entry, case, row)
        if found.level not in {case.risk, Risk.UNKNOWN} and not rules.is_lower(found.level, case.risk):
            case.risk = found.level
            entry.change(case)
            if first:
                promises.know_risk(case, by)
            elif rose:
                promises.follow_risk(case, by, row.at)
    return row


def confirm_risk(*, assessment: RiskAssessment, by: Actor) -> Case:
    """The second person agrees with a lower level. Only the latest assessment can be confirmed."""
    case = assessment.case
    require_open(case, by)
    require(by, Permission.CASE_CLOSE, case.office_id)
    must_be_two(by, assessment.by, _("Menurunkan risiko perlu orang kedua. Minta komisioner lain membaca alasannya."))
    latest = _latest_assessment(case)
    if assessment.confirmed_by_id or latest is None or latest.pk != assessment.pk:
        raise Conflict(_("Penilaian ini sudah disetujui atau sudah ada yang lebih baru. Muat ulang halaman ini."))
    with _recorded("case.confirm_risk", case, by, level=assessment.level) as entry:
        assessment.confirmed_by = by if isinstance(by, User) else None
        case.risk = assessment.level
        entry.change(case, assessment)
    return case


def write_note(
    *, case: Case, by: Actor, kind: str = Note.Kind.NOTE, seen: str = "", said: str = "", at: datetime | None = None
) -> Note:
    """What was seen and what was said, apart. A visit of the file's own office fulfils its duty to see the child."""
    require_note(case, by)
    _known(kind=(kind, Note.Kind.values))
    if not (seen.strip() or said.strip()):
        raise DomainError(_("Isi yang dilihat atau yang dikatakan."))
    _not_ahead(at)
    note = Note(**_of(case, by, at), kind=kind, seen=seen.strip(), said=said.strip())
    with _recorded("case.note", case, by, kind=kind) as entry:
        _add(entry, case, note)
        if kind == Note.Kind.VISIT and not (isinstance(by, User) and is_elsewhere(by, case)):
            promises.seen(case, by, note.at)
    return note


def add_task(*, case: Case, by: Actor, text: str, due_on: date | None = None, officer: User | None = None) -> Task:
    require_open(case, by)
    if not text.strip():
        raise DomainError(_("Tulis tugasnya dengan beberapa kata."))
    require_officer(officer, case.office, case.child_id)
    task = Task(**_of(case, by), text=text.strip(), due_on=due_on, officer=officer)
    with _recorded("case.add_task", case, by) as entry:
        _add(entry, case, task)
    return task


def finish_task(*, task: Task, by: Actor) -> Task:
    require_file(task.case, by)
    if task.done_at is not None:
        raise Conflict(_("Tugas ini sudah selesai."))
    with _recorded("case.finish_task", task.case, by) as entry:
        task.done_at = timezone.now()
        entry.change(task)
    return task


def write_sheet(*, case: Case, by: Actor, **fields: Any) -> MonitoringSheet:
    """A monitoring sheet. It fulfils the watch that was owed and starts the next; what it asks is a body's duty."""
    require_open(case, by)
    sheet = MonitoringSheet(**_of(case, by), **{"on": timezone.localdate(), **fields})
    _known(
        safe=(sheet.safe, Safe.values), at_school=(sheet.at_school, Safe.values), healthy=(sheet.healthy, Safe.values)
    )
    if sheet.on > timezone.localdate():
        raise DomainError(_("Tanggal pantau belum tiba. Perbaiki tanggalnya."))
    if sheet.next_on is not None and sheet.next_on <= sheet.on:
        raise DomainError(_("Tanggal pantau berikut harus sesudah tanggal pantau ini."))
    if (sheet.asked_of is None) == bool(sheet.asked.strip()):
        raise DomainError(_("Sebut lembaga dan apa yang diminta darinya, atau kosongkan keduanya."))
    asks = sheet.asked_of is not None
    require_receiver(sheet.asked_of, case.child_id)
    sheet.answer = (sheet.answer if sheet.answer != sheet.Answer.NONE else sheet.Answer.WAITING) if asks else "none"
    with _recorded("case.sheet", case, by, answer=sheet.answer, obstacles=sheet.obstacles) as entry:
        _add(entry, case, sheet)
        if not MonitoringSheet.objects.filter(case=case, on__gt=sheet.on).exists():
            # One written down afterwards says how it was, not how it is: neither safe now nor watched lately.
            if sheet.safe != Safe.UNKNOWN and sheet.safe != case.safe_now:
                _set_safe(case, sheet.safe)
                entry.change(case)
            promises.watch_again(case, sheet, by)
        if sheet.answer == sheet.Answer.WAITING:
            promises.ask_agency(case, sheet, by)
    return sheet


def answer_sheet(*, sheet: MonitoringSheet, by: Actor, answer: str, note: str = "") -> MonitoringSheet:
    """What the body answered to a sheet. Any answer ends its duty to answer; a refusal is an answer."""
    require_file(sheet.case, by)
    if sheet.asked_of_id is None or answer not in rules.ANSWERS:
        raise DomainError(_("Pilih jawaban lembaga: sebagian, dipenuhi, atau ditolak."))
    with _recorded("case.sheet_answer", sheet.case, by, answer=answer) as entry:
        sheet.answer, sheet.answer_note = answer, note.strip()
        entry.change(sheet)
        promises.answered(sheet.case, sheet, by)
    return sheet


def set_safety(*, case: Case, safe_now: str, note: str, by: Actor) -> Case:
    """Is the child safe now, and where tonight. *No* raises an unassessed file to high: nobody waits for a form."""
    require_open(case, by)
    _known(safe_now=(safe_now, Safe.values))
    with _recorded("case.safety", case, by, safe=safe_now) as entry:
        _set_safe(case, safe_now)
        case.safe_note = note.strip()
        entry.change(case)
    return case


def _set_safe(case: Case, safe_now: str) -> None:
    case.safe_now = safe_now
    if safe_now == Safe.NO and case.risk == Risk.UNKNOWN:
        case.risk = Risk.HIGH


def assign(*, case: Case, officer: User | None, by: Actor) -> Case:
    """Who holds the file. Its open duties go along."""
    require_file(case, by)
    require_officer(officer, case.office, case.child_id)
    with _recorded("case.assign", case, by, officer=officer.actor_id if officer else "") as entry:
        case.officer = officer
        entry.change(case)
        promises.hand_on(case, officer, by)
    return case


def settle_role(*, case: Case, child_role: str, why: str, by: Actor) -> Case:
    """A person decides how the child stands in the file after a review; the reason goes into the file as a note."""
    require_file(case, by)
    require(by, Permission.CASE_CLOSE, case.office_id)
    _known(child_role=(child_role, ChildRole.values))
    if not why.strip():
        raise DomainError(_("Tulis alasan keputusan ini."))
    note = Note(**_of(case, by), kind=Note.Kind.NOTE, said=why.strip())
    with _recorded("case.settle_role", case, by, before=case.child_role, after=child_role) as entry:
        case.child_role, case.review_role = child_role, False
        entry.change(case)
        _add(entry, case, note)
        promises.role_settled(case, by, why.strip())
    return case


def propose_closure(*, case: Case, reason: str, note: str, by: Actor) -> Case:
    """The first signature: a reason from the list and what was reached. A return to the parents, a settlement or a
    marriage is no reason."""
    require_file(case, by)
    if rules.refused_reason(reason):
        raise Refused(_("Ini keadaan anak atau perbuatan orang lain, bukan alasan penutupan. Catat di lembar pantau."))
    chosen = rules.closing_reasons().get(reason)
    if chosen is None or not chosen.offered:
        raise DomainError(_("Pilih alasan dari daftar."))
    if not note.strip():
        raise DomainError(_("Tulis apa yang tercapai dan siapa yang melanjutkan."))
    if chosen.safe and case.safe_now != Safe.YES:
        raise Refused(_("Alasan ini hanya untuk anak yang sudah aman. Isi dulu “Aman sekarang?”."))
    with _recorded("case.propose_closure", case, by, reason=reason) as entry:
        _move(case, Status.CLOSING)
        case.closing_reason, case.closing_note = reason, note.strip()
        case.closing_by = by if isinstance(by, User) else None
        entry.change(case)
    return case


def countersign_closure(*, case: Case, by: Actor, version: str | int | None = None) -> Case:
    """The second signature, by another commissioner, on what that person read. From here after-care runs."""
    require_file(case, by)
    require(by, Permission.CASE_CLOSE, case.office_id)
    must_be_two(by, case.closing_by, _("Tanda tangan kedua harus dari komisioner lain."))
    if version is not None and str(version) != str(case.version):
        raise Conflict(
            _("Berkas ini berubah sesudah Anda membacanya. Baca lagi usulan penutupannya, lalu tanda tangani.")
        )
    chosen = rules.closing_reasons().get(case.closing_reason)
    if chosen is not None and chosen.safe and case.safe_now != Safe.YES:
        raise Refused(_("Sejak diusulkan, anak ini tidak lagi tercatat aman. Kembalikan usulnya dengan alasan."))
    moment = timezone.now()
    with _recorded("case.close", case, by, reason=case.closing_reason) as entry:
        _move(case, Status.CLOSED)
        case.closed_by, case.closed_on = by if isinstance(by, User) else None, timezone.localdate(moment)
        entry.change(case)
        promises.end(case, by, moment)
    return case


def refuse_closure(*, case: Case, by: Actor, why: str) -> Case:
    """Not yet: the file stays open and the reason stands in its notes."""
    require_file(case, by)
    if not (why.strip()):
        raise DomainError(_("Tulis apa yang masih kurang."))
    note = Note(**_of(case, by), kind=Note.Kind.NOTE, said=why.strip())
    with _recorded("case.refuse_closure", case, by, reason=case.closing_reason) as entry:
        if case.status != Status.CLOSING:
            raise Conflict(_("Tidak ada usul penutupan yang menunggu. Muat ulang halaman ini."))
        _clear_closure(case)
        entry.change(case)
        _add(entry, case, note)
    return case


def reopen(*, case: Case, why: str, by: Actor) -> Case:
    """The child needs the commission again. The same file goes on under its number."""
    require_file(case, by)
    if not why.strip():
        raise DomainError(_("Tulis mengapa berkas dibuka lagi."))
    note = Note(**_of(case, by), kind=Note.Kind.NOTE, said=why.strip())
    with _recorded("case.reopen", case, by) as entry:
        if case.status != Status.CLOSED:
            raise Conflict(_("Berkas ini tidak sedang ditutup. Muat ulang halaman ini."))
        _clear_closure(case)
        entry.change(case)
        _add(entry, case, note)
        promises.resume(case, by, note.at)
    return case


def _clear_closure(case: Case) -> None:
    _move(case, Status.OPEN)
    case.closing_reason, case.closing_note = "", ""
    case.closing_by = case.closed_by = None
    case.closed_on = None


def _latest_assessment(case: Case) -> RiskAssessment | None:
    row: RiskAssessment | None = case.riskassessments.first()
    if row is not None:
        share_cipher(case, row)
    return row


def _of(case: Case, by: Actor, at: datetime | None = None) -> dict[str, Any]:
    """What every sheet of a file carries."""
    return {
        "id": uuid.uuid4(),
        "case": case,
        "child_id": case.child_id,
        "by": by if isinstance(by, User) else None,
        "at": at or timezone.now(),
    }


def _add(entry: Recording, case: Case, row: LedgeredModel) -> None:
    if isinstance(row, VaultModel):
        share_cipher(case, row)
    entry.add(row)


@contextmanager
def _recorded(verb: str, case: Case, by: Actor, **data: Any) -> Iterator[Recording]:
    """One entry about this file; a row that somebody else changed first becomes a Conflict that says so."""
    facts = {"case": str(case.pk), **data}
    try:
        with ledger.record(verb, by=by, subject=case.child_id, office=case.office.code, data=facts) as entry:
            with laid_in(verb, case, by):
                yield entry
    except StaleRow as stale:
        raise Conflict(_("Orang lain baru saja mengubah berkas ini. Periksa yang baru, lalu simpan lagi.")) from stale


def _move(case: Case, status: str) -> None:
    try:
        case.move_to(status)
    except ValueError as impossible:
        raise Conflict(_("Langkah ini sudah diambil. Muat ulang halaman untuk melihat keadaannya.")) from impossible


def _known(**given: tuple[str, Any]) -> None:
    for value, allowed in given.values():
        if value not in allowed:
            raise DomainError(_("Pilihan “%(value)s” tidak dikenal. Pilih dari daftar.") % {"value": value})


def _not_ahead(at: datetime | None) -> None:
    if at is not None and at > timezone.now():
        raise DomainError(_("Waktunya belum tiba. Perbaiki tanggal atau jamnya."))
