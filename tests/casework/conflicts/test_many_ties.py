"""Who declares name after name learns by what goes away: of somebody of an agency the leaders hear."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from suar.casework.conflicts import actions, rules
from suar.casework.conflicts.alarm_kinds import MANY_TIES
from suar.casework.conflicts.models import Tie
from suar.config.demo.clock import at
from suar.core.alarms.models import Alarm
from suar.registry.accounts.models import Role, User
from tests.factories import a_tie, a_user, an_officer

pytestmark = pytest.mark.django_db


def declares(user: User, n: int) -> list[Tie]:
    return [a_tie(user, name=f"Zainuddin Misal {chr(ord('A') + k)}") for k in range(n)]


def raised() -> list[Alarm]:
    return list(Alarm.objects.open().filter(kind=MANY_TIES))


def test_a_large_family_is_told_of_in_silence_and_one_name_more_is_heard_of() -> None:
    partner = a_user(Role.MITRA)
    declares(partner, rules.TIES_A_WEEK)
    assert raised() == []
    a_tie(partner, name="Sabirin Misal")
    (alarm,) = raised()
    assert alarm.details == f"{partner.actor_id} ties:{rules.TIES_A_WEEK + 1}"
    assert alarm.office == partner.office.code
    assert "Misal" not in f"{alarm.subject} {alarm.details} {alarm.what.words} {alarm.what.mail}"


def test_a_correction_is_one_more_name_and_a_day_has_one_alarm() -> None:
    partner = a_user(Role.MITRA)
    tie = declares(partner, rules.TIES_A_WEEK)[0]
    tie = actions.correct_tie(tie=tie, by=partner, kind="kin", name="Sabirin Misal")
    actions.correct_tie(tie=tie, by=partner, kind="kin", name="Sabarin Misal")
    assert len(raised()) == 1


def test_names_of_other_weeks_do_not_count() -> None:
    with at(timezone.now() - timedelta(days=8)):
        partner = a_user(Role.MITRA)
        declares(partner, rules.TIES_A_WEEK)
    a_tie(partner, name="Sabirin Misal")
    assert raised() == []


def test_staff_who_may_read_names_anyway_are_not_told_of() -> None:
    declares(an_officer(), rules.TIES_A_WEEK + 1)
    assert raised() == []
