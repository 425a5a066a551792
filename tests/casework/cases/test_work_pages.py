"""Work on a file through its pages: forms, the second signature, the review of a suspect."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from suar.casework.cases import actions
from suar.casework.cases.models import Case
from suar.registry.accounts.models import Role, User
from tests.casework.cases.pages import at
from tests.desk.pages import signed_in
from tests.factories import (
    a_case,
    a_user,
    an_agency,
)

pytestmark = pytest.mark.django_db


def test_work_is_done_through_the_pages(case: Case, officer: User) -> None:
    client, agency = signed_in(officer), an_agency()
    day = timezone.localdate()
    version = {"version": Case.objects.get(pk=case.pk).version}
    posts: list[tuple[str, dict[str, Any]]] = [
        ("note-add", {"kind": "visit", "seen": "Anak sehat.", "said": ""}),
        ("task-add", {"text": "Antar surat", "due_on": day.isoformat(), "officer": officer.pk}),
        ("safety-set", {**version, "safe_now": "yes", "note": "Rumah bibi"}),
    ]
    for name, data in posts:
        response = client.post(at(name, case), data)
        assert response.status_code == 302, response.content.decode()
    sheet = {
        "on": day.isoformat(), "safe": "yes", "at_school": "no", "healthy": "yes", "obstacle_place": "on",
        "asked_of": agency.pk, "asked": "Tempat", "next_on": (day + timedelta(days=3)).isoformat(),
    }  # fmt: skip
    assert client.post(at("sheet-add", case), sheet).status_code == 302
    newest = case.monitoringsheets.first()
    assert newest is not None and newest.answer == "waiting"
    answer = {"version": newest.version, "answer": "done", "note": "Ada tempat."}
    assert client.post(at("sheet-answer", case, newest.pk), answer).status_code == 302
    assert client.get(at("sheet-answer", case, newest.pk)).status_code == 200
    task = case.tasks.get(done_at=None, officer=officer, due_on=day)
    assert client.post(at("task-finish", case, task.pk)).status_code == 302
    assert case.monitoringsheets.get(pk=newest.pk).answer == "done"


def test_a_form_with_another_version_keeps_what_was_typed(case: Case, officer: User) -> None:
    client = signed_in(officer)
    old = {"version": Case.objects.get(pk=case.pk).version, "safe_now": "yes", "note": "Rumah bibi di Kubu Raya"}
    actions.assign(case=Case.objects.get(pk=case.pk), officer=None, by=officer)
    response = client.post(at("safety-set", case), old)
    text = response.content.decode()
    assert response.status_code == 409
    assert "Rumah bibi di Kubu Raya" in text
    again = re.search(r'name="version"[^>]*value="(\d+)"', text)
    assert again is not None
    assert client.post(at("safety-set", case), {**old, "version": again[1]}).status_code == 302
    assert Case.objects.get(pk=case.pk).safe_note == "Rumah bibi di Kubu Raya"


def test_risk_goes_down_with_two_people_on_the_page(case: Case, officer: User) -> None:
    client, chief = signed_in(officer), signed_in(a_user(Role.KETUA))
    page = client.get(at("risk-assess", case))
    answers = {name: "no" for name in page.context["form"].fields if name != "version"}
    version = Case.objects.get(pk=case.pk).version
    assert client.post(at("risk-assess", case), {**answers, "version": version}).status_code == 302
    row = case.riskassessments.first()
    assert row is not None
    assert "Setujui" not in client.get(at("risk-list", case)).content.decode()
    assert "Setujui" in chief.get(at("risk-list", case)).content.decode()
    assert client.post(at("risk-confirm", case, row.pk)).status_code == 403
    assert chief.post(at("risk-confirm", case, row.pk)).status_code == 302
    assert Case.objects.get(pk=case.pk).risk == "low"


def test_a_file_closes_and_opens_on_its_pages(officer: User) -> None:
    case = a_case(officer, safe_now="yes")
    client, chief = signed_in(officer), signed_in(a_user(Role.KETUA))

    def version() -> int:
        return Case.objects.get(pk=case.pk).version

    data = {"version": version(), "reason": "reintegrasi", "note": "Anak aman."}
    assert client.post(at("closure-propose", case), data).status_code == 302
    assert "Tanda tangani" not in client.get(at("case-closure", case)).content.decode()
    assert client.post(at("closure-countersign", case)).status_code == 403
    assert chief.post(at("closure-refuse", case), {"version": version(), "why": "Sekolah?"}).status_code == 302
    assert client.post(at("closure-propose", case), {**data, "version": version()}).status_code == 302
    assert "Tanda tangani" in chief.get(at("case-closure", case)).content.decode()
    assert chief.post(at("closure-countersign", case), {"version": version() - 1}).status_code == 409
    assert chief.post(at("closure-countersign", case), {"version": version()}).status_code == 302
    assert "reintegrasi" in chief.get(at("case-closure", case)).content.decode().lower()
    assert client.post(at("case-reopen", case), {"version": version(), "why": "Kabar baru"}).status_code == 302
    assert Case.objects.get(pk=case.pk).status == "open"


def test_the_review_of_a_suspect_is_asked_for_and_settled(officer: User) -> None:
    case = a_case(officer, child_role="suspect")
    client = signed_in(officer)
    assert "perlu ditinjau" in client.get(at("case-detail", case)).content.decode()
    data = {"version": case.version, "child_role": "victim", "why": "Anak dipaksa."}
    assert client.get(at("role-settle", case)).status_code == 200
    assert client.post(at("role-settle", case), data).status_code == 302
    assert "perlu ditinjau" not in client.get(at("case-detail", case)).content.decode()
