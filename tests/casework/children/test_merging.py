"""Two files of one child, read as one and taken back: nothing moves, so nothing is lost."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from suar.casework.cases import actions as cases
from suar.casework.children import actions
from suar.casework.children.circumstances import SORTS
from suar.casework.children.merges import one_child
from suar.casework.children.models import Child, Merge
from suar.casework.conflicts import actions as conflicts
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.models import Entry
from suar.core.vault import keys
from suar.registry.accounts.models import Role, User
from tests.casework.children.builders import a_circumstance, a_merge
from tests.factories import a_case, a_child, a_duty, a_user, an_office, an_officer_elsewhere

pytestmark = pytest.mark.django_db


@pytest.fixture
def ketua() -> User:
    return a_user()


def separate(row: Merge, by: User, why: str = "Ternyata sepupunya.") -> Merge:
    return actions.separate(merge=Merge.objects.get(pk=row.pk), why=why, by=by)


def stored(*children: Child) -> dict[str, list[Any]]:
    """Every row about these children as it lies in the store, but for the merges themselves."""
    found: dict[str, list[Any]] = {}
    for model in apps.get_models():
        if model is Merge or model._meta.app_label in ("ledger", "alarms"):
            continue
        for name in ("child", "subject"):
            columns = {field.name: field.column for field in model._meta.concrete_fields}
            if name in columns and model._meta.db_table in connection.introspection.table_names():
                places = ", ".join(["%s"] * len(children))
                sql = f"SELECT * FROM {model._meta.db_table} WHERE {columns[name]} IN ({places}) ORDER BY 1"  # noqa: S608 - our own table names
                ids = [model._meta.get_field(name).get_db_prep_value(c.pk, connection) for c in children]
                with connection.cursor() as cursor:
                    cursor.execute(sql, ids)
                    found[f"{model._meta.db_table}.{name}"] = [
                        tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in cursor.fetchall()
                    ]
    return found


# Every kind of record about a child, written in any order to either of the two.
RECORDS = {
    "circumstance": lambda child, by, n: a_circumstance(
        child, by, sort=list(SORTS)[n % len(SORTS)], codes=[list(SORTS[list(SORTS)[n % len(SORTS)]].codes)[0]]
    ),
    "case": lambda child, by, n: a_case(by, child=child),
    "note": lambda child, by, n: cases.write_note(
        case=child.cases.first() or a_case(by, child=child), by=by, kind="words", said=f"Kata {n}."
    ),
    "sheet": lambda child, by, n: cases.write_sheet(
        case=child.cases.first() or a_case(by, child=child), by=by, state=f"Tenang {n}."
    ),
    "risk": lambda child, by, n: cases.assess_risk(
        case=child.cases.first() or a_case(by, child=child), answers={"threat": "yes"}, by=by
    ),
    "task": lambda child, by, n: cases.add_task(
        case=child.cases.first() or a_case(by, child=child), by=by, text=f"Telepon {n}", officer=by
    ),
    "duty": lambda child, by, n: a_duty("other", what=f"Menelepon {n}", by=by, subject=child.pk),
    "edit": lambda child, by, n: actions.edit(child=Child.objects.get(pk=child.pk), by=by, school=f"SD {n}"),
    "contact": lambda child, by, n: actions.set_safe_contact(
        child=Child.objects.get(pk=child.pk), by=by, answers={"may_call": "no", "avoid": f"Paman {n}"}
    ),
}


class Property(TestCase):
    databases = "__all__"

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(st.sampled_from(sorted(RECORDS)), st.booleans()), max_size=6))
    def test_after_undo_every_row_of_both_is_as_it_was(self, written: list[tuple[str, bool]]) -> None:
        ketua = a_user()
        one, two = a_child(ketua), a_child(ketua)
        for n, (kind, first) in enumerate(written):
            try:
                RECORDS[kind](one if first else two, ketua, n)
            except DomainError:  # the same circumstance twice
                continue
        before = stored(one, two)
        row = actions.merge(child=one, other=two, why="NIK sama.", by=ketua)
        assert one_child(one.pk) == one_child(two.pk) == {one.pk, two.pk}
        actions.separate(merge=row, why="Ternyata sepupunya.", by=ketua)
        assert stored(one, two) == before
        assert one_child(one.pk) == {one.pk}


def test_what_is_compared_holds_the_records_of_a_child(ketua: User) -> None:
    case = a_case(ketua)
    a_circumstance(case.child, ketua), a_duty("other", what="Menelepon", by=ketua, subject=case.child_id)
    held = {table for table, rows in stored(case.child).items() if rows}
    assert {"cases_case.child", "children_circumstance.child", "duties_duty.subject"} <= held


def test_three_files_of_one_child_are_one_from_each_side(ketua: User) -> None:
    one, two, three = (a_child(ketua) for _ in range(3))
    a_merge(one, two, ketua), a_merge(one, three, ketua)
    for child in (one, two, three):
        assert one_child(child.pk) == {one.pk, two.pk, three.pk}
    assert one_child(a_child(ketua).pk) != {one.pk}


def test_what_is_merged_already_is_merged_no_second_time(ketua: User) -> None:
    one, two, three = (a_child(ketua) for _ in range(3))
    row = a_merge(one, two, ketua)
    for child, other in ((three, two), (two, three), (three, one)):
        with pytest.raises(Conflict):
            a_merge(child, other, ketua)
    separate(row, ketua)
    a_merge(three, two, ketua)


@pytest.mark.parametrize("role", [Role.SEKRETARIAT, Role.ADMIN, Role.MITRA, ""])
def test_who_does_not_sign_closures_neither_merges_nor_separates(role: str, ketua: User) -> None:
    row, other = a_merge(by=ketua), a_user(role) if role else an_officer_elsewhere()
    with pytest.raises(Refused):
        a_merge(a_child(ketua), a_child(ketua), other)
    with pytest.raises(Refused):
        separate(row, other)


def test_two_offices_the_same_file_twice_and_no_reason_are_refused(ketua: User) -> None:
    child = a_child(ketua)
    elsewhere = a_child(a_user(Role.KETUA, an_office("sambas", "KPPAD Kabupaten Sambas")))
    with pytest.raises(DomainError):
        a_merge(child, child, ketua)
    with pytest.raises(DomainError):
        a_merge(child, elsewhere, ketua)
    with pytest.raises(DomainError):
        actions.merge(child=child, other=a_child(ketua), why=" ", by=ketua)
    with pytest.raises(DomainError):
        separate(a_merge(by=ketua), ketua, " ")


def test_a_withheld_file_is_merged_by_nobody_from_whom_it_is_withheld(ketua: User) -> None:
    child = a_child(ketua)
    conflicts.recuse(subject=child.pk, office=child.office, by=ketua)
    with pytest.raises(Refused):
        a_merge(a_child(ketua), child, ketua)


def test_two_files_that_not_the_same_people_may_read_are_not_one(ketua: User) -> None:
    wakil, one, two = a_user(Role.WAKIL), a_child(ketua), a_child(ketua)
    conflicts.recuse(subject=one.pk, office=one.office, by=wakil)
    with pytest.raises(DomainError, match="ditahan"):
        a_merge(one, two, ketua)
    conflicts.recuse(subject=two.pk, office=two.office, by=wakil)
    a_merge(one, two, ketua)


def test_a_refusal_tells_nothing_of_a_merge_with_what_is_withheld(ketua: User) -> None:
    wakil, one, two = a_user(Role.WAKIL), a_child(ketua), a_child(ketua)
    a_merge(one, two, ketua)
    conflicts.recuse(subject=one.pk, office=one.office, by=wakil)
    with pytest.raises(Refused):
        a_merge(two, a_child(ketua), wakil)


@pytest.mark.parametrize("first", [True, False])
def test_an_erased_file_is_separated_and_never_merged(first: bool, ketua: User) -> None:
    one, two = a_child(ketua), a_child(ketua)
    row = a_merge(one, two, ketua)
    gone = one if first else two
    keys.destroy(gone.pk, at=timezone.now(), unreadable_from=timezone.localdate())
    assert separate(row, ketua).ended_at is not None
    for pair in ((one, two), (two, one)):
        with pytest.raises(DomainError, match="dimusnahkan"):
            a_merge(*(Child.objects.get(pk=child.pk) for child in pair), by=ketua)


# Pages


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_from_the_suggestion_to_one_file_and_back(ketua: User) -> None:
    one = a_child(ketua, name="Bujang Rekaan", birth_date="2011-03-09")
    two = a_child(ketua, name="Boedjang Rekaan", birth_date="2011-03-09")
    case = a_case(ketua, child=two)
    client = signed_in(ketua)
    listed = client.get(reverse("children:merge-list", args=[one.pk])).content.decode()
    compare = reverse("children:merge-new", args=[one.pk, two.pk])
    assert compare in listed and "Rekaan" not in listed
    assert "Boedjang Rekaan" in client.get(compare).content.decode()
    assert {str(one.pk), str(two.pk)} == set(json.loads(Entry.objects.get(verb="read.child_compare").data)["ids"])
    assert client.post(compare, {"why": ""}).status_code == 422
    assert client.post(compare, {"why": "NIK sama."}).status_code == 302
    page = client.get(reverse("children:child-detail", args=[one.pk])).content.decode()
    assert case.number in page and "Lepaskan" in page
    assert str(two.pk) in Entry.objects.filter(verb="read.child", subject=one.pk).latest("id").data
    row = Merge.objects.get()
    url = reverse("children:merge-separate", args=[row.pk])
    assert "NIK sama." in client.get(url).content.decode()
    assert client.post(url, {"version": row.version + 1, "why": "Sepupunya."}).status_code == 409
    assert client.post(url, {"version": row.version, "why": "Sepupunya."}).status_code == 302
    assert case.number not in client.get(reverse("children:child-detail", args=[one.pk])).content.decode()


def test_another_is_found_by_name_and_one_that_is_merged_is_not_offered(ketua: User) -> None:
    one, two = a_child(ketua, name="Bujang Rekaan"), a_child(ketua, name="Cahaya Contoh")
    client, url = signed_in(ketua), reverse("children:merge-list", args=[one.pk])
    offered = reverse("children:merge-new", args=[one.pk, two.pk])
    assert offered in client.get(url, {"q": "Cahaya Contoh"}).content.decode()
    a_merge(one, two, ketua)
    assert offered not in client.get(url, {"q": "Cahaya Contoh"}).content.decode()
    again = client.post(offered, {"why": "Lagi."})
    assert again.status_code == 409 and "Lagi." in again.content.decode()


def test_the_withheld_side_is_named_to_nobody_from_whom_it_is_withheld(ketua: User) -> None:
    wakil = a_user(Role.WAKIL)
    one, two = a_child(ketua, name="Bujang Rekaan"), a_child(ketua, name="Xaveria Yolanda Contoh")
    a_merge(one, two, ketua)
    conflicts.recuse(subject=two.pk, office=two.office, by=wakil)
    page = signed_in(wakil).get(reverse("children:child-detail", args=[one.pk])).content.decode()
    assert "X.Y.C." not in page and str(two.pk) not in page
    assert signed_in(wakil).get(reverse("children:merge-separate", args=[Merge.objects.get().pk])).status_code == 404
