"""What is said of a child and what leaves, in the same moment: nothing goes on a yes that is just being taken back, or
whoever got it is to be told."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest

from suar.casework.cases.models import Case
from suar.casework.duties.models import Duty
from suar.casework.sharing import actions, perms
from suar.casework.sharing.actions import answers, consents, referrals
from suar.casework.sharing.models import Referral
from suar.core.errors import DomainError
from suar.core.ledger import triggers
from tests.at_once import at_once, met
from tests.casework.sharing.ground import a_consent, one_that_may_go, today
from tests.factories import an_office, an_officer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _founded() -> Iterator[None]:
    an_office()
    yield
    triggers.drop()  # they would refuse that the rows go with the test


def test_of_a_referral_and_a_withdrawal_at_once_the_later_sees_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    officer = an_officer()
    referral = one_that_may_go(officer)
    consent = perms.get_consent(officer, referral.case.consents.get().pk)
    meeting = met(consents.one_at_a_time)
    monkeypatch.setattr(consents, "one_at_a_time", meeting)
    monkeypatch.setattr(referrals, "one_at_a_time", meeting)
    brought = at_once(
        lambda: actions.send(referral=referral, by=officer, how="courier").status,
        lambda: bool(actions.withdraw(consent=consent, by=officer, on=today(), who="Anak", why="Takut.")),
    )
    sent = Referral.objects.get().sent_at is not None
    assert brought == (["sent", True] if sent else [DomainError, True])
    assert Duty.objects.open().filter(kind="withdrawal_tell").exists() is sent


def test_what_left_while_the_withdrawal_waited_its_turn_left_on_the_yes(monkeypatch: pytest.MonkeyPatch) -> None:
    officer = an_officer()
    referral = one_that_may_go(officer)
    consent = perms.get_consent(officer, referral.case.consents.get().pk)
    turn = consents.one_at_a_time

    def after_it_left(case: Case) -> set[UUID]:
        actions.send(referral=referral, by=officer, how="courier")
        return turn(case)

    monkeypatch.setattr(consents, "one_at_a_time", after_it_left)
    actions.withdraw(consent=consent, by=officer, on=today(), who="Anak", why="Takut.")
    assert Duty.objects.open().filter(kind="withdrawal_tell").exists()


def test_who_is_told_while_a_second_yes_is_taken_back_is_told_of_that_one_too(monkeypatch: pytest.MonkeyPatch) -> None:
    officer = an_officer()
    referral = actions.send(referral=one_that_may_go(officer), by=officer, how="courier")
    carer = a_consent(referral.case, officer, referral.agency, whose="caregiver", giver="caregiver")
    child = perms.get_consent(officer, referral.case.consents.get(whose="child").pk)
    actions.withdraw(consent=child, by=officer, on=today(), who="Anak", why="Takut.")
    turn = answers.one_at_a_time

    def after_the_second(case: Case) -> set[UUID]:
        carers = perms.get_consent(officer, carer.pk)
        actions.withdraw(consent=carers, by=officer, on=today(), who="Ibu", why="Takut.")
        return turn(case)

    monkeypatch.setattr(answers, "one_at_a_time", after_the_second)
    told = actions.tell(referral=perms.get_referral(officer, referral.pk), by=officer)
    withdrawn = perms.get_consent(officer, carer.pk).withdrawn_at
    assert told.told_at is not None and withdrawn is not None and told.told_at > withdrawn
    assert not Duty.objects.open().filter(kind="withdrawal_tell").exists()
