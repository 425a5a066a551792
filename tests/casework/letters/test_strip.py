"""The strip that an agency tears off and sends back: on the paper, read by a scanner, and only where it was wanted."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from suar.casework.letters import actions, rendering
from suar.casework.letters.models import Form, Letter
from suar.casework.letters.rules import STRIP
from suar.registry.accounts.models import Role
from tests.core.documents import scanner
from tests.factories import a_letter, a_user, an_issued_letter

pytestmark = pytest.mark.django_db


def paper_of(letter: Letter) -> bytes:
    return rendering.content(letter.files.select_related("letter").get(form=Form.PDF))


def test_a_scanner_reads_the_letters_number_from_the_strip_of_its_last_page() -> None:
    letter = an_issued_letter()
    pages = scanner.pages(paper_of(letter))
    assert scanner.read(pages[-1]) == [STRIP + letter.number]
    text = PdfReader(io.BytesIO(paper_of(letter))).pages[-1].extract_text()
    assert "Potong di sini" in text and "tidak dapat dilaksanakan" in text


def test_without_a_strip_there_is_none_and_a_draft_has_none() -> None:
    ketua = a_user(Role.KETUA)
    letter = actions.issue(letter=a_letter(office=ketua.office), by=ketua, slip=False)
    assert scanner.read(scanner.pages(paper_of(letter))[-1]) == [] and "jawaban" not in letter.frozen


def test_the_frozen_words_say_what_the_code_says() -> None:
    letter = an_issued_letter()
    assert letter.frozen["jawaban"] == STRIP + letter.number
