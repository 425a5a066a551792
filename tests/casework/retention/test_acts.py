"""An act needs two persons and a time to take it back; in the end there is a paper and nothing that opens."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.casework.children.models import Child
from suar.casework.retention import actions, paper
from suar.casework.retention.models import Act, ActStatus, Item, ItemStatus
from suar.casework.retention.recording import items_of
from suar.config.demo.clock import at
from suar.core import ledger
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger import copies, holds, keyholding
from suar.core.ledger.actions import sequence_all
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry, Erasure
from suar.core.ledger.verify import verify
from suar.core.vault import keys
from suar.registry.accounts.models import Role, User
from tests.factories import (
    a_done_act,
    a_due_item,
    a_hold,
    a_started_act,
    a_user,
    an_act,
    an_approved_act,
    an_officer,
    an_officer_elsewhere,
    an_old_case,
)

pytestmark = pytest.mark.django_db
IN_EIGHT_DAYS = timedelta(days=8)


def leader(act: Act) -> User:
    return a_user(Role.WAKIL, act.office)


def test_several_files_go_in_one_act_under_one_rotation_with_one_paper() -> None:
    officer = an_officer()
    first, second = an_old_case(officer), an_old_case(officer)
    copies.note("20991231T000000Z", by=OPERATOR)
    act = a_done_act(officer, a_due_item(officer, first), a_due_item(officer, second))
    assert (act.status, act.office) == (ActStatus.DONE, officer.office)
    assert act.number and act.dated == timezone.localdate()
    assert str(act.unreadable_from) == "2100-01-30"
    assert bytes(act.paper).startswith(b"%PDF") and act.sha256 == hashlib.sha256(bytes(act.paper)).hexdigest()
    for case in (first, second):
        assert keys.is_erased(case.child_id)
        assert Child.objects.get(pk=case.child_id).name == "(sudah dimusnahkan)"
        assert Case.objects.get(pk=case.pk).summary in ("", "(sudah dimusnahkan)")
    assert set(Item.objects.values_list("status", "erased_on")) == {(ItemStatus.ERASED, act.dated)}
    assert Entry.objects.filter(verb="vault.rotate").count() == 1
    assert Erasure.objects.count() == 2 and not Erasure.objects.open().exists()
    sequence_all()
    assert verify().wrong == []


def test_each_step_stands_in_the_ledger_with_who_did_it() -> None:
    act = a_done_act()
    told = Entry.objects.filter(verb__startswith="retention.").order_by("pk").values_list("verb", "actor")
    assert act.approved_by and act.started_by
    assert list(told) == [
        ("retention.propose", "system:worker"),
        ("retention.draw_up", act.proposed_by.actor_id),
        ("retention.approve", act.approved_by.actor_id),
        ("retention.start", act.started_by.actor_id),
        ("retention.done", "system:worker"),
    ]
    order = ["retention.start", "vault.erase.intend", "vault.erase", "retention.done"]
    assert list(Entry.objects.filter(verb__in=order).order_by("pk").values_list("verb", flat=True)) == order
    assert Entry.objects.get(verb="vault.erase.intend").why == "retention"


def test_the_paper_names_files_persons_and_bases_and_no_child() -> None:
    officer = an_officer()
    case = an_old_case(officer)
    name = Child.objects.get(pk=case.child_id).name
    act = a_done_act(officer, a_due_item(officer, case))
    words = paper.written(act, items_of(act))
    text = str(words)
    assert [row["berkas"] for row in words["berkas"]] == [case.number]
    assert name not in text and name.split()[0] not in text
    assert any("pasal 51 dan 86 (belum diperiksa ahli hukum)" in line for line in words["dasar"])
    assert "5 tahun" in words["golongan"][0] and "(bukan ketentuan undang-undang)" in words["golongan"][0]
    assert [person["peran"] for person in words["orang"]] == ["Menyusun", "Menyetujui", "Melaksanakan"]
    assert act.proposed_by.name in text and words["nomor"] == act.number
    assert words["tidak_terbaca"].endswith(str(timezone.localdate().year))
    assert paper.pdf(words, at=act.done_at or timezone.now()) == bytes(act.paper)


def test_who_drew_it_up_does_not_approve_it_and_only_a_leader_does() -> None:
    ketua = a_user(Role.KETUA)
    act = an_act(ketua)
    for wrong in (ketua, an_officer(act.office), an_officer_elsewhere()):
        with pytest.raises(Refused):
            actions.approve(act=act, by=wrong)
    assert Act.objects.get().status == ActStatus.PROPOSED
    actions.approve(act=act, by=leader(act))
    with pytest.raises(Conflict):
        actions.approve(act=act, by=leader(act))


def test_the_database_refuses_one_person_twice() -> None:
    act = an_act()
    act.approved_by = act.proposed_by
    with pytest.raises(IntegrityError), transaction.atomic(), ledger.record("x", by=OPERATOR) as entry:
        entry.change(act)


def test_it_is_not_carried_out_before_the_waiting_time_and_not_without_approval() -> None:
    act = an_act()
    with pytest.raises(Conflict):
        actions.start(act=act, by=leader(act))
    act = Act.objects.get()
    actions.approve(act=act, by=leader(act))
    with pytest.raises(DomainError):
        actions.start(act=act, by=leader(act))
    assert not Erasure.objects.exists()
    with at(timezone.now() + IN_EIGHT_DAYS):
        with pytest.raises(Refused):
            actions.start(act=act, by=an_officer(act.office))
        actions.start(act=act, by=leader(act))
    assert Erasure.objects.open().count() == 1


@pytest.mark.parametrize("make", [an_act, an_approved_act])
def test_until_it_is_carried_out_it_can_be_taken_back(make: object) -> None:
    act = make()  # type: ignore[operator]  # a factory
    officer = an_officer(act.office)
    with pytest.raises(DomainError):
        actions.withdraw(act=act, why="because", by=officer)
    actions.withdraw(act=act, why="needed", by=officer)
    item = Item.objects.get()
    assert (item.status, item.act) == (ItemStatus.DUE, None)
    assert Entry.objects.get(verb="retention.withdraw").why == "needed"
    with at(timezone.now() + IN_EIGHT_DAYS), pytest.raises(Conflict):
        actions.start(act=act, by=leader(act))
    assert an_act(officer, item).pk != act.pk


def test_once_it_runs_there_is_no_way_back() -> None:
    act = a_started_act()
    with pytest.raises(Conflict):
        actions.withdraw(act=act, why="needed", by=an_officer(act.office))
    with pytest.raises(Conflict):
        a_hold(Item.objects.get().subject, leader(act))


def test_a_hold_stops_an_act_at_every_step() -> None:
    officer = an_officer()
    case = an_old_case(officer)
    item, ketua = a_due_item(officer, case), a_user(Role.KETUA, officer.office)
    wakil = a_user(Role.WAKIL, officer.office)  # whoever lets it go is not the one who approves
    hold = a_hold(case.child_id, ketua)
    with pytest.raises(Refused, match=case.number):
        an_act(officer, item)
    actions.lift(hold=hold, why="Perkara selesai.", by=wakil)
    act = an_act(officer, Item.objects.get())
    hold = a_hold(case.child_id, ketua)
    with pytest.raises(Refused, match=case.number):
        actions.approve(act=act, by=ketua)
    actions.lift(hold=hold, why="Perkara selesai.", by=wakil)
    act = actions.approve(act=Act.objects.get(), by=ketua)
    a_hold(case.child_id, ketua)
    with at(timezone.now() + IN_EIGHT_DAYS), pytest.raises(Refused, match=case.number):
        actions.start(act=act, by=ketua)
    assert Act.objects.get().status == ActStatus.APPROVED and not Erasure.objects.exists()
    assert keys.open_one(case.child_id)


def test_a_file_that_was_opened_again_stops_the_act() -> None:
    officer = an_officer()
    case = an_old_case(officer)
    act = an_approved_act(officer, a_due_item(officer, case))
    cases.reopen(case=case, why="Anak datang lagi.", by=officer)
    with at(timezone.now() + IN_EIGHT_DAYS), pytest.raises(Conflict, match=case.number):
        actions.start(act=act, by=leader(act))
    assert not Erasure.objects.exists()


def test_a_hold_is_a_leaders_and_of_an_own_file() -> None:
    officer = an_officer()
    case = an_old_case(officer)
    for wrong in (officer, a_user(Role.KETUA, an_officer_elsewhere().office)):
        with pytest.raises(Refused):
            actions.hold(subject=case.child_id, reason="court", basis="Surat 1", by=wrong)
    hold = a_hold(case.child_id, a_user(Role.KETUA, officer.office))
    assert (hold.reference, hold.office) == (case.number, officer.office.code)
    with pytest.raises(Refused):
        actions.lift(hold=hold, why="Selesai.", by=officer)
    assert holds.held_among([case.child_id]) == {case.child_id}
    with pytest.raises(DomainError):
        actions.hold(subject=a_user().office.cases.model().pk, reason="court", basis="Surat 1", by=a_user(Role.KETUA))


def test_an_act_is_about_one_to_a_hundred_proposals_of_the_own_office() -> None:
    officer = an_officer()
    with pytest.raises(DomainError):
        actions.draw_up(office=officer.office, items=[], by=officer)
    item = a_due_item(officer)
    with pytest.raises(Refused):
        actions.draw_up(office=officer.office, items=[item.pk], by=an_officer_elsewhere())
    an_act(officer, item)
    with pytest.raises(Conflict):
        an_act(officer, item)


def test_an_act_is_finished_once_and_not_while_a_key_is_there() -> None:
    a_started_act()
    assert actions.finish_started() == 0
    assert Act.objects.get().status == ActStatus.RUNNING
    keyholding.finish_erasures()
    assert [actions.finish_started() for _ in range(2)] == [1, 0]


def test_two_acts_that_run_at_once_are_erased_under_one_rotation() -> None:
    a_started_act()
    a_started_act()
    assert keyholding.finish_erasures() == 2
    assert actions.finish_started() == 2
    assert Entry.objects.filter(verb="vault.rotate").count() == 1
    assert len(set(Act.objects.values_list("number", flat=True))) == 2
