"""The table of 2021 as the commission published it, from the cases to the printed page."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from suar.core.ledger.actors import OPERATOR
from suar.insight.reports import actions
from suar.insight.reports.editions import Edition
from suar.insight.reports.models import Snapshot
from suar.insight.reports.periods import parse
from suar.insight.reports.rendering import render
from tests.insight.reports.builders import EXPECTED, PUBLISHED, the_register_of_2021

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
    import os

    if out := os.environ.get("OUT"):
        for e in Edition:
            for f in ("pdf", "docx", "xlsx", "json"):
                __import__("pathlib").Path(f"{out}/{e}.{f}").write_bytes(render(snapshot, e, f))
    text = text_of(render(snapshot, Edition.SECRET, "pdf"))
    for words in ("294 kasus", "123 dari pengaduan", "171 dari temuan", "ABH 36 88 124", "(147)"):
        assert words in text
