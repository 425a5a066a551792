"""A hold protects a file from one person's decision: whoever lets it go does not decide on its end as well."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.complaints import actions as complaints
from suar.casework.retention import actions, letting_go
from suar.casework.retention.models import Act, ActStatus
from suar.casework.retention.recording import items_of
from suar.config.demo.clock import at
from suar.core.errors import Refused
from suar.core.ledger import holds
from suar.core.ledger.models import Erasure, Hold
from suar.registry.accounts.models import Role, User
from tests.desk.pages import signed_in, text_of
from tests.factories import (
    a_due_item,
    a_hold,
    a_triaged_complaint,
    a_user,
    an_act,
    an_approved_act,
    an_officer,
    an_old_case,
)

pytestmark = pytest.mark.django_db
WAITING = "berita acara pemusnahan menunggu persetujuan"


@pytest.fixture
def officer() -> User:
    return an_officer()


@pytest.fixture
def ketua(officer: User) -> User:
    return a_user(Role.KETUA, officer.office)


@pytest.fixture
def wakil(officer: User) -> User:
    return a_user(Role.WAKIL, officer.office)


@pytest.fixture
def case(officer: User) -> Case:
    return an_old_case(officer)


def let_go(case: Case, by: User) -> None:
    actions.lift(hold=a_hold(case.child_id, by), why="Perkara selesai.", by=by)


def detail(act: Act) -> str:
    return reverse("retention:act-detail", args=[act.pk])


def test_whoever_let_a_file_go_does_not_approve_its_end_and_another_leader_may(
    case: Case, officer: User, ketua: User, wakil: User
) -> None:
    let_go(case, ketua)
    act = an_act(officer, a_due_item(officer, case), a_due_item(officer))
    with pytest.raises(Refused, match=f"Anda melepas penahanan {case.number}. Selama 90 hari"):
        actions.approve(act=act, by=ketua)
    assert Act.objects.get().status == ActStatus.PROPOSED
    actions.approve(act=Act.objects.get(), by=wakil)
    assert Act.objects.get().approved_by == wakil


def test_a_file_let_go_after_the_approval_is_carried_out_by_another(
    case: Case, officer: User, ketua: User, wakil: User
) -> None:
    act = an_approved_act(officer, a_due_item(officer, case))
    let_go(case, ketua)
    with at(timezone.now() + timedelta(days=8)):
        with pytest.raises(Refused, match=case.number):
            actions.start(act=act, by=ketua)
        assert not Erasure.objects.exists()
        actions.start(act=Act.objects.get(), by=wakil)
    assert Erasure.objects.open().count() == 1


def test_ninety_days_later_the_same_leader_may(case: Case, officer: User, ketua: User) -> None:
    let_go(case, ketua)
    act = an_act(officer, a_due_item(officer, case))
    with at(timezone.now() + timedelta(days=89)), pytest.raises(Refused):
        actions.approve(act=act, by=ketua)
    with at(timezone.now() + timedelta(days=91)):
        actions.approve(act=Act.objects.get(), by=ketua)
    assert Act.objects.get().status == ActStatus.APPROVED


def test_the_command_takes_no_leader_who_let_the_file_go(case: Case, officer: User, ketua: User, wakil: User) -> None:
    let_go(case, ketua)
    with pytest.raises(Refused, match=case.number):
        actions.erase_at_once(subject=case.child_id, why="order", first=officer, second=ketua)
    assert not Act.objects.exists() and not Erasure.objects.exists()
    act = actions.erase_at_once(subject=case.child_id, why="order", first=officer, second=wakil)
    assert act.status == ActStatus.DONE


def test_the_page_says_so_and_hari_ini_asks_another(case: Case, officer: User, ketua: User, wakil: User) -> None:
    let_go(case, ketua)
    act = an_act(officer, a_due_item(officer, case))
    approve = reverse("retention:act-approve", args=[act.pk])
    shown = text_of(signed_in(ketua), detail(act))
    assert "Pimpinan lain yang memutuskan" in shown and "Selama 90 hari" in shown and approve not in shown
    assert WAITING not in text_of(signed_in(ketua), reverse("desk:today"))
    shown = text_of(signed_in(wakil), detail(act))
    assert "Pimpinan lain yang memutuskan" not in shown and approve in shown
    assert WAITING in text_of(signed_in(wakil), reverse("desk:today"))
    refused = signed_in(ketua).post(approve, {"version": act.version})
    assert refused.status_code == 403 and "Anda melepas penahanan" in refused.content.decode()


def test_the_page_tells_before_the_press_what_letting_go_brings(case: Case, ketua: User) -> None:
    hold = a_hold(case.child_id, ketua)
    assert "selama 90 hari pimpinan lain" in text_of(signed_in(ketua), reverse("retention:hold-lift", args=[hold.pk]))


def test_two_holds_that_became_one_were_let_go_by_nobody(officer: User, ketua: User) -> None:
    first, second = a_triaged_complaint(officer), a_triaged_complaint(officer)
    case = complaints.make_case(complaint=first, by=officer)
    a_hold(case.child_id, ketua), a_hold(second.subject, ketua)
    complaints.make_case(complaint=second, by=officer, case=case, child=case.child)
    assert Hold.objects.exclude(lifted_at=None).get().lifted_by == ketua.actor_id
    assert not holds.lifted_by(ketua, since=timezone.now() - timedelta(days=1)).exists()


def test_what_somebody_else_let_go_binds_nobody_here(case: Case, officer: User, ketua: User, wakil: User) -> None:
    let_go(case, wakil)
    act = an_act(officer, a_due_item(officer, case))
    assert letting_go.let_go_by(ketua, items_of(act)) == []
    assert letting_go.let_go_by(wakil, items_of(act)) == items_of(act)
