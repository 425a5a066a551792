"""Which duties a file starts, moves and ends. Their lengths stand in the house rules; here stands what starts them."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.cases import rules
from suar.casework.cases.models import Case, MonitoringSheet, Note, Safe
from suar.casework.cases.perms import still_able, still_here
from suar.casework.cases.safety import is_before_danger
from suar.casework.duties import actions as duties
from suar.casework.duties.actions.starting import DutyFacts
from suar.casework.duties.kinds import KINDS
from suar.casework.duties.limits import limit
from suar.casework.duties.models import Duty
from suar.casework.duties.perms import may_hold, may_hold_kind
from suar.core.clocks.calendars import end_of_day
from suar.core.documents.indonesian import ZONE
from suar.core.errors import DomainError
from suar.core.ledger.actors import Actor
from suar.core.vault.fields import share_cipher
from suar.registry.accounts.models import User

FIRST = ("see_child", "plan", "monitor")
AFTER_CARE = ("after_care_1m", "after_care_3m", "after_care_6m")
SEEING = ("see_child", "lead_see_child")
REVIEW = "review_child_role"
UNSAFE = "reopen_unsafe"  # after the closing somebody said that the child is not safe


def facts(case: Case, kind: str, event_at: datetime) -> DutyFacts:
    """What every duty of this file is told. It starts on a known moment; its rule follows the file's risk. It is owed
    by whoever holds the file and can end one of its kind; else it waits for a holder."""
    officer = still_able(case) if _is_urgent(case, kind) else still_here(case)
    able = officer is not None and may_hold_kind(officer, kind, case.office_id)
    return _facts(case, kind, event_at) | {"officer": officer if able else None}


def _facts(case: Case, kind: str, event_at: datetime) -> DutyFacts:
    return {
        "kind": kind,
        "about": Duty.About.CHILD,
        "subject": case.child_id,
        "office": case.office,
        "reference": case.number,
        "case_id": case.id,
        "officer": case.officer,
        "risk": _level(case, kind),
        "event_at": event_at,
        "sealed_like": case,
    }


def _level(case: Case, kind: str) -> str:
    """A child that is not safe is seen by the clock of a high risk, whatever the level of the file."""
    return rules.HIGH if kind in SEEING and _is_urgent(case, kind) else rules.clock_level(case.risk)


def _is_urgent(case: Case, kind: str) -> bool:
    """What a child that is not safe is owed: it does not wait until a suspicion against the holder is decided."""
    return kind in {*SEEING, UNSAFE} and case.safe_now == Safe.NO


def start(case: Case, kind: str, by: Actor, event_at: datetime) -> Duty:
    """One duty of this file, by the rule of its kind."""
    return duties.begin(by=by, **facts(case, kind, event_at))


def first(case: Case, received_at: datetime) -> list[Duty]:
    """See the child, make a plan, keep watching: from the moment anybody at the commission first heard. Not saved yet:
    they are recorded in one entry with the file that they belong to."""
    kinds = (*FIRST, REVIEW) if case.review_role else FIRST
    return [duties.prepare(**_facts(case, kind, received_at)) for kind in kinds]


def follow_risk(case: Case, by: Actor, at: datetime) -> None:
    """The risk rose: what is still open runs by the stricter clock from now. Nothing is ever made later by this."""
    for duty in open_of(case, FIRST):
        stricter = start(case, duty.kind, by, at)
        if duty.due_at is not None and stricter.due_at is not None and stricter.due_at >= duty.due_at:
            duties.cancel(duty=stricter, by=by, why=_("Batas yang lama lebih dekat."))
        else:
            duties.cancel(duty=duty, by=by, why=_("Diganti: risiko naik, batasnya lebih dekat."))


def see_soon(case: Case, by: Actor, at: datetime) -> bool:
    """Somebody said at that moment that the child is not safe, and the file says so: the child is seen by the clock of
    a high risk, unless it was seen since. What is owed sooner than that stays, and is not owed twice. Returns whether
    it is to be seen."""
    if Note.objects.filter(case=case, kind=Note.Kind.VISIT, at__gt=at, at__lte=timezone.now()).exists():
        return False
    waiting, soon = open_of(case, ("see_child",)), due_by_rule(case, "see_child", at)
    sooner = [duty for duty in waiting if duty.due_at is not None and duty.due_at <= soon]
    for duty in sooner:
        _stay_owed(case, duty, by)
    if sooner:
        return True
    start(case, "see_child", by, at)
    for duty in waiting:
        duties.cancel(duty=duty, by=by, why=_("Diganti: anak dikabarkan tidak aman, batasnya lebih dekat."))
    return True


def _stay_owed(case: Case, duty: Duty, by: Actor) -> None:
    """It is not left with a holder who may not see the child; what is late is asked after."""
    if duty.officer_id is not None and duty.officer_id == case.officer_id and still_able(case) is None:
        duties.assign(duty=duty, officer=None, by=by)
    if duty.is_late(timezone.now()):
        duties.ask_after(duty=duty, by=by, note=_("Dikabarkan lagi: anak tidak aman."))


def know_risk(case: Case, by: Actor) -> None:
    """The risk is known for the first time: the strictest clocks, which ran meanwhile, give way to those of the level,
    from the same beginning. A day that was agreed on a sheet stays, unless the level asks for an earlier one."""
    if rules.clock_level(case.risk) == rules.HIGH:
        return
    for duty in open_of(case, FIRST):
        if duty.rule or _is_sooner(case, duty):
            count_by_level(case, duty, by)


def count_by_level(case: Case, duty: Duty, by: Actor) -> None:
    """The same duty, by the rule of the level that is known now."""
    if (rule := _rule_of(case, duty.kind)) != duty.rule:
        why = _("Risiko sudah dinilai: batas dihitung menurut tingkatnya.")
        duties.recount(duty=duty, rule=rule, by=by, note=why)


def _is_sooner(case: Case, duty: Duty) -> bool:
    """Whether the level asks for the duty before the day that was agreed."""
    found = limit(_rule_of(case, duty.kind), duty.event_at or duty.started_at, office_id=duty.office_id)
    return duty.due_at is None or found.due_at < duty.due_at


def _rule_of(case: Case, kind: str) -> str:
    return (KINDS[kind].rule or "").format(risk=_level(case, kind))


def due_by_rule(case: Case, kind: str, at: datetime) -> datetime:
    """When a duty of this file that began then would be due."""
    return limit(_rule_of(case, kind), at, office_id=case.office_id).due_at


def watch_again(case: Case, sheet: MonitoringSheet, by: Actor) -> None:
    """A sheet fulfils the watch that was owed and starts the next: on the day it names, else by the risk's rule."""
    waiting = open_of(case, ("monitor",))
    answered_now = [duty for duty in waiting if begun_by(duty, min(sheet.at, end_of_day(sheet.on)))]
    if waiting and not answered_now:  # of a time before this watch: it goes on
        return
    for duty in answered_now:
        duties.finish(duty=duty, by=by, note=_("Lembar pantau ditulis."), at=sheet.at)
    if sheet.next_on is not None:
        agreed = facts(case, "monitor", sheet.at)
        agreed["due_at"] = end_of_day(sheet.next_on)
        duties.begin(by=by, **agreed)
    else:
        start(case, "monitor", by, sheet.at)


