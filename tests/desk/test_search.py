"""One box for everything: what finds what, who may ask, and what a search leaves behind."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.urls import reverse

from suar.casework.cases.models import Case
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role, User
from tests.desk.pages import signed_in, text_of
from tests.factories import (
    a_case,
    a_child,
    a_complaint,
    a_user,
    an_agency,
    an_officer,
    an_officer_elsewhere,
)

pytestmark = pytest.mark.django_db
SEARCH = "/cari/"
NIK = "6171044903110000"
NOTHING = "Tidak ada yang cocok."


@pytest.fixture
def officer() -> User:
    return an_officer()


@pytest.fixture
def case(officer: User) -> Case:
    child = a_child(officer, name="Syarifah Rekaan", nik=NIK, phone="0800-555-0199")
    return a_case(officer, child=child)


def found(user: User, text: str) -> str:
    return text_of(signed_in(user), SEARCH, q=text)


@pytest.mark.parametrize(
    "text",
    ["Syarifah Rekaan", "rekaan", "Syari", "Sarifah", "Rekaan, Syarifah", NIK, "0800-555-0199", "08005550199"],
)
def test_a_child_is_found_by_name_part_sound_nik_and_telephone(officer: User, case: Case, text: str) -> None:
    page = found(officer, text)
    assert reverse("cases:case-detail", args=[case.pk]) in page
    assert "S.R." in page


@pytest.mark.parametrize("text", [NIK, "0800-555-0199", "Sarifah"])
def test_a_name_is_shown_only_to_whoever_typed_it(officer: User, case: Case, text: str) -> None:
    page = found(officer, text)
    assert "S.R." in page
    assert "Syarifah" not in page and "Rekaan" not in page


def test_a_file_is_found_by_its_number_and_by_its_bare_number(officer: User, case: Case) -> None:
    link = reverse("cases:case-detail", args=[case.pk])
    assert link in found(officer, case.number)
    assert link in found(officer, str(int(case.number.split("-")[1])))


def test_a_complaint_is_found_by_its_number_and_by_the_name_in_it(officer: User) -> None:
    complaint = a_complaint(officer, child_name="Melati Rekaan")
    link = reverse("complaints:complaint-detail", args=[complaint.pk])
    for text in (complaint.number, complaint.number.split("/")[0], "Melati", "0800-555-0101"):
        assert found(officer, text).count(link) == 1, text


def test_a_child_without_a_file_leads_to_its_own_page(officer: User) -> None:
    child = a_child(officer, name="Kenanga Rekaan")
    assert reverse("children:child-detail", args=[child.pk]) in found(officer, "Kenanga")


def test_an_agency_is_found_by_name_and_by_short_name(officer: User) -> None:
    agency = an_agency(name="Yayasan Rumah Rekaan")
    link = reverse("agencies:agency-detail", args=[agency.pk])
    assert link in found(officer, "rumah reka")
    assert link in found(officer, agency.short_name)


def test_a_child_of_another_office_is_never_found() -> None:
    elsewhere = an_officer_elsewhere()
    case = a_case(elsewhere, child=a_child(elsewhere, name="Syarifah Rekaan", nik=NIK))
    complaint = a_complaint(elsewhere, child_name="Syarifah Rekaan")
    for text in ("Syarifah Rekaan", NIK, case.number, complaint.number):
        assert NOTHING in found(an_officer(), text)
    assert case.number in found(elsewhere, "Syarifah Rekaan")


def test_the_closest_name_stands_first(officer: User) -> None:
    near = a_case(officer, child=a_child(officer, name="Syarifah Rekaan"))
    far = a_case(officer, child=a_child(officer, name="Sarifa Contoh"))
    page = found(officer, "Syarifah Rekaan")
    assert near.number in page
    assert far.number not in page or page.index(near.number) < page.index(far.number)


def test_all_files_of_a_child_are_shown_once_each(officer: User, case: Case) -> None:
    second = a_case(officer, child=case.child)
    page = found(officer, case.number)
    assert page.count(f">{case.number}<") == 1
    assert found(officer, "Syarifah").count(f">{second.number}<") == 1


def test_a_search_is_in_the_ledger_with_what_it_showed_and_without_the_name(officer: User, case: Case) -> None:
    complaint = a_complaint(officer, child_name="Syarifah Rekaan")
    before = Entry.objects.count()
    found(officer, "Syarifah Rekaan")
    (entry,) = Entry.objects.order_by("id")[before:]
    assert (entry.verb, entry.actor, entry.why) == ("read.search", officer.actor_id, officer.role)
    assert set(json.loads(entry.data)["ids"]) == {str(case.pk), str(case.child_id), str(complaint.pk)}
    written = " ".join(str(value) for row in Entry.objects.values() for value in row.values()).lower()
    assert "syarifah" not in written and "rekaan" not in written


def test_a_search_that_finds_nothing_is_a_search_all_the_same(officer: User) -> None:
    before = Entry.objects.count()
    assert NOTHING in found(officer, "Tiada")
    (entry,) = Entry.objects.order_by("id")[before:]
    assert (entry.verb, entry.data) == ("read.search", "")


def test_the_empty_box_asks_nothing_and_says_that_searches_are_recorded(officer: User) -> None:
    before = Entry.objects.count()
    assert "Pencarian dicatat dalam jejak akses" in text_of(signed_in(officer), SEARCH)
    assert "Ketik yang dicari." in found(officer, "   ")
    assert Entry.objects.count() == before


@pytest.mark.parametrize(
    "text",
    ["a", "%", "' OR 1=1 --", "\0", "Ra\0ra", "🙂", "\u202eRara", "9" * 300, "<script>alert(1)</script>", "P-", "-"],
)
def test_odd_words_find_nothing_and_break_nothing(officer: User, case: Case, text: str) -> None:
    page = found(officer, text)
    assert "<script>alert" not in page
    assert case.number not in page


@pytest.mark.parametrize("role", [Role.ADMIN, Role.MITRA, Role.GUBERNUR])
def test_who_may_not_know_of_children_does_not_search(role: Role, case: Case) -> None:
    client: Any = signed_in(a_user(role))
    before = Entry.objects.count()
    response = client.get(SEARCH, {"q": "Syarifah"})
    assert response.status_code == 403
    assert case.number not in response.content.decode()
    assert Entry.objects.count() == before
