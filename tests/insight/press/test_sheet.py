"""The press sheet: nothing on it that is not in the open edition, in digits and in words, on one page."""

from __future__ import annotations

import copy
import io
import json
import re
from typing import Any

import pytest
from pypdf import PdfReader

from suar.core.clocks.rules import Certainty
from suar.core.documents.indonesian import number
from suar.core.ledger.actors import OPERATOR
from suar.insight.press import paper
from suar.insight.press.sheet import Sheet, at, opening, sheet_of
from suar.insight.press.spelling import small_words, spelled
from suar.insight.press.untold import untold
from suar.insight.reports import actions
from suar.insight.reports.disclosure import flat
from suar.insight.reports.editions import Edition, View, hidden_cells
from suar.insight.reports.formats import machine
from suar.insight.reports.models import Snapshot
from suar.insight.reports.periods import parse
from suar.insight.reports.rendering import render, view_of
from suar.insight.reports.suppression import SMALL
from tests.factories import an_office
from tests.insight.reports.builders import some_cases, the_register_of_2021

pytestmark = pytest.mark.django_db
SENTINEL = 7_654_321


@pytest.fixture
def snapshot() -> Snapshot:
    return actions.freeze(office=the_register_of_2021(), period=parse("2021"), by=OPERATOR)


def published(snapshot: Snapshot) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(render(snapshot, Edition.OPEN, "json"))
    return found


def words_of(sheet: Sheet) -> str:
    """Everything the page and the paper say of a sheet."""
    return json.dumps(paper.written(sheet), ensure_ascii=False)


def pdf_text(content: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).replace("\u00a0", " ")


def test_every_line_is_what_the_open_edition_prints_there(snapshot: Snapshot) -> None:
    public = published(snapshot)
    sheet = sheet_of(public)
    assert len(list(sheet.lines())) > 15
    for line in sheet.lines():
        shown = at(public["figures"], line.path)
        if shown == SMALL:
            assert (line.digits, line.words) == ("kurang dari 10", "kurang dari sepuluh")
        else:
            assert (line.digits, line.words) == (number(shown, language="id"), spelled(shown))


def test_no_figure_that_the_open_edition_hides_can_get_on_it(snapshot: Snapshot) -> None:
    """Each figure of the snapshot in turn becomes a number that stands nowhere else; where the open edition hides it,
    no word of the sheet changes."""
    content = view_of(snapshot, Edition.OPEN).content
    hidden, public = hidden_cells(content), published(snapshot)["figures"]
    usual = words_of(sheet_of(published(snapshot)))
    tried = kept_out = 0
    for path, _value in flat({key: value for key, value in content["figures"].items() if value is not None}):
        changed = copy.deepcopy(content)
        place = changed["figures"]
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = SENTINEL
        view = View(changed, Edition.OPEN, snapshot.fingerprint, snapshot.at)
        view.__dict__["hidden"] = hidden  # as the edition of the true figures hides
        said = words_of(sheet_of(json.loads(machine.make(view))))
        tried += 1
        if not isinstance(at(public, path), int):
            kept_out += 1
            assert said == usual, path
    assert tried > 100 and kept_out > 30


def test_it_is_made_of_the_open_edition_alone(snapshot: Snapshot) -> None:
    with pytest.raises(ValueError, match="open edition"):
        sheet_of(json.loads(render(snapshot, Edition.SECRET, "json")))


def test_every_number_on_the_paper_is_a_public_one(snapshot: Snapshot) -> None:
    sheet = paper.sheet_for(snapshot)
    text = pdf_text(paper.make(sheet))
    allowed = {line.digits for line in sheet.lines()} | {"10"}
    labels = " ".join([*(line.label for line in sheet.lines()), sheet.period, *(one.basis for one in untold())])
    allowed |= set(re.findall(r"\d[\d.]*", labels))
    rest = text
    for known in (paper.written(sheet)["whole"], paper.written(sheet)["frozen"], snapshot.short_fingerprint):
        rest = rest.replace(known, "")
    found = {figure.rstrip(".") for figure in re.findall(r"(?<![\w-])\d[\d.]*", rest)}
    assert found - {one.rstrip(".") for one in allowed} - {"1"} == set()  # 1: the number of the page


