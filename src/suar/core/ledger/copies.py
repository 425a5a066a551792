"""Copies of the keys, noted before they are begun: they tell from when on nothing opens what is erased today."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from django.conf import settings

from suar.core.ledger.actors import Actor
from suar.core.ledger.models import Copy
from suar.core.ledger.recording import record
from suar.core.vault import backup
from suar.core.vault.backup import Backup

OWN_PLACE = ("backups", "keys")
ASSUMED = (
    "every copy of keys and of intake was made by `suar backup` and none is kept longer than 30 days: the program "
    "deletes its own and restores from no older one, but it cannot reach a copy of the disk, of the database server or "
    "of the machine; a reply in an older copy stays open to whoever holds the complainant's code and the look-up key"
)


def copy(to: Path, *, keys_to: Path | None = None, by: Actor, now: datetime | None = None) -> Backup:
    """Copy the three stores. Noted first: an erasure that runs meanwhile must know of it. Raises BackupError."""
    now = now or datetime.now(UTC)
    note(backup.stamp_of(now), by=by)
    made = backup.make(to, keys_to=keys_to, now=now)
    with record("vault.backup", by=by, data={"backup": made.stamp}):
        pass
    return made


def note(stamp: str, *, by: Actor) -> None:
    """Remember that a copy of this moment may exist somewhere."""
    with record("vault.backup.begin", by=by, data={"backup": stamp}) as entry:
        entry.add(Copy(stamp=stamp, expires_on=backup.expiry(stamp)))


def unreadable_from(today: date) -> date:
    """The first day on which no copy opens what is erased today: when the last of those that exist has expired; today
    where there is none. Copies that nobody noted count where they lie in the home's own place."""
    noted = Copy.objects.living(today).order_by("-expires_on").values_list("expires_on", flat=True).first()
    lying = [backup.expiry(stamp) for stamp in backup.stamps_in(settings.SUAR_HOME.joinpath(*OWN_PLACE))]
    return max([today, *lying, *([noted] if noted else [])])
