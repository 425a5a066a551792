"""Whoever plants a honey file or works on one is told of to the other leaders: not in that minute, which would say in
`main` which file it is, but when the day is over; and only they close it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.safeguards import actions
from suar.casework.safeguards.alarm_kinds import HONEY_LIST
from suar.config.demo.clock import at
from suar.core.alarms.models import Alarm
from suar.core.ledger.models import Entry
from suar.core.vault import marks
from suar.registry.accounts.alarms import heard
from suar.registry.accounts.models import Role, User
from tests.casework.safeguards.ground import told
from tests.desk.pages import signed_in, text_of
from tests.factories import a_user, an_office, an_officer

pytestmark = pytest.mark.django_db


def after(days: int) -> int:
    """How many notices there are when the worker looks so many days later."""
    return told(HONEY_LIST, timezone.now() + timedelta(days=days))


def test_a_planting_is_told_when_its_day_is_over_and_once(ketua: User, wakil: User) -> None:
    actions.plant(office=ketua.office, by=ketua)
    actions.plant(office=ketua.office, by=ketua)
    assert after(0) == 0
    assert after(1) == 1
    assert after(2) == 1
    (alarm,) = heard(wakil).filter(kind=HONEY_LIST)
    day = timezone.localdate().isoformat()
    assert (alarm.subject, alarm.details) == (f"{ketua.actor_id}.{day}", ketua.actor_id)
    assert not any(mark.news for mark in marks.all_marks())


def test_a_further_step_on_another_day_is_told_anew(ketua: User, wakil: User) -> None:
    case = actions.plant(office=ketua.office, by=ketua)
    assert after(1) == 1
    with at(timezone.now() + timedelta(days=3)):
        actions.advance(case=case, by=ketua)
    assert after(3) == 1
    assert after(4) == 2


def test_each_leader_who_plants_is_named(ketua: User, wakil: User) -> None:
    for leader in (ketua, wakil):
        actions.plant(office=leader.office, by=leader)
    assert after(1) == 2
    assert {alarm.details for alarm in Alarm.objects.filter(kind=HONEY_LIST)} == {ketua.actor_id, wakil.actor_id}


def test_until_then_nothing_in_the_record_tells_of_a_list(ketua: User) -> None:
    case = actions.plant(office=ketua.office, by=ketua)
    actions.advance(case=case, by=ketua)
    assert after(0) == 0
    said = " ".join(f"{entry.verb} {entry.why} {entry.data}" for entry in Entry.objects.all())
    assert "honey" not in said
    assert not Alarm.objects.exists()


def test_the_notice_names_no_file_and_is_nobodys_but_the_leaders(ketua: User, wakil: User) -> None:
    case = actions.plant(office=ketua.office, by=ketua)
    assert after(1) == 1
    alarm = Alarm.objects.get(kind=HONEY_LIST)
    for told_of_it in (case.pk, case.child_id, case.number):
        assert str(told_of_it) not in f"{alarm.subject} {alarm.details}"
    others = an_officer(), a_user(Role.ADMIN), a_user(Role.KETUA, an_office("sambas", "KPPAD Kabupaten Sambas"))
    for other in others:
        assert not heard(other).filter(kind=HONEY_LIST).exists()


def test_whoever_planted_cannot_put_the_notice_away(ketua: User, wakil: User) -> None:
    actions.plant(office=ketua.office, by=ketua)
    assert after(1) == 1
    close = reverse("desk:alarm-close", args=[Alarm.objects.get().pk])
    assert signed_in(ketua).post(close).status_code == 403
    assert signed_in(wakil).post(close).status_code == 302
    assert after(2) == 1


def test_the_other_leader_sees_on_the_page_who_planted_it(bait: Case, ketua: User, wakil: User) -> None:
    page = text_of(signed_in(wakil), reverse("safeguards:honey-list"))
    assert bait.number in page
    assert ketua.name in page.partition("<main")[2]


def test_a_leader_cannot_close_the_alarm_about_an_opening_of_their_own(bait: Case, wakil: User, ketua: User) -> None:
    signed_in(wakil).get(reverse("cases:case-detail", args=[bait.pk]))
    assert told() == 1
    close = reverse("desk:alarm-close", args=[Alarm.objects.get().pk])
    assert signed_in(wakil).post(close).status_code == 403
    assert signed_in(ketua).post(close).status_code == 302
