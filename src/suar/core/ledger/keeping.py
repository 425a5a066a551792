"""Restoring a backup into an empty home: the stores, then the tombstones, then a verification of everything."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from suar.core.ledger import copies
from suar.core.ledger.actions import keep_log_name, sequence_all
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.keyholding import finish_erasures
from suar.core.ledger.recording import record
from suar.core.ledger.verify import Verdict, verify
from suar.core.vault import backup, keys, master
from suar.core.vault.backup import Backup, BackupError
from suar.core.vault.keyring import NAMES, write_private
from suar.core.vault.models import DataKey


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, how many erased subjects were destroyed again, and what the verification says."""

    stamp: str
    obeyed: int
    verdict: Verdict


def restore(
    directory: Path,
    *,
    keys_directory: Path | None = None,
    stamp: str = "",
    recovery_text: str = "",
    progress: backup.Progress | None = None,
) -> Restored:
    """Into this process's home, empty but for its master key. Raises BackupError, SealBroken and VaultLocked.

    A copy of `keys` that has expired is refused. Tombstones are obeyed, also those of newer copies of `keys` beside
    this one: whoever was erased after the copy was made is erased again before anything is served."""
    home: Path = settings.SUAR_HOME
    chosen = backup.choose(directory, keys_directory=keys_directory, stamp=stamp)
    refuse_a_home_in_use(home)
    prepare(home, recovery_text)
    key = master.master_key(home / "secret")
    # The wrong master key and an expired copy are told before a table is made.
    backup.refuse_expired(chosen.keys, next(backup.records(chosen.keys, key, "keys")), today=timezone.localdate())
    for using in backup.STORES.values():
        call_command("migrate", database=using, interactive=False, verbosity=0)
    backup.load(chosen, key, progress)
    keep_log_name()
    obeyed = obey_tombstones(chosen, key)
    with record("vault.restore", by=OPERATOR, data={"backup": chosen.stamp, "obeyed": obeyed}):
        pass
    # Copies made after this one are known to nobody any more: none of them is younger than now.
    copies.note(backup.stamp_of(timezone.now()), by=OPERATOR)
    finish_erasures(by=OPERATOR)
    sequence_all()
    return Restored(chosen.stamp, obeyed, verify())


def refuse_a_home_in_use(home: Path) -> None:
    """Raises BackupError unless nothing would be overwritten. A home with a master key alone is empty."""
    for name in NAMES:
        if (home / "secret" / f"{name}.keyset").exists():
            raise BackupError(f"{home} is in use: restore into an empty home.")
    for store, using in backup.STORES.items():
        if connections[using].vendor == "sqlite":
            Path(str(connections[using].settings_dict["NAME"])).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if connections[using].introspection.table_names():
            raise BackupError(f"The store {store} is not empty: restore into an empty home.")


def prepare(home: Path, recovery_text: str) -> None:
    """Directories, and the master key when it is given from the recovery sheet. Raises VaultLocked for a wrong form."""
    for directory in (home, home / "secret", home / "public"):
        directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    if recovery_text:
        master.from_recovery_text(recovery_text)
        write_private(master.key_file(home / "secret"), recovery_text.strip().encode("ascii"))


def obey_tombstones(chosen: Backup, key: master.MasterKey) -> int:
    """Destroy again what was erased, by every copy of `keys` from this one on. Returns how many keys that destroyed."""
    obeyed = 0
    for path in sorted(chosen.keys.parent.glob("keys-*.suar")):
        if path.name >= chosen.keys.name:
            for subject, erased_at, unreadable_from in backup.tombstones_in(path, key):
                obeyed += DataKey.objects.filter(pk=subject).exists()
                keys.destroy(subject, at=erased_at, unreadable_from=unreadable_from)
    return obeyed
