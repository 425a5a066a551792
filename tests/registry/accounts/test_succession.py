"""An office that nobody leads any more gets a leader at the server; no other office does."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from click.testing import CliRunner, Result
from django.utils import timezone

from suar.config.demo.clock import at
from suar.config.operating import leader, password
from suar.core.alarms.models import Alarm
from suar.core.errors import Refused
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry
from suar.registry.accounts import actions
from suar.registry.accounts.alarm_kinds import HANDED
from suar.registry.accounts.models import Appointment, Role, User
from suar.registry.accounts.succession import succeed
from tests.factories import PASSWORD, a_user, an_office

pytestmark = [pytest.mark.django_db(databases="__all__")]


def typed(*words: str, office: str | None = None) -> Result:
    return CliRunner().invoke(leader, [*words, "--office", office or an_office().code])


def whose_term_is_over(role: str = Role.KETUA) -> User:
    with at(timezone.now() - timedelta(days=90)):
        user = actions.add_user(username="dulu", name="Dulu Contoh", password=PASSWORD, by=OPERATOR)
        last = timezone.localdate() + timedelta(days=89)
        actions.appoint(user=user, office=an_office(), role=role, until=last, by=OPERATOR)
    return user


def led_by() -> set[str]:
    held = Appointment.objects.in_force(timezone.localdate()).filter(role__in=(Role.KETUA, Role.WAKIL))
    return {one.user.username for one in held}


def test_when_the_term_is_over_the_new_ketua_gets_an_account_and_a_last_day() -> None:
    whose_term_is_over()
    said = typed("Rani.A", "--name", "Rani Contoh", "--until", "2031-08-31")
    assert said.exit_code == 0, said.output
    user = User.objects.get(username="rani.a")
    assert (user.name, user.password_temporary) == ("Rani Contoh", True)
    assert user.check_password(said.output.split()[-1])
    held = user.appointments.get()
    assert (held.role, held.since, held.until) == (Role.KETUA, timezone.localdate(), date(2031, 8, 31))
    assert Entry.objects.filter(verb="appointment.add", actor=OPERATOR.actor_id).latest("id").office == an_office().code
    assert Alarm.objects.open().filter(kind=HANDED, subject=user.actor_id, office=an_office().code).count() == 1


def test_an_officer_who_is_there_keeps_the_password_and_leads() -> None:
    whose_term_is_over()
    officer = a_user(Role.DIVISI_PENGADUAN)
    said = typed(officer.username, "--role", "wakil")
    assert said.exit_code == 0 and "One-time" not in said.output
    assert led_by() == {officer.username}
    assert User.objects.get(pk=officer.pk).check_password(PASSWORD)


def test_where_every_leaders_account_is_shut_another_leads() -> None:
    ketua = a_user(Role.KETUA)
    actions.deactivate(user=ketua, by=OPERATOR)
    assert typed("rani.a", "--name", "Rani Contoh").exit_code == 0


@pytest.mark.parametrize("role", [Role.KETUA, Role.WAKIL])
def test_while_anybody_leads_the_office_nobody_is_made_a_leader_at_the_server(role: str) -> None:
    a_user(role)
    said = typed("rani.a", "--name", "Rani Contoh")
    assert said.exit_code == 1 and "aktif" in said.output
    assert not User.objects.filter(username="rani.a").exists()


def test_a_leader_of_another_office_leads_this_one_not() -> None:
    a_user(Role.KETUA, an_office("sambas", "KPPAD Kabupaten Sambas"))
    assert typed("rani.a", "--name", "Rani Contoh").exit_code == 0


def test_what_was_typed_wrong_is_said_and_nothing_is_made() -> None:
    shut = whose_term_is_over()
    actions.deactivate(user=shut, by=OPERATOR)
    accounts = User.objects.count()
    for said, words in (
        (typed("rani.a"), "nama lengkap"),
        (typed(shut.username), "tidak aktif"),
        (typed("rani.a", office="tiada"), "no office"),
        (typed("rani.a", "--name", "Rani Contoh", "--until", "2001-01-01"), "sebelum"),
    ):
        assert said.exit_code == 1 and words in said.output, said.output
    assert User.objects.count() == accounts and not led_by()


def test_at_the_desk_nobody_does_it() -> None:
    whose_term_is_over()
    admin = a_user(Role.ADMIN)
    with pytest.raises(Refused):
        succeed(office=an_office(), role=Role.KETUA, username="rani.a", name="Rani", password="x" * 20, by=admin)


def test_the_new_leader_gives_the_other_roles_again() -> None:
    whose_term_is_over()
    typed("rani.a", "--name", "Rani Contoh")
    ketua = User.objects.get(username="rani.a")
    wakil = actions.add_user(username="dara", name="Dara Contoh", password="x" * 20, temporary=True, by=ketua)
    actions.appoint(user=wakil, office=an_office(), role=Role.WAKIL, by=ketua)
    assert led_by() == {"rani.a", "dara"}
    assert CliRunner().invoke(password, ["dara"]).exit_code == 0
