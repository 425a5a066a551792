"""Who carries how much: what is counted, what only a leader adds, and who watches what nobody holds."""

from __future__ import annotations

from typing import Any

import pytest

from suar.casework.cases import actions as cases
from suar.casework.cases import alongside
from suar.casework.cases.models import Case, Note
from suar.casework.cases.perms import get_case
from suar.casework.conflicts import actions as conflicts
from suar.casework.duties.models import Duty
from suar.casework.supervision import actions, watching
from suar.casework.supervision.caseload import loads_in
from suar.casework.supervision.models import FileWatch
from suar.casework.supervision.watching import watchers_of
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.actors import OPERATOR
from suar.core.vault.fields import unlock
from suar.registry.accounts import actions as accounts
from suar.registry.accounts.models import Appointment, Role, User
from tests.casework.supervision.ground import files, fresh, last, nobodys, signed_in, words_of
from tests.factories import a_case, a_child, a_closed_case, a_user, an_officer, an_officer_elsewhere, an_outsider

pytestmark = pytest.mark.django_db
PAGE = "/supervisi/"


@pytest.fixture
def ketua() -> User:
    return a_user(Role.KETUA)


@pytest.fixture
def officer() -> User:
    return an_officer()


# counted


def test_open_files_and_after_care_are_counted_in_the_own_office_alone(ketua: User, officer: User) -> None:
    files(officer, 2), files(officer, 1, "low")
    a_closed_case(officer, ketua)
    files(an_officer_elsewhere(), 3)
    found = loads_in(officer.office, [officer, ketua])
    assert found[officer.pk].weight == 2 * 3 + 1 + 0.5
    assert found[ketua.pk].weight == 0


def test_what_is_said_beside_a_name_grows_with_the_load(ketua: User, officer: User) -> None:
    case = a_case(ketua)
    said = []
    for more in (7, 1, 2):
        files(officer, more)
        said.append(alongside.burdens_of(case, [officer])[officer.pk])
    assert [burden.heavy for burden in said] == [False, True, True]
    assert [bool(burden.barred) for burden in said] == [False, False, True]
    assert "penuh" not in said[0].said and "mendekati penuh" in said[1].said and "penuh" in said[2].said


# given all the same


def test_whoever_is_full_is_given_another_file_of_high_risk_by_a_leader_alone(ketua: User, officer: User) -> None:
    files(officer, 10)
    case = a_case(ketua)
    with pytest.raises(DomainError, match="batasnya 30"):
        cases.assign(case=case, officer=officer, by=ketua)
    with pytest.raises(Refused):
        cases.assign(case=case, officer=officer, by=a_user(Role.SEKRETARIAT), why="Dia mengenal keluarganya")
    assert fresh(case).officer == ketua
    cases.assign(case=case, officer=officer, by=ketua, why="Dia sudah dipercaya anak ini")
    assert fresh(case).officer == officer
    note = unlock(list(Note.objects.filter(case=case)))[0]
    assert note.said == "Dia sudah dipercaya anak ini"
    assert '"over":true' in last("case.assign").data.replace(" ", "")


def test_a_lighter_file_or_one_already_held_needs_no_leader(ketua: User, officer: User) -> None:
    held = files(officer, 10)[0]
    cases.assign(case=a_case(ketua, risk="medium"), officer=officer, by=ketua)
    cases.assign(case=held, officer=officer, by=officer)
    assert not Note.objects.exists()


def test_a_file_is_opened_all_the_same_and_then_nobody_holds_it(ketua: User, officer: User) -> None:
    files(officer, 10)
    case = cases.open_case(
        child=a_child(officer), office=officer.office, by=officer, kind="non", cluster="trafficking", officer=officer
    )
    assert fresh(case).officer is None
    assert watchers_of([case])[case.pk].user == ketua
    assert a_case(officer, risk="low").officer == officer


# watched


def test_a_leader_watches_unless_it_is_withheld_from_them(ketua: User, officer: User) -> None:
    wakil = a_user(Role.WAKIL)
    case = nobodys(officer)
    assert (watchers_of([case])[case.pk].user, watchers_of([case])[case.pk].named) == (ketua, False)
    conflicts.withhold(subject=case.child_id, office=case.office, user=ketua, by=wakil, why="Kerabat")
    assert watchers_of([case])[case.pk].user == wakil


