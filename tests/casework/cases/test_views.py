"""The pages of files for the three standing people; what each leaves in the ledger; what it asks of the database."""

from __future__ import annotations

import io
import json
import re
from datetime import timedelta
from uuid import uuid4

import openpyxl
import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from suar.casework.cases import panels, timeline
from suar.casework.cases.models import Case
from suar.casework.complaints.models import Complaint, HandOver
from suar.core import ledger
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role, User
from tests.casework.cases.pages import at
from tests.conditions import MET
from tests.desk.pages import signed_in
from tests.factories import (
    a_case,
    a_child,
    a_closed_case,
    a_user,
    an_agency,
    an_officer_elsewhere,
    an_outsider,
)

pytestmark = pytest.mark.django_db

TABS = ["case-detail", "sheet-list", "case-duties", "note-list", "case-child", "risk-list", "case-closure"]
FORMS = [
    "note-add",
    "task-add",
    "sheet-add",
    "safety-set",
    "case-assign",
    "risk-assess",
    "closure-propose",
    "closure-refuse",
    "case-reopen",
]
# The frame of transactions, and the counts of the sidebar, which are the desk's.
NOT_OURS = ("SELECT COUNT(*)", "SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")


def statements(client: Client, url: str) -> int:
    """SQL statements of one page in all stores that are its own."""
    client.get(url)
    with CaptureQueriesContext(connections["default"]) as main, CaptureQueriesContext(connections["keys"]) as keys:
        assert client.get(url).status_code == 200
    queries = [query["sql"] for query in [*main.captured_queries, *keys.captured_queries]]
    return len([sql for sql in queries if not sql.startswith(NOT_OURS)])


@pytest.mark.parametrize("name", [*TABS, "case-summary"])
def test_a_tab_opens_for_the_officer_with_one_read_in_the_ledger(name: str, case: Case, officer: User) -> None:
    before = Entry.objects.count()
    response = signed_in(officer).get(at(name, case))
    assert response.status_code == 200
    text = response.content.decode()
    assert case.number in text and "R.C." in text
    assert "Rara" not in text
    entries = list(Entry.objects.order_by("id")[before:])
    assert [(e.verb, e.subject, e.actor, e.why) for e in entries] == [
        ("read.case", case.child_id, officer.actor_id, officer.role)
    ]


@pytest.mark.parametrize("name", [*TABS, *FORMS, "case-summary"])
def test_who_may_not_know_of_a_file_finds_nothing(name: str, case: Case) -> None:
    before = Entry.objects.filter(verb__startswith="read.").count()
    elsewhere, outsider = an_officer_elsewhere(), an_outsider()
    assert signed_in(elsewhere).get(at(name, case)).status_code == 404
    assert signed_in(outsider).get(at(name, case)).status_code == 403
    assert signed_in(case.officer).get(reverse(f"cases:{name}", args=[uuid4()])).status_code == 404  # type: ignore[arg-type]  # it has one
    assert Entry.objects.filter(verb__startswith="read.").count() == before


@pytest.mark.parametrize("name", FORMS)
def test_each_form_opens_and_an_empty_one_comes_back_marked(name: str, case: Case, officer: User) -> None:
    client = signed_in(officer)
    assert client.get(at(name, case)).status_code == 200
    response = client.post(at(name, case), {})
    assert response.status_code in {422, 302}
    if response.status_code == 422:
        assert "error" in response.content.decode()


def test_the_trail_is_for_those_who_lead(case: Case, officer: User) -> None:
    assert signed_in(officer).get(at("case-access", case)).status_code == 403
    signed_in(officer).get(at("case-detail", case))
    text = signed_in(a_user(Role.KETUA)).get(at("case-access", case)).content.decode()
    assert "membaca berkas" in text and officer.name in text


def test_the_journey_shows_what_happened_and_what_is_late(case: Case, officer: User) -> None:
    text = signed_in(officer).get(at("case-detail", case)).content.decode()
    for words in (
        "terlambat",
        "kata-kata anak",
        "Aku mau sekolah.",
        "Lembar pantau",
        "Risiko dinilai tinggi",
        "Bibi, L.",
    ):
        assert words in text, words
    assert "Ayah tidak boleh tahu" in text


def test_the_name_is_a_part_of_the_page_and_the_page_without_javascript(case: Case, officer: User) -> None:
    client = signed_in(officer)
    page = client.get(at("case-detail", case)).content.decode()
    part = client.post(at("case-reveal", case), headers={"HX-Request": "true"}).content.decode()
    fresh = client.post(at("case-reveal", case)).content.decode()
    assert "Rara Contoh" in part and "Rara Contoh" not in page
    swapped = re.sub(r'<div id="nama">.*?</div>', part.strip(), page, flags=re.DOTALL)
    assert plain(swapped) == plain(fresh)
    assert Entry.objects.filter(verb="read.child_name", subject=case.child_id).count() == 2
    assert signed_in(an_officer_elsewhere()).post(at("case-reveal", case)).status_code == 404
    assert signed_in(an_outsider()).post(at("case-reveal", case)).status_code == 403
    assert client.get(at("case-reveal", case))["Location"] == at("case-detail", case)


