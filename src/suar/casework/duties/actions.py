"""Everything that happens to a duty: started, acknowledged, done, cancelled, paused, extended, reminded, late, escalated."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.duties.kinds import KINDS
from suar.casework.duties.limits import limit
from suar.casework.duties.models import Duty, Status
from suar.core import ledger
from suar.core.clocks.models import LocalClosure
from suar.core.errors import Conflict, DomainError
from suar.core.ledger.actors import WORKER, Actor
from suar.core.ledger.models import StaleRow
from suar.core.ledger.recording import Recording
from suar.core.vault import keys
from suar.registry.accounts.models import Office, User
from suar.registry.accounts.permissions import Permission, require
from suar.registry.agencies.models import Agency

REMIND_BEFORE = timedelta(hours=24)
ESCALATE_AFTER = timedelta(days=3)
BATCH = 500


def start(
    *,
    kind: str,
    about: str,
    subject: UUID,
    office: Office,
    by: Actor,
    reference: str = "",
    case_id: UUID | None = None,
    agency: Agency | None = None,
    officer: User | None = None,
    what: str = "",
    event: str = "",
    event_at: datetime | None = None,
    rule: str | None = None,
    risk: str = "high",
    due_at: datetime | None = None,
) -> Duty:
    """A new duty. The rule defaults to the kind's; an event whose date nobody knows makes a duty to ask, never a late one."""
    known = KINDS[kind]
    rule_id = rule if rule is not None else (known.rule or "").format(risk=risk if risk != "unknown" else "high")
    if event_at is None and due_at is None and rule_id:
        kind, event = "ask_date", event or rule_id
    if known.owed_by == "agency" and agency is None:
        raise DomainError(gettext("Pilih lembaga yang berkewajiban."))
    keys.open_one(subject)  # a key before the row that needs it
    duty = Duty(
        office=office,
        about=about,
        subject=subject,
        case_id=case_id,
        reference=reference,
        kind=kind,
        what=what,
        agency=None if kind == "ask_date" else agency,
        officer=officer,
        owed_to=known.owed_to,
        rule=rule_id,
        event=event,
        event_at=event_at,
        due_at=due_at,
        started_at=timezone.now(),
    )
    if event_at is not None and rule_id:
        set_limit(duty)
    with _record("start", duty, by) as entry:
        entry.add(duty)
    return duty


def set_limit(duty: Duty) -> None:
    """Due moment, unit, basis and certainty from the duty's rule, event, pauses and extension."""
    assert duty.event_at is not None  # noqa: S101 - told apart by the caller
    found = limit(
        duty.rule,
        duty.event_at,
        closures=LocalClosure.objects.all().days(),
        pauses=[(datetime.fromisoformat(a), datetime.fromisoformat(b)) for a, b in duty.pauses],
        extended=duty.extended,
    )
    duty.due_at, duty.unit, duty.basis, duty.certainty = found.due_at, found.unit, found.basis, found.certainty


def acknowledge(*, duty: Duty, by: Actor, note: str = "") -> Duty:
    """The debtor says that it has the duty."""
    _may_answer(duty, by)
    _move(duty, Status.ACKNOWLEDGED)
    duty.acknowledged_at = timezone.now()
    if note:
        duty.done_note = note
    _save("acknowledge", duty, by)
    return duty


def finish(*, duty: Duty, by: Actor, note: str = "", at: datetime | None = None) -> Duty:
    """Done, at the moment it was done. A moment in the future is refused."""
    _may_answer(duty, by)
    now = timezone.now()
    if at is not None and at > now:
        raise DomainError(gettext("Waktu selesai tidak boleh di masa depan. Perbaiki tanggal atau jamnya."))
    _move(duty, Status.DONE)
    duty.done_at, duty.done_note = at or now, note or duty.done_note
    _save("finish", duty, by)
    return duty


def cancel(*, duty: Duty, by: Actor, why: str) -> Duty:
    """No longer owed, with the reason."""
    if isinstance(by, User):
        require(by, Permission.DUTY_WORK)
    if not why.strip():
        raise DomainError(gettext("Tulis mengapa kewajiban ini dibatalkan."))
    _move(duty, Status.CANCELLED)
    duty.done_note = why
    _save("cancel", duty, by)
    return duty


def reopen(*, duty: Duty, by: Actor, why: str) -> Duty:
    """Undo of done or cancelled: the clock it had goes on."""
    if isinstance(by, User):
        require(by, Permission.DUTY_WORK)
    _move(duty, Status.OPEN)
    duty.done_at, duty.acknowledged_at, duty.done_note = None, None, why
    _save("reopen", duty, by)
    return duty


