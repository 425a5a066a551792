"""What staff see and press when they ask bodies."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from suar.casework.duties.models import Duty, DutyNote
from suar.casework.rounds.models import Asked
from suar.core.ledger.models import Entry
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import Role, User
from tests.casework.rounds.ground import a_line, owing, withheld_from_its_agency
from tests.desk.pages import settled, signed_in, statements, text_of
from tests.factories import a_case, a_user, an_agency, an_officer_elsewhere

pytestmark = pytest.mark.django_db
LIST = "rounds:asked-list"


@pytest.fixture
def officer() -> User:
    return a_user(Role.DIVISI_PEMANTAUAN)


@pytest.fixture
def browser(officer: User) -> Client:
    return signed_in(officer)


def test_each_body_stands_with_its_lines_and_what_it_owes(browser: Client, officer: User) -> None:
    agency = owing(officer, 2, an_agency("police"))
    a_line(agency)
    duty = Duty.objects.filter(agency=agency)[0]
    text = text_of(browser, reverse(LIST))
    for words in (agency.name, "0800-555-0161", duty.reference, "belum pernah", "Ditanya hari ini"):
        assert words in text, words
    assert f'id="lembaga-{agency.pk}"' in text
    entry = Entry.objects.get(verb="read.asked_list")
    assert str(duty.pk) in entry.data and str(duty.subject) in entry.data


def test_one_press_says_that_it_was_asked_today(browser: Client, officer: User) -> None:
    duty = Duty.objects.get(agency=owing(officer, 1))
    url = reverse("rounds:asked-duty", args=[duty.pk])
    for _press in range(2):
        assert browser.post(url)["Location"] == f"{reverse(LIST)}#lembaga-{duty.agency_id}"
    assert Asked.objects.get().how == "phone"
    assert "belum pernah" not in text_of(browser, reverse(LIST))


def test_a_second_call_on_one_day_is_another_row_and_a_double_press_is_not(browser: Client, officer: User) -> None:
    agency = owing(officer, 1)
    url = reverse("rounds:asked-duty", args=[Duty.objects.get(agency=agency).pk])
    for calls in (1, 2):
        page = text_of(browser, reverse(LIST))
        typed = dict(re.findall(r'name="(terakhir)" value="([^"]*)"', page))
        assert typed, page
        for _press in range(2):
            browser.post(url, typed)
        assert Asked.objects.count() == calls
    talk = reverse("rounds:asked-agency", args=[agency.pk])
    for calls in (3, 4):
        page = text_of(browser, talk)
        sent = dict(re.findall(r'name="(form_id|duties)" value="([^"]*)"', page)) | {"how": "phone"}
        for _press in range(2):
            assert browser.post(talk, sent).status_code == 302
        assert Asked.objects.count() == calls


def test_one_talk_covers_what_was_ticked_and_says_who_answered(browser: Client, officer: User) -> None:
    agency = owing(officer, 3)
    line = a_line(agency)
    url, duties = reverse("rounds:asked-agency", args=[agency.pk]), list(Duty.objects.filter(agency=agency))
    text = text_of(browser, url)
    assert text.count('name="duties"') == 3 and text.count("checked") >= 3
    sent = {
        "how": "whatsapp", "line": f"{line.label}, {line.phone}", "who": "Kasubbag (contoh)", "said": "Besok dijawab.",
        "duties": [str(duty.pk) for duty in duties[:2]],
    }  # fmt: skip
    assert browser.post(url, sent).status_code == 302
    assert {row.duty_id for row in Asked.objects.all()} == {duty.pk for duty in duties[:2]}
    note = unlock(DutyNote.objects.all())[0]
    assert note.text == "Ditanyakan lewat WhatsApp. Kasubbag (contoh). Besok dijawab."


def test_a_talk_about_nothing_keeps_every_word(browser: Client, officer: User) -> None:
    url = reverse("rounds:asked-agency", args=[owing(officer, 1).pk])
    answer = browser.post(url, {"how": "phone", "said": "Tidak tersambung."})
    text = answer.content.decode()
    assert answer.status_code == 422 and "Centang sedikitnya satu" in text and "Tidak tersambung." in text
    assert not Asked.objects.exists()


def test_the_filter_leaves_one_body_and_its_part_equals_the_page(browser: Client, officer: User) -> None:
    police, health = owing(officer, 1, an_agency("police")), owing(officer, 1, an_agency("health"))
    query = {"lembaga": police.pk}
    page = text_of(browser, reverse(LIST), **query)
    assert f"lembaga-{police.pk}" in page and f'id="lembaga-{health.pk}"' not in page
    part = browser.get(reverse(LIST), query, headers={"hx-request": "true"}).content.decode()
    assert settled(part) in settled(page)
    assert "Tidak ada yang perlu ditanyakan." in text_of(browser, reverse(LIST), q="1999")


def test_our_own_stand_by_officer_and_nobody_is_telephoned_for_them(browser: Client, officer: User) -> None:
    case = a_case(officer)
    text = text_of(browser, reverse(LIST), tab="kami")
    assert officer.name in text and case.number in text and "Ditanya hari ini" not in text


def test_on_paper_stands_the_same_without_buttons(browser: Client, officer: User) -> None:
    agency = owing(officer, 1)
    text = text_of(browser, reverse("rounds:asked-print"))
    assert agency.name in text and "RAHASIA" in text and "Ditanya hari ini" not in text


def test_nothing_to_ask_says_so(browser: Client) -> None:
    assert "Tidak ada yang perlu ditanyakan." in text_of(browser, reverse(LIST))
    url = reverse("rounds:asked-agency", args=[an_agency().pk])
    assert "tidak berutang apa-apa" in text_of(browser, url)


def test_what_is_withheld_from_the_body_is_counted_and_not_named(browser: Client, officer: User) -> None:
    agency = owing(officer, 2)
    number = withheld_from_its_agency(agency).number
    text = text_of(browser, reverse("rounds:asked-agency", args=[agency.pk]))
    assert number not in text
    duty = Duty.objects.filter(agency=agency)[0]
    answer = browser.post(reverse("rounds:asked-duty", args=[duty.pk]))
    assert answer.status_code == 400 and "tidak dapat menerimanya" in answer.content.decode()


def test_who_may_not_is_refused_and_what_is_not_theirs_is_not_found(officer: User) -> None:
    agency = owing(officer, 1)
    duty = Duty.objects.get(agency=agency)
    urls = [reverse(LIST), reverse("rounds:asked-print"), reverse("rounds:asked-agency", args=[agency.pk])]
    governor, elsewhere = signed_in(a_user(Role.GUBERNUR)), signed_in(an_officer_elsewhere())
    for url in urls:
        assert governor.get(url).status_code == 403
        assert duty.reference not in text_of(elsewhere, url)
    assert elsewhere.post(reverse("rounds:asked-duty", args=[duty.pk])).status_code == 404
    assert elsewhere.get(reverse("rounds:asked-agency", args=[999_999])).status_code == 404


def test_it_costs_the_same_with_many(browser: Client, officer: User) -> None:
    owing(officer, 1, an_agency("police"))
    few = len(statements(browser, reverse(LIST)))
    for kind in ("health", "social", "court"):
        owing(officer, 3, an_agency(kind))
    assert len(statements(browser, reverse(LIST))) <= few + 1 <= 19
