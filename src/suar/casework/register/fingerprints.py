"""The keyed fingerprint of a row: the same row of a second file is known again, and nobody without the key can guess
from the table what a row says."""

from __future__ import annotations

from collections.abc import Iterable

from suar.casework.register.records import RegisterRow, fingerprint
from suar.core.vault.keyring import keyring
from suar.registry.accounts.models import Office

LENGTH = 16  # bytes


def keyed(office: Office, rows: Iterable[RegisterRow]) -> list[bytes]:
    """One fingerprint a row, under the key of the search tokens but apart from them, and apart by office."""
    compute, prefix = keyring().tokens().compute, f"suar/register-row/{office.pk}/".encode()
    return [compute(prefix + fingerprint(row).encode(), LENGTH) for row in rows]