def know_date(*, duty: Duty, event_at: datetime, by: Actor, agency: Agency | None = None) -> Duty:
    """The date is known now: the duty to ask becomes the duty it asked about."""
    if duty.kind != "ask_date":
        raise Conflict(gettext("Tanggalnya sudah diketahui. Muat ulang halaman ini."))
    duty.kind = next((k.code for k in KINDS.values() if k.rule == duty.rule), "legal_step")
    duty.event_at, duty.agency = event_at, agency or duty.agency
    set_limit(duty)
    _save("know_date", duty, by)
    return duty


def pause(*, duty: Duty, begins: datetime, ends: datetime, by: Actor) -> Duty:
    """A stretch that does not count. Raises PauseEndsBeforeItBegins."""
    duty.pauses = [*duty.pauses, [begins.isoformat(), ends.isoformat()]]
    if duty.event_at is not None:
        set_limit(duty)
    _save("pause", duty, by)
    return duty


def extend(*, duty: Duty, by: Actor) -> Duty:
    """The extension that the rule knows was granted."""
    duty.extended = True
    if duty.event_at is not None:
        set_limit(duty)
    _save("extend", duty, by)
    return duty


def assign(*, duty: Duty, officer: User | None, by: Actor) -> Duty:
    """Who of us sees to it."""
    duty.officer = officer
    _save("assign", duty, by)
    return duty


def finish_all(*, subject: UUID, kinds: Iterable[str], by: Actor, note: str = "") -> int:
    """Done together: what one act fulfilled."""
    found = Duty.objects.open().about(subject).filter(kind__in=list(kinds))
    for duty in found:
        finish(duty=duty, by=by, note=note)
    return len(found)


def move_subject(*, old: UUID, new: UUID, case_id: UUID, reference: str, by: Actor) -> int:
    """The duties of a complaint that became a case go on in the child's file, sealed under the child's key."""
    from suar.core.vault.fields import reseal

    moved = list(Duty.objects.about(old))
    if not moved:
        return 0
    for duty in moved:
        reseal(duty, lambda duty=duty: setattr(duty, "subject", new))
        duty.about, duty.case_id, duty.reference = Duty.About.CHILD, case_id, reference
    with ledger.record("duty.move", by=by, subject=new, office=moved[0].office.code) as entry:
        entry.change(*moved)
    return len(moved)


def remind(*, now: datetime) -> int:
    """Mark what comes due within a day, once. The desk shows it; a reminder never leaves the house."""
    due_soon = Duty.objects.open().filter(reminded_at=None, due_at__gt=now, due_at__lte=now + REMIND_BEFORE)
    return _mark("remind", due_soon, "reminded_at", now)


def note_lateness(*, now: datetime) -> int:
    """The moment a duty became late, once."""
    return _mark("late", Duty.objects.overdue(now).filter(late_on=None), "late_on", now)


def escalate(*, now: datetime) -> int:
    """Three days late: the Ketua sees it first. What rests on an unchecked limit is shown but never escalated."""
    long_late = Duty.objects.overdue(now - ESCALATE_AFTER).filter(escalated_at=None).exclude(certainty="verify")
    return _mark("escalate", long_late, "escalated_at", now)


def _mark(verb: str, found: Any, field: str, now: datetime) -> int:
    duties = list(found.order_by("due_at")[:BATCH])
    for duty in duties:
        setattr(duty, field, now)
    if duties:
        with ledger.record(f"duty.{verb}", by=WORKER, data={"ids": [str(d.pk) for d in duties]}) as entry:
            entry.change(*duties)
    return len(duties)


def _may_answer(duty: Duty, by: Actor) -> None:
    """Staff record any duty of their office; a partner answers what its own agency owes."""
    if isinstance(by, User):
        partner = duty.agency_id is not None and duty.agency_id in by.agency_ids
        require(by, Permission.DUTY_ANSWER if partner else Permission.DUTY_WORK)


def _move(duty: Duty, status: str) -> None:
    try:
        duty.move_to(status)
    except ValueError:
        raise Conflict(gettext("Langkah ini sudah diambil. Muat ulang halaman untuk melihat keadaannya.")) from None


def _record(verb: str, duty: Duty, by: Actor) -> Any:
    return ledger.record(
        f"duty.{verb}", by=by, subject=duty.subject, office=duty.office.code, data={"kind": duty.kind, "rule": duty.rule}
    )


def _save(verb: str, duty: Duty, by: Actor) -> None:
    entry: Recording
    try:
        with _record(verb, duty, by) as entry:
            entry.change(duty)
    except StaleRow:
        raise Conflict(gettext("Orang lain baru saja mengubah kewajiban ini. Muat ulang lalu coba lagi.")) from None
