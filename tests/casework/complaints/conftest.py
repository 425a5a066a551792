"""Who sits at the desk in the tests of complaints."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from suar.registry.accounts.models import User
from tests.factories import (
    an_officer,
)


@pytest.fixture
def as_() -> Callable[[User], Client]:
    def browser(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return browser


@pytest.fixture
def officer() -> User:
    return an_officer()


@pytest.fixture
def desk(officer: User, as_: Callable[[User], Client]) -> Client:
    return as_(officer)
