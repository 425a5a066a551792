"""Two people write the same text: one merges, and nothing that either typed is lost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from suar.casework.cases.models import Case
from suar.casework.plans import actions, rules
from suar.casework.plans.models import CarePlan, NeedsAssessment
from suar.registry.accounts.models import Role, User
from tests.casework.plans.ground import (
    KEY,
    line,
    needs,
    plan_words,
)
from tests.desk.pages import signed_in
from tests.factories import a_case, a_user, an_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return an_officer()


@pytest.fixture
def ketua(officer: User) -> User:
    return a_user(Role.KETUA, officer.office)


@pytest.fixture
def case(officer: User) -> Case:
    return a_case(officer)


@pytest.fixture
def browser(officer: User) -> Client:
    return signed_in(officer)


def at(name: str, case: Case, *more: Any) -> str:
    return reverse(f"plans:{name}", args=[case.pk, *more])


def sent(browser: Client, name: str, case: Case, data: dict[str, Any], *more: Any) -> HttpResponse:
    answer: HttpResponse = browser.post(at(name, case, *more), data)
    return answer


def steps_shown(page: str) -> list[str]:
    """The word beside each of the six."""
    return re.findall(
        r"<h2>\d\. [^<]*</h2></div>\s*<div class=\"stack-s\">\s*<p><span class=\"badge[^>]*>([^<]*)", page
    )


# two editors


def merging_fields(page: str) -> dict[str, str]:
    """What the page that asks would send, with nothing chosen yet."""
    import html

    pairs = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', page)
    areas = re.findall(r'<textarea [^>]*name="([^"]*)"[^>]*>([^<]*)</textarea>', page)
    return {name: html.unescape(value) for name, value in [*pairs, *areas] if name != "csrfmiddlewaretoken"}


def test_two_write_the_same_plan_one_merges_and_nothing_is_lost(
    browser: Client, case: Case, officer: User, ketua: User
) -> None:
    words = plan_words(officer) | line(officer, "butir2", service="Periksa kesehatan.")
    actions.save_plan(case=case, by=officer, content=words)
    theirs = words | {"aim": "Tujuan Ketua.", "service_butir2": "Periksa di puskesmas."}
    actions.save_plan(case=case, by=ketua, content=theirs, edition=1)
    mine = words | {"aim": "Tujuan saya.", "goal_butir1": "Anak belajar lagi."}
    answer = sent(browser, "plan-write", case, {"edition": 1, "slots": f"{KEY},butir2", **mine})
    page = answer.content.decode()
    assert answer.status_code == 409
    for text in ("Anak aman dan bersekolah.", "Tujuan Ketua.", "Tujuan saya.", ketua.name, "Periksa di puskesmas."):
        assert text in page
    fields = merging_fields(page)
    assert CarePlan.objects.get().words["aim"] == "Tujuan Ketua.", "nothing is written before a choice"
    asked_again = sent(browser, "plan-write", case, fields)
    assert asked_again.status_code == 409 and "Masih ada yang belum dipilih" in asked_again.content.decode()
    assert "Tujuan saya." in asked_again.content.decode()
    chosen = fields | {"pilih.aim": "baru", "baru.aim": "Tujuan Ketua dan saya."}
    assert sent(browser, "plan-write", case, chosen).status_code == 302
    plan = CarePlan.objects.get()
    assert plan.words["aim"] == "Tujuan Ketua dan saya."
    assert plan.words["goal_butir1"] == "Anak belajar lagi."
    assert plan.words["service_butir2"] == "Periksa di puskesmas."
    assert plan.edition == 3


@pytest.mark.parametrize(("pick", "aim"), [("milikku", "Tujuan saya."), ("terbaru", "Tujuan Ketua.")])
def test_either_version_can_be_chosen_as_it_is(
    browser: Client, case: Case, officer: User, ketua: User, pick: str, aim: str
) -> None:
    actions.save_plan(case=case, by=officer, content=plan_words(officer))
    actions.save_plan(case=case, by=ketua, content=plan_words(officer, aim="Tujuan Ketua."), edition=1)
    mine = plan_words(officer, aim="Tujuan saya.")
    page = sent(browser, "plan-write", case, {"edition": 1, "slots": KEY, **mine}).content.decode()
    assert sent(browser, "plan-write", case, merging_fields(page) | {"pilih.aim": pick}).status_code == 302
    assert CarePlan.objects.get().words["aim"] == aim


def test_a_third_who_saves_while_two_are_merged_is_merged_too(
    browser: Client, case: Case, officer: User, ketua: User
) -> None:
    actions.save_plan(case=case, by=officer, content=plan_words(officer))
    actions.save_plan(case=case, by=ketua, content=plan_words(officer, aim="Dua."), edition=1)
    mine = plan_words(officer, aim="Tiga.")
    page = sent(browser, "plan-write", case, {"edition": 1, "slots": KEY, **mine}).content.decode()
    wakil = a_user(Role.WAKIL, case.office)
    actions.save_plan(case=case, by=wakil, content=plan_words(officer, aim="Empat."), edition=2)
    again = sent(browser, "plan-write", case, merging_fields(page) | {"pilih.aim": "milikku"})
    assert again.status_code == 409
    for text in ("Dua.", "Empat.", "Tiga.", wakil.name):
        assert text in again.content.decode()


def test_two_lines_added_at_the_same_time_both_stay(browser: Client, case: Case, officer: User, ketua: User) -> None:
    words = plan_words(officer)
    actions.save_plan(case=case, by=officer, content=words)
    actions.save_plan(case=case, by=ketua, content=words | line(ketua, "k1"), edition=1)
    mine = {"edition": 1, "slots": f"{KEY},k2", **words, **line(officer, "k2")}
    page = sent(browser, "plan-write", case, mine).content.decode()
    assert "Diambil dari" in page and "pilih." not in page
    assert sent(browser, "plan-write", case, merging_fields(page)).status_code == 302
    assert {one.key for one in rules.items_of(CarePlan.objects.get().words)} == {KEY, "k1", "k2"}


def test_an_assessment_is_merged_field_by_field(browser: Client, case: Case, officer: User, ketua: User) -> None:
    actions.save_assessment(case=case, by=officer, content=needs())
    actions.save_assessment(case=case, by=ketua, content=needs(need_health="yes", words_health="Gigi."), edition=1)
    mine = needs(need_health="unknown", strengths="Kakak ikut menjaga.")
    page = sent(browser, "assessment-write", case, {"edition": 1, **mine}).content.decode()
    assert "Perlu: kesehatan" in page and 'value="milikku"' in page and "Tulis gabungannya" not in page
    sent(browser, "assessment-write", case, merging_fields(page) | {"pilih.need_health": "terbaru"})
    words = NeedsAssessment.objects.get().words
    assert (words["need_health"], words["words_health"]) == ("yes", "Gigi.")
    assert words["strengths"] == "Kakak ikut menjaga."


def test_a_double_press_saves_once(browser: Client, case: Case, officer: User) -> None:
    typed = {"edition": 0, "slots": KEY, **plan_words(officer)}
    assert [sent(browser, "plan-write", case, typed).status_code for _press in range(2)] == [302, 302]
    assert CarePlan.objects.get().edition == 1
