"""What changes a duty's clock, and who of us sees to it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.conflicts.withheld import require_holder
from suar.casework.duties.kinds import needed_for
from suar.casework.duties.limits import count_again, rule_of, set_limit
from suar.casework.duties.models import Duty
from suar.casework.duties.perms import may_hold
from suar.casework.duties.recording import may_touch, must_be_open, write
from suar.core.errors import Conflict, DomainError
from suar.core.ledger.actors import WORKER, Actor
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import LABELS, Permission, allows
from suar.registry.agencies.models import Agency


def know_date(
    *,
    duty: Duty,
    event_at: datetime,
    by: Actor,
    agency: Agency | None = None,
    on: date | None = None,
    note: str = "",
) -> Duty:
    """The date is known now: the question becomes the duty it stood for, owed by whom it was kept for.

    Raises ClockError where the rule was not in force: `on` names the date whose law applies."""
    may_touch(by, duty)
    if not duty.is_question:
        raise Conflict(gettext("Tanggalnya sudah diketahui. Muat ulang halaman ini."))
    must_be_open(duty)
    rule = rule_of(duty)
    if event_at > timezone.now() and not (rule and rule.counts_back):
        raise DomainError(gettext("Peristiwa ini belum terjadi pada tanggal itu. Periksa tanggal atau jamnya."))
    duty.kind, duty.agency = duty.asks_for, agency or duty.asks_of
    duty.asks_for, duty.asks_of = "", None
    duty.event_at, duty.law_on = event_at, on or duty.law_on
    if duty.rule:
        set_limit(duty)
    write("know_date", duty, by, note)
    return duty


def extend(*, duty: Duty, by: Actor, note: str = "") -> Duty:
    """The extension that the rule knows was granted."""
    may_touch(by, duty)
    must_be_open(duty)
    rule = rule_of(duty)
    if duty.extended:
        raise Conflict(gettext("Perpanjangan sudah dicatat. Muat ulang halaman ini."))
    if rule is None or rule.extension is None:
        raise DomainError(gettext("Aturan ini tidak mengenal perpanjangan."))
    duty.extended = True
    count_again(duty)
    write("extend", duty, by, note)
    return duty


def recount(*, duty: Duty, rule: str, by: Actor, note: str, since: datetime | None = None) -> Duty:
    """Another rule counts for the same duty, from the same beginning, or from `since`, where what it counts from came
    only then: its pauses, and that it was acknowledged, stay. Raises ClockError for a rule that is not in force."""
    may_touch(by, duty)
    must_be_open(duty)
    duty.rule, duty.event_at = rule, since or duty.event_at or duty.started_at
    count_again(duty)
    write("recount", duty, by, note)
    return duty


def assign(*, duty: Duty, officer: User | None, by: Actor) -> Duty:
    """Who of us sees to it. Raises DomainError for whoever could never end it."""
    may_touch(by, duty)
    must_be_open(duty)
    if officer is not None and not allows(officer, Permission.DUTY_WORK, duty.office_id):
        raise DomainError(gettext("Petugas ini tidak bertugas di kantor yang memegang kewajiban. Pilih petugas lain."))
    if officer is not None and not may_hold(officer, duty):
        words = gettext("Menyelesaikan kewajiban ini perlu izin: %(what)s. Pilih petugas yang memilikinya.")
        raise DomainError(words % {"what": LABELS[needed_for(duty.kind) or Permission.DUTY_WORK]})
    require_holder(officer, duty.subject)
    duty.officer = officer
    write("assign", duty, by, officer=officer.pk if officer else None)
    return duty


def let_go(user: int, subject: UUID) -> None:
    """Somebody may see no more of this subject: what they owed about it is nobody's from now on, by the program's hand.
    Inside the recording that withholds it."""
    for duty in Duty.objects.open().about(subject).filter(officer=user).select_related("office"):
        assign(duty=duty, officer=None, by=WORKER)
