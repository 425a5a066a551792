"""Accounts, second factors and running numbers that somebody changes past the program are named."""

from __future__ import annotations

import json
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import models
from tests.core.ledger.test_tampering import run, undone
from tests.factories import a_complaint, a_factor, a_user

from suar.core.documents.models import Series
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.verify import verify
from suar.registry.accounts import actions
from suar.registry.accounts.models import User

pytestmark = pytest.mark.django_db


def named(model: type[models.Model]) -> list[tuple[str, str]]:
    return [(w.row, w.what) for w in verify().wrong if w.table == model._meta.label_lower]


CHANGED = "the row was changed past the program"


@pytest.mark.parametrize(
    ("column", "value"),
    [("password", "pbkdf2_sha256$1$x$y"), ("email", "lain@contoh.go.id"), ("is_active", False), ("username", "ketua2")],
)
def test_an_account_changed_past_the_program_is_named(column: str, value: Any) -> None:
    user = a_user()
    actions.deactivate(user=user, by=OPERATOR)
    actions.reactivate(user=user, by=OPERATOR)
    assert verify().sound
    with undone():
        run(f"UPDATE accounts_user SET {column} = %s WHERE id = %s", [value, user.pk])
        assert named(User) == [(str(user.pk), CHANGED)]


def test_a_second_factor_added_changed_or_removed_past_the_program_is_named() -> None:
    user, other = a_user(), a_user()
    codes = a_factor(user)
    assert verify().sound
    with undone():
        run(
            "INSERT INTO mfa_authenticator (id, user_id, type, data, created_at)"
            " SELECT id + 1000, %s, type, data, created_at FROM mfa_authenticator WHERE id = %s",
            [other.pk, codes.pk],
        )
        assert named(Authenticator) == [(str(codes.pk + 1000), "the row was added past the program")]
    for column, value in (("user_id", other.pk), ("type", "webauthn"), ("data", '{"seed": "x", "used_mask": 0}')):
        with undone():
            run(f"UPDATE mfa_authenticator SET {column} = %s WHERE id = %s", [value, codes.pk])
            assert named(Authenticator) == [(str(codes.pk), CHANGED)]
    with undone():
        run("DELETE FROM mfa_authenticator WHERE id = %s", [codes.pk])
        assert named(Authenticator) == [(str(codes.pk), "the row was removed past the program")]


def test_a_used_recovery_code_made_unused_past_the_program_is_named() -> None:
    codes = a_factor(a_user())
    before = codes.data.copy()
    assert codes.wrap().validate_code(codes.wrap().get_unused_codes()[0])
    codes.refresh_from_db()
    codes.record_usage()
    assert codes.data != before and verify().sound
    with undone():
        run("UPDATE mfa_authenticator SET data = %s WHERE id = %s", [json.dumps(before), codes.pk])
        assert named(Authenticator) == [(str(codes.pk), CHANGED)]


def test_a_running_number_turned_back_past_the_program_is_named() -> None:
    a_complaint()
    a_complaint()
    series = Series.objects.get(name="complaint")
    assert series.last == 2 and verify().sound
    with undone():
        run("UPDATE documents_series SET last = 1 WHERE id = %s", [series.pk])
        assert named(Series) == [(str(series.pk), CHANGED)]
