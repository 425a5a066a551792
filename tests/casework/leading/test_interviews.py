"""A child is talked to once, and once more only for a reason."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.cases.recording import add, recorded, row_of
from suar.casework.children import actions as children
from suar.casework.conflicts import actions as conflicts
from suar.casework.conflicts.models import Withholding
from suar.casework.leading import actions, panels
from suar.casework.leading.models import Interview
from suar.core.documents.indonesian import plain_date
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import Role, User
from tests.casework.children.builders import a_merge
from tests.casework.leading.ground import an_interview, verbs
from tests.factories import a_case, a_child, a_closed_case, a_user, an_agency, an_officer, an_officer_elsewhere

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
AGAIN: dict[str, Any] = {"reason": "law", "reason_words": "Penyidik baru menanyakan hal yang belum ada."}


@pytest.fixture
def officer() -> User:
    return an_officer()


@pytest.fixture
def case(officer: User) -> Case:
    return a_case(officer)


def test_the_first_needs_no_reason(case: Case, officer: User) -> None:
    body = an_agency("police")
    row = an_interview(
        case, officer, body=body, present=["psychologist", "parent"], wish="later", wish_words="Besok saja"
    )
    assert (row.further, row.reason, row.body, row.present) == (False, "", body, "parent psychologist")
    assert row.present_words == "orang tua/wali, psikolog" and row.wish_words == "Besok saja"
    assert verbs() == ["leading.interview"]


@pytest.mark.parametrize("given", [{}, {"reason": "law"}, {"reason_words": "Perlu"}])
def test_a_further_one_without_its_reason_is_refused_and_says_when_the_first_was(
    case: Case, officer: User, given: dict[str, str]
) -> None:
    first = an_interview(case, officer)
    with pytest.raises(DomainError) as refusal:
        an_interview(case, officer, on=TODAY, **given)
    assert plain_date(first.on) in refusal.value.message and "paket penyerahan" in refusal.value.message
    assert Interview.objects.count() == 1 and verbs() == ["leading.interview"]


def test_a_further_one_with_its_reason_is_written(case: Case, officer: User) -> None:
    an_interview(case, officer)
    row = an_interview(case, officer, on=TODAY, **AGAIN)
    assert (row.further, row.reason) == (True, "law")


def test_it_counts_in_every_file_of_the_child_and_in_those_read_as_one(case: Case, officer: User) -> None:
    an_interview(case, officer)
    with pytest.raises(DomainError):
        an_interview(a_case(officer, case.child), officer)
    other = a_case(officer, a_child(officer, name="Rara Contoh Lain"))
    a_merge(case.child, other.child, by=officer)
    with pytest.raises(DomainError):
        an_interview(other, officer)


def test_one_that_was_not_held_is_withdrawn_and_counts_no_longer(case: Case, officer: User) -> None:
    row = an_interview(case, officer, on=TODAY + timedelta(days=3))
    actions.withdraw_interview(interview=row, why="Anak minta tidak jadi", by=officer)
    assert not an_interview(case, officer).further
    with pytest.raises(Conflict):
        actions.withdraw_interview(interview=row, why="Lagi", by=officer)
    assert verbs() == ["leading.interview", "leading.withdraw_interview", "leading.interview"]


def test_to_withdraw_needs_a_reason_and_the_files_own_office(case: Case, officer: User) -> None:
    row = an_interview(case, officer)
    with pytest.raises(DomainError, match="mengapa"):
        actions.withdraw_interview(interview=row, why="", by=officer)
    with pytest.raises(Refused):
        actions.withdraw_interview(interview=row, why="Salah", by=an_officer_elsewhere())


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"present": []}, "mendampingi"),
        ({"present": ["nobody", "parent"]}, "Tidak ada"),
        ({"present": ["tetangga"]}, "tidak dikenal"),
        ({"purpose": "wartawan"}, "tidak dikenal"),
        ({"wish": "entah"}, "tidak dikenal"),
        ({"on": TODAY + timedelta(days=200)}, "terlalu jauh"),
    ],
)
def test_what_does_not_fit_is_refused(case: Case, officer: User, facts: dict[str, Any], words: str) -> None:
    with pytest.raises(DomainError, match=words):
        an_interview(case, officer, **facts)
    assert not Interview.objects.exists()


def test_the_same_form_twice_is_one(case: Case, officer: User) -> None:
    pk = uuid4()
    assert an_interview(case, officer, entry_id=pk) == an_interview(case, officer, entry_id=pk)
    assert Interview.objects.count() == 1


def test_a_closed_file_and_another_office_write_none(case: Case, officer: User) -> None:
    with pytest.raises(Refused):
        an_interview(a_closed_case(officer), officer)
    with pytest.raises(Refused):
        an_interview(case, an_officer_elsewhere())


@pytest.mark.parametrize("facts", [{"further": True, "reason": ""}, {"further": False, "reason": ""}])
def test_the_database_itself_takes_no_second_without_a_reason(case: Case, officer: User, facts: dict[str, Any]) -> None:
    an_interview(case, officer)
    row = Interview(**row_of(case, officer), on=TODAY, purpose="police", present="nobody", wish="wants", **facts)
    with pytest.raises(IntegrityError), transaction.atomic(), recorded("leading.interview", case, officer) as entry:
        add(entry, case, row)


def test_what_was_told_already_and_where_it_lies_is_known(case: Case, officer: User) -> None:
    an_interview(case, officer, body=an_agency("police", "Unit Contoh"))
    ((words, url),) = panels.known_already(case, panels.interviews_of(case, officer))
    assert words.startswith("Wawancara ") and url.endswith(f"{case.pk}/")


def lift(case: Case, by: User) -> None:
    row = unlock(Withholding.objects.about(case.child_id).select_related("office"))[0]
    conflicts.lift(withholding=row, by=by, why="Bukan anak ini.")


def test_an_interview_in_a_file_that_is_withheld_from_the_reader_is_not_shown_and_still_asks_for_a_reason(
    case: Case, officer: User
) -> None:
    ketua, third = a_user(Role.KETUA), a_user(Role.SEKRETARIAT)
    other = a_case(officer)
    an_interview(other, officer, wish_words="ZIRKONIA mau bicara", arrangement="RUMAHBIBI")
    children.merge(child=case.child, other=other.child, why="sama", by=ketua)
    conflicts.withhold(subject=other.child_id, office=other.office, user=third, by=ketua, why="kenal", reader="Wakil")
    lift(case, by=a_user(Role.KETUA))  # given back for this file alone
    browser = Client()
    browser.force_login(third)
    for name in ("case-lead", "interview-add"):
        page = browser.get(reverse(f"leading:{name}", args=[case.pk])).content.decode()
        assert "ZIRKONIA" not in page and "RUMAHBIBI" not in page and "Wawancara 2" not in page
    assert "reason_words" in page
    with pytest.raises(DomainError) as refused:
        an_interview(case, third)
    assert plain_date(timezone.localdate() - timedelta(days=1)) not in refused.value.message
    assert an_interview(case, third, **AGAIN).further
    browser.force_login(officer)
    assert "ZIRKONIA" in browser.get(reverse("leading:case-lead", args=[case.pk])).content.decode()
