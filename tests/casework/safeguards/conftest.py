"""The people of one office, a file of theirs, an officer of another office, and a file that stands for no child."""

from __future__ import annotations

import pytest

from suar.casework.cases.models import Case
from suar.registry.accounts.models import Role, User
from tests.factories import a_case, a_child, a_honey_file, a_user, an_officer, an_officer_elsewhere


@pytest.fixture
def ketua() -> User:
    return a_user(Role.KETUA)


@pytest.fixture
def wakil() -> User:
    return a_user(Role.WAKIL)


@pytest.fixture
def officer(ketua: User, wakil: User) -> User:
    return an_officer()


@pytest.fixture
def case(officer: User) -> Case:
    return a_case(officer, a_child(officer, name="Rara Melati"))


@pytest.fixture
def stranger() -> User:
    return an_officer_elsewhere()


@pytest.fixture
def bait(ketua: User, wakil: User) -> Case:
    return a_honey_file(ketua, wakil)
