"""The linter: what it marks in invented sentences, where it stays silent, what becomes of the better words."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from suar.casework.dignity import AVOID, blaming_words
from suar.core.clocks.rules import Certainty
from suar.insight.press.finding import places, small_numbers
from suar.insight.press.rules import Mark, improved, lint, readable, sentences
from suar.insight.press.table import table
from suar.insight.reports.suppression import THRESHOLD

HERE = Path(__file__).parent
MARKED: list[dict[str, Any]] = yaml.safe_load((HERE / "marked.yaml").read_text(encoding="utf-8"))
CLEAN: list[str] = yaml.safe_load((HERE / "clean.yaml").read_text(encoding="utf-8"))


def marks_of(text: str) -> list[Mark]:
    return lint(readable(text))


def codes(text: str) -> list[str]:
    return [mark.rule.code for mark in marks_of(text)]


@pytest.mark.parametrize("case", MARKED, ids=lambda case: case["text"][:60])
def test_a_sentence_has_exactly_these_marks(case: dict[str, Any]) -> None:
    found = [f"{mark.rule.code} | {mark.text} | {mark.better}".rstrip() for mark in marks_of(case["text"])]
    assert found == case["marks"]


@pytest.mark.parametrize("text", CLEAN, ids=lambda text: text[:60])
def test_a_clean_sentence_has_none(text: str) -> None:
    assert codes(text) == []


def test_there_are_enough_sentences_and_every_rule_has_one() -> None:
    assert len(MARKED) >= 80 and len(CLEAN) >= 40
    seen = {mark.partition(" |")[0] for case in MARKED for mark in case["marks"]}
    assert {rule.code for rule in table().rules} == seen


@pytest.mark.parametrize("case", MARKED, ids=lambda case: case["text"][:60])
def test_what_is_put_in_is_not_marked_again(case: dict[str, Any]) -> None:
    """By the rule that put it in; what was there besides stays marked."""
    text = readable(case["text"])
    marks = lint(text)
    better = improved(text, marks)
    put_in = {mark.rule.code for mark in marks if mark.is_safe}
    assert [mark.text for mark in lint(better) if mark.is_safe and mark.rule.code in put_in] == []
    if not any(mark.is_safe for mark in marks):
        assert better == text


def test_each_rule_says_what_why_what_instead_on_what_basis() -> None:
    for rule in table().rules:
        for said in (rule.what, rule.why, rule.instead):
            assert said.id and said.en and said.id != said.en, rule.code
        assert rule.source and isinstance(rule.certainty, Certainty)
        if "UU " in rule.source and "KemenPPPA" not in rule.source:
            assert rule.certainty is Certainty.VERIFY, rule.code


def test_what_is_written_instead_blames_nobody() -> None:
    for rule in table().rules:
        words = [rule.instead.id, rule.instead.en, *(pattern.better for pattern in rule.patterns)]
        assert blaming_words(" ".join(words)) == [], rule.code


# A sentence for each word that the screens avoid; what may be said of an adult is said of a child here.
OF_THE_SCREENS = {
    r"pelacur\w*": "Pelacur itu seorang anak.",
    r"psk\b": "PSK itu seorang anak.",
    r"prostitusi": "Prostitusi meningkat.",
    r"open\s*bo\b": "Anak itu open BO.",
    r"anak\s+nakal": "Ia anak nakal.",
    r"wanita\s+nakal": "Ia wanita nakal.",
    r"pornografi\s+anak": "Pornografi anak beredar.",
    r"mucikari|germo": "Mucikari itu dicari.",
    r"pelanggan|pemakai\s+jasa": "Pelanggan membayar untuk anak itu.",
    r"digerebek|penggerebekan|terjaring|razia": "Anak terjaring.",
    r"diamankan": "Anak itu diamankan.",
    r"pemain\s+lama|residivis": "Ia pemain lama.",
    r"pembinaan\s+moral|rehabilitasi\s+akhlak": "Ada pembinaan moral.",
    r"pengakuan\s+anak": "Menurut pengakuan anak.",
    r"menutup-?nutupi": "Mereka menutup-nutupi.",
    r"penjaja\w*": "Ia penjaja seks.",
    r"oknum": "Oknum itu dicari.",
    r"child\s+prostitut\w*": "A child prostitute was found.",
    r"child\s+pornograph\w*": "Child pornography spreads.",
}


def test_every_word_that_the_screens_avoid_is_marked_too() -> None:
    assert OF_THE_SCREENS.keys() == AVOID.keys()
    assert [text for text in OF_THE_SCREENS.values() if not any(c.startswith("word.") for c in codes(text))] == []


@pytest.mark.parametrize(
    "text",
    [
        "Ia pe\u00adlacur anak.",
        "Ia pe\u200blacur anak.",
        "Ia PELACUR ANAK.",
        "Ia pelacur\n  anak.",
        "Ia pelacur\u00a0anak.",
        "Ia pelacur  anak.",
    ],
)
def test_a_word_is_found_however_it_is_written(text: str) -> None:
    assert codes(text) == ["word.sold"]


def test_a_better_word_keeps_the_ending_and_begins_as_the_sentence_begins() -> None:
    text = "Mucikarinya dicari. Polisi mencari mucikarinya."
    assert improved(text, lint(text)) == (
        "Pihak yang mengeksploitasinya dicari. Polisi mencari pihak yang mengeksploitasinya."
    )


def test_an_abbreviation_or_an_initial_ends_no_sentence_and_a_line_alone_neither() -> None:
    text = "Rumah di Jl. Contoh No. 7\nsudah kosong. A.B. pulang.\n\n- Butir satu\n- Butir dua"
    assert [sentence.strip() for _, sentence in sentences(text)] == [
        "Rumah di Jl. Contoh No. 7\nsudah kosong.",
        "A.B. pulang.",
        "- Butir satu",
        "- Butir dua",
    ]
    assert all(text[start:].startswith(sentence) for start, sentence in sentences(text))


@pytest.mark.parametrize(
    ("text", "small"),
    [
        ("di Kota Pontianak", [False]),
        ("di Pontianak Timur", [True]),
        ("di Kubu Raya", [False]),
        ("di Kabupaten Kayong Utara", [False]),
        ("dari Sungai Ambawang", [True]),
        ("warga Sambas", [False]),
        ("di Desa Sambas", [True]),
        ("di Desa Entah Berantah", [True]),
        ("di Kantor", []),
        ("di Kalimantan Barat", []),
        ("Sungai Raya dan Kota Singkawang", [True, False]),
    ],
)
def test_places_are_the_decrees(text: str, small: list[bool]) -> None:
    assert [place.small for place in places(text)] == small


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("dua anak", ["dua"]),
        ("dua belas anak", []),
        ("dua puluh satu anak", []),
        ("21 anak", []),
        ("1.002 anak", []),
        ("9 orang anak", ["9"]),
        ("10 anak", []),
        ("seorang anak", ["seorang"]),
        ("nine children", ["nine"]),
        ("2 jam", []),
    ],
)
def test_a_number_is_small_below_the_threshold_of_publishing(text: str, found: list[str]) -> None:
    assert THRESHOLD == 10
    assert [text[start:end] for start, end, _ in small_numbers(text)] == found


@given(st.text(alphabet=st.sampled_from("aA bB.,\n\"'()-@/0123456789 anak korban Desa di"), max_size=300))
def test_marks_lie_in_the_text_apart_and_in_order(text: str) -> None:
    text = readable(text)
    found = lint(text)
    assert all(text[mark.start : mark.end] == mark.text for mark in found)
    assert all(one.end <= other.start for one, other in zip(found, found[1:], strict=False))


@given(st.text(max_size=200))
def test_any_text_is_looked_at(text: str) -> None:
    readable_text = readable(text)
    assert readable(readable_text) == readable_text
    improved(readable_text, lint(readable_text))


PIECES = [
    *("anak ", "Desa Anak ", "a", '"', "1 ", "di Desa ", "korban dua puluh ", "@", "Jl. ", "0", "psk ", "Aa "),
    *("anak ditangkap ", "menangkap ", "guru itu ", "ayah ", "Sambas 1 ", "kasus anak di Desa Aa 1 "),
]


@pytest.mark.parametrize("piece", PIECES)
def test_the_longest_text_is_looked_at_in_seconds(piece: str) -> None:
    begun = time.monotonic()
    lint((piece * 20_000)[:20_000])
    assert time.monotonic() - begun < 5


def test_the_linter_asks_no_database_and_no_file_of_a_child() -> None:
    """No database is allowed here; and of the office's own rows its modules import nothing."""
    folder = Path(__file__).parents[3] / "src" / "suar" / "insight" / "press"
    for name in ("rules", "finding", "table", "spelling"):
        assert not re.search(r"models|casework|django", (folder / f"{name}.py").read_text(encoding="utf-8")), name


def test_thousands_of_figures_are_no_small_number() -> None:
    assert lint("Di Kabupaten Sambas " + "1" * 4400 + " anak didampingi.") == []
