"""Who works in the invented office. Everybody in it is made up."""

from __future__ import annotations

PASSWORD = "beacon-demo-2026"  # noqa: S105 - for invented people on the reader's own machine; printed below
PEOPLE = {
    "ketua": "Dewi Lestari Contoh",
    "wakil": "Anton Contoh",
    "divisi_pengaduan": "Rani Astuti Contoh",
    "divisi_pemantauan": "Bima Contoh",
    "sekretariat": "Sari Contoh",
    "mitra": "Petugas Mitra Contoh",
    "gubernur": "Kantor Gubernur Contoh",
    "admin": "Admin Contoh",
}
# Of the office nearby, which opens a file of ours in an emergency.
NEIGHBOUR = {"singkawang": "Lia Contoh"}
