"""The table of 2021 as the commission published it, from the cases to the printed page."""

from __future__ import annotations

import io

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from suar.casework.register import actions as register
from suar.core.ledger.actors import OPERATOR
from suar.insight.reports import actions
from suar.insight.reports.chapters import chapters
from suar.insight.reports.document import tables_in
from suar.insight.reports.editions import Edition
from suar.insight.reports.models import Snapshot
from suar.insight.reports.periods import parse
from suar.insight.reports.rendering import render, view_of
from tests.factories import an_office
from tests.insight.reports.builders import EXPECTED, PUBLISHED, REGISTER, the_register_of_2021

pytestmark = pytest.mark.django_db


@pytest.fixture
def snapshot() -> Snapshot:
    return actions.freeze(office=the_register_of_2021(), period=parse("2021"), by=OPERATOR)


def text_of(content: bytes) -> str:
    pages = PdfReader(io.BytesIO(content)).pages
    return "\n".join(page.extract_text() for page in pages).replace("\u00a0", " ")


@pytest.mark.parametrize("key", PUBLISHED)
def test_the_figures_are_the_published_ones(snapshot: Snapshot, key: str) -> None:
    assert snapshot.content["figures"][key] == EXPECTED[key]


def test_the_pdf_prints_the_published_table(snapshot: Snapshot) -> None:
    text = text_of(render(snapshot, Edition.SECRET, "pdf"))
    for words in ("294 kasus", "123 dari pengaduan", "171 dari temuan", "ABH 36 88 124", "(147)"):
        assert words in text


def test_the_open_pdf_prints_the_same_totals_and_no_small_cell(snapshot: Snapshot) -> None:
    text = text_of(render(snapshot, Edition.OPEN, "pdf"))
    for words in (
        "294 kasus",
        "123 dari pengaduan",
        "171 dari temuan",
        "ABH 36 88 124",
        "Hak Sipil dan Partisipasi … <10 52",
    ):
        assert words in " ".join(text.split())
    assert "Pendidikan <10 <10 <10" in " ".join(text.split())
    assert "RAHASIA" not in text


def test_every_page_names_fingerprint_and_edition(snapshot: Snapshot) -> None:
    mark = snapshot.fingerprint
    for edition, words in ((Edition.SECRET, "RAHASIA"), (Edition.OPEN, "edisi terbuka")):
        pages = PdfReader(io.BytesIO(render(snapshot, edition, "pdf"))).pages
        for page in pages[1:]:
            text = page.extract_text().replace("\u00a0", " ")
            assert f"Sidik: {mark[:4]} {mark[4:8]} … {mark[-4:]}" in text
            assert words in text
        assert mark in "".join(page.extract_text() for page in pages).replace(" ", "").replace("\n", "")


def test_the_numbers_of_tables_in_the_pdf_are_those_of_the_other_forms(snapshot: Snapshot) -> None:
    """The PDF counts for itself; text, page and DOCX refer to the same numbers."""
    text = " ".join(text_of(render(snapshot, Edition.SECRET, "pdf")).split())
    numbered = [
        table
        for chapter in chapters(view_of(snapshot, Edition.SECRET))
        for table in tables_in(chapter.blocks)
        if table.numbered
    ]
    assert len(numbered) > 8
    for table in numbered:
        assert f"Tabel {table.number} {table.caption}" in text


def test_the_workbook_and_the_letter_hold_the_same_table(snapshot: Snapshot) -> None:
    book = load_workbook(io.BytesIO(render(snapshot, Edition.SECRET, "xlsx")), read_only=True)
    rows = [tuple(cell.value for cell in row) for row in book["IV klaster jenis"].iter_rows()]
    assert ("ABH", 36, 88, 124) in rows
    assert rows[-1] == ("Jumlah", 123, 171, 294)
    letter = Document(io.BytesIO(render(snapshot, Edition.SECRET, "docx")))
    cells = [tuple(cell.text for cell in row.cells) for table in letter.tables for row in table.rows]
    assert ("ABH", "36", "88", "124") in cells
    assert ("Kubu Raya", "74") in cells


def test_the_imported_register_gives_the_published_figures() -> None:
    office = an_office()
    path = REGISTER / "register-2021.xlsx"
    run = register.stage(path=path, file_name=path.name, office=office, by=OPERATOR)
    assert actions.freeze(office=office, period=parse("2021"), by=OPERATOR).content["figures"]["rows"] == 0
    register.make_visible(run=run, by=OPERATOR)
    figures = actions.freeze(office=office, period=parse("2021"), by=OPERATOR).content["figures"]
    assert {key: figures[key] for key in PUBLISHED} == {key: EXPECTED[key] for key in PUBLISHED}
