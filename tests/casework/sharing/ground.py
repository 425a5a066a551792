"""Consents, agreements and referrals, made through the actions."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.duties.models import Duty
from suar.casework.sharing import actions
from suar.casework.sharing.models import Agreement, Consent, Referral
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role, User
from suar.registry.agencies.models import Agency
from tests.factories import a_case, a_user, an_agency, an_officer

TERMS = {
    "services": ["initials", "sex", "birth_year", "district", "chronology", "condition", "services"],
    "watching": ["initials", "risk"],
    "reporting": ["sex", "birth_year", "district"],
}
FIELDS = ["initials", "sex", "birth_year", "chronology", "condition"]
TYPED = {"chronology": "Anak ditemukan di penginapan.", "condition": "Anak tenang, makan dan tidur cukup."}
TO = {"name": "Ibu Sari Contoh", "role": "Kepala seksi layanan", "line": "0800-555-0144"}
YEAR = timedelta(days=365)


def today() -> date:
    return timezone.localdate()


def a_consent(case: Case | None = None, by: User | None = None, agency: Agency | None = None, **facts: Any) -> Consent:
    """A girl of fifteen agrees in writing to services by one body; what is named differs."""
    case = case or a_case(by)
    given: dict[str, Any] = {
        "whose": "child", "giver": "child", "answer": "yes", "form": "written", "given_on": today(),
        "purposes": ["services"], "agencies": [agency] if agency else [], "kinds": [] if agency else ["uptd"],
        "words": {"name": "Anak sendiri", "language": "Melayu Pontianak", "aloud": True},
    }  # fmt: skip
    return actions.give(case=case, by=by or case.officer, **{**given, **facts})


def an_agreement(by: User | None = None, agency: Agency | None = None, **facts: Any) -> Agreement:
    """Drawn up, not signed."""
    by = by or an_officer()
    given: dict[str, Any] = {
        "terms": TERMS, "contact": "Ibu Sari Contoh, kepala seksi", "basis": "Nota kesepahaman 01/CONTOH",
        "valid_from": today(), "valid_until": today() + YEAR,
    }  # fmt: skip
    given |= facts
    months = {"months": dict.fromkeys(given["terms"], 12)} | given
    return actions.draw_up(office=by.office, agency=agency or an_agency(), by=by, **months)


def a_signed_agreement(by: User | None = None, agency: Agency | None = None, **facts: Any) -> Agreement:
    agreement = an_agreement(by, agency, **facts)
    return actions.sign(agreement=agreement, by=a_user(Role.KETUA, agreement.office), reason="Perlu bagi anak.")


def a_referral(
    case: Case | None = None, by: User | None = None, agency: Agency | None = None, **facts: Any
) -> Referral:
    """Written, not sent: no agreement and no consent is there unless the test made them."""
    case = case or a_case(by)
    given: dict[str, Any] = {
        "purpose": "services", "fields": FIELDS, "to": TO, "typed": TYPED, "aim": "Pendampingan psikologis",
        "contact": "Petugas Contoh",
    }  # fmt: skip
    return actions.draft(case=case, by=by or case.officer, agency=agency or an_agency(), **{**given, **facts})


def one_that_may_go(by: User | None = None, agency: Agency | None = None, **facts: Any) -> Referral:
    """Agreement signed, the child's consent there."""
    by, agency = by or an_officer(), agency or an_agency()
    case = facts.pop("case", None) or a_case(by)
    a_signed_agreement(by, agency)
    a_consent(case, by, agency)
    return a_referral(case, by, agency, **facts)


def a_sent_referral(by: User | None = None, agency: Agency | None = None, **facts: Any) -> Referral:
    referral = one_that_may_go(by, agency, **facts)
    return actions.send(referral=referral, by=referral.by, how="courier")


def a_dangerous_one(
    by: User | None = None, case: Case | None = None, reviewer: User | None = None, **facts: Any
) -> Referral:
    """Gone without agreement and consent, told to a second person."""
    by = by or an_officer()
    referral = a_referral(case or a_case(by), by, **facts)
    second = reviewer or a_user(Role.WAKIL, by.office)
    return actions.send(
        referral=referral, by=by, how="courier", danger="danger", why="Anak diancam malam ini.", reviewer=second
    )


def duty(referral: Referral, kind: str) -> Duty:
    return Duty.objects.select_related("office", "agency", "officer").get(subject=referral.child_id, kind=kind)


def verbs(*prefixes: str) -> list[str]:
    found = Entry.objects.order_by("pk").values_list("verb", flat=True)
    return [verb for verb in found if verb.startswith(prefixes)]
