"""The rules that start clocks, and the calculator: anybody may ask, nothing is written."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from suar.casework.duties.rulebook import rulebook
from suar.core.clocks import actions as clocks
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role
from tests.casework.duties.builders import at_most
from tests.factories import a_user, an_officer, an_outsider

pytestmark = pytest.mark.django_db
RULES = "/kewajiban/aturan/"


@pytest.fixture
def browser() -> Client:
    client = Client()
    client.force_login(an_officer())
    return client


def shown(browser: Client, **query: Any) -> set[str]:
    return {rule["id"] for rule in browser.get(RULES, query).context["rules"]}


def test_all_rules_are_listed_and_narrowed(browser: Client) -> None:
    everything = shown(browser)
    assert everything == {rule.id for rule in rulebook().all()}
    assert shown(browser, q="spdp") == {"kuhap25.spdp", "kuhap25.spdp.coordination", "kuhap81.spdp", "pp65.spdp"}
    assert all(rule.startswith("house.") for rule in shown(browser, source="house"))
    assert not any(rule.startswith("house.") for rule in shown(browser, source="law"))
    assert "pp43.lpsk_assessment" in shown(browser, certainty="verify")
    assert shown(browser, certainty="verify").isdisjoint(shown(browser, certainty="sourced"))
    assert "Tidak ada aturan yang cocok" in browser.get(RULES, {"q": "kelapa"}).text


def test_a_doubt_and_an_old_law_are_marked(browser: Client) -> None:
    assert "batas perlu dicek" in browser.get(RULES, {"q": "pp43.lpsk_assessment"}).text
    assert "tidak berlaku hari ini" in browser.get(RULES, {"q": "kuhap81.spdp"}).text


def test_htmx_gets_the_part(browser: Client) -> None:
    whole = browser.get(RULES, {"q": "spdp"}).text
    part = browser.get(RULES, {"q": "spdp"}, headers={"HX-Request": "true"}).text
    assert part.strip() in whole


def test_one_rule_says_what_it_is(browser: Client) -> None:
    text = browser.get(f"{RULES}kuhap25.spdp/").text
    assert "Kirim SPDP kepada penuntut umum" in text and "penyidikan dimulai" in text
    assert "7 hari kalender" in text and "UU 20/2025 (KUHAP) pasal 60(1)" in text
    assert browser.get(f"{RULES}tidak.ada/").status_code == 404


def test_the_calculator_answers_with_its_steps_and_writes_nothing(browser: Client) -> None:
    clocks.add_closure(on=date(2026, 3, 25), name="Gawai Contoh", by=OPERATOR)
    before = Entry.objects.count()
    text = browser.get(f"{RULES}house.complaint.answer/", {"event_at": "2026-03-17T22:10"}).text
    assert "Jumat, 27 Maret 2026, 23.59 WIB" in text and "Gawai Contoh" in text
    assert Entry.objects.count() == before


def test_the_calculator_knows_pauses_extension_and_the_old_law(browser: Client) -> None:
    query = {"event_at": "2026-03-02T10:00", "begins": "2026-03-05T00:00", "ends": "2026-03-08T00:00", "extended": "on"}
    text = browser.get(f"{RULES}kuhap25.detain.investigation/", query).text
    assert "Minggu, 3 Mei 2026, 23.59 WIB" in text
    old = f"{RULES}kuhap81.file_study/"
    assert "tidak berlaku" in browser.get(old, {"event_at": "2026-03-02T09:00"}).text
    told = browser.get(old, {"event_at": "2026-03-02T09:00", "on": "2025-12-01"})
    assert "Senin, 9 Maret 2026, 09.00 WIB" in told.text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"event_at": "kemarin"}, "Masukkan"),
        ({"event_at": "2026-03-02T10:00", "begins": "2026-03-05T00:00"}, "awal dan akhir jeda"),
        ({"event_at": "2026-03-02T10:00", "begins": "2026-03-05T00:00", "ends": "2026-03-04T00:00"}, "Jeda berakhir"),
        ({"event_at": "9999-12-31T23:00"}, "Tulis tahun antara 1900 dan 2100"),
    ],
)
def test_what_cannot_be_counted_is_said(browser: Client, query: dict[str, str], said: str) -> None:
    answer = browser.get(f"{RULES}house.report.handover/", query)
    assert answer.status_code == 200 and said in answer.text


def test_a_partner_may_look_up_a_rule_and_the_governors_office_has_no_need() -> None:
    client = Client()
    client.force_login(a_user(Role.MITRA))
    assert client.get(RULES).status_code == 200
    client.force_login(an_outsider())
    assert client.get(RULES).status_code == 403


def test_the_pages_ask_little_of_the_database(browser: Client) -> None:
    with at_most(10, keys=0):
        browser.get(RULES)
    with at_most(10, keys=0):
        browser.get(f"{RULES}house.complaint.answer/", {"event_at": "2026-03-17T22:10"})
