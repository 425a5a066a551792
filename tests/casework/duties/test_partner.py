"""A partner agency at the desk: its own duties, nothing of the child, no other page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from suar.casework.duties import actions, naming
from suar.casework.duties.models import Duty
from suar.core.errors import Refused
from suar.core.ledger.actors import OPERATOR
from suar.registry.accounts import actions as accounts
from suar.registry.accounts.models import Role, User
from tests.casework.duties.builders import again, at_most, data_of, last_entry
from tests.factories import a_duty, a_user, an_agency, an_office, an_officer

pytestmark = pytest.mark.django_db
HOME = "/kewajiban/lembaga-saya/"


def signed_in(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def test_a_partner_sees_its_own_duties_by_number_and_basis_only() -> None:
    agency = an_agency()
    partner = a_user(Role.MITRA, agency=agency)
    own = a_duty("agency_answer", agency=agency, reference="2026-0001", what="Rara Contoh, Jalan Contoh 5")
    a_duty("other", agency=agency, reference="2026-0004", what="Antar Rara", due_at=timezone.now())
    a_duty("agency_answer", reference="2026-0002")
    a_duty(reference="2026-0003")
    a_duty("agency_answer", agency=agency, office=an_office("sambas", "KPPAD Sambas"), reference="2026-0005")
    asked: list[Any] = []

    def find(subjects: Any, user: User) -> dict[Any, Any]:
        asked.append(subjects)
        return {}

    naming.register(find)
    try:
        text = signed_in(partner).get(HOME).text
    finally:
        naming.forget(find)
    assert "2026-0001" in text and "Jawab permintaan komisi" in text and "aturan komisi" in text
    assert "2026-0004" in text
    assert all(number not in text for number in ("2026-0002", "2026-0003", "2026-0005"))
    assert "Rara" not in text and asked == []
    read = last_entry("read.duty_list")
    assert read.actor == partner.actor_id and str(own.pk) in data_of(read)["ids"]


def test_a_partner_acknowledges_and_answers() -> None:
    agency = an_agency()
    partner = a_user(Role.MITRA, agency=agency)
    duty = a_duty("agency_answer", agency=agency, what="Rara Contoh")
    path, browser = reverse("duties:partner-answer", args=[duty.pk]), signed_in(partner)
    text = browser.get(path).text
    assert "14 hari kalender" in text and "Rara" not in text
    assert browser.post(path, {"version": duty.version, "langkah": "terima", "note": ""}).status_code == 302
    assert again(duty).status == "acknowledged"
    typed = {"version": again(duty).version, "langkah": "jawab", "note": "Surat 14/2026, selesai."}
    assert browser.post(path, typed).status_code == 302
    assert again(duty).status == "done"
    assert "selesai" in browser.get(HOME).text
    detail = signed_in(an_officer()).get(reverse("duties:duty-detail", args=[duty.pk])).text
    assert "Surat 14/2026" in detail and partner.name in detail
    assert "sudah dijawab" in browser.get(path).text


def test_of_two_at_the_agency_the_second_keeps_her_words() -> None:
    agency = an_agency()
    duty, browser = a_duty("agency_answer", agency=agency), signed_in(a_user(Role.MITRA, agency=agency))
    seen = duty.version
    actions.acknowledge(duty=again(duty), by=a_user(Role.MITRA, agency=agency))
    answer = browser.post(
        reverse("duties:partner-answer", args=[duty.pk]), {"version": seen, "langkah": "jawab", "note": "kata-kataku"}
    )
    assert answer.status_code == 409 and "kata-kataku" in answer.text


def test_a_partner_for_two_agencies_sees_of_each_what_it_owes_in_its_own_office() -> None:
    here, there = an_office(), an_office("sambas", "KPPAD Sambas")
    first, second = an_agency(), an_agency(name="UPTD Sambas")
    partner = a_user(Role.MITRA, here, agency=first)
    accounts.appoint(user=partner, office=there, role=Role.MITRA, agency=second, by=OPERATOR)
    partner = User.objects.get(pk=partner.pk)
    own = [
        a_duty("agency_answer", agency=first, office=here, reference="2026-0001"),
        a_duty("agency_answer", agency=second, office=there, reference="2026-0002"),
    ]
    crossed = [
        a_duty("agency_answer", agency=first, office=there, reference="2026-0003"),
        a_duty("agency_answer", agency=second, office=here, reference="2026-0004"),
    ]
    assert set(Duty.objects.visible_to(partner)) == set(own)
    browser = signed_in(partner)
    text = browser.get(HOME).text
    assert all(duty.reference in text for duty in own)
    assert not any(duty.reference in text for duty in crossed)
    for duty in crossed:
        assert browser.get(reverse("duties:partner-answer", args=[duty.pk])).status_code == 404
        with pytest.raises(Refused):
            actions.acknowledge(duty=again(duty), by=partner)
    for duty in own:
        actions.acknowledge(duty=again(duty), by=partner)
        assert again(duty).status == "acknowledged"


def test_what_another_agency_owes_does_not_exist() -> None:
    partner, other = a_user(Role.MITRA), a_duty("agency_answer")
    assert signed_in(partner).get(reverse("duties:partner-answer", args=[other.pk])).status_code == 404
    question = a_duty("agency_answer", agency=partner.appointments_now[0].agency, event_at=None)
    assert signed_in(partner).get(reverse("duties:partner-answer", args=[question.pk])).status_code == 404
    ours = a_duty()
    assert signed_in(partner).get(reverse("duties:partner-answer", args=[ours.pk])).status_code == 404


@pytest.mark.parametrize("path", ["/kewajiban/", "/kewajiban/unduh/", "/kewajiban/lembaga/"])
def test_other_pages_of_duties_are_shut_to_a_partner(path: str) -> None:
    assert signed_in(a_user(Role.MITRA)).get(path).status_code == 403


def test_staff_owe_nothing_on_the_partners_pages() -> None:
    duty = a_duty("agency_answer")
    browser = signed_in(an_officer())
    assert browser.get(HOME).status_code == 403
    assert browser.get(reverse("duties:partner-answer", args=[duty.pk])).status_code == 403


def test_an_escalation_is_the_commissions_own_affair() -> None:
    agency = an_agency()
    duty = a_duty("agency_answer", agency=agency, event_at=timezone.now() - timedelta(days=40))
    actions.note_lateness(now=timezone.now())
    actions.escalate(now=timezone.now())
    text = signed_in(a_user(Role.MITRA, agency=agency)).get(HOME).text
    assert again(duty).escalated_at and "naik ke Ketua" not in text and "1 terlambat" in text


def test_the_query_count_does_not_grow() -> None:
    agency = an_agency()
    for _ in range(8):
        a_duty("other", agency=agency, what="x", due_at=timezone.now())
    browser = signed_in(a_user(Role.MITRA, agency=agency))
    with at_most(12, keys=0):
        browser.get(HOME)