def next_watch(case: Case, now: datetime) -> date:
    """The day that the form proposes for the next sheet: by the office's own limit of the file's risk."""
    found = limit(_rule_of(case, "monitor"), now, office_id=case.office_id)
    return found.due_at.astimezone(ZONE).date()


def ask_agency(case: Case, sheet: MonitoringSheet, by: Actor) -> None:
    """What was asked of a body is its duty to answer. The request stays in the file; the body sees the number."""
    asked = facts(case, "agency_answer", sheet.at)
    asked["agency"], asked["event"] = sheet.asked_of, event_of(sheet.id)
    duties.begin(by=by, **asked)


def answered(case: Case, sheet: MonitoringSheet, by: Actor, at: datetime | None = None) -> None:
    """The body answered, whatever the answer: its duty to answer is done, at the moment the answer was received."""
    for duty in open_of(case, ("agency_answer",)):
        if duty.event == event_of(sheet.id):
            duties.finish(duty=duty, by=by, note=str(sheet.get_answer_display()), at=at)


def hand_on(case: Case, former: User | None, by: Actor) -> None:
    """Our own open duties of the file go with it to its new officer: those of whoever held it, and those of nobody.
    What somebody else owes about the child (a second look, an answer they took on) stays theirs, and what the new
    officer could never end stays where it is."""
    went = {None, former.pk if former else None}
    for duty in open_of(case, ()):
        goes = duty.agency_id is None and duty.officer_id in went and duty.officer_id != case.officer_id
        if goes and (case.officer is None or may_hold(case.officer, duty)):
            duties.assign(duty=duty, officer=case.officer, by=by)


