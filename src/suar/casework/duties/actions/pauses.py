"""A clock that stands still: by law, or because the Ketua or Wakil answers for it, who is asked whether they do."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.conflicts.withheld import is_withheld, require_holder
from suar.casework.duties.alarm_kinds import PAUSE
from suar.casework.duties.limits import count_again, rule_of
from suar.casework.duties.models import BY_LAW, Duty, PauseReason, PauseState
from suar.casework.duties.recording import ends_elsewhere, leads, may_answer_pause, may_touch, must_be_open, write
from suar.core import alarms
from suar.core.alarms.models import Alarm
from suar.core.clocks.errors import PauseEndsBeforeItBegins
from suar.core.clocks.pauses import joined
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.actors import Actor
from suar.registry.accounts.handing import leading, must_be_two
from suar.registry.accounts.models import User

# Of all the stretches of one duty that no law orders, together; each begins at latest tomorrow. So no clock is put off
# out of sight.
LONGEST = timedelta(days=60)
AHEAD = timedelta(days=1)


def pause(
    *,
    duty: Duty,
    begins: datetime,
    ends: datetime,
    by: Actor,
    reason: str = PauseReason.OTHERS,
    approved_by: User | None = None,
    note: str = "",
) -> Duty:
    """A stretch that does not count, with its reason.

    A detention stops by law while it is suspended or the prisoner lies in hospital (UU 20/2025 art. 110(7), 111(2)). No
    law stops another clock: there, and for every other reason, the Ketua or Wakil answers for it; named by somebody
    else, they are asked. Nobody lets the own clock stand still while another leader could say so. Raises
    PauseEndsBeforeItBegins, DomainError, Conflict while another one waits."""
    may_touch(by, duty)
    ends_elsewhere(duty)
    must_be_open(duty)
    if ends <= begins:
        raise PauseEndsBeforeItBegins(begins, ends)
    if duty.pause_waits_for_id is not None:
        raise Conflict(gettext("Jeda sebelumnya masih menunggu persetujuan. Tunggu jawabannya dulu."))
    approver = approved_by or (by if isinstance(by, User) and leads(by, duty.office_id) else None)
    by_law = _stops_by_law(duty, reason)
    if isinstance(by, User) and not by_law:
        _needs_a_leader(approver, duty)
        _stays_in_sight(duty, begins, ends)
    waits = approver is not None and approver != by and not by_law
    if waits:
        require_holder(approver, duty.subject)
    stretch = {
        "from": begins.isoformat(), "to": ends.isoformat(), "reason": reason,
        "approved": approver.pk if approver and not by_law else None,
        "state": PauseState.WAITING if waits else PauseState.AGREED,
    }  # fmt: skip
    duty.pauses, duty.pause_waits_for = [*duty.pauses, stretch], approver if waits else None
    count_again(duty)
    write("pause", duty, by, note, reason=reason)
    return duty


def confirm_pause(*, duty: Duty, by: Actor, note: str = "") -> Duty:
    """Whoever was named agrees. Raises Refused, Conflict."""
    _answer(duty, by, PauseState.AGREED)
    write("confirm_pause", duty, by, note)
    return duty


def reject_pause(*, duty: Duty, by: Actor, why: str) -> Duty:
    """The clock as if it had never stood still, also that of a duty that was done meanwhile. Raises as above."""
    _answer(duty, by, PauseState.REJECTED)
    count_again(duty)
    write("reject_pause", duty, by, why)
    return duty


def watch_pauses() -> int:
    """An alarm stands open as long as a pause waits for an answer. Returns how many do."""
    waiting = Duty.objects.filter(pause_waits_for__isnull=False).values_list("subject", "office__code")
    wanted = {(str(subject), office) for subject, office in waiting}
    standing = set(Alarm.objects.open().filter(kind=PAUSE).values_list("subject", "office"))
    for subject, office in wanted - standing:
        alarms.raise_alarm(PAUSE, subject=subject, office=office)
    for subject, office in standing - wanted:
        alarms.close(PAUSE, subject=subject, office=office)
    return len(wanted)


def _answer(duty: Duty, by: Actor, state: PauseState) -> None:
    may_touch(by, duty)
    if duty.pause_waits_for_id is None:
        raise Conflict(gettext("Tidak ada jeda yang menunggu persetujuan. Muat ulang halaman ini."))
    if not isinstance(by, User) or not may_answer_pause(by, duty):
        raise Refused(gettext("Jeda ini menunggu persetujuan pimpinan yang disebut di sana."))
    if state == PauseState.AGREED:
        _not_for_oneself(by, duty)
    *earlier, last = duty.pauses
    duty.pauses = [*earlier, last | {"state": state, "approved": by.pk}]
    duty.pause_waits_for = None


def _needs_a_leader(approver: User | None, duty: Duty) -> None:
    if approver is None or not leads(approver, duty.office_id):
        raise DomainError(
            gettext(
                "Jeda ini perlu persetujuan Ketua atau Wakil Ketua. Pilih siapa. Hanya penahanan yang berhenti "
                "menurut hukum, yaitu karena penangguhan atau pembantaran."
            )
        )
    _not_for_oneself(approver, duty)


def may_agree(approver: User, duty: Duty) -> bool:
    """Whoever owes the duty and whoever agrees are two, where another leader is there who may see it and is not of one
    hand with the officer."""
    if _are_two(approver, duty.officer):
        return True
    held = leading().filter(office=duty.office_id).exclude(user=approver)
    others = User.objects.filter(pk__in=held.values("user"))
    return not any(_are_two(one, duty.officer) and not is_withheld(one, duty.subject) for one in others)


def _not_for_oneself(approver: User, duty: Duty) -> None:
    """Raises DomainError: what was typed stays."""
    if not may_agree(approver, duty):
        raise DomainError(
            gettext("Petugas kewajiban ini tidak menyetujui jedanya sendiri. Pilih pimpinan lain yang menyetujuinya.")
        )


def _are_two(one: User, other: User | None) -> bool:
    try:
        must_be_two(one, other, "")
    except Refused:
        return False
    return True


def _stays_in_sight(duty: Duty, begins: datetime, ends: datetime) -> None:
    """Raises DomainError for a stretch that begins later than tomorrow, or makes all of them together too long."""
    if timezone.localdate(begins) > timezone.localdate() + AHEAD:
        raise DomainError(gettext("Jeda mulai paling lambat besok. Mintalah lagi bila sudah dekat."))
    stood = [one for one in duty.pauses if one["approved"] and one["state"] != PauseState.REJECTED]
    agreed = [(datetime.fromisoformat(one["from"]), datetime.fromisoformat(one["to"])) for one in stood]
    whole = sum((last - first for first, last in joined([*agreed, (begins, ends)])), timedelta())
    if whole > LONGEST:
        raise DomainError(
            gettext(
                "Semua jeda satu kewajiban bersama-sama paling lama %(days)d hari. Sesudah itu kerjakan, atau "
                "batalkan dengan alasannya."
            )
            % {"days": LONGEST.days}
        )


def _stops_by_law(duty: Duty, reason: str) -> bool:
    rule = rule_of(duty)
    return rule is not None and rule.inclusive and reason in BY_LAW
