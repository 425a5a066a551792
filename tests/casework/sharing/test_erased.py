"""No word lies in clear; the child erased, nothing is readable, every page stands and nothing more is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse

from suar.casework.cases.models import Case
from suar.casework.sharing import actions, gate
from suar.casework.sharing.models import Consent, Referral
from suar.core.errors import DomainError
from suar.core.ledger import keyholding
from suar.core.ledger.actors import OPERATOR
from suar.registry.accounts.models import Role, User
from tests.casework.children.builders import a_merge
from tests.casework.sharing.ground import (
    TYPED,
    a_consent,
    a_referral,
    a_sent_referral,
    a_signed_agreement,
    one_that_may_go,
    today,
)
from tests.core.vault.test_no_plaintext import STORES, bytes_of, encodings
from tests.desk.pages import signed_in, text_of
from tests.factories import a_case, a_user, an_agency, an_officer

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


def said_no(case: Case, by: User) -> None:
    a_consent(case, by, answer="no", kinds=[])


def took_its_yes_back(case: Case, by: User) -> None:
    actions.withdraw(consent=a_consent(case, by), by=by, on=today(), who="Anak", why="Takut ketahuan.")


@pytest.mark.parametrize(("said", "codes"), [(said_no, ["sealed"]), (took_its_yes_back, ["sealed"]), (a_consent, [])])
def test_a_no_whose_file_was_erased_still_forbids_and_tells_nothing(
    officer: User, said: Callable[[Case, User], object], codes: list[str]
) -> None:
    agency, case, other = an_agency(), a_case(officer), a_case(officer)
    a_signed_agreement(officer, agency)
    a_consent(case, officer, agency)
    said(other, officer)
    a_merge(case.child, other.child, a_user(Role.KETUA, officer.office))
    keyholding.erase(subject=other.child_id, by=OPERATOR, why="request")
    asked = {"case": case, "agency": agency, "purpose": "services", "fields": ["initials"]}
    assert [one.code for one in gate.refusals(**asked, user=officer)] == codes


def test_what_the_child_says_after_that_counts(officer: User) -> None:
    agency, case, other = an_agency(), a_case(officer), a_case(officer)
    a_signed_agreement(officer, agency)
    a_consent(other, officer, answer="no", kinds=[], given_on=today() - timedelta(days=1))
    a_merge(case.child, other.child, a_user(Role.KETUA, officer.office))
    keyholding.erase(subject=other.child_id, by=OPERATOR, why="request")
    a_consent(case, officer, agency)
    assert gate.refusals(case=case, agency=agency, purpose="services", fields=["initials"], user=officer) == []
