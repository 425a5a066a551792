from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suar.registry.accounts import rules
from suar.registry.accounts.models import Role


@given(st.sets(st.sampled_from(Role)))
def test_a_role_that_stands_alone_is_never_one_of_two(roles: set[Role]) -> None:
    assert rules.may_be_held_together(roles) == (len(roles) < 2 or not roles & rules.ALONE)


@pytest.mark.parametrize("role", list(Role))
def test_every_role_may_be_held_by_itself(role: Role) -> None:
    assert rules.may_be_held_together({role})


def test_one_time_passwords_differ_and_can_be_read_out() -> None:
    made = {rules.one_time_password() for _ in range(200)}
    assert len(made) == 200
    assert all(len(word) == 19 and set(word) <= {*rules.LETTERS, "-"} for word in made)
    assert not {"l", "i", "o", "0", "1"} & set(rules.LETTERS)


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        (
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0 Safari/537.36",
            "Chrome, Android",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0 Safari/537.36 Edg/150.0",
            "Edge, Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile Safari/604",
            "Safari, iPhone",
        ),
        ("curl/8", ""),
        ("", ""),
    ],
)
def test_a_device_is_named_in_two_words(sent: str, shown: str) -> None:
    assert rules.device(sent) == shown


@pytest.mark.parametrize("alone", [Role.ADMIN, Role.MITRA, Role.GUBERNUR])
def test_a_role_that_must_stand_alone_is_held_with_no_other(alone: Role) -> None:
    assert rules.may_be_held_together({alone})
    assert not any(rules.may_be_held_together({alone, other}) for other in Role if other != alone)
