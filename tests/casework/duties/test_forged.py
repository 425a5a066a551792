"""A form of duties sent with ids of another office's child, complaint, file or duty: 404, and nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from suar.casework.duties.models import Duty, DutyNote
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Office, Role, User
from tests.desk.pages import signed_in
from tests.factories import a_case, a_complaint, a_duty, a_late_duty, a_user, an_agency, an_office, an_officer

pytestmark = pytest.mark.django_db
STAFF = [Role.KETUA, Role.WAKIL, Role.DIVISI_PENGADUAN, Role.DIVISI_PEMANTAUAN, Role.SEKRETARIAT]
OTHERS = [Role.MITRA, Role.GUBERNUR, Role.ADMIN]
STEPS = ("acknowledge", "finish", "cancel", "reopen", "know-date", "pause", "extend", "assign")
FIELDS = {
    "version": 1,
    "why": "keliru",
    "note": "palsu",
    "event_at": "2026-03-01T08:00",
    "begins": "2026-03-01T08:00",
    "ends": "2026-03-02T08:00",
    "reason": "child",
}


def sambas() -> Office:
    return an_office("sambas", "KPPAD Kabupaten Sambas")


def written() -> tuple[int, int, int]:
    """How many duties, notes and entries there are, without reads and doors that stayed shut."""
    changes = Entry.objects.exclude(verb__startswith="read.").exclude(verb="door.shut")
    return Duty.objects.count(), DutyNote.objects.count(), changes.count()


def form(**facts: Any) -> dict[str, Any]:
    moment = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    return {"rule": "-", "knows": "known", "due_at": moment, "what": "palsu", **facts}


def a_child_elsewhere() -> UUID:
    return a_case(an_officer(sambas())).child_id


def a_complaint_elsewhere() -> UUID:
    return a_complaint(an_officer(sambas())).pk


@pytest.mark.parametrize("role", [*STAFF, *OTHERS])
@pytest.mark.parametrize("make", [a_child_elsewhere, a_complaint_elsewhere, uuid4])
def test_no_duty_is_started_for_another_offices_child_or_complaint(role: str, make: Callable[[], UUID]) -> None:
    subject, user = make(), a_user(role)
    before = written()
    answer = signed_in(user).post(reverse("duties:duty-add", args=[subject]), form())
    assert answer.status_code == (404 if role in STAFF else 403)
    assert written() == before


def test_another_offices_file_in_the_address_is_not_taken_for_the_childs_own() -> None:
    officer = an_officer()
    mine, theirs = a_case(officer), a_case(an_officer(sambas()))
    path = reverse("duties:duty-add", args=[mine.child_id])
    answer = signed_in(officer).post(f"{path}?berkas={theirs.pk}", form())
    assert answer.status_code == 302
    duty = Duty.objects.get(kind="other")
    assert (duty.case_id, duty.reference, duty.office) == (mine.pk, mine.number, officer.office)


@pytest.mark.parametrize("forged", ["agency", "officer", "rule"])
def test_an_agency_officer_or_rule_that_was_not_offered_writes_nothing(forged: str) -> None:
    officer = an_officer()
    case = a_case(officer)
    values = {"agency": 999_999, "officer": an_officer(sambas()).pk, "rule": "house.no.such"}
    before = written()
    answer = signed_in(officer).post(reverse("duties:duty-add", args=[case.child_id]), form(**{forged: values[forged]}))
    assert answer.status_code == 200 and "error" in answer.text
    assert written() == before


@pytest.mark.parametrize("role", [*STAFF, *OTHERS])
@pytest.mark.parametrize("step", STEPS)
def test_no_step_is_taken_on_another_offices_duty(role: str, step: str) -> None:
    duty, user = a_duty(office=sambas()), a_user(role)
    before = written()
    answer = signed_in(user).post(reverse(f"duties:duty-{step}", args=[duty.pk]), FIELDS)
    assert answer.status_code == (404 if role in STAFF else 403)
    assert written() == before
    assert Duty.objects.get(pk=duty.pk).version == duty.version


def test_a_partner_answers_no_duty_of_another_agency_and_none_of_another_office() -> None:
    agency = an_agency()
    partner: User = a_user(Role.MITRA, agency=agency)
    others = [a_late_duty(an_agency()), a_late_duty(agency, office=sambas()), a_duty("handover")]
    before = written()
    for duty in others:
        answer = signed_in(partner).post(reverse("duties:partner-answer", args=[duty.pk]), FIELDS)
        assert answer.status_code == 404
    assert written() == before
