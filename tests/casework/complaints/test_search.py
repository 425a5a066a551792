"""A complaint that is no case yet is found by the child's name and the numbers in it; afterwards through its child."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from suar.casework.complaints import actions, search
from suar.core.vault import tokens
from tests.factories import a_case, a_child, a_complaint, a_triaged_complaint, an_officer, an_officer_elsewhere

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("text", ["Rara Contoh", "rara", "0800-555-0101", "+62800 555 0101"])
def test_by_name_and_by_the_number_of_whoever_reported(text: str) -> None:
    officer = an_officer()
    complaint = a_complaint(officer)
    assert [one.pk for one in search.search(text, user=officer)] == [complaint.pk]


def test_nobody_elsewhere_finds_it() -> None:
    a_complaint()
    assert search.search("Rara Contoh", user=an_officer_elsewhere()) == []


def test_from_the_case_on_it_is_found_through_its_child(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    officer = an_officer()
    complaint = a_triaged_complaint(officer)
    with django_capture_on_commit_callbacks(execute=True):
        case = actions.make_case(complaint=complaint, by=officer)
    assert search.search("Rara Contoh", user=officer) == []
    assert tokens.find_alike("Rara Contoh") == [case.child_id]
    assert tokens.find_number("0800-555-0101") == []


def test_the_search_box_of_the_desk_finds_it() -> None:
    officer = an_officer()
    complaint, client = a_complaint(officer), Client()
    client.force_login(officer)
    for text in ("Rara", complaint.number, "0800-555-0101"):
        assert complaint.number in client.get(reverse("desk:search"), {"q": text}).content.decode()


def test_what_is_alike_names_its_reasons() -> None:
    officer = an_officer()
    known = a_case(officer)
    one = a_complaint(officer, child_details={"birth_date": "2011-03-09"})
    other = a_complaint(officer, child_name="", region_code="61.01")
    stranger = a_complaint(officer, child_name="Melati Misal", reporter=None)
    (child,) = search.alike_children(one, officer)
    reasons = ("nama sama", "tanggal lahir sama", "kabupaten/kota sama")
    assert (child.child, child.reasons, child.cases) == (known.child, reasons, (known,))
    (alike,) = search.alike_complaints(one, officer)
    assert (alike.complaint, alike.reasons) == (other, ("nomor yang sama",))
    assert search.alike_complaints(stranger, officer) == []


def test_a_sibling_is_named_beside_the_complaint_and_is_no_choice_when_a_file_is_opened() -> None:
    officer = an_officer()
    facts = {"birth_date": "2011-03-09", "phone": "0800-123-4567"}
    twin = a_child(officer, name="Melati Misal", **facts)
    complaint = a_triaged_complaint(officer, a_complaint(officer, child_name="Kenanga Misal", child_details=facts))
    client = Client()
    client.force_login(officer)
    assert "saudara?" in client.get(reverse("complaints:complaint-alike", args=[complaint.pk])).content.decode()
    assert str(twin.pk) not in client.get(reverse("complaints:complaint-case", args=[complaint.pk])).content.decode()


def test_another_complaint_is_alike_by_a_name_in_another_spelling() -> None:
    officer = an_officer()
    one = a_complaint(officer, child_name="Soeparman Misal", reporter=None)
    other = a_complaint(officer, child_name="Suparman Misal", reporter=None)
    (alike,) = search.alike_complaints(one, officer)
    assert alike.complaint == other
    assert alike.reasons[0] == "nama sama: ejaan lama"
