"""What changes of a child's data, who may not, and what the ledger keeps of it."""

from __future__ import annotations

import json

import pytest

from suar.casework.children import actions
from suar.casework.children.models import Child
from suar.casework.children.sameness import Person
from suar.casework.children.search import everything, possible_duplicates, search
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.models import Entry
from suar.core.vault import tokens
from tests.factories import a_case, a_child, an_officer, an_officer_elsewhere, an_outsider

pytestmark = pytest.mark.django_db


def test_a_child_is_registered_under_its_own_key_and_found() -> None:
    officer = an_officer()
    child = a_child(officer, name="Rara Contoh", nik="6171 0149 0311 0000", phone="0800-123-4567")
    stored = Child.objects.get(pk=child.pk)
    assert stored.name == "Rara Contoh"
    assert stored.initials == "R.C."
    for text in ("Rara Contoh", "rara", "cont", "6171014903110000", "08001234567"):
        assert [found.pk for found in search(text, user=officer)] == [child.pk], text
    entry = Entry.objects.get(verb="child.register")
    assert entry.subject == child.pk
    assert "Rara" not in entry.data


def test_a_child_without_a_name_is_unnamed() -> None:
    child = a_child(name="")
    assert child.unnamed
    assert child.initials == "tanpa nama"


def test_an_outsider_and_an_unknown_sex_are_refused() -> None:
    with pytest.raises(Refused):
        actions.register(office=an_officer().office, by=an_outsider(), name="Rara")
    with pytest.raises(Refused):
        actions.register(office=an_officer().office, by=an_officer_elsewhere(), name="Rara")
    with pytest.raises(DomainError):
        a_child(sex="X")
    assert not Child.objects.exists()


def test_an_edit_names_the_fields_and_the_search_follows() -> None:
    officer = an_officer()
    child = a_child(officer, name="Rara Contoh")
    actions.edit(child=child, by=officer, name="Melati Contoh", school="SMP Contoh")
    assert json.loads(Entry.objects.get(verb="child.edit").data) == {"fields": ["name", "school"]}
    assert search("Rara", user=officer) == []
    assert [found.pk for found in search("Melati", user=officer)] == [child.pk]


def test_two_editors_the_second_is_told() -> None:
    officer = an_officer()
    child = a_child(officer)
    first, second = Child.objects.get(pk=child.pk), Child.objects.get(pk=child.pk)
    actions.edit(child=first, by=officer, school="SMP Contoh")
    with pytest.raises(Conflict):
        actions.edit(child=second, by=officer, school="SMA Contoh")
    assert Child.objects.get(pk=child.pk).school == "SMP Contoh"


def test_an_edit_elsewhere_is_refused_and_a_strange_field_is_a_fault() -> None:
    child = a_child()
    with pytest.raises(Refused):
        actions.edit(child=child, by=an_officer_elsewhere(), name="Lain")
    with pytest.raises(TypeError):
        actions.edit(child=child, by=an_officer(), office=1)


def test_how_to_reach_the_child_is_a_note_of_its_own() -> None:
    officer = an_officer()
    child = a_child(officer)
    actions.set_safe_contact(
        child=child, by=officer, answers={"may_call": "yes", "who": "Bibi, L.", "hours": "Sen–Sab"}
    )
    stored = Child.objects.get(pk=child.pk)
    assert stored.safe_contact["who"] == "Bibi, L."
    assert stored.safe_contact["message"] == "never"
    assert Entry.objects.filter(verb="child.safe_contact", subject=child.pk).count() == 1
    with pytest.raises(DomainError):
        actions.set_safe_contact(child=child, by=officer, answers={"may_call": "yes"})
    with pytest.raises(Refused):
        actions.set_safe_contact(child=child, by=an_outsider(), answers={})


def test_a_name_is_shown_only_with_its_entry() -> None:
    officer = an_officer()
    child = a_child(officer)
    assert actions.reveal_name(child=child, by=officer) == "Rara Contoh"
    entry = Entry.objects.get(verb="read.child_name")
    assert (entry.subject, entry.actor, entry.why) == (child.pk, officer.actor_id, officer.role)
    for stranger in (an_outsider(), an_officer_elsewhere()):
        with pytest.raises(Refused):
            actions.reveal_name(child=child, by=stranger)
    assert Entry.objects.filter(verb="read.child_name").count() == 1


def test_a_search_stays_in_the_office() -> None:
    a_child(name="Rara Contoh")
    assert search("Rara Contoh", user=an_officer_elsewhere()) == []
    assert search("   ", user=an_officer()) == []


def test_possible_duplicates_say_why() -> None:
    officer = an_officer()
    child = a_child(officer, name="Abdul Latif", birth_date="2011-03-09", nik="6171010903110000")
    a_child(officer, name="Melati Misal", birth_date="2012-01-01")
    office, person = officer.office, Person(name="Abdullatif", birth_date="2011-03-09")
    (found,) = possible_duplicates(office=office, person=person)
    assert (found.child.pk, found.sibling) == (child.pk, False)
    assert found.reasons == ("nama sama: ditulis sambung atau terpisah", "tanggal lahir sama")
    (by_number,) = possible_duplicates(office=office, person=Person(nik="6171010903110000"))
    assert by_number.reasons == ("NIK sama",)
    assert possible_duplicates(office=office, person=person, other_than=child.pk) == []
    assert possible_duplicates(office=an_officer_elsewhere().office, person=person) == []


def test_a_twin_is_named_as_a_sibling_and_comes_last() -> None:
    officer = an_officer()
    facts = {"birth_date": "2011-03-09", "phone": "0800-123-4567"}
    twin = a_child(officer, name="Putri Pratama", **facts)
    same = a_child(officer, name="Pratama Putra", **facts)
    found = possible_duplicates(office=officer.office, person=Person(name="Putra Pratama", **facts))
    assert [(one.child, one.sibling) for one in found] == [(same, False), (twin, True)]
    assert found[1].reasons == ("nama berbeda", "nomor telepon sama", "tanggal lahir sama")


def test_a_district_of_a_case_speaks_for_a_child() -> None:
    officer = an_officer()
    case = a_case(officer, a_child(officer, name="Rara Contoh"), region_code="61.71")
    person = Person(name="Rara Contoh", districts=frozenset({"61.71"}))
    (found,) = possible_duplicates(office=officer.office, person=person)
    assert (found.child.pk, found.reasons) == (case.child_id, ("nama sama", "kabupaten/kota sama"))


def test_search_is_built_anew_from_the_files() -> None:
    officer = an_officer()
    child = a_child(officer, name="Rara Contoh", phone="0800-123-4567")
    tokens.forget(child.pk)
    assert search("Rara", user=officer) == []
    assert [(row[0], list(row[1])) for row in everything()] == [(child.pk, ["Rara Contoh"])]
    tokens.reindex()
    assert [found.pk for found in search("Rara", user=officer)] == [child.pk]
