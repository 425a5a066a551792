"""`suar drill`: last night's copy restored into an empty home with two sheets, verified, opened, and thrown away."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import click

from suar.config.environment import STORES
from suar.core import origin
from suar.core.alone import InUse, alone
from suar.core.ledger.actions import sequence_all
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.cli import as_json
from suar.core.ledger.keyholding import note_drill
from suar.core.ledger.vault_cli import answer, key_given, refused_in_words
from suar.core.vault import backup
from suar.core.vault.master import DIRECTORY_NAME, ENVIRONMENT_NAME, as_recovery_text

SUAR = (sys.executable, "-c", "from suar.config.cli import main; main()")
PREFIX = "suar-drill-"
LONGEST = 3600  # seconds that a step may take before the drill counts as failed


@dataclass(frozen=True, slots=True)
class Drilled:
    """What the drill found. `why` names the step that failed, empty when all went well."""

    stamp: str
    keys: int
    opened: int
    seconds: int
    why: str = ""

    @property
    def sound(self) -> bool:
        return not self.why


@click.command()
@click.option("--from", "source", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True)
@click.option("--keys-from", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Where the keys are.")
@click.option("--sheets", type=click.File("r"), default="-", help="Two sheets, one a line; asked if left out.")
@click.option("--recovery-sheet", type=click.File("r"), help="A file (or -) with the whole key as printed, instead.")
@click.option("--into", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Where there is room.")
@as_json
def drill(
    source: Path, keys_from: Path | None, sheets: Any, recovery_sheet: Any, into: Path | None, in_json: bool
) -> None:
    """Restore the newest copy into an empty home with two sheets, verify it, open what is sealed. Nothing is kept.

    The office works on; the result stands in its ledger. Exit 1 when the copy would not have saved the office."""
    chosen = refused_in_words(lambda: backup.choose(source, keys_directory=keys_from))
    key = refused_in_words(lambda: key_given(sheets, recovery_sheet))
    sweep(into or Path(tempfile.gettempdir()))
    room = Path(tempfile.mkdtemp(prefix=PREFIX, dir=into))
    try:
        with alone(room, "drill"):
            (room / "home").mkdir(mode=0o700)
            found = rehearse(chosen, room / "home", as_recovery_text(key))
    finally:
        shutil.rmtree(room, ignore_errors=True)
    told = {"backup": chosen.stamp, "sound": found.sound, "keys": found.keys, "opened": found.opened}
    note_drill(told=told | {"seconds": found.seconds, "failed": found.why}, by=OPERATOR)
    sequence_all()
    answer(told | {"age_hours": age(chosen.stamp), "seconds": found.seconds, "failed": found.why or None}, in_json)
    click.get_current_context().exit(0 if found.sound else 1)


def sweep(where: Path) -> None:
    """What a killed drill left there: keys that no thirty days would end. One that still runs holds its lock."""
    for room in where.glob(f"{PREFIX}*"):
        with suppress(OSError, InUse):
            left = room.lstat()
            if stat.S_ISDIR(left.st_mode) and left.st_uid == os.geteuid():
                with alone(room, "drill"):
                    shutil.rmtree(room)


def rehearse(chosen: backup.Backup, home: Path, key: str) -> Drilled:
    """In processes of their own, which know nothing of this office but the key: as on a new machine."""
    start, environment = perf_counter(), empty_home(home, key)
    where = ("--from", str(chosen.main.parent), "--keys-from", str(chosen.keys.parent), "--stamp", chosen.stamp)
    restored = asked("restore", *where, environment=environment)
    probed = asked("vault", "probe", environment=environment) if restored.get("sound") else {}
    why = "" if probed.get("sound") else "probe" if restored.get("sound") else "restore"
    opened = len(probed.get("opened", []))
    return Drilled(chosen.stamp, probed.get("keys", 0), opened, round(perf_counter() - start), why)


def empty_home(home: Path, key: str) -> dict[str, str]:
    """The environment of the drill: the key in memory alone, every store a file in the empty home."""
    ours = {f"SUAR_DATABASE_{store.upper()}" for store in STORES}
    ours |= {DIRECTORY_NAME, "SUAR_PUBLIC_DIR", origin.SETTING}  # the name of the heads is in the copy
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return kept | {
        "SUAR_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "suar.config.settings.desk",
        ENVIRONMENT_NAME: key,
    }


def asked(*words: str, environment: Mapping[str, str]) -> dict[str, Any]:
    """The answer of a `suar` command in JSON; empty where it gave none. What it complained of goes to the operator."""
    command = [*SUAR, *words, "--home", environment["SUAR_HOME"], "--json"]
    try:
        done = subprocess.run(command, env=dict(environment), capture_output=True, text=True, timeout=LONGEST)  # noqa: S603 - our own interpreter and module
        click.echo(done.stderr.strip(), err=True, nl=bool(done.stderr.strip()))
        found: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return {}
    return found


def age(stamp: str) -> int:
    """Hours since the copy was made."""
    made = datetime.strptime(stamp, backup.STAMP).replace(tzinfo=UTC)
    return int((datetime.now(UTC) - made).total_seconds() // 3600)
