"""Triage, case, closing and the conversation on their pages: what was typed is kept."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from suar.casework.cases.models import Case
from suar.casework.complaints import wording
from suar.casework.complaints.models import Complaint, Message, Status
from suar.registry.accounts.models import User
from tests.casework.complaints.pages import at, fields_of, opened
from tests.factories import (
    a_case,
    a_complaint,
    a_filed_complaint,
    a_triaged_complaint,
    an_officer,
)

pytestmark = pytest.mark.django_db

UNTOUCHED = {"event_72h": "no", "pregnancy": "unknown", "dying": "no", "pictures": "no"}


# Triage, case, closing


def triage_data(response: Any, **changed: str) -> dict[str, Any]:
    return fields_of(response) | {"in_remit": "yes", "cluster": "trafficking"} | changed


def test_triage_is_saved_and_shown_with_its_reasons(desk: Client, officer: User) -> None:
    complaint = a_complaint(officer)
    asked = desk.get(at("complaint-triage", complaint.pk))
    assert "KPAI" in asked.content.decode()
    data = triage_data(asked, q_dying="yes", r_controlled="yes", officer=str(officer.pk))
    response = desk.post(at("complaint-triage", complaint.pk), data, follow=True)
    page = response.content.decode()
    assert "ada orang dewasa yang mengendalikan" in page
    assert "Dampingi hari ini" in page
    assert Complaint.objects.get().officer == officer


def test_triage_again_shows_what_was_found(desk: Client, officer: User) -> None:
    complaint = a_triaged_complaint(officer)
    form = desk.get(at("complaint-triage", complaint.pk)).context["form"]
    assert (form.initial["in_remit"], form.initial["cluster"]) == ("yes", "trafficking")
    assert (form.initial["q_event_72h"], form.initial["r_controlled"]) == ("no", "yes")


def test_triage_keeps_what_was_typed_and_marks_the_field(desk: Client, officer: User) -> None:
    complaint = a_complaint(officer)
    asked = desk.get(at("complaint-triage", complaint.pk))
    data = triage_data(asked, q_dying="yes") | {"cluster": ""}
    response = desk.post(at("complaint-triage", complaint.pk), data)
    assert response.status_code == 422
    assert response.context["form"]["q_dying"].value() == "yes"
    assert response.context["form"].errors["cluster"]


def test_of_two_editors_the_second_keeps_the_words_and_may_press_again(desk: Client, officer: User) -> None:
    complaint = a_complaint(officer)
    data = triage_data(desk.get(at("complaint-triage", complaint.pk)), cluster="sosial")
    a_triaged_complaint(an_officer(), Complaint.objects.select_related("office").get(pk=complaint.pk))
    response = desk.post(at("complaint-triage", complaint.pk), data)
    assert response.status_code == 409
    form = response.context["form"]
    assert form["cluster"].value() == "sosial"
    again = desk.post(at("complaint-triage", complaint.pk), data | {"version": form["version"].value()})
    assert again.status_code == 302
    assert Complaint.objects.get().cluster == "sosial"


def test_a_case_is_made_for_a_new_child(desk: Client, officer: User) -> None:
    complaint = a_triaged_complaint(officer)
    data = fields_of(desk.get(at("complaint-case", complaint.pk)))
    response = desk.post(at("complaint-case", complaint.pk), data)
    case = Case.objects.get()
    assert response["Location"] == reverse("cases:case-detail", args=[case.pk])
    assert case.officer == officer
    assert desk.get(response["Location"]).status_code == 200


def test_a_case_offers_the_child_that_has_a_file_and_the_case_that_is_open(desk: Client, officer: User) -> None:
    known = a_case(officer)
    complaint = a_triaged_complaint(officer)
    asked = desk.get(at("complaint-case", complaint.pk))
    assert "Mungkin anak yang sama" in asked.content.decode()
    targets = [key for key, _label in asked.context["form"].fields["target"].choices]
    assert targets == ["new", f"child:{known.child_id}", f"case:{known.pk}"]
    desk.post(at("complaint-case", complaint.pk), fields_of(asked) | {"target": f"case:{known.pk}"})
    assert Complaint.objects.get().case == known


def test_another_date_of_the_event_than_the_file_s_is_said(desk: Client, officer: User) -> None:
    known = a_case(officer, event_on="2026-05-09")
    for told, said in (("2026-05-09", False), ("2026-04", True)):
        path = at("complaint-case", a_triaged_complaint(officer).pk)
        typed = fields_of(desk.get(path)) | {"target": f"case:{known.pk}", "event_on": told}
        page = desk.post(path, typed, follow=True).content.decode()
        assert ("tanggal itu tetap" in page) is said and ("April 2026" in page) is said


def test_without_triage_a_case_is_refused_on_the_page(desk: Client, officer: User) -> None:
    complaint = a_complaint(officer)
    data = fields_of(desk.get(at("complaint-case", complaint.pk)))
    response = desk.post(at("complaint-case", complaint.pk), data)
    assert "Telaah dulu" in response.content.decode()


def test_a_duplicate_is_closed_by_its_number_and_opened_again(desk: Client, officer: User) -> None:
    first, second = a_complaint(officer), a_complaint(officer)
    asked = desk.get(at("complaint-close", second.pk), {"sama": first.number})
    assert (asked.context["form"].initial["same"], asked.context["form"].initial["status"]) == (
        first.number,
        "duplicate",
    )
    desk.post(at("complaint-close", second.pk), fields_of(asked))
    second.refresh_from_db()
    assert second.same_as == first
    assert "Buka yang sama" in desk.get(at("complaint-detail", second.pk)).content.decode()
    desk.post(at("complaint-reopen", second.pk))
    second.refresh_from_db()
    assert second.status == Status.READ


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"status": "noise"}, "noise"),
        ({"status": "duplicate", "same": "P-9999/26"}, "same"),
        ({"status": "out_of_remit"}, "why"),
        ({}, "status"),
    ],
)
def test_a_closing_without_its_reason_marks_the_field(
    desk: Client, officer: User, given: dict[str, str], field: str
) -> None:
    complaint = a_complaint(officer)
    response = desk.post(at("complaint-close", complaint.pk), {"version": complaint.version, **given})
    assert response.status_code == 422
    assert field in response.context["form"].errors


def test_an_unread_complaint_can_only_be_noise(desk: Client) -> None:
    form = desk.get(at("complaint-close", a_filed_complaint().pk)).context["form"]
    assert [key for key, _label in form.fields["status"].choices] == ["noise"]


# The conversation


def test_a_reply_is_sent_once_and_shown(desk: Client, officer: User) -> None:
    complaint = opened(officer)
    asked = desk.get(at("complaint-detail", complaint.pk), {"balasan": "aman"})
    assert "SAPA 129" in asked.context["form"].initial["text"]
    data = fields_of(asked)
    for _press in range(2):
        response = desk.post(at("complaint-reply", complaint.pk), data, follow=True)
    assert Message.objects.count() == 1
    assert "Disegel, sedang disampaikan." in response.content.decode()


def test_an_empty_reply_comes_back(desk: Client, officer: User) -> None:
    complaint = opened(officer)
    response = desk.post(at("complaint-reply", complaint.pk), {"text": " "})
    assert response.status_code == 422
    assert Message.objects.count() == 0


def test_who_holds_no_code_is_offered_no_reply(desk: Client, officer: User) -> None:
    page = desk.get(at("complaint-detail", a_complaint(officer).pk)).content.decode()
    assert "tidak memegang kode" in page
    assert "Kirim balasan" not in page


def test_a_friend_who_must_not_be_contacted_is_marked(officer: User) -> None:
    complaint = a_filed_complaint(answers={"about": "friend", "friend_knows": "knows_not", "contact": "page"})
    contact = wording.contact_of(complaint)
    assert contact.avoid == "Dia tahu, tetapi jangan hubungi dia dulu"
    assert contact.answer == "Lewat kode, di halaman ini."


@pytest.mark.parametrize(
    ("may", "answer"), [("yes", "Boleh ditelepon."), ("no", "Jangan dihubungi."), ("", "Belum ditanyakan.")]
)
def test_nobody_asked_is_not_a_yes(may: str, answer: str) -> None:
    reporter = {"phone": "0800-555-0199", "may_call": may} if may else {"phone": "0800-555-0199"}
    contact = wording.contact_of(a_complaint(reporter=reporter))
    assert contact.answer == answer
    assert "Telepon •••• 199" in contact.lines
