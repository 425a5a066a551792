"""What is said of a child and what leaves, in the same moment: nothing goes on a yes that is just being taken back, or
whoever got it is to be told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from suar.casework.duties.models import Duty
from suar.casework.sharing import actions, perms
from suar.casework.sharing.actions import consents, referrals
from suar.casework.sharing.models import Referral
from suar.core.errors import DomainError
from suar.core.ledger import triggers
from tests.at_once import at_once, met
from tests.casework.sharing.ground import one_that_may_go, today
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
