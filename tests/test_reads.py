"""Every page of the desk that shows something about a child leaves one entry that says which; others say why not."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from suar.core.ledger.models import Entry
from suar.registry.accounts.permissions import TABLE
from tests.addresses import GUARDED, parts_of, permission_of
from tests.desk.pages import signed_in
from tests.factories import a_filed_complaint
from tests.furnishing import Office, an_office_at_work, of_children

pytestmark = pytest.mark.django_db

# Pages without a word about a child, and why.
NO_CHILD = {
    "accounts:": "staff, roles, offices, closed days",
    "conflicts:declaration": "whom staff and partners declared; a leader's read of it is an entry of its own",
    "conflicts:tie-": "whom somebody of the house declared, for the own eyes",
    "sharing:agreement-": "what is agreed with bodies; nothing about a child",
    "agencies:": "bodies and their official lines",
    "regions:": "public reference data",
    "reports:": "figures of many, small cells hidden or for readers of the secret edition; its downloads are entries",
    "press:sheet-": "figures of the open edition",
    "press:statement-check": "what is typed there is looked at and not kept; no file is opened",
    "fingerprint_check": "a sum of a report",
    "duties:limit-": "a length for one rule of the house and why",
    "supervision:session-new": "an empty form",
    "supervision:term-list": "terms of the staff, and how much each act moved",
    "duties:rule-": "rules of law and house",
    "duties:agency-score": "counts by agency",
    "contacts:draft-close": "one's own initials of an intake, typed a moment ago",
    "contacts:draft-news": "one's own initials of an intake, typed a moment ago",
    "contacts:chat-paste": "an empty form, and the initials of one's own open intakes",
    "contacts:missed-new": "an empty form",
    "contacts:number-list": "the lines of the office",
    "contacts:reply-list": "short answers that name nobody",
    "material:arrival-new": "an empty form",
    "mail:incoming-new": "an empty form",
    "mail:reply-find": "an empty form; the number of a letter leads to its page",
    "paper:pad-list": "numbers of pads and how many sheets came back",
    "paper:pad-new": "an empty form",
    "paper:pad-count": "an empty form under the number of a pad",
    "paper:sheet-": "empty forms; the number of a sheet leads to that of its kind",
    "rights:request-new": "an empty form",
    "letters:letter-new": "agencies that are late, by name",
    "letters:template-list": "forms of letters, without a letter",
    "letters:template-add": "an empty form",
    "letters:template-sample": "the form of the house",
    "rounds:round-list": "how many files are due, and when one walked; no file is named",
    "rounds:weekly-new": "bodies that owe something, by name, and how many duties",
    "rounds:weekly-code": "an empty form",
    "desk:alarm": "what is wrong in the house: kinds and codes",
    "desk:help": "how to work here",
    "desk:health": "queues, heads, keys: counts",
    "desk:trail": "the record itself: ids and verbs, no word about a child",
    "cases:case-add": "an empty form",
    "complaints:complaint-new": "an empty form",
    "safeguards:reading-detail": "how many reads of one of the staff, counted",
    "safeguards:honey-list": "numbers of files that stand for no child; ids would tell the record which",
    "safeguards:glass-break": "an empty form, and by their numbers the files that one opened oneself",
    "complaints:finding-new": "an empty form",
    "complaints:quarantine-": "sealed filings counted by day and reason; nothing is opened",
    "retention:item-add": "an empty form",
    "retention:hold-add": "an empty form",
    "register:import-new": "an empty form",
    "register:import-list": "file names of registers and how many rows each had",
    "register:import-undo": "the name of a register's file and a form for the reason",
    "desk:search": "without a question it finds nothing; with one it is below",
}
# Shows the ids of children, which is all that the record itself holds.
IDS_ALONE = {"desk:trail"}
# Gives back what was typed in this very session: 404 in every other.
OF_ONE_SESSION = {"accounts:typed-again"}
# A press there keeps the file, or the desk, from whoever pressed.
SHUT_WHAT_FOLLOWS = {"accounts:notice-disown", "conflicts:recuse"}
QUESTIONS = {"desk:search": "?q=Rara"}
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def reason_of(name: str) -> str:
    return next((why for begin, why in NO_CHILD.items() if name.startswith(begin)), "")


def reads() -> list[Entry]:
    return list(Entry.objects.filter(verb__startswith="read.").order_by("pk"))


def told_by(entry: Entry) -> set[str]:
    """The ids that an entry names: its subject and those it says were shown."""
    ids: dict[str, Any] = json.loads(entry.data) if entry.data else {}
    return {str(entry.subject), *ids.get("ids", [])} - {"None"}


def wrong_with(before: int, body: str, known: dict[str, set[str]]) -> str:
    """What is missing in the record of one page that was just shown; empty where nothing is."""
    left = reads()[before:]
    if len(left) != 1:
        return f"{len(left)} entries"
    told = told_by(left[0])
    if not told:
        return "an entry without an id"
    unsaid = {pk for pk in UUID.findall(body) if pk in known and not known[pk] & told}
    return f"shown and not told: {sorted(unsaid)}" if unsaid else ""


@pytest.fixture
def office() -> Office:
    return an_office_at_work()


def walked(office: Office, look: Callable[[str, int, str], str]) -> dict[str, str]:
    """Each address that answers a GET with a page, looked at; what was found, by name."""
    found: dict[str, str] = {}
    for name, pattern in GUARDED.items():
        permission = permission_of(pattern)
        assert permission is not None
        browser = office.browser_for(TABLE[permission])
        before = Entry.objects.filter(verb__startswith="read.").count()
        response = browser.get(office.address(name) + QUESTIONS.get(name, ""))
        if response.status_code == 200:
            body = response.content.decode("utf-8", "replace")
            found[name] = look(name, before, body)
        else:
            there = response.status_code in {302, 405} or name in OF_ONE_SESSION
            assert there, f"{name}: {response.status_code}"
    return found


def test_each_page_about_a_child_leaves_one_entry_with_what_it_showed_and_the_others_show_none(office: Office) -> None:
    known = of_children()
    shown: set[str] = set()

    def look(name: str, before: int, body: str) -> str:
        if name in IDS_ALONE:
            return ""
        if reason_of(name) and name not in QUESTIONS:
            return ", ".join(pk for pk in UUID.findall(body) if pk in known)
        shown.add(name)
        return wrong_with(before, body, known)

    assert {name: wrong for name, wrong in walked(office, look).items() if wrong} == {}
    assert len(shown) > 45


def asked_by(office: Office, method: str, name: str) -> Any:
    """The answer to a request with nothing in it, from whoever may use the address."""
    permission = permission_of(GUARDED[name])
    assert permission is not None
    user = office.signed_in_for(TABLE[permission])
    browser = office.browsers.again(user) if method == "POST" else office.browsers.of(user)
    return browser.generic(method, office.address(name), content_type="application/x-www-form-urlencoded")


def test_a_form_about_a_child_that_comes_back_with_its_mistakes_was_read_too(office: Office) -> None:
    """Sending an empty form is no way to look at a file unseen."""
    known, wrong, shown = of_children(), {}, 0
    for name in sorted(GUARDED.keys() - IDS_ALONE, key=lambda name: (name in SHUT_WHAT_FOLLOWS, name)):
        before = len(reads())
        response = asked_by(office, "POST", name)
        body = response.content.decode("utf-8", "replace")
        if response.status_code in {200, 422} and any(pk in known for pk in UUID.findall(body)):
            shown += 1
            wrong[name] = wrong_with(before, body, known)
    assert {name: what for name, what in wrong.items() if what} == {}
    assert shown > 30


def test_no_other_method_shows_a_page(office: Office) -> None:
    for method in ("OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "LIHAT"):
        assert {name: asked_by(office, method, name).status_code for name in GUARDED} == dict.fromkeys(GUARDED, 405)


def test_what_only_the_head_is_asked_of_is_a_read_as_well(office: Office) -> None:
    unsaid = []
    for name in GUARDED:
        before = len(reads())
        answered = asked_by(office, "HEAD", name).status_code == 200
        if answered and not reason_of(name) and len(reads()) != before + 1:
            unsaid.append(name)
    assert unsaid == []


def test_an_unread_complaint_shows_its_words_on_no_page(office: Office) -> None:
    complaint = a_filed_complaint(story="Cerita yang belum dibuka")
    addresses = [name for name in GUARDED if list(parts_of(name)) == ["complaint_id"] and not name.endswith("-open")]
    browser = signed_in(office.ketua)
    for name in addresses:
        for ask in (browser.get, browser.post):
            answer = ask(reverse(name, kwargs={"complaint_id": complaint.pk}))
            assert b"Cerita yang belum" not in answer.content, name
    complaint.refresh_from_db()
    assert len(addresses) > 8 and complaint.opened_at is None


def test_no_reason_is_left_for_a_page_that_is_gone() -> None:
    assert [begin for begin in NO_CHILD if not any(name.startswith(begin) for name in GUARDED)] == []


def test_a_page_without_its_record_is_found(office: Office) -> None:
    known = of_children()
    case, other = str(office.values["case_id"]), str(office.values["complaint_id"])
    assert wrong_with(len(reads()), f'<a href="/berkas/{case}/">', known) == "0 entries"
    before = len(reads())
    signed_in(office.ketua).get(office.address("cases:case-detail"))
    assert wrong_with(before, f'<a href="/berkas/{case}/">', known) == ""
    assert other in wrong_with(before, f'<a href="/pengaduan/{other}/">', known)
