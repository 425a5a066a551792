"""The first page: each role where its work is; late duties, unsafe children, new complaints; what an empty office
reads; what the page leaves in the ledger."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry
from suar.registry.accounts import actions as accounts
from suar.registry.accounts.models import Role, User
from suar.registry.accounts.permissions import STAFF
from tests.desk.pages import panel, signed_in, text_of
from tests.factories import (
    a_case,
    a_child,
    a_complaint,
    a_duty,
    a_filed_complaint,
    a_user,
    an_agency,
    an_officer,
    an_officer_elsewhere,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TODAY = "/"


@pytest.mark.parametrize(
    ("role", "place"),
    [
        (Role.MITRA, "duties:partner-today"),
        (Role.GUBERNUR, "reports:report-list"),
        (Role.ADMIN, "accounts:user-list"),
    ],
)
def test_whoever_has_other_work_is_sent_where_it_is(role: Role, place: str) -> None:
    client = signed_in(a_user(role))
    response = client.get(TODAY)
    assert (response.status_code, response["Location"]) == (302, reverse(place))
    assert client.get(response["Location"]).status_code == 200
    assert not Entry.objects.filter(verb="read.today").exists()


@pytest.mark.parametrize("role", sorted(STAFF))
def test_the_staff_stay_on_the_first_page(role: Role) -> None:
    assert "Yang kita janjikan" in text_of(signed_in(a_user(role)), TODAY)


def test_whoever_has_no_role_any_more_is_refused() -> None:
    user = a_user(Role.SEKRETARIAT)
    accounts.end_appointment(appointment=user.appointments_now[0], by=OPERATOR)
    assert signed_in(User.objects.get(pk=user.pk)).get(TODAY).status_code == 403


def test_an_empty_office_reads_that_nothing_waits_and_what_comes_here() -> None:
    text = text_of(signed_in(an_officer()), TODAY)
    for words in (
        "Tidak ada janji yang jatuh tempo.",
        "Tidak ada lembaga yang ditunggu jawabannya.",
        "Semua pengaduan sudah dibaca.",
        "Pengaduan dari formulir muncul di sini dalam beberapa detik.",
    ):
        assert words in text
    assert "anak belum punya tempat aman" not in text


def test_a_late_promise_and_a_late_agency_stand_in_their_columns() -> None:
    officer, now = an_officer(), timezone.now()
    a_duty("other", what="Menelepon sekolah", due_at=now - 2 * DAY, office=officer.office, reference="2026-0007")
    a_duty("agency_answer", due_at=now - DAY, agency=an_agency(name="Dinas Rekaan"), office=officer.office)
    text = text_of(signed_in(officer), TODAY)
    ours, theirs = panel(text, "Yang kita janjikan"), panel(text, "Yang kita tunggu")
    assert "Menelepon sekolah" in ours and "2026-0007" in ours
    assert 'class="row-side red"' in ours and "lewat 2 hari" in ours
    assert "lewat 1 hari" in theirs


def test_children_without_a_safe_place_are_counted_and_called_by_initials_only() -> None:
    officer = an_officer()
    unsafe = a_case(officer, child=a_child(officer, name="Dara Rekaan"), safe_now="no")
    a_case(officer, child=a_child(officer, name="Bima Contoh"), safe_now="yes")
    text = text_of(signed_in(officer), TODAY)
    banner = text.split("anak belum punya tempat aman malam ini")[1].split("columns")[0]
    assert "D.R." in banner and unsafe.number in banner
    assert "B.C." not in banner
    assert not {"Dara", "Rekaan", "Bima"} & set(text.replace("<", " ").split())
    assert f"{reverse('cases:case-list')}?safe=no" in text


def test_new_complaints_stand_with_the_urgent_first_and_without_a_name() -> None:
    officer = an_officer()
    first, urgent = a_complaint(officer), a_complaint(officer, urgent=True)
    filed = a_filed_complaint(officer.office)
    text = text_of(signed_in(officer), TODAY)
    shown = panel(text, "Pengaduan baru")
    # Of the form only the day stands in clear: it counts as waiting since that morning.
    assert shown.index(urgent.number) < shown.index(filed.number) < shown.index(first.number)
    assert "Rara" not in text and "sebuah penginapan" not in text


def test_more_than_five_complaints_are_counted_whole() -> None:
    officer = an_officer()
    for _ in range(7):
        a_complaint(officer)
    shown = panel(text_of(signed_in(officer), TODAY), "Pengaduan baru")
    assert shown.count("P-00") == 5
    assert "Semua 7<" in shown


def test_nothing_of_another_office_is_on_the_page() -> None:
    elsewhere = an_officer_elsewhere()
    case = a_case(elsewhere, safe_now="no")
    complaint = a_complaint(elsewhere)
    text = text_of(signed_in(an_officer()), TODAY)
    assert case.number not in text and complaint.number not in text
    assert "Semua pengaduan sudah dibaca." in text


def test_the_page_is_one_read_with_everybody_shown() -> None:
    officer = an_officer()
    case, complaint = a_case(officer, safe_now="no"), a_complaint(officer)
    before = Entry.objects.count()
    text_of(signed_in(officer), TODAY)
    (entry,) = Entry.objects.order_by("id")[before:]
    assert (entry.verb, entry.actor, entry.why) == ("read.today", officer.actor_id, officer.role)
    assert set(json.loads(entry.data)["ids"]) == {str(case.child_id), str(complaint.subject)}