def end(case: Case, by: Actor, at: datetime) -> None:
    """The file is closed: what we owed in time ends, what is late stays until somebody answers for it, agencies still
    owe what they owe. After-care begins."""
    for duty in open_of(case, FIRST):
        if not duty.is_late(at):
            duties.cancel(duty=duty, by=by, why=_("Berkas ditutup dengan dua tanda tangan."))
    if case.closing_reason not in {"ganda", "meninggal", "di_luar"}:
        for kind in AFTER_CARE:
            start(case, kind, by, at)


def resume(case: Case, by: Actor, at: datetime) -> None:
    """The file is open again: after-care gives way to watching."""
    for duty in open_of(case, (UNSAFE,)):
        duties.done(duty=duty, by=by)
    for duty in open_of(case, AFTER_CARE):
        duties.cancel(duty=duty, by=by, why=_("Berkas dibuka lagi."))
    start(case, "see_child", by, at)
    start(case, "monitor", by, at)


def role_settled(case: Case, by: Actor, note: str) -> None:
    for duty in open_of(case, (REVIEW,)):
        duties.finish(duty=duty, by=by, note=note)


def seen(case: Case, by: Actor, at: datetime, done_at: datetime | None = None) -> None:
    """A visit is the child seen, for what was owed by then: one from before tells nothing of today, nor of a danger
    that was told since. `done_at`: the end of the span in which it was, where nobody knows its moment."""
    if is_before_danger(case, at):
        return
    for duty in open_of(case, ("see_child",)):
        if begun_by(duty, at):
            duties.done(duty=duty, by=by, at=done_at or at)


def must_be_since_danger(duty: Duty, at: datetime) -> None:
    """Of the child that is to be seen. Raises DomainError for a moment before the danger was told."""
    case = Case.objects.filter(pk=duty.case_id).first() if duty.case_id else None
    if case is not None and is_before_danger(case, at):
        raise DomainError(_("Sesudah saat itu dikabarkan bahwa anak tidak aman: anak perlu ditemui lagi."))


def open_of(case: Case, kinds: tuple[str, ...]) -> list[Duty]:
    """Open duties of this file, of these kinds or of all, with the file's key at hand."""
    found = Duty.objects.open().about(case.child_id).filter(case_id=case.id).select_related("office")
    wanted = list(found.filter(kind__in=kinds) if kinds else found)
    share_cipher(case, *wanted)
    return wanted


def begun_by(duty: Duty, at: datetime) -> bool:
    """Whether it was owed at that moment already: what happened before it began does not fulfil it."""
    return (duty.event_at or duty.started_at) <= at


def event_of(sheet_id: UUID) -> str:
    """What ties a duty to the sheet that asked: an id, no words."""
    return f"sheet:{sheet_id}"
