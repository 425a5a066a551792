"""A made-up register with the dirt of real ones: mixed dates, abbreviations, captions, totals, blank and bad rows.

Names are put together from common given names at random and belong to nobody; telephone numbers begin with 0800.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

import xlsxwriter
from openpyxl import load_workbook

HEADINGS = (
    "No",
    "Tanggal",
    "Pengaduan / Non Pengaduan",
    "Klaster",
    "Nama Anak",
    "L/P",
    "Umur",
    "Tgl Lahir",
    "Kab/Kota",
    "Pelapor",
    "No HP",
    "Uraian singkat",
    "Status",
    "Ket",
)
MONTHS = (
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split(),
    "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des".split(),
)
NAMES = (
    "Aisyah Akiong Andreas Antonius Bujang Dara Dayang Dewi Dominikus Eka Fitri Florentina Gusti Hamidah Hendri Ida "
    "Indah Kumang Kartini Lina Lidwina Maria Merry Muhammad Nabila Nuraini Petrus Putri Rahmat Ratna Rudy Saiful "
    "Siti Sulaiman Susanti Syarif Theresia Uray Utin Vincent Wahyuni Yohanes Yuliana Zainal"
).split()
KINDS = ("P", "Pengaduan", "pengaduan", "NP", "Non Pengaduan", "Non-pengaduan")
CLUSTERS = (
    "ABH",
    "Anak Berhadapan dgn Hukum",
    "Trafiking & Eksploitasi",
    "Trafficking/Eksploitasi",
    "Hak Sipil & Partisipasi",
    "Kel. & Pengasuhan",
    "Kesehatan & NAPZA",
    "Pendidikan",
    "Pornografi dan cybercrime",
    "Sosial & Anak dlm Situasi Darurat",
)
SEXES = ("L", "P", "Lk", "Pr", "Laki-laki", "Perempuan")
DISTRICTS = (
    "Ptk",
    "PTK",
    "Kota Pontianak",
    "Kuburaya",
    "KKR",
    "Kab. Sambas",
    "Sbs",
    "Kab.Ketapang",
    "Ngabang (Landak)",
)
CHANNELS = ("Temuan", "Informasi polisi", "Pemantauan media", None)
SUMMARIES = (
    "Anak belum memiliki akta kelahiran",
    "Anak saksi perlu didampingi saat pemeriksaan",
    "Nafkah anak tidak diberikan",
    "Anak ditemukan di penginapan, perlu tempat aman",
    "Keluarga terdampak banjir, anak tidak sekolah",
)
STATUSES = ("Selesai", "selesai", "dlm proses", "Proses", "Dirujuk", "Pemantauan")
REMARKS = (None, "arsip lengkap", "belum ada tempat", "menunggu P-21")
type Value = str | int | date | None


def write_register(path: Path, cases: int = 10_000, *, bad: int = 2, seed: int = 2021) -> None:
    """Write a register of one year: `cases` good rows, then a total, then `bad` rows whose date does not exist."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet("Register")
        for at, row in enumerate(_rows(cases, bad, random.Random(seed))):
            for column, value in enumerate(row):
                if value is not None:
                    sheet.write(at, column, value)


def seconds_to_read_alone(path: Path) -> float:
    """How long the library takes to give the cells of the file and nothing more: the yardstick of the reader."""
    start = perf_counter()
    book = load_workbook(path, read_only=True, data_only=True)
    for sheet in book.worksheets:
        for _row in sheet.iter_rows(values_only=True):
            pass
    book.close()
    return perf_counter() - start


def _rows(cases: int, bad: int, chance: random.Random) -> Iterator[list[Value]]:
    yield ["REGISTER PENGADUAN DAN NON PENGADUAN"]
    yield ["Tahun 2021 (data rekaan)"]
    yield []
    yield list(HEADINGS)
    month = 0
    for number in range(1, cases + 1):
        day = date(2021, 1, 1) + timedelta(days=(number - 1) * 365 // cases)
        if day.month != month:
            month = day.month
            yield [MONTHS[0][month - 1].upper()]
        if chance.random() < 0.02:
            yield []
        yield _case(number, day, chance)
    yield []
    yield ["JUMLAH", cases]
    for number in range(cases + 1, cases + 1 + bad):
        yield [number, "31/02/2021", "Pengaduan", "Klaster Tidak Dikenal", "Contoh tanggal tidak ada", "P", "30 tahun"]


def _case(number: int, day: date, chance: random.Random) -> list[Value]:
    age = chance.randint(1, 16)
    born = day - timedelta(days=age * 365 + age // 4 + chance.randint(5, 350))
    by_age = chance.random() < 0.6
    return [
        number,
        _spelt(day, chance),
        chance.choice(KINDS),
        chance.choice(CLUSTERS),
        _name(chance),
        chance.choice(SEXES),
        chance.choice((age, f"{age} th", f"{age} tahun")) if by_age else None,
        None if by_age else _spelt(born, chance),
        chance.choice(DISTRICTS),
        chance.choice((*CHANNELS, _name(chance), _name(chance))),
        f"0800-{chance.randint(100, 999)}-{chance.randint(1000, 9999)}" if chance.random() < 0.4 else None,
        chance.choice(SUMMARIES),
        chance.choice(STATUSES),
        chance.choice(REMARKS),
    ]


def _name(chance: random.Random) -> str:
    return " ".join(chance.sample(NAMES, chance.randint(1, 3)))


def _spelt(day: date, chance: random.Random) -> Value:
    long, short = MONTHS[0][day.month - 1], MONTHS[1][day.month - 1]
    return chance.choice(
        (
            day,
            day,
            f"{day:%d-%m-%Y}",
            f"{day.day}/{day.month}/{day:%y}",
            f"{day.day} {long} {day.year}",
            f"{day.day} {short} {day.year}",
        )
    )