def test_somebody_is_named_and_another_after_them(ketua: User, officer: User) -> None:
    case, second = nobodys(officer), a_user(Role.SEKRETARIAT)
    first = actions.watch_file(case=case, user=officer, by=ketua)
    assert actions.watch_file(case=case, user=officer, by=ketua) == first
    actions.watch_file(case=case, user=second, by=ketua)
    assert watchers_of([case])[case.pk].user == second and watchers_of([case])[case.pk].named
    assert FileWatch.objects.count() == 2
    assert last("supervision.watch").subject == case.child_id


def test_with_a_holder_the_watch_ends(ketua: User, officer: User) -> None:
    case = nobodys(officer)
    actions.watch_file(case=case, user=officer, by=ketua)
    cases.assign(case=fresh(case), officer=officer, by=ketua)
    assert not FileWatch.objects.standing().exists()
    assert last("supervision.unwatch").actor == ketua.actor_id
    with pytest.raises(Conflict):
        actions.watch_file(case=case, user=officer, by=ketua)


@pytest.mark.parametrize("gone", ["account", "role", "withheld"])
def test_a_file_whose_holder_cannot_work_it_waits_for_another(ketua: User, officer: User, gone: str) -> None:
    case, fine = a_case(officer), a_case(ketua)
    assert not Case.objects.unheld().exists()
    if gone == "account":
        accounts.deactivate(user=officer, by=OPERATOR)
    elif gone == "role":
        accounts.end_appointment(appointment=Appointment.objects.get(user=officer), by=OPERATOR)
    else:
        who: Any = {"user": officer, "by": ketua, "why": "Kerabat", "reader": "Wakil Ketua"}
        conflicts.withhold(subject=case.child_id, office=case.office, **who)
    shown = words_of(signed_in(ketua).get(PAGE)).partition("Berkas tanpa petugas")[2]
    assert case.number in shown and fine.number not in shown
    assert watchers_of([case])[case.pk].user == ketua
    assert signed_in(ketua).get(f"{PAGE}penjaga/{case.pk}/").status_code == 200
    assert "Belum ada petugas" in words_of(signed_in(ketua).get(f"/berkas/{case.pk}/"))
    assert actions.watch_file(case=fresh(case), user=ketua, by=ketua).user == ketua


def test_who_may_not_name_a_watcher(ketua: User, officer: User) -> None:
    case = nobodys(officer)
    for by in (officer, an_officer_elsewhere()):
        with pytest.raises(Refused):
            actions.watch_file(case=case, user=officer, by=by)
    with pytest.raises(DomainError):
        actions.watch_file(case=case, user=an_outsider(), by=ketua)
    assert not FileWatch.objects.exists()


def test_a_rule_of_the_program_is_never_barred(officer: User, ketua: User) -> None:
    files(officer, 10)
    case = a_case(ketua)
    cases.assign(case=case, officer=officer, by=OPERATOR)
    assert fresh(case).officer == officer


# the pages


def test_the_page_shows_loads_and_what_nobody_holds(ketua: User, officer: User) -> None:
    files(officer, 8)
    case = nobodys(officer)
    shown = words_of(signed_in(officer).get(PAGE))
    assert "mendekati penuh" in shown and case.number in shown and ketua.name in shown
    assert str(case.pk) in last("read.caseload").data
    assert "Tunjuk" not in shown and "Tunjuk" in words_of(signed_in(ketua).get(PAGE))


def test_what_is_withheld_from_the_reader_is_not_in_it(ketua: User, officer: User) -> None:
    case = nobodys(officer)
    who: Any = {"user": officer, "by": ketua, "why": "Kerabat", "reader": "Wakil Ketua"}
    conflicts.withhold(subject=case.child_id, office=case.office, **who)
    assert case.number not in words_of(signed_in(officer).get(PAGE))
    assert case.number in words_of(signed_in(ketua).get(PAGE))