def plain(page: str) -> str:
    """A page without its tokens and its own address, which differ from press to press."""
    page = re.sub(r'csrfmiddlewaretoken" value="[^"]+"|X-CSRFToken": "[^"]+"|name="next" value="[^"]+"', "", page)
    return re.sub(r"\s+", " ", page)


def test_the_list_shows_initials_and_records_what_it_showed(case: Case, officer: User) -> None:
    response = signed_in(officer).get(reverse("cases:case-list"))
    text = response.content.decode()
    assert case.number in text and "R.C." in text and "Rara" not in text
    entry = Entry.objects.get(verb="read.case_list")
    assert json.loads(entry.data) == {"ids": [str(case.pk)]}
    assert case.number not in signed_in(an_officer_elsewhere()).get(reverse("cases:case-list")).content.decode()
    assert signed_in(an_outsider()).get(reverse("cases:case-list")).status_code == 403


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=Rara", True),
        ("q=contoh+rara", True),
        ("q=Melati", False),
        ("status=open", True),
        ("status=closed", False),
        ("risiko=high", True),
        ("risiko=low", False),
        ("safe=no", True),
        ("klaster=trafficking", True),
        ("klaster=abh", False),
        ("wilayah=61.71", True),
        ("wilayah=61.01", False),
        ("jenis=non", False),
        ("masa=2001", False),
        ("masa=besok", True),
        ("lama=not-a-cursor", True),
        ("urut=nomor", True),
        ("urut=-nomor", True),
    ],
)
def test_filters_stand_in_the_address(query: str, found: bool, case: Case, officer: User) -> None:
    response = signed_in(officer).get(f"{reverse('cases:case-list')}?{query}")
    assert response.status_code == 200
    assert (case.number in response.content.decode()) is found


def test_a_number_is_found_whole_or_in_part(case: Case, officer: User) -> None:
    client = signed_in(officer)
    for text in (case.number, case.number[5:], "1"):
        assert case.number in client.get(reverse("cases:case-list"), {"q": text}).content.decode()


def test_the_part_of_the_list_equals_the_fresh_page(case: Case, officer: User) -> None:
    client = signed_in(officer)
    url = f"{reverse('cases:case-list')}?risiko=high"
    part, page = client.get(url, headers={"HX-Request": "true"}).content.decode(), client.get(url).content.decode()
    assert plain(part).strip() in plain(page)


def test_pages_follow_each_other_without_a_gap(officer: User) -> None:
    child = a_child(officer)
    today = timezone.localdate()
    numbers = {a_case(officer, child, opened_on=today - timedelta(days=n % 7)).number for n in range(45)}
    client, seen, url = signed_in(officer), [], reverse("cases:case-list")
    while url:
        page = client.get(url).context["page"]
        seen += [row.number for row in page.rows]
        url = f"{reverse('cases:case-list')}?lama={page.older}" if page.older else ""
    assert len(seen) == 45 and set(seen) == numbers


def test_the_sheet_holds_what_is_shown_by_initials(case: Case, officer: User) -> None:
    a_case(officer, cluster="abh")
    response = signed_in(officer).get(f"{reverse('cases:case-export')}?klaster=trafficking")
    rows = list(openpyxl.load_workbook(io.BytesIO(b"".join(response))).active.values)  # type: ignore[union-attr]  # one sheet
    assert len(rows) == 2
    assert rows[1][:2] == (case.number, "R.C.")
    assert json.loads(Entry.objects.get(verb="read.case_export").data)["ids"] == [str(case.pk)]
    assert signed_in(an_outsider()).get(reverse("cases:case-export")).status_code == 403


@pytest.mark.parametrize("count", [1, 15])
def test_the_list_asks_the_same_of_the_database_for_one_and_for_many(count: int, officer: User) -> None:
    for _ in range(count):
        a_case(officer)
    assert statements(signed_in(officer), reverse("cases:case-list")) <= 11


@pytest.mark.parametrize("name", [*TABS, "case-summary"])
def test_a_file_asks_little_of_the_database(name: str, case: Case, officer: User) -> None:
    # The journey asks what rooms above the file know of it.
    assert statements(signed_in(officer), at(name, case)) <= (
        15 if name in {"case-detail", "case-summary", "case-closure"} else 12
    )


def test_an_earlier_file_is_shown_without_blame(officer: User) -> None:
    first = a_closed_case(officer)
    second = a_case(officer, first.child)
    text = signed_in(officer).get(at("case-detail", second)).content.decode()
    assert "Pernah dijangkau sebelumnya" in text
    assert first.number in signed_in(officer).get(at("case-child", second)).content.decode()


NEW = {"kind": "non", "cluster": "trafficking", "child_role": "victim", "name": "Melati Misal", "sex": "P"}


