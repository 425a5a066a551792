"""Ways in which a request might have led somebody to a child, and each of them closed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.casework.complaints import actions as complaints
from suar.casework.conflicts.withheld import PASSED_ON
from suar.casework.rights import actions, package, panels, weighing
from suar.casework.rights.actions.deciding import latest
from suar.casework.rights.models import Check, SubjectRequest
from suar.casework.rights.package import contents
from suar.casework.rights.recording import standing_decision
from suar.casework.rights.rules import Asked
from suar.casework.rights.weighing import reported_alike
from suar.casework.sharing import actions as sharing
from suar.casework.sharing import gate
from suar.core.errors import DomainError
from suar.registry.accounts.models import Role, User
from tests.casework.children.builders import a_circumstance, a_merge
from tests.casework.rights.ground import (
    a_case_that_reports,
    a_granted,
    a_proposal,
    a_request,
    fresh,
    looked_at,
    made_unsafe,
    verbs,
)
from tests.casework.rights.test_package import PHRASE, opened
from tests.casework.rights.test_pages import FORM
from tests.casework.sharing.ground import FIELDS, a_consent, one_that_may_go, today
from tests.casework.sharing.test_withheld import given_back, kept_from
from tests.desk.pages import signed_in, text_of
from tests.factories import a_case, a_child, a_complaint, a_triaged_complaint, a_user, an_agency

pytestmark = pytest.mark.django_db

ASKER = "Bapak Yulianus Contohan"


@pytest.fixture
def officer() -> User:
    return a_user(Role.SEKRETARIAT)


def asker_of(request: SubjectRequest) -> Asked:
    return weighing.asked(request, latest(request))


def a_case_that_tells_of(name: str, by: User) -> Case:
    """Nobody wrote into the field whom it reports; the story says it."""
    told = a_complaint(by, story=f"Sejak lama {name} memukul anak itu di rumah.")
    return complaints.make_case(complaint=a_triaged_complaint(by, told), by=by)


# Whoever is implicated


def test_a_parent_who_is_named_in_the_story_alone_is_seen(officer: User) -> None:
    chief = a_user(Role.DIVISI_PENGADUAN, officer.office)
    case = a_case_that_tells_of(ASKER, chief)
    assert [verdict for _number, verdict in reported_alike(case, chief, ASKER)] == ["named"]
    assert reported_alike(case, chief, "Sumarni Lainnya") == []
    with pytest.raises(DomainError, match="mirip dengan nama terlapor"):
        looked_at(a_request(chief, case, name=ASKER), chief, why_not="")
    assert "(disebut dalam cerita)" in text_of(
        signed_in(chief), reverse("rights:request-detail", args=[case.requests.get().pk])
    )


def test_a_parent_who_is_reported_in_the_childs_other_file_is_seen(officer: User) -> None:
    ketua = a_user(Role.KETUA)
    good, bad = a_case(officer, safe_now="yes"), a_case_that_reports(ASKER, officer)
    a_merge(good.child, bad.child, ketua)
    assert [verdict for _number, verdict in reported_alike(good, officer, ASKER)] == ["same"]
    with pytest.raises(DomainError, match="mirip dengan nama terlapor"):
        looked_at(a_request(officer, good, name=ASKER), officer, why_not="")


def test_nobody_is_held_for_uninvolved_without_words(officer: User) -> None:
    with pytest.raises(DomainError, match="apa yang sudah diperiksa"):
        looked_at(a_request(officer), officer, why_not=" ")
    assert not Check.objects.exists()


def test_a_child_unsafe_by_another_open_file_is_not_safe(officer: User) -> None:
    ketua = a_user(Role.KETUA)
    good, twin = a_case(officer, safe_now="yes"), a_case(officer, safe_now="no")
    request = a_granted(officer, ketua, case=good)
    a_merge(good.child, twin.child, ketua)
    with pytest.raises(DomainError, match="belum tercatat aman"):
        actions.make_package(request=fresh(request), passphrase=PHRASE, by=officer)
    cases.set_safety(case=Case.objects.select_related("office").get(pk=twin.pk), safe_now="yes", note="", by=officer)
    assert actions.make_package(request=fresh(request), passphrase=PHRASE, by=officer)


def test_a_child_that_is_in_danger_while_the_package_is_made_keeps_it_here(
    officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = a_granted(officer)
    ketua, sealed = a_user(Role.KETUA), package.sealed

    def meanwhile(*facts: Any) -> bytes:
        made_unsafe(request, ketua)
        return sealed(*facts)

    monkeypatch.setattr(package, "sealed", meanwhile)
    with pytest.raises(DomainError, match="belum tercatat aman"):
        actions.make_package(request=request, passphrase=PHRASE, by=officer)
    assert "rights.package" not in verbs()


# What the package holds


def test_what_was_written_after_it_was_proposed_is_not_in_the_package(officer: User) -> None:
    case = a_case(officer, safe_now="yes")
    before = cases.write_note(case=case, by=officer, seen="Dibaca bersama.")
    request = a_request(officer, case)
    looked_at(request, officer)
    a_proposal(request, officer, sections=["notes", "sheets"], read_through=True)
    request = actions.confirm(request=request, by=a_user(Role.KETUA))
    cases.write_note(case=case, by=officer, seen="Tetangga Bu Rahasia yang melapor.", at=before.at)
    cases.write_sheet(case=case, by=officer, safe="yes", state="Kata Bu Rahasia.")
    text = opened(actions.make_package(request=fresh(request), passphrase=PHRASE, by=officer))
    assert "Dibaca bersama." in text
    assert "Rahasia" not in text


def test_circumstances_that_changed_after_it_was_proposed_are_read_again(officer: User) -> None:
    case = a_case(officer, safe_now="yes")
    request = a_request(officer, case)
    looked_at(request, officer)
    a_proposal(request, officer, sections=["circumstances"], read_through=True)
    request = actions.confirm(request=request, by=a_user(Role.KETUA))
    assert actions.make_package(request=fresh(request), passphrase=PHRASE, by=officer)
    a_circumstance(case.child, officer)
    with pytest.raises(DomainError, match="Tinjau lagi"):
        actions.make_package(request=fresh(request), passphrase=PHRASE, by=officer)


@pytest.mark.parametrize(("relation", "told"), [("parent", False), ("child", True)])
def test_where_the_child_is_stands_in_the_package_of_the_child_alone(
    officer: User, relation: str, *, told: bool
) -> None:
    child = a_child(officer, address="Jalan Rahasia Bibi 5", school="SMP Contoh 9")
    case = a_case(officer, child=child, safe_now="yes")
    shelter = an_agency("shelter", name="Rumah Aman Bunga Contoh")
    cases.write_sheet(case=case, by=officer, safe="yes", state="Tenang.", asked_of=shelter, asked="Tempat tidur")
    request = a_request(officer, case, relation=relation)
    looked_at(request, officer, custody="not_needed" if told else "shown")
    decision = a_proposal(request, officer, sections=["identity", "duties"])
    made = str(contents(fresh(request), decision)["bagian"])
    assert "Rara" in made
    for words in ("Jalan Rahasia", "SMP Contoh 9", shelter.short_name):
        assert (words in made) is told


# Whom they speak for, and from whom something is kept


def test_whom_a_lawyer_speaks_for_is_compared_like_the_asker(officer: User) -> None:
    case = a_case_that_reports(ASKER, officer)
    with pytest.raises(DomainError, match="yang diwakilinya"):
        a_request(officer, case, relation="lawyer", name="Advokat Rina Contoh")
    request = a_request(officer, case, relation="lawyer", name="Advokat Rina Contoh", behalf=ASKER)
    assert "(sama)" in text_of(signed_in(officer), reverse("rights:request-detail", args=[request.pk]))
    with pytest.raises(DomainError, match="mirip dengan nama terlapor"):
        looked_at(request, officer, why_not="")


def test_whoever_is_close_to_the_one_spoken_for_does_not_weigh_it(officer: User) -> None:
    close = a_user(Role.DIVISI_PENGADUAN, officer.office, name="Herkulanus Bujangga")
    request = a_request(officer, relation="lawyer", name="Advokat Rina Contoh", behalf=close.name)
    assert not SubjectRequest.objects.visible_to(close).exists()
    assert SubjectRequest.objects.visible_to(officer).get() == request


@pytest.mark.parametrize(
    ("who", "alike"), [("ayah, Yulianus Contohan", True), ("Pak Yulianus", True), ("Sumarni Lainnya", False)]
)
def test_what_is_kept_from_a_person_stands_beside_the_check_list(officer: User, who: str, *, alike: bool) -> None:
    case = a_case(officer, safe_now="yes")
    a_consent(case, officer, kept={"who": who, "fields": ["address"], "why": "takut dicari"})
    request = a_request(officer, case, name=ASKER)
    for name in ("detail", "check"):
        shown = text_of(signed_in(officer), reverse(f"rights:request-{name}", args=[request.pk]))
        assert f"alamat dari {who}: takut dicari" in shown
        assert ("dari orang bernama seperti peminta" in shown) is alike


def test_what_is_kept_from_this_very_person_is_given_only_with_a_word_why(officer: User) -> None:
    case = a_case(officer, safe_now="yes")
    consent = a_consent(case, officer, kept={"who": ASKER, "fields": ["address"], "why": "takut dicari"})
    sharing.withdraw(consent=consent, by=officer, on=today(), who="anak", why="Tidak mau lagi.")
    request = a_request(officer, case, name=ASKER)
    looked_at(request, officer)
    with pytest.raises(DomainError, match="diminta ditahan dari orang"):
        a_proposal(request, officer)
    looked_at(request, officer, kept_why="Bukan ayahnya: pamannya yang senama, dikenal anak.")
    a_proposal(request, officer)
    request = actions.confirm(request=request, by=a_user(Role.KETUA))
    assert actions.make_package(request=fresh(request), passphrase=PHRASE, by=officer)
    a_consent(case, officer, kept={"who": "Yulianus", "why": "Sekarang juga."})
    with pytest.raises(DomainError, match="diminta ditahan dari orang"):
        actions.make_package(request=fresh(request), passphrase=PHRASE, by=officer)


def test_what_is_kept_from_a_person_in_a_file_one_may_not_read_counts_without_its_words(officer: User) -> None:
    ketua = a_user(Role.KETUA)
    case, twin = a_case(officer, safe_now="yes"), a_case(officer, safe_now="yes")
    a_consent(twin, officer, kept={"who": ASKER, "why": "takut dicari"})
    a_merge(case.child, twin.child, ketua)
    a_user(Role.DIVISI_PENGADUAN)
    kept_from(officer, twin, ketua)
    given_back(case)
    request = a_request(officer, case, name=ASKER)
    shown = text_of(signed_in(officer), reverse("rights:request-detail", args=[request.pk]))
    assert "berkas lain anak ini yang tidak dapat Anda baca" in shown
    assert "takut dicari" not in shown
    looked_at(request, officer)
    with pytest.raises(DomainError, match="diminta ditahan dari orang"):
        a_proposal(request, officer)


def test_nothing_is_kept_from_the_child_itself(officer: User) -> None:
    case = a_case(officer, safe_now="yes")
    a_consent(case, officer, kept={"who": case.child.name, "why": "Salah tulis."})
    assert a_granted(officer, case=case, relation="child", name=case.child.name).outcome == "grant"


# What a withdrawal stops


def test_a_withdrawal_is_not_carried_out_while_the_consent_stands(officer: User) -> None:
    referral = one_that_may_go(officer)
    request = a_granted(officer, case=referral.case, kind="withdrawal", relation="child")
    with pytest.raises(DomainError, match="masih berlaku"):
        actions.carry_out(request=request, how="Dijawab.", by=officer)
    with pytest.raises(DomainError, match="masih berlaku"):
        actions.carry_out(request=request, how="Dijawab.", by=officer, rest_stays=True)
    consent = referral.case.consents.get()
    sharing.withdraw(consent=consent, by=officer, on=today(), who="anak", why="Tidak mau lagi.")
    assert actions.carry_out(request=fresh(request), how="Dijawab.", by=officer).status == "done"
    assert gate.refusals(case=referral.case, agency=referral.agency, purpose="services", fields=FIELDS)


def test_of_several_consents_the_rest_stays_only_where_that_is_said(officer: User) -> None:
    case = a_case(officer, safe_now="yes")
    consent, _stays = a_consent(case, officer), a_consent(case, officer, purposes=["watching"])
    request = a_granted(officer, case=case, kind="withdrawal", relation="child")
    sharing.withdraw(consent=consent, by=officer, on=today(), who="anak", why="Tidak mau lagi.")
    with pytest.raises(DomainError, match="masih berlaku"):
        actions.carry_out(request=request, how="Dijawab.", by=officer)
    assert actions.carry_out(request=request, how="Dijawab.", by=officer, rest_stays=True).status == "done"


# What the answer tells


def test_a_consent_that_has_ended_by_itself_hinders_no_withdrawal(officer: User) -> None:
    case = a_case(officer, safe_now="yes")
    given_on, ended = today() - timedelta(days=400), today() - timedelta(days=30)
    a_consent(case, officer, given_on=given_on, expires_on=ended)
    request = a_granted(officer, case=case, relation="child", kind="withdrawal")
    assert actions.carry_out(request=request, by=officer, how="Diberi tahu.").status == "done"


@pytest.mark.parametrize(
    "looked", [{"implicated": "yes"}, {"implicated": "unknown"}, {"identity": "not_shown"}, {"custody": "disputed"}]
)
def test_whoever_is_not_clear_is_never_told_that_a_file_exists(officer: User, looked: dict[str, str]) -> None:
    request = a_request(officer)
    looked_at(request, officer, **looked)
    a_proposal(request, officer, outcome="refuse", sections=[], grounds=["others"])
    request = actions.confirm(request=request, by=a_user(Role.KETUA))
    decision = standing_decision(request)
    assert decision is not None
    assert panels.answer(asker_of(fresh(request)), decision)[0].startswith(
        "Komisi tidak dapat memberi tahu apakah ada data"
    )
    paper = text_of(signed_in(officer), reverse("rights:request-answer", args=[request.pk]))
    assert request.number not in paper
    assert "Jawaban ini sama" not in paper


def test_an_entitled_parent_is_told_why_not(officer: User) -> None:
    request = a_request(officer)
    looked_at(request, officer)
    decision = a_proposal(request, officer, outcome="refuse", sections=[], grounds=["others"])
    assert panels.answer(asker_of(request), decision)[0].startswith("Permintaan tidak dikabulkan")


def test_whoever_is_close_to_the_asker_hears_that_it_was_passed_on(officer: User) -> None:
    close = a_user(Role.SEKRETARIAT, officer.office, name="Herkulanus Bujangga")
    for role in (Role.KETUA, Role.WAKIL):
        a_user(role, officer.office)
    case, browser = a_case(officer), signed_in(close)
    url = reverse("rights:request-of-case", args=[case.pk])
    form = FORM | {"form_id": "3f1f1d3e-0b56-4d5e-9f65-4a8e6c3a9b10", "name": close.name}
    answer = browser.post(url, form, follow=True)
    assert answer.redirect_chain == [(reverse("rights:request-list"), 302)]
    assert str(PASSED_ON) in answer.content.decode()
