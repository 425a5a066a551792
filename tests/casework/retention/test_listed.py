"""An act shows the files that it named also when it was taken back; what the acts have ended leaves as a workbook."""

from __future__ import annotations

import io
import json

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from suar.casework.children.models import Child
from suar.casework.conflicts import actions as conflicts
from suar.casework.retention import actions
from suar.casework.retention.models import Act, Item, Listing
from suar.casework.retention.recording import items_of, listed_in
from suar.core.ledger.actions import sequence_all
from suar.core.ledger.models import Entry
from suar.core.ledger.verify import verify
from suar.registry.accounts.models import Role
from tests.desk.pages import signed_in, text_of
from tests.factories import (
    a_done_act,
    a_due_item,
    a_hold,
    a_user,
    an_act,
    an_approved_act,
    an_officer,
    an_officer_elsewhere,
    an_old_case,
)

pytestmark = pytest.mark.django_db
ACTS, EXPORT = reverse("retention:act-list"), reverse("retention:act-export")


def detail(act: Act) -> str:
    return reverse("retention:act-detail", args=[act.pk])


def rows(client: Client, **asked: str) -> list[tuple[object, ...]]:
    answer = client.get(EXPORT, asked)
    assert answer.status_code == 200
    (sheet,) = load_workbook(io.BytesIO(answer.content))
    return list(sheet.iter_rows(values_only=True))


def test_a_withdrawn_act_still_shows_its_files_and_no_longer_has_them() -> None:
    officer = an_officer()
    first, second = an_old_case(officer), an_old_case(officer)
    act = an_approved_act(officer, a_due_item(officer, first), a_due_item(officer, second))
    actions.withdraw(act=act, why="wrong", by=officer)
    assert items_of(act) == [] and {item.reference for item in listed_in(act)} == {first.number, second.number}
    a_hold(first.child_id, a_user(Role.KETUA, officer.office))
    shown = text_of(signed_in(officer), detail(act))
    assert first.number in shown and second.number in shown
    assert "Tidak ada yang dimusnahkan olehnya" in shown
    assert "Ada berkas yang ditahan" not in shown  # it is not to be carried out any more
    entry = Entry.objects.filter(verb="read.retention_act").latest("pk")
    assert str(first.child_id) in entry.data and str(second.child_id) in entry.data
    assert "Berita acara pemusnahan" in text_of(signed_in(officer), ACTS, q=first.number)
    sequence_all()
    assert verify().wrong == []


def test_a_file_that_went_into_a_second_act_stands_in_both() -> None:
    officer = an_officer()
    case = an_old_case(officer)
    taken_back = an_act(officer, a_due_item(officer, case))
    actions.withdraw(act=taken_back, why="needed", by=officer)
    again = a_done_act(officer, Item.objects.get())
    assert [list(listed_in(act)) for act in (taken_back, again)] == [[Item.objects.get()]] * 2
    assert Listing.objects.count() == 2
    shown = text_of(signed_in(officer), ACTS, q=case.number)
    assert detail(taken_back) in shown and detail(again) in shown


def test_a_withdrawn_act_about_a_withheld_file_is_withheld_whole() -> None:
    officer = an_officer()
    case = an_old_case(officer)
    act = an_act(officer, a_due_item(officer, case), a_due_item(officer))
    actions.withdraw(act=act, why="wrong", by=officer)
    named = a_user(Role.WAKIL, officer.office)
    assert signed_in(named).get(detail(act)).status_code == 200
    conflicts.recuse(subject=case.child_id, office=case.office, by=named, reference=case.number, case_id=case.pk)
    assert signed_in(named).get(detail(act)).status_code == 404
    assert case.number not in text_of(signed_in(named), ACTS, status="withdrawn")


def test_the_export_holds_numbers_classes_and_days_of_what_was_erased_and_nobodys_name() -> None:
    officer = an_officer()
    case = an_old_case(officer)
    name = Child.objects.get(pk=case.child_id).name
    act = a_done_act(officer, a_due_item(officer, case))
    an_act(officer, a_due_item(officer))
    client = signed_in(officer)
    assert EXPORT in text_of(client, ACTS)
    heads, *found = rows(client)
    assert heads[:4] == ("Berita acara", "Berkas", "Jenis", "Golongan")
    assert [row[:3] for row in found] == [(act.number, case.number, "berkas anak")]
    assert found[0][3:5] == ("Berkas anak yang ditutup, anaknya sudah dewasa", "masa simpan habis")
    assert [str(day)[:10] for day in found[0][6:]] == [str(timezone.localdate()), str(act.unreadable_from)]
    told = str(found)
    for person in (name, name.split()[0], act.proposed_by.name, act.approved_by and act.approved_by.name):
        assert person and person not in told
    assert json.loads(Entry.objects.get(verb="read.retention_export").data) == {"ids": [str(case.child_id)]}


def test_the_export_goes_by_the_filter_of_the_list_and_by_the_office() -> None:
    officer = an_officer()
    case, other = an_old_case(officer), an_old_case(officer)
    a_done_act(officer, a_due_item(officer, case)), a_done_act(officer, a_due_item(officer, other))
    client = signed_in(officer)
    assert {row[1] for row in rows(client)[1:]} == {case.number, other.number}
    assert [row[1] for row in rows(client, q=case.number)[1:]] == [case.number]
    assert rows(client, status="withdrawn")[1:] == []
    assert rows(signed_in(an_officer_elsewhere()))[1:] == []
    assert signed_in(a_user(Role.GUBERNUR)).get(EXPORT).status_code == 403


def test_the_export_leaves_out_what_is_withheld() -> None:
    officer = an_officer()
    case, free = an_old_case(officer), an_old_case(officer)
    a_done_act(officer, a_due_item(officer, case)), a_done_act(officer, a_due_item(officer, free))
    named = a_user(Role.WAKIL, officer.office)
    conflicts.recuse(subject=case.child_id, office=case.office, by=named, reference=case.number, case_id=case.pk)
    assert [row[1] for row in rows(signed_in(named))[1:]] == [free.number]
