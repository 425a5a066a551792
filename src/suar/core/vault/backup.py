"""Backups: three sealed files of one moment each, `main` before `keys`, so that every row finds its key, and `intake`
before `main`, so that a complaint that is being taken over is in one of them or in both (a second take-over is none).

    main-20261124T021500Z.suar   intake-….suar   keys-….suar (put it elsewhere: --keys-to)

A file is gzip of JSON lines, the same for both engines, so that a restore may move an office from one to the other. The
keysets go with `keys`, the public surface's keys with `intake`; the master key is in none: it is on the recovery sheet.
A copy of `keys` expires after 30 days, or an erased child would live on in it: from that day on it is deleted where
the program finds it, and restored from nowhere. The copy of `intake` goes with it: what had just been filed when it was
made opens with the intake key of that day, and copies of `keys` made since hold that key for some weeks more."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from io import BufferedReader, RawIOBase
from itertools import batched
from pathlib import Path
from typing import Any, BinaryIO, cast

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connections, models, router, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from suar.core.vault.cells import from_cell, to_cell
from suar.core.vault.keyring import keyring, write_private
from suar.core.vault.master import MasterKey
from suar.core.vault.models import LastHead
from suar.core.vault.sealedfile import opened, sealing
from suar.core.vault.snapshots import snapshot

FORMAT = "suar-backup/1"
STORES = {"intake": "intake", "main": "default", "keys": "keys"}  # in the order in which they are copied
KEY_FILES = {"keys": "secret", "intake": "public"}  # the directory of the home that goes with a store
KEYS_LIVE = timedelta(days=30)
EXPIRING = ("keys", "intake")
PAUSE = timedelta(days=14)
STAMP = "%Y%m%dT%H%M%SZ"
# Whoever was signed in when the copy was made is not signed in after a restore, and counting at the door begins anew.
LEFT_OUT = {"accounts.session", "accounts.tally"}
Progress = Callable[[str, int], None]


class BackupError(Exception):
    """The backup cannot be made or restored so; the message says why."""


@dataclass(frozen=True, slots=True)
class Backup:
    """The three files of one backup."""

    stamp: str
    main: Path
    intake: Path
    keys: Path

    @property
    def files(self) -> dict[str, Path]:
        return {"intake": self.intake, "main": self.main, "keys": self.keys}


def make(
    to: Path, *, keys_to: Path | None = None, now: datetime | None = None, progress: Progress | None = None
) -> Backup:
    """Copy the three stores while the office works. Returns the files; expired copies are deleted, unless no copy was
    made for weeks by this clock: it may have jumped, and the next night tells."""
    now, keys_to = now or datetime.now(UTC), keys_to or to
    for directory in (to, keys_to):
        directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    paused = after_a_pause(keys_to, now)
    made = _named(stamp_of(now), to, keys_to)
    if any(path.exists() for path in made.files.values()):
        raise BackupError(f"There is a backup of {made.stamp} already.")
    # The head kept outside as it was before `main` was copied: one signed meanwhile is not in this copy of `main`.
    heads = list(LastHead.objects.all())
    try:
        _copy(made, "intake", progress)
        _copy(made, "main", progress)
        with keyring().rotation_lock():
            _copy(made, "keys", progress, heads)
    except BaseException:
        for path in made.files.values():
            path.unlink(missing_ok=True)
        raise
    for directory in {to, keys_to} if not paused else ():
        prune(directory, today=now.astimezone(UTC).date())
    return made


def stamp_of(moment: datetime) -> str:
    """How a copy of this moment is called."""
    return moment.astimezone(UTC).strftime(STAMP)


def stamps_in(directory: Path) -> list[str]:
    """The copies of `keys` in a place, the oldest first."""
    return sorted(path.stem.removeprefix("keys-") for path in directory.glob("keys-*.suar"))


def after_a_pause(directory: Path, now: datetime) -> bool:
    """Whether the newest copy of `keys` here is weeks old by this clock."""
    stamps = stamps_in(directory)
    return bool(stamps) and now - datetime.strptime(stamps[-1], STAMP).replace(tzinfo=UTC) > PAUSE


def prune(directory: Path, *, today: date) -> list[Path]:
    """Delete the copies of `keys` and `intake` that have lived 30 days. Returns them."""
    gone = []
    for store in EXPIRING:
        for path in sorted(directory.glob(f"{store}-*.suar")):
            if expiry(path.stem.removeprefix(f"{store}-")) <= today:
                path.unlink()
                gone.append(path)
    return gone


def expiry(stamp: str) -> date:
    """The first day on which a copy of `keys` or `intake` of this moment may open nothing any more."""
    return datetime.strptime(stamp, STAMP).date() + KEYS_LIVE


def refuse_expired(path: Path, header: dict[str, Any], *, today: date) -> None:
    """Raises BackupError. By what stands inside the seal: a file that was renamed is no younger."""
    if date.fromisoformat(header["expires_on"]) <= today:
        raise BackupError(
            f"{path.name}: this copy of keys has expired on {header['expires_on']}. Children erased since it was made "
            "were promised that no copy opens them; take a newer one."
        )


def choose(directory: Path, *, keys_directory: Path | None = None, stamp: str = "") -> Backup:
    """The named or the newest backup with all three files. Raises BackupError when there is none."""
    keys_directory = keys_directory or directory
    stamps = sorted(path.stem.removeprefix("main-") for path in directory.glob("main-*.suar"))
    for one in [stamp] if stamp else reversed(stamps):
        found = _named(one, directory, keys_directory)
        if all(path.exists() for path in found.files.values()):
            return found
    raise BackupError(f"{directory} holds no complete backup (main-, intake- and keys-… of one moment).")


def load(backup: Backup, master: MasterKey, progress: Progress | None = None) -> None:
    """Fill the three empty stores, already migrated, and write the keysets. Raises BackupError and SealBroken."""
    for store, path in backup.files.items():
        lines = records(path, master, store)
        header = next(lines)
        using = STORES[store]
        if header.get("format") != FORMAT or header.get("store") != store:
            raise BackupError(f"{path.name} is not a copy of {store} in the form {FORMAT}.")
        if header["migrations"] != migrations(using):
            raise BackupError(f"{path.name} is of another release: restore it with that one, then run `suar upgrade`.")
        with transaction.atomic(using=using):
            _empty(using)
            _fill(using, lines, progress)
            _reset_sequences(using)


def records(path: Path, master: MasterKey, store: str) -> Iterator[dict[str, Any]]:
    """The JSON lines of a backup file."""
    raw = cast(RawIOBase, _Chunks(opened(path, master, store)))
    with gzip.open(BufferedReader(raw, 1 << 16), "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def tombstones_in(path: Path, master: MasterKey) -> Iterator[tuple[Any, ...]]:
    """The tombstones of a copy of `keys`: (subject, erased at, unreadable from)."""
    columns: list[str] = []
    for record in records(path, master, "keys"):
        if "table" in record:
            columns = record["columns"] if record["table"] == "vault.tombstone" else []
        elif columns and "rows" in record:
            for row in record["rows"]:
                yield tuple(map(from_cell, row))


def migrations(using: str) -> list[list[str]]:
    """What is applied to a store, of the apps whose tables it holds."""
    applied = MigrationRecorder(connections[using]).applied_migrations()
    return sorted([app, name] for app, name in applied)


def tables(using: str) -> list[type[models.Model]]:
    """Every model of a store, those of the libraries included."""
    return _of_store(apps.get_models(include_auto_created=True), using)


def tables_as_migrated(using: str) -> list[type[models.Model]]:
    """As `tables`, in the shape that the store has now: before an upgrade it is older than the program."""
    loader = MigrationLoader(connections[using])
    applied = [node for node in loader.graph.nodes if node in loader.applied_migrations]
    if len(applied) == len(loader.graph.nodes):
        return tables(using)
    return _of_store(loader.project_state(applied).apps.get_models(include_auto_created=True), using)


def _of_store(listed: Iterable[type[models.Model]], using: str) -> list[type[models.Model]]:
    return [
        model
        for model in listed
        if model._meta.managed
        and not model._meta.proxy
        and router.allow_migrate_model(using, model)
        and model._meta.label_lower not in LEFT_OUT
    ]


def _named(stamp: str, directory: Path, keys_directory: Path) -> Backup:
    main, intake = (directory / f"{store}-{stamp}.suar" for store in ("main", "intake"))
    return Backup(stamp, main, intake, keys_directory / f"keys-{stamp}.suar")


def _copy(made: Backup, store: str, progress: Progress | None, heads: Sequence[LastHead] | None = None) -> None:
    using, path = STORES[store], made.files[store]
    with sealing(path, keyring().master, store) as sealed, gzip.open(sealed, "wb", compresslevel=6) as stream:
        out = cast(BinaryIO, stream)
        header = {"format": FORMAT, "store": store, "made_at": made.stamp, "migrations": migrations(using)}
        _line(out, header | ({"expires_on": expiry(made.stamp).isoformat()} if store == "keys" else {}))
        for name, content in _secrets(store):
            _line(out, {"file": name, "content": to_cell(content)})
        with snapshot(using):
            for model in tables_as_migrated(using):
                kept = heads if model._meta.label_lower == LastHead._meta.label_lower else None
                _copy_table(out, model, using, kept, progress)


def _copy_table(
    out: BinaryIO, model: type[models.Model], using: str, heads: Sequence[LastHead] | None, progress: Progress | None
) -> None:
    names = [field.attname for field in model._meta.concrete_fields]
    _line(out, {"table": model._meta.label_lower, "columns": names})
    rows: Iterator[Sequence[Any]]
    if heads is not None:
        rows = ([getattr(head, name) for name in names] for head in heads)
    else:
        rows = model._base_manager.using(using).order_by("pk").values_list(*names).iterator(chunk_size=2000)
    done = 0
    for batch in batched(rows, 500):
        _line(out, {"rows": [[to_cell(value) for value in row] for row in batch]})
        done += len(batch)
        if progress is not None:
            progress(model._meta.label_lower, done)


def _line(out: BinaryIO, record: dict[str, Any]) -> None:
    out.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")


def _secrets(store: str) -> Iterator[tuple[str, bytes]]:
    """The key files of a store's side. Keysets are sealed by the master key already."""
    directory = KEY_FILES.get(STORES[store])
    if directory is not None:
        for path in sorted((settings.SUAR_HOME / directory).glob("*.key*")):
            if path.name != "master.key" and not path.name.startswith("."):
                yield path.name, path.read_bytes()


