"""Nobody's last words go unread with their file: what was sent under its receipt is read first."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext

from suar.casework.complaints import receipts
from suar.casework.retention.models import Item
from suar.casework.retention.ripe import Ripe
from suar.core.errors import Conflict


def must_be_read[F: (Item, Ripe)](items: Sequence[F]) -> None:
    """Raises Conflict, naming the files."""
    unread = receipts.unread_of(item.subject for item in items)
    if named := [item.reference for item in items if item.subject in unread]:
        raise Conflict(
            gettext("Ada pesan yang belum dibaca: %(files)s. Keluarkan dari karantina dan baca dulu, lalu coba lagi.")
            % {"files": ", ".join(named)}
        )
