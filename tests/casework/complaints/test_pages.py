"""The pages: each works, is refused elsewhere, keeps what was typed, writes only the read record on GET."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from suar.casework.cases.models import Case
from suar.casework.complaints import actions, panels, wording
from suar.casework.complaints.models import Complaint, GroupFinding, HandOver, Message, Status
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role, User
from tests.factories import (
    a_case,
    a_complaint,
    a_filed_complaint,
    a_group_finding,
    a_handover,
    a_triaged_complaint,
    a_user,
    an_agency,
    an_officer,
    an_officer_elsewhere,
    an_outsider,
)

pytestmark = pytest.mark.django_db

UNTOUCHED = {"event_72h": "no", "pregnancy": "unknown", "dying": "no", "pictures": "no"}


def at(name: str, *args: Any) -> str:
    return reverse(f"complaints:{name}", args=args)


@pytest.fixture
def as_() -> Callable[[User], Client]:
    def browser(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return browser


@pytest.fixture
def officer() -> User:
    return an_officer()


@pytest.fixture
def desk(officer: User, as_: Callable[[User], Client]) -> Client:
    return as_(officer)


def fields_of(response: Any) -> dict[str, Any]:
    """What a browser would send back of the form that was shown, untouched."""
    form = response.context["form"]
    values = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def changes() -> int:
    return Entry.objects.exclude(verb__startswith="read.").count()


# Lists


def test_the_waiting_stand_with_the_urgent_first(desk: Client, officer: User) -> None:
    old = a_complaint(officer, received_at=timezone.now() - timedelta(days=3))
    new = a_filed_complaint()
    urgent = a_filed_complaint(urgent=True)
    closed = a_complaint(officer)
    actions.close_as(complaint=closed, status=Status.NOISE, noise="test", by=officer)
    response = desk.get(at("complaint-list"))
    assert [row.complaint.pk for row in response.context["rows"]] == [urgent.pk, old.pk, new.pk]
    assert "sedang terjadi" in response.content.decode()
    shown = desk.get(at("complaint-list"), {"tab": "ditutup"}).context["rows"]
    assert [row.complaint.pk for row in shown] == [closed.pk]
    assert len(desk.get(at("complaint-list"), {"tab": "semua"}).context["rows"]) == 4


def test_a_list_is_one_read_with_the_ids_shown(desk: Client, officer: User) -> None:
    complaint, before = a_complaint(officer), changes()
    desk.get(at("complaint-list"))
    entry = Entry.objects.get(verb="read.complaint_list")
    assert str(complaint.pk) in entry.data
    assert changes() == before


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "P-0001"}, 1),
        ({"q": "1"}, 1),
        ({"q": "Rara"}, 1),
        ({"q": "0800 555 0101"}, 1),
        ({"q": "Tidakada"}, 0),
        ({"saluran": "visit"}, 1),
        ({"saluran": "letter"}, 0),
        ({"jenis": "pengaduan"}, 1),
        ({"mendesak": "ya"}, 0),
        ({"wilayah": "61.71"}, 1),
        ({"status": "read"}, 1),
        ({"masa": "1999"}, 0),
        ({"masa": "salah"}, 1),
    ],
)
def test_filters_stand_in_the_address(desk: Client, officer: User, query: dict[str, str], found: int) -> None:
    a_complaint(officer)
    assert len(desk.get(at("complaint-list"), query).context["rows"]) == found


def test_a_page_of_twenty_costs_a_fixed_number_of_statements(desk: Client, officer: User) -> None:
    for _n in range(22):
        a_complaint(officer)
    counts = []
    for _turn in range(2):
        with (
            CaptureQueriesContext(connections["default"]) as main,
            CaptureQueriesContext(connections["keys"]) as keys,
        ):
            response = desk.get(at("complaint-list"))
        counts.append(len(main) + len(keys))
    assert response.context["page"].older
    # Two of them are the savepoint that a test needs where the office has a transaction.
    assert counts[-1] - 2 <= 15


def test_the_part_that_htmx_swaps_is_the_part_of_the_page(desk: Client, officer: User) -> None:
    a_complaint(officer)
    whole = desk.get(at("complaint-list")).content.decode()
    part = desk.get(at("complaint-list"), headers={"HX-Request": "true"}).content.decode()
    assert part.strip() in whole


def test_the_sheet_holds_initials_and_no_name(desk: Client, officer: User) -> None:
    complaint = a_complaint(officer)
    book = load_workbook(io.BytesIO(desk.get(at("complaint-export")).content))
    cells = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    assert complaint.number in cells
    assert "R.C." in cells
    assert "Rara Contoh" not in cells
    assert Entry.objects.filter(verb="read.complaint_export").exists()


# One complaint


def test_an_unread_complaint_shows_nothing_until_it_is_opened_by_a_press(desk: Client) -> None:
    complaint = a_filed_complaint()
    page = desk.get(at("complaint-detail", complaint.pk)).content.decode()
    assert "Temanku ketakutan." not in page
    assert "Buka dan baca" in page
    assert Complaint.objects.get().status == Status.NEW
    response = desk.post(at("complaint-open", complaint.pk), follow=True)
    assert "Temanku ketakutan." in response.content.decode()
    assert Complaint.objects.get().status == Status.READ


def test_reading_is_recorded_and_changes_nothing(desk: Client, officer: User) -> None:
    complaint = a_complaint(officer)
    before = changes()
    page = desk.get(at("complaint-detail", complaint.pk)).content.decode()
    entry = Entry.objects.get(verb="read.complaint")
    assert (entry.subject, entry.actor, entry.why) == (complaint.subject, officer.actor_id, officer.role)
    assert changes() == before
    for secret in ("Rara Contoh", "Ibu Contoh", "0800-555-0101"):
        assert secret not in page


def test_names_are_shown_after_a_press(desk: Client, officer: User) -> None:
    complaint = a_complaint(officer)
    for headers in ({}, {"HX-Request": "true"}):
        page = desk.post(at("complaint-reveal", complaint.pk), headers=headers).content.decode()
        assert "Rara Contoh" in page
        assert "0800-555-0101" in page
    assert Entry.objects.filter(verb="read.complaint_names").count() == 2


@pytest.mark.parametrize(
    "name", ["complaint-detail", "complaint-alike", "complaint-history", "complaint-print", "complaint-triage"]
)
def test_what_belongs_to_another_office_does_not_exist(as_: Callable[[User], Client], name: str) -> None:
    complaint = a_complaint()
    assert as_(an_officer_elsewhere()).get(at(name, complaint.pk)).status_code == 404
    assert as_(an_outsider()).get(at(name, complaint.pk)).status_code == 403


@pytest.mark.parametrize(
    "name", ["complaint-detail", "complaint-alike", "complaint-history", "complaint-print", "complaint-triage"]
)
def test_the_pages_of_one_complaint_stand(desk: Client, officer: User, name: str) -> None:
    complaint = a_triaged_complaint(officer)
    a_handover(officer, complaint, agency=an_agency("health"))
    assert desk.get(at(name, complaint.pk)).status_code == 200


def test_the_page_of_a_complaint_costs_few_statements(desk: Client, officer: User) -> None:
    complaint = a_triaged_complaint(officer)
    with CaptureQueriesContext(connections["default"]) as main, CaptureQueriesContext(connections["keys"]) as keys:
        desk.get(at("complaint-detail", complaint.pk))
    assert len(main) + len(keys) - 2 <= 15  # without the savepoint, as above


def test_secretaries_read_but_do_not_decide(as_: Callable[[User], Client]) -> None:
    complaint = a_complaint()
    page = as_(a_user(Role.SEKRETARIAT)).get(at("complaint-detail", complaint.pk)).content.decode()
    assert at("complaint-triage", complaint.pk) not in page
    assert at("handover-new", complaint.pk) in page


def test_alike_children_and_complaints_are_named_with_their_reasons(desk: Client, officer: User) -> None:
    known = a_case(officer)
    first, second = a_complaint(officer, child_name=""), a_complaint(officer)
    page = desk.get(at("complaint-alike", second.pk), headers={"HX-Request": "true"}).content.decode()
    assert known.number in page
    assert "nama sama" in page
    assert first.number in page
    assert "nomor yang sama" in page
    entry = Entry.objects.get(verb="read.alike")
    assert str(known.child_id) in entry.data
    assert str(first.pk) in entry.data


def test_the_history_names_who_did_what(desk: Client, officer: User) -> None:
    complaint = a_triaged_complaint(officer)
    lines = desk.get(at("complaint-history", complaint.pk)).context["lines"]
    assert {"menelaah pengaduan", "menerima pengaduan", "membaca pengaduan"} <= {line.what for line in lines}
    assert {line.who for line in lines} == {officer.name}


def test_history_goes_on_after_the_case(desk: Client, officer: User, django_capture_on_commit_callbacks: Any) -> None:
    complaint, other = a_triaged_complaint(officer), a_triaged_complaint(officer)
    with django_capture_on_commit_callbacks(execute=True):
        case = actions.make_case(complaint=complaint, by=officer)
        actions.make_case(complaint=other, by=officer, case=case)
    lines = desk.get(at("complaint-history", complaint.pk)).context["lines"]
    assert [line.what for line in lines].count("membuka berkas dari pengaduan") == 1


# Triage, case, closing


def triage_data(response: Any, **changed: str) -> dict[str, Any]:
    return fields_of(response) | {"in_remit": "yes", "cluster": "trafficking"} | changed


def test_triage_is_saved_and_shown_with_its_reasons(desk: Client, officer: User) -> None:
    complaint = a_complaint(officer)
    asked = desk.get(at("complaint-triage", complaint.pk))
    assert "KPAI" in asked.content.decode()
    data = triage_data(asked, q_dying="yes", r_controlled="yes", officer=str(officer.pk))
    response = desk.post(at("complaint-triage", complaint.pk), data, follow=True)
    page = response.content.decode()
    assert "ada orang dewasa yang mengendalikan" in page
    assert "Dampingi hari ini" in page
    assert Complaint.objects.get().officer == officer


def test_triage_again_shows_what_was_found(desk: Client, officer: User) -> None:
    complaint = a_triaged_complaint(officer)
    form = desk.get(at("complaint-triage", complaint.pk)).context["form"]
    assert (form.initial["in_remit"], form.initial["cluster"]) == ("yes", "trafficking")
    assert (form.initial["q_event_72h"], form.initial["r_controlled"]) == ("no", "yes")


def test_triage_keeps_what_was_typed_and_marks_the_field(desk: Client, officer: User) -> None:
    complaint = a_complaint(officer)
    asked = desk.get(at("complaint-triage", complaint.pk))
    data = triage_data(asked, q_dying="yes") | {"cluster": ""}
    response = desk.post(at("complaint-triage", complaint.pk), data)
    assert response.status_code == 422
    assert response.context["form"]["q_dying"].value() == "yes"
    assert response.context["form"].errors["cluster"]


def test_of_two_editors_the_second_keeps_the_words_and_may_press_again(desk: Client, officer: User) -> None:
    complaint = a_complaint(officer)
    data = triage_data(desk.get(at("complaint-triage", complaint.pk)), cluster="sosial")
    a_triaged_complaint(an_officer(), Complaint.objects.select_related("office").get(pk=complaint.pk))
    response = desk.post(at("complaint-triage", complaint.pk), data)
    assert response.status_code == 409
    form = response.context["form"]
    assert form["cluster"].value() == "sosial"
    again = desk.post(at("complaint-triage", complaint.pk), data | {"version": form["version"].value()})
    assert again.status_code == 302
    assert Complaint.objects.get().cluster == "sosial"


def test_a_case_is_made_for_a_new_child(desk: Client, officer: User) -> None:
    complaint = a_triaged_complaint(officer)
    data = fields_of(desk.get(at("complaint-case", complaint.pk)))
    response = desk.post(at("complaint-case", complaint.pk), data)
    case = Case.objects.get()
    assert response["Location"] == reverse("cases:case-detail", args=[case.pk])
    assert case.officer == officer
    assert desk.get(response["Location"]).status_code == 200


def test_a_case_offers_the_child_that_has_a_file_and_the_case_that_is_open(desk: Client, officer: User) -> None:
    known = a_case(officer)
    complaint = a_triaged_complaint(officer)
    asked = desk.get(at("complaint-case", complaint.pk))
    assert "Mungkin anak yang sama" in asked.content.decode()
    targets = [key for key, _label in asked.context["form"].fields["target"].choices]
    assert targets == ["new", f"child:{known.child_id}", f"case:{known.pk}"]
    desk.post(at("complaint-case", complaint.pk), fields_of(asked) | {"target": f"case:{known.pk}"})
    assert Complaint.objects.get().case == known


def test_without_triage_a_case_is_refused_on_the_page(desk: Client, officer: User) -> None:
    complaint = a_complaint(officer)
    data = fields_of(desk.get(at("complaint-case", complaint.pk)))
    response = desk.post(at("complaint-case", complaint.pk), data)
    assert "Telaah dulu" in response.content.decode()


def test_a_duplicate_is_closed_by_its_number_and_opened_again(desk: Client, officer: User) -> None:
    first, second = a_complaint(officer), a_complaint(officer)
    asked = desk.get(at("complaint-close", second.pk), {"sama": first.number})
    assert (asked.context["form"].initial["same"], asked.context["form"].initial["status"]) == (
        first.number,
        "duplicate",
    )
    desk.post(at("complaint-close", second.pk), fields_of(asked))
    second.refresh_from_db()
    assert second.same_as == first
    assert "Buka yang sama" in desk.get(at("complaint-detail", second.pk)).content.decode()
    desk.post(at("complaint-reopen", second.pk))
    second.refresh_from_db()
    assert second.status == Status.READ


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"status": "noise"}, "noise"),
        ({"status": "duplicate", "same": "P-9999/26"}, "same"),
        ({"status": "out_of_remit"}, "why"),
        ({}, "status"),
    ],
)
def test_a_closing_without_its_reason_marks_the_field(
    desk: Client, officer: User, given: dict[str, str], field: str
) -> None:
    complaint = a_complaint(officer)
    response = desk.post(at("complaint-close", complaint.pk), {"version": complaint.version, **given})
    assert response.status_code == 422
    assert field in response.context["form"].errors


def test_an_unread_complaint_can_only_be_noise(desk: Client) -> None:
    form = desk.get(at("complaint-close", a_filed_complaint().pk)).context["form"]
    assert [key for key, _label in form.fields["status"].choices] == ["noise"]


# The conversation


def opened(officer: User) -> Complaint:
    return actions.open_complaint(complaint=a_filed_complaint(), by=officer)


def test_a_reply_is_sent_once_and_shown(desk: Client, officer: User) -> None:
    complaint = opened(officer)
    asked = desk.get(at("complaint-detail", complaint.pk), {"balasan": "aman"})
    assert "SAPA 129" in asked.context["form"].initial["text"]
    data = fields_of(asked)
    for _press in range(2):
        response = desk.post(at("complaint-reply", complaint.pk), data, follow=True)
    assert Message.objects.count() == 1
    assert "Disegel, sedang disampaikan." in response.content.decode()


def test_an_empty_reply_comes_back(desk: Client, officer: User) -> None:
    complaint = opened(officer)
    response = desk.post(at("complaint-reply", complaint.pk), {"message_id": uuid4(), "text": " "})
    assert response.status_code == 422
    assert Message.objects.count() == 0


def test_who_holds_no_code_is_offered_no_reply(desk: Client, officer: User) -> None:
    page = desk.get(at("complaint-detail", a_complaint(officer).pk)).content.decode()
    assert "tidak memegang kode" in page
    assert "Kirim balasan" not in page


def test_a_friend_who_must_not_be_contacted_is_marked(officer: User) -> None:
    complaint = a_filed_complaint(answers={"about": "friend", "friend_knows": "knows_not", "contact": "page"})
    contact = wording.contact_of(complaint)
    assert contact.avoid == "Dia tahu, tetapi jangan hubungi dia dulu"
    assert contact.answer == "Lewat kode, di halaman ini."


@pytest.mark.parametrize(
    ("may", "answer"), [("yes", "Boleh ditelepon."), ("no", "Jangan dihubungi."), ("", "Belum ditanyakan.")]
)
def test_nobody_asked_is_not_a_yes(may: str, answer: str) -> None:
    reporter = {"phone": "0800-555-0199", "may_call": may} if may else {"phone": "0800-555-0199"}
    contact = wording.contact_of(a_complaint(reporter=reporter))
    assert contact.answer == answer
    assert "Telepon •••• 199" in contact.lines


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
        "form-1-unnamed": "on", "form-1-role": "suspect", **rows,
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


# Hand-overs


def hand_data(response: Any, agency: int, **changed: str) -> dict[str, Any]:
    given = {"agency": str(agency), "purpose": "Pendampingan", "condition": "Aman di rumah bibi"}
    return fields_of(response) | given | changed


def test_a_hand_over_in_another_age_comes_back(desk: Client, officer: User) -> None:
    complaint = a_triaged_complaint(officer)
    asked = desk.get(at("handover-new", complaint.pk))
    for moment in ("0001-01-01T00:00", "9999-12-31T23:59"):
        data = hand_data(asked, an_agency("uptd").pk, handed_at=moment)
        response = desk.post(at("handover-new", complaint.pk), data)
        assert "Tulis tahun antara 1900 dan 2100." in response.content.decode()
    assert not HandOver.objects.exists()


def test_a_hand_over_carries_the_packet_and_a_letter(desk: Client, officer: User) -> None:
    agency = an_agency("uptd")
    complaint = a_triaged_complaint(officer)
    asked = desk.get(at("handover-new", complaint.pk))
    data = hand_data(asked, agency.pk, papers="police")
    for _press in range(2):
        response = desk.post(at("handover-new", complaint.pk), data)
    handover = HandOver.objects.get()
    assert "Keadaan anak saat ini: Aman di rumah bibi" in handover.packet
    assert "laporan polisi" in handover.packet
    page = desk.get(response["Location"]).content.decode()
    assert handover.letter_number in page
    assert "Rara" not in page


def test_the_letter_is_a_document_with_number_and_no_name(desk: Client, officer: User) -> None:
    from docx import Document

    handover = a_handover(officer)
    response = desk.get(at("handover-letter", handover.pk))
    assert response["Content-Type"].endswith("wordprocessingml.document")
    assert response.content == desk.get(at("handover-letter", handover.pk)).content
    document = Document(io.BytesIO(response.content))
    text = "\n".join(
        [p.text for p in document.paragraphs] + [c.text for t in document.tables for r in t.rows for c in r.cells]
    )
    assert handover.letter_number in text
    assert handover.reference in text
    assert "Rara" not in text
    assert Entry.objects.filter(verb="read.handover").count() == 2


def test_a_case_is_handed_over_from_its_own_door(desk: Client, officer: User) -> None:
    case, agency = a_case(officer, summary="Ringkas."), an_agency("social")
    asked = desk.get(at("handover-case", case.pk))
    response = desk.post(at("handover-case", case.pk), hand_data(asked, agency.pk))
    handover = HandOver.objects.get()
    assert (handover.case, handover.complaint) == (case, None)
    assert desk.get(response["Location"]).status_code == 200


def test_a_receipt_is_recorded_and_a_second_one_refused(desk: Client, officer: User) -> None:
    handover = a_handover(officer)
    asked = desk.get(at("handover-receipt", handover.pk))
    data = fields_of(asked) | {"receipt_number": "TT/1/2026"}
    assert desk.post(at("handover-receipt", handover.pk), data).status_code == 302
    again = desk.post(at("handover-receipt", handover.pk), data)
    assert again.status_code == 409
    empty = desk.post(at("handover-receipt", a_handover(officer).pk), {"version": "1"})
    assert empty.status_code == 422


def test_a_hand_over_of_another_office_does_not_exist(as_: Callable[[User], Client]) -> None:
    handover = a_handover()
    browser = as_(an_officer_elsewhere())
    for name in ("handover-detail", "handover-letter", "handover-receipt"):
        assert browser.get(at(name, handover.pk)).status_code == 404


# Shared pages


def test_today_names_who_waits_without_a_name(officer: User) -> None:
    a_complaint(officer)
    a_filed_complaint(urgent=True)
    found = panels.today(officer, timezone.now())
    assert found["count"] == 2
    first = found["items"][0]
    assert (first.title, first.badge, first.badge_tone) == ("Teman melapor", "sedang terjadi", "red")
    assert "Formulir" in first.meta
    assert "Pontianak" in first.meta


def test_today_counts_more_than_it_shows(officer: User) -> None:
    for _n in range(7):
        a_complaint(officer)
    found = panels.today(officer, timezone.now())
    assert (len(found["items"]), found["count"]) == (5, 7)


def test_beside_a_case_stand_its_complaints_and_what_waits_for_an_answer(officer: User) -> None:
    complaint = a_triaged_complaint(officer, opened(officer))
    case = actions.make_case(complaint=complaint, by=officer)
    actions.note_message(complaint=complaint, message_id=uuid4(), text="Halo?", at=timezone.now(), by=officer)
    (panel,) = panels.case_panels(case, officer)
    assert complaint.number in panel.title
    assert "Pesan terakhir belum dijawab." in panel.lines
    assert panel.url == at("complaint-detail", complaint.pk)


def test_a_file_has_a_tab_for_its_complaints_and_hand_overs(
    desk: Client, officer: User, django_capture_on_commit_callbacks: Any
) -> None:
    complaint = a_triaged_complaint(officer, opened(officer))
    with django_capture_on_commit_callbacks(execute=True):
        case = actions.make_case(complaint=complaint, by=officer)
    handover = a_handover(officer, complaint)
    page = desk.get(at("case-complaints", case.pk)).content.decode()
    for address in (
        at("complaint-detail", complaint.pk),
        at("handover-detail", handover.pk),
        at("handover-case", case.pk),
    ):
        assert address in page
    journey = desk.get(reverse("cases:case-detail", args=[case.pk])).content.decode()
    assert at("complaint-detail", complaint.pk) in journey
    assert at("handover-detail", handover.pk) in journey
    assert "menunggu tanda terima" in journey
    assert Entry.objects.filter(verb="read.case", subject=case.child_id).count() == 2


def test_a_file_without_a_complaint_says_so(desk: Client, officer: User) -> None:
    assert "tanpa pengaduan" in desk.get(at("case-complaints", a_case(officer).pk)).content.decode()
