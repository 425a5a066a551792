"""One leader is not two persons: whose account was in another's hand signs nothing with them, and the leaders hear."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.utils import timezone

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.casework.retention import actions as retention
from suar.config.operating import password
from suar.core import alarms
from suar.core.alarms.models import Alarm
from suar.core.errors import Refused
from suar.core.ledger.actors import OPERATOR
from suar.desk.alarms import get_alarm
from suar.registry.accounts import actions, ending, handing
from suar.registry.accounts.alarm_kinds import HANDED
from suar.registry.accounts.models import Role, User
from tests.casework.cases.stored import NO
from tests.factories import PASSWORD, a_case, a_due_item, a_factor, a_user, an_act, an_office, an_officer

pytestmark = pytest.mark.django_db
THIRD = "minta orang ketiga"


def made_by(leader: User, role: str) -> User:
    user = actions.add_user(username=f"{role}-baru", name="Orang Contoh", password=PASSWORD, by=leader)
    actions.appoint(user=user, office=an_office(), role=role, by=leader)
    return user


def told(user: User) -> int:
    return Alarm.objects.open().filter(kind=HANDED, subject=user.actor_id, office=an_office().code).count()


def shut(user: User) -> User:
    a_factor(user)
    actions.edit_user(user=user, name=user.name, email="lama@example.org", by=OPERATOR)
    actions.choose_password(user=user, password="gunung-tujuh-lebah", by=user)
    ending.disown(user=user, by=user)
    return User.objects.get(pk=user.pk)


def test_an_act_is_approved_by_nobody_whose_account_the_first_person_made() -> None:
    ketua = a_user(Role.KETUA)
    act = an_act(ketua, a_due_item(ketua))
    sham = made_by(ketua, Role.WAKIL)
    assert told(sham) == 1
    with pytest.raises(Refused, match=THIRD):
        retention.approve(act=act, by=sham)
    retention.approve(act=act, by=a_user(Role.WAKIL))
    assert act.approved_by_id


def test_nor_does_a_leader_approve_what_an_account_in_their_own_hand_drew_up() -> None:
    ketua = a_user(Role.KETUA)
    sham = made_by(ketua, Role.SEKRETARIAT)
    act = an_act(sham, a_due_item(sham))
    with pytest.raises(Refused, match=THIRD):
        retention.approve(act=act, by=ketua)
    retention.approve(act=act, by=a_user(Role.WAKIL))


@pytest.mark.parametrize("taken", ["password", "factors", "role"])
def test_a_leader_whose_account_another_took_in_hand_does_not_sign_with_them(taken: str) -> None:
    ketua, wakil = a_user(Role.KETUA), a_user(Role.WAKIL)
    a_factor(ketua)
    act = an_act(wakil, a_due_item(wakil))
    if taken == "password":
        actions.new_password(user=ketua, password="beacon-baru-2026", by=wakil)
    elif taken == "factors":
        actions.reset_second_factor(user=ketua, by=wakil)
    else:
        actions.appoint(user=ketua, office=an_office(), role=Role.DIVISI_PENGADUAN, by=wakil)
    assert told(ketua) == 1
    with pytest.raises(Refused, match=THIRD):
        retention.approve(act=act, by=ketua)


def test_after_thirty_days_the_wakil_whom_the_ketua_appointed_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    ketua = a_user(Role.KETUA)
    wakil = made_by(ketua, Role.WAKIL)
    act = an_act(ketua, a_due_item(ketua))
    later = timezone.now() + timedelta(days=30, minutes=1)
    with monkeypatch.context() as patched:
        patched.setattr(handing.timezone, "now", lambda: later)
        handing.must_be_two(wakil, ketua, "")
    with pytest.raises(Refused, match=THIRD):
        retention.approve(act=act, by=wakil)


def test_a_closure_and_a_lower_risk_need_two_hands_too() -> None:
    ketua, officer = a_user(Role.KETUA), an_officer()
    sham = made_by(ketua, Role.DIVISI_PEMANTAUAN)
    case = a_case(officer, risk="high", safe_now="yes")
    assessment = cases.assess_risk(case=case, answers=NO, by=ketua)
    with pytest.raises(Refused, match=THIRD):
        cases.confirm_risk(assessment=assessment, by=sham)
    cases.confirm_risk(assessment=assessment, by=officer)
    case = Case.objects.get(pk=case.pk)
    cases.propose_closure(case=case, reason="reintegrasi", note="Selesai.", by=ketua)
    with pytest.raises(Refused, match=THIRD):
        cases.countersign_closure(case=case, by=sham)
    cases.countersign_closure(case=case, by=officer)


@pytest.mark.parametrize("by", [OPERATOR, Role.WAKIL])
def test_the_leaders_hear_of_every_hand_on_a_readers_account(by: object) -> None:
    ketua = a_user(Role.KETUA)
    hand = a_user(Role.WAKIL) if by == Role.WAKIL else OPERATOR
    touches: list[Callable[[User], object]] = [
        lambda user: actions.new_password(user=user, password="beacon-baru-2026", by=hand),
        lambda user: actions.reset_second_factor(user=user, by=hand),
    ]
    for touch in touches:
        close_all()
        touch(User.objects.get(pk=ketua.pk))
        assert told(ketua) == 1
    if isinstance(hand, User):
        close_all()
        actions.edit_user(user=User.objects.get(pk=ketua.pk), name=ketua.name, email="baru@example.org", by=hand)
        assert told(ketua) == 1
        with pytest.raises(Refused):
            get_alarm(hand, Alarm.objects.open().get(kind=HANDED).pk)
    ketua = User.objects.get(pk=ketua.pk)
    assert get_alarm(ketua, Alarm.objects.open().get(kind=HANDED).pk)
    mitra = a_user(Role.MITRA)
    actions.new_password(user=mitra, password="beacon-baru-2026", by=hand)
    actions.choose_password(user=ketua, password="gunung-tujuh-lebah", by=ketua)
    assert (told(mitra), told(ketua)) == (0, 1), "whoever reads no child, and the owner's own doing, are no alarm"


def close_all() -> None:
    for alarm in Alarm.objects.open().filter(kind=HANDED):
        alarms.close(HANDED, subject=alarm.subject, office=alarm.office)


@pytest.mark.django_db(databases="__all__")
def test_the_operator_opens_no_disowned_account_while_another_leader_can_meet_its_owner() -> None:
    ketua, wakil = shut(a_user(Role.KETUA)), a_user(Role.WAKIL)
    said = CliRunner().invoke(password, [ketua.username])
    assert said.exit_code == 1 and "masih bertugas" in said.output and "One-time" not in said.output
    assert User.objects.get(pk=ketua.pk).disowned_at is not None
    actions.deactivate(user=wakil, by=OPERATOR)
    close_all()
    said = CliRunner().invoke(password, [ketua.username])
    assert said.exit_code == 0, said.output
    assert told(ketua) == 1, "and whoever leads next reads that the operator did"
