"""The fire itself finds what it must: a lost story, a doubled one, an answer that breaks, another office's words."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import path
from fire import __main__ as fire
from fire import checks, document, fuzz_desk, kills, scale
from fire.asking import Ask, Prober, Wrong, check
from fire.callers import Told
from fire.search import Found, search
from hypothesis import strategies as st

from tests.reading import forbidden

WELL = {"lost": 0, "receipts_lost": 0, "doubled": 0, "without_key": 0, "unopened": 0, "waiting": 0, "quarantined": 0}


@login_not_required
def breaking(request: object) -> HttpResponse:
    raise LookupError("nothing there")


@login_not_required
def careless(request: Any) -> HttpResponse:
    return HttpResponse(request.GET.get("q", ""))


urlpatterns = [path("rusak/", breaking), path("gema/", careless)]


def test_a_story_that_is_not_there_is_lost_and_one_that_is_there_twice_is_doubled() -> None:
    told = {"receipts": {"1": "satu", "2": "dua"}, "desk": ["tiga"]}
    there = Counter({"satu": 1, "tiga": 2, "lain": 1})
    assert checks.told_against(told, there, 0) == {"lost": 1, "doubled": 1, "unopened": 0}


def test_a_story_that_does_not_open_is_counted_and_the_others_are_read() -> None:
    class Closed:
        @property
        def story(self) -> str:
            raise ValueError("no key")

    class Open:
        story = "satu"

    assert checks.stories([Closed(), Open(), Open()]) == (Counter({"satu": 2}), 1)


@pytest.mark.parametrize("wrong", list(WELL))
def test_one_of_anything_is_not_well(wrong: str) -> None:
    assert checks.Verdict(**WELL, sound=True, complaints=3, filings=3).well
    assert not checks.Verdict(**WELL, sound=False, complaints=3, filings=3).well
    assert not checks.Verdict(**{**WELL, wrong: 1}, sound=True, complaints=3, filings=3).well


def test_a_second_press_with_another_receipt_is_not_well() -> None:
    verdict = checks.Verdict(**WELL, sound=True, complaints=1, filings=1)
    assert kills.Shot(Counter(), Told(), verdict, 1.0).well
    assert not kills.Shot(Counter(), Told(differed=["satu"]), verdict, 1.0).well


@pytest.mark.urls(__name__)
@pytest.mark.django_db
def test_an_answer_that_breaks_is_found_with_its_place() -> None:
    ask = Ask("GET", "/rusak/")
    with pytest.raises(Wrong, match=r"500 LookupError: nothing there at .*test_found.py"):
        check(Prober().send(ask), ask)


@pytest.mark.urls(__name__)
@pytest.mark.django_db
def test_a_script_that_comes_back_is_found() -> None:
    ask = Ask("GET", "/gema/", "q=%3Cscript%3Ealert(1)%3C/script%3E")
    with pytest.raises(Wrong, match="runs a script"):
        check(Prober().send(ask), ask)


def test_what_is_wrong_is_shrunk_to_its_smallest_form_and_the_search_goes_on() -> None:
    found = Found()

    def attempt(numbers: list[int]) -> None:
        found.note("numbers", 200)
        if any(number >= 10 for number in numbers):
            raise Wrong(f"wrong: {numbers}")

    search(st.lists(st.integers(0, 1000), min_size=1, max_size=20), attempt, found, 300)
    assert set(found.failures) == {"wrong: [10]"}


@pytest.mark.django_db
def test_another_offices_words_and_a_look_into_its_file_are_found() -> None:
    desk = fuzz_desk.prepare()
    before = desk.elsewhere.touched()
    shown = HttpResponse(f"<p>{desk.elsewhere.mark} Contoh</p>")
    with pytest.raises(Wrong, match="shows another office's words"):
        desk.stays_inside(shown, before)
    with pytest.raises(Wrong, match="read or changed another office's file"):
        desk.stays_inside(HttpResponse("kosong"), before - 1)
    with pytest.raises(Wrong, match="although the table refuses it"):
        desk.keeps_to_the_table("gubernur", "cases:case-list", HttpResponse("terbuka"))
    with pytest.raises(Wrong, match="without a sign-in"):
        desk.keeps_to_the_table(fuzz_desk.NOBODY, "cases:case-list", HttpResponse("terbuka"))


def a_result(engine: str = "sqlite", *, broken: bool = False, commit: str = "c0ffee", rows: Any = ()) -> Any:
    facts = {"engine": engine, "on": "2026-11-25", "machine": "m", "commit": commit, "seconds": 90, "broken": broken}
    return facts | {"rows": list(rows)}


def test_the_tables_stand_between_their_marks_alone() -> None:
    kills_rows = [scale.nought("kills", "lost", 2), scale.row("kills", "kills", 1000, budget="1,000", met=True)]
    results = {
        "kills sqlite": a_result(rows=kills_rows),
        "load sqlite": a_result(rows=[scale.row("load", "p95", 12.5, "ms")]),
        "fuzz both": a_result("both", broken=True),
    }
    text = f"# Title\n\n{document.BEGIN}\nold\n{document.END}\n\nAfter.\n"
    filled = document.filled(text, results)
    assert filled.startswith("# Title\n") and filled.endswith("After.\n") and "old" not in filled
    assert "| lost | 2 | 0 | **not met** |" in filled
    assert "| kills | 1,000 | 1,000 | met |" in filled
    assert "| p95 | 12.5 ms |  |  |" in filled
    assert "**Load** (2026-11-25, c0ffee, m, 1.5 min)" in filled
    assert "both broke off" in filled
    assert document.filled(filled, results) == filled
    with pytest.raises(ValueError, match="not exactly one place"):
        document.filled("# Title\n", results)


@pytest.fixture
def fired(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[tuple[str, str]]:
    """A fire of two parts that only says what was run; its tables stand in a folder of this test."""
    ran = list[tuple[str, str]]()

    def part(name: str) -> Any:
        def rows(engine: str) -> list[scale.Row]:
            ran.append((name, engine))
            if (name, engine) == ("flood", "postgres"):
                raise RuntimeError("broke")
            return [scale.row(name, f"{engine}: run {len(ran)}", 1)]

        return rows

    monkeypatch.setattr(document, "JSON", tmp_path / "build" / "fire.json")
    monkeypatch.setattr(document, "DOCUMENT", tmp_path / "reliability.md")
    document.DOCUMENT.write_text(f"{document.BEGIN}{document.END}")
    both = ("sqlite", "postgres")
    parts = {"flood": (part("flood"), (("sqlite",), ("postgres",))), "kills": (part("kills"), (both,))}
    monkeypatch.setattr(fire, "PARTS", parts)
    monkeypatch.setattr(fire, "commit", lambda: "c0ffee")
    return ran


def test_a_part_keeps_its_rows_and_leaves_those_of_the_others(fired: list[tuple[str, str]]) -> None:
    assert fire.main(["kills"]) == 0
    assert sorted(fired) == [("kills", "postgres"), ("kills", "sqlite")]
    assert fire.main(["flood"]) == 1, "one engine broke"
    assert set(document.kept()) == {"kills sqlite", "kills postgres", "flood sqlite", "flood postgres"}
    written = document.DOCUMENT.read_text()
    assert "sqlite: run" in written and "postgres broke off" in written
    fire.main(["kills"])
    assert len(document.kept()["kills sqlite"]["rows"]) == 1


def test_the_rest_is_what_this_commit_has_no_result_of(
    fired: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    fire.main([])
    fired.clear()
    fire.main(["rest"])
    assert fired == [("flood", "postgres")], "what broke is run again"
    monkeypatch.setattr(fire, "commit", lambda: "d00d")
    assert len(fire.runs(["rest"])) == 3


def test_a_taste_is_written_nowhere(fired: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(scale.SCALE, "0.02")
    assert fire.main(["kills"]) == 0
    assert document.kept() == {} and "run" not in document.DOCUMENT.read_text()


def test_a_part_that_nobody_knows_is_named() -> None:
    with pytest.raises(SystemExit, match="no such part: arson"):
        fire.main(["arson"])


def test_a_write_is_named_by_its_table_also_where_a_row_is_put_in_or_mended() -> None:
    mended = "INSERT INTO {} (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET id = 2"
    assert forbidden(mended.format("accounts_tally")) == ""
    assert forbidden(mended.format("cases_case")) == "INSERT INTO cases_case"
    assert forbidden("SELECT 1 FROM cases_case FOR UPDATE") == ""
    assert forbidden('UPDATE "ledger_entry" SET id = 2') == "UPDATE ledger_entry"


@pytest.mark.parametrize("given", ["0", "-1", "x", "nan", "inf"])
def test_a_scale_that_is_none_is_refused(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(scale.SCALE, given)
    with pytest.raises(SystemExit, match="not a number above 0"):
        scale.scale()


def test_a_part_is_scaled_up_to_the_next_whole_and_never_below_its_least(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(scale.SCALE, "0.015")
    assert (scale.scaled(100), scale.scaled(1000), scale.scaled(100, least=8)) == (2, 15, 8)
