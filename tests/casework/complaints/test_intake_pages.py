"""Complaints and group findings as they are written down at the desk."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from suar.casework.complaints import actions
from suar.casework.complaints.models import Complaint, GroupFinding
from suar.casework.complaints.wording import child_of
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import User
from tests.casework.complaints.pages import at, fields_of
from tests.conditions import MET
from tests.factories import (
    a_case,
    a_group_finding,
    a_triaged_complaint,
    an_agency,
    an_officer_elsewhere,
)

pytestmark = pytest.mark.django_db

UNTOUCHED = {"event_72h": "no", "pregnancy": "unknown", "dying": "no", "pictures": "no"}


# Intake


def test_channel_and_story_are_enough(desk: Client, officer: User) -> None:
    form = desk.get(at("complaint-new"))
    data = fields_of(form) | {"channel": "phone", "story": "Seorang anak butuh bantuan."}
    for _press in range(2):
        response = desk.post(at("complaint-new"), data)
    complaint = Complaint.objects.get()
    assert response["Location"] == at("complaint-detail", complaint.pk)
    assert (complaint.channel, complaint.kind, complaint.story) == ("phone", "pengaduan", "Seorang anak butuh bantuan.")
    assert (complaint.child_details, complaint.reporter, complaint.answers) == (None, None, None)


def test_an_id_typed_into_the_form_is_never_the_key_of_somebody_elses_file(desk: Client, officer: User) -> None:
    """A complaint that becomes a case gives its key up: a child's must not be that."""
    child = a_case(officer).child
    data = fields_of(desk.get(at("complaint-new"))) | {"channel": "phone", "story": "Cerita.", "form_id": child.pk}
    desk.post(at("complaint-new"), data)
    complaint = Complaint.objects.get()
    assert child.pk not in {complaint.pk, complaint.subject}


def test_everything_that_was_typed_is_sealed_and_shown_in_words(desk: Client) -> None:
    data = fields_of(desk.get(at("complaint-new"))) | {
        "channel": "whatsapp", "story": "Ceritanya.", "child_name": "Dina Contoh", "sex": "P", "age": "14",
        "birth_date": "2012-01-05", "region_code": "61.12", "school": "SMP Contoh", "about": "family",
        "reporter_name": "Bibi Contoh", "reporter_phone": "0800-555-0107", "may_call": "yes", "secret": "yes",
        "reported_name": "tidak dikenal", "reported_relation": "kenalan daring", "place": "akun contoh",
        "police_report": "LP/000/2026", "evidence": "nama akun", "already": "sekolah", "wish": "aman", "urgent": "on",
    }  # fmt: skip
    page = desk.post(at("complaint-new"), data, follow=True).content.decode()
    for words in ("kenalan daring", "LP/000/2026", "SMP Contoh", "Kubu Raya", "Boleh ditelepon.", "14 tahun"):
        assert words in page
    complaint = Complaint.objects.get()
    assert complaint.reporter["secret"] == "yes"
    assert complaint.urgent


def test_a_year_alone_is_an_estimate_from_the_complaint_to_the_childs_file(desk: Client, officer: User) -> None:
    page = fields_of(desk.get(at("complaint-new")))
    desk.post(at("complaint-new"), page | {"channel": "phone", "story": "Katanya begitu.", "birth_date": "2011"})
    complaint = unlock([Complaint.objects.select_related("office").get()])[0]
    assert complaint.child_details == {"birth_date": "2011-01-01", "birth_estimated": "yes"}
    assert "(perkiraan)" in dict(child_of(complaint))["Tanggal lahir"]
    case = actions.make_case(complaint=a_triaged_complaint(officer, complaint), by=officer)
    assert (case.child.birth_date, case.child.birth_estimated) == ("2011-01-01", True)


