"""Whoever asks for a child's data is compared with the people of the house, also with those who become known later."""

from __future__ import annotations

import pytest

from suar.casework.conflicts import standing
from suar.casework.conflicts.withheld import is_withheld
from suar.casework.rights import actions
from suar.casework.rights.models import SubjectRequest
from suar.registry.accounts.models import Role, User
from tests.casework.rights.ground import a_request
from tests.factories import a_tie, a_user, an_officer, an_officer_elsewhere

pytestmark = pytest.mark.django_db

NAME = "Herkulanus Bujangga"


@pytest.fixture
def officer() -> User:
    return an_officer()


def test_whoever_joins_after_the_request_and_bears_the_askers_name_does_not_weigh_it(officer: User) -> None:
    request = a_request(officer, name=NAME)
    joined = a_user(Role.SEKRETARIAT, officer.office, name=NAME)
    assert is_withheld(joined, request.child_id)
    assert not SubjectRequest.objects.visible_to(joined).exists()


def test_nor_whoever_declares_the_asker_or_somebody_named_in_the_wish(officer: User) -> None:
    other, third = a_user(Role.DIVISI_PEMANTAUAN, officer.office), a_user(Role.WAKIL, officer.office)
    by_name, by_wish = a_request(officer, name=NAME), a_request(officer, asks=f"Data untuk {NAME}.")
    a_tie(other, name=NAME)
    assert is_withheld(other, by_name.child_id) and is_withheld(other, by_wish.child_id)
    assert not is_withheld(third, by_name.child_id)


def test_what_has_ended_waits_for_nobody_but_is_said_when_its_file_is_asked_for(officer: User) -> None:
    request = a_request(officer, name=NAME)
    actions.drop(request=request, why="Dicabut sendiri.", by=officer)
    assert NAME not in said_of(request, None)
    assert NAME in said_of(request, request.child_id)
    assert not list(standing.everything(an_officer_elsewhere().office, request.child_id))


def said_of(request: SubjectRequest, subject: object) -> str:
    found = standing.everything(request.office, subject)  # type: ignore[arg-type]  # an id or None
    return " ".join(str(one.heard) for one in found if one.subject == request.child_id)