def _empty(using: str) -> None:
    """What `migrate` put into the empty store (content types, permissions) comes from the copy instead."""
    with connections[using].cursor() as cursor:
        for model in tables(using):
            if model._meta.app_label in {"contenttypes", "auth"}:
                cursor.execute(f"DELETE FROM {connections[using].ops.quote_name(model._meta.db_table)}")  # noqa: S608


def _fill(using: str, lines: Iterator[dict[str, Any]], progress: Progress | None) -> None:
    by_label, model, names, done = {m._meta.label_lower: m for m in tables(using)}, None, list[str](), 0
    for record in lines:
        if "file" in record:
            name = Path(record["file"]).name
            write_private(settings.SUAR_HOME / KEY_FILES[using] / name, from_cell(record["content"]))
        elif "table" in record:
            model, names, done = by_label[record["table"]], record["columns"], 0
        elif model is not None:
            _insert(using, model, names, record["rows"])
            done += len(record["rows"])
            if progress is not None:
                progress(model._meta.label_lower, done)


def _insert(using: str, model: type[models.Model], names: list[str], rows: list[list[Any]]) -> None:
    connection = connections[using]
    fields = {field.attname: field for field in model._meta.concrete_fields}
    listed = [fields[name] for name in names]
    quoted = ", ".join(connection.ops.quote_name(str(field.column)) for field in listed)
    places = ", ".join(["%s"] * len(listed))
    table = connection.ops.quote_name(model._meta.db_table)
    values = [
        [field.get_db_prep_save(from_cell(cell), connection) for field, cell in zip(listed, row, strict=True)]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({quoted}) VALUES ({places})", values)  # noqa: S608 - names only


def _reset_sequences(using: str) -> None:
    connection = connections[using]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables(using)):
            cursor.execute(statement)


class _Chunks(RawIOBase):
    """An iterator of byte strings as a file to read from."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self.chunks, self.rest = chunks, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self.rest:
            self.rest = next(self.chunks, b"")
            if not self.rest:
                return 0
        count = min(len(buffer), len(self.rest))
        buffer[:count], self.rest = self.rest[:count], self.rest[count:]
        return count
