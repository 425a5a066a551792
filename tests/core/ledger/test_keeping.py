"""Backup and restore: the same rows again, on an empty home only, with the erased erased."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder
from tests.specimens import Specimens

from suar.casework.children.models import Child
from suar.core import ledger
from suar.core.ledger import copies, keeping, keyholding, triggers
from suar.core.ledger.actions import sequence_all
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry
from suar.core.ledger.verify import verify
from suar.core.vault import backup, keys, marks, tokens
from suar.core.vault.backup import BackupError
from suar.core.vault.cells import from_cell, to_cell
from suar.core.vault.keyring import keyring
from suar.core.vault.marks import Mark
from suar.core.vault.models import DataKey, LastHead, MarkList, Tombstone

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 2, 15, tzinfo=UTC)


@pytest.fixture
def specimens() -> Specimens:
    made = Specimens()
    made.all_ledgered()
    tokens.index(next(iter(made.subjects)), names=["Melati"], numbers=["0800111222"])
    sequence_all()
    return made


@pytest.fixture
def another_home(tmp_path: Path) -> Path:
    """An empty home with the same master key."""
    recovery = (settings.SUAR_HOME / "secret" / "master.key").read_text()
    keeping.prepare(tmp_path / "another", recovery)
    return tmp_path / "another"


def emptied() -> None:
    """As a fresh `migrate` leaves the stores."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    triggers.drop()
    for using in backup.STORES.values():
        with connections[using].cursor() as cursor:
            for model in backup.tables(using):
                cursor.execute(f"DELETE FROM {connections[using].ops.quote_name(model._meta.db_table)}")
    if connection.vendor == "sqlite":
        triggers.install()


def plain(path: Path, store: str) -> list[Any]:
    """The records of a file without when it was made."""
    listed = list(backup.records(path, keyring().master, store))
    del listed[0]["made_at"]
    return listed


