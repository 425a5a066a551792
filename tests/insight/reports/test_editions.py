"""Two editions of one snapshot: the open one gives no small cell away, in any form it is printed in."""

from __future__ import annotations

import json
import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from suar.core.ui.charts import LIGHT
from suar.insight.reports.chapters import chapters
from suar.insight.reports.content import compose
from suar.insight.reports.disclosure import flat, tables_of
from suar.insight.reports.document import Paragraph, Picture, tables_in
from suar.insight.reports.editions import Edition, View, figures_of, hidden_cells, share, words
from suar.insight.reports.formats import machine
from suar.insight.reports.periods import parse
from suar.insight.reports.pictures import words_for
from suar.insight.reports.suppression import CONCEALED, SMALL, unprotected
from tests.factories import an_office
from tests.insight.reports.builders import a_factor, some_cases, stored, the_register_of_2021

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 7, tzinfo=UTC)


def view_of(edition: Edition, period: str = "2021") -> View:
    return View(compose(office=an_office(), period=parse(period), now=AT), edition, "a" * 64, AT)


@pytest.fixture
def register() -> View:
    the_register_of_2021()
    return view_of(Edition.OPEN)


def test_the_open_table_of_2021_keeps_what_matters_and_hides_what_is_small(register: View) -> None:
    assert register.get("rows") == 294
    assert (register.get("by_kind", "pengaduan"), register.get("by_kind", "non")) == (123, 171)
    assert register.get("by_cluster", "ABH") == 124
    assert register.get("by_cluster_kind", "ABH / pengaduan") == 36
    assert register.get("by_district", "61.71") == 147
    for cluster in ("Kesehatan dan Napza", "Pendidikan", "Pornografi dan Cyber Crime"):
        assert register.get("by_cluster", cluster) == SMALL
    assert register.get("by_cluster_kind", "Hak Sipil dan Partisipasi / non") == SMALL
    assert register.get("by_cluster_kind", "Hak Sipil dan Partisipasi / pengaduan") == CONCEALED
    for code in ("61.06", "61.11", "61.09", "61.10", ""):
        assert register.get("by_district", code) == SMALL


def test_no_number_of_a_child_below_ten_is_in_the_open_data(register: View) -> None:
    shown = figures_of(register)
    small = [(path, value) for path, value in flat(shown) if isinstance(value, int) and 0 < value < 10]
    assert small == []
    assert "by_outcome" not in shown


def test_the_secret_data_hold_exactly_the_counted_rows(register: View) -> None:
    secret = View(register.content, Edition.SECRET, register.fingerprint, AT)
    assert figures_of(secret) == register.content["figures"]
    assert secret.hidden == {}


@pytest.mark.parametrize("seed", range(8))
def test_whatever_was_counted_every_hidden_cell_is_uncertain(seed: int) -> None:
    chance = random.Random(seed)
    first = date(2021, 1, 1)
    cases = some_cases(
        an_office(),
        [
            {
                "cluster": chance.choice(["abh", "abh", "abh", "sipil", "keluarga", "pendidikan"]),
                "kind": chance.choice(["pengaduan", "non"]),
                "region_code": chance.choice(["61.71", "61.71", "61.12", "61.01", ""]),
                "opened_on": first + timedelta(days=chance.randrange(365)),
                "sex": chance.choice("PPPL"),
                "age": chance.choice([4, 11, 14, 14, 16, None]),
                "risk": chance.choice(["high", "low", "unknown"]),
            }
            for _ in range(chance.choice([3, 9, 12, 40, 200]))
        ],
    )
    factors = [(case, chance.sample(["need", "need", "far", "debt", "wants"], chance.randrange(4))) for case in cases]
    stored(*(a_factor(case, code) for case, codes in factors for code in set(codes)))
    view = view_of(Edition.OPEN)
    tables = tables_of(view.content)
    assert unprotected(tables, {*hidden_cells(view.content), *tables.implicit}) == []


def test_a_child_with_two_files_hides_the_number_of_children(register: View) -> None:
    content = json.loads(json.dumps(register.content))
    content["figures"]["children"] = 290
    view = View(content, Edition.OPEN, "a" * 64, AT)
    assert view.get("children") == CONCEALED
    assert View(content, Edition.SECRET, "a" * 64, AT).get("children") == 290


def test_a_factor_that_almost_every_child_has_is_hidden_where_its_rest_would_tell(register: View) -> None:
    content = json.loads(json.dumps(register.content))
    content["figures"] |= {"causes": {"need": 38, "far": 20, "debt": 3}, "causes_children": 40}
    view = View(content, Edition.OPEN, "b" * 64, AT)
    assert view.get("causes", "far") == 20
    assert view.get("causes", "debt") == SMALL
    assert CONCEALED in {view.get("causes", "need"), view.get("causes_children")}
    older = json.loads(json.dumps(register.content))
    for place in ("figures", "frames"):
        older[place].pop("causes")
    older["figures"].pop("causes_children")
    assert chapters(View(older, Edition.OPEN, "c" * 64, AT))


def test_hidden_rows_stand_last_and_in_the_order_of_the_frame(register: View) -> None:
    shown = [value for _, _, value in register.ranked("by_cluster")]
    assert shown == [124, 69, 52, 37, SMALL, SMALL, SMALL, SMALL]
    hidden = [key for key, _, value in register.ranked("by_cluster") if value == SMALL]
    assert hidden == [key for key in register.content["frames"]["by_cluster"] if key in hidden]


def test_no_small_number_is_in_a_table_sentence_or_picture_of_the_open_edition(register: View) -> None:
    found = [chapter for chapter in chapters(register) if chapter.code in {"III", "IV", "V"}]
    for chapter in found:
        for table in tables_in(chapter.blocks):
            assert not [cell for row in table.rows for cell in row if isinstance(cell, int) and 0 < cell < 10]
        for block in chapter.blocks:
            if isinstance(block, Paragraph):
                assert "kurang dari 10" in block.text or not set(" 1 2 3 4 5 6 7 8 9 ".split()) & set(
                    block.text.split()
                )
            if isinstance(block, Picture):
                drawn = block.draw(LIGHT)
                cells = [cell for row in drawn.table.rows for cell in row[1:]]
                assert not [cell for cell in cells if isinstance(cell, int) and 0 < cell < 10]


def test_an_empty_office_has_a_report_in_both_editions() -> None:
    for edition in Edition:
        text = [
            block.text
            for chapter in chapters(view_of(edition))
            for block in chapter.blocks
            if isinstance(block, Paragraph)
        ]
        assert text


def test_the_open_data_lack_the_salt_that_would_let_a_guess_be_confirmed(register: View) -> None:
    content: dict[str, Any] = {**register.content, "salt": "5a17"}
    assert b"5a17" in machine.make(View(content, Edition.SECRET, "a" * 64, AT))
    assert b"5a17" not in machine.make(View(content, Edition.OPEN, "a" * 64, AT))


def test_words_and_shares_follow_what_is_shown() -> None:
    assert (words(1234), words(SMALL), words(CONCEALED)) == ("1.234", "kurang dari 10", "(disembunyikan)")
    assert (share(1, 3), share(SMALL, 3), share(1, 0)) == ("33,3 %", "", "")
    assert words_for([12, SMALL]).hidden == SMALL
    assert words_for([SMALL, CONCEALED]).hidden == CONCEALED
