"""What the ledger's verbs say on a screen: press."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "press.check": _("memeriksa sebuah pernyataan pers"),
    "read.press_file": _("mengunduh lembar pers"),
    "read.press_list": _("membaca daftar lembar pers"),
    "read.press_sheet": _("membaca lembar pers"),
}
