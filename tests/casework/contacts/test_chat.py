"""Chats as telephones export and copy them: who said what, no media, no link that can be pressed. All invented."""

from __future__ import annotations

from datetime import date
from time import perf_counter

import pytest

from suar.casework.contacts import chat
from suar.core.clocks.calendars import WIB

ANDROID = """12/11/26 20.15 - Pesan dan panggilan dienkripsi secara end-to-end.
12/11/26 20.15 - +62 800-555-0123: Halo kak
12/11/26 20.16 - Piket KPPAD: Halo, apakah sekarang bisa membaca sendirian?
12/11/26 20.17 - +62 800-555-0123: bisa
temanku takut pulang
12/11/26 20.18 - +62 800-555-0123: <Media tidak disertakan>"""
IOS = """[12/11/26 20.15.33] Ibu Contoh: Halo
[12/11/26 20.16.01] Ibu Contoh: \u200egambar tidak disertakan
[12/11/26 20.17.10] Piket KPPAD: Tolong jangan kirim gambar."""


@pytest.mark.parametrize(
    ("line", "who", "text", "hour"),
    [
        ("12/11/26 20.15 - Nama: halo", "Nama", "halo", 20),
        ("12/11/2026, 20:15 - Nama: halo", "Nama", "halo", 20),
        ("12/11/26, 8:15 PM - Nama: halo", "Nama", "halo", 20),
        ("12/11/26, 12:05\u202fAM - Nama: halo", "Nama", "halo", 0),
        ("12-11-2026 20.15 – Nama: halo", "Nama", "halo", 20),
        ("[12/11/26 20.15.33] Nama: halo", "Nama", "halo", 20),
        ("[12/11/26, 08:15:33 PM] ~\u202fNama: halo", "Nama", "halo", 20),
        ("\u200e[12/11/2026 20:15] Nama: halo", "Nama", "halo", 20),
        ("[20.15, 12/11/2026] Nama: halo", "Nama", "halo", 20),
        ("[8:15 PM, 11/12/2026] Nama: halo", "Nama", "halo", 20),
        ("[12/11 20.15] Nama: halo", "Nama", "halo", 20),
        ("[12/11, 8:15 PM] Nama: halo", "Nama", "halo", 20),
        ("1/2/26 7.05 - +62 800-555-0123: halo: aku", "+62 800-555-0123", "halo: aku", 7),
    ],
)
def test_each_heading_is_read(line: str, who: str, text: str, hour: int) -> None:
    (message,) = chat.read(line, date(2026, 11, 26)).messages
    assert (message.who, message.text) == (who, text)
    assert message.at is not None and message.at.astimezone(WIB).hour == hour


def test_an_android_chat_is_split_by_speaker_with_its_long_messages_whole() -> None:
    read = chat.read(ANDROID)
    assert read.speakers == ["+62 800-555-0123", "Piket KPPAD"]
    assert read.said_by({"+62 800-555-0123"}) == "Halo kak\nbisa\ntemanku takut pulang"
    assert "enkripsi" not in read.whole and read.media == 1
    assert "•••• 123: Halo kak" in read.whole and "0800" not in read.whole and "800-555" not in read.whole


def test_so_is_one_of_an_iphone() -> None:
    read = chat.read(IOS)
    assert read.media == 1 and read.said_by({"Ibu Contoh"}) == "Halo"
    assert read.began_at is not None and read.began_at.day == 12


def test_days_come_before_months_unless_the_chat_says_otherwise() -> None:
    usual, american = chat.read("3/4/26 08.00 - A: x"), chat.read("3/4/26 08.00 - A: x\n3/25/26 08.00 - A: y")
    assert usual.began_at is not None and (usual.began_at.day, usual.began_at.month) == (3, 4)
    assert american.began_at is not None and (american.began_at.day, american.began_at.month) == (4, 3)


