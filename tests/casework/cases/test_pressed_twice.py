"""Two presses of one page make one row and are answered alike; other words on it are never taken for the first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from suar.casework.cases import actions
from suar.casework.cases.models import Case, MonitoringSheet, Note, Task
from suar.casework.children import actions as children
from suar.casework.children.models import Child
from suar.casework.duties.models import Duty
from suar.core import once
from suar.core.errors import Conflict
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import User
from tests.casework.cases.pages import at
from tests.desk.pages import signed_in
from tests.factories import a_case, a_child, an_agency, an_officer_elsewhere

pytestmark = pytest.mark.django_db

NEW = {"kind": "non", "cluster": "trafficking", "child_role": "victim", "sex": "P"}
Twice = tuple[tuple[int, str], tuple[int, str]]


def pressed_twice(browser: Client, path: str, typed: dict[str, Any]) -> Twice:
    page = browser.get(path)
    sent = {"form_id": page.context["form"]["form_id"].value(), **typed}
    first, second = browser.post(path, sent), browser.post(path, sent)
    return (first.status_code, first.headers.get("Location", "")), (second.status_code, second["Location"])


def changes() -> list[str]:
    kept = Entry.objects.exclude(verb__startswith="read.")
    return list(kept.order_by("pk").values_list("verb", flat=True))


def test_a_note_is_written_once(case: Case, officer: User) -> None:
    before = Note.objects.count()
    first, second = pressed_twice(signed_in(officer), at("note-add", case), {"kind": "visit", "seen": "Anak sehat."})
    assert first == second == (302, at("note-list", case))
    assert Note.objects.count() == before + 1
    assert changes().count("case.note") == before + 1


def test_other_words_from_a_page_that_the_browser_kept_are_another_note(case: Case, officer: User) -> None:
    browser, path, form_id = signed_in(officer), at("note-add", case), uuid4()
    for said in ("Aku mau pulang.", "Aku tidak mau pulang."):
        assert browser.post(path, {"form_id": form_id, "kind": "words", "said": said}).status_code == 302
    said_now = [note.said for note in Note.objects.filter(case=case)]
    assert "Aku mau pulang." in said_now and "Aku tidak mau pulang." in said_now


def test_a_task_is_added_once(case: Case, officer: User) -> None:
    before = Task.objects.count()
    first, second = pressed_twice(signed_in(officer), at("task-add", case), {"text": "Antar surat"})
    assert first == second == (302, at("note-list", case))
    assert Task.objects.count() == before + 1


def test_a_sheet_is_written_once_and_its_clocks_start_once(case: Case, officer: User) -> None:
    sheets, duties = MonitoringSheet.objects.count(), Duty.objects.count()
    watch = {"on": timezone.localdate().isoformat(), "safe": "yes", "at_school": "no", "healthy": "yes"}
    asked = {"asked_of": an_agency().pk, "asked": "Tempat"}
    first, second = pressed_twice(signed_in(officer), at("sheet-add", case), watch | asked)
    assert first == second == (302, at("sheet-list", case))
    assert MonitoringSheet.objects.count() == sheets + 1
    assert Duty.objects.count() == duties + 2  # the next watch, and what the body owes
    assert changes().count("case.sheet") == sheets + 1


def test_a_file_of_a_child_without_a_name_is_opened_once(officer: User) -> None:
    first, second = pressed_twice(signed_in(officer), reverse("cases:case-add"), NEW)
    case, child = Case.objects.get(), Child.objects.get()
    assert first == second == (302, at("case-detail", case))
    assert case.child == child and child.pk != case.pk


def test_a_file_of_a_named_child_is_not_taken_for_a_duplicate_of_itself(officer: User) -> None:
    named = {**NEW, "name": "Melati Misal", "nik": "6171"}
    first, second = pressed_twice(signed_in(officer), reverse("cases:case-add"), named)
    assert first == second == (302, at("case-detail", Case.objects.get()))
    assert Child.objects.count() == 1


def test_a_press_that_was_cut_off_after_the_child_goes_on_with_it(
    officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, sent = signed_in(officer), {**NEW, "name": "Melati Misal", "form_id": uuid4()}
    browser.raise_request_exception = False
    with monkeypatch.context() as cut:
        cut.setattr("suar.casework.cases.views.listing.actions.open_case", lambda **_facts: 1 / 0)
        assert browser.post(reverse("cases:case-add"), sent).status_code == 500
    assert browser.post(reverse("cases:case-add"), sent).status_code == 302
    assert Case.objects.get().child == Child.objects.get()


type Make = Callable[[Case, User, UUID], Note | Task | MonitoringSheet]


def a_note(case: Case, by: User, pk: UUID) -> Note:
    return actions.write_note(case=case, by=by, said="Aku mau sekolah.", note_id=pk)


def a_task(case: Case, by: User, pk: UUID) -> Task:
    return actions.add_task(case=case, by=by, text="Antar surat", task_id=pk)


def a_sheet(case: Case, by: User, pk: UUID) -> MonitoringSheet:
    return actions.write_sheet(case=case, by=by, state="Tenang.", sheet_id=pk)


MAKE: list[Make] = [a_note, a_task, a_sheet]


def blind_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """It looked before the first was there; then it is."""
    real, looks = once._there, iter([lambda *_row: None])
    monkeypatch.setattr(once, "_there", lambda *row: next(looks, real)(*row))


@pytest.mark.parametrize("make", MAKE)
def test_of_two_at_once_the_second_finds_the_first(
    make: Make, case: Case, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    pk = uuid4()
    first, before = make(case, officer, pk), changes()
    blind_once(monkeypatch)
    assert make(case, officer, pk) == first
    assert changes() == before


def test_so_it_is_with_a_child_and_its_file(officer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    child, facts = a_child(officer), {"kind": "non", "cluster": "trafficking"}
    case = actions.open_case(child=child, office=officer.office, by=officer, case_id=uuid4(), **facts)
    before = changes()
    with monkeypatch.context() as late:
        blind_once(late)
        assert children.register(office=officer.office, by=officer, child_id=child.pk) == child
    blind_once(monkeypatch)
    assert actions.open_case(child=child, office=officer.office, by=officer, case_id=case.pk, **facts) == case
    assert changes() == before


@pytest.mark.parametrize("make", MAKE)
def test_an_id_of_another_file_is_refused(make: Make, case: Case, officer: User) -> None:
    pk, other = uuid4(), a_case(officer)
    make(case, officer, pk)
    with pytest.raises(Conflict, match="sudah dikirim"):
        make(other, officer, pk)


def test_so_are_a_file_of_another_child_and_a_child_of_another_office(officer: User) -> None:
    child, facts = a_child(officer), {"kind": "non", "cluster": "trafficking"}
    case = actions.open_case(child=child, office=officer.office, by=officer, case_id=uuid4(), **facts)
    with pytest.raises(Conflict, match="sudah dikirim"):
        actions.open_case(child=a_child(officer), office=officer.office, by=officer, case_id=case.pk, **facts)
    elsewhere = an_officer_elsewhere()
    with pytest.raises(Conflict, match="sudah dikirim"):
        children.register(office=elsewhere.office, by=elsewhere, child_id=child.pk)
