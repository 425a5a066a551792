"""No word lies in clear; the child erased, nothing is readable; what belongs to nobody ends by an act of its own."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from suar.casework.duties.models import Duty
from suar.casework.material import actions
from suar.casework.material.models import Arrival, Step, Taken
from suar.casework.retention import ripe, rules
from suar.casework.retention.models import Kind
from suar.casework.retention.perms import find_file
from suar.core.errors import DomainError
from suar.core.ledger import keyholding
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.orphans import EVERYTHING, unneeded
from suar.core.ledger.verify import verify
from suar.registry.accounts.models import Role, User
from tests.casework.material.ground import all_steps, an_arrival
from tests.core.vault.test_no_plaintext import STORES, bytes_of, encodings
from tests.desk.pages import signed_in, text_of
from tests.factories import a_case, a_user

pytestmark = pytest.mark.django_db
MARK = "Zamrudkenari"


@pytest.fixture
def officer() -> User:
    return a_user(Role.DIVISI_PENGADUAN)


def words_of(arrival: Arrival) -> str:
    return " ".join(str(row.words) for row in Taken.objects.filter(arrival=arrival).select_related("arrival"))


def test_no_store_holds_a_word_in_clear(officer: User) -> None:
    for arrival in (an_arrival(officer), an_arrival(officer, case=a_case(officer))):
        assert words_of(all_steps(arrival, officer, MARK)).count(MARK) == 8, "the control: it was written"
    for store in STORES:
        content = bytes_of(store)
        assert not [needle for needle in encodings(MARK) if needle in content], store


def test_of_an_erased_child_nothing_is_readable_and_nothing_more_is_written(officer: User) -> None:
    case = a_case(officer)
    arrival = all_steps(an_arrival(officer, case=case), officer, MARK)
    keyholding.erase(subject=case.child_id, by=OPERATOR, why="request")
    assert MARK not in words_of(arrival) and all(row.is_erased for row in Taken.objects.select_related("arrival"))
    text = text_of(signed_in(officer), reverse("material:arrival-detail", args=[arrival.pk]))
    assert MARK not in text and "Sudah dimusnahkan" in text and officer.name in text
    fresh = Arrival.objects.select_related("office").get(pk=arrival.pk)
    with pytest.raises(DomainError):
        actions.set_apart(arrival=fresh, by=officer, where="Lemari")
    with pytest.raises(DomainError):
        an_arrival(officer, case=case)
    assert verify().wrong == []


def test_its_own_key_is_kept_while_it_belongs_to_nobody(officer: User) -> None:
    arrival = an_arrival(officer)
    assert unneeded([arrival.pk]) == set()
    actions.belong(arrival=arrival, by=officer, source=a_case(officer))
    assert unneeded([arrival.pk]) == {arrival.pk}


def test_what_belongs_to_nobody_is_proposed_for_its_end_five_years_after_it_was_closed(officer: User) -> None:
    arrival, of_a_file = an_arrival(officer), an_arrival(officer, case=a_case(officer))
    for one in (arrival, of_a_file):
        actions.close(arrival=all_steps(one, officer), by=a_user(Role.WAKIL))
    open_one, today = an_arrival(officer), timezone.localdate()
    later = rules.years_after(today, 5)
    assert [one for one in ripe.ripe(EVERYTHING, later - timedelta(days=1)) if one.kind == Kind.ARRIVAL] == []
    found = [one for one in ripe.ripe(EVERYTHING, later) if one.kind == Kind.ARRIVAL]
    assert [(one.subject, one.reference, one.since) for one in found] == [(arrival.pk, arrival.number, later)]
    assert ripe.known(open_one.pk, today) is not None and ripe.known(of_a_file.pk, today) is None
    assert ripe.of_subject(Kind.ARRIVAL, open_one.pk, today, any_time=True) == []


def test_it_is_found_by_its_number_where_an_end_is_asked_for(officer: User) -> None:
    arrival, of_a_file = an_arrival(officer), an_arrival(officer, case=a_case(officer))
    assert find_file(officer, arrival.number.lower(), "tidak ada") == (Kind.ARRIVAL, arrival.pk)
    with pytest.raises(DomainError):
        find_file(officer, of_a_file.number, "tidak ada")


def test_a_file_is_waited_for_while_its_receipt_is_owed(officer: User) -> None:
    case = a_case(officer)
    arrival = an_arrival(officer, case=case)
    actions.call(arrival=arrival, by=officer)
    assert Duty.objects.open().filter(kind="material_receipt").exists()
    assert case.child_id in ripe.waited_for([case.child_id])
    assert Taken.objects.filter(step=Step.CALL).count() == 1


def test_a_file_whose_material_is_not_with_the_police_waits(officer: User) -> None:
    case = a_case(officer)
    an_arrival(officer, case=case)
    Duty.objects.open().filter(subject=case.child_id)
    assert ripe.waited_for([case.child_id]) == {case.child_id}


def test_nothing_is_joined_to_an_erased_file(officer: User) -> None:
    case = a_case(officer)
    arrival = an_arrival(officer)
    keyholding.erase(subject=case.child_id, by=OPERATOR, why="request")
    page = signed_in(officer).post(
        reverse("material:arrival-belong", args=[arrival.pk]), {"version": arrival.version, "number": case.number}
    )
    assert page.status_code == 400 and "dimusnahkan" in page.content.decode()
