"""One row of every ledgered table, made once a module; each test gets copies of the objects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from tests.specimens import Specimens, shared


@pytest.fixture(scope="module")
def shared_specimens(django_db_setup: None, django_db_blocker: Any) -> Iterator[Specimens]:
    with shared(django_db_blocker) as made:
        yield made


@pytest.fixture
def specimens(shared_specimens: Specimens, db: None) -> Specimens:
    return shared_specimens.copied()
