"""Pads as they come out of a printer in black and white: codes that a scanner reads, the half to tear off."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from suar.casework.intake.receipt import groups
from suar.casework.paper import rendering
from suar.casework.paper.cli import paper
from suar.casework.paper.models import Kind, Pad
from tests.casework.paper.ground import a_printed_pad
from tests.core.documents import scanner
from tests.factories import an_office, an_officer_elsewhere

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", Kind.values)
def test_a_scanner_reads_the_number_of_every_sheet_from_the_page(kind: str) -> None:
    printed = a_printed_pad(kind=kind, count=3)
    pages = scanner.pages(rendering.pdf(printed))
    assert [scanner.read(page) for page in pages] == [[sheet.number] for sheet in printed.sheets]


@pytest.mark.parametrize("kind", Kind.values)
def test_each_sheet_is_one_page_mostly_white_with_its_number_in_words(kind: str) -> None:
    printed = a_printed_pad(kind=kind, count=2)
    pdf = rendering.pdf(printed)
    texts = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    assert len(texts) == 2 and all(sheet.number in text for sheet, text in zip(printed.sheets, texts, strict=True))
    assert all(0.015 < page.ink < 0.08 for page in scanner.pages(pdf))


def test_the_reporters_half_shows_the_code_in_groups_and_no_scanner_reads_it() -> None:
    printed = a_printed_pad(count=1)
    pdf = rendering.pdf(printed)
    text = " ".join(PdfReader(io.BytesIO(pdf)).pages[0].extract_text().split())
    assert " ".join(groups(printed.codes[0])) in text and "Saya sudah punya kode" in text
    assert printed.codes[0] not in json.dumps(scanner.read(scanner.pages(pdf)[0]))


def test_the_command_prints_a_pad_into_a_file_of_its_owner_alone(tmp_path: Path) -> None:
    office, out = an_office(), tmp_path / "buku.pdf"
    done = CliRunner().invoke(paper, ["print", "--kind", "watch", "--count", "2", "--out", str(out)])
    assert done.exit_code == 0, done.output
    pad = Pad.objects.get()
    assert (pad.office, pad.size, pad.by) == (office, 2, None) and pad.number in done.output
    assert len(PdfReader(out).pages) == 2 and out.stat().st_mode & 0o077 == 0


def test_the_command_overwrites_nothing_and_asks_which_office(tmp_path: Path) -> None:
    an_office()
    out = tmp_path / "buku.pdf"
    out.write_text("ada")
    assert "already" in CliRunner().invoke(paper, ["print", "--out", str(out)]).output
    an_officer_elsewhere()
    assert "--office" in CliRunner().invoke(paper, ["print", "--out", str(tmp_path / "lain.pdf")]).output
    assert not Pad.objects.exists() and out.read_text() == "ada"
