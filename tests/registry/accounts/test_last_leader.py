"""An office keeps a leader: nobody at the desk shuts the last one out, and where all are gone the operator, whom the
leaders then read of, brings one back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import CliRunner

from suar.config.operating import password
from suar.core import alarms
from suar.core.alarms.models import Alarm
from suar.core.errors import Refused
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry
from suar.registry.accounts import actions, ending
from suar.registry.accounts.alarm_kinds import HANDED
from suar.registry.accounts.models import Role, User
from tests.factories import PASSWORD, a_factor, a_user, an_office

pytestmark = pytest.mark.django_db

type Shut = Callable[[User, User], object]


def deactivate(user: User, by: User) -> object:
    return actions.deactivate(user=now(user), by=by)


def end_role(user: User, by: User) -> object:
    return actions.end_appointment(appointment=now(user).appointments_now[0], by=by)


def now(user: User) -> User:
    return User.objects.get(pk=user.pk)


def told(user: User) -> int:
    return Alarm.objects.open().filter(kind=HANDED, subject=user.actor_id, office=an_office().code).count()


def disowned(user: User) -> User:
    a_factor(user)
    actions.choose_password(user=user, password="gunung-tujuh-lebah", by=user)
    ending.disown(user=user, by=user)
    return now(user)


@pytest.mark.parametrize("first", [deactivate, end_role])
@pytest.mark.parametrize("second", [deactivate, end_role])
def test_an_admin_does_not_shut_both_leaders_out_and_the_one_who_stays_hears_of_it(first: Shut, second: Shut) -> None:
    ketua, wakil, admin = a_user(Role.KETUA), a_user(Role.WAKIL), a_user(Role.ADMIN)
    first(wakil, admin)
    assert told(wakil) == 1
    entries = Entry.objects.count()
    with pytest.raises(Refused, match="terakhir"):
        second(ketua, admin)
    assert now(ketua).is_active and now(ketua).appointments_now
    assert Entry.objects.count() == entries


@pytest.mark.parametrize("shut", [deactivate, end_role])
def test_a_leader_whose_account_is_shut_is_none_who_stays(shut: Shut) -> None:
    ketua, wakil, admin = disowned(a_user(Role.KETUA)), a_user(Role.WAKIL), a_user(Role.ADMIN)
    with pytest.raises(Refused, match="terakhir"):
        shut(wakil, admin)
    shut(ketua, admin)
    assert told(ketua) == 1


@pytest.mark.parametrize("shut", [deactivate, end_role])
def test_a_leader_of_another_office_is_none_who_stays_either(shut: Shut) -> None:
    ketua, admin = a_user(Role.KETUA), a_user(Role.ADMIN)
    a_user(Role.KETUA, an_office("sambas", "KPPAD Kabupaten Sambas"))
    with pytest.raises(Refused, match="terakhir"):
        shut(ketua, admin)


@pytest.mark.parametrize("shut", [deactivate, end_role])
def test_a_leader_ends_what_another_had_and_both_sorts_of_hands_are_told(shut: Shut) -> None:
    ketua, wakil, officer, mitra = (a_user(role) for role in (Role.KETUA, Role.WAKIL, Role.SEKRETARIAT, Role.MITRA))
    shut(officer, wakil)
    shut(ketua, wakil)
    shut(mitra, wakil)
    assert (told(officer), told(ketua), told(mitra)) == (1, 1, 0)


@pytest.mark.django_db(databases="__all__")
def test_where_no_leader_is_active_the_operator_brings_one_back_and_the_leaders_read_of_it() -> None:
    ketua = a_user(Role.KETUA)
    actions.deactivate(user=ketua, by=OPERATOR)
    Alarm.objects.open().get(kind=HANDED)
    alarms.close(HANDED, subject=ketua.actor_id, office=an_office().code)
    said = CliRunner().invoke(password, [ketua.username])
    assert said.exit_code == 0, said.output
    assert now(ketua).check_password(said.output.split()[-1])
    assert now(ketua).is_active and now(ketua).password_temporary
    assert Entry.objects.filter(verb="user.reactivate", actor=OPERATOR.actor_id).count() == 1
    assert told(ketua) == 1


@pytest.mark.django_db(databases="__all__")
def test_an_inactive_leader_who_is_disowned_too_is_brought_back_at_once() -> None:
    ketua = disowned(a_user(Role.KETUA))
    actions.deactivate(user=ketua, by=OPERATOR)
    said = CliRunner().invoke(password, [ketua.username])
    assert said.exit_code == 0, said.output
    assert now(ketua).is_active and now(ketua).disowned_at is None


@pytest.mark.django_db(databases="__all__")
@pytest.mark.parametrize("role", [Role.KETUA, Role.SEKRETARIAT, Role.ADMIN])
def test_any_other_inactive_account_waits_for_a_leader(role: str) -> None:
    if role == Role.KETUA:
        a_user(Role.WAKIL)
    user = a_user(role)
    actions.deactivate(user=user, by=OPERATOR)
    said = CliRunner().invoke(password, [user.username])
    assert said.exit_code == 1 and "tidak aktif" in said.output and "One-time" not in said.output
    assert not now(user).is_active and now(user).check_password(PASSWORD)


def test_nobody_at_the_desk_brings_a_leader_back_that_way() -> None:
    ketua, admin = a_user(Role.KETUA), a_user(Role.ADMIN)
    actions.deactivate(user=ketua, by=OPERATOR)
    with pytest.raises(Refused):
        ending.bring_back(user=now(ketua), by=admin)
