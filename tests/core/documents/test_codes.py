"""Codes on paper: a scanner reads back what was written, from a page in black and white."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from suar.core.documents.codes import qr
from suar.core.documents.typeset import pdf
from tests.core.documents import scanner

AT = dt.datetime(2026, 11, 24, 14, 5, tzinfo=dt.UTC)
PAGE = """#set document(title: "Kode")
#set text(lang: "id")
#grid(columns: 2, column-gutter: 20mm,
  image("images/satu.svg", width: 22mm, alt: "Kode satu"), image("images/dua.svg", width: 22mm, alt: "Kode dua"))
"""


def page(folder: Path, first: str, second: str) -> bytes:
    template = folder / "page.typ"
    template.write_text(PAGE, encoding="utf-8")
    return pdf(template, {}, at=AT, images={"satu.svg": qr(first), "dua.svg": qr(second)})


def test_a_scanner_reads_back_what_was_written_from_paper_in_black_and_white(tmp_path: Path) -> None:
    sheet = scanner.pages(page(tmp_path, "KP-2026-0007-12-T", "SURAT-8K3P0Q"))[0]

    assert sorted(scanner.read(sheet)) == ["KP-2026-0007-12-T", "SURAT-8K3P0Q"]


@pytest.mark.parametrize("text", ["1", "A" * 60, "huruf kecil & tanda"])
def test_short_long_and_lower_case_texts_are_read_back(tmp_path: Path, text: str) -> None:
    assert scanner.read(scanner.pages(page(tmp_path, text, text))[0]) == [text, text]


def test_the_same_text_gives_the_same_drawing_without_markup_of_its_own() -> None:
    assert qr("KP-1") == qr("KP-1")
    assert b"<script" not in qr("<script>") and b"fill" in qr("<script>")
