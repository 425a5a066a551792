"""What staff see and press: the list, a request from a file, its four steps, the package, the answer on paper."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from suar.casework.conflicts import actions as conflicts
from suar.casework.rights import actions
from suar.casework.rights.models import Decision, SubjectRequest
from suar.core.ledger import keyholding
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role, User
from tests.casework.children.builders import a_circumstance
from tests.casework.rights.ground import (
    ALL_CLEAR,
    a_case_that_reports,
    a_granted,
    a_proposal,
    a_request,
    fresh,
    looked_at,
    made_unsafe,
)
from tests.casework.rights.test_package import opened
from tests.desk.pages import panel, signed_in, text_of
from tests.factories import a_case, a_user, an_officer_elsewhere

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return a_user(Role.SEKRETARIAT)


@pytest.fixture
def browser(officer: User) -> Client:
    return signed_in(officer)


def page(request: SubjectRequest, name: str = "detail") -> str:
    return reverse(f"rights:request-{name}", args=[request.pk])


FORM = {
    "kind": "access", "relation": "parent", "channel": "visit", "name": "Ibu Contoh Peminta", "contact": "",
    "asks": "Ingin membaca berkas anaknya.",
}  # fmt: skip


def test_a_file_number_leads_to_the_form_and_the_form_to_the_request(browser: Client, officer: User) -> None:
    case = a_case(officer)
    answer = browser.post(reverse("rights:request-new"), {"number": case.number.lower()})
    assert answer["Location"] == (form := reverse("rights:request-of-case", args=[case.pk]))
    sent = FORM | {"form_id": str(uuid4())}
    first, second = browser.post(form, sent), browser.post(form, sent)
    made = SubjectRequest.objects.get()
    assert first["Location"] == second["Location"] == page(made)
    assert "Ingin membaca berkas anaknya." in text_of(browser, page(made))


def test_a_number_that_leads_nowhere_and_one_that_is_withheld_are_answered_alike(officer: User) -> None:
    case, other = a_case(officer), a_user(Role.SEKRETARIAT)
    conflicts.withhold(
        subject=case.child_id, office=case.office, user=other, why="Kerabat.", by=a_user(Role.KETUA),
        reference=case.number, case_id=case.pk,
    )  # fmt: skip
    browser, url = signed_in(other), reverse("rights:request-new")
    answers = [browser.post(url, {"number": number}) for number in (case.number, "2026-9999")]
    assert [one.status_code for one in answers] == [422, 422]
    texts = [one.content.decode().replace(case.number, "").replace("2026-9999", "") for one in answers]
    words = "Sebut nomor berkas kantor ini"
    assert all(words in text for text in texts)
    assert browser.get(reverse("rights:request-of-case", args=[case.pk])).status_code == 404


def test_what_is_missing_is_said_and_every_word_kept(browser: Client, officer: User) -> None:
    url = reverse("rights:request-of-case", args=[a_case(officer).pk])
    answer = browser.post(url, FORM | {"form_id": str(uuid4()), "name": ""})
    assert answer.status_code == 422
    assert "Ingin membaca berkas anaknya." in answer.content.decode()
    assert not SubjectRequest.objects.exists()


def test_the_page_warns_of_a_name_like_the_reported_persons(browser: Client, officer: User) -> None:
    request = a_request(officer, a_case_that_reports("Sumarni Contoh", officer), name="Soemarni Contoh")
    assert "Nama peminta atau yang diwakilinya mirip dengan nama terlapor" in text_of(browser, page(request))
    answer = browser.post(page(request, "check"), ALL_CLEAR | {"version": request.version, "shown": "", "why_not": ""})
    assert answer.status_code == 400
    assert "Tulis mengapa ia orang lain" in answer.content.decode()


def test_a_lawyer_names_whom_they_speak_for(browser: Client, officer: User) -> None:
    url = reverse("rights:request-of-case", args=[a_case(officer).pk])
    sent = FORM | {"request_id": str(uuid4()), "relation": "lawyer", "name": "Advokat Rina Contoh"}
    answer = browser.post(url, sent)
    assert answer.status_code == 422
    assert "Tulis siapa yang diwakilinya" in answer.content.decode()
    assert 'name="behalf"' in browser.get(url).content.decode()
    browser.post(url, sent | {"behalf": "Ayah Contoh Peminta"})
    assert "Ayah Contoh Peminta" in text_of(browser, page(SubjectRequest.objects.get()))


def test_circumstances_written_since_the_proposal_are_said_before_the_package_is_tried(
    browser: Client, officer: User
) -> None:
    request = a_granted(officer, sections=["circumstances"])
    assert "Buat paket" in text_of(browser, page(request))
    a_circumstance(request.child, officer)
    shown = text_of(browser, page(request))
    assert "Keadaan anak ditulis lagi" in shown
    assert "Buat paket" not in shown


def test_an_implicated_parent_is_refused_with_the_reason_and_no_is_chosen_already(
    browser: Client, officer: User
) -> None:
    request = a_request(officer)
    looked_at(request, officer, implicated="yes", why_not="Disebut dalam pengaduan.")
    request = fresh(request)
    text = text_of(browser, page(request, "propose"))
    assert "Peminta atau yang diwakilinya diduga terlibat" in text
    assert 'value="refuse"' in text and "checked" in text.partition('value="refuse"')[2][:80]
    grant = {"version": request.version, "outcome": "grant", "sections": ["identity"], "why": "Ia ibunya."}
    answer = browser.post(page(request, "propose"), grant)
    assert answer.status_code == 400
    assert (
        "atau yang diwakilinya diduga terlibat" in answer.content.decode() and "Ia ibunya." in answer.content.decode()
    )
    assert not Decision.objects.exists()
    assert browser.get(page(request, "package")).status_code == 403


def test_two_people_decide_and_the_one_who_proposed_has_no_button(officer: User) -> None:
    first, second = a_user(Role.KETUA), a_user(Role.WAKIL)
    request = a_request(first)
    looked_at(request, first)
    a_proposal(request, first)
    request = fresh(request)
    assert "Putuskan begitu" not in text_of(signed_in(first), page(request))
    assert signed_in(first).post(page(request, "confirm"), {"version": request.version}).status_code == 403
    assert "Putuskan begitu" in text_of(signed_in(second), page(request))
    signed_in(second).post(page(request, "confirm"), {"version": request.version})
    assert fresh(request).status == "decided"


def test_the_second_decides_on_what_they_read(officer: User) -> None:
    second, request = a_user(Role.KETUA), a_request(officer)
    looked_at(request, officer)
    a_proposal(request, officer)
    browser = signed_in(second)
    answer = browser.post(page(request, "confirm"), {"version": 1}, follow=True)
    assert "Orang lain baru saja mengubahnya" in answer.content.decode()
    assert fresh(request).status == "open"


def test_the_package_comes_with_a_passphrase_that_is_on_the_page_once(browser: Client, officer: User) -> None:
    request = a_granted(officer)
    shown = text_of(browser, page(request, "package"))
    phrase = shown.partition('name="passphrase" value="')[2].partition('"')[0]
    assert shown.count(phrase) == 2, "in words, and for the press"
    assert browser.post(page(request, "package"), {"passphrase": phrase}).status_code == 422
    answer = browser.post(page(request, "package"), {"passphrase": phrase, "noted": "on"})
    assert answer["Content-Type"] == "application/pdf"
    assert request.case.number not in answer["Content-Disposition"]
    assert request.case.number in opened(answer.content, phrase)
    assert text_of(browser, page(request, "package")).count(phrase) == 0


def test_a_passphrase_of_ones_own_is_refused(browser: Client, officer: User) -> None:
    answer = browser.post(page(a_granted(officer), "package"), {"passphrase": "1234", "noted": "on"})
    assert answer.status_code == 400
    assert "bukan dari halaman ini" in answer.content.decode()


def test_a_child_in_danger_meanwhile_is_said_on_the_page_and_stops_the_package(browser: Client, officer: User) -> None:
    request = a_granted(officer)
    made_unsafe(request, officer)
    assert "Jangan dilaksanakan" in text_of(browser, page(request))
    assert browser.get(page(request, "package")).status_code == 403


def test_a_silent_refusal_says_neither_yes_nor_no(browser: Client, officer: User) -> None:
    request = a_request(officer)
    a_proposal(request, officer, outcome="refuse", sections=[], grounds=["custody"], why="Tidak ditunjukkan.")
    actions.confirm(request=request, by=a_user(Role.KETUA))
    paper = text_of(browser, page(request, "answer"))
    assert "tidak dapat memberi tahu apakah ada data" in paper
    assert request.case.number not in paper and "Rara" not in paper


def test_an_open_refusal_names_its_basis(browser: Client, officer: User) -> None:
    request = a_request(officer, kind="correction")
    looked_at(request, officer)
    a_proposal(request, officer, outcome="refuse", sections=[], grounds=["correct"], why="Akta sudah dicocokkan.")
    actions.confirm(request=request, by=a_user(Role.KETUA))
    assert "datanya sudah benar (aturan KPPAD)" in text_of(browser, page(request, "answer"))


def test_carried_out_it_leaves_the_list_and_stands_in_the_files_journey(browser: Client, officer: User) -> None:
    request = a_granted(officer)
    listed = reverse("rights:request-list")
    assert request.number in text_of(browser, listed)
    file = reverse("cases:case-detail", args=[request.case_id])
    assert "Ada yang meminta data" in text_of(browser, file)
    browser.post(page(request, "carry-out"), {"version": request.version, "how": "Diserahkan langsung."})
    assert request.number not in text_of(browser, listed)
    assert request.number in text_of(browser, listed, status="ended")
    assert request.number in text_of(browser, listed, status="semua", q=request.case.number)
    assert request.number in text_of(browser, file)
    assert "Ada yang meminta data" not in text_of(browser, file)


@pytest.mark.parametrize("name", ["send-back", "drop"])
def test_a_reason_is_asked_for_and_kept(officer: User, name: str) -> None:
    request = a_request(officer)
    looked_at(request, officer)
    a_proposal(request, officer)
    browser, request = signed_in(a_user(Role.KETUA)), fresh(request)
    assert browser.post(page(request, name), {"version": request.version, "why": ""}).status_code == 422
    assert browser.post(page(request, name), {"version": request.version, "why": "Alasan."}).status_code == 302


def test_two_editors_lose_no_word(browser: Client, officer: User) -> None:
    request = a_request(officer)
    old = request.version
    looked_at(request, officer)
    typed = {"version": old, "shown": "Akta 12/2011", "why_not": "Tidak disebut."}
    answer = browser.post(page(request, "check"), ALL_CLEAR | typed)
    assert answer.status_code == 409
    assert "Akta 12/2011" in answer.content.decode()


def test_a_duty_to_answer_leads_to_its_request(browser: Client, officer: User) -> None:
    request = a_request(officer)
    text = text_of(browser, reverse("duties:duty-detail", args=[request.duty]))
    assert page(request) in text


def test_another_office_finds_none_of_it(officer: User) -> None:
    request, stranger = a_request(officer), signed_in(an_officer_elsewhere())
    for name in ("detail", "check", "propose", "answer", "package", "carry-out", "drop", "reconsider"):
        assert stranger.get(page(request, name)).status_code == 404, name
    assert request.number not in text_of(stranger, reverse("rights:request-list"))


def test_each_look_is_a_read_of_the_childs_file(browser: Client, officer: User) -> None:
    request = a_request(officer)
    before = Entry.objects.filter(verb="read.rights", subject=request.child_id).count()
    for name in ("detail", "check", "propose", "answer"):
        text_of(browser, page(request, name))
    assert Entry.objects.filter(verb="read.rights", subject=request.child_id).count() == before + 4


def test_of_an_erased_child_the_page_still_opens(browser: Client, officer: User) -> None:
    request = a_granted(officer)
    actions.carry_out(request=request, how="Diberikan.", by=officer)
    keyholding.erase(subject=request.child_id, by=OPERATOR, why="request")
    text = text_of(browser, page(request))
    assert "Sudah dimusnahkan" in panel(text, "1. Siapa meminta apa") or "Sudah dimusnahkan" in text
    assert "Ibu Contoh Peminta" not in text
    text_of(browser, page(request, "answer"))