def test_the_paper_is_one_page_with_fingerprint_and_moment_and_the_same_again(snapshot: Snapshot) -> None:
    sheet = paper.sheet_for(snapshot)
    file = paper.make(sheet)
    text = pdf_text(file)
    assert len(PdfReader(io.BytesIO(file)).pages) == 1
    assert "294 kasus" in text and "dua ratus sembilan puluh empat" in text
    assert paper.written(sheet)["whole"] in text and "Angka dibekukan" in text
    assert paper.make(paper.sheet_for(snapshot)) == file


def test_the_fullest_sheet_is_one_page_too(snapshot: Snapshot) -> None:
    public = published(snapshot)
    for key, rows in public["labels"].items():
        if key in public["figures"]:
            public["figures"][key] = dict.fromkeys(rows, 8_888)
    for key in ("rows", "children", "complaints", "sheets_children"):
        public["figures"][key] = 8_888
    public["figures"]["duties_total"] = dict.fromkeys(("due", "kept", "late", "running"), 8_888)
    public["figures"]["obstacles"]["A"]["children"] = 8_888
    public["figures"]["former"] = {"rows": 8_888}
    public["office"]["name"] = "Komisi Perlindungan dan Pengawasan Anak Daerah Provinsi Kalimantan Barat"
    public["period"]["label"] = "1 Januari 2021 sampai 15 Desember 2021"
    sheet = sheet_of(public)
    assert len(list(sheet.lines())) > 40
    assert len(PdfReader(io.BytesIO(paper.make(sheet))).pages) == 1


def test_of_few_cases_the_sheet_says_that_they_are_few() -> None:
    office = an_office()
    some_cases(office, [{"cluster": "sipil"}] * 4)
    sheet = paper.sheet_for(actions.freeze(office=office, period=parse("2021"), by=OPERATOR))
    assert opening(sheet).startswith("Pada tahun 2021 komisi mencatat kurang dari 10 kasus")
    assert not re.search(r"(?<!\d)4(?!\d)", " ".join(line.digits for line in sheet.lines()))


def test_the_list_of_what_is_not_told_holds_all_and_says_on_what_basis() -> None:
    whats = " ".join(one.what.id.lower() for one in untold())
    for word in (
        *("nama", "inisial", "sekolah", "hotel", "penginapan", "desa", "jalan", "tempat kerja", "orang tua"),
        *("hari dan tempat", "foto", "kata-kata anak", "apa yang dilakukan"),
    ):
        assert word in whats, word
    assert all(one.why.id and one.why.en and one.basis for one in untold())
    for one in untold():
        if "SPPA" in one.basis:
            assert one.certainty is Certainty.VERIFY  # nobody here has seen its text


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "nol"),
        (1, "satu"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (21, "dua puluh satu"),
        (100, "seratus"),
        (101, "seratus satu"),
        (111, "seratus sebelas"),
        (294, "dua ratus sembilan puluh empat"),
        (1_000, "seribu"),
        (1_001, "seribu satu"),
        (1_100, "seribu seratus"),
        (2_021, "dua ribu dua puluh satu"),
        (100_000, "seratus ribu"),
        (1_000_000, "satu juta"),
        (7_654_321, "tujuh juta enam ratus lima puluh empat ribu tiga ratus dua puluh satu"),
    ],
)
def test_a_number_is_said_as_people_say_it(value: int, words: str) -> None:
    assert spelled(value) == words


def test_no_two_numbers_are_said_alike_and_what_is_no_count_is_refused() -> None:
    assert len({spelled(value) for value in range(12_000)}) == 12_000
    for value in (-1, 1_000_000_000_000):
        with pytest.raises(ValueError, match="count"):
            spelled(value)
    assert small_words(3) == {"satu": 1, "dua": 2, "one": 1, "two": 2}
