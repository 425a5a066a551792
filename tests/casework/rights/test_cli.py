"""`suar rights check`: the same gate at the server, without a word about the child."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from suar.casework.rights.actions.carrying import hindrances_to_package
from suar.casework.rights.cli import rights
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role, User
from tests.casework.children.builders import a_circumstance
from tests.casework.rights.ground import a_granted, a_request, fresh, looked_at
from tests.factories import a_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return a_user(Role.SEKRETARIAT)


def checked(number: str, office: str) -> Result:
    return CliRunner().invoke(rights, ["check", number, "--office", office, "--json"])


def test_an_implicated_parent_is_refused_with_the_reason(officer: User) -> None:
    request = a_request(officer)
    looked_at(request, officer, implicated="yes", why_not="Disebut dalam pengaduan.")
    result = checked(request.number, request.office.code)
    told = json.loads(result.output)
    assert (result.exit_code, told["allowed"]) == (1, False)
    assert any("diduga terlibat" in reason for reason in told["reasons"])


def test_what_two_people_granted_may_be_made(officer: User) -> None:
    request = a_granted(officer)
    result = checked(request.number.lower(), request.office.code)
    assert (result.exit_code, json.loads(result.output)) == (
        0, {"number": request.number, "allowed": True, "reasons": []}
    )  # fmt: skip


def test_circumstances_written_since_the_proposal_stop_it_here_too(officer: User) -> None:
    request = a_granted(officer, sections=["circumstances"])
    a_circumstance(request.child, officer)
    result = checked(request.number, request.office.code)
    assert result.exit_code == 1
    assert json.loads(result.output)["reasons"] == [
        "Keadaan anak ditulis lagi sesudah usul ini dibaca. Tinjau lagi keputusannya."
    ]
    assert hindrances_to_package(fresh(request)) == json.loads(result.output)["reasons"]


def test_it_names_nobody_and_is_in_the_ledger(officer: User) -> None:
    request = a_granted(officer)
    output = checked(request.number, request.office.code).output
    assert "Contoh" not in output
    entry = Entry.objects.get(verb="read.rights_check")
    assert (entry.actor, entry.subject) == ("system:operator", request.child_id)


def test_a_number_that_leads_nowhere_says_so(officer: User) -> None:
    result = checked("H-999/26", officer.office.code)
    assert result.exit_code == 1
    assert "No request H-999/26" in result.output


def test_every_reason_is_said_in_the_one_language(officer: User) -> None:
    told = json.loads(checked((request := a_request(officer, kind="correction")).number, request.office.code).output)
    assert "Paket hanya dibuat untuk permintaan melihat data." in told["reasons"]
    assert any(reason.startswith("Permintaan ini belum dikabulkan oleh dua orang") for reason in told["reasons"])
    assert not any(" not " in reason for reason in told["reasons"])
