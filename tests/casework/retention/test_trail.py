"""The trail tells nobody of an act that is withheld from them, and the others everything."""

from __future__ import annotations

import pytest
from django.urls import reverse

from suar.casework.cases.models import Case
from suar.casework.conflicts import actions as conflicts
from suar.casework.retention import actions
from suar.core.ledger.models import EntryQuerySet
from suar.desk import trails
from suar.registry.accounts.models import Role, User
from tests.desk.pages import signed_in, text_of
from tests.factories import a_due_item, a_user, an_act, an_officer, an_old_case

pytestmark = pytest.mark.django_db


def told(user: User) -> EntryQuerySet:
    return trails.seen_by(user).filter(verb__contains="retention")


def in_conflict(case: Case) -> User:
    named = a_user(Role.WAKIL, case.office)
    conflicts.recuse(subject=case.child_id, office=case.office, by=named, reference=case.number, case_id=case.pk)
    return named


def test_no_step_of_a_withheld_act_and_no_look_at_it_stands_in_the_trail() -> None:
    officer = an_officer()
    case, ketua = an_old_case(officer), a_user(Role.KETUA)
    act = an_act(officer, a_due_item(officer, case))
    signed_in(ketua).get(reverse("retention:act-detail", args=[act.pk]))
    actions.approve(act=act, by=ketua)
    named = in_conflict(case)
    verbs = ["retention.propose", "retention.draw_up", "read.retention_act", "retention.approve"]
    assert list(told(ketua).order_by("pk").values_list("verb", flat=True)) == verbs
    assert not told(named).exists()
    assert "menyusun berita acara" in text_of(signed_in(ketua), "/jejak/")
    assert "menyusun berita acara" not in text_of(signed_in(named), "/jejak/")


def test_an_act_that_was_taken_back_is_not_told_of_either() -> None:
    officer = an_officer()
    case = an_old_case(officer)
    act = an_act(officer, a_due_item(officer, case))
    actions.withdraw(act=act, why="wrong", by=officer)
    assert not told(in_conflict(case)).exists()


def test_of_the_end_of_other_files_everything_is_told() -> None:
    officer = an_officer()
    an_act(officer, a_due_item(officer, an_old_case(officer)))
    named = in_conflict(an_old_case(officer))
    assert list(told(named).order_by("pk").values_list("verb", flat=True)) == ["retention.propose", "retention.draw_up"]
