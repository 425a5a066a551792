"""What somebody agreed to, each refusal, its entry and its duty; taken back, and whoever is to be told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from suar.casework.duties.models import Duty
from suar.casework.sharing import actions, gate, perms
from suar.casework.sharing.models import Consent, Referral
from suar.core.errors import Conflict, DomainError, Refused
from suar.registry.accounts.models import User
from tests.casework.children.builders import a_merge
from tests.casework.sharing.ground import (
    a_consent,
    a_referral,
    a_sent_referral,
    a_signed_agreement,
    one_that_may_go,
    today,
    verbs,
)
from tests.factories import a_case, a_child, an_agency, an_officer, an_officer_elsewhere, an_outsider

pytestmark = pytest.mark.django_db
ONE_DAY = timedelta(days=1)


@pytest.fixture
def officer() -> User:
    return an_officer()


def test_an_answer_is_written_down_sealed_with_whom_and_what_for(officer: User) -> None:
    agency = an_agency()
    consent = a_consent(by=officer, agency=agency)
    kept = Consent.objects.get(pk=consent.pk)
    assert kept.said["purposes"] == ["services"] and kept.said["agencies"] == [agency.pk]
    assert (kept.said["language"], kept.said["aloud"]) == ("Melayu Pontianak", True)
    assert verbs("consent.") == ["consent.give"]


def test_one_that_ends_is_asked_again_by_then(officer: User) -> None:
    consent = a_consent(by=officer, expires_on=today() + 60 * ONE_DAY)
    duty = Duty.objects.get(pk=consent.renew_duty)
    assert duty.kind == "consent_renew" and duty.due_at is not None
    assert a_consent(by=officer, answer="no", expires_on=today() + ONE_DAY).renew_duty is None


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({}, "done"),
        ({"answer": "no"}, "done"),
        ({"purposes": ["services", "watching"]}, "done"),
        ({"purposes": ["watching"]}, "open"),
        ({"kinds": ["police"]}, "open"),
        ({"whose": "caregiver", "giver": "caregiver"}, "open"),
    ],
)
def test_once_asked_again_nobody_owes_the_question(officer: User, facts: dict[str, Any], status: str) -> None:
    case = a_case(officer)
    ending = a_consent(case, officer, expires_on=today() + 20 * ONE_DAY)
    a_consent(case, officer, **facts)
    assert Duty.objects.get(pk=ending.renew_duty).status == status


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"whose": "aunt"}, "tidak dikenal"),
        ({"giver": "caregiver"}, "Samakan"),
        ({"giver": "adult"}, "pilih mengapa"),
        ({"reason": "child_unable"}, "pilih mengapa"),
        ({"giver": "adult", "reason": "caregiver_absent"}, "bukan tentang anak"),
        ({"giver": "officer", "reason": "child_too_young", "form": "none"}, "tidak pada usia ini"),
        ({"form": "none"}, "Tidak ditanyakan"),
        ({"giver": "officer", "reason": "child_unable", "form": "written"}, "Tidak ditanyakan"),
        ({"giver": "officer", "reason": "child_unable", "form": "none", "answer": "no"}, "tidak menolak"),
        ({"purposes": []}, "sekurang-kurangnya satu tujuan"),
        ({"purposes": ["press"]}, "sekurang-kurangnya satu tujuan"),
        ({"kinds": ["newspaper"]}, "jenis lembaga"),
        ({"kept": {"fields": ["nik"]}}, "kolom dari daftar"),
        ({"kept": {"fields": ["address"]}}, "dari siapa"),
        ({"kept": {"fields": [], "why": "Ia dicari."}}, "dari siapa"),
        ({"given_on": today() + ONE_DAY}, "belum tiba"),
        ({"expires_on": today()}, "sesudah persetujuan"),
        ({"words": {"note": "Anak ini penjaja."}}, "menyalahkan anak"),
    ],
)
def test_each_refusal_says_what_to_do(officer: User, facts: dict[str, Any], words: str) -> None:
    with pytest.raises(DomainError, match=words):
        a_consent(by=officer, **facts)
    assert not Consent.objects.exists() and verbs("consent.") == []


def test_an_absent_or_implicated_caregiver_is_a_reason_that_is_written(officer: User) -> None:
    case = a_case(officer)
    other = {"whose": "caregiver", "giver": "adult", "reason": "caregiver_implicated", "form": "oral"}
    assert a_consent(case, officer, **other).reason == "caregiver_implicated"
    nobody = {"whose": "caregiver", "giver": "officer", "reason": "caregiver_absent", "form": "none"}
    assert a_consent(case, officer, **nobody).giver == "officer"


def test_an_absent_caregiver_who_said_no_still_says_no_and_an_involved_one_is_not_heard(officer: User) -> None:
    agency, born = an_agency(), f"{today().year - 5}-01-09"
    case = a_case(officer, child=a_child(officer, birth_date=born))
    a_signed_agreement(officer, agency)
    a_consent(case, officer, agency, whose="caregiver", giver="caregiver", answer="no")

    def refused() -> list[str]:
        asked: dict[str, Any] = {"case": case, "agency": agency, "purpose": "services", "fields": ["initials"]}
        return [refusal.code for refusal in gate.refusals(**asked, user=officer)]

    nobody: dict[str, Any] = {"whose": "caregiver", "giver": "officer", "form": "none"}
    for reason in ("caregiver_absent", "legal_duty"):
        a_consent(case, officer, agency, reason=reason, **nobody)
        assert refused() == ["refused"]
    a_consent(case, officer, agency, reason="caregiver_implicated", **nobody)
    assert refused() == []


def test_the_same_form_twice_is_one_answer_and_not_somebody_elses(officer: User) -> None:
    case, form = a_case(officer), uuid4()
    first = a_consent(case, officer, consent_id=form)
    assert a_consent(case, officer, consent_id=form).pk == first.pk and Consent.objects.count() == 1
    with pytest.raises(Conflict):
        a_consent(case, an_officer(), consent_id=form)


@pytest.mark.parametrize("other", [an_officer_elsewhere, an_outsider])
def test_nobody_else_writes_in_this_file(officer: User, other: Any) -> None:
    case = a_case(officer)
    with pytest.raises(Refused):
        a_consent(case, other())


def test_taken_back_it_stays_and_whoever_received_something_is_to_be_told(officer: User) -> None:
    referral = a_sent_referral(officer)
    consent = Consent.objects.select_related("case__office", "case__child").get()
    actions.withdraw(consent=consent, by=officer, on=today(), who="Anak", why="Takut ketahuan.")
    kept = Consent.objects.get()
    assert kept.said["purposes"] == ["services"] and kept.withdrawal == {"who": "Anak", "why": "Takut ketahuan."}
    duty = Duty.objects.get(kind="withdrawal_tell")
    assert duty.is_open
    sent = Referral.objects.select_related("case__office", "case__child", "agency").get(pk=referral.pk)
    actions.tell(referral=sent, by=officer)
    assert Duty.objects.get(kind="withdrawal_tell").status == "done"
    with pytest.raises(Conflict):
        actions.tell(referral=sent, by=officer)
    assert verbs("consent.withdraw", "referral.tell") == ["consent.withdraw", "referral.tell"]


def test_whoever_heard_of_one_withdrawal_is_told_of_the_next_too(officer: User) -> None:
    case, agency = a_case(officer), an_agency()
    first = a_consent(case, officer, agency, whose="caregiver", giver="caregiver", form="oral")
    sent = a_sent_referral(officer, agency, case=case)
    second = case.consents.get(whose="child")
    for consent, who in ((first, "Ibu"), (second, "Anak")):
        actions.withdraw(consent=perms.get_consent(officer, consent.pk), by=officer, on=today(), who=who, why="Takut.")
        duty = Duty.objects.open().get(kind="withdrawal_tell")
        actions.tell(referral=perms.get_referral(officer, sent.pk), by=officer)
        duty.refresh_from_db()
        assert duty.status == "done"
    with pytest.raises(Conflict):
        actions.tell(referral=perms.get_referral(officer, sent.pk), by=officer)


def test_two_that_are_taken_back_are_one_duty_to_tell(officer: User) -> None:
    case, agency = a_case(officer), an_agency()
    a_consent(case, officer, agency, whose="caregiver", giver="caregiver", form="oral")
    sent = a_sent_referral(officer, agency, case=case)
    for consent in case.consents.all():
        row = perms.get_consent(officer, consent.pk)
        actions.withdraw(consent=row, by=officer, on=today(), who="Anak", why="Takut.")
    assert Duty.objects.open().filter(kind="withdrawal_tell").count() == 1
    actions.tell(referral=perms.get_referral(officer, sent.pk), by=officer)
    assert not Duty.objects.open().filter(kind="withdrawal_tell").exists()


def test_whoever_got_a_report_without_identity_is_told_of_the_withdrawal_too(officer: User) -> None:
    case, agency = a_case(officer), an_agency()
    a_signed_agreement(officer, agency)
    consent = a_consent(case, officer, purposes=["reporting"], kinds=[])
    report = a_referral(case, officer, agency, purpose="reporting", fields=["sex", "birth_year"], typed={})
    actions.send(referral=report, by=officer, how="official")
    actions.withdraw(consent=consent, by=officer, on=today(), who="Anak", why="Tidak mau lagi.")
    assert Duty.objects.get(kind="withdrawal_tell").is_open
    actions.tell(referral=perms.get_referral(officer, report.pk), by=officer)
    assert Duty.objects.get(kind="withdrawal_tell").status == "done"


def test_another_yes_for_the_same_is_taken_back_with_it_or_stands_for_the_rest(officer: User) -> None:
    referral = one_that_may_go(officer)
    case, mine, other = referral.case, referral.agency, an_agency()
    asked: dict[str, Any] = {"case": case, "purpose": "services", "fields": ["initials"]}
    a_signed_agreement(officer, other)
    every = a_consent(case, officer)
    first = perms.get_consent(officer, case.consents.exclude(pk=every.pk).get().pk)
    a_consent(case, officer, an_agency())
    (beside,) = perms.get_beside(officer, first)
    assert beside.pk == every.pk
    actions.withdraw(consent=first, by=officer, on=today(), who="Anak", why="Takut.")
    assert [one.code for one in gate.refusals(agency=mine, **asked)] == ["withdrawn"]
    assert gate.refusals(agency=other, **asked) == []
    again = a_consent(case, officer, mine)
    actions.withdraw(consent=again, by=officer, on=today(), who="Anak", why="Takut.", also=[beside])
    assert [one.code for one in gate.refusals(agency=other, **asked)] == ["withdrawn"]
    assert Consent.objects.get(pk=every.pk).withdrawal == {"who": "Anak", "why": "Takut."}
    assert verbs("consent.withdraw") == ["consent.withdraw"] * 3


def test_where_nothing_left_nobody_is_to_be_told(officer: User) -> None:
    consent = a_consent(by=officer, expires_on=today() + 9 * ONE_DAY)
    actions.withdraw(consent=consent, by=officer, on=today(), who="Anak", why="Berubah pikiran.")
    assert not Duty.objects.filter(kind="withdrawal_tell").exists()
    assert Duty.objects.get(kind="consent_renew").status == "done"


def test_taking_back_has_its_refusals(officer: User) -> None:
    consent, refusal = a_consent(by=officer), a_consent(by=officer, answer="no")
    with pytest.raises(DomainError, match="tidak disetujui"):
        actions.withdraw(consent=refusal, by=officer, on=today(), who="Anak", why="x")
    for on, words in ((today() + ONE_DAY, "belum tiba"), (today() - ONE_DAY, "sebelum persetujuannya")):
        with pytest.raises(DomainError, match=words):
            actions.withdraw(consent=consent, by=officer, on=on, who="Anak", why="x")
    with pytest.raises(DomainError, match="siapa yang mencabut"):
        actions.withdraw(consent=consent, by=officer, on=today(), who=" ", why="x")
    with pytest.raises(Refused):
        actions.withdraw(consent=consent, by=an_officer_elsewhere(), on=today(), who="Anak", why="x")
    actions.withdraw(consent=consent, by=officer, on=today(), who="Anak", why="x")
    with pytest.raises(Conflict, match="sudah dicabut"):
        actions.withdraw(consent=consent, by=officer, on=today(), who="Anak", why="x")


def test_kept_from_a_body_without_naming_a_field_nothing_goes_there(officer: User) -> None:
    referral = one_that_may_go(officer)
    kept = {"agency": referral.agency_id, "fields": [], "who": "", "why": "Paman bekerja di sana."}
    a_consent(referral.case, officer, referral.agency, kept=kept)
    fields = referral.draft["fields"]
    found = gate.refusals(case=referral.case, agency=referral.agency, purpose="services", fields=fields)
    assert [refusal.code for refusal in found] == ["kept"] * len(fields)


def test_what_was_said_in_another_file_that_is_read_as_the_same_childs_counts(officer: User) -> None:
    referral = one_that_may_go(officer)
    case, fields = referral.case, referral.draft["fields"]
    merge = a_merge(case.child, by=officer)
    twin = a_case(officer, child=merge.other)
    a_consent(twin, officer, referral.agency, answer="no")
    found = gate.refusals(case=case, agency=referral.agency, purpose="services", fields=fields)
    assert [refusal.code for refusal in found] == ["refused"]
