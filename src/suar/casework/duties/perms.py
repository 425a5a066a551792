"""A duty only through these: 404 for what the user may not know."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from suar.casework.duties.books import read
from suar.casework.duties.kinds import needed_for
from suar.casework.duties.models import Duty, HouseLimit
from suar.casework.duties.rulebook import rulebook
from suar.core.clocks.errors import UnknownRule
from suar.core.clocks.rules import Rule
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, allows


def get_duty(user: User, duty_id: UUID) -> Duty:
    """A duty of an office that this member of staff serves."""
    seen = Duty.objects.visible_to(user).select_related("office", "agency", "officer", "asks_of", "pause_waits_for")
    return get_object_or_404(seen, pk=duty_id)


def get_owed_duty(user: User, duty_id: UUID) -> Duty:
    """A duty that this partner's own agency owes. Staff owe nothing here: 404."""
    if not user.agency_ids:
        raise Http404
    return get_object_or_404(Duty.objects.visible_to(user).theirs().select_related("office", "agency"), pk=duty_id)


def get_rule(rule_id: str, office_id: int) -> tuple[Rule, ...]:
    """Every version of a rule in this office, those to come among them, the one in force today (else the newest)
    first."""
    try:
        versions = read().get(office_id, rulebook()).versions(rule_id)
    except UnknownRule:
        raise Http404 from None
    today = timezone.localdate()
    return tuple(sorted(versions, key=lambda rule: (not rule.in_force(today), -rule.effective_from.toordinal())))


def get_limit(user: User, limit_id: UUID) -> HouseLimit:
    """A changed limit of an office that this member of staff serves."""
    return get_object_or_404(HouseLimit.objects.visible_to(user).select_related("office", "by"), pk=limit_id)


def may_hold(user: User, duty: Duty) -> bool:
    """Whether somebody can be given it: who works on duties of its office, and may do what ends one of its kind."""
    return may_hold_kind(user, duty.kind, duty.office_id)


def may_hold_kind(user: User, kind: str, office_id: int) -> bool:
    needed = needed_for(kind)
    wanted = [Permission.DUTY_WORK, *([needed] if needed else [])]
    return all(allows(user, permission, office_id) for permission in wanted)


def can_work(user: User) -> bool:
    return allows(user, Permission.DUTY_WORK)
