"""What the engine itself keeps of an erased key: on SQLite nothing, on PostgreSQL bytes that open nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connections
from tink import TinkError

from suar.core.ledger import keyholding, triggers
from suar.core.ledger.actors import OPERATOR
from suar.core.vault import keys
from suar.core.vault.keyring import keyring
from suar.core.vault.models import DataKey, IntakeKey, SearchSubject, SearchToken
from tests.factories import a_child

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _triggers() -> Iterator[None]:
    yield
    triggers.drop()  # they would refuse that the rows go with the test


def raw() -> bytes:
    """The bytes of the table of the keys as the engine keeps them: the image of the store, or the file of the table."""
    store = connections["keys"]
    store.ensure_connection()
    if store.vendor == "sqlite":
        return bytes(store.connection.serialize())
    with store.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT pg_read_binary_file(pg_relation_filepath(%s))", [DataKey._meta.db_table])
        return bytes(cursor.fetchone()[0])


def test_what_the_engine_keeps_of_an_erased_key_opens_nothing() -> None:
    child, other = a_child(), a_child(name="Kenanga Contoh")
    wrapped = bytes(DataKey.objects.get(pk=child.pk).wrapped)
    assert wrapped in raw(), "the control: it was there"
    keyholding.erase(subject=child.pk, by=OPERATOR, why="request")
    assert wrapped not in raw() or connections["keys"].vendor == "postgresql"
    with pytest.raises(TinkError):
        keyring().wrapping().decrypt(wrapped, keys.context(child.pk))
    assert keys.open_one(other.pk)


def test_after_a_batch_the_logs_are_cut_and_the_tables_of_the_keys_vacuumed() -> None:
    child, told = a_child(), list[tuple[str, str]]()

    def listen(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        told.append((context["connection"].alias, sql.replace('"', "")))
        return execute(sql, params, many, context)

    with (
        connections["default"].execute_wrapper(listen),
        connections["keys"].execute_wrapper(listen),
        connections["intake"].execute_wrapper(listen),
    ):
        keyholding.erase(subject=child.pk, by=OPERATOR, why="request")
    if connections["keys"].vendor == "sqlite":
        cut = [alias for alias, sql in told if sql == "PRAGMA wal_checkpoint(TRUNCATE)"]
        assert set(cut) == {"default", "keys", "intake"}
    else:
        tables = {model._meta.db_table for model in (DataKey, IntakeKey, SearchSubject, SearchToken)}
        assert {sql for alias, sql in told if alias == "keys"} >= {f"VACUUM {table}" for table in tables}
