"""`suar vault`, `suar backup`, `suar restore`: the operator's hand on the keys. Each act is in the ledger."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from itertools import batched
from pathlib import Path
from typing import Any

import click
from django.conf import settings

from suar.core.alone import alone
from suar.core.errors import DomainError
from suar.core.ledger import copies, keeping, keyholding
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.cli import as_answer, as_json
from suar.core.ledger.models import Erasure
from suar.core.ledger.recording import record
from suar.core.vault import backup as backups
from suar.core.vault import keysets, probing, rotation, shares, tokens, unlocking
from suar.core.vault.keyring import keyring
from suar.core.vault.master import VaultLocked, from_recovery_text, recovery_text
from suar.core.vault.models import DataKey, IntakeKey, SearchSubject, Tombstone
from suar.core.vault.sealedfile import SealBroken

REFUSALS = (DomainError, VaultLocked, SealBroken, backups.BackupError, rotation.RotationStopped, OSError)


@click.group("vault")
def vault() -> None:
    """Keys of children and complaints: state, rotation, search tokens. Erasure is added by the retention of files."""


@vault.command("status")
@as_json
def status_command(in_json: bool) -> None:
    """How many keys there are, what wraps them, what is unfinished."""
    answer(status(), in_json)


def status() -> dict[str, Any]:
    ring = keyring()
    primary, known = ring.wrapping_key_id(), keysets.key_ids(ring.wrapping_keyset())
    oldest = DataKey.objects.order_by("created_at").values_list("created_at", flat=True).first()
    return {
        "data_keys": DataKey.objects.count(),
        "oldest_data_key": oldest.isoformat() if oldest else None,
        "intake_keys": IntakeKey.objects.count(),
        "wrapping_key": primary,
        "rotation_under_way": len(known) > 1,
        "wrapped_by_an_older_key": DataKey.objects.exclude(wrapping_key_id=primary).count(),
        "erased_subjects": Tombstone.objects.count(),
        "unfinished_erasures": Erasure.objects.open().count(),
        "searchable_subjects": SearchSubject.objects.count(),
    }


@vault.command("rotate")
@as_json
def rotate_command(in_json: bool) -> None:
    """Make a new wrapping key, wrap every key by it, drop the old one. The office works on."""
    rotated = refused_in_words(lambda: keyholding.rotate(by=OPERATOR, progress=progress("keys")))
    answer({"wrapping_key": rotated.key_id, "rewrapped": rotated.rewrapped}, in_json)


@vault.command("probe")
@as_json
def probe_command(in_json: bool) -> None:
    """Open every data key and one row of each sealed table, showing none. Exit 1 when one does not open."""
    found = probing.probe()
    opens = {"keys": found.keys, "keys_shut": found.shut, "opened": found.opened, "unreadable": found.unreadable}
    answer({"sound": found.sound} | opens, in_json)
    click.get_current_context().exit(0 if found.sound else 1)


@vault.command("reindex")
@as_json
def reindex_command(in_json: bool) -> None:
    """Build all search tokens anew. Searches go on meanwhile."""
    done = tokens.reindex(progress("subjects"))
    with record("vault.reindex", by=OPERATOR, data={"subjects": done}):
        pass
    answer({"subjects": done}, in_json)


@vault.command("recovery-sheet")
@as_json
def recovery_sheet_command(in_json: bool) -> None:
    """Print the master key as words to write down. Whoever holds it and a backup of the keys opens everything."""
    text = refused_in_words(lambda: recovery_text(settings.SUAR_HOME / "secret"))
    with record("vault.recovery_sheet", by=OPERATOR):
        pass
    if in_json:
        click.echo(json.dumps({"recovery_text": text}))
    else:
        click.echo(f"Master key of this office. Keep it on paper, apart from every backup.\n\n    {text}\n")


@vault.command("shares")
@as_json
def shares_command(in_json: bool) -> None:
    """Print the master key as three sheets of words, of which any two open it. Give each to another person."""
    key = refused_in_words(lambda: from_recovery_text(recovery_text(settings.SUAR_HOME / "secret")))
    sheets = shares.split(key)
    with record("vault.shares", by=OPERATOR, data={"needed": shares.NEEDED, "made": shares.MADE}):
        pass
    if in_json:
        click.echo(json.dumps({"needed": shares.NEEDED, "sheets": sheets}))
    else:
        click.echo(sheets_in_words(sheets))


@vault.command("unlock")
@click.option(
    "--sheets", type=click.File("r"), default="-", help="A file with two sheets, one a line; asked if left out."
)
@click.option("--recovery-sheet", type=click.File("r"), help="A file (or -) with the whole key as printed, instead.")
@as_json
def unlock_command(sheets: Any, recovery_sheet: Any, in_json: bool) -> None:
    """Give a locked office its key, into memory only (SUAR_KEY_DIR): after each start of the machine."""
    key = refused_in_words(lambda: key_given(sheets, recovery_sheet))
    refused_in_words(lambda: unlocking.unlock(settings.SUAR_HOME / "secret", key))
    keyholding.note_unlocked(by=OPERATOR)
    answer({"unlocked": True}, in_json)


def key_given(sheets: Any, recovery_sheet: Any) -> bytes:
    """From files, or typed without being shown."""
    if recovery_sheet:
        return unlocking.key_of(recovery=recovery_sheet.read())
    if sheets.isatty():
        return unlocking.key_of(
            sheets=[click.prompt(f"Sheet {n + 1}", hide_input=True, err=True) for n in range(shares.NEEDED)]
        )
    return unlocking.key_of(sheets=[line for line in sheets.read().splitlines() if line.strip()])


def sheets_in_words(sheets: Sequence[str]) -> str:
    """Three sheets to write down, each under its number, the words in numbered lines of five."""
    said = [
        f"{shares.MADE} lembar; dua di antaranya membuka data. Serahkan kepada Ketua, Wakil Ketua, dan Sekretariat.",
        f"{shares.MADE} sheets; any two open the data. Give one each to the Chair, the Vice Chair and the Secretariat.",
    ]
    for number, sheet in enumerate(sheets, 1):
        words = sheet.split()
        said += ["", f"--- Lembar {number} / Sheet {number} " + "-" * 40, ""]
        said += [
            "    " + "  ".join(f"{i + 1:2}. {words[i]:<9}" for i in line) for line in batched(range(len(words)), 5)
        ]
    return "\n".join(said)


@click.command("backup")
@click.option("--to", "to", type=click.Path(file_okay=False, path_type=Path), required=True, help="Where to write it.")
@click.option("--keys-to", type=click.Path(file_okay=False, path_type=Path), help="Where the keys go: another place.")
@as_json
def backup(to: Path, keys_to: Path | None, in_json: bool) -> None:
    """Copy the three stores, sealed by the master key, while the office works. Copies of the keys live 30 days."""
    made = refused_in_words(lambda: copies.copy(to, keys_to=keys_to, by=OPERATOR))
    answer({"stamp": made.stamp} | {store: str(path) for store, path in made.files.items()}, in_json)


@click.command("restore")
@click.option("--from", "source", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True)
@click.option("--keys-from", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Where the keys are.")
@click.option("--stamp", default="", help="Which backup; the newest if left out.")
@click.option("--recovery-sheet", type=click.File("r"), help="A file (or -) with the master key as printed.")
@as_json
def restore(source: Path, keys_from: Path | None, stamp: str, recovery_sheet: Any, in_json: bool) -> None:
    """Restore a backup into an empty home, obey its tombstones, verify it. Exit 1 when something is wrong."""
    text = recovery_sheet.read().strip() if recovery_sheet else ""
    with alone(settings.SUAR_HOME, "restore"):
        done = refused_in_words(
            lambda: keeping.restore(source, keys_directory=keys_from, stamp=stamp, recovery_text=text)
        )
    found = as_answer(done.verdict)
    answer(
        {"stamp": done.stamp, "erased_again": done.obeyed, "sound": found["sound"], "wrong": found["wrong"]}, in_json
    )
    click.get_current_context().exit(0 if done.verdict.sound else 1)


def answer(fields: dict[str, Any], in_json: bool) -> None:
    if in_json:
        click.echo(json.dumps(fields, ensure_ascii=False))
        return
    for name, value in fields.items():
        click.echo(f"{name.replace('_', ' ')}: {'-' if value is None else value}")


def refused_in_words[T](act: Callable[[], T]) -> T:
    """A refusal is one line and exit status 1, not a traceback."""
    try:
        return act()
    except REFUSALS as error:
        raise click.ClickException(str(error)) from error


def progress(what: str) -> Callable[[int], None]:
    """A counter on the terminal; silent in a log."""
    if not sys.stderr.isatty():
        return lambda done: None
    return lambda done: click.echo(f"\r{done} {what}", nl=False, err=True)
