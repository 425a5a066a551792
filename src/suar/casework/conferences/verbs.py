"""What the ledger's verbs say on a screen: meetings, best-interests decisions, accompaniment."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "accompaniment.write": _("mencatat pendampingan anak"),
    "conference.add": _("menambahkan catatan pada notulen konferensi kasus"),
    "conference.answer": _("mencatat undangan atau jawaban peserta konferensi kasus"),
    "conference.call_off": _("membatalkan konferensi kasus"),
    "conference.confirm": _("mengesahkan notulen konferensi kasus sebagai orang kedua"),
    "conference.decide": _("mencatat keputusan konferensi kasus"),
    "conference.dissent": _("mencatat pendapat berbeda pada keputusan konferensi kasus"),
    "conference.hear": _("mencatat keinginan anak atau pengasuh untuk konferensi kasus"),
    "conference.hold": _("mencatat konferensi kasus berlangsung dan siapa yang hadir"),
    "conference.invite": _("mengundang seseorang ke konferensi kasus"),
    "conference.lose_consent": _("mencatat bahwa persetujuan undangan konferensi kasus ternyata dari anak lain"),
    "conference.minutes": _("menulis notulen konferensi kasus"),
    "conference.move": _("mengubah rencana konferensi kasus"),
    "conference.number": _("memberi nomor undangan konferensi kasus"),
    "conference.plan": _("merencanakan konferensi kasus"),
    "conference.sign": _("menandatangani notulen konferensi kasus"),
    "conference.take_back": _("menarik keputusan konferensi kasus"),
    "conference.tell": _("memberi tahu yang diundang bahwa persetujuan dicabut"),
    "interests.ask": _("membuka lembar kepentingan terbaik anak"),
    "interests.hear": _("mencatat pandangan anak tentang keputusan baginya"),
    "interests.opinion": _("mencatat pendapat anggota panel"),
    "interests.option": _("menambah pilihan pada lembar kepentingan terbaik"),
    "interests.option_change": _("mengubah pilihan pada lembar kepentingan terbaik"),
    "interests.propose": _("mengusulkan keputusan kepada panel"),
    "interests.seat": _("mendudukkan anggota panel"),
    "interests.settle": _("menandatangani keputusan kepentingan terbaik anak"),
    "interests.unseat": _("mengeluarkan anggota panel"),
    "interests.withdraw": _("menarik lembar kepentingan terbaik anak"),
    "read.conference_list": _("membaca daftar konferensi kasus yang akan datang"),
}
