"""How old a child was at the event and is today: what is counted, what was reported, and when it is counted again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from suar.casework.cases import actions, ages, rules
from suar.casework.cases.models import Case
from suar.casework.children import actions as children
from suar.casework.complaints import actions as complaints
from suar.core.errors import DomainError, Refused
from suar.core.ledger import keyholding
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Covered, Entry
from suar.registry.accounts.models import User
from tests.casework.cases.pages import at
from tests.desk.pages import signed_in, text_of
from tests.factories import a_case, a_child, a_triaged_complaint, an_officer_elsewhere, an_outsider

pytestmark = pytest.mark.django_db
BORN = "2011-03-09"


@pytest.fixture
def browser(officer: User) -> Client:
    return signed_in(officer)


def stored(case: Case) -> Case:
    return Case.objects.select_related("child", "office").get(pk=case.pk)


# counted


@pytest.mark.parametrize(
    ("event_on", "age"),
    [("2025-03-08", 13), ("2025-03-09", 14), ("2025-03", 13), ("2025-04", 14), ("2025", 13), ("2011", 0),
     ("2010", None), ("", None), ("Maret", None)],
)  # fmt: skip
def test_the_age_at_an_event_of_which_more_or_less_is_known(event_on: str, age: int | None) -> None:
    assert rules.age_then(BORN, event_on) == age


def test_without_a_birth_date_nothing_is_counted() -> None:
    assert rules.age_then("", "2025") is None


@pytest.mark.parametrize(
    ("text", "words"), [("2026-05-09", "9 Mei 2026"), ("2026-05", "Mei 2026"), ("2026", "2026"), ("", ""), ("Mei", "")]
)
def test_an_event_is_said_as_far_as_it_is_known(text: str, words: str) -> None:
    assert rules.event_words(text) == words


# in a file


def test_until_the_event_is_known_the_age_is_the_reported_one(officer: User, browser: Client) -> None:
    case = a_case(officer, child=a_child(officer, birth_date=BORN), age=12)
    assert case.age == 12 and "saat dilaporkan 12" in text_of(browser, at("case-detail", case))
    actions.set_event(case=case, by=officer, event_on="2025-04")
    assert stored(case).age == 14 and ages.now(stored(case)) == rules.age_at(BORN, timezone.localdate())
    text = text_of(browser, at("case-detail", case))
    assert "saat kejadian 14" in text and "saat dilaporkan" not in text
    entry = Entry.objects.get(verb="case.set_event")
    assert (
        Covered.objects.filter(entry=entry, table="cases.case", row=str(case.pk)).exists() and "2025" not in entry.data
    )


def test_a_file_that_knows_the_event_from_the_start_counts_by_it(officer: User) -> None:
    assert a_case(officer, child=a_child(officer, birth_date=BORN), age=12, event_on="2025-04-01").age == 14
    assert a_case(officer, child=a_child(officer, birth_date=""), age=12, event_on="2025-04-01").age == 12


def test_a_birth_date_that_is_learned_later_gives_the_age(officer: User) -> None:
    told, untold = (
        a_case(officer, child=a_child(officer, birth_date=""), event_on=event_on) for event_on in ("2025-04", "")
    )
    assert told.age is None and untold.age is None
    for case in (told, untold):
        children.edit(child=case.child, by=officer, birth_date=BORN)
    assert stored(told).age == 14
    assert stored(untold).age == rules.age_at(BORN, untold.opened_on)
    last = Entry.objects.filter(verb="child.edit").latest("id")
    assert Covered.objects.filter(entry=last, table="cases.case", row=str(untold.pk)).exists()


def test_other_changes_of_the_child_leave_its_files_alone(officer: User) -> None:
    case = a_case(officer)
    children.edit(child=case.child, by=officer, school="SDN 1 Contoh")
    assert stored(case).version == case.version


def test_the_date_lies_sealed_under_the_childs_key(officer: User) -> None:
    case = a_case(officer, event_on="2025-04-01")
    raw = Case.objects.filter(pk=case.pk).extra(select={"raw": "event_on"}).values_list("raw", flat=True)[0]
    assert b"2025" not in bytes(raw) and stored(case).event_on == "2025-04-01"


def test_its_refusals(officer: User) -> None:
    case = a_case(officer)
    for wrong in ("Maret", "2025-13", f"{timezone.localdate() + timedelta(days=1)}"):
        with pytest.raises(DomainError, match="tanggal kejadian"):
            actions.set_event(case=case, by=officer, event_on=wrong)
    with pytest.raises(Refused):
        actions.set_event(case=case, by=an_officer_elsewhere(), event_on="2025")
    keyholding.erase(subject=case.child_id, by=OPERATOR, why="request")
    with pytest.raises(DomainError, match="dimusnahkan"):
        actions.set_event(case=stored(case), by=officer, event_on="2025")


# from a complaint


def test_a_complaint_that_becomes_a_file_brings_the_date(officer: User) -> None:
    case = complaints.make_case(complaint=a_triaged_complaint(officer), by=officer, event_on="2025-04")
    assert case.event_on == "2025-04"


def test_a_complaint_that_joins_a_file_gives_the_date_only_where_there_was_none(officer: User) -> None:
    case = a_case(officer)
    for event_on in ("2025-04", "2024"):
        complaints.make_case(complaint=a_triaged_complaint(officer), by=officer, case=stored(case), event_on=event_on)
        assert stored(case).event_on == "2025-04"


# pages


def test_it_is_written_and_changed_on_a_page_of_its_own(browser: Client, officer: User) -> None:
    case = a_case(officer)
    assert "Belum diketahui" in text_of(browser, at("case-child", case))
    assert "2026-05-09" in text_of(browser, at("event-set", case))
    given = {"version": case.version, "event_on": "Maret"}
    assert "Tulis tanggal kejadian" in browser.post(at("event-set", case), given).text
    assert browser.post(at("event-set", case), given | {"event_on": "2025-04"}).status_code == 302
    assert "April 2025" in text_of(browser, at("case-child", case))
    assert browser.post(at("event-set", case), given | {"event_on": "2024"}).status_code == 409
    assert signed_in(an_officer_elsewhere()).get(at("event-set", case)).status_code == 404
    assert signed_in(an_outsider()).get(at("event-set", case)).status_code == 403


def test_the_form_of_a_new_file_and_of_a_complaint_ask_for_it(browser: Client, officer: User) -> None:
    assert "Tanggal kejadian" in text_of(browser, reverse("cases:case-add"))
    complaint = a_triaged_complaint(officer)
    page = reverse("complaints:complaint-case", args=[complaint.pk])
    given = {"version": complaint.version, "target": "new", "officer": officer.pk, "event_on": "2025-04"}
    assert "Tanggal kejadian" in text_of(browser, page) and browser.post(page, given).status_code == 302
    assert Case.objects.get().event_on == "2025-04"
