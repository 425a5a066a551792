"""The pages of one child for the three standing people, and what they leave in the ledger."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from suar.casework.cases.actions import open_case
from suar.casework.children import actions, rules
from suar.casework.children.models import Child
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry
from suar.core.vault import keys
from suar.registry.accounts.models import User
from tests.factories import a_case, a_child, an_officer, an_officer_elsewhere, an_outsider

pytestmark = pytest.mark.django_db

PAGES = ["child-detail", "child-edit", "child-contact"]


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def officer() -> User:
    return an_officer()


@pytest.fixture
def child(officer: User) -> Child:
    return a_case(officer).child


def at(name: str, child: Child) -> str:
    return reverse(f"children:{name}", args=[child.pk])


@pytest.mark.parametrize("name", PAGES)
def test_each_page_for_the_three_standing_people(name: str, child: Child, officer: User) -> None:
    assert signed_in(officer).get(at(name, child)).status_code == 200
    entry = Entry.objects.get(verb="read.child")
    assert (entry.subject, entry.actor) == (child.pk, officer.actor_id)
    assert signed_in(an_officer_elsewhere()).get(at(name, child)).status_code == 404
    assert signed_in(an_outsider()).get(at(name, child)).status_code == 403
    assert signed_in(officer).get(reverse(f"children:{name}", args=[uuid4()])).status_code == 404
    assert Entry.objects.filter(verb="read.child").count() == 1


def test_a_page_of_a_child_names_the_files_of_the_own_offices_alone(child: Child, officer: User) -> None:
    stranger = an_officer_elsewhere()
    for _n in range(3):  # the first numbers of two offices may be the same
        other = open_case(child=child, office=stranger.office, by=OPERATOR, kind="pengaduan", cluster="abh")
    own = child.cases.get(office=officer.office)
    assert other.number != own.number
    page = signed_in(officer).get(at("child-detail", child)).text
    assert own.number in page and other.number not in page
    assert str(own.pk) in page and str(other.pk) not in page


def test_the_name_stands_on_no_page_until_it_is_asked_for(child: Child, officer: User) -> None:
    client = signed_in(officer)
    page = client.get(at("child-detail", child)).content.decode()
    assert "Rara" not in page
    part = client.post(at("child-reveal", child), headers={"HX-Request": "true"}).content.decode()
    fresh = client.post(at("child-reveal", child)).content.decode()
    assert "Rara Contoh" in part
    assert plain(re.sub(r'<div id="nama">.*?</div>', part.strip(), page, flags=re.DOTALL)) == plain(fresh)
    assert Entry.objects.filter(verb="read.child_name").count() == 2


def plain(page: str) -> str:
    page = re.sub(r'csrfmiddlewaretoken" value="[^"]+"|X-CSRFToken": "[^"]+"|name="next" value="[^"]+"', "", page)
    return re.sub(r"\s+", " ", page)


def test_an_edit_saves_and_warns_of_a_number_that_does_not_fit(child: Child, officer: User) -> None:
    data = {"version": child.version, "name": "Rara Contoh", "sex": "P", "birth_date": "2011-03-09", "nik": "61710"}
    response = signed_in(officer).post(f"{at('child-edit', child)}?kembali=/anak/", data)
    assert response.status_code == 302
    assert response["Location"] == "/anak/"
    assert Child.objects.get(pk=child.pk).nik == "61710"
    page = signed_in(officer).post(at("child-edit", child), {**data, "version": child.version + 1}, follow=True)
    assert "16 angka" in page.content.decode()


@pytest.mark.parametrize("bad", ["https://example.org/", "//example.org", "javascript:1", ""])
def test_the_way_back_never_leaves_the_desk(bad: str, child: Child, officer: User) -> None:
    data = {"version": child.version, "may_call": "no", "message": "never"}
    response = signed_in(officer).post(f"{at('child-contact', child)}?kembali={bad}", data)
    assert response["Location"] == at("child-detail", child)


def test_a_bad_date_is_marked(child: Child, officer: User) -> None:
    for text in ("kemarin", "2999-01-01", "2999", "1811"):
        data = {"version": child.version, "name": "Rara", "sex": "", "birth_date": text}
        response = signed_in(officer).post(at("child-edit", child), data)
        assert response.status_code == 422
        assert text in response.content.decode()


@pytest.mark.parametrize(
    ("typed", "stored", "shown"),
    [("2011", "2011-01-01", "1 Januari 2011 (perkiraan)"), ("2011-05", "2011-05-01", "1 Mei 2011 (perkiraan)")],
)
def test_a_year_alone_is_stored_as_an_estimate(
    typed: str, stored: str, shown: str, child: Child, officer: User
) -> None:
    data = {"version": child.version, "name": "Rara", "sex": "P", "birth_date": typed, "nik": "6171014903110001"}
    page = signed_in(officer).post(at("child-edit", child), data, follow=True).text
    now = Child.objects.get(pk=child.pk)
    assert (now.birth_date, now.birth_estimated) == (stored, True)
    assert shown in page and "Tanggal lahir di dalam NIK berbeda" not in page


def test_two_editors_keep_what_each_typed(child: Child, officer: User) -> None:
    client = signed_in(officer)
    data = {"version": child.version, "name": "Rara Contoh", "sex": "P", "school": "SMA Contoh"}
    actions.edit(child=Child.objects.get(pk=child.pk), by=officer, school="SMP Contoh")
    response = client.post(at("child-edit", child), data)
    assert response.status_code == 409
    assert "SMA Contoh" in response.content.decode()
    version = re.search(r'name="version"[^>]*value="(\d+)"', response.content.decode())
    assert version is not None
    assert client.post(at("child-edit", child), {**data, "version": version[1]}).status_code == 302
    assert Child.objects.get(pk=child.pk).school == "SMA Contoh"


def test_what_the_faster_editor_saved_stands_beside_what_was_typed(child: Child, officer: User) -> None:
    now = Child.objects.get(pk=child.pk)
    actions.edit(child=now, by=officer, phone="0800-555-0199", address="Jalan Melati 7")
    typed = {"name": "Rara Contoh", "sex": "P", "phone": "0800-555-0111", "address": "Jalan Kenanga 2"}
    client, at_edit = signed_in(officer), at("child-edit", child)
    response = client.post(at_edit, {"version": child.version, **typed, "school": "SMA Contoh", "guardian": "Bibi L."})
    assert response.status_code == 409
    page = response.text
    for kept in ("0800-555-0111", "Jalan Kenanga 2", "SMA Contoh", "Bibi L."):
        assert kept in page
    for stored in ("0800-555-0199", "Jalan Melati 7"):
        assert f"Yang tersimpan sekarang: {stored}" in page
    assert Child.objects.get(pk=child.pk).phone == "0800-555-0199"


def test_how_to_call_safely_is_not_written_over_unseen(child: Child, officer: User) -> None:
    safer = {"may_call": "no", "avoid": "Ayah tiri", "hours": "Sen-Sab 09-17"}
    actions.set_safe_contact(child=Child.objects.get(pk=child.pk), by=officer, answers=safer)
    typed = {"version": child.version, "may_call": "yes", "who": "Bibi, L.", "avoid": "Paman", "message": "never"}
    response = signed_in(officer).post(at("child-contact", child), typed)
    assert response.status_code == 409
    assert "Bibi, L." in response.text and "Paman" in response.text
    assert "Yang tersimpan sekarang: Ayah tiri" in response.text and "Yang tersimpan sekarang: tidak" in response.text
    assert rules.safe_contact(Child.objects.get(pk=child.pk).safe_contact)["may_call"] == "no"


@pytest.mark.parametrize(("name", "field"), [("child-edit", "school"), ("child-contact", "wish")])
def test_a_file_destroyed_meanwhile_says_so_and_keeps_every_word(
    name: str, field: str, child: Child, officer: User
) -> None:
    keys.destroy(child.pk, at=timezone.now(), unreadable_from=timezone.localdate())
    data = {"version": child.version, "name": "Rara", "may_call": "no", "message": "never", field: "Kata yang diketik"}
    response = signed_in(officer).post(at(name, child), data)
    assert response.status_code == 400
    assert "Kata yang diketik" in response.text and "dimusnahkan" in response.text


def test_calling_needs_somebody_who_answers(child: Child, officer: User) -> None:
    client = signed_in(officer)
    data = {"version": child.version, "may_call": "yes", "message": "never"}
    assert client.post(at("child-contact", child), data).status_code == 422
    assert client.post(at("child-contact", child), {**data, "who": "Bibi, L."}).status_code == 302
    page = client.get(at("child-detail", child)).content.decode()
    assert "Bibi, L." in page and "Tidak pernah meninggalkan pesan" in page


def test_a_child_of_nobody_has_no_page() -> None:
    child = a_child()
    assert Client().get(at("child-detail", child)).status_code == 302
