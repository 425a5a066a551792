"""A meeting that tells another purpose: it leaves anew, by the yes of then, to somebody who knew the former one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.children import actions as children
from suar.casework.children.models import Merge
from suar.casework.conferences import actions, perms
from suar.casework.conferences.models import Invitation
from suar.casework.sharing import gate, leaving
from suar.casework.sharing.models import Consent
from suar.config.demo.clock import at
from suar.core.errors import Conflict, DomainError
from suar.registry.accounts.models import Role, User
from suar.registry.agencies.models import Agency
from tests.casework.children.builders import a_merge
from tests.casework.conferences.ground import a_conference
from tests.casework.conferences.test_resting import taken_back, telling
from tests.casework.sharing.ground import a_consent, a_signed_agreement
from tests.desk.pages import signed_in, text_of
from tests.factories import a_case, a_user, an_agency

pytestmark = pytest.mark.django_db

NEW, NEWER = "Rencana pulang anak", "Rencana sekolah anak"


@pytest.fixture
def ketua() -> User:
    with days_ago(20):
        return a_user(Role.KETUA)


@pytest.fixture
def school(ketua: User) -> Agency:
    with days_ago(20):
        agency = an_agency("education")
        a_signed_agreement(ketua, agency)
    return agency


@pytest.fixture
def case(ketua: User, school: Agency) -> Case:
    with days_ago(20):
        return a_case(ketua)


@pytest.fixture
def asked(case: Case, ketua: User, school: Agency) -> Consent:
    with days_ago(10):
        return a_consent(case, ketua, school)


@pytest.fixture
def guest(case: Case, ketua: User, school: Agency, asked: Consent) -> Invitation:
    """Knows the first purpose by the first yes: ten days ago."""
    with days_ago(10):
        return invited(case, ketua, school)


@contextmanager
def days_ago(days: int) -> Iterator[None]:
    with at(timezone.now() - timedelta(days=days)):
        yield


def invited(case: Case, ketua: User, school: Agency) -> Invitation:
    conference = a_conference(ketua, case, starts_at=timezone.now() + timedelta(days=15))
    row = actions.invite(conference=conference, by=ketua, agency=school, name="Pak Guru Contoh", sees="agenda")
    actions.number(conference=conference, by=ketua)
    return fresh(row, ketua)


def fresh(row: Invitation, by: User) -> Invitation:
    return perms.find_invitation(by, row.pk)


def moved(row: Invitation, by: User, purpose: str = "", *, later: int = 1) -> Invitation:
    """To another day, with another purpose."""
    conference = fresh(row, by).conference
    kept = {name: getattr(conference, name) for name in ("place", "mode", "agenda")}
    day = conference.starts_at + timedelta(days=later)
    actions.move(conference=conference, by=by, starts_at=day, purpose=purpose or conference.purpose, **kept)
    return fresh(row, by)


def paper(row: Invitation, by: User) -> str:
    return text_of(signed_in(by), reverse("conferences:invitation-print", args=[row.pk]))


def told_of_the_first(case: Case, asked: Consent, guest: Invitation, ketua: User) -> None:
    """The first yes was taken back eight days ago, and the guest has heard."""
    with days_ago(8):
        taken_back(asked, ketua)
        actions.tell(invitation=fresh(guest, ketua), by=ketua)
    assert telling(case) == ["done"]


@pytest.mark.parametrize("later", [0, 1])
def test_who_knew_another_purpose_by_a_later_yes_is_told_when_that_one_is_taken_back(
    ketua: User, school: Agency, case: Case, asked: Consent, guest: Invitation, *, later: int
) -> None:
    told_of_the_first(case, asked, guest, ketua)
    with days_ago(5):
        second = a_consent(case, ketua, school)
    with days_ago(3):
        moved(guest, ketua, NEW, later=later)
    assert NEW in paper(guest, ketua)
    newest, first = leaving.of(case)
    assert (newest.at - first.at).days == 7 and newest.to == first.to == school.short_name
    assert (newest.fields, first.fields) == ("tujuan dan acara rapat yang diubah", "tujuan dan acara rapat")
    taken_back(second, ketua)
    assert sorted(telling(case)) == ["done", "open"]
    actions.tell(invitation=fresh(guest, ketua), by=ketua)
    assert telling(case) == ["done", "done"]


def test_each_purpose_rested_on_its_own_yes(
    ketua: User, school: Agency, case: Case, asked: Consent, guest: Invitation
) -> None:
    told_of_the_first(case, asked, guest, ketua)
    with days_ago(6):
        second = a_consent(case, ketua, school)
    with days_ago(5):
        moved(guest, ketua, NEW)
    with days_ago(4):
        taken_back(second, ketua)
    with days_ago(3):
        third = a_consent(case, ketua, school)
    with days_ago(2):
        moved(guest, ketua, NEWER)
    assert sorted(telling(case)) == ["done", "open"], "of the second nobody has told them yet"
    actions.tell(invitation=fresh(guest, ketua), by=ketua)
    assert telling(case) == ["done", "done"] and len(leaving.of(case)) == 3
    taken_back(third, ketua)
    assert sorted(telling(case)) == ["done", "done", "open"]


def test_a_yes_that_came_and_went_between_two_papers_carried_none_of_them(
    ketua: User, school: Agency, case: Case, guest: Invitation
) -> None:
    with days_ago(7):
        between = a_consent(case, ketua, school)
    with days_ago(6):
        taken_back(between, ketua)
    with days_ago(5):
        a_consent(case, ketua, school)
    with days_ago(3):
        assert len(moved(guest, ketua, NEW).again_at) == 1
    assert telling(case) == []
    with pytest.raises(Conflict):
        actions.tell(invitation=fresh(guest, ketua), by=ketua)


def test_the_same_words_for_another_day_leave_nothing_anew(
    ketua: User, school: Agency, case: Case, asked: Consent, guest: Invitation
) -> None:
    told_of_the_first(case, asked, guest, ketua)
    with days_ago(5):
        second = a_consent(case, ketua, school)
    with days_ago(3):
        assert moved(guest, ketua).again_at == []
    assert len(leaving.of(case)) == 1
    taken_back(second, ketua)
    assert telling(case) == ["done"]


def test_another_purpose_that_might_not_be_told_waits_for_a_yes_and_for_simpan(
    ketua: User, school: Agency, case: Case, asked: Consent, guest: Invitation
) -> None:
    told_of_the_first(case, asked, guest, ketua)
    with days_ago(7):
        assert moved(guest, ketua, NEW).again_at == []
    assert "dicabut" in paper(guest, ketua)
    with pytest.raises(DomainError, match="dicabut"):
        actions.answer(invitation=fresh(guest, ketua), by=ketua, reply="comes", sees="agenda")
    with days_ago(5):
        second = a_consent(case, ketua, school)
    shown = paper(guest, ketua)
    assert "Simpan dulu jawabannya" in shown and NEW not in shown
    actions.answer(invitation=fresh(guest, ketua), by=ketua, reply="comes", sees="agenda")
    assert NEW in paper(guest, ketua) and len(leaving.of(case)) == 2
    taken_back(second, ketua)
    assert sorted(telling(case)) == ["done", "open"]


def test_who_was_excused_or_is_to_know_the_number_alone_did_not_get_another_purpose(
    ketua: User, case: Case, guest: Invitation
) -> None:
    phoned = {"how": "phone", "invited_on": timezone.localdate()}
    for reply, sees in (("excused", "agenda"), ("comes", "number")):
        actions.answer(invitation=fresh(guest, ketua), by=ketua, reply=reply, sees=sees, **phoned)
        assert moved(guest, ketua, f"{NEW}, {sees}", later=0).again_at == []
        assert NEW not in paper(guest, ketua)
    actions.answer(invitation=fresh(guest, ketua), by=ketua, reply="comes", sees="agenda", **phoned)
    assert len(fresh(guest, ketua).again_at) == 1 and NEW in paper(guest, ketua)
    newest, first = leaving.of(case)
    assert (newest.basis, first.basis) == ("", "telepon") and (newest.at - first.at).days == 10


@pytest.mark.parametrize("reworded", [True, False])
def test_another_purpose_that_left_on_the_other_childs_yes_is_told_when_two_files_are_taken_apart(
    ketua: User, school: Agency, case: Case, asked: Consent, guest: Invitation, *, reworded: bool
) -> None:
    told_of_the_first(case, asked, guest, ketua)
    with days_ago(5):
        twin = a_case(ketua)
        merge = a_merge(case.child, twin.child, ketua)
        a_consent(twin, ketua, school)
    with days_ago(3):
        moved(guest, ketua, NEW if reworded else "")
    children.separate(merge=Merge.objects.get(pk=merge.pk), why="Ternyata sepupunya.", by=ketua)
    assert (fresh(guest, ketua).consent_lost_at is not None) is reworded
    assert sorted(telling(case)) == (["done", "open"] if reworded else ["done"])


def test_what_was_lost_once_and_left_anew_on_the_other_childs_yes_is_lost_again(
    ketua: User, school: Agency, case: Case
) -> None:
    with days_ago(12):
        twin = a_case(ketua)
        a_consent(twin, ketua, school)
    guest = None
    for back, purpose in ((10, ""), (5, NEW)):
        with days_ago(back):
            merge = a_merge(case.child, twin.child, ketua)
            guest = moved(guest, ketua, purpose) if guest else invited(case, ketua, school)
        with days_ago(back - 2):
            children.separate(merge=Merge.objects.get(pk=merge.pk), why="Ternyata sepupunya.", by=ketua)
            assert "open" in telling(case)
            actions.tell(invitation=fresh(guest, ketua), by=ketua)
    assert telling(case) == ["done", "done"]


@pytest.mark.parametrize("sees", ["agenda", "number"])
def test_one_paper_asks_the_gate_once(
    ketua: User, guest: Invitation, monkeypatch: pytest.MonkeyPatch, *, sees: str
) -> None:
    actions.answer(invitation=guest, by=ketua, reply="comes", sees=sees)
    asked, real = [], gate.refusals
    monkeypatch.setattr(gate, "refusals", lambda **facts: asked.append(facts) or real(**facts))
    paper(guest, ketua)
    assert len(asked) == (1 if sees == "agenda" else 0)
