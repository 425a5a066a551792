"""A stolen database tells nobody's story: markers planted in every sealed field are in no encoding in any store, any
backup or any log line."""

from __future__ import annotations

import base64
import logging
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
from django.apps import apps
from django.db import connection, connections, models

from suar.core import ledger
from suar.core.ledger.actions import sequence_all
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import LedgeredModel
from suar.core.vault import backup, tokens
from suar.core.vault.fields import VaultModel, unlock
from suar.registry.agencies.models import Agency
from tests.specimens import Specimens

pytestmark = pytest.mark.django_db
STORES = ("default", "intake", "keys")


def encodings(marker: str) -> Iterator[bytes]:
    """The marker as it might lie somewhere: UTF-8, UTF-16, base64 (three alignments), hex, percent, reversed."""
    text = marker.encode()
    yield text
    yield marker.encode("utf-16-le")
    yield marker.encode("utf-16-be")
    for shift in range(3):
        for code in (base64.b64encode, base64.urlsafe_b64encode):
            # Without the letters that the neighbours share; what is left is the same wherever the marker lies.
            yield code(bytes(shift) + text)[4 if shift else 0 : -4]
    yield text.hex().encode()
    yield text.hex().upper().encode()
    yield quote(marker).encode()
    yield quote_plus(marker).lower().encode()
    yield marker.encode("unicode_escape")
    yield marker[::-1].encode()
    yield text[::-1]


def bytes_of(using: str) -> bytes:
    """Every byte of a store: the database image on SQLite, every value of every table on PostgreSQL."""
    store = connections[using]
    store.ensure_connection()
    if store.vendor == "sqlite":
        return bytes(store.connection.serialize())
    parts: list[bytes] = []
    with store.cursor() as cursor:
        for table in store.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {store.ops.quote_name(table)}")
            for row in cursor.fetchall():
                parts += [bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in row]
    return b"\n".join(parts)


def leaks(markers: dict[str, str], places: dict[str, bytes]) -> list[tuple[str, str]]:
    """(field, place) of every marker that is found in any encoding."""
    return sorted(
        {
            (name, place)
            for name, marker in markers.items()
            for needle in encodings(marker)
            for place, content in places.items()
            if needle in content
        }
    )


@pytest.fixture
def planted(caplog: pytest.LogCaptureFixture) -> Specimens:
    caplog.set_level(logging.DEBUG)
    made = Specimens()
    made.all_ledgered()
    for model in apps.get_models():
        if issubclass(model, VaultModel):
            made.of(model)  # what is kept for a while, without an entry, is sealed as well
    for row in list(made.rows.values()):
        if isinstance(row, VaultModel):
            names = [made.markers[f"{row._meta.label_lower}.{field.name}"] for field in row.encrypted_fields()]
            tokens.index(row.vault_subject, names=names, numbers=names)
    sequence_all()
    return made


def places(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> dict[str, bytes]:
    made = backup.make(tmp_path)
    log = "\n".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records).encode()
    copies = {f"copy of {store}": path.read_bytes() for store, path in made.files.items()}
    return {using: bytes_of(using) for using in STORES} | copies | {"log": log}


def test_every_sealed_field_of_every_table_has_its_marker(planted: Specimens) -> None:
    sealed = {
        f"{model._meta.label_lower}.{field.name}"
        for model in apps.get_models()
        if issubclass(model, VaultModel)
        for field in model.encrypted_fields()
    }
    assert set(planted.markers) == sealed
    assert len(sealed) > 30
    for row in unlock([r for r in planted.rows.values() if isinstance(r, VaultModel)]):
        fresh = type(row)._base_manager.get(pk=row.pk)
        for field in row.encrypted_fields():
            assert planted.markers[f"{row._meta.label_lower}.{field.name}"] in str(getattr(fresh, field.attname))


def test_no_marker_is_in_a_store_a_backup_or_a_log_line(
    planted: Specimens, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert leaks(planted.markers, places(tmp_path, caplog)) == []


def test_the_search_finds_a_marker_that_lies_open_in_any_encoding(planted: Specimens) -> None:
    """The control: one name written into `main` past the vault, in each of the encodings, is found there."""
    name, marker = next(iter(planted.markers.items()))
    for needle in encodings(marker):
        store_open(needle)
        assert (name, "default") in leaks({name: marker}, {"default": bytes_of("default")})
    for shift in range(3):
        store_open(base64.b64encode(b"p" * shift + marker.encode() + b" dan lanjutannya"))
        assert (name, "default") in leaks({name: marker}, {"default": bytes_of("default")})


def store_open(content: bytes) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE complaints_complaint SET reply_key = %s", [b"before" + content + b"after"])


def test_a_name_in_an_ordinary_column_would_be_found(
    planted: Specimens, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    name, marker = next(iter(planted.markers.items()))
    agency = Agency.objects.get()
    with ledger.record("agency.edit", by=OPERATOR) as entry:
        agency.note = f"tentang {marker}"
        entry.change(agency)
    logging.getLogger("suar").warning("tentang %s", marker)
    found = leaks(planted.markers, places(tmp_path, caplog))
    assert (name, "default") in found
    assert (name, "log") in found


def test_a_ciphertext_does_not_open_in_another_column_or_for_another_subject(planted: Specimens) -> None:
    from tink import TinkError

    from suar.casework.children.models import Child

    child = Child.objects.get()
    sealed = bytes(models.Model.__getattribute__(child, "__dict__")["name"].sealed)
    other = Specimens().another(Child)
    assert isinstance(other, LedgeredModel)
    for row, column in ((child, "address"), (other, "name")):
        setattr(row, column, sealed)
        with pytest.raises(TinkError):
            getattr(row, column)


def test_an_untouched_field_keeps_its_ciphertext_and_a_list_changed_in_place_does_not(planted: Specimens) -> None:
    from suar.casework.children.models import Child

    with connection.cursor() as cursor:
        cursor.execute("SELECT name, safe_contact FROM children_child")
        before = [bytes(value) for value in cursor.fetchone()]
    child = Child.objects.get()
    assert child.name
    child.safe_contact["jam"] = "19.00"
    with ledger.record("child.edit", by=OPERATOR) as entry:
        entry.change(child)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, safe_contact FROM children_child")
        after = [bytes(value) for value in cursor.fetchone()]
    assert after[0] == before[0]
    assert after[1] != before[1]
    assert Child.objects.get().safe_contact["jam"] == "19.00"
