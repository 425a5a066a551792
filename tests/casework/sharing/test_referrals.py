"""A package to one named person: what may not go does not, what went is frozen, what danger let go is reviewed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from suar.casework.children import actions as children
from suar.casework.conflicts import actions as conflicts
from suar.casework.duties import actions as duties
from suar.casework.duties.models import Duty
from suar.casework.sharing import actions, perms
from suar.casework.sharing.actions import referrals
from suar.casework.sharing.models import Referral
from suar.core import ledger
from suar.core.errors import Conflict, DomainError, Ended, Refused
from suar.registry.accounts import actions as accounts
from suar.registry.accounts.models import Role, User
from suar.registry.agencies import actions as agencies
from tests.casework.sharing.ground import (
    FIELDS,
    TYPED,
    a_consent,
    a_dangerous_one,
    a_referral,
    a_sent_referral,
    a_signed_agreement,
    duty,
    one_that_may_go,
    today,
    verbs,
)
from tests.factories import a_case, a_child, a_user, an_agency, an_officer, an_officer_elsewhere

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return an_officer()


def fresh(referral: Referral) -> Referral:
    return Referral.objects.select_related("case__office", "case__child", "agency", "sent_by").get(pk=referral.pk)


# what may go


def test_what_agreement_and_consent_allow_goes_numbered_and_frozen_to_one_person(officer: User) -> None:
    referral = a_sent_referral(officer)
    kept = fresh(referral)
    assert kept.status == "sent" and kept.number.startswith("001") and kept.agreement is not None
    assert kept.package["to"]["name"] == "Ibu Sari Contoh"
    assert {one["code"]: one["value"] for one in kept.package["fields"]} == {
        "initials": "R.C.",
        "sex": "perempuan",
        "birth_year": "2011",
        **TYPED,
    }
    assert "Kesepakatan berbagi versi 1" in kept.package["basis"]
    assert verbs("referral.") == ["referral.draft", "referral.send"]


def test_what_went_out_stays_as_it_went_when_the_file_changes(officer: User) -> None:
    referral = a_sent_referral(officer)
    before = fresh(referral).package
    children.edit(child=referral.case.child, by=officer, birth_date="2012-04-01")
    assert fresh(referral).package == before


def test_the_receiver_owes_its_receipt_and_we_the_question(officer: User) -> None:
    referral = a_sent_referral(officer)
    receipt, ask = duty(referral, "referral_receipt"), duty(referral, "referral_ask")
    assert (receipt.agency, receipt.officer) == (referral.agency, None) and ask.agency is None
    assert ask.due_at == referral.sent_at + timedelta(days=7)  # type: ignore[operator]  # it was sent
    with pytest.raises(Refused, match="langkahnya sendiri"):
        duties.finish(duty=receipt, by=officer)


@pytest.mark.parametrize(
    ("missing", "words"),
    [("agreement", "Belum ada kesepakatan"), ("consent", "Belum ada persetujuan anak"), ("field", "tidak ada dalam")],
)
def test_without_agreement_consent_or_field_nothing_leaves(officer: User, missing: str, words: str) -> None:
    case, agency = a_case(officer), an_agency()
    if missing != "agreement":
        a_signed_agreement(officer, agency)
    if missing != "consent":
        a_consent(case, officer, agency)
    fields = [*FIELDS, "address"] if missing == "field" else FIELDS
    referral = a_referral(case, officer, agency, fields=fields)
    with pytest.raises(DomainError, match=words):
        actions.send(referral=referral, by=officer, how="courier")
    assert fresh(referral).status == "draft" and verbs("referral.send", "duty.") == verbs("duty.")


def test_an_agreement_that_nobody_signed_or_that_was_ended_lets_nothing_go(officer: User) -> None:
    referral = one_that_may_go(officer)
    agreement = referral.agency.agreements.get()
    actions.end(agreement=agreement, by=a_user(Role.WAKIL, officer.office), reason="Lembaga lalai.")
    with pytest.raises(DomainError, match="Belum ada kesepakatan"):
        actions.send(referral=referral, by=officer, how="courier")


def test_a_consent_taken_back_between_draft_and_press_stops_it(officer: User) -> None:
    referral = one_that_may_go(officer)
    consent = referral.case.consents.select_related("case__office", "case__child").get()
    actions.withdraw(consent=consent, by=officer, on=today(), who="Anak", why="Takut.")
    with pytest.raises(DomainError, match="Persetujuan anak dicabut tanggal"):
        actions.send(referral=referral, by=officer, how="courier")


def test_a_consent_taken_back_at_the_very_press_stops_it(officer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    referral, recorded = one_that_may_go(officer), referrals.recorded
    consent = perms.get_consent(officer, referral.case.consents.get().pk)

    def meanwhile(*args: Any, **facts: Any) -> Any:
        actions.withdraw(consent=consent, by=officer, on=today(), who="Anak", why="Takut.")
        return recorded(*args, **facts)

    monkeypatch.setattr(referrals, "recorded", meanwhile)
    with pytest.raises(DomainError, match="Persetujuan anak dicabut tanggal"):
        actions.send(referral=referral, by=officer, how="courier")
    assert fresh(referral).status == "draft" and referral.is_draft


def test_what_had_left_before_a_consent_was_taken_back_is_to_be_told_of(officer: User) -> None:
    referral = one_that_may_go(officer)
    case, left = referral.case, timezone.now()
    facts: dict[str, Any] = {"whose": "caregiver", "giver": "caregiver", "form": "oral"}
    consent = a_consent(case, officer, referral.agency, **facts)
    actions.withdraw(consent=consent, by=officer, on=today(), who="Ibu", why="Takut.")
    assert not Duty.objects.filter(kind="withdrawal_tell").exists(), "nothing had been written down as sent"
    actions.send(referral=referral, by=officer, how="courier", at=left)
    assert duty(referral, "withdrawal_tell").is_open
    actions.tell(referral=perms.get_referral(officer, referral.pk), by=officer)
    assert not duty(referral, "withdrawal_tell").is_open


@pytest.mark.parametrize(
    ("agreed", "said", "words"), [(9, 0, "Belum ada persetujuan anak"), (0, 9, "tidak berlaku pada"), (9, 9, "")]
)
def test_it_left_on_no_day_on_which_it_might_not(officer: User, agreed: int, said: int, words: str) -> None:
    case, agency, ago = a_case(officer), an_agency(), timedelta(days=3)
    agreement = a_signed_agreement(officer, agency, valid_from=today() - timedelta(days=30))
    a_consent(case, officer, agency, given_on=today() - timedelta(days=said))
    referral = a_referral(case, officer, agency)
    agreement.signed_at -= timedelta(days=agreed)  # type: ignore[operator]  # it was signed
    with ledger.record("test.rows", by=officer) as entry:
        entry.change(agreement)
    if not words:
        assert actions.send(referral=referral, by=officer, how="courier", at=timezone.now() - ago).status == "sent"
        return
    with pytest.raises(DomainError, match=words):
        actions.send(referral=referral, by=officer, how="courier", at=timezone.now() - ago)
    assert fresh(referral).status == "draft"


def test_a_body_from_which_the_file_is_withheld_gets_nothing(officer: User) -> None:
    case, agency = a_case(officer), an_agency()
    draft = a_referral(case, officer, agency)
    ketua = a_user(Role.KETUA, officer.office)
    head = a_user(Role.MITRA, name="Herkulanus Bujangga", agency=agency)
    conflicts.declare(user=head, by=head, heads_agency=True)
    children.edit(child=case.child, by=ketua, guardian="Herkulanus Bujangga")
    with pytest.raises(DomainError, match="tidak dapat menerimanya"):
        a_referral(case, officer, agency)
    ways: tuple[dict[str, Any], ...] = ({}, {"danger": "danger", "why": "x", "reviewer": ketua})
    for danger in ways:
        with pytest.raises(DomainError, match="tidak dapat menerimanya"):
            actions.send(referral=fresh(draft), by=officer, how="courier", **danger)


# drawn up


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"to": {"name": " ", "role": "Seksi layanan"}}, "Sebut nama penerimanya"),
        ({"to": {"name": "Yth. Pimpinan UPTD PPA CONTOH"}}, "Sebut nama penerimanya"),
        ({"purpose": "keeping"}, "Pilih tujuan"),
        ({"fields": []}, "Pilih tujuan"),
        ({"fields": ["nik"]}, "Pilih tujuan"),
        ({"aim": " "}, "Tulis apa yang diharapkan"),
        ({"typed": {"chronology": "x"}}, "keadaan anak saat ini"),
        ({"typed": {**TYPED, "health": "Alergi."}}, "tidak ikut dikirim: catatan kesehatan"),
        ({"aim": "Anak ini oknum penjaja."}, "menyalahkan anak"),
        ({"typed": {**TYPED, "chronology": "x" * 4001}}, "Terlalu panjang"),
    ],
)
def test_a_draft_has_its_refusals(officer: User, facts: dict[str, Any], words: str) -> None:
    with pytest.raises(DomainError, match=words):
        a_referral(by=officer, agency=an_agency(name="UPTD PPA Contoh"), **facts)
    assert not Referral.objects.exists()


def test_no_draft_to_a_body_that_is_no_more(officer: User) -> None:
    gone = an_agency()
    agencies.deactivate(agency=gone, by=officer)
    with pytest.raises(DomainError, match="tidak aktif"):
        a_referral(by=officer, agency=gone)


def test_a_body_that_is_no_more_gets_nothing_that_was_drawn_up_before(officer: User) -> None:
    draft = one_that_may_go(officer)
    agencies.deactivate(agency=draft.agency, by=officer)
    ways: tuple[dict[str, Any], ...] = ({}, {"danger": "danger", "why": "x", "reviewer": a_user(Role.WAKIL)})
    for way in ways:
        with pytest.raises(DomainError, match="tidak aktif lagi"):
            actions.send(referral=fresh(draft), by=officer, how="courier", **way)
    assert fresh(draft).status == "draft"


def test_the_same_form_twice_is_one_draft(officer: User) -> None:
    case, form = a_case(officer), uuid4()
    assert a_referral(case, officer, referral_id=form).pk == a_referral(case, officer, referral_id=form).pk
    with pytest.raises(Conflict):
        a_referral(case, an_officer(), referral_id=form)


def test_a_draft_is_changed_or_given_up_and_what_went_is_not(officer: User) -> None:
    draft, sent = a_referral(by=officer), a_sent_referral(officer)
    facts = {"agency": draft.agency, "purpose": "watching", "fields": ["initials"], "to": {"name": "Pak Budi Contoh"}}
    actions.edit(referral=draft, by=officer, aim="Pantau bersama", contact="Petugas", **facts)
    assert fresh(draft).draft["fields"] == ["initials"] and "typed" not in fresh(draft).draft
    with pytest.raises(Conflict):
        actions.edit(referral=sent, by=officer, aim="x", contact="y", **facts)
    actions.cancel(referral=draft, by=officer)
    with pytest.raises(Conflict):
        actions.cancel(referral=draft, by=officer)
    with pytest.raises(Conflict):
        actions.send(referral=sent, by=officer, how="courier")
    assert verbs("referral.edit", "referral.cancel") == ["referral.edit", "referral.cancel"]


def test_of_two_editors_the_second_hears_of_the_first(officer: User) -> None:
    referral = a_referral(by=officer)
    stale = fresh(referral)
    actions.cancel(referral=referral, by=officer)
    with pytest.raises(Conflict, match="Orang lain"):
        actions.cancel(referral=stale, by=officer)


def test_nobody_of_another_office_touches_it(officer: User) -> None:
    other, referral = an_officer_elsewhere(), a_sent_referral(officer)
    for act in (
        lambda: actions.receive(referral=referral, by=other, received_by="x"),
        lambda: actions.answer(referral=referral, by=other, accepted=True),
        lambda: actions.finish(referral=referral, by=other, result="x"),
        lambda: actions.review(referral=referral, by=other, verdict="justified", words="x"),
        lambda: actions.cancel(referral=referral, by=other),
        lambda: actions.tell(referral=referral, by=other),
    ):
        with pytest.raises(Refused):
            act()


# what becomes of it


def test_received_accepted_and_done_each_ends_what_was_owed(officer: User) -> None:
    referral = a_sent_referral(officer)
    actions.receive(referral=referral, by=officer, receipt_number="B/12", received_by="Ibu Sari")
    assert duty(referral, "referral_receipt").status == "done" and duty(referral, "referral_ask").is_open
    actions.answer(referral=referral, by=officer, accepted=True)
    assert duty(referral, "referral_ask").status == "done"
    actions.finish(referral=referral, by=officer, result="Empat pertemuan.")
    assert fresh(referral).status == "done"
    assert fresh(referral).answers == {"number": "B/12", "by": "Ibu Sari", "result": "Empat pertemuan."}
    assert verbs("referral.")[2:] == ["referral.receipt", "referral.answer", "referral.finish"]


def test_a_refusal_has_its_reason_and_ends_it(officer: User) -> None:
    referral = a_sent_referral(officer)
    with pytest.raises(Conflict):
        actions.answer(referral=referral, by=officer, accepted=True)
    with pytest.raises(DomainError, match="nomor tanda terima"):
        actions.receive(referral=referral, by=officer)
    with pytest.raises(DomainError, match="sesudah pengiriman"):
        actions.receive(referral=referral, by=officer, received_by="x", at=timezone.now() - timedelta(days=2))
    actions.receive(referral=referral, by=officer, received_by="Ibu Sari")
    with pytest.raises(DomainError, match="mengapa lembaga menolak"):
        actions.answer(referral=referral, by=officer, accepted=False)
    actions.answer(referral=referral, by=officer, accepted=False, words="Tidak ada psikolog.")
    assert fresh(referral).status == "refused"
    with pytest.raises(Conflict):
        actions.finish(referral=referral, by=officer, result="x")


# danger


def test_danger_needs_neither_agreement_nor_consent_and_a_second_person_owes_a_review(officer: User) -> None:
    second = a_user(Role.WAKIL, officer.office)
    referral = a_dangerous_one(officer, reviewer=second)
    review = duty(referral, "share_review")
    assert review.officer == second and review.due_at == referral.sent_at + timedelta(hours=72)  # type: ignore[operator]  # sent
    assert fresh(referral).agreement is None and "UU 27/2022 pasal 20" in fresh(referral).package["basis"]
    with pytest.raises(Refused, match="langkahnya sendiri"):
        duties.finish(duty=review, by=second)
    with pytest.raises(Refused, match="bukan yang mengirim"):
        actions.review(referral=fresh(referral), by=officer, verdict="justified", words="Perlu.")
    actions.review(referral=fresh(referral), by=second, verdict="not", words="Alamat seharusnya menunggu.")
    assert duty(referral, "share_review").status == "done"
    with pytest.raises(Conflict):
        actions.review(referral=fresh(referral), by=second, verdict="justified", words="x")
    assert verbs("referral.review") == ["referral.review"]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"danger": "hurry"}, "Pilih dasar hukumnya"),
        ({"why": " "}, "tidak dapat menunggu"),
        ({"reviewer": None}, "Pilih orang kedua"),
    ],
)
def test_danger_has_its_refusals(officer: User, facts: dict[str, Any], words: str) -> None:
    given = {"danger": "danger", "why": "Diancam.", "reviewer": a_user(Role.WAKIL, officer.office), "how": "courier"}
    with pytest.raises(DomainError, match=words):
        actions.send(referral=a_referral(by=officer), by=officer, **{**given, **facts})


def test_danger_lets_no_more_than_the_least_go_and_no_one_reviews_oneself(officer: User) -> None:
    given = {"danger": "danger", "why": "Diancam.", "how": "courier"}
    more = a_referral(by=officer, fields=[*FIELDS, "name"])
    with pytest.raises(DomainError, match="nama lengkap"):
        actions.send(referral=more, by=officer, reviewer=a_user(Role.WAKIL, officer.office), **given)
    with pytest.raises(DomainError, match="bukan yang mengirim"):
        actions.send(referral=a_referral(by=officer), by=officer, reviewer=officer, **given)
    with pytest.raises(DomainError, match="anggota kantor"):
        actions.send(referral=a_referral(by=officer), by=officer, reviewer=an_officer_elsewhere(), **given)


def of_its_first_week(ketua: User) -> User:
    """Made and appointed by the Ketua of a new office, this week."""
    user = accounts.add_user(username="baru", name="Baru Contoh", password="x" * 14, by=ketua)
    accounts.appoint(user=user, office=ketua.office, role=Role.DIVISI_PENGADUAN, by=ketua)
    return user


def test_danger_does_not_wait_until_an_office_is_a_month_old(officer: User) -> None:
    ketua = a_user(Role.KETUA, officer.office)
    second = of_its_first_week(ketua)
    referral = a_dangerous_one(ketua, a_case(ketua), reviewer=second)
    assert duty(referral, "share_review").officer == second
    with pytest.raises(Ended, match="minta orang ketiga"):
        actions.review(referral=fresh(referral), by=second, verdict="justified", words="Perlu.")
    actions.review(referral=fresh(referral), by=officer, verdict="justified", words="Perlu.")
    assert duty(referral, "share_review").status == "done"


def test_a_review_says_what_was_found_and_only_of_what_danger_let_go(officer: User) -> None:
    second = a_user(Role.WAKIL, officer.office)
    with pytest.raises(Refused, match="menurut kesepakatan"):
        actions.review(referral=a_sent_referral(officer), by=second, verdict="justified", words="x")
    referral = a_dangerous_one(officer, reviewer=second)
    with pytest.raises(DomainError, match="Pilih"):
        actions.review(referral=referral, by=second, verdict="maybe", words="x")
    with pytest.raises(DomainError, match="apa yang Anda temukan"):
        actions.review(referral=referral, by=second, verdict="justified", words=" ")


def test_a_boy_without_papers_is_referred_by_what_is_known(officer: User) -> None:
    child = a_child(officer, name="Budi", sex="L", birth_date="")
    referral = a_dangerous_one(officer, a_case(officer, child=child))
    values = {one["code"]: one["value"] for one in fresh(referral).package["fields"]}
    assert values["birth_year"] == "belum diketahui" and values["sex"] == "laki-laki"
