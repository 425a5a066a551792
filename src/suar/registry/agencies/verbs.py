"""What the ledger's verbs say on a screen: partner bodies."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "agency.add": _("menambah lembaga"),
    "agency.add_contact": _("menambah kontak lembaga"),
    "agency.deactivate": _("menonaktifkan lembaga"),
    "agency.edit": _("mengubah data lembaga"),
    "agency.edit_contact": _("mengubah kontak lembaga"),
    "agency.load": _("memuat daftar lembaga"),
    "agency.reactivate": _("mengaktifkan lembaga lagi"),
    "agency.remove_contact": _("menghapus kontak lembaga"),
}