def test_what_was_copied_is_there_again_row_by_row(
    specimens: Specimens, another_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = backup.make(tmp_path / "copy", now=NOW)
    before = {store: plain(path, store) for store, path in made.files.items()}
    emptied()
    assert not Child.objects.exists()
    monkeypatch.setattr(settings, "SUAR_HOME", another_home)
    backup.load(made, keyring().master)
    assert {path.name for path in (another_home / "secret").iterdir()} >= {"wrapping.keyset", "tokens.keyset"}
    assert {path.name for path in (another_home / "public").iterdir()} >= {"draft.keyset", "lookup.keyset"}
    assert [w for w in verify().wrong if w.table != "trigger"] == []
    assert Child.objects.get().name == specimens.markers["children.child.name"]
    assert len(tokens.find_exact("Melati")) == 1
    again = backup.make(tmp_path / "again", now=NOW)
    assert {store: plain(path, store) for store, path in again.files.items()} == before
    with ledger.record("agency.look", by=OPERATOR):
        pass  # the sequences go on after the highest id that was restored
    assert Entry.objects.latest("pk").verb == "agency.look"


def test_the_sealed_list_of_marks_comes_back_and_goes_on_under_the_keys_of_the_copy(
    specimens: Specimens, another_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without it every honey file would be counted after a restore, and tell nobody who opens it."""
    subject, later = uuid4(), uuid4()
    marks.add(subject, 7)
    made = backup.make(tmp_path / "copy", now=NOW)
    sealed = bytes(MarkList.objects.get().wrapped)
    assert subject.bytes not in made.keys.read_bytes()
    emptied()
    assert marks.all_marks() == ()
    monkeypatch.setattr(settings, "SUAR_HOME", another_home)
    backup.load(made, keyring().master)
    assert bytes(MarkList.objects.get().wrapped) == sealed
    assert marks.all_marks() == (Mark(subject, 7),)
    marks.add(later, 8)
    keyholding.rotate(by=OPERATOR)
    assert bytes(MarkList.objects.get().wrapped) != sealed
    assert list(marks.standing()) == [subject, later]


def test_the_head_kept_outside_is_that_of_the_copy_of_main(
    specimens: Specimens, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A head signed between the copies of `main` and `keys` would accuse the copy of a cut tail."""
    size, copy = LastHead.objects.get().tree_size, backup._copy

    def meanwhile(made: backup.Backup, store: str, *more: Any) -> None:
        copy(made, store, *more)
        if store == "main":
            ledger.read("case", by=OPERATOR)
            sequence_all()

    monkeypatch.setattr(backup, "_copy", meanwhile)
    made = backup.make(tmp_path, now=NOW)
    rows = table_of(made.keys, "keys", "vault.lasthead")
    assert [row[0] for row in rows] == [size]


def table_of(path: Path, store: str, label: str) -> list[list[Any]]:
    found, inside = [], False
    for record in backup.records(path, keyring().master, store):
        if "table" in record:
            inside = record["table"] == label
        elif inside:
            found += record["rows"]
    return found


def test_an_erasure_after_the_copy_is_obeyed(specimens: Specimens, tmp_path: Path) -> None:
    subject = Child.objects.get().id
    old = copies.copy(tmp_path, by=OPERATOR, now=NOW)
    key = bytes(DataKey.objects.get(pk=subject).wrapped)
    keyholding.erase(subject=subject, by=OPERATOR, why="request", today=date(2026, 11, 25))
    copies.copy(tmp_path, by=OPERATOR, now=datetime(2026, 11, 25, tzinfo=UTC))
    Tombstone.objects.all().delete()
    DataKey.objects.create(subject=subject, wrapped=key, wrapping_key_id=1)
    assert keeping.obey_tombstones(old, keyring().master) == 1
    assert keys.is_erased(subject)
    assert not DataKey.objects.filter(pk=subject).exists()
    assert Tombstone.objects.get().unreadable_from == date(2026, 12, 24)


def test_copies_of_the_keys_live_thirty_days(specimens: Specimens, tmp_path: Path) -> None:
    first = backup.make(tmp_path / "a", keys_to=tmp_path / "k", now=NOW)
    backup.make(tmp_path / "a", keys_to=tmp_path / "k", now=datetime(2026, 12, 23, 23, tzinfo=UTC))
    assert first.keys.exists()
    backup.make(tmp_path / "a", keys_to=tmp_path / "k", now=datetime(2026, 12, 24, tzinfo=UTC))
    assert not first.keys.exists() and not first.intake.exists()
    assert first.main.exists()


def test_a_copy_of_the_keys_carried_elsewhere_is_refused_once_it_has_expired(
    specimens: Specimens, another_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = backup.make(tmp_path, now=NOW)
    younger = tmp_path / "keys-20301231T000000Z.suar"
    younger.write_bytes(made.keys.read_bytes())
    header = next(backup.records(younger, keyring().master, "keys"))
    assert header["expires_on"] == "2026-12-24"
    backup.refuse_expired(made.keys, header, today=date(2026, 12, 23))
    with pytest.raises(BackupError, match="this copy of keys has expired on 2026-12-24"):
        backup.refuse_expired(younger, header, today=date(2026, 12, 24))
    monkeypatch.setattr(settings, "SUAR_HOME", another_home)
    monkeypatch.setattr(keeping, "refuse_a_home_in_use", lambda home: None)
    monkeypatch.setattr(keeping.timezone, "localdate", lambda: date(2026, 12, 24))
    with pytest.raises(BackupError, match="expired"):
        keeping.restore(tmp_path)


def test_an_erased_childs_date_is_the_day_the_last_copy_made_before_expires() -> None:
    assert backup.expiry("20261124T165959Z") == date(2026, 11, 24) + backup.KEYS_LIVE


def test_the_newest_complete_backup_is_chosen(specimens: Specimens, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="no complete backup"):
        backup.choose(tmp_path)
    first = backup.make(tmp_path, now=NOW)
    second = backup.make(tmp_path, now=datetime(2026, 11, 25, tzinfo=UTC))
    assert backup.choose(tmp_path) == second
    assert backup.choose(tmp_path, stamp=first.stamp) == first
    second.keys.unlink()
    assert backup.choose(tmp_path) == first
    with pytest.raises(BackupError, match="already"):
        backup.make(tmp_path, now=NOW)


def test_a_home_in_use_is_not_restored_into(specimens: Specimens, tmp_path: Path) -> None:
    backup.make(tmp_path, now=NOW)
    with pytest.raises(BackupError, match="empty home"):
        keeping.restore(tmp_path)


def test_stores_in_use_are_not_restored_into(another_home: Path) -> None:
    with pytest.raises(BackupError, match="not empty"):
        keeping.refuse_a_home_in_use(another_home)


def test_a_copy_of_another_release_is_refused(
    specimens: Specimens, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = backup.make(tmp_path, now=NOW)
    monkeypatch.setattr(backup, "migrations", lambda using: [["cases", "9999_later"]])
    with pytest.raises(BackupError, match="another release"):
        backup.load(made, keyring().master)


def test_a_store_older_than_the_program_is_copied_in_its_own_shape() -> None:
    recorder = MigrationRecorder(connection)
    assert "reports.snapshot" in {model._meta.label_lower for model in backup.tables_as_migrated("default")}
    recorder.record_unapplied("reports", "0001_initial")
    older = {model._meta.label_lower: model for model in backup.tables_as_migrated("default")}
    assert "reports.snapshot" not in older
    assert older["children.child"] is not Child
    assert not list(older["children.child"]._base_manager.values_list("name"))


def test_the_master_key_is_in_no_file(specimens: Specimens, tmp_path: Path) -> None:
    text = (settings.SUAR_HOME / "secret" / "master.key").read_bytes()
    made = backup.make(tmp_path, now=NOW)
    for store, path in made.files.items():
        opened = json.dumps(plain(path, store)).encode()
        assert text not in opened
        assert b"master.key" not in opened
        assert gzip.compress(b"")[:2] not in path.read_bytes()[:2]


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        3,
        1.5,
        "é\u0000",
        b"\x00\xff",
        {"a": [1]},
        [1, {"x": None}],
        {"x": "not bytes"},
        NOW,
        NOW.date(),
        NOW.time(),
    ],
)
def test_a_cell_comes_back_as_it_was(value: Any) -> None:
    assert from_cell(json.loads(json.dumps(to_cell(value)))) == value


def test_a_type_without_a_form_is_refused() -> None:
    with pytest.raises(TypeError):
        to_cell(object())