def test_a_file_without_a_complaint(officer: User) -> None:
    client = signed_in(officer)
    assert client.get(reverse("cases:case-add")).status_code == 200
    assert client.post(reverse("cases:case-add"), {}).status_code == 422
    data = {**NEW, "birth_date": "2012-05-06", "nik": "617101", "officer": officer.pk, "region_code": "61.71"}
    assert client.post(reverse("cases:case-add"), data).status_code == 302
    case = Case.objects.get()
    assert (case.officer, case.region_code, case.child.name) == (officer, "61.71", "Melati Misal")
    assert signed_in(an_outsider()).get(reverse("cases:case-add")).status_code == 403


@pytest.mark.parametrize(
    ("nik", "said"),
    [
        ("6171014903120001", "Jenis kelamin di dalam NIK berbeda"),  # of a girl
        ("6199010903120001", "Kode wilayah di awal NIK tidak dikenal"),
        ("6171011003120001", "Tanggal lahir di dalam NIK berbeda"),
    ],
)
def test_a_nik_is_doubted_at_first_entry_as_it_is_in_the_childs_data(nik: str, said: str, officer: User) -> None:
    data = {**NEW, "sex": "L", "birth_date": "2012-03-09", "nik": nik, "region_code": "61.71"}
    page = signed_in(officer).post(reverse("cases:case-add"), data, follow=True)
    assert said in page.text
    fitting = {**data, "name": "Kenanga Contoh", "nik": "6171010903120001"}
    assert "di dalam NIK" not in signed_in(officer).post(reverse("cases:case-add"), fitting, follow=True).text


@pytest.mark.parametrize(
    ("typed", "ticked", "kept"),
    [
        ({"birth_date": "2012"}, {}, ("2012-01-01", True)),
        ({"birth_date": "2012-05-06"}, {"birth_estimated": "on"}, ("2012-05-06", True)),
        ({"birth_date": "2012-05-06"}, {}, ("2012-05-06", False)),
        ({}, {"birth_estimated": "on"}, ("", False)),
    ],
)
def test_an_estimated_birth_date_is_marked_at_first_entry(
    typed: dict[str, str], ticked: dict[str, str], kept: tuple[str, bool], officer: User
) -> None:
    assert signed_in(officer).post(reverse("cases:case-add"), {**NEW, **typed, **ticked}).status_code == 302
    child = Case.objects.get().child
    assert (child.birth_date, child.birth_estimated) == kept


def test_one_child_one_file_is_suggested_before_a_second_is_made(officer: User) -> None:
    child = a_child(officer, name="Melati Misal")
    client = signed_in(officer)
    response = client.post(reverse("cases:case-add"), NEW)
    assert "nama sama" in response.content.decode()
    assert not Case.objects.exists()
    assert client.post(reverse("cases:case-add"), {**NEW, "same_child": child.pk}).status_code == 302
    assert Case.objects.get().child == child
    assert client.post(reverse("cases:case-add"), {**NEW, "looked": "on"}).status_code == 302
    assert Case.objects.exclude(child=child).count() == 1


def test_a_sibling_is_named_and_cannot_be_chosen_as_the_child(officer: User) -> None:
    facts = {"birth_date": "2011-03-09", "phone": "0800-123-4567"}
    twin = a_child(officer, name="Melati Misal", **facts)
    page = (
        signed_in(officer).post(reverse("cases:case-add"), {**NEW, "name": "Kenanga Misal", **facts}).content.decode()
    )
    assert "saudara?" in page
    assert "nama berbeda · nomor telepon sama · tanggal lahir sama" in page
    assert str(twin.pk) in page
    assert "Ini anak yang sama" not in page


def test_today_counts_children_without_a_safe_place(case: Case, officer: User) -> None:
    shown = panels.today(officer, timezone.now())
    assert (shown["open_count"], shown["mine_count"], shown["unsafe_count"]) == (1, 1, 1)
    assert shown["unsafe"][0]["initials"] == "R.C."
    assert shown["unsafe"][0]["subject"] == case.child_id
    assert panels.today(an_officer_elsewhere(), timezone.now())["unsafe_count"] == 0


def test_the_journey_begins_with_the_complaint_and_names_what_was_handed_over(case: Case, officer: User) -> None:
    now = timezone.now()
    complaint = Complaint(
        office=case.office, number="P-0688", subject=case.child_id, channel="form", kind="pengaduan", received_at=now,
        status="case", case=case,
    )  # fmt: skip
    handed = HandOver(
        case=case, subject=case.child_id, agency=an_agency(name="Unit PPA Contoh"), handed_at=now, by=officer,
        receipt_number="TT-1", receipt_at=now, **MET,
    )  # fmt: skip
    with ledger.record("test.rows", by=officer, subject=case.child_id) as entry:
        entry.add(complaint, handed)
    text = signed_in(officer).get(at("case-detail", case)).content.decode()
    assert "Pengaduan P-0688" in text and "formulir" in text
    assert f"Diserahkan kepada {handed.agency.short_name}" in text and "ada tanda terima" in text
    moments = timeline.compose(timeline_ready(case), timeline.duties_of(case), now)
    assert all(moment.at.tzinfo is not None for moment in moments)
    titles = [moment.title for moment in moments]
    assert titles.index("Berkas dibuka") < titles.index("Pengaduan diterima lewat formulir")


def timeline_ready(case: Case) -> Case:
    timeline.gather(case)
    return case
