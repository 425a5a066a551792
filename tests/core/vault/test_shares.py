"""The master key on three sheets: any two open it, one says nothing; a locked office takes it into memory alone."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.test import Client

from suar.config import worker
from suar.core.ledger.models import Entry
from suar.core.ledger.vault_cli import sheets_in_words, vault
from suar.core.vault import shares, unlocking
from suar.core.vault.master import (
    DIRECTORY_NAME,
    VaultLocked,
    as_recovery_text,
    from_recovery_text,
    is_locked,
    new_master_key,
    recovery_text,
)
from suar.core.vault.probing import probe
from tests.desk.pages import signed_in
from tests.factories import a_case, a_user

MEMORY = Path("/dev/shm")  # a tmpfs on every Linux


@pytest.fixture
def key() -> bytes:
    """This home's own."""
    return from_recovery_text((settings.SUAR_HOME / "secret" / "master.key").read_text())


@pytest.fixture
def locked(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The office keeps its key in memory, and nobody has given it yet."""
    import shutil
    import tempfile

    directory = Path(tempfile.mkdtemp(prefix="suar-", dir=MEMORY))
    monkeypatch.setenv(DIRECTORY_NAME, str(directory))
    yield directory
    shutil.rmtree(directory)


def test_any_two_of_three_sheets_are_the_key_in_any_order() -> None:
    key = new_master_key()
    sheets = shares.split(key)
    assert [len(sheet.split()) for sheet in sheets] == [33, 33, 33]
    for first, second in combinations(sheets, 2):
        assert shares.join([first, second]) == shares.join([second, first]) == key
    assert shares.join([sheets[0].upper(), f"  {sheets[2].replace(' ', chr(10))}  "]) == key


def test_one_sheet_or_the_same_twice_or_all_three_are_refused() -> None:
    one, two, three = shares.split(new_master_key())
    for given in ([one], [one, one], [one, ""], [], [one, two, three]):
        with pytest.raises(VaultLocked, match="2 different sheets"):
            shares.join(given)


def test_a_misread_word_and_sheets_of_two_makings_are_refused_without_a_word_of_them() -> None:
    key = new_master_key()
    (one, two, _), (other, _, _) = shares.split(key), shares.split(key)
    words = two.split()
    words[9] = "academic" if words[9] != "academic" else "acid"
    for given in ([one, " ".join(words)], [one, other], [one, "bukan lembar kami"]):
        with pytest.raises(VaultLocked, match="do not open") as refused:
            shares.join(given)
        assert not set(given[1].split()) & set(str(refused.value).split()) - {"a", "not", "are"}


def test_the_printed_sheets_can_be_typed_again() -> None:
    sheets = shares.split(new_master_key())
    printed = sheets_in_words(sheets)
    for sheet in sheets:
        for n, word in enumerate(sheet.split(), 1):
            assert f"{n:2}. {word}" in printed


@pytest.mark.django_db
def test_the_command_prints_sheets_of_this_office_and_records_it(key: bytes) -> None:
    found = CliRunner().invoke(vault, ["shares", "--json"])
    assert found.exit_code == 0, found.output
    assert shares.join(json.loads(found.stdout)["sheets"][:2]) == key
    entry = Entry.objects.get(verb="vault.shares")
    assert json.loads(entry.data) == {"made": 3, "needed": 2}


@pytest.mark.django_db
def test_two_sheets_unlock_and_the_key_lies_in_memory_alone(locked: Path, key: bytes) -> None:
    secret = settings.SUAR_HOME / "secret"
    assert is_locked(secret)
    with pytest.raises(VaultLocked, match="vault unlock"):
        recovery_text(secret)
    found = CliRunner().invoke(vault, ["unlock", "--json"], input="\n".join(shares.split(key)[1:]))
    assert found.exit_code == 0, found.output
    assert not is_locked(secret)
    assert recovery_text(secret) == as_recovery_text(key)
    assert (locked / "master.key").stat().st_mode & 0o077 == 0
    assert Entry.objects.filter(verb="vault.unlock").count() == 1


def test_another_offices_key_does_not_unlock(locked: Path) -> None:
    with pytest.raises(VaultLocked):
        unlocking.unlock(settings.SUAR_HOME / "secret", new_master_key())
    assert list(locked.iterdir()) == []


def test_a_directory_on_a_disk_is_refused(monkeypatch: pytest.MonkeyPatch, locked: Path, key: bytes) -> None:
    assert unlocking.in_memory(locked)
    assert not unlocking.in_memory(Path("/proc"))
    assert not unlocking.in_memory(locked / "none")
    monkeypatch.setattr(unlocking, "in_memory", lambda directory: False)
    with pytest.raises(VaultLocked, match="in memory"):
        unlocking.unlock(settings.SUAR_HOME / "secret", key)
    assert list(locked.iterdir()) == []


def test_an_office_that_keeps_its_key_on_the_disk_has_nothing_to_unlock(key: bytes) -> None:
    with pytest.raises(VaultLocked, match="Nothing to unlock"):
        unlocking.unlock(settings.SUAR_HOME / "secret", key)


@pytest.mark.django_db
def test_a_locked_desk_answers_with_one_page_whatever_is_asked(locked: Path) -> None:
    for browser in (Client(), signed_in(a_user())):
        for url in ("/", "/berkas/", "/akun/masuk/", "/tidak-ada/"):
            answer = browser.get(url)
            assert answer.status_code == 503
            assert "Kantor ini masih terkunci" in answer.content.decode()
            assert answer["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_two_sheets_typed_at_the_page_open_the_desk(locked: Path, key: bytes) -> None:
    sheets, browser = shares.split(key), Client(enforce_csrf_checks=True)
    wrong = browser.post("/", {"first": sheets[0], "second": sheets[0]})
    assert wrong.status_code == 503
    assert "Lembar ini tidak membuka" in wrong.content.decode()
    assert sheets[0].split()[5] not in wrong.content.decode(), "what was typed is never shown again"
    assert browser.post("/", {"first": sheets[0], "second": sheets[2]}).status_code == 302
    assert browser.get("/akun/masuk/").status_code == 200
    assert Entry.objects.get(verb="vault.unlock").actor == "system:unlock"


@pytest.mark.django_db
def test_the_recovery_sheet_opens_it_too(locked: Path, key: bytes) -> None:
    assert Client().post("/", {"recovery": as_recovery_text(key).lower()}).status_code == 302
    assert not is_locked(settings.SUAR_HOME / "secret")


def test_the_worker_waits_for_the_key_and_hears_a_stop(
    locked: Path, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    naps: list[float] = []

    def nap(seconds: float) -> None:
        naps.append(seconds)
        if len(naps) == 3:
            unlocking.unlock(settings.SUAR_HOME / "secret", key)

    monkeypatch.setattr(worker.time, "sleep", nap)
    worker.wait_for_key(lambda: len(naps) < 2)
    assert len(naps) == 2, "it was told to stop"
    worker.wait_for_key()
    assert len(naps) == 3


@pytest.mark.django_db
def test_a_probe_opens_every_key_and_a_row_of_each_table() -> None:
    a_case()
    found = probe()
    assert found.sound and found.keys >= 1
    assert {"children.child", "cases.case"} <= set(found.opened)


@pytest.mark.django_db
def test_a_key_that_does_not_open_is_counted_and_its_rows_named() -> None:
    from suar.core.vault.models import DataKey

    case = a_case()
    DataKey.objects.filter(pk=case.child_id).update(wrapped=b"x" * 60)
    found = probe()
    assert not found.sound
    assert found.shut == 1
    assert "children.child" in found.unreadable
    result = CliRunner().invoke(vault, ["probe", "--json"])
    assert (result.exit_code, json.loads(result.stdout)["sound"]) == (1, False)
