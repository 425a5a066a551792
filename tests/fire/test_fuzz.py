"""Short form of `make fire`: generated requests over every public address and every address of the desk by role."""

from __future__ import annotations

import pytest
from django.conf import settings as django_settings
from fire import fuzz_desk, fuzz_public
from fire.ground import public_face

pytestmark = pytest.mark.django_db

PUBLIC, DESK = 1_500, 800


def test_no_public_address_breaks_writes_on_a_look_or_runs_what_was_typed() -> None:
    with public_face():
        found = fuzz_public.fuzz(PUBLIC, first=1)
        assert found.failures == []
        assert found.requests >= PUBLIC
        assert set(fuzz_public.addresses()) <= set(found.reached)
    assert {200, 400, 404, 405} <= set(found.statuses)


def test_every_public_address_is_among_those_that_are_fuzzed() -> None:
    assert {"/", "/en/", "/lapor/", "/en/kode/", "/keluar"} <= set(fuzz_public.addresses())
    assert django_settings.ROOT_URLCONF != "suar.config.urls.public", "the public face is taken off again"


def test_no_role_breaks_the_desk_or_sees_another_offices_words() -> None:
    desk = fuzz_desk.prepare()
    found = fuzz_desk.fuzz(desk, DESK, first=1)
    assert found.failures == []
    assert found.requests >= DESK
    assert {200, 302, 403, 404, 405} <= set(found.statuses)
    assert len(desk.forms) > 20
