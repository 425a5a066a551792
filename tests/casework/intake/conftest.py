"""The public surface inside the suite's own process: its addresses, its middleware, its headers."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from tests.casework.intake.public_face import day_key, public_face
from tests.casework.intake.visitor import Visitor


@pytest.fixture
def visitor(settings: Settings, db: None) -> Visitor:
    public_face(settings)
    day_key()
    return Visitor(Client(headers={"accept-encoding": "gzip"}, raise_request_exception=True))
