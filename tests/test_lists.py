"""What every page of the desk may ask of the database, with one row and with more than a page of them; and that the
part of a list that htmx swaps is what the fresh page shows in its place."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from suar.registry.accounts.permissions import TABLE
from tests.addresses import GUARDED, permission_of
from tests.callgraph import SOURCE
from tests.desk.pages import on_the_wire, settled, signed_in, statements, text_of, with_part
from tests.furnishing import Office, an_office_at_work, more_of_everything

pytestmark = [pytest.mark.django_db, pytest.mark.benchmark_budget]

STATEMENTS = 15
AFTER = 25_000  # bytes on the wire, style and scripts being there already
# A name or a number is looked for in the store of tokens, by several spellings, each an index look-up.
BY_NAME = {
    "complaints:complaint-alike": 22,
    "complaints:complaint-case": 19,
    "desk:search": 18,
    "children:merge-list": 19,
    "contacts:caller-detail": 17,
    "contacts:draft-detail": 17,
    # Who asks is compared with all that is told of the child, in each of its files.
    "rights:request-detail": 16,
    # Whoever is named as receiver is compared with whom each file on the list is kept from, and whom it reports.
    "rounds:weekly-detail": 16,
    # What left a file stands in three rooms; in two of them, for each of the child's files, what rests on a yes.
    "sharing:case-sharing": 18,
    # What somebody holds stands in four tables, and what waits for their name in two more.
    "supervision:term-plan": 18,
}
MORE_THAN_A_PAGE = 24
# Of keys, for example, the few rows may have had none to ask for; a statement a row would be twenty more.
ONCE = 2
QUESTIONS = {"desk:search": "?q=Rara", "regions:region-list": "?q=pontianak"}

# Lists whose part is swapped: those whose page keeps one. By convention a view is named as its template.
LISTS = {
    f"{path.parent.name}:{path.stem.replace('_', '-')}"
    for path in SOURCE.rglob("templates/**/*.html")
    if "partialdef daftar" in path.read_text(encoding="utf-8")
}


@pytest.fixture
def office() -> Office:
    return an_office_at_work()


def pages(office: Office) -> Iterator[tuple[str, Client, str]]:
    """Every address that answers a GET with a page: its name, a browser of somebody who may, the address."""
    for name, pattern in GUARDED.items():
        permission = permission_of(pattern)
        assert permission is not None
        browser, url = signed_in(office.signed_in_for(TABLE[permission])), office.address(name)
        if browser.get(url).status_code == 200:
            yield name, browser, url + QUESTIONS.get(name, "")


def counted(office: Office) -> dict[str, list[str]]:
    return {name: statements(browser, url) for name, browser, url in pages(office)}


def weights(found: list[tuple[str, Client, str]]) -> dict[str, int]:
    """Bytes on the wire of every page; a file that somebody asked for is none."""
    shown = [one for one in found if one[1].get(one[2])["Content-Type"].startswith("text/html")]
    return {name: on_the_wire(browser, url) for name, browser, url in shown}


def test_no_page_asks_more_of_the_database_for_many_rows_than_for_few_nor_grows_heavy(office: Office) -> None:
    few = counted(office)
    more_of_everything(office, MORE_THAN_A_PAGE)
    found = list(pages(office))
    many = {name: statements(browser, url) for name, browser, url in found}
    assert {name: size for name, size in weights(found).items() if size > AFTER} == {}
    assert len(many) > 60
    assert {name: len(asked) for name, asked in many.items() if len(asked) > BY_NAME.get(name, STATEMENTS)} == {}
    assert {name: (len(few[name]), len(many[name])) for name in few if len(many[name]) > len(few[name]) + ONCE} == {}


def test_a_part_swapped_into_the_old_page_is_the_fresh_page(office: Office) -> None:
    wrong: dict[str, str] = {}
    lists = [(name, browser, url) for name, browser, url in pages(office) if name in LISTS]
    for name, browser, url in lists:
        question = url.partition("?")[0] + "?q=tiada-yang-begini"
        old, fresh = text_of(browser, url), text_of(browser, question)
        part = browser.get(question, headers={"hx-request": "true"}).content.decode()
        if "<html" in part or settled(with_part(old, part)) != settled(fresh):
            wrong[name] = "the part is not what the page shows"
        elif settled(old) == settled(fresh):
            wrong[name] = "the question changes nothing"
    assert wrong == {}
    assert len(lists) == len(LISTS) >= 8