def test_a_finding_is_no_complaint_whatever_was_ticked(desk: Client) -> None:
    asked = desk.get(at("complaint-new"), {"jenis": "temuan"})
    assert asked.context["form"].initial["kind"] == "non"
    data = fields_of(asked) | {"channel": "finding", "kind": "pengaduan", "story": "Temuan di media sosial."}
    desk.post(at("complaint-new"), data)
    assert Complaint.objects.get().kind == "non"


def test_what_is_missing_is_marked_and_the_rest_kept(desk: Client) -> None:
    data = fields_of(desk.get(at("complaint-new"))) | {"channel": "phone", "child_name": "Dina Contoh"}
    response = desk.post(at("complaint-new"), data)
    assert response.status_code == 422
    assert response.context["form"].errors["story"]
    assert "Dina Contoh" in response.content.decode()


def test_a_file_sent_along_is_refused(desk: Client) -> None:
    data = fields_of(desk.get(at("complaint-new"))) | {"channel": "phone", "story": "Cerita."}
    picture = io.BytesIO(b"\xff\xd8\xff")
    picture.name = "x.jpg"
    assert desk.post(at("complaint-new"), data | {"evidence": picture}).status_code == 403
    assert not Complaint.objects.exists()


# Findings


def finding_data(response: Any, agency: int, **rows: str) -> dict[str, Any]:
    base = fields_of(response) | {"region_code": "61.71", "place": "Penginapan Contoh", "story": "Ditemukan bersama."}
    management = {"form-TOTAL_FORMS": "3", "form-INITIAL_FORMS": "0"}
    return base | management | {
        "present": [str(agency)], "form-0-name": "Ani Contoh", "form-0-sex": "P", "form-0-handed_to": str(agency),
        "form-1-unnamed": "on", "form-1-role": "suspect", **MET, **rows,
    }  # fmt: skip


def test_a_group_finding_is_recorded_once_with_a_line_for_each_child(desk: Client) -> None:
    agency = an_agency("social")
    data = finding_data(desk.get(at("finding-new")), agency.pk, children_found="5")
    for _press in range(2):
        response = desk.post(at("finding-new"), data)
    finding = GroupFinding.objects.get()
    assert (finding.children_found, finding.complaints.count()) == (5, 2)
    page = desk.get(response["Location"])
    assert agency.short_name in page.content.decode()
    assert "Ani Contoh" not in page.content.decode()
    assert desk.get(at("finding-list")).context["rows"][0][0].written_down == 2


def test_a_child_handed_over_on_the_spot_needs_the_four_answers_on_the_page(desk: Client) -> None:
    data = finding_data(desk.get(at("finding-new")), an_agency("social").pk, companion="")
    answer = desk.post(at("finding-new"), data)
    assert answer.status_code == 422 and "Jawab ya atau tidak." in answer.content.decode()
    assert not GroupFinding.objects.exists()


def test_more_lines_file_nothing_and_keep_what_was_typed(desk: Client) -> None:
    agency = an_agency("social")
    data = finding_data(desk.get(at("finding-new")), agency.pk, baris="3")
    response = desk.post(at("finding-new"), data)
    assert response.status_code == 200
    assert GroupFinding.objects.count() == 0
    assert len(response.context["rows"].forms) == 6
    page = response.content.decode()
    assert "Ani Contoh" in page
    assert "Penginapan Contoh" in page
    assert response.context["form"].initial["present"] == [str(agency.pk)]


def test_a_finding_without_children_comes_back(desk: Client) -> None:
    data = finding_data(desk.get(at("finding-new")), an_agency().pk)
    data = {name: value for name, value in data.items() if not name.startswith(("form-0-", "form-1-"))}
    response = desk.post(at("finding-new"), data)
    assert response.status_code == 400
    assert "paling sedikit satu" in response.content.decode()


def test_a_finding_of_another_office_does_not_exist(as_: Callable[[User], Client]) -> None:
    finding = a_group_finding()
    assert as_(an_officer_elsewhere()).get(at("finding-detail", finding.pk)).status_code == 404
