"""No word lies in clear; the child erased, nothing is readable, every page stands and nothing more is written."""

from __future__ import annotations

import pytest
from django.urls import reverse

from suar.casework.sharing import actions
from suar.casework.sharing.models import Consent, Referral
from suar.core.errors import DomainError
from suar.core.ledger import keyholding
from suar.core.ledger.actors import OPERATOR
from suar.registry.accounts.models import User
from tests.casework.sharing.ground import TYPED, a_consent, a_referral, a_sent_referral, one_that_may_go, today
from tests.core.vault.test_no_plaintext import STORES, bytes_of, encodings
from tests.desk.pages import signed_in, text_of
from tests.factories import an_officer

pytestmark = pytest.mark.django_db
MARK = "Zamrudkelabu"
MARKED = {"aim": f"Dampingi {MARK}", "to": {"name": f"Ibu {MARK}"}, "typed": {**TYPED, "chronology": f"Cerita {MARK}."}}


@pytest.fixture
def officer() -> User:
    return an_officer()


def marked(officer: User) -> Referral:
    referral = a_sent_referral(officer, **MARKED)
    actions.receive(referral=referral, by=officer, received_by=f"Pak {MARK}")
    consent = a_consent(referral.case, officer, words={"note": f"Kata {MARK}"}, kept={"who": MARK, "why": MARK})
    actions.withdraw(consent=consent, by=officer, on=today(), who=MARK, why=MARK)
    return referral


def test_no_store_holds_a_word_in_clear(officer: User) -> None:
    referral = marked(officer)
    assert MARK in str(Referral.objects.get(pk=referral.pk).package), "the control: it was written"
    for store in STORES:
        content = bytes_of(store)
        assert not [needle for needle in encodings(MARK) if needle in content], store


def test_of_an_erased_child_every_page_stands_and_tells_nothing(officer: User) -> None:
    referral = marked(officer)
    draft = a_referral(referral.case, officer, **MARKED)
    keyholding.erase(subject=referral.child_id, by=OPERATOR, why="request")
    browser = signed_in(officer)
    for name, pk in (
        ("case-sharing", referral.case_id),
        ("sharing-print", referral.case_id),
        ("referral-detail", referral.pk),
        ("referral-detail", draft.pk),
        ("referral-send", draft.pk),
        ("consent-withdraw", Consent.objects.first().pk),  # type: ignore[union-attr]  # written above
    ):
        assert MARK not in text_of(browser, reverse(f"sharing:{name}", args=[pk])), name
    assert browser.get(reverse("sharing:referral-pdf", args=[referral.pk])).status_code == 404
    assert browser.get(reverse("sharing:referral-edit", args=[draft.pk])).status_code == 302


def test_nothing_more_is_written_about_an_erased_child(officer: User) -> None:
    referral = one_that_may_go(officer)
    keyholding.erase(subject=referral.child_id, by=OPERATOR, why="request")
    fresh = Referral.objects.select_related("case__office", "case__child", "agency").get(pk=referral.pk)
    with pytest.raises(DomainError):
        actions.send(referral=fresh, by=officer, how="courier")
    with pytest.raises(DomainError):
        a_referral(fresh.case, officer)
    with pytest.raises(DomainError):
        a_consent(fresh.case, officer)
