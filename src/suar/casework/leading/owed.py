"""Whose duties follow who leads: to see the child and to have a plan are the lead's, to watch stays ours."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.cases import promises, rules
from suar.casework.cases.models import Case, Risk, Safe
from suar.casework.cases.safety import danger_told_at, is_before_danger
from suar.casework.duties import actions as duties
from suar.casework.duties.models import Duty, Status
from suar.casework.leading.perms import leader_of
from suar.core.clocks.calendars import WIB, end_of_day, start_of_day
from suar.core.documents.indonesian import plain_date
from suar.core.ledger.actors import Actor

SEE, PLAN = "lead_see_child", "lead_plan"
OF_LEAD = {"see_child": SEE, "plan": PLAN}
OURS = {theirs: ours for ours, theirs in OF_LEAD.items()}


def pass_on(case: Case, since: date, by: Actor, *, elsewhere: bool) -> None:
    """The file has another lead from this day on: whoever owed these owes them no longer, and the lead does instead.
    Its clock runs from when it leads, and not from before there was this file. `elsewhere`: a body led it before."""
    why = _("Sejak %(day)s yang memimpin: %(who)s. Kewajiban ini berpindah.")
    why %= {"day": plain_date(since), "who": leader_of(case)}
    _turn(case, by, began(max(since, case.opened_on)), why, elsewhere=elsewhere)


def take_up(case: Case, by: Actor, at: datetime) -> None:
    """The file is open again while another body leads: what it started as ours is the lead's."""
    if not case.is_led_here:
        _turn(
            case,
            by,
            at,
            _("Berkas dibuka lagi; yang memimpin: %(who)s.") % {"who": leader_of(case)},
            anew=True,
            elsewhere=True,
        )


def hurry(case: Case, by: Actor, at: datetime) -> None:
    """Danger was told: a lead that has not seen the child yet sees it by the clock of a high risk; what it owes sooner
    stays, and is asked after where it is late. One that has hears of the danger from us, and ours see the child."""
    if case.is_led_here:
        return
    for duty in promises.open_of(case, (SEE,)):
        if duty.is_late(at):
            duties.ask_after(duty=duty, by=by, note=_("Dikabarkan: anak tidak aman."))
        elif duty.due_at is not None and duty.due_at > promises.due_by_rule(case, SEE, at):
            _stricter(case, duty, by, at, _("Diganti: anak dikabarkan tidak aman, batasnya lebih dekat."))


def _turn(case: Case, by: Actor, from_: datetime, why: str, *, anew: bool = False, elsewhere: bool = False) -> None:
    """What is late stays with whoever owed it until somebody answers for it; ours to see a child that was told in
    danger while another body led stays whoever leads. Handed back, the clock runs on from where ours had begun: nobody
    gets a new one by naming a lead and taking the file back, and nobody a later one to see a child in danger."""
    now = timezone.now()
    for ours, theirs in OF_LEAD.items():
        found, in_danger = promises.open_of(case, (ours, theirs)), ours == "see_child" and case.safe_now == Safe.NO
        stay = [duty for duty in found if duty.is_late(now) or (in_danger and elsewhere and duty.kind == ours)]
        kind = ours if case.lead is None else theirs
        stands = not anew and any(duty.kind == kind and duty.agency_id == case.lead_id for duty in stay)
        if found and not stands:
            ran = [duty.due_at for duty in found if in_danger and duty not in stay and duty.due_at]
            since = (not in_danger and case.lead is None and _began_before(case, ours)) or from_
            if in_danger:  # nobody is late by what was told only later
                since = max(since, danger_told_at(case) or now)
            begin(case, ours, by, _no_later(case, kind, since, ran))
        for duty in found:
            if duty not in stay:
                duties.cancel(duty=duty, by=by, why=why)


def _no_later(case: Case, kind: str, since: datetime, dues: list[datetime]) -> datetime:
    """The moment from which its own rule makes it due no later than what ran."""
    due_at = promises.due_by_rule(case, kind, since)
    return since - max(due_at - min(dues, default=due_at), timedelta())


def _began_before(case: Case, kind: str) -> datetime | None:
    """From when ours ran, before it went to a lead; None where it was done or there was none."""
    last = Duty.objects.filter(case_id=case.pk, kind=kind).order_by("-started_at").first()
    return last.event_at if last is not None and last.status == Status.CANCELLED else None


def begin(case: Case, kind: str, by: Actor, from_: datetime) -> Duty:
    """The duty of this kind for whoever leads the file."""
    if case.lead is None:
        return promises.start(case, kind, by, from_)
    facts = promises.facts(case, OF_LEAD[kind], from_)
    facts["agency"] = case.lead
    return duties.begin(by=by, **facts)


def follow_risk(case: Case, by: Actor, at: datetime) -> None:
    """Another level counts. A stricter one runs from now, never later than what runs already; one that is known for the
    first time runs from the same beginning. A level that two people lowered changes no clock, as with our own."""
    if case.is_led_here:
        return
    for duty in promises.open_of(case, tuple(OURS)):
        before, now = rules.RANK.get(duty.rule.rpartition(".")[2], 0), rules.RANK[case.risk]
        if now > before:
            _stricter(case, duty, by, at)
        elif now < before and _first_known(case) and not duty.is_late(at):
            promises.count_by_level(case, duty, by)


def _stricter(case: Case, duty: Duty, by: Actor, at: datetime, why: str = "") -> None:
    fresh = begin(case, OURS[duty.kind], by, at)
    if duty.due_at is not None and fresh.due_at is not None and fresh.due_at >= duty.due_at:
        duties.cancel(duty=fresh, by=by, why=_("Batas yang lama lebih dekat."))
    else:
        duties.cancel(duty=duty, by=by, why=why or _("Diganti: risiko naik, batasnya lebih dekat."))


def _first_known(case: Case) -> bool:
    """Whether one person's assessment alone gave the level that counts: of a file that had none, the first."""
    known = case.riskassessments.exclude(level=Risk.UNKNOWN)
    return known.count() == 1 and known.filter(confirmed_by=None).exists()


def told(case: Case, kinds: Iterable[str], on: date, by: Actor) -> None:
    """The lead tells that it has done it: on that day, or now where the day is not over. Old news ends nothing that was
    owed only later, and no visit of before the danger is one since. On the day of the danger nobody knows which came
    first: it is one where ours see the child for that, too."""
    at = min(end_of_day(on), timezone.now())
    known = at if promises.open_of(case, ("see_child",)) else start_of_day(on)
    for duty in promises.open_of(case, tuple(kinds)):
        if promises.begun_by(duty, at) and not (duty.kind == SEE and is_before_danger(case, known)):
            duties.finish(duty=duty, by=by, at=at, note=_("Menurut kabar pantau."))


def end(case: Case, by: Actor, at: datetime) -> None:
    """The file is closed: what the lead owed in time ends with it, what is late stays until somebody answers for it."""
    for duty in promises.open_of(case, tuple(OURS)):
        if not duty.is_late(at):
            duties.cancel(duty=duty, by=by, why=_("Berkas ditutup dengan dua tanda tangan."))


def began(since: date) -> datetime:
    """The moment from which a lead's clocks run: now where it leads from today; else the end of that day, never before
    it can have known."""
    now = timezone.now()
    return now if since >= now.astimezone(WIB).date() else end_of_day(since)
