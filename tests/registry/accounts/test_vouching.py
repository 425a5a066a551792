"""Whoever can write into `main` and holds no key: no role, no account, no session that they write there opens anything.

The forged records below are as good as they can be without the key: versions in order, digests that fit."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import models
from django.test import Client, override_settings
from django.urls import reverse
from pytest_django import Settings

from suar.core.ledger.checking_rows import fault_of
from suar.core.ledger.models import Covered, Entry, LedgeredModel
from suar.core.ledger.recording import cover
from suar.registry.accounts.models import Appointment, Role, User
from suar.registry.accounts.sessions import SessionStore
from tests.core.ledger.test_tampering import run
from tests.factories import PASSWORD, a_user, an_office

pytestmark = pytest.mark.django_db

CASES = "cases:case-list"


@pytest.fixture(autouse=True)
def _one_factor(settings: Settings) -> None:
    settings.SUAR_SECOND_FACTOR_REQUIRED = False


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def forged[R: LedgeredModel](row: R, **values: object) -> R:
    """The row with other values, one version on, and beside it a record that says so, under the newest entry."""
    table = row._meta.db_table
    given = {**values, "version": row.version + 1}
    run(f"UPDATE {table} SET {', '.join(f'{name} = %s' for name in given)} WHERE id = %s", [*given.values(), row.pk])
    row = type(row)._default_manager.get(pk=row.pk)
    record = cover(row, Covered.Change.CHANGED)
    record.entry = Entry.objects.latest("id")
    models.Model.save(record, force_insert=True)
    return row


def test_a_role_written_past_the_program_opens_nothing_for_those_who_are_signed_in() -> None:
    user = a_user(Role.MITRA)
    client, held = signed_in(user), user.appointments_now[0]
    assert client.get(reverse("duties:partner-today")).status_code == 200
    run("UPDATE accounts_appointment SET role = 'ketua', agency_id = NULL WHERE id = %s", [held.pk])
    assert client.get(reverse(CASES)).status_code == 403
    assert client.get(reverse("desk:trail")).status_code == 403


def test_a_role_added_with_a_record_of_its_own_opens_nothing_either() -> None:
    user, ketua = a_user(Role.MITRA), a_user(Role.KETUA)
    held = user.appointments_now[0]
    client, honest = signed_in(user), signed_in(ketua)
    changed = forged(held, role="ketua", agency_id=None)
    assert fault_of(changed) == "its last record was not written by the program"
    assert client.get(reverse(CASES)).status_code == 403
    assert signed_in(user).get(reverse(CASES)).status_code == 403, "nor after the next sign-in"
    assert honest.get(reverse(CASES)).status_code == 200


def test_a_role_given_by_the_program_opens_at_once() -> None:
    user = a_user(Role.MITRA)
    client = signed_in(user)
    from suar.core.ledger.actors import OPERATOR
    from suar.registry.accounts import actions

    actions.end_appointment(appointment=user.appointments_now[0], by=OPERATOR)
    actions.appoint(user=user, office=an_office(), role=Role.SEKRETARIAT, by=OPERATOR)
    assert client.get(reverse(CASES)).status_code == 200
    assert Appointment.objects.filter(user=user).count() == 1


def test_a_password_laid_into_an_account_with_a_record_of_its_own_opens_nothing() -> None:
    ketua, thief = a_user(Role.KETUA), a_user(Role.ADMIN)
    assert Client().post(reverse("account_login"), {"login": ketua.username, "password": PASSWORD}).status_code == 302
    forged(ketua, password=thief.password)
    answer = Client().post(reverse("account_login"), {"login": ketua.username, "password": PASSWORD})
    assert answer.status_code == 403


def test_a_session_written_into_the_table_is_nobodys() -> None:
    """All that a row says can be copied or reckoned, but for the key of the desk."""
    ketua = a_user(Role.KETUA)

    def sealed_under(key: str) -> Client:
        with override_settings(SECRET_KEY=key):
            session = SessionStore()
            session[SESSION_KEY] = str(ketua.pk)
            session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
            session[HASH_SESSION_KEY] = hash_now
            session.save()
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
        return client

    hash_now = ketua.get_session_auth_hash()
    assert sealed_under(settings.SECRET_KEY).get(reverse("accounts:profile")).status_code == 200
    assert sealed_under("guessed").get(reverse("accounts:profile")).status_code == 302
