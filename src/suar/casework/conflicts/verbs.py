"""What the ledger's verbs say on a screen: conflicts of interest."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "conflict.confirm": _("menetapkan benturan kepentingan"),
    "conflict.dismiss": _("menyatakan bukan orang yang sama"),
    "conflict.lift": _("mencabut penahanan berkas"),
    "conflict.move": _("memindahkan penahanan ke berkas anak"),
    "conflict.recuse": _("menyatakan mengenal anak ini"),
    "conflict.spread": _("menahan juga berkas lain dari anak yang sama"),
    "conflict.suspect": _("menahan dari orang yang mungkin disebut"),
    "conflict.turn": _("mengalihkan keputusan benturan kepentingan"),
    "conflict.withhold": _("menahan berkas dari seseorang"),
    "declaration.add_tie": _("menyatakan hubungan dekat"),
    "declaration.begin": _("membuat pernyataan kepentingan"),
    "declaration.correct_tie": _("memperbaiki hubungan dekat"),
    "declaration.end_tie": _("mengakhiri hubungan dekat"),
    "declaration.renew": _("memperbarui pernyataan kepentingan"),
    "read.conflict": _("membaca benturan kepentingan"),
    "read.conflict_list": _("membaca daftar benturan kepentingan"),
    "read.declaration": _("membaca pernyataan kepentingan"),
}
