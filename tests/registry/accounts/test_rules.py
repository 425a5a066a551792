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
