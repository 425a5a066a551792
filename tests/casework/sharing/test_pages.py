"""What staff see and press: the tab of a file, consents, referrals up to their result, agreements."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from suar.casework.complaints import actions as complaints
from suar.casework.sharing import actions
from suar.casework.sharing.models import Agreement, Consent, Referral
from suar.core.ledger.models import Entry
from suar.registry.accounts import actions as accounts
from suar.registry.accounts.models import Role, User
from tests.casework.sharing.ground import (
    TYPED,
    a_consent,
    a_dangerous_one,
    a_referral,
    a_sent_referral,
    a_signed_agreement,
    an_agreement,
    one_that_may_go,
    today,
)
from tests.conditions import MET
from tests.desk.pages import signed_in, statements, text_of
from tests.factories import a_case, a_child, a_user, an_agency, an_officer, an_officer_elsewhere, an_outsider

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return an_officer()


@pytest.fixture
def browser(officer: User) -> Client:
    return signed_in(officer)


def url(name: str, *args: object) -> str:
    return reverse(f"sharing:{name}", args=args)


def typed_consent(**facts: Any) -> dict[str, Any]:
    given = {
        "form_id": str(uuid4()), "whose": "child", "giver": "child", "answer": "yes", "form": "mark",
        "purposes": ["services"], "kinds": ["uptd"], "given_on": today().isoformat(), "language": "isyarat",
    }  # fmt: skip
    return {**given, **facts}


def typed_referral(agency: Any, **facts: Any) -> dict[str, Any]:
    given = {
        "version": 0, "form_id": str(uuid4()), "agency": str(agency.pk), "to_name": "Ibu Sari Contoh",
        "purpose": "services", "aim": "Pendampingan", "contact": "Petugas Contoh", **TYPED,
        "fields_chosen": ["initials", "chronology", "condition"],
    }  # fmt: skip
    return {**given, **facts}


# the tab


def test_the_tab_says_whose_consent_is_missing_at_this_age_and_why(browser: Client, officer: User) -> None:
    case = a_case(officer, child=a_child(officer, birth_date=f"{today().year - 12}-01-01"))
    text = text_of(browser, url("case-sharing", case.pk))
    assert "Belum ada persetujuan" in text and "pengasuh" in text and "perlu dicek" in text
    a_consent(case, officer)
    a_consent(case, officer, whose="caregiver", giver="officer", reason="caregiver_implicated", form="none")
    text = text_of(browser, url("case-sharing", case.pk))
    assert "Belum ada persetujuan" not in text and "pengasuh diduga terlibat" in text


def test_a_file_has_the_tab_and_looking_is_a_read_of_it(browser: Client, officer: User) -> None:
    case = a_case(officer)
    assert url("case-sharing", case.pk) in text_of(browser, reverse("cases:case-detail", args=[case.pk]))
    for name, verb in (("case-sharing", "read.sharing"), ("sharing-print", "read.sharing_print")):
        text_of(browser, url(name, case.pk))
        assert Entry.objects.filter(verb=verb, subject=case.child_id).count() == 1


def test_everything_that_ever_left_is_listed_referrals_and_hand_overs(browser: Client, officer: User) -> None:
    referral = a_sent_referral(officer)
    complaints.hand_over(
        case=referral.case, agency=an_agency("police"), purpose="Lapor", packet="Laporan", recipient="Aipda Contoh",
        conditions=MET, by=officer,
    )  # fmt: skip
    for name in ("case-sharing", "sharing-print"):
        text = text_of(browser, url(name, referral.case_id))
        assert "Ibu Sari Contoh" in text and "kronologi" in text and "Kesepakatan berbagi versi 1" in text
        assert "Aipda Contoh" in text and "dugaan tindak pidana terhadap anak" in text
        assert referral.case.child.name not in text


def test_the_tab_costs_the_same_however_much_was_said_and_sent(browser: Client, officer: User) -> None:
    referral = a_sent_referral(officer)
    page = url("case-sharing", referral.case_id)
    before = len(statements(browser, page))
    for _ in range(3):
        consent = a_consent(referral.case, officer, referral.agency)
        a_dangerous_one(officer, referral.case)
        actions.withdraw(consent=consent, by=officer, on=today(), who="Anak", why="x")
    assert len(statements(browser, page)) <= before + 1


# consents


def test_an_answer_is_written_down_once_however_often_it_is_pressed(browser: Client, officer: User) -> None:
    case, given = a_case(officer), typed_consent()
    for _ in range(2):
        assert browser.post(url("consent-new", case.pk), given).status_code == 302
    consent = Consent.objects.get()
    assert (consent.form, consent.said["language"]) == ("mark", "isyarat")
    text = text_of(browser, url("case-sharing", case.pk))
    assert "UPTD PPA" in text and "isyarat" in text


def test_a_refused_answer_keeps_every_word(browser: Client, officer: User) -> None:
    case = a_case(officer)
    given = typed_consent(giver="adult", name="Tante Contoh")
    answer = browser.post(url("consent-new", case.pk), given)
    assert answer.status_code == 400 and "pilih mengapa" in answer.content.decode()
    assert "Tante Contoh" in answer.content.decode() and not Consent.objects.exists()
    assert browser.post(url("consent-new", case.pk), {}).status_code == 200


def test_the_press_is_never_offered(browser: Client, officer: User) -> None:
    text = text_of(browser, url("consent-new", a_case(officer).pk))
    assert 'value="press"' not in text and "Pers tidak pernah ditawarkan" in text


def test_what_is_kept_from_somebody_is_written_and_shown(browser: Client, officer: User) -> None:
    case = a_case(officer)
    kept = {"kept_fields": ["address"], "kept_who": "ayah", "kept_why": "Ia dicari."}
    browser.post(url("consent-new", case.pk), typed_consent(**kept))
    assert "alamat dari ayah: Ia dicari." in text_of(browser, url("case-sharing", case.pk))


def test_taken_back_the_receiver_is_named_until_somebody_told_them(browser: Client, officer: User) -> None:
    referral = a_sent_referral(officer)
    consent = Consent.objects.get()
    page = url("consent-withdraw", consent.pk)
    text_of(browser, page)
    given = {"version": consent.version, "on": today().isoformat(), "who": "Anak", "why": "Takut."}
    assert browser.post(page, given).status_code == 302
    assert browser.post(page, given).status_code == 409
    tab = url("case-sharing", referral.case_id)
    assert "penerima perlu diberi tahu" in text_of(browser, tab)
    assert browser.post(url("referral-tell", referral.pk)).status_code == 302
    assert "penerima perlu diberi tahu" not in text_of(browser, tab)


def test_the_other_yeses_for_the_same_are_named_and_taken_back_in_the_same_press(
    browser: Client, officer: User
) -> None:
    case, agency = a_case(officer), an_agency()
    first, every, elsewhere = a_consent(case, officer, agency), a_consent(case, officer), an_agency("police")
    a_consent(case, officer, elsewhere)
    page = url("consent-withdraw", first.pk)
    text = text_of(browser, page)
    assert "Masih ada persetujuan lain" in text and "UPTD PPA" in text and elsewhere.short_name not in text
    given = {"version": first.version, "on": today().isoformat(), "who": "Anak", "why": "Takut."}
    assert browser.post(page, {**given, "also": [str(every.pk)]}).status_code == 302
    assert Consent.objects.filter(withdrawn_on=today()).count() == 2
    last = Consent.objects.get(withdrawn_on=None)
    assert "Masih ada persetujuan lain" not in text_of(browser, url("consent-withdraw", last.pk))


# referrals


def test_a_referral_is_written_looked_at_and_refused_with_every_reason(browser: Client, officer: User) -> None:
    case, agency = a_case(officer), an_agency()
    answer = browser.post(url("referral-new", case.pk), typed_referral(agency))
    referral = Referral.objects.get()
    assert answer.status_code == 302 and answer["Location"] == url("referral-detail", referral.pk)
    text = text_of(browser, url("referral-detail", referral.pk))
    assert "Belum boleh keluar" in text and "Belum ada kesepakatan" in text and "Belum ada persetujuan anak" in text
    assert url("referral-danger", referral.pk) in text and url("referral-send", referral.pk) not in text
    given = {"version": referral.version, "how": "courier"}
    refused = browser.post(url("referral-send", referral.pk), given)
    assert refused.status_code == 400 and "Belum ada kesepakatan" in refused.content.decode()
    assert Referral.objects.get().status == "draft"


def test_the_summary_stands_beside_an_empty_chronology_and_goes_nowhere_by_itself(
    browser: Client, officer: User
) -> None:
    case = a_case(officer, summary="Yang hanya untuk mata komisi.")
    answer = browser.get(url("referral-new", case.pk))
    assert not answer.context["form"]["chronology"].value()
    assert "Yang hanya untuk mata komisi." in answer.content.decode()
    browser.post(url("referral-new", case.pk), typed_referral(an_agency(), chronology=""))
    assert not Referral.objects.exists()


def test_a_column_outside_the_agreement_is_refused_on_the_page_by_its_name(browser: Client, officer: User) -> None:
    referral = one_that_may_go(officer)
    fields = {"fields_chosen": ["initials", "address", "chronology", "condition"]}
    given = typed_referral(referral.agency, version=referral.version, referral_id=str(referral.pk), **fields)
    assert browser.post(url("referral-edit", referral.pk), given).status_code == 302
    text = text_of(browser, url("referral-detail", referral.pk))
    assert "Kolom “alamat” tidak ada dalam kesepakatan dengan" in text


def test_from_draft_to_result_on_pages_alone(browser: Client, officer: User) -> None:
    referral = one_that_may_go(officer)
    for name, facts in (
        ("send", {"how": "courier"}),
        ("receipt", {"received_by": "Ibu Sari"}),
        ("answer", {"accepted": "yes"}),
        ("result", {"result": "Empat pertemuan."}),
    ):
        page = url(f"referral-{name}", referral.pk)
        text_of(browser, page)
        version = Referral.objects.get().version
        assert browser.post(page, {"version": version, **facts}).status_code == 302, name
        assert browser.post(page, {"version": version, **facts}).status_code == 409, name
    text = text_of(browser, url("referral-detail", referral.pk))
    assert "Empat pertemuan." in text and Referral.objects.get().number in text


def test_words_in_a_field_that_is_not_ticked_are_not_dropped_in_silence(browser: Client, officer: User) -> None:
    given = typed_referral(an_agency(), health="Alergi antibiotik.")
    answer = browser.post(url("referral-new", a_case(officer).pk), given)
    assert answer.status_code == 400 and not Referral.objects.exists()
    assert "catatan kesehatan" in answer.content.decode() and "Alergi antibiotik." in answer.content.decode()


def test_an_old_form_keeps_what_was_typed(browser: Client, officer: User) -> None:
    referral = a_referral(by=officer)
    given = typed_referral(referral.agency, version=99, referral_id=str(referral.pk), aim="Tempat aman malam ini")
    answer = browser.post(url("referral-edit", referral.pk), given)
    assert answer.status_code == 409 and "Tempat aman malam ini" in answer.content.decode()


def test_danger_goes_at_once_and_the_second_person_finds_it_on_the_first_page(browser: Client, officer: User) -> None:
    second = a_user(Role.WAKIL, officer.office)
    referral = a_referral(by=officer)
    page = url("referral-danger", referral.pk)
    shown = text_of(browser, page)
    assert "UU 12/2022 pasal 39" in shown and f'<option value="{officer.pk}"' not in shown
    given = {
        "version": referral.version,
        "how": "courier",
        "danger": "danger",
        "why": "Diancam.",
        "reviewer": second.pk,
    }
    assert browser.post(page, given).status_code == 302
    text = text_of(browser, url("referral-detail", referral.pk))
    assert "Menunggu tinjauan orang kedua" in text and url("referral-review", referral.pk) not in text
    other = signed_in(second)
    assert "Tinjau: keterangan keluar tanpa kesepakatan" in text_of(other, reverse("desk:today"))
    review = url("referral-review", referral.pk)
    assert review in text_of(other, url("referral-detail", referral.pk))
    given = {"version": Referral.objects.get().version, "verdict": "justified", "words": "Anak aman karenanya."}
    assert browser.post(review, given).status_code == 403
    assert other.post(review, given).status_code == 302
    assert "Anak aman karenanya." in text_of(browser, url("referral-detail", referral.pk))


def test_in_its_first_week_an_office_sends_in_danger_and_a_refused_review_keeps_its_words(officer: User) -> None:
    ketua = a_user(Role.KETUA, officer.office)
    accounts.reset_second_factor(user=officer, by=ketua)
    referral = a_referral(a_case(ketua), ketua)
    given = {"version": referral.version, "how": "courier", "danger": "danger", "reviewer": officer.pk}
    page = url("referral-danger", referral.pk)
    assert signed_in(ketua).post(page, {**given, "why": "Diancam malam ini."}).status_code == 302
    found = {"version": Referral.objects.get().version, "verdict": "justified", "words": "Anak aman karenanya."}
    answer = signed_in(officer).post(url("referral-review", referral.pk), found)
    assert answer.status_code == 403 and "Anak aman karenanya." in answer.content.decode()
    assert "minta orang ketiga" in answer.content.decode()


def test_its_letter_is_a_pdf_without_a_name_in_its_file_name(browser: Client, officer: User) -> None:
    for referral in (a_sent_referral(officer), one_that_may_go(officer, an_agency())):
        answer = browser.get(url("referral-pdf", referral.pk))
        assert answer.content.startswith(b"%PDF") and "Contoh" not in answer["Content-Disposition"]
        assert Entry.objects.filter(verb="read.referral_pdf", subject=referral.child_id).count() == 1


def test_a_draft_that_may_not_go_or_was_given_up_has_no_letter(browser: Client, officer: User) -> None:
    refused, given_up = a_referral(by=officer), one_that_may_go(officer)
    actions.cancel(referral=given_up, by=officer)
    for referral in (refused, given_up):
        page = url("referral-pdf", referral.pk)
        answer = browser.get(page)
        assert answer.status_code == 302 and not answer.content
        assert "tidak boleh keluar" in text_of(browser, url("referral-detail", referral.pk))
        assert page not in text_of(browser, url("referral-detail", referral.pk))
    assert not Entry.objects.filter(verb="read.referral_pdf").exists()


def test_a_draft_is_given_up_by_one_press(browser: Client, officer: User) -> None:
    referral = a_referral(by=officer)
    browser.post(url("referral-cancel", referral.pk), {"version": referral.version})
    assert Referral.objects.get().status == "cancelled"
    assert "dibatalkan" in text_of(browser, url("referral-detail", referral.pk))


@pytest.mark.parametrize("given", [{"version": 99}, {}])
def test_a_draft_that_somebody_changed_meanwhile_is_not_given_up(
    browser: Client, officer: User, given: dict[str, Any]
) -> None:
    referral = a_referral(by=officer)
    answer = browser.post(url("referral-cancel", referral.pk), given, follow=True)
    assert "Orang lain baru saja mengubahnya" in answer.content.decode()
    assert Referral.objects.get().status == "draft"


# agreements


def test_an_agreement_is_drawn_up_signed_by_another_replaced_and_ended(browser: Client, officer: User) -> None:
    agency, ketua = an_agency(), a_user(Role.KETUA, officer.office)
    given = {
        "form_id": str(uuid4()), "agency": str(agency.pk), "for_services": ["initials", "sex"],
        "kept_services": "12",
        "contact": "Ibu Sari", "basis": "Nota 01", "valid_from": today().isoformat(), "valid_until": "2030-01-01",
    }  # fmt: skip
    assert browser.post(url("agreement-new"), given).status_code == 302
    agreement = Agreement.objects.get()
    assert url("agreement-sign", agreement.pk) not in text_of(browser, url("agreement-detail", agreement.pk))
    leader = signed_in(ketua)
    sign = url("agreement-sign", agreement.pk)
    text_of(leader, sign)
    assert leader.post(sign, {"version": agreement.version, "reason": "Perlu."}).status_code == 302
    revise = url("agreement-revise", agreement.pk)
    assert "Nota 01" in text_of(browser, revise)
    assert browser.post(revise, {**given, "form_id": str(uuid4()), "kept_services": "6"}).status_code == 302
    assert [row.edition for row in Agreement.objects.order_by("edition")] == [1, 2]
    end, version = url("agreement-end", agreement.pk), Agreement.objects.get(edition=1).version
    assert leader.post(end, {"version": version, "reason": "Selesai."}).status_code == 302
    assert "diakhiri" in text_of(browser, url("agreement-list"))


def test_a_refused_agreement_keeps_every_word(browser: Client) -> None:
    given = {
        "form_id": str(uuid4()), "agency": str(an_agency().pk), "kept_services": "12", "contact": "Ibu Sari",
        "basis": "Nota 01", "valid_from": today().isoformat(), "valid_until": "2030-01-01",
    }  # fmt: skip
    answer = browser.post(url("agreement-new"), given)
    assert answer.status_code == 400 and "Ibu Sari" in answer.content.decode()


# who may not


def every_page(officer: User) -> dict[str, str]:
    referral, draft = a_sent_referral(officer), a_referral(by=officer)
    case, consent, agreement = referral.case_id, Consent.objects.all()[0].pk, an_agreement(officer).pk
    of_draft = ("detail", "edit", "pdf", "send", "danger", "cancel", "receipt", "answer", "result", "review", "tell")
    return {
        **{name: url(name, case) for name in ("case-sharing", "sharing-print", "consent-new", "referral-new")},
        **{f"referral-{name}": url(f"referral-{name}", draft.pk) for name in of_draft},
        **{f"agreement-{name}": url(f"agreement-{name}", agreement) for name in ("detail", "revise", "sign", "end")},
        "consent-withdraw": url("consent-withdraw", consent),
    }


def test_another_office_finds_nothing_and_who_sees_no_child_is_refused(officer: User) -> None:
    pages = every_page(officer)
    elsewhere = signed_in(a_user(Role.KETUA, an_officer_elsewhere().office))
    refused = [signed_in(an_outsider()), signed_in(a_user(Role.ADMIN)), signed_in(a_user(Role.MITRA))]
    for name, page in pages.items():
        assert elsewhere.post(page).status_code in (404, 405), name
        for client in refused:
            assert client.post(page).status_code in (403, 405), name


def test_the_list_of_agreements_is_the_offices_own(officer: User) -> None:
    agreement = a_signed_agreement(officer)
    assert agreement.agency.short_name in text_of(signed_in(officer), url("agreement-list"))
    text = text_of(signed_in(an_officer_elsewhere()), url("agreement-list"))
    assert agreement.agency.short_name not in text and "Belum ada kesepakatan" in text
