"""Every change of offices, users and roles: what it does, what it refuses, and its entry."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from suar.core.clocks.models import LocalClosure
from suar.core.documents.numbers import PatternError
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Covered, Entry
from suar.core.ledger.verify import verify
from suar.registry.accounts import actions, closures
from suar.registry.accounts.models import Appointment, Office, Role, Session, User, several_offices
from suar.registry.accounts.permissions import LEADERS
from tests.factories import (
    PASSWORD,
    a_factor,
    a_user,
    an_agency,
    an_office,
    an_officer,
    an_officer_elsewhere,
    an_outsider,
)

pytestmark = pytest.mark.django_db


def last(verb: str) -> Entry:
    """The one entry of this verb."""
    return Entry.objects.filter(verb=verb).latest("id")


def edit(office: Office, by: object, **fields: object) -> Office:
    now = {"name": office.name, "letterhead": office.letterhead, "city": office.city}
    return actions.edit_office(  # type: ignore[arg-type]  # values of several kinds
        office=office, by=by, **{**now, "letter_pattern": office.letter_pattern, **fields}
    )


def test_an_office_is_founded_and_its_row_is_covered() -> None:
    office = actions.found_office(code="baru", name="KPAD Contoh", by=OPERATOR)
    entry = last("office.found")
    assert (entry.office, entry.actor) == ("baru", "system:operator")
    assert Covered.objects.get(entry=entry).row == str(office.pk)


def test_two_offices_cannot_have_one_code() -> None:
    an_office("baru")
    with pytest.raises(Conflict):
        actions.found_office(code="baru", name="Lain", by=OPERATOR)


def test_an_office_needs_a_pattern_that_makes_numbers() -> None:
    with pytest.raises(PatternError):
        actions.found_office(code="baru", name="KPAD Contoh", letter_pattern="tanpa urut", by=OPERATOR)
    with pytest.raises(PatternError):
        edit(an_office(), a_user(Role.SEKRETARIAT), letter_pattern="{tahun}")


def test_the_secretariat_edits_its_own_office() -> None:
    office = edit(an_office(), a_user(Role.SEKRETARIAT), city="Singkawang", letterhead=["SATU", "", "DUA"])
    assert (office.city, office.letterhead) == ("Singkawang", ["SATU", "DUA"])
    assert last("office.edit").office == office.code


def test_nobody_edits_an_office_elsewhere() -> None:
    sekretariat = a_user(Role.SEKRETARIAT)
    with pytest.raises(Refused):
        edit(an_office("sambas", "KPPAD Kabupaten Sambas"), sekretariat, city="Sambas")


def test_of_two_editors_of_an_office_the_second_is_told() -> None:
    first, second = an_office(), Office.objects.get(pk=an_office().pk)
    edit(first, OPERATOR, city="Singkawang")
    with pytest.raises(Conflict):
        edit(second, OPERATOR, city="Sambas")
    assert an_office().city == "Singkawang"


def test_a_user_is_made_with_a_hashed_password_and_no_role() -> None:
    user = actions.add_user(username="Rani.A", name="Rani Contoh", password=PASSWORD, by=a_user(Role.ADMIN))
    assert (user.username, user.roles, user.check_password(PASSWORD)) == ("rani.a", frozenset(), True)
    assert PASSWORD not in user.password
    assert last("user.add").data == f'{{"user":{user.pk}}}'


def test_two_users_cannot_have_one_username() -> None:
    a_user(username="rani")
    with pytest.raises(Conflict):
        actions.add_user(username="RANI", name="Lain", password=PASSWORD, by=OPERATOR)
    assert User.objects.filter(username="rani").count() == 1


def test_a_user_is_edited() -> None:
    partner, admin = a_user(Role.MITRA), a_user(Role.ADMIN)
    user = actions.edit_user(user=partner, name="Nama Baru", email="kantor@example.org", by=admin)
    assert User.objects.get(pk=user.pk).name == "Nama Baru"
    assert last("user.edit")


def test_a_role_holds_from_today_and_is_in_the_ledger() -> None:
    user = an_officer()
    assert user.roles == {Role.DIVISI_PENGADUAN}
    entry = last("appointment.add")
    assert entry.data == f'{{"role":"divisi_pengaduan","user":{user.pk}}}'
    assert Covered.objects.get(entry=entry).table == "accounts.appointment"


def test_a_role_that_begins_tomorrow_opens_nothing_today() -> None:
    user = actions.add_user(username="rani", name="Rani Contoh", password=PASSWORD, by=OPERATOR)
    tomorrow = timezone.localdate() + timedelta(days=1)
    actions.appoint(user=user, office=an_office(), role=Role.KETUA, since=tomorrow, by=OPERATOR)
    assert user.roles == frozenset()


def test_an_ended_role_opens_nothing_from_that_day_on() -> None:
    user = actions.add_user(username="rani", name="Rani Contoh", password=PASSWORD, by=OPERATOR)
    long_ago = timezone.localdate() - timedelta(days=100)
    appointment = actions.appoint(user=user, office=an_office(), role=Role.KETUA, since=long_ago, by=OPERATOR)
    assert user.roles == {Role.KETUA}
    actions.end_appointment(appointment=appointment, by=OPERATOR)
    assert User.objects.get(pk=user.pk).roles == frozenset()
    assert appointment.until == timezone.localdate() - timedelta(days=1)
    assert last("appointment.end")


def test_a_role_given_and_ended_on_one_day_is_taken_back_whole() -> None:
    user = a_user()
    actions.end_appointment(appointment=user.appointments_now[0], by=OPERATOR)
    assert not Appointment.objects.filter(user=user).exists()
    assert Covered.objects.get(entry=last("appointment.end")).change == "r"


def test_a_role_that_somebody_else_just_ended_is_a_conflict() -> None:
    user = actions.add_user(username="rani", name="Rani Contoh", password=PASSWORD, by=OPERATOR)
    actions.appoint(user=user, office=an_office(), role=Role.KETUA, since=date(2026, 1, 5), by=OPERATOR)
    first, second = Appointment.objects.get(user=user), Appointment.objects.get(user=user)
    actions.end_appointment(appointment=first, by=OPERATOR)
    with pytest.raises(Conflict):
        actions.end_appointment(appointment=second, by=OPERATOR)


@pytest.mark.parametrize("role", [Role.ADMIN, Role.MITRA, Role.GUBERNUR])
def test_some_roles_are_held_alone(role: Role) -> None:
    user = an_officer()
    agency = an_agency() if role == Role.MITRA else None
    with pytest.raises(Refused):
        actions.appoint(user=user, office=an_office(), role=role, agency=agency, by=OPERATOR)


def test_a_commissioner_may_serve_several_offices_and_hold_two_roles() -> None:
    user = an_officer()
    actions.appoint(user=user, office=an_office(), role=Role.DIVISI_PEMANTAUAN, by=OPERATOR)
    actions.appoint(user=user, office=an_office("sambas"), role=Role.DIVISI_PENGADUAN, by=OPERATOR)
    again = User.objects.get(pk=user.pk)
    assert len(again.office_ids) == 2
    assert again.office == an_office()


def test_the_same_role_twice_at_one_time_is_a_conflict() -> None:
    with pytest.raises(Conflict):
        actions.appoint(user=an_officer(), office=an_office(), role=Role.DIVISI_PENGADUAN, by=OPERATOR)


@pytest.mark.parametrize(("role", "with_agency"), [(Role.MITRA, False), (Role.KETUA, True)])
def test_an_agency_goes_with_the_partners_role_alone(role: Role, with_agency: bool) -> None:
    user = actions.add_user(username="rani", name="Rani Contoh", password=PASSWORD, by=OPERATOR)
    agency = an_agency() if with_agency else None
    with pytest.raises(DomainError):
        actions.appoint(user=user, office=an_office(), role=role, agency=agency, by=OPERATOR)


def test_a_role_cannot_end_before_it_begins() -> None:
    user = actions.add_user(username="rani", name="Rani Contoh", password=PASSWORD, by=OPERATOR)
    with pytest.raises(DomainError):
        actions.appoint(
            user=user, office=an_office(), role=Role.KETUA, by=OPERATOR, since=date(2026, 5, 2), until=date(2026, 5, 1)
        )


def test_an_admin_changes_nothing_of_their_own() -> None:
    admin = a_user(Role.ADMIN)
    with pytest.raises(Refused):
        actions.deactivate(user=admin, by=admin)
    with pytest.raises(Refused):
        actions.appoint(user=admin, office=an_office(), role=Role.KETUA, by=admin)
    with pytest.raises(Refused):
        actions.end_appointment(appointment=admin.appointments_now[0], by=admin)
    with pytest.raises(Refused):
        actions.new_password(user=admin, password=PASSWORD, by=admin)
    with pytest.raises(Refused):
        actions.reset_second_factor(user=admin, by=admin)


def test_only_the_owner_chooses_password_and_language() -> None:
    user, admin = a_user(), a_user(Role.ADMIN)
    with pytest.raises(Refused):
        actions.choose_password(user=user, password=PASSWORD, by=admin)
    with pytest.raises(Refused):
        actions.choose_language(user=user, language="en", by=admin)


def test_a_deactivated_account_loses_its_sessions_and_can_come_back() -> None:
    user, client = a_user(), Client()
    client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
    assert Session.objects.filter(user=user).count() == 1
    a_user(Role.WAKIL)
    actions.deactivate(user=user, by=a_user(Role.ADMIN))
    assert not Session.objects.filter(user=user).exists()
    assert client.get(reverse("accounts:profile")).status_code == 302
    actions.reactivate(user=user, by=OPERATOR)
    assert User.objects.get(pk=user.pk).is_active
    assert (last("user.deactivate").data, last("user.reactivate").data) == (f'{{"user":{user.pk}}}',) * 2


def test_local_closures_come_and_go() -> None:
    ketua = a_user(Role.KETUA)
    closure = closures.add_closure(on=date(2026, 5, 30), name="Gawai Contoh", by=ketua)
    closures.edit_closure(closure=closure, on=date(2026, 5, 31), name="Gawai Contoh", by=ketua)
    assert LocalClosure.objects.days() == {date(2026, 5, 31)}
    closures.remove_closure(closure=closure, by=ketua)
    assert not LocalClosure.objects.exists()
    assert list(Entry.objects.filter(verb__startswith="closure.").order_by("id").values_list("verb", flat=True)) == [
        "closure.add",
        "closure.edit",
        "closure.remove",
    ]


def test_one_day_is_closed_once_and_an_old_edit_is_refused() -> None:
    first = closures.add_closure(on=date(2026, 5, 30), name="Satu", by=OPERATOR)
    second = closures.add_closure(on=date(2026, 5, 31), name="Dua", by=OPERATOR)
    with pytest.raises(Conflict):
        closures.add_closure(on=first.on, name="Lagi", by=OPERATOR)
    with pytest.raises(Conflict):
        closures.edit_closure(closure=second, on=first.on, name="Dua", by=OPERATOR)
    first.version += 1
    with pytest.raises(Conflict):
        closures.edit_closure(closure=first, on=first.on, name="Lain", by=OPERATOR)


@pytest.mark.parametrize("taken_over", [Role.KETUA, Role.DIVISI_PENGADUAN, Role.SEKRETARIAT, Role.GUBERNUR])
def test_an_admin_can_neither_make_nor_take_over_an_account_that_reads_children(taken_over: Role) -> None:
    admin, ketua, victim = a_user(Role.ADMIN), a_user(Role.KETUA), a_user(taken_over)
    puppet = actions.add_user(username="hantu", name="Hantu", password=PASSWORD, by=OPERATOR)
    for refused in (
        lambda by: actions.appoint(user=puppet, office=an_office(), role=taken_over, by=by),
        lambda by: actions.new_password(user=victim, password=PASSWORD, by=by),
        lambda by: actions.reset_second_factor(user=victim, by=by),
        lambda by: actions.edit_user(user=victim, name="Lain", email="admin@contoh.invalid", by=by),
        lambda by: actions.reactivate(user=victim, by=by),
    ):
        with pytest.raises(Refused):
            refused(admin)
        refused(ketua)
    assert puppet.roles == {taken_over}


def test_an_admin_takes_no_account_over_whose_role_begins_tomorrow() -> None:
    admin, ketua = a_user(Role.ADMIN), a_user(Role.KETUA)
    user = actions.add_user(username="besok", name="Besok", password=PASSWORD, by=ketua)
    tomorrow = timezone.localdate() + timedelta(days=1)
    actions.appoint(user=user, office=an_office(), role=Role.SEKRETARIAT, since=tomorrow, by=ketua)
    with pytest.raises(Refused):
        actions.new_password(user=user, password=PASSWORD, by=admin)


def test_an_account_that_an_admin_kept_ready_becomes_no_readers() -> None:
    """Whoever gave the last password may have signed in with it, and set up a telephone of their own."""
    admin, ketua = a_user(Role.ADMIN), a_user(Role.KETUA)
    user = actions.add_user(username="baru", name="Baru", password=PASSWORD, by=admin)

    def appointed() -> Appointment:
        return actions.appoint(user=user, office=an_office(), role=Role.SEKRETARIAT, by=ketua)

    with pytest.raises(Refused):
        appointed()
    actions.new_password(user=user, password="beacon-baru-2026", by=ketua)
    actions.new_password(user=user, password=PASSWORD, by=admin)
    with pytest.raises(Refused):
        appointed()
    actions.new_password(user=user, password="beacon-baru-2026", by=ketua)
    a_factor(user)
    appointed()
    assert user.roles == {Role.SEKRETARIAT}
    assert not Authenticator.objects.filter(user=user).exists()
    assert verify().sound


def test_a_telephone_that_its_owner_set_up_stays_with_a_second_role() -> None:
    user, ketua = a_user(Role.DIVISI_PENGADUAN), a_user(Role.KETUA)
    a_factor(user)
    actions.appoint(user=user, office=an_office(), role=Role.DIVISI_PEMANTAUAN, by=ketua)
    assert Authenticator.objects.filter(user=user).exists()


def test_the_leaders_of_one_office_make_no_reader_in_another() -> None:
    here, there = a_user(Role.KETUA), an_officer_elsewhere()
    elsewhere = there.appointments_now[0].office
    puppet = actions.add_user(username="hantu", name="Hantu", password=PASSWORD, by=here)
    for refused in (
        lambda: actions.appoint(user=puppet, office=elsewhere, role=Role.KETUA, by=here),
        lambda: actions.new_password(user=there, password=PASSWORD, by=here),
        lambda: actions.reset_second_factor(user=there, by=here),
    ):
        with pytest.raises(Refused):
            refused()
    assert puppet.roles == frozenset()


def test_an_admin_still_keeps_the_accounts_that_read_no_child() -> None:
    admin, agency = a_user(Role.ADMIN), an_agency()
    user = actions.add_user(username="mitra", name="Mitra", password=PASSWORD, by=admin)
    actions.appoint(user=user, office=an_office(), role=Role.MITRA, agency=agency, by=admin)
    actions.new_password(user=user, password=PASSWORD, by=admin)
    actions.edit_user(user=user, name="Mitra Lain", email="", by=admin)
    assert user.roles == {Role.MITRA}


@pytest.mark.parametrize("role", [role for role in Role if role not in LEADERS | {Role.ADMIN}])
def test_only_the_admin_and_the_leaders_keep_users(role: Role) -> None:
    by, user = a_user(role), a_user()
    for refused in (
        lambda: actions.add_user(username="x", name="X", password=PASSWORD, by=by),
        lambda: actions.edit_user(user=user, name="X", email="", by=by),
        lambda: actions.appoint(user=user, office=an_office(), role=Role.WAKIL, by=by),
        lambda: actions.end_appointment(appointment=user.appointments_now[0], by=by),
        lambda: actions.new_password(user=user, password=PASSWORD, by=by),
        lambda: actions.reset_second_factor(user=user, by=by),
        lambda: actions.deactivate(user=user, by=by),
        lambda: actions.reactivate(user=user, by=by),
        lambda: actions.found_office(code="x", name="X", by=by),
    ):
        with pytest.raises(Refused):
            refused()


def test_the_three_standing_people() -> None:
    assert an_officer().office == an_office()
    assert an_officer_elsewhere().office != an_office()
    assert an_outsider().roles == {Role.GUBERNUR}


def test_whether_there_are_several_offices() -> None:
    an_office()
    assert not several_offices()
    an_office("sambas")
    assert several_offices()
