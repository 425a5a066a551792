"""What the ledger's verbs say on a screen: rounds, questions to bodies, weekly lists."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "round.ask": _("bertanya kepada lembaga"),
    "round.begin": _("memulai putaran pantau"),
    "round.defer": _("menunda berkas ke akhir putaran"),
    "round.end": _("mengakhiri putaran pantau"),
    "round.list": _("membuat daftar mingguan lembaga"),
    "round.list_answer": _("mencatat jawaban atas daftar mingguan"),
    "round.list_send": _("mencatat daftar mingguan terkirim"),
    "round.skip": _("melewati berkas dalam putaran"),
    "round.write": _("menulis lembar pantau dalam putaran"),
    "read.asked_list": _("membaca siapa yang perlu ditanya"),
    "read.round": _("membaca putaran pantau"),
    "read.round_item": _("membaca berkas dalam putaran pantau"),
    "read.weekly_file": _("mengunduh daftar mingguan"),
    "read.weekly_list": _("membaca daftar mingguan"),
}
