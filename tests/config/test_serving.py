"""Which process is told what: the public one never hears where the desk's secrets are."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from suar.casework.intake import surface
from suar.config import serving, standing, worker
from suar.core.vault import keyring
from suar.core.vault.master import VaultLocked

SECRET = {
    "SUAR_MASTER_KEY": "rahasia-satu",
    "SUAR_DATABASE_MAIN": "postgresql://desk:rahasia-dua@h/main",
    "SUAR_DATABASE_KEYS": "postgresql://desk:rahasia-tiga@h/keys",
}
OPEN = {"SUAR_HOME": "/srv/suar", "SUAR_DATABASE_INTAKE": "postgresql://public@h/intake", "PATH": "/bin"}


def children() -> dict[str, serving.Child]:
    return {child.name: child for child in serving.children("localhost:8000", "0.0.0.0:8001", OPEN | SECRET)}


def test_an_office_is_three_processes() -> None:
    assert list(children()) == ["public", "desk", "worker"]


def test_the_public_process_is_told_no_secret() -> None:
    told = children()["public"].environment
    assert told["DJANGO_SETTINGS_MODULE"] == "suar.config.settings.public"
    assert told["SUAR_DATABASE_INTAKE"] == OPEN["SUAR_DATABASE_INTAKE"]
    assert not set(SECRET) & set(told)
    assert "rahasia" not in " ".join(told.values())
    assert told["SUAR_HOME"] == told["SUAR_PUBLIC_DIR"] == "/srv/suar/public"


def test_what_is_not_on_its_list_the_public_process_never_hears() -> None:
    given = OPEN | {"SUAR_SOMETHING_NEW": "1", "PGPASSWORD": "rahasia", "HOME": "/root"}
    assert not {"SUAR_SOMETHING_NEW", "PGPASSWORD", "HOME"} & set(serving.outside(given))


def test_without_a_server_the_public_process_is_given_the_file_of_its_own_store() -> None:
    told = serving.outside({"SUAR_HOME": "/srv/suar"})
    assert told["SUAR_DATABASE_INTAKE"] == "sqlite:///srv/suar/intake/intake.sqlite3"


@pytest.mark.parametrize("name", ["desk", "worker"])
def test_desk_and_worker_are_told_all(name: str) -> None:
    told = children()[name].environment
    assert told["DJANGO_SETTINGS_MODULE"] == "suar.config.settings.desk"
    assert SECRET.items() <= told.items()


def test_each_surface_has_its_application_address_and_workers() -> None:
    found = children()
    public, desk = list(found["public"].command), list(found["desk"].command)
    assert public[1:6] == ["-m", "suar.config.confinement", sys.executable, "-m", "suar.config.answering"]
    assert public[6:] == ["suar.config.asgi.public:application", "127.0.0.1", "8000", "2"]
    assert desk[1:3] == ["-m", "suar.config.answering"]
    assert desk[3:] == ["suar.config.asgi.desk:application", "0.0.0.0", "8001", "2"]


def test_only_the_public_form_is_waited_for_at_the_start() -> None:
    awaited = {name: child.awaited for name, child in children().items()}
    assert awaited == {"public": ("127.0.0.1", "8000"), "desk": None, "worker": None}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("localhost:8000", ("127.0.0.1", "8000")),
        (":80", ("127.0.0.1", "80")),
        ("10.0.0.4:65535", ("10.0.0.4", "65535")),
        ("[::1]:8000", ("::1", "8000")),
    ],
)
def test_an_address_is_host_and_port(text: str, parts: tuple[str, str]) -> None:
    assert serving.split(text) == parts


@pytest.mark.parametrize(
    "text", ["", "localhost", "localhost:", "localhost:0", "localhost:65536", "localhost:-1", "a:b", "a:²"]
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not HOST:PORT"):
        serving.split(text)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    for name in standing.KEY_FILES:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    return tmp_path


def test_the_keys_looked_for_at_the_start_are_all_but_the_draft_key() -> None:
    secret = {f"secret/{name}.keyset" for name in keyring.NAMES} | {"secret/django.key"}
    assert set(standing.KEY_FILES) == secret | {f"public/{name}" for name in surface.OPENERS} - {"public/draft.keyset"}


@pytest.mark.parametrize("name", standing.KEY_FILES)
def test_an_office_without_a_key_does_not_start_and_names_it(
    office: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert standing.missing_keys(office) == []
    (office / name).unlink()
    monkeypatch.setenv("SUAR_HOME", str(office))
    done = CliRunner().invoke(serving.serve)
    assert done.exit_code == 1 and name in done.output and "Restore" in done.output


def test_a_worker_that_cannot_open_its_keys_ends_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(self: object) -> None:
        raise VaultLocked("ledger.keyset is missing")

    worker.open_keys()
    monkeypatch.setattr(keyring.Keyring, "open_all", locked)
    with pytest.raises(SystemExit, match="cannot start: ledger.keyset is missing"):
        worker.open_keys()
