"""What the ledger's verbs say on a screen: local holidays."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "closure.add": _("menambah hari libur"),
    "closure.edit": _("mengubah hari libur"),
    "closure.remove": _("menghapus hari libur"),
}
