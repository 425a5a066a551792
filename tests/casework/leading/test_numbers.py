"""Numbers of other systems: once each, found by the search, withdrawn and never written over."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from suar.casework.cases import listing
from suar.casework.cases.models import Case
from suar.casework.children import actions as children
from suar.casework.children import search
from suar.casework.children.rules import coded, signs
from suar.casework.leading import actions
from suar.casework.leading.models import OtherNumber
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger import keyholding
from suar.core.ledger.actors import OPERATOR
from suar.core.vault import tokens
from suar.desk.finding import find
from suar.registry.accounts.models import User
from tests.casework.leading.ground import an_other_number, verbs
from tests.core.vault.test_no_plaintext import STORES, bytes_of, encodings
from tests.factories import a_case, a_child, an_officer, an_officer_elsewhere

pytestmark = pytest.mark.django_db
LP, SIMFONI, SHORT = "LP/B/77/XI/2026/SPKT/POLDA CONTOH", "2026 1104 553", "A12"


@pytest.fixture
def officer() -> User:
    return an_officer()


@pytest.fixture
def case(officer: User) -> Case:
    a_case(officer, a_child(officer, name="Dara Contoh"))
    return a_case(officer)


def found(text: str, user: User) -> list[Case]:
    return find(text, user, date(2026, 11, 26)).cases


@pytest.mark.parametrize(
    ("number", "typed"),
    [(LP, LP), (LP, "lp-b-77-xi-2026-spkt polda contoh"), (SIMFONI, "20261104553"), (SHORT, "a12"), ("0071", "0071")],
)
def test_a_file_is_found_by_the_number_however_it_is_typed(case: Case, officer: User, number: str, typed: str) -> None:
    assert found(typed, officer) == []
    an_other_number(case, officer, number)
    assert found(typed, officer) == [case]
    narrowed = listing.narrowed(officer, {"q": typed}, date(2026, 11, 26))
    assert list(narrowed) == [case]
    assert found(typed, an_officer_elsewhere()) == []


def test_part_of_a_number_finds_nobody(case: Case, officer: User) -> None:
    an_other_number(case, officer, LP)
    assert found("LP/B/77", officer) == [] and coded("LP/B") == coded("12") == "" and signs("a/1") == "A1"


def test_it_is_still_found_after_the_childs_data_changed_and_after_all_tokens_were_made_anew(
    case: Case, officer: User
) -> None:
    an_other_number(case, officer, LP)
    children.edit(child=case.child, by=officer, name="Rara Misal")
    assert found(LP, officer) == [case]
    tokens.reindex()
    assert found(LP, officer) == [case]


def test_one_number_of_one_system_stands_once_in_a_file(case: Case, officer: User) -> None:
    an_other_number(case, officer, LP)
    with pytest.raises(DomainError, match="sudah tercatat"):
        an_other_number(case, officer, LP.lower().replace("/", "-"))
    an_other_number(case, officer, LP, system="uptd")
    assert OtherNumber.objects.count() == 2


def test_a_wrong_one_is_withdrawn_with_its_reason_stays_and_finds_nobody(case: Case, officer: User) -> None:
    row = an_other_number(case, officer, LP)
    actions.withdraw_number(number=row, why="Salah ketik", by=officer)
    assert found(LP, officer) == [] and OtherNumber.objects.get().withdrawn_by == officer
    assert an_other_number(case, officer, LP).pk != row.pk
    with pytest.raises(Conflict):
        actions.withdraw_number(number=row, why="Lagi", by=officer)
    assert verbs() == ["leading.note_number", "leading.withdraw_number", "leading.note_number"]


def test_to_withdraw_needs_a_reason_and_the_files_own_office(case: Case, officer: User) -> None:
    row = an_other_number(case, officer)
    with pytest.raises(DomainError, match="mengapa"):
        actions.withdraw_number(number=row, why=" ", by=officer)
    with pytest.raises(Refused):
        actions.withdraw_number(number=row, why="Salah", by=an_officer_elsewhere())


@pytest.mark.parametrize(
    ("facts", "words"),
    [({"number": "LP"}, "lengkap"), ({"system": "kertas"}, "tidak dikenal"), ({"system": "other"}, "sistem apa")],
)
def test_what_is_no_number_or_of_no_system_is_refused(
    case: Case, officer: User, facts: dict[str, Any], words: str
) -> None:
    with pytest.raises(DomainError, match=words):
        an_other_number(case, officer, **facts)
    assert not OtherNumber.objects.exists()


def test_the_same_form_twice_is_one_and_another_office_writes_none(case: Case, officer: User) -> None:
    pk = uuid4()
    assert an_other_number(case, officer, entry_id=pk) == an_other_number(case, officer, entry_id=pk)
    with pytest.raises(Refused):
        an_other_number(case, an_officer_elsewhere(), "LP/2")


def test_it_lies_nowhere_in_clear_and_is_gone_with_the_child(case: Case, officer: User) -> None:
    an_other_number(case, officer, "LP/ZAMRUD/7788")
    for store in STORES:
        assert not [needle for needle in encodings("ZAMRUD") if needle in bytes_of(store)], store
    keyholding.erase(subject=case.child_id, by=OPERATOR, why="request")
    assert search.subjects("LP/ZAMRUD/7788") == [] and search.further_numbers([case.child_id]) == {}
    tokens.reindex()
    assert search.subjects("LP/ZAMRUD/7788") == []
