"""Alarms of the house itself: each the red line of a check on *Kesehatan*, closed when the check is well again; and the
clock that jumped, which only a person can judge."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from suar.core.alarms.kinds import Audience, Kind

SEE = _("Buka Kesehatan: di sana tertulis apa yang perlu dilakukan.")
CLOCK = "house.clock"
KEY_PRINTED = "house.key_printed"
STEP = "worker.step"
KINDS = (
    Kind("house.queue", _("Pengaduan menumpuk di pintu"), SEE, Audience.HOUSE),
    Kind("house.unopened", _("Ada pengaduan yang tidak dapat dibuka"), SEE, Audience.HOUSE),
    Kind(
        "house.quarantine",
        _("Kiriman di karantina menunggu lebih dari sehari"),
        _("Buka Karantina: loloskan satu dari tiap baris, baca isinya, lalu putuskan yang lain."),
        Audience.DUTY,
    ),
    Kind("house.findings", _("Ada baris yang diubah di luar Suar"), SEE, Audience.LEADERS),
    Kind("house.form_key", _("Formulir pengaduan tidak punya kunci"), SEE, Audience.HOUSE),
    Kind("house.sequence", _("Jejak tidak diurutkan"), SEE, Audience.HOUSE),
    Kind("house.heads", _("Kepala jejak di luar berbeda"), SEE, Audience.HOUSE),
    Kind("house.triggers", _("Penjaga basis data hilang atau diubah"), SEE, Audience.HOUSE),
    Kind("house.disk", _("Ruang disk hampir habis, atau disk hanya dapat dibaca"), SEE, Audience.HOUSE),
    Kind("house.time", _("Jam mesin tertinggal dari jejak"), SEE, Audience.HOUSE),
    Kind("house.copy", _("Tidak ada cadangan baru"), SEE, Audience.HOUSE),
    Kind("house.drill", _("Pemulihan belum dilatih, atau latihannya gagal"), SEE, Audience.HOUSE),
    Kind("house.tasks", _("Ada tugas yang gagal"), SEE, Audience.HOUSE),
    Kind(
        STEP,
        _("Satu langkah pekerja gagal"),
        _(
            "Langkah lain berjalan terus. Minta petugas teknis membaca catatan pekerja: di sana tertulis langkah mana "
            "dan di mana. Alarm ini tertutup sendiri begitu langkah itu berhasil lagi."
        ),
        Audience.HOUSE,
    ),
    Kind(
        CLOCK,
        _("Jam mesin melompat"),
        _("Periksa jam dan tanggal mesin. Bila benar, tutup alarm ini; sebelum itu tidak ada cadangan yang dihapus."),
        Audience.HOUSE,
        by_hand=True,
    ),
    Kind(
        KEY_PRINTED,
        _("Kunci induk dicetak di server"),
        _(
            "Tanyakan kepada Admin Sistem siapa yang memintanya dan di mana lembarnya sekarang. Bila tidak ada yang "
            "meminta, anggap kuncinya diketahui orang lain."
        ),
        Audience.LEADERS,
        by_hand=True,
    ),
)
