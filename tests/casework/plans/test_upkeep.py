"""What was typed stays whole, who looks again is somebody else, and a line is owed by whoever can keep it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.casework.leading import actions as leading
from suar.casework.plans import actions, rules
from suar.casework.plans.models import CarePlan, PlanReview
from suar.config.demo.clock import at as when
from suar.core.errors import DomainError, Refused
from suar.core.ledger.actors import OPERATOR
from suar.core.vault.fields import unlock
from suar.registry.accounts import actions as accounts
from suar.registry.accounts.models import Role, User
from tests.casework.plans.ground import KEY, assessed, duty, item, line, needs, plan_words, planned, submitted
from tests.casework.plans.test_two_editors import merging_fields
from tests.desk.pages import signed_in
from tests.factories import a_case, a_user, an_agency, an_officer, an_officer_elsewhere

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


def fresh(case: Case) -> Case:
    return Case.objects.select_related("office", "child", "officer", "lead").get(pk=case.pk)


def led_elsewhere(case: Case, by: User) -> None:
    leading.name_lead(case=case, agency=an_agency(), why="UPTD lebih dekat.", contact="Bu Contoh", by=by)


# who looks again


def test_whoever_gives_the_file_away_does_not_review_what_they_carried_out(
    case: Case, officer: User, ketua: User
) -> None:
    wakil = a_user(Role.WAKIL, case.office)
    cases.assign(case=case, officer=ketua, by=officer)
    planned(case, officer, wakil)
    cases.assign(case=case, officer=None, by=ketua)
    with pytest.raises(DomainError, match="belum ada pemegangnya"):
        actions.review(case=case, by=ketua, verdict="continue", words="Baik.")
    cases.assign(case=case, officer=officer, by=ketua)
    with pytest.raises(Refused, match="bukan pemegang"):
        actions.review(case=case, by=ketua, verdict="continue", words="Baik.")
    assert at("review-add", case) not in signed_in(ketua).get(at("step-list", case)).content.decode()
    actions.review(case=case, by=wakil, verdict="continue", words="Baik.")
    actions.review(case=case, by=ketua, verdict="continue", words="Sejak itu dipegang orang lain.")
    assert PlanReview.objects.count() == 2


def test_whoever_put_the_plan_forward_does_not_review_it(case: Case, ketua: User) -> None:
    wakil = a_user(Role.WAKIL, case.office)
    planned(case, wakil, ketua)
    with pytest.raises(Refused, match="bukan yang mengajukan"):
        actions.review(case=case, by=wakil, verdict="continue", words="Baik.")


# nothing typed is lost


def many(owner: User, mark: str, count: int) -> dict[str, str]:
    lines: dict[str, str] = {}
    for number in range(count):
        lines |= line(owner, f"{mark}{number}", service=f"Layanan {mark}{number}.")
    return lines


def test_more_lines_than_a_plan_holds_are_refused_and_none_is_cut(
    browser: Client, case: Case, officer: User, ketua: User
) -> None:
    first = {"aim": "Aman.", **many(officer, "b", 5)}
    actions.save_plan(case=case, by=officer, content=first)
    actions.save_plan(case=case, by=ketua, content=first | many(officer, "k", 7), edition=1)
    page = sent(browser, "plan-write", case, {"edition": 1, **first, **many(officer, "m", 7)}).content.decode()
    answer = sent(browser, "plan-write", case, merging_fields(page))
    shown = answer.content.decode()
    assert answer.status_code == 400 and f"paling banyak {rules.MOST_ITEMS} butir" in shown
    for text in ("Layanan b4.", "Layanan k6.", "Layanan m6."):
        assert text in shown
    assert len(rules.items_of(CarePlan.objects.get().words)) == 12


def test_what_was_typed_stays_on_the_page_when_another_body_took_the_lead(
    browser: Client, case: Case, officer: User
) -> None:
    led_elsewhere(case, officer)
    answer = sent(browser, "assessment-write", case, {"edition": 0, **needs(strengths="Nenek menjaga.")})
    assert answer.status_code == 403 and "Nenek menjaga." in answer.content.decode()
    assert "Sekarang yang memimpin" in answer.content.decode()
    plan = sent(browser, "plan-write", case, {"edition": 0, "slots": KEY, **plan_words(officer, aim="Tenang.")})
    assert plan.status_code == 403 and "Tenang." in plan.content.decode()
    assert browser.get(at("plan-write", case)).status_code == 403
    assert not CarePlan.objects.exists()


def test_a_line_and_a_review_that_were_typed_stay_when_another_body_took_the_lead(
    browser: Client, case: Case, officer: User, ketua: User
) -> None:
    planned(case, officer, ketua)
    row = item(case)
    led_elsewhere(fresh(case), officer)
    told = {"version": row.version, "outcome": "done", "on": f"{row.due_on}", "words": "Surat sudah diantar."}
    answer = sent(browser, "item-note", case, told | {"on": "2026-11-20"}, row.pk)
    assert answer.status_code in (400, 403) and "Surat sudah diantar." in answer.content.decode()
    looked = {"form_id": "6f0f4f0a-6a0c-4c55-9a3e-5f1c7a0d2b61", "verdict": "continue", "words": "Berjalan baik."}
    answer = signed_in(ketua).post(at("review-add", case), looked)
    assert answer.status_code == 403 and "Berjalan baik." in answer.content.decode()


def test_news_that_was_typed_stays_when_the_commission_took_the_lead_back(
    browser: Client, case: Case, officer: User
) -> None:
    led_elsewhere(case, officer)
    leading.name_lead(case=fresh(case), agency=None, why="Kembali.", by=officer)
    news = {"form_id": "6f0f4f0a-6a0c-4c55-9a3e-5f1c7a0d2b61", "told_by": "Bu Kabar Contoh", "how": "phone"}
    news |= {"on": "2026-11-20", "seen_by": "unknown", "safe": "yes", "plan": "none"}
    answer = browser.post(reverse("leading:watching-add", args=[case.pk]), news)
    assert "Bu Kabar Contoh" in answer.content.decode()


@pytest.mark.parametrize("typed", ["abc", "", "9" * 40, "-1"])
def test_a_tampered_edition_on_the_page_that_merges_is_no_error(browser: Client, case: Case, typed: str) -> None:
    actions.save_assessment(case=case, by=OPERATOR, content=needs())
    data = {"gabung": "1", "edition": "1", "milikku.strengths": "Kata saya.", "dari": typed}
    answer = sent(browser, "assessment-write", case, data)
    assert answer.status_code == 409 and "Kata saya." in answer.content.decode()


# who owes a line


def test_a_line_in_other_words_is_owed_in_these_words(case: Case, officer: User, ketua: User) -> None:
    planned(case, officer, ketua)
    planned(case, officer, ketua, plan_words(officer, **{f"service_{KEY}": "Jemput anak dari kos."}))
    (owed,) = unlock([duty(case, "plan_step")])
    assert owed.what.startswith("Jemput anak dari kos.")


def test_nothing_is_promised_for_somebody_of_another_office_or_a_partner(case: Case, officer: User) -> None:
    assessed(case, officer)
    for number, who in enumerate((an_officer_elsewhere(), a_user(Role.MITRA))):
        with pytest.raises(DomainError, match="anggota kantor ini"):
            submitted(case, officer, plan_words(who, aim=f"Tujuan {number}"))


def test_nothing_is_put_in_force_for_whoever_left_meanwhile(case: Case, officer: User, ketua: User) -> None:
    gone = an_officer(officer.office)
    assessed(case, officer)
    plan = submitted(case, officer, plan_words(gone))
    accounts.end_appointment(appointment=gone.appointments.get(), by=OPERATOR)
    with when(timezone.now() + timedelta(days=2)), pytest.raises(DomainError, match="anggota kantor ini"):
        actions.approve_plan(case=fresh(case), by=ketua, edition=plan.edition)
