"""Which withholding somebody may know of and decide, and whose declaration: 404 for all others."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.shortcuts import get_object_or_404

from suar.casework.conflicts.models import Declaration, Tie, Turn, Withholding, WithholdingQuerySet
from suar.casework.conflicts.withheld import is_withheld, subjects_withheld_from
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, allows, offices_with


def decided_by(user: User) -> WithholdingQuerySet:
    """What this user may decide: of the own offices, never what is withheld from the user. Who is no leader decides
    only where no leader is free."""
    leads = offices_with(user, Permission.CONFLICT_WITHHOLD)
    helps = Q(office__in=offices_with(user, Permission.CONFLICT_DECIDE), turn=Turn.COMMISSIONERS)
    rows = Withholding.objects.filter(Q(office__in=leads) | helps)
    return rows.exclude(subject__in=subjects_withheld_from(user))


def get_withholding(user: User, pk: UUID) -> Withholding:
    rows = decided_by(user).select_related("office", "user", "agency", "by", "decided_by")
    return unlock([get_object_or_404(rows, pk=pk)])[0]


def may_decide(user: User, row: Withholding) -> bool:
    """Nobody decides on the own conflict, nor on another's about the same child."""
    if not allows(user, Permission.CONFLICT_DECIDE, row.office_id):
        return False
    if row.user_id == user.pk or is_withheld(user, row.subject):
        return False
    return allows(user, Permission.CONFLICT_WITHHOLD, row.office_id) or row.turn == Turn.COMMISSIONERS


def get_own_tie(user: User, pk: UUID) -> Tie:
    """A tie that this user declared and that still stands."""
    rows = Tie.objects.standing().filter(declaration__user=user).select_related("declaration__user")
    return unlock([get_object_or_404(rows, pk=pk)])[0]


def get_declaration(user: User, user_id: int) -> Declaration:
    """What somebody of the own office declared, for a leader."""
    offices = offices_with(user, Permission.CONFLICT_READ)
    rows = Declaration.objects.filter(user__appointments__office__in=offices).select_related("user").distinct()
    return get_object_or_404(rows, user=user_id)