def test_the_day_on_which_it_is_read_tells_months_from_days_and_the_year_that_is_missing() -> None:
    today = date(2026, 11, 26)

    def day(text: str) -> date | None:
        began_at = chat.read(text, today).began_at
        return began_at.date() if began_at else None

    assert day("[8:15 PM, 11/12/2026] A: x") == date(2026, 11, 12), "the twelfth of December has not come"
    assert day("[20.15, 11/10/2026] A: x") == date(2026, 10, 11)
    assert day("[25/11 20.15] A: x") == date(2026, 11, 25) and day("[27/12 20.15] A: x") == date(2025, 12, 27)
    assert chat.read("[25/11 20.15] A: x").began_at is None and day("[29/2 20.15] A: x") is None


def test_one_long_message_is_read_at_once() -> None:
    began = perf_counter()
    assert chat.read("12/11/26 20.15 - A: " + "tolong " * 25_000).media == 0
    assert chat.read("12/11/26 20.15 - A: " + "tolong) " * 20_000).media == 0
    assert chat.read("<lampiran:" * 20_000).media == 0
    assert perf_counter() - began < 5, "it took a minute and more"


def test_two_files_on_one_line_go_both() -> None:
    read = chat.read("12/11/26 20.15 - A: satu.jpg (file terlampir) dua.pdf (file terlampir)")
    assert read.media == 2 and read.whole == ""


@pytest.mark.parametrize(
    "text",
    [
        "<Media tidak disertakan>",
        "<Media omitted>",
        "IMG-20261112-WA0003.jpg (file terlampir)",
        "VID-20261112-WA0001.mp4 (file attached)",
        "<terlampir: 00000012-PHOTO-2026-11-12.jpg>",
        "<attached: 00000012-AUDIO.opus>",
        "audio omitted",
        "stiker tidak disertakan",
        "PTT-20261112-WA0001.opus",
        "Surat sekolah.pdf (file terlampir)",
    ],
)
def test_media_is_dropped_and_counted_and_its_name_goes_too(text: str) -> None:
    read = chat.read(f"12/11/26 20.15 - Nama: {text}\nini keterangannya")
    assert read.media == 1 and read.whole == "Nama: ini keterangannya"


def test_words_about_media_are_words() -> None:
    read = chat.read("12/11/26 20.15 - Nama: dia minta foto dan video, katanya gambar itu disebar")
    assert read.media == 0 and "dia minta foto dan video" in read.whole


def test_no_link_stays_that_can_be_pressed() -> None:
    whole = chat.read("12/11/26 20.15 - Nama: lihat https://contoh.example/a.b dan www.contoh.example jam 09.10").whole
    assert "https[:]//contoh[.]example/a[.]b" in whole and "www[.]contoh[.]example" in whole and "09.10" in whole


def test_plain_words_are_one_message_of_nobody_named() -> None:
    read = chat.read("Tolong, ada anak yang dikurung.\nDi Singkawang.")
    assert read.speakers == [] and read.said_by({""}) == "Tolong, ada anak yang dikurung.\nDi Singkawang."
    assert read.began_at is None


def test_an_impossible_day_keeps_the_words_and_has_no_time() -> None:
    (message,) = chat.read("31/02/26 20.15 - Nama: halo").messages
    assert message.at is None and message.who == "Nama" and message.text == "halo"


def test_whoever_asks_is_the_one_shown_by_number_who_is_not_ours() -> None:
    read = chat.read(ANDROID)
    assert chat.caller_of(read, {"Piket KPPAD"}) == "+62 800-555-0123"
    assert chat.caller_of(chat.read(IOS), {"Piket KPPAD"}) == "Ibu Contoh"
    assert chat.caller_of(chat.read(IOS), {"Piket KPPAD", "Ibu Contoh"}) == ""


def test_nothing_and_nonsense_break_nothing() -> None:
    for text in ("", "\n\n", "12/11/26", "[", "12/11/26 20.15 - ", ":" * 50, "99/99/99 99.99 - a: b"):
        assert chat.read(text).media == 0
