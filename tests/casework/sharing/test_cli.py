"""`suar sharing`: the same gate as on a page, in words and as JSON, recorded as a read."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from suar.casework.children import actions as children
from suar.casework.conflicts import actions as conflicts
from suar.casework.sharing.cli import sharing
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role
from suar.registry.agencies import actions as agencies
from tests.casework.sharing.ground import a_referral, a_signed_agreement, one_that_may_go
from tests.factories import a_user

pytestmark = pytest.mark.django_db


def asked(referral: Any, *more: str, fields: str = "initials,sex") -> Result:
    about = ["--case", referral.case.number, "--agency", referral.agency.short_name, "--purpose", "services"]
    return CliRunner().invoke(sharing, ["check", *about, "--fields", fields, *more])


def test_what_may_go_is_answered_with_yes_and_recorded_as_a_read() -> None:
    referral = one_that_may_go()
    answer = asked(referral)
    assert (answer.exit_code, answer.output) == (0, "Boleh.\n")
    assert Entry.objects.filter(verb="read.sharing_check", subject=referral.child_id).count() == 1
    assert json.loads(asked(referral, "--json").output) == {"allowed": True, "reasons": []}


def test_what_may_not_is_refused_with_every_reason_and_status_one() -> None:
    referral = one_that_may_go()
    answer = asked(referral, "--json", fields="initials,address,school")
    assert answer.exit_code == 1
    found = json.loads(answer.output)
    assert not found["allowed"] and [one["code"] for one in found["reasons"]] == ["field", "field"]
    assert "alamat" in found["reasons"][0]["words"]
    plain = asked(a_referral())
    assert plain.exit_code == 1 and "Belum ada kesepakatan" in plain.output and "Belum ada persetujuan" in plain.output


def test_danger_is_asked_as_on_the_page() -> None:
    referral = a_referral()
    assert asked(referral, "--danger", "danger").exit_code == 0
    assert asked(referral, "--danger", "danger", fields="initials,name").exit_code == 1
    assert asked(referral, "--danger", "hurry").exit_code == 1


def test_a_body_from_which_the_file_is_withheld_is_refused() -> None:
    referral = one_that_may_go()
    head = a_user(Role.MITRA, name="Herkulanus Bujangga", agency=referral.agency)
    conflicts.declare(user=head, by=head, heads_agency=True)
    children.edit(child=referral.case.child, by=a_user(Role.KETUA), guardian="Herkulanus Bujangga")
    answer = asked(referral, "--json", "--danger", "danger")
    assert answer.exit_code == 1 and json.loads(answer.output)["reasons"][0]["code"] == "withheld"


def test_a_body_that_is_no_more_is_refused() -> None:
    referral = one_that_may_go()
    agencies.deactivate(agency=referral.agency, by=referral.by)
    answer = asked(referral, "--json")
    assert answer.exit_code == 1
    assert [one["code"] for one in json.loads(answer.output)["reasons"]] == ["inactive"]


def test_a_file_or_a_body_that_nobody_knows_is_told_so() -> None:
    referral = one_that_may_go()
    about = ["--purpose", "services", "--fields", "sex"]
    nobody = CliRunner().invoke(sharing, ["check", "--case", "X", "--agency", referral.agency.short_name, *about])
    nowhere = CliRunner().invoke(sharing, ["check", "--case", referral.case.number, "--agency", "X", *about])
    assert nobody.exit_code == nowhere.exit_code == 1
    assert "No file of this number" in nobody.output and "No body 'X'" in nowhere.output


def test_agreements_are_listed_with_what_they_allow() -> None:
    agreement = a_signed_agreement()
    answer = CliRunner().invoke(sharing, ["agreements", "--json"])
    (found,) = json.loads(answer.output)
    assert (found["agency"], found["edition"], found["signed"]) == (agreement.agency.short_name, 1, True)
    assert found["terms"]["watching"] == ["initials", "risk"]
    assert "versi 1" in CliRunner().invoke(sharing, ["agreements"]).output