def test_a_leader_names_a_watcher_on_its_page(ketua: User, officer: User) -> None:
    case = nobodys(officer)
    page, browser = f"{PAGE}penjaga/{case.pk}/", signed_in(ketua)
    assert browser.get(page).status_code == 200
    assert browser.post(page, {"user": ""}).context["form"].errors
    assert browser.post(page, {"user": officer.pk}).headers["Location"] == PAGE
    assert officer.name in words_of(signed_in(officer).get(f"/berkas/{case.pk}/"))
    assert signed_in(officer).get(page).status_code == 403
    assert signed_in(a_user(Role.KETUA, an_officer_elsewhere().office)).get(page).status_code == 404
    assert browser.get(f"{PAGE}penjaga/{a_case(ketua).pk}/").status_code == 404


def test_the_form_says_who_is_full_and_asks_a_leader_why(ketua: User, officer: User) -> None:
    files(officer, 10)
    case = a_case(ketua)
    page, browser = f"/berkas/{case.pk}/petugas/", signed_in(ketua)
    shown = browser.get(page)
    assert "beban 30, 10 berkas terbuka: penuh" in words_of(shown)
    given = {"version": case.version, "officer": officer.pk, "why": ""}
    assert "batasnya 30" in words_of(browser.post(page, given))
    assert browser.post(page, given | {"why": "Hanya dia yang berbahasa Taman"}).status_code == 302
    assert fresh(case).officer == officer


def test_admin_sees_nothing_of_it() -> None:
    assert signed_in(a_user(Role.ADMIN)).get(PAGE).status_code == 403


def test_what_is_said_beside_a_name_counts_no_file_that_is_withheld_from_the_reader(officer: User, ketua: User) -> None:
    third = a_user(Role.SEKRETARIAT)
    mine, hidden = a_case(third, risk="low"), files(officer, 2)[0]
    who: Any = {"user": third, "by": ketua, "why": "Kerabat", "reader": "Wakil"}
    conflicts.withhold(subject=hidden.child_id, office=hidden.office, **who)
    assert "1 berkas" in alongside.burdens_of(mine, [officer], third)[officer.pk].said
    assert "2 berkas" in alongside.burdens_of(mine, [officer], ketua)[officer.pk].said
    files(officer, 8)
    heavy = alongside.burdens_of(a_case(ketua), [officer], third)[officer.pk]
    assert "9 berkas" in heavy.said and heavy.barred


def test_from_whom_a_file_is_withheld_its_leaders_read_and_whoever_they_named(ketua: User, officer: User) -> None:
    clerk = a_user(Role.SEKRETARIAT, ketua.office)
    case = a_case(officer)
    conflicts.add_tie(user=officer, by=officer, kind="sibling", name="Rara Contoh")  # nobody decided yet
    for user, reads in ((ketua, True), (clerk, False)):
        text = words_of(signed_in(user).get(PAGE))
        assert (f"atas nama {officer.name}" in text, case.number in text) == (reads, reads)
        assert bool(watching.panel(get_case(user, case.pk), user)) is reads
    actions.watch_file(case=case, user=clerk, by=ketua)
    assert case.number in words_of(signed_in(clerk).get(PAGE))
    assert watching.panel(get_case(clerk, case.pk), clerk)


def test_that_a_holder_left_everybody_may_read(ketua: User, officer: User) -> None:
    case, clerk = a_case(officer), a_user(Role.SEKRETARIAT, ketua.office)
    accounts.deactivate(user=officer, by=OPERATOR)
    assert f"atas nama {officer.name}" in words_of(signed_in(clerk).get(PAGE))
    assert watching.panel(get_case(clerk, case.pk), clerk)


def test_what_is_only_suspected_is_not_read_from_whose_a_new_duty_is(ketua: User, officer: User) -> None:
    case, clerk = a_case(officer), a_user(Role.SEKRETARIAT, ketua.office)
    conflicts.add_tie(user=officer, by=officer, kind="sibling", name="Rara Contoh")
    cases.write_sheet(case=get_case(clerk, case.pk), by=clerk, safe="yes")
    owed = Duty.objects.open().get(case_id=case.pk, kind="monitor")
    assert owed.officer == officer
    accounts.deactivate(user=officer, by=OPERATOR)
    cases.write_sheet(case=get_case(clerk, case.pk), by=clerk, safe="yes")
    assert Duty.objects.open().get(case_id=case.pk, kind="monitor").officer is None
