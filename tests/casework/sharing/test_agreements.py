"""What is agreed with a body: drawn up by one, signed by another, replaced by a new edition, ended."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from suar.casework.sharing import actions, gate, packages, panels
from suar.casework.sharing.actions import agreements
from suar.casework.sharing.models import Agreement
from suar.core import ledger
from suar.core.documents.indonesian import short
from suar.core.errors import Conflict, DomainError, Refused
from suar.registry.accounts.models import Role, User
from suar.registry.agencies import actions as agencies
from tests.casework.sharing.ground import TERMS, a_consent, a_referral, a_signed_agreement, an_agreement, today, verbs
from tests.factories import a_case, a_user, an_agency, an_officer, an_officer_elsewhere, an_outsider

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return an_officer()


def test_it_is_in_force_when_a_leader_who_did_not_draw_it_up_signs_it(officer: User) -> None:
    agreement, ketua = an_agreement(officer), a_user(Role.KETUA, officer.office)
    assert agreement.is_draft and agreement.edition == 1
    actions.sign(agreement=agreement, by=ketua, reason="Perlu bagi anak.")
    kept = Agreement.objects.get()
    assert set(kept.months) == set(kept.terms) == set(TERMS)
    assert kept.is_signed and (kept.signed_by, kept.sign_reason) == (ketua, "Perlu bagi anak.")
    assert verbs("agreement.") == ["agreement.draw_up", "agreement.sign"]


def test_nobody_signs_what_they_drew_up_nor_without_leading(officer: User) -> None:
    ketua = a_user(Role.KETUA, officer.office)
    with pytest.raises(Refused, match="bukan yang menyusunnya"):
        actions.sign(agreement=an_agreement(ketua), by=ketua, reason="x")
    with pytest.raises(Refused):
        actions.sign(agreement=an_agreement(officer), by=an_officer(), reason="x")
    with pytest.raises(DomainError, match="mengapa"):
        actions.sign(agreement=an_agreement(officer), by=ketua, reason=" ")
    over = an_agreement(officer, valid_from=today() - timedelta(9), valid_until=today() - timedelta(1))
    with pytest.raises(DomainError, match="sudah lewat"):
        actions.sign(agreement=over, by=ketua, reason="x")


def test_a_change_is_a_new_edition_and_the_one_before_stays_readable(officer: User) -> None:
    agency, wakil = an_agency(), a_user(Role.WAKIL, officer.office)
    first = a_signed_agreement(officer, agency)
    second = an_agreement(officer, agency, terms={"services": ["initials"]})
    actions.sign(agreement=second, by=wakil, reason="Kolom dikurangi.")
    kept = {row.edition: row for row in Agreement.objects.all()}
    assert (kept[1].status, kept[2].status) == ("replaced", "signed")
    assert kept[1].terms == first.terms and kept[2].terms == {"services": ["initials"]}


def test_one_that_is_signed_early_leaves_the_former_in_force_until_it_begins(officer: User) -> None:
    agency, wakil, begins = an_agency(), a_user(Role.WAKIL, officer.office), today() + timedelta(40)
    first = a_signed_agreement(officer, agency)
    second = an_agreement(officer, agency, valid_from=begins, valid_until=begins + timedelta(365))
    actions.sign(agreement=second, by=wakil, reason="Perpanjangan.")
    found = {day: gate.in_force(officer.office.pk, agency, day) for day in (today(), begins - timedelta(1), begins)}
    assert list(found.values()) == [first, first, second]
    case = a_case(officer)
    a_consent(case, officer, agency)
    sent = actions.send(referral=a_referral(case, officer, agency), by=officer, how="courier")
    assert sent.agreement == first
    words = {day: [said for said, _tone in panels.agreement_states([first, second], day)] for day in found}
    assert words[today()] == ["berlaku", f"berlaku mulai {short(begins)}"] and words[begins] == [
        "diganti versi baru",
        "berlaku",
    ]


@pytest.mark.parametrize(("has_begun", "left"), [(False, 1), (True, None)])
def test_ended_it_brings_back_no_edition_whose_place_it_had_taken(
    officer: User, has_begun: bool, left: int | None
) -> None:
    agency, ketua, later = an_agency(), a_user(Role.KETUA, officer.office), today() + timedelta(20)
    a_signed_agreement(officer, agency)
    second = an_agreement(officer, agency, valid_from=later, valid_until=later + timedelta(365))
    actions.sign(agreement=second, by=ketua, reason="Perpanjangan.")
    if has_begun:
        second.valid_from = today()
        with ledger.record("test.rows", by=officer) as entry:
            entry.change(second)
    actions.end(agreement=second, by=ketua, reason="Lembaga lalai.")
    standing = gate.in_force(officer.office.pk, agency, later)
    assert (standing.edition if standing else None) == left
    assert Agreement.objects.get(edition=1).status == ("replaced" if has_begun else "signed")


def test_of_two_who_draw_up_the_same_edition_the_second_is_told(officer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    agency, agreed = an_agency(), agreements.agreed

    def meanwhile(verb: str, agreement: Agreement, by: User) -> Any:
        monkeypatch.setattr(agreements, "agreed", agreed)
        an_agreement(an_officer(), agency)
        return agreed(verb, agreement, by)

    monkeypatch.setattr(agreements, "agreed", meanwhile)
    with pytest.raises(Conflict, match="Orang lain"):
        an_agreement(officer, agency)
    assert Agreement.objects.get().edition == 1 and an_agreement(officer, agency).edition == 2


def test_an_older_edition_does_not_replace_a_newer_one(officer: User) -> None:
    agency, wakil = an_agency(), a_user(Role.WAKIL, officer.office)
    old = an_agreement(officer, agency)
    a_signed_agreement(officer, agency)
    with pytest.raises(Conflict):
        actions.sign(agreement=old, by=wakil, reason="x")
    assert Agreement.objects.get(edition=2).is_signed and Agreement.objects.get(edition=1).is_draft


def test_ended_it_is_not_signed_again(officer: User) -> None:
    agreement, ketua = an_agreement(officer), a_user(Role.KETUA, officer.office)
    with pytest.raises(DomainError, match="mengapa"):
        actions.end(agreement=agreement, by=ketua, reason="")
    with pytest.raises(Refused):
        actions.end(agreement=agreement, by=officer, reason="x")
    actions.end(agreement=agreement, by=ketua, reason="Lembaga bubar.")
    for act in (actions.sign, actions.end):
        with pytest.raises(Conflict):
            act(agreement=agreement, by=ketua, reason="x")
    assert verbs("agreement.end") == ["agreement.end"]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"terms": {}}, "sekurang-kurangnya satu tujuan"),
        ({"terms": {"services": []}}, "sekurang-kurangnya satu tujuan"),
        ({"terms": {"keeping": ["sex"]}}, "dari daftar"),
        ({"terms": {"press": ["sex"]}}, "dari daftar"),
        ({"terms": {"services": ["nik"]}}, "dari daftar"),
        ({"terms": {"reporting": ["sex", "name"]}}, "tidak memuat: nama lengkap"),
        ({"contact": " "}, "narahubung"),
        ({"basis": ""}, "narahubung"),
        ({"months": dict.fromkeys(TERMS, 0)}, "antara 1 dan"),
        ({"months": {"services": 12}}, "untuk tujuan"),
        ({"valid_until": today()}, "sesudah dimulai"),
    ],
)
def test_each_refusal_says_what_to_do(officer: User, facts: dict[str, Any], words: str) -> None:
    with pytest.raises(DomainError, match=words):
        an_agreement(officer, **facts)
    assert not Agreement.objects.exists()


def test_no_agreement_with_a_body_that_is_no_more_nor_for_another_office(officer: User) -> None:
    gone = an_agency()
    agencies.deactivate(agency=gone, by=officer)
    with pytest.raises(DomainError, match="tidak aktif"):
        an_agreement(officer, gone)
    with pytest.raises(Refused):
        an_agreement(an_outsider())
    agreement = an_agreement(officer)
    with pytest.raises(Refused, match="kantor lain"):
        actions.end(agreement=agreement, by=a_user(Role.KETUA, an_officer_elsewhere().office), reason="x")


def test_the_same_form_twice_draws_one_up(officer: User) -> None:
    form = uuid4()
    assert an_agreement(officer, agreement_id=form).pk == an_agreement(officer, agreement_id=form).pk
    with pytest.raises(Conflict):
        an_agreement(an_officer(), agreement_id=form)


def test_the_letter_asks_the_receiver_to_destroy_it_after_the_months_of_its_purpose(officer: User) -> None:
    agency, case = an_agency(), a_case(officer)
    a_signed_agreement(officer, agency, months={**dict.fromkeys(TERMS, 24), "services": 7})
    a_consent(case, officer, agency)
    referral = actions.send(referral=a_referral(case, officer, agency), by=officer, how="courier")
    asked = [line for line in packages.closing(referral) if "dimusnahkan" in line]
    assert asked == ["Mohon dimusnahkan 7 bulan sesudah selesai, sesuai kesepakatan berbagi."]
