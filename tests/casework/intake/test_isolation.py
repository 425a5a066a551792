"""The public process with nothing but its own directory, its own store and its own settings."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from suar.casework.intake import surface
from suar.core.vault import keysets
from suar.core.vault.daykeys import statement

pytestmark = pytest.mark.real_clock

SCRIPT = Path(__file__).with_name("public_process.py")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a public process said that took a complaint and then tried everything it has."""
    home = tmp_path_factory.mktemp("public-home")
    (home / "intake").mkdir()
    signing, now = keysets.new(keysets.SIGNING), timezone.now()
    surface.create(home / "public", verifier=keysets.public_part(signing))
    public = keysets.public_part(keysets.new(keysets.INTAKE))
    signed = keysets.sign(signing, statement("day", public, now))
    day = {"keyset": public.hex(), "signature": signed.hex(), "valid_from": now.isoformat()}
    (home / "day.json").write_text(json.dumps(day))
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("SUAR_", "DJANGO_"))}
    environment = clean | {"SUAR_HOME": str(home), "SUAR_DEVELOPMENT": "1", "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, str(SCRIPT)], env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_it_takes_a_complaint(told: dict[str, Any]) -> None:
    assert told["receipt"] == 20 and told["filed"] == 1


def test_none_of_its_keys_opens_what_it_just_took(told: dict[str, Any]) -> None:
    assert told["attempts"] >= 5
    assert told["opened"] == []


def test_the_story_is_in_no_byte_of_its_store(told: dict[str, Any]) -> None:
    assert told["story_in_store"] == []


def test_it_cannot_reach_main_or_keys(told: dict[str, Any]) -> None:
    assert told["reached"] == {
        "default": "ImproperlyConfigured",
        "keys": "ConnectionDoesNotExist",
        "complaints": "RuntimeError",
        "vault": "RuntimeError",
        "keyring": "VaultLocked",
    }
