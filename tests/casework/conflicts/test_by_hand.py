"""A leader who withholds a file from somebody does it neither in silence nor alone."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from suar.casework.cases.models import Case
from suar.casework.conflicts import actions, perms
from suar.casework.conflicts.alarm_kinds import BY_HAND, BY_THE_LAST, ONE_READER
from suar.casework.conflicts.models import Status, Turn, Withholding
from suar.core.alarms.models import Alarm
from suar.core.errors import DomainError, Refused
from suar.core.ledger.actors import OPERATOR
from suar.core.vault.fields import unlock
from suar.registry.accounts import actions as accounts
from suar.registry.accounts.alarms import addresses, heard
from suar.registry.accounts.models import Role, User
from tests.factories import a_case, a_complaint, a_user, an_office, an_officer

pytestmark = pytest.mark.django_db
WHY = "Ia paman anak itu."


@pytest.fixture
def ketua() -> User:
    an_office()
    return a_user(Role.KETUA)


def withhold(case: Case, user: User, by: User, **facts: str) -> Withholding:
    return actions.withhold(
        subject=case.child_id, office=case.office, user=user, by=by, why=WHY, reference=case.number, case_id=case.pk,
        **facts,
    )  # fmt: skip


def read(row: Withholding) -> Withholding:
    return unlock(Withholding.objects.filter(pk=row.pk).select_related("office", "user", "by"))[0]


def hears(user: User) -> set[str]:
    return set(heard(User.objects.get(pk=user.pk)).open().values_list("kind", flat=True))


def with_address(user: User) -> User:
    return accounts.edit_user(user=user, by=OPERATOR, name=user.name, email=f"{user.username}@contoh.example")


def test_another_leader_hears_of_it_and_is_not_told_which_file(ketua: User) -> None:
    wakil, officer = with_address(a_user(Role.WAKIL)), an_officer()
    case = a_case(ketua)
    row = withhold(case, officer, ketua)
    assert (hears(wakil), hears(ketua), hears(officer)) == ({BY_HAND}, set(), set())
    alarm = Alarm.objects.get()
    told = f"{alarm.subject} {alarm.details} {alarm.what.words} {alarm.what.mail}"
    assert not any(code in told for code in (str(case.child_id), case.child_id.hex, case.number, officer.name))
    assert [address for address, _language in addresses(alarm)] == [wakil.email]
    assert row in perms.decided_by(wakil)


def test_who_withholds_from_every_other_leader_is_heard_of_by_the_commissioners_and_by_nobody_withheld_from(
    ketua: User,
) -> None:
    wakil, officer, secretary = with_address(a_user(Role.WAKIL)), an_officer(), a_user(Role.SEKRETARIAT)
    row = withhold(a_case(ketua), wakil, ketua)
    assert (hears(officer), hears(secretary)) == ({BY_THE_LAST}, {BY_THE_LAST})
    assert (hears(ketua), hears(wakil)) == (set(), set())
    assert addresses(Alarm.objects.get()) == []
    assert row.turn == Turn.COMMISSIONERS and row in perms.decided_by(officer)
    row = actions.lift(withholding=read(row), by=officer, why="Tidak beralasan.")
    assert row.status == Status.LIFTED and not Alarm.objects.open().exists()


def test_an_officer_lifts_nothing_where_another_leader_is_free(ketua: User) -> None:
    a_user(Role.WAKIL)
    row = withhold(a_case(ketua), a_user(Role.SEKRETARIAT), ketua)
    with pytest.raises(Refused):
        actions.lift(withholding=read(row), by=an_officer(), why="Tidak beralasan.")


def test_who_would_be_the_only_reader_names_another_and_the_admin_hears_of_it(ketua: User) -> None:
    wakil, admin = a_user(Role.WAKIL), a_user(Role.ADMIN)
    case = a_case(ketua)
    for reader in ("", "   ", "..."):
        with pytest.raises(DomainError, match="kurang dari dua orang"):
            withhold(case, wakil, ketua, reader=reader)
    assert not Withholding.objects.exists() and not Alarm.objects.exists()
    row = withhold(case, wakil, ketua, reader="Ibu Misal, Inspektorat")
    assert read(row).reader == "Ibu Misal, Inspektorat"
    assert hears(admin) == {ONE_READER} and not hears(wakil) and not hears(ketua)


def test_a_partner_reads_no_file_so_that_nobody_need_be_named(ketua: User) -> None:
    assert withhold(a_case(ketua), a_user(Role.MITRA), ketua).in_force


def test_what_was_given_back_and_is_taken_anew_is_told_anew(ketua: User) -> None:
    wakil, officer = a_user(Role.WAKIL), an_officer()
    row = withhold(a_case(ketua), officer, ketua)
    actions.lift(withholding=read(row), by=wakil, why="Tidak beralasan.")
    assert hears(wakil) == set()
    actions.confirm(withholding=read(row), by=ketua, why=WHY)
    assert (hears(wakil), hears(ketua)) == ({BY_HAND}, set())


def test_a_suspicion_that_was_dismissed_and_is_confirmed_later_is_by_hand(ketua: User) -> None:
    wakil, officer = a_user(Role.WAKIL), an_officer()
    secretary = a_user(Role.SEKRETARIAT, name="Herkulanus Bujangga")
    complaint = a_complaint(officer, story="Yang menyuruh Herkulanus Bujangga.")
    row = read(Withholding.objects.about(complaint.subject).get(user=secretary))
    actions.dismiss(withholding=row, by=wakil, why="Orang lain.")
    assert not Alarm.objects.open().exists()
    actions.confirm(withholding=read(row), by=ketua, why=WHY)
    assert (hears(wakil), hears(ketua)) == ({BY_HAND}, set())


def test_stepping_back_oneself_and_a_suspicion_are_no_alarm(ketua: User) -> None:
    officer = a_user(Role.DIVISI_PENGADUAN, name="Herkulanus Bujangga")
    case = a_case(ketua, summary="Tinggal bersama Herkulanus Bujangga.")
    actions.recuse(subject=case.child_id, office=case.office, by=ketua)
    assert Withholding.objects.filter(user__in=[officer, ketua]).count() == 2
    assert not Alarm.objects.exists()


def test_the_page_asks_for_the_reader_keeps_what_was_typed_and_the_decider_reads_it(
    ketua: User, client: Client
) -> None:
    wakil = a_user(Role.WAKIL)
    case = a_case(ketua)
    address = reverse("conflicts:withhold", args=[case.child_id])
    client.force_login(ketua)
    given = {"person": wakil.pk, "why": WHY}
    refused = client.post(address, given)
    assert "kurang dari dua orang" in refused.content.decode() and WHY in refused.content.decode()
    assert not Withholding.objects.exists()
    assert client.post(address, {**given, "reader": "Ibu Misal, Inspektorat"}).status_code == 302
    page = reverse("conflicts:withholding-detail", args=[subject_row(case.child_id).pk])
    assert "Ibu Misal, Inspektorat" in client.get(page).content.decode()


def subject_row(subject: UUID) -> Withholding:
    return Withholding.objects.about(subject).get()
