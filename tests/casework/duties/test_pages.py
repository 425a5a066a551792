"""The pages of staff: works, refused, not found, and what the ledger keeps of a look."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from suar.casework.duties import actions, naming
from suar.casework.duties.models import ASK, Duty, DutyNote
from suar.casework.duties.naming import Subject
from suar.core import ledger
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role, User
from tests.casework.duties.builders import again, at, at_most, data_of, last_entry
from tests.factories import a_duty, a_user, an_agency, an_office, an_officer, an_officer_elsewhere, an_outsider

pytestmark = pytest.mark.django_db
LIST = "/kewajiban/"
QUERIES = 15
STEPS = ("finish", "cancel", "pause", "assign", "extend", "acknowledge", "reopen", "know-date")


def signed_in(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


@pytest.fixture
def named() -> Iterator[Callable[..., None]]:
    """Subjects that a higher room knows, for the length of a test."""
    known: dict[Any, Subject] = {}

    def find(subjects: Any, user: User) -> dict[Any, Subject]:
        return {s: known[s] for s in subjects if s in known and known[s].office.pk in user.office_ids}

    def add(duty: Duty, **facts: Any) -> None:
        told = {
            "about": "child",
            "office": duty.office,
            "reference": duty.reference,
            "url": "/berkas/x/",
            "initials": "R.M.",
        }
        known[duty.subject] = Subject(**{**told, **facts})

    naming.register(find)
    naming.register(find)
    yield add
    naming.forget(find)


def url(duty: Duty, name: str = "detail") -> str:
    return reverse(f"duties:duty-{name}", args=[duty.pk])


def test_the_list_shows_what_we_promised_in_its_turn_and_records_the_look(named: Callable[..., None]) -> None:
    officer = an_officer()
    later, sooner = a_duty("plan", reference="2026-0002"), a_duty("handover", reference="2026-0001")
    theirs, elsewhere = (
        a_duty("agency_answer", reference="2026-0003"),
        a_duty(office=an_office("sambas", "KPPAD Sambas")),
    )
    named(sooner)
    page = signed_in(officer).get(LIST)
    text = page.text
    assert text.index("2026-0001") < text.index("2026-0002")
    assert "R.M." in text and "2026-0003" not in text
    read = last_entry("read.duty_list")
    assert set(data_of(read)["ids"]) == {str(sooner.pk), str(later.pk)}
    assert (read.actor, read.why) == (officer.actor_id, officer.role)
    assert str(theirs.pk) not in text and str(elsewhere.pk) not in text


def test_each_tab_has_its_own_address() -> None:
    ours, theirs = a_duty(reference="2026-1111"), a_duty("agency_answer", reference="2026-2222")
    browser = signed_in(an_officer())
    shown = {tab: browser.get(LIST, {"tab": tab}).text for tab in ("janji", "tunggu", "semua", "entah")}
    assert ["2026-1111" in shown[t] for t in shown] == [True, False, True, True]
    assert ["2026-2222" in shown[t] for t in shown] == [False, True, True, False]
    assert ours.pk != theirs.pk


def test_the_filters_narrow_and_stay_in_the_address() -> None:
    officer, agency = an_officer(), an_agency()
    late = a_duty("handover", event_at=timezone.now() - timedelta(days=9), reference="2026-0001", officer=officer)
    done = a_duty("plan", reference="2026-0002")
    actions.finish(duty=done, by=officer, note="Selesai.")
    a_duty("agency_answer", agency=agency, reference="2026-0003")
    doubt = a_duty(
        "legal_watch", rule="pp43.lpsk_assessment", event_at=timezone.now() - timedelta(days=60), reference="2026-0004"
    )
    browser = signed_in(officer)

    def numbers(**query: Any) -> list[str]:
        text = browser.get(LIST, {"tab": "semua", **query}).text
        return [number for number in ("2026-0001", "2026-0002", "2026-0003", "2026-0004") if f">{number}<" in text]

    assert numbers() == ["2026-0001", "2026-0003", "2026-0004"]
    assert numbers(status="late") == ["2026-0001"]
    assert numbers(status="done") == ["2026-0002"]
    assert numbers(status="semua") == ["2026-0001", "2026-0002", "2026-0003", "2026-0004"]
    assert numbers(kind="handover") == ["2026-0001"]
    assert numbers(agency=agency.pk) == ["2026-0003"]
    assert numbers(officer=officer.pk) == ["2026-0001"]
    assert numbers(q="2026-0003") == ["2026-0003"]
    assert numbers(q="p-9") == []
    assert numbers(kind="tidak-ada") == ["2026-0001", "2026-0003", "2026-0004"]
    assert 'name="tab" value="semua"' in browser.get(LIST, {"tab": "semua"}).text
    assert doubt.in_doubt and late.pk


def test_pages_follow_one_another_without_losing_a_row() -> None:
    numbers = [f"2026-{n:04}" for n in range(1, 26)]
    for n, number in enumerate(numbers):
        a_duty(reference=number, event_at=at("2026-03-06 10:00") + timedelta(minutes=n))
    browser = signed_in(an_officer())
    for order in ("tempo", "-tempo", "berkas", "-berkas"):
        first = browser.get(LIST, {"urut": order})
        second = browser.get(LIST, {"urut": order, "lama": first.context["page"].older})
        seen = [row.reference for page in (first, second) for row in page.context["rows"]]
        assert seen == (numbers[::-1] if order.startswith("-") else numbers)


def test_htmx_gets_the_part_that_stands_in_the_page() -> None:
    a_duty()
    browser = signed_in(an_officer())
    whole, part = browser.get(LIST).text, browser.get(LIST, headers={"HX-Request": "true"}).text
    assert part.strip().startswith('<div id="daftar">') and part.strip() in whole


def test_the_export_holds_what_the_list_shows_and_is_recorded() -> None:
    officer = an_officer()
    duty, done = a_duty("other", what="=Antar(seragam)", due_at=timezone.now() - timedelta(days=1)), a_duty("plan")
    actions.finish(duty=done, by=officer, note="Selesai.")
    answer = signed_in(officer).get("/kewajiban/unduh/")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    rows = list(sheet.values)
    assert len(rows) == 2
    assert rows[1][:3] == ("2026-0412", "=Antar(seragam)", "komisi")
    assert rows[1][-1] == "terlambat"
    assert data_of(last_entry("read.duty_export")) == {"ids": [str(duty.pk)]}


@pytest.mark.parametrize("path", [LIST, "/kewajiban/unduh/", "/kewajiban/lembaga/"])
def test_the_query_count_does_not_grow_with_the_rows(path: str) -> None:
    officer, agency = an_officer(), an_agency()
    for _ in range(6):
        a_duty("other", what="Antar seragam", due_at=timezone.now(), officer=officer)
        a_duty("agency_answer", agency=agency, event_at=timezone.now() - timedelta(days=20))
    browser = signed_in(officer)
    with at_most(QUERIES, keys=1):
        assert browser.get(path, {"tab": "semua"}).status_code == 200


def test_the_detail_says_how_the_due_moment_was_counted(
    named: Callable[..., None],
) -> None:
    officer = an_officer()
    duty = a_duty("answer_reporter", event_at=at("2026-03-17 22:10"), what="Telepon sesudah magrib", officer=officer)
    actions.acknowledge(duty=duty, by=officer, note="saya yang menelepon")
    named(duty)
    browser = signed_in(officer)
    with at_most(QUERIES, keys=1):
        text = browser.get(url(duty)).text
    for words in (
        "Jawab pelapor", "R.M.", "pengaduan diterima", "2 hari kerja", "Hari Suci Nyepi",
        "Kamis, 26 Maret 2026, 23.59 WIB", "Telepon sesudah magrib", "saya yang menelepon", "aturan komisi",
        "/berkas/x/",
    ):  # fmt: skip
        assert words in text, words
    read = last_entry("read.duty")
    assert (read.subject, read.actor, read.why) == (duty.subject, officer.actor_id, officer.role)


def test_a_doubtful_limit_is_shown_with_its_doubt_and_not_as_lateness() -> None:
    duty = a_duty("legal_watch", rule="pp43.lpsk_assessment", event_at=timezone.now() - timedelta(days=60))
    text = signed_in(an_officer()).get(url(duty)).text
    assert "batas perlu dicek" in text and "Teks hukumnya belum dilihat" in text
    assert ">terlambat<" not in text
    listed = signed_in(an_officer()).get(LIST)
    assert [(row.tone, row.badge, row.late) for row in listed.context["rows"]] == [
        ("amber", "batas perlu dicek", False)
    ]


def test_a_question_is_shown_as_one() -> None:
    duty = a_duty("legal_step", rule="kuhap25.spdp", event_at=None, agency=an_agency())
    text = signed_in(an_officer()).get(url(duty)).text
    assert "Tanyakan kapan: penyidikan dimulai" in text
    assert "tidak pernah dihitung terlambat" in text
    assert "Catat tanggalnya" in text and "/selesai/" not in text


@pytest.mark.parametrize("name", ["detail", *STEPS])
def test_a_duty_of_another_office_does_not_exist(name: str) -> None:
    duty = a_duty()
    assert signed_in(an_officer_elsewhere()).get(url(duty, name)).status_code == 404
    assert signed_in(an_outsider()).get(url(duty, name)).status_code == 403
    assert signed_in(a_user(Role.MITRA)).get(url(duty, name)).status_code == 403
    assert signed_in(an_officer()).get(url(duty, name)).status_code == 200


def test_a_look_writes_nothing_but_its_record() -> None:
    duty, browser = a_duty(), signed_in(an_officer())
    before = again(duty).version
    for path in (LIST, url(duty), url(duty, "finish"), "/kewajiban/lembaga/", "/kewajiban/aturan/"):
        browser.get(path)
    assert again(duty).version == before
    assert not Entry.objects.filter(verb__startswith="duty.").exclude(verb="duty.start").exists()


def test_every_step_has_its_page() -> None:
    officer, browser = an_officer(), None
    browser = signed_in(officer)
    duty = a_duty("legal_watch", rule="kuhap25.detain.investigation", event_at=at("2026-11-02 10:00"))

    def press(name: str, **typed: Any) -> Any:
        return browser.post(url(duty, name), {"version": again(duty).version, **typed})

    assert press("acknowledge", note="ya").status_code == 302
    assert press("assign", officer=officer.pk).status_code == 302
    assert press("extend").status_code == 302
    stretch = {"begins": "2026-11-05T00:00", "ends": "2026-11-08T00:00", "reason": "hospital"}
    assert press("pause", **stretch).status_code == 302
    assert press("finish", note="dibebaskan").status_code == 302
    assert press("reopen", why="keliru").status_code == 302
    assert press("cancel", why="tidak perlu lagi").status_code == 302
    found = again(duty)
    assert (found.status, found.extended, found.officer, len(found.pauses)) == ("cancelled", True, officer, 1)
    assert found.due_at == at("2027-01-03 23:59:59")
    assert found.pauses[0]["from"] == "2026-11-05T00:00:00+07:00"


def test_a_date_becomes_known_on_its_page() -> None:
    duty = a_duty(event_at=None)
    answer = signed_in(an_officer()).post(
        url(duty, "know-date"), {"version": duty.version, "event_at": "2026-03-06T16:30", "note": "dari ibunya"}
    )
    assert answer.status_code == 302
    assert (again(duty).kind, again(duty).due_at) == ("handover", at("2026-03-09 16:30"))


def test_a_refusal_keeps_what_was_typed() -> None:
    duty = a_duty()
    tomorrow = timezone.localtime() + timedelta(days=1)
    answer = signed_in(an_officer()).post(
        url(duty, "finish"), {"version": duty.version, "at": f"{tomorrow:%Y-%m-%dT%H:%M}", "note": "kata yang panjang"}
    )
    assert answer.status_code == 400
    assert "masa depan" in answer.text and "kata yang panjang" in answer.text
    assert not DutyNote.objects.exists()


def test_of_two_editors_the_second_keeps_her_words_and_sees_what_is_now() -> None:
    duty, browser = a_duty(), signed_in(an_officer())
    seen = duty.version
    actions.acknowledge(duty=again(duty), by=an_officer())
    answer = browser.post(url(duty, "finish"), {"version": seen, "note": "kata yang panjang"})
    assert answer.status_code == 409
    assert "kata yang panjang" in answer.text and "Orang lain" in answer.text and "sudah diterima" in answer.text
    fresh = answer.context["form"]["version"].value()
    assert browser.post(url(duty, "finish"), {"version": fresh, "note": "kata yang panjang"}).status_code == 302


def test_a_pause_of_the_house_asks_for_the_ketua() -> None:
    duty, ketua = a_duty(), a_user(Role.KETUA)
    browser, typed = (
        signed_in(an_officer()),
        {"begins": "2026-11-05T00:00", "ends": "2026-11-08T00:00", "reason": "others"},
    )
    assert browser.post(url(duty, "pause"), {"version": duty.version, **typed}).status_code == 400
    typed["approved_by"] = str(ketua.pk)
    assert browser.post(url(duty, "pause"), {"version": duty.version, **typed}).status_code == 302
    assert ketua.name in browser.get(url(duty)).text


def test_a_duty_is_started_by_hand_from_a_rule_that_was_looked_up(named: Callable[..., None]) -> None:
    officer, agency = an_officer(), an_agency("police")
    known = a_duty()
    named(known, case_id=uuid4())
    path, browser = f"/kewajiban/tambah/{known.subject}/", signed_in(officer)
    assert "Kirim SPDP kepada penuntut umum" in browser.get(path, {"cari": "spdp"}).text
    typed = {
        "cari": "spdp",
        "rule": "kuhap25.spdp",
        "agency": agency.pk,
        "knows": "known",
        "event_at": "2026-03-18T10:00",
    }
    assert browser.post(path, typed).status_code == 302
    duty = Duty.objects.get(rule="kuhap25.spdp")
    assert (duty.kind, duty.agency, duty.due_at, duty.subject) == (
        "legal_step",
        agency,
        at("2026-03-25 10:00"),
        known.subject,
    )
    assert (duty.reference, duty.officer) == ("2026-0412", officer)


def test_a_duty_whose_date_nobody_knows_is_started_as_a_question(named: Callable[..., None]) -> None:
    known = a_duty()
    named(known)
    typed = {"cari": "", "rule": "house.report.handover", "knows": "unknown"}
    answer = signed_in(an_officer()).post(f"/kewajiban/tambah/{known.subject}/", typed)
    assert answer.status_code == 302
    question = Duty.objects.get(kind=ASK)
    assert (question.asks_for, question.due_at) == ("handover", None)


def test_an_agreed_date_needs_no_rule_but_a_date_and_words(named: Callable[..., None]) -> None:
    known, browser = a_duty(), signed_in(an_officer())
    named(known)
    path, typed = f"/kewajiban/tambah/{known.subject}/", {"rule": "-", "knows": "known"}
    answer = browser.post(path, typed)
    assert answer.status_code == 200
    assert "Isi tanggal yang disepakati" in answer.text and "Tulis apa yang harus dilakukan" in answer.text
    assert browser.post(path, {**typed, "due_at": "2026-12-01T12:00", "what": "Antar seragam"}).status_code == 302
    duty = Duty.objects.get(kind="other")
    assert (again(duty).what, duty.due_at) == ("Antar seragam", at("2026-12-01 12:00"))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"rule": "house.report.handover", "knows": "known"}, "Isi tanggalnya"),
        ({"rule": "house.report.handover", "knows": "known", "event_at": "2099-01-01T10:00"}, "belum terjadi"),
        ({"rule": "house.agency.answer", "knows": "known", "event_at": "2026-03-01T10:00"}, "Pilih lembaga"),
        ({"cari": "kuhap81.file_study", "rule": "kuhap81.file_study", "knows": "known", "event_at": "2026-03-01T10:00"},
         "tidak berlaku"),
        ({"rule": "tidak.ada", "knows": "known", "event_at": "2026-03-01T10:00"}, "tidak.ada"),
    ],
)  # fmt: skip
def test_what_cannot_be_started_is_said_and_nothing_is_lost(
    typed: dict[str, str], said: str, named: Callable[..., None]
) -> None:
    known = a_duty()
    named(known)
    answer = signed_in(an_officer()).post(f"/kewajiban/tambah/{known.subject}/", {**typed, "what": "kata-kataku"})
    assert answer.status_code in {200, 400}
    assert said in answer.text and "kata-kataku" in answer.text
    assert Duty.objects.count() == 1


def test_a_duty_of_an_older_file_of_the_child_keeps_its_number(named: Callable[..., None]) -> None:
    known, newer, older = a_duty(), uuid4(), uuid4()
    named(known, case_id=newer, reference="2026-0412", cases={newer: "2026-0412", older: "2024-0007"})
    browser, typed = (
        signed_in(an_officer()),
        {"rule": "house.report.handover", "knows": "known", "event_at": "2026-03-06T16:30"},
    )
    browser.post(f"/kewajiban/tambah/{known.subject}/?berkas={older}", typed)
    assert Duty.objects.filter(case_id=older, reference="2024-0007").count() == 1
    browser.post(f"/kewajiban/tambah/{known.subject}/?berkas=entah", typed)
    assert Duty.objects.filter(case_id=newer, reference="2026-0412").count() == 1


def test_a_subject_that_nobody_knows_or_may_see_does_not_exist(named: Callable[..., None]) -> None:
    known = a_duty()
    path = f"/kewajiban/tambah/{known.subject}/"
    assert signed_in(an_officer()).get(path).status_code == 404
    named(known)
    assert signed_in(an_officer()).get(path).status_code == 200
    assert signed_in(an_officer_elsewhere()).get(path).status_code == 404
    assert signed_in(an_outsider()).get(path).status_code == 403


def test_the_ledger_names_steps_in_words_and_who_took_them() -> None:
    officer, duty = an_officer(), a_duty(event_at=timezone.now() - timedelta(days=9))
    actions.note_lateness(now=timezone.now())
    actions.escalate(now=timezone.now())
    actions.finish(duty=again(duty), by=officer, note="sudah")
    history = signed_in(officer).get(url(duty)).context["history"]
    assert [(line.what, line.who) for line in history] == [
        ("Menyelesaikan kewajiban", officer.name),
        ("Menaikkan kewajiban ke Ketua", "sistem"),
        ("Menandai kewajiban terlambat", "sistem"),
        ("Memulai kewajiban", "operator"),
    ]
    assert [line.note for line in history] == ["sudah", "", "", ""]
    with ledger.record("duty.unheard", by=officer) as entry:
        entry.change(again(duty))
    assert signed_in(officer).get(url(duty)).context["history"][0].what == "Duty.unheard"


@pytest.mark.parametrize("query", ["first=0001-01-01", "last=9999-12-31"])
def test_scores_of_another_age_are_refused_with_a_word(query: str) -> None:
    response = signed_in(an_officer()).get(f"/kewajiban/lembaga/?{query}")
    assert response.status_code == 200
    assert "Tulis tahun antara 1900 dan 2100." in response.content.decode()
