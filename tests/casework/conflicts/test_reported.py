"""Whoever is reported by one word at the desk: the file is withheld as a possible sign, and the decider reads it so."""

from __future__ import annotations

import pytest

from suar.casework.complaints.models import Complaint
from suar.casework.conflicts import panels
from suar.casework.conflicts.calling import ALONE
from suar.casework.conflicts.models import Status, Withholding
from suar.casework.conflicts.rules import BY_OFFICE
from suar.core.ledger.actors import OPERATOR
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import Role, User
from suar.registry.agencies import actions as agencies
from tests.factories import a_complaint, a_filed_complaint, a_tie, a_user, an_office, an_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    an_office()
    a_user(Role.KETUA)
    return an_officer()


def reported(by: User, name: str) -> Complaint:
    return a_complaint(by, answers={"desk": {"reported_name": name}})


def the_sign(complaint: Complaint, user: User) -> dict[str, str]:
    (row,) = unlock(Withholding.objects.about(complaint.subject).filter(user=user))
    assert row.status == Status.WAITING
    found: dict[str, str] = row.evidence[0]
    return found


def test_a_members_first_name_or_what_it_is_called_withholds_until_somebody_decides(officer: User) -> None:
    member = a_user(Role.SEKRETARIAT, name="Rizali Misalan")
    for name in ("Rizali", "Bang Jali", "R\u0456zali"):
        sign = the_sign(reported(officer, name), member)
        assert (sign["where"], sign["why"]) == ("reported", ALONE)
    (row, *_others) = unlock(Withholding.objects.filter(user=member))
    assert "mungkin orang ini" in panels.signs_of(row, [])[0].why


def test_a_relative_of_one_name_is_found_by_a_short_form_that_no_token_knows(officer: User) -> None:
    brother = a_tie(a_user(Role.SEKRETARIAT), name="Rizali")
    assert the_sign(reported(officer, "Jali"), brother.declaration.user)["tie"] == str(brother.pk)


def test_somebody_else_of_two_names_is_not_withheld(officer: User) -> None:
    a_user(Role.SEKRETARIAT, name="Budi Hartanto")
    reported(officer, "Budi Laksana")
    a_filed_complaint(story="Budi memukul saya. Ia tetangga kami.")
    assert not Withholding.objects.exists()


def test_a_common_name_beside_the_word_of_the_agency_points_to_its_partner_but_beside_a_district_to_nobody() -> None:
    an_office()
    a_user(Role.KETUA)
    police = agencies.add_agency(name="Polres Sambas", short_name="Polres Sambas", kind="police", by=OPERATOR)
    partner = a_user(Role.MITRA, agency=police, name="Budi Hartanto")
    assert the_sign(a_filed_complaint(story="Namanya Pak Budi, dia di Polres."), partner)["why"] == BY_OFFICE
    elsewhere = a_filed_complaint(story="Namanya Pak Budi, dia orang Sambas.")
    assert not Withholding.objects.about(elsewhere.subject).exists()


def test_a_decider_reads_where_a_name_was_found_whatever_named_it() -> None:
    """Every word that a comparison of some room gives its names and texts has words of its own here."""
    given = {"asker", "behalf", "asks", "letter", "contact", "message", "summary", "reporter", "reported"}
    assert given <= set(panels.WHERE)
