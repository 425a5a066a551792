"""What the ledger's verbs say on a screen: the data of a child."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "child.edit": _("mengubah data anak"),
    "child.register": _("mendaftarkan anak"),
    "child.safe_contact": _("mengubah cara menghubungi"),
    "read.child": _("membaca data anak"),
    "read.child_name": _("membuka nama anak"),
}
