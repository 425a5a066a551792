"""What staff see and press: the six steps on one tab, texts that two people write, the plan on paper."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.conflicts import actions as conflicts
from suar.casework.duties.models import Duty
from suar.casework.plans import actions
from suar.casework.plans.models import CarePlan, CheckIn, Domain, NeedsAssessment, PlanReview, ServiceGiven
from suar.core.ledger import keyholding
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role, User
from tests.addresses import ADDRESSES
from tests.casework.plans.ground import (
    KEY,
    a_planned_case,
    assessed,
    closed,
    item,
    needs,
    plan_words,
    planned,
    settled,
    submitted,
)
from tests.desk.pages import signed_in, text_of
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


def steps_shown(page: str) -> list[str]:
    """The word beside each of the six."""
    return re.findall(
        r"<h2>\d\. [^<]*</h2></div>\s*<div class=\"stack-s\">\s*<p><span class=\"badge[^>]*>([^<]*)", page
    )


# the tab


def test_the_tab_shows_six_steps_and_the_one_that_is_next(browser: Client, case: Case, officer: User) -> None:
    page = text_of(browser, at("step-list", case))
    assert [words.strip() for words in steps_shown(page)] == ["selesai", "sekarang", *["nanti"] * 4]
    assert "Nilai kebutuhan anak." in page and at("assessment-write", case) in page
    read = Entry.objects.filter(verb="read.case", subject=case.child_id).latest("pk")
    assert "plans:step-list" in read.data


def test_it_goes_on_step_by_step(browser: Client, case: Case, officer: User, ketua: User) -> None:
    def next_words() -> str:
        page = text_of(browser, at("step-list", case))
        found = re.search(r"Langkah berikut</[^>]*>\s*<p>([^<]*)", page)
        return found[1].strip() if found else ""

    draft = actions.save_assessment(case=case, by=officer, content=needs())
    assert next_words() == "Lengkapi dan selesaikan penilaian."
    actions.finish_assessment(case=case, by=officer, edition=draft.edition)
    assert next_words() == "Susun rencana penanganan."
    plan = submitted(case, officer)
    assert next_words() == "Rencana menunggu persetujuan orang kedua."
    actions.approve_plan(case=case, by=ketua, edition=plan.edition)
    assert next_words() == "Laksanakan butir rencana."
    settled(case, officer)
    assert next_words().startswith("Tinjau rencana")
    actions.review(case=case, by=ketua, verdict="close", words="Tercapai.")
    assert next_words() == "Usulkan penutupan."
    closed(case, officer, ketua)
    assert next_words() == "Tanyakan kabar anak sesudah penutupan."


def test_where_another_body_leads_it_says_who_and_offers_nothing(browser: Client, case: Case) -> None:
    from suar.casework.cases.recording import recorded

    body = an_agency()
    with recorded("case.assign", case, OPERATOR) as entry:
        case.lead = body
        entry.change(case)
    page = text_of(browser, at("step-list", case))
    words = f"Langkah ini terbuka bila komisi yang memimpin. Sekarang yang memimpin: {body.name}."
    assert words in page and at("assessment-write", case) not in page
    refused = browser.get(at("assessment-write", case))
    assert refused.status_code == 403 and words in refused.content.decode()


# assessment


def test_an_assessment_is_written_read_and_finished(browser: Client, case: Case) -> None:
    answer = sent(browser, "assessment-write", case, {"edition": 0, **needs(wishes="")})
    draft = NeedsAssessment.objects.get()
    assert answer.status_code == 302 and at("assessment-detail", case, draft.pk) in answer.headers["Location"]
    page = text_of(browser, at("assessment-detail", case, draft.pk))
    assert "Belum lengkap" in page and at("assessment-finish", case) not in page
    sent(browser, "assessment-write", case, {"edition": 1, **needs()})
    page = text_of(browser, at("assessment-detail", case, draft.pk))
    assert '<p class="quote">Aku mau sekolah.</p>' in page and at("assessment-finish", case) in page
    assert sent(browser, "assessment-finish", case, {"edition": 2}).status_code == 302
    assert NeedsAssessment.objects.get().status == "finished"


def test_the_next_one_begins_with_the_last_and_shows_what_changed(browser: Client, case: Case, officer: User) -> None:
    assessed(case, officer)
    page = text_of(browser, at("assessment-write", case))
    assert "Bibi menampung." in page and "Aku mau sekolah." not in page
    second = assessed(case, officer, strengths="Guru membantu.", need_health="yes", words_health="Diperiksa.")
    page = text_of(browser, at("assessment-detail", case, second.pk))
    assert "Yang berubah sejak penilaian sebelumnya" in page
    assert page.count("Bibi menampung.") == 1 and "Guru membantu." in page


# plan


def test_another_line_is_offered_and_every_typed_word_stays(browser: Client, case: Case, officer: User) -> None:
    typed = {"edition": 0, "slots": KEY, **plan_words(officer, **{f"service_{KEY}": ""}), "tambah": "1"}
    answer = sent(browser, "plan-write", case, typed)
    page = answer.content.decode()
    assert answer.status_code == 200 and "Butir 2" in page and "Anak kembali belajar." in page
    assert 'class="summary"' not in page and not CarePlan.objects.exists()


def test_half_a_line_is_nobodys_promise(browser: Client, case: Case, officer: User) -> None:
    typed = {"edition": 0, "slots": KEY, **plan_words(officer, **{f"who_{KEY}": ""})}
    answer = sent(browser, "plan-write", case, typed)
    assert answer.status_code == 422 and "kosongkan seluruh butir" in answer.content.decode()
    assert "Antar surat ke sekolah." in answer.content.decode()


def test_the_author_reads_who_can_approve_and_the_second_person_presses(
    browser: Client, case: Case, officer: User, ketua: User
) -> None:
    assessed(case, officer)
    draft = actions.save_plan(case=case, by=officer, content=plan_words(officer))
    assert sent(browser, "plan-submit", case, {"edition": 1}).status_code == 302
    page = text_of(browser, at("plan-detail", case, draft.pk))
    assert at("plan-approve", case) not in page and ketua.name in page
    refused = sent(browser, "plan-approve", case, {"edition": 1})
    assert refused.status_code == 403 and "orang kedua" in refused.content.decode()
    second = signed_in(ketua)
    assert at("plan-approve", case) in text_of(second, at("plan-detail", case, draft.pk))
    assert sent(second, "plan-approve", case, {"edition": "²"}).status_code == 409
    assert sent(second, "plan-approve", case, {"edition": 1}).status_code == 302
    page = text_of(browser, at("plan-detail", case, draft.pk))
    assert at("item-note", case, item(case).pk) in page


def test_it_is_sent_back_with_a_reason_that_its_writer_reads(
    browser: Client, case: Case, officer: User, ketua: User
) -> None:
    assessed(case, officer)
    submitted(case, officer)
    second = signed_in(ketua)
    assert second.get(at("plan-send-back", case)).status_code == 200
    assert sent(second, "plan-send-back", case, {"edition": 1, "why": ""}).status_code == 422
    assert sent(second, "plan-send-back", case, {"edition": 1, "why": "Siapa yang antar?"}).status_code == 302
    assert "Siapa yang antar?" in text_of(browser, at("plan-write", case))
    assert sent(second, "plan-send-back", case, {"edition": 1, "why": "Lagi?"}).status_code == 409


def test_on_paper_it_is_secret_and_by_initials(browser: Client, case: Case, officer: User, ketua: User) -> None:
    plan = planned(case, officer, ketua)
    page = text_of(browser, at("plan-print", case, plan.pk))
    assert "RAHASIA" in page and case.child.initials in page and "Rara Contoh" not in page
    assert "Antar surat ke sekolah." in page and "<button" not in page.partition("<article")[2]


# carrying out, review, check-ins


def test_a_line_is_carried_out(browser: Client, case: Case, officer: User, ketua: User) -> None:
    plan = planned(case, officer, ketua)
    row = item(case)
    typed = {"version": row.version, "outcome": "done", "on": timezone.localdate().isoformat(), "words": "Diantar."}
    assert browser.get(at("item-note", case, row.pk)).status_code == 200
    assert sent(browser, "item-note", case, typed | {"words": ""}, row.pk).status_code == 422
    assert sent(browser, "item-note", case, typed, row.pk).status_code == 302
    assert ServiceGiven.objects.count() == 1
    stale = sent(browser, "item-note", case, typed | {"words": "Dua kali."}, row.pk)
    assert stale.status_code == 409 and "Dua kali." in stale.content.decode()
    assert "Diantar." in text_of(browser, at("plan-detail", case, plan.pk))


def test_the_holder_does_not_review_and_another_commissioner_does_once(
    browser: Client, case: Case, officer: User, ketua: User
) -> None:
    planned(case, officer, ketua)
    assert browser.get(at("review-add", case)).status_code == 403
    second = signed_in(ketua)
    assert second.get(at("review-add", case)).status_code == 200
    typed = {"form_id": str(uuid4()), "verdict": "continue", "words": "Berjalan."}
    assert sent(second, "review-add", case, typed | {"words": ""}).status_code == 422
    assert [sent(second, "review-add", case, typed).status_code for _press in range(2)] == [302, 302]
    assert PlanReview.objects.count() == 1
    assert "Teruskan rencana" in text_of(browser, at("step-list", case))


def test_a_check_in_that_finds_danger_reopens_the_file_by_one_press(
    browser: Client, case: Case, officer: User, ketua: User
) -> None:
    planned(case, officer, ketua)
    settled(case, officer)
    closed(case, officer, ketua)
    assert "Kabar pertama" in text_of(browser, at("checkin-add", case))
    typed = {
        "form_id": str(uuid4()), "kind": "after_care_1m", "on": timezone.localdate().isoformat(), "result": "reached",
        "whom": "Anak, lewat guru.", "safe": "no", "at_school": "unknown", "healthy": "unknown",
    }  # fmt: skip
    assert sent(browser, "checkin-add", case, typed | {"whom": ""}).status_code == 422
    assert sent(browser, "checkin-add", case, typed | {"result": "lost"}).status_code == 400
    assert [sent(browser, "checkin-add", case, typed).status_code for _press in range(2)] == [302, 302]
    assert CheckIn.objects.count() == 1
    owed = Duty.objects.open().get(case_id=case.pk, kind="reopen_unsafe")
    assert (Case.objects.get(pk=case.pk).safe_now, owed.unit) == ("no", "same_day")
    assert at("checkin-reopen", case) in text_of(browser, at("step-list", case))
    assert sent(browser, "checkin-reopen", case, {}).status_code == 302
    case.refresh_from_db()
    assert case.is_open and case.safe_now == "no"
    assert Duty.objects.get(pk=owed.pk).status == "done"
    assert "Nilai kebutuhan anak." in text_of(browser, at("step-list", case))
    assert sent(browser, "checkin-reopen", case, {}).status_code == 409


def test_whoever_reopens_a_file_that_names_them_is_led_to_what_they_may_read(
    browser: Client, officer: User, ketua: User
) -> None:
    case = a_case(officer, summary="Pelaku diduga Herkulanus Bujangga.")
    planned(case, officer, ketua)
    settled(case, officer)
    closed(case, officer, ketua)
    near = signed_in(a_user(Role.DIVISI_PENGADUAN, officer.office, name="Herkulanus Bujangga"))
    typed = {
        "form_id": str(uuid4()), "kind": "after_care_1m", "on": timezone.localdate().isoformat(), "result": "reached",
        "whom": "Anak, lewat guru.", "safe": "no", "at_school": "unknown", "healthy": "unknown",
    }  # fmt: skip
    assert sent(browser, "checkin-add", case, typed).status_code == 302
    answer = sent(near, "checkin-reopen", case, {})
    assert answer["Location"] == reverse("cases:case-list")
    assert "pimpinan yang melanjutkan" in text_of(near, answer["Location"])
    assert Case.objects.get(pk=case.pk).is_open and near.get(at("step-list", case)).status_code == 404


def test_no_check_in_is_asked_of_an_open_file(browser: Client, case: Case) -> None:
    assert browser.get(at("checkin-add", case)).status_code == 409
    assert sent(browser, "checkin-reopen", case, {}).status_code == 409


# who


def addresses(case: Case) -> dict[str, str]:
    row = item(case)
    more: dict[str, list[Any]] = {
        "assessment-detail": [NeedsAssessment.objects.filter(case=case)[0].pk],
        "plan-detail": [row.plan_id],
        "plan-print": [row.plan_id],
        "item-note": [row.pk],
    }
    names = [name.partition(":")[2] for name in ADDRESSES if name.startswith("plans:")]
    return {name: at(name, case, *more.get(name, [])) for name in names}


def test_of_another_office_or_withheld_nothing_is_found(officer: User, ketua: User) -> None:
    case, _by, _second = a_planned_case(officer, ketua)
    conflicts.recuse(subject=case.child_id, office=case.office, by=ketua)
    for outsider in (ketua, an_officer_elsewhere()):
        browser = signed_in(outsider)
        for name, url in addresses(case).items():
            assert {browser.get(url).status_code, browser.post(url).status_code} <= {404, 405}, name


@pytest.mark.parametrize("role", [Role.MITRA, Role.GUBERNUR, Role.ADMIN])
def test_outsiders_are_refused(officer: User, ketua: User, role: str) -> None:
    case, _by, _second = a_planned_case(officer, ketua)
    browser = signed_in(a_user(role))
    assert {browser.get(url).status_code for url in addresses(case).values()} == {403}


def test_what_is_of_another_file_is_not_found_in_this_one(browser: Client, officer: User, ketua: User) -> None:
    case, _by, _second = a_planned_case(officer, ketua)
    other = a_case(officer)
    row = item(case)
    for name, pk in (
        ("assessment-detail", NeedsAssessment.objects.get().pk),
        ("plan-detail", row.plan_id),
        ("plan-print", row.plan_id),
        ("item-note", row.pk),
    ):
        assert browser.get(at(name, other, pk)).status_code == 404, name


def test_of_an_erased_child_the_pages_stand_without_a_word(browser: Client, officer: User, ketua: User) -> None:
    case, _by, _second = a_planned_case(officer, ketua)
    pages = ("step-list", "assessment-detail", "plan-detail", "plan-print")
    urls = {name: url for name, url in addresses(case).items() if name in pages}
    keyholding.erase(subject=case.child_id, by=OPERATOR, why="request")
    for name, url in urls.items():
        page = browser.get(url)
        assert page.status_code == 200, name
        for word in ("Bibi menampung.", "Aku mau sekolah.", "Antar surat", "Anak aman dan bersekolah."):
            assert word not in page.content.decode(), name


def test_no_word_lies_in_clear(officer: User, ketua: User) -> None:
    case, _by, _second = a_planned_case(officer, ketua)
    settled(case, officer)
    actions.review(case=case, by=ketua, verdict="continue", words="Sempurna sekali.")
    stored = [
        *NeedsAssessment.objects.values_list("content", flat=True),
        *CarePlan.objects.values_list("content", flat=True),
        *PlanReview.objects.values_list("words", flat=True),
    ]
    assert stored and all(b"a" and bytes(value) and b"Aku" not in bytes(value) for value in stored)
    assert len(Domain.values) == 8
