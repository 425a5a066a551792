"""Run alone by test_isolation: files a complaint, tries to read it back and to reach the other stores. Prints JSON."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

os.environ["DJANGO_SETTINGS_MODULE"] = "suar.config.settings.public"

import django  # noqa: E402 - the settings must be named first

django.setup()

from django.conf import settings  # noqa: E402
from django.core.exceptions import ImproperlyConfigured  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402
from django.db.utils import ConnectionDoesNotExist  # noqa: E402
from django.test import Client  # noqa: E402
from tink import TinkError  # noqa: E402

from suar.casework.intake.models import DayKey, Filing  # noqa: E402
from suar.core.vault import keysets  # noqa: E402
from suar.core.vault.master import VaultLocked  # noqa: E402

HOME: Path = settings.SUAR_HOME
STORY = "PENANDA cerita yang tidak boleh terbaca"
CONTEXTS = [b"", b"suar/draft/1", b"suar/code/1"]


def file_one() -> str:
    client = Client(SERVER_NAME="localhost")
    page = client.get("/lapor/").content.decode()
    for fields in [{}] * 6 + [{"story": STORY}, {"aksi": "kirim"}]:
        found = re.search(r'name="isian" value="([^"]+)"', page)
        assert found, page
        body = urlencode({"aksi": "lanjut", "isian": found[1]} | fields)
        page = client.post("/lapor/", body, content_type="application/x-www-form-urlencoded").content.decode()
    return "".join(re.findall(r"<span>(\d{4})</span>", page))


def openers() -> dict[str, Callable[[bytes, bytes], bytes]]:
    """Every key this process can lay hands on, as everything a key could be."""
    found: dict[str, Callable[[bytes, bytes], bytes]] = {}
    raw = {path.name: path.read_bytes() for path in (HOME / "public").iterdir()}
    raw["day key"] = bytes(DayKey.objects.get().keyset)
    for name, keyset in raw.items():
        for kind, opener in (("aead", keysets.open_aead), ("hybrid", keysets.open_hybrid)):
            found[f"{name} as {kind}"] = lambda sealed, context, k=keyset, o=opener: o(k).decrypt(sealed, context)
    return found


def try_to_open(filing: Filing) -> tuple[int, list[str]]:
    attempts, opened = 0, []
    contexts = [*CONTEXTS, b"suar/intake/" + filing.form_id.bytes]
    for name, opener in openers().items():
        for context in contexts:
            attempts += 1
            try:
                opener(bytes(filing.sealed), context)
            except (TinkError, ValueError, TypeError, RuntimeError, KeyError):
                continue
            except BaseException as other:  # protobuf's own error classes
                if type(other).__name__ != "DecodeError":
                    raise
                continue
            opened.append(name)
    return attempts, opened


def reach() -> dict[str, str]:
    def complaints() -> object:
        from suar.casework.complaints import models

        return models

    def vault() -> object:
        from suar.core.vault import models

        return models

    def keyring() -> object:
        from suar.core.vault.keyring import keyring as opened

        return opened().wrapping()

    attempts: dict[str, Callable[[], Any]] = {
        "default": lambda: connections["default"].cursor(),
        "keys": lambda: connections["keys"].cursor(),
        "complaints": complaints,
        "vault": vault,
        "keyring": keyring,
    }
    reached = {}
    for name, attempt in attempts.items():
        try:
            attempt()
            reached[name] = "reached"
        except (ImproperlyConfigured, ConnectionDoesNotExist, RuntimeError, VaultLocked) as refusal:
            reached[name] = type(refusal).__name__
    return reached


def main() -> None:
    call_command("migrate", database="intake", verbosity=0)
    given = json.loads((HOME / "day.json").read_text())
    DayKey.objects.create(
        key_id="day",
        keyset=bytes.fromhex(given["keyset"]),
        signature=bytes.fromhex(given["signature"]),
        valid_from=datetime.fromisoformat(given["valid_from"]),
    )
    code = file_one()
    attempts, opened = try_to_open(Filing.objects.get())
    stored = [path for path in (HOME / "intake").iterdir() if b"PENANDA" in path.read_bytes()]
    told = {
        "receipt": len(code),
        "filed": Filing.objects.count(),
        "attempts": attempts,
        "opened": opened,
        "story_in_store": [path.name for path in stored],
        "reached": reach(),
    }
    sys.stdout.write(json.dumps(told))


main()
