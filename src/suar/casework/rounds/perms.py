"""Rounds, their files, lists and their lines only through these: 404 for what the user may not know."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from suar.casework.cases.models import Case
from suar.casework.cases.perms import get_case
from suar.casework.duties.models import Duty
from suar.casework.rounds.models import ListLine, Round, RoundItem, WeeklyList
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import User
from suar.registry.agencies.models import Agency


def get_round(user: User, round_id: UUID) -> Round:
    return get_object_or_404(Round.objects.visible_to(user).select_related("office", "by"), pk=round_id)


def get_item(user: User, round_id: UUID, stop_id: UUID) -> tuple[RoundItem, Case]:
    """A file of a round of one's own, opened: what was withheld or erased since is not there."""
    walk = get_round(user, round_id)
    item = get_object_or_404(walk.items.all(), pk=stop_id)
    item.round = walk
    case = get_case(user, item.case_id)
    if case.is_erased:
        raise Http404
    return item, case


def get_list(user: User, list_id: UUID) -> WeeklyList:
    """A list of an office that this member of staff serves, opened."""
    whole = WeeklyList.objects.visible_to(user).select_related("office", "agency", "by")
    (weekly,) = unlock([get_object_or_404(whole, pk=list_id)])
    return weekly


def get_line(user: User, list_id: UUID, line_id: UUID) -> ListLine:
    weekly = get_list(user, list_id)
    line = get_object_or_404(weekly.lines.select_related("duty__office", "duty__agency", "by"), pk=line_id)
    line.list = weekly
    return line


def get_asked_duty(user: User, duty_id: UUID) -> Duty:
    """What an agency owes and this user may see."""
    seen = Duty.objects.visible_to(user).theirs().select_related("office", "agency")
    return get_object_or_404(seen, pk=duty_id)


def get_agency(agency_id: int) -> Agency:
    return get_object_or_404(Agency, pk=agency_id)
