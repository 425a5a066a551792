"""Bytes and requests of the public form, as the budgets have them."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from functools import partial

import pytest
from django.contrib.staticfiles import finders
from django.db import connections
from django.test.utils import CaptureQueriesContext

from tests.casework.intake.visitor import CHILD, FRIEND, Page, Visitor

pytestmark = [pytest.mark.django_db, pytest.mark.benchmark_budget]

FIRST, STEP, STATEMENTS = 14_000, 6_000, 6
LANGUAGES = ["", "/en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_visit_is_two_requests_and_fourteen_kilobytes(visitor: Visitor, language: str) -> None:
    page = visitor.get(f"{language}/")
    asked = re.findall(r'(?:src|href)="([^"]+\.(?:js|css|svg|png|woff2?))"', page.text)
    assert asked == ["/static/ui/exit.js"]
    assert 'rel="icon" href="data:' in page.text
    found = finders.find("ui/exit.js")
    assert isinstance(found, str)
    with open(found, "rb") as script:
        assert page.wire + len(gzip.compress(script.read())) <= FIRST


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("answers", [CHILD, FRIEND])
def test_each_further_step_is_six_kilobytes(
    visitor: Visitor, language: str, answers: dict[str, dict[str, str]]
) -> None:
    start = f"{language}/lapor/"
    page = visitor.get(start)
    weights = {page.heading: page.wire}
    for fields in answers.values():
        page = visitor.press(page, "lanjut", start, **fields)
        weights[page.heading] = page.wire
    page = visitor.press(page, "kirim", start)
    weights[page.heading] = page.wire
    weights["code"] = visitor.look_up(page.code).wire
    assert max(weights.values()) <= STEP, weights


@pytest.mark.parametrize("answers", [CHILD, FRIEND])
def test_each_step_asks_the_database_at_most_six_times(visitor: Visitor, answers: dict[str, dict[str, str]]) -> None:
    def asked(work: Callable[[], Page]) -> tuple[Page, int]:
        with CaptureQueriesContext(connections["intake"]) as statements:
            return work(), len(statements)

    page, first = asked(lambda: visitor.get("/lapor/"))
    counts = [first]
    for button, fields in [*(("lanjut", fields) for fields in answers.values()), ("kirim", {})]:
        page, count = asked(partial(visitor.press, page, button, **fields))
        counts.append(count)
    read, count = asked(partial(visitor.look_up, page.code))
    assert read.status == 200 and len(page.code) == 20
    # A press writes; the frame of its transaction is counted with it.
    assert sum(counts) > 0 and max([*counts, count]) <= STATEMENTS


@pytest.mark.parametrize("url", ["/malam-ini/", "/siapa-yang-membaca/", "/menghapus-jejak/", "/kode/", "/tidak-ada/"])
def test_pages_of_advice_are_as_light(visitor: Visitor, url: str) -> None:
    assert visitor.get(url).wire <= STEP


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_names_another_host_or_carries_a_script_of_its_own(visitor: Visitor, language: str) -> None:
    for url in ("/", "/lapor/", "/kode/", "/malam-ini/", "/siapa-yang-membaca/", "/menghapus-jejak/"):
        page = visitor.get(language + url)
        assert not re.search(r'(?:src|href|action)="(?:https?:)?//', page.text)
        assert not re.search(r"<script(?![^>]*src=)", page.text) and " style=" not in page.text
