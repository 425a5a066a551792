"""Of whom a key was destroyed nothing more is written."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from suar.core.errors import DomainError
from suar.core.vault.fields import opened_cipher


class Erased(DomainError):
    """The file that it belongs to was erased."""

    def __init__(self) -> None:
        super().__init__(gettext("Berkas ini sudah dimusnahkan. Tidak ada lagi yang dicatat tentangnya."))


def must_be_sealed(row: Any) -> None:
    """Raises Erased for a row whose key was destroyed, KeyMissing for one whose key is not there."""
    if opened_cipher(row) is None:
        raise Erased
