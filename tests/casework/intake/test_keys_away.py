"""A key that is missing or no key closes the form in plain words: where help is, and nothing typed is lost."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from pytest_django import Settings

from suar.casework.intake import surface
from suar.casework.intake.models import DayKey, Filing
from tests.casework.intake.visitor import Visitor

pytestmark = pytest.mark.django_db

KEYSETS = ["draft.keyset", "lookup.keyset", "verifier.keyset"]


@pytest.fixture
def public(settings: Settings, tmp_path: Path) -> Path:
    """A public directory of the test's own, with this office's keys."""
    copied = tmp_path / "public"
    shutil.copytree(settings.SUAR_PUBLIC_DIR, copied)
    settings.SUAR_PUBLIC_DIR = copied
    return copied


def damage(path: Path, how: str) -> None:
    path.unlink()
    if how == "a directory":
        path.mkdir()
    elif how != "missing":
        path.write_bytes({"empty": b"", "no key": b"\x00\xffnot a key"}[how])


@pytest.mark.parametrize("how", ["missing", "empty", "no key", "a directory"])
@pytest.mark.parametrize("name", KEYSETS)
def test_without_a_key_what_was_typed_is_kept_and_sent_again_later(
    visitor: Visitor, public: Path, name: str, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    review = visitor.fill()
    kept = (public / name).read_bytes()
    damage(public / name, how)
    page = visitor.press(review, "kirim", word_beside="kucing")
    assert page.status == 503 and page.heading == "Formulir sedang tertutup"
    assert "tel:110" in page.text and "tel:129" in page.text
    assert name in caplog.text and not Filing.objects.exists()
    (public / name).rmdir() if how == "a directory" else (public / name).unlink(missing_ok=True)
    (public / name).write_bytes(kept)
    sent = {field: page.hidden(field) for field in ("isian", "aksi", "word_beside")}
    page = visitor.post("/lapor/", sent)
    assert page.code and "kucing" in page.words


def test_a_form_that_cannot_begin_says_where_help_is(visitor: Visitor, public: Path) -> None:
    (public / "draft.keyset").unlink()
    page = visitor.get("/lapor/")
    assert page.status == 503 and "110 (polisi) atau 129 (SAPA)" in page.words
    assert visitor.get("/en/lapor/").status == 503
    assert visitor.get("/").status == visitor.get("/malam-ini/").status == 200


def test_a_code_cannot_be_looked_up_and_says_so(visitor: Visitor, public: Path) -> None:
    code = visitor.file().code
    (public / "lookup.keyset").unlink()
    page = visitor.look_up(code)
    assert page.status == 503 and "bukan salahmu" in page.words


def test_a_key_that_is_not_ours_closes_the_form_in_plain_words(visitor: Visitor) -> None:
    review = visitor.fill()
    DayKey.objects.update(signature=b"")
    page = visitor.press(review, "kirim", word_beside="kucing")
    assert page.status == 503 and page.heading == "Belum terkirim"
    assert "telepon 110 atau 129" in page.words and "tidak ada yang hilang" in page.words
    assert page.hidden("word_beside") == "kucing" and page.hidden("isian")


def test_a_running_process_sees_a_replaced_key_at_its_next_use(public: Path) -> None:
    before = surface.draft_cipher().encrypt(b"x", b"y")
    assert surface.draft_cipher() is surface.draft_cipher()
    (public / "draft.keyset").unlink()
    surface.create(public, verifier=b"")
    assert surface.draft_cipher().encrypt(b"x", b"y")[:5] != before[:5]


def test_a_check_names_every_file_that_is_no_key(public: Path) -> None:
    assert surface.check(public) == []
    for name in ("django.key", "lookup.keyset"):
        (public / name).unlink()
    (public / "draft.keyset").write_bytes(b"no key")
    assert surface.check(public) == ["draft.keyset", "lookup.keyset", "django.key"]


def test_a_process_that_starts_without_its_keys_says_so(public: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert not surface.closed_for_want_of_keys() and caplog.text == ""
    (public / "lookup.keyset").unlink()
    assert surface.closed_for_want_of_keys()
    assert "lookup.keyset" in caplog.text and "The form is closed" in caplog.text


# A full disk


@pytest.fixture
def full_disk() -> Iterator[None]:
    """The store may not grow by one page more (SQLite), or its disk is full at every insert (PostgreSQL)."""
    connection = connections["intake"]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA freelist_count")
            (free,) = cursor.fetchone()
            cursor.execute(f"CREATE TABLE filler AS SELECT zeroblob({free} * 4096) AS room")  # the pages set free
            cursor.execute("PRAGMA page_count")
            (pages,) = cursor.fetchone()
            cursor.execute(f"PRAGMA max_page_count = {pages}")
        else:
            cursor.execute(
                "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                "RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$"
            )
            for table in ("intake_filing", "intake_further"):
                cursor.execute(
                    f"CREATE TRIGGER full_disk BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION full_disk()"
                )
    yield
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1073741823")


def unpacked() -> str:
    """A story that does not pack into the room that is left on a page of the store."""
    return "".join(chr(0x4E00 + n * 7919 % 19997) for n in range(3000))


@pytest.mark.usefixtures("full_disk")
def test_a_full_disk_keeps_the_answers_and_says_what_to_do(visitor: Visitor) -> None:
    page = visitor.press(visitor.fill(), "periksa")
    page = visitor.press(page, "ubah-story")
    page = visitor.press(page, "lanjut", story=unpacked())
    assert page.heading == "Periksa lagi"
    page = visitor.press(page, "kirim", word_beside="kucing")
    assert page.status == 503 and page.heading == "Belum terkirim"
    assert "Semua jawaban masih ada di halaman ini" in page.words and "tel:110" in page.text
    assert page.hidden("isian") and page.hidden("word_beside") == "kucing"
