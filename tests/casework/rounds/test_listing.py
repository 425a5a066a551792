"""A weekly list: what stands on it, for whom, frozen; its code; its answers dated on the day they came."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from uuid import uuid4

import numpy
import pypdfium2
import pytest
import zxingcpp
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from suar.casework.cases import actions as cases
from suar.casework.cases.models import MonitoringSheet
from suar.casework.conflicts import actions as conflicts
from suar.casework.duties import actions as duties
from suar.casework.duties.models import Duty, DutyNote
from suar.casework.rounds import actions, codes, owed, paper
from suar.casework.rounds.models import ListLine, WeeklyList
from suar.config.demo.clock import at
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.models import Entry, StaleRow
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import Role, User
from tests.casework.rounds.ground import (
    a_list_of,
    a_weekly_list,
    line_of,
    owing,
    undated_duty,
    withheld_from_its_agency,
)
from tests.factories import a_case, a_late_duty, a_user, an_agency, an_officer_elsewhere

pytestmark = pytest.mark.django_db
NAME = "Dara Zirkonia"


@pytest.fixture
def officer() -> User:
    return a_user(Role.DIVISI_PEMANTAUAN)


def opened(weekly: WeeklyList) -> WeeklyList:
    (found,) = unlock([WeeklyList.objects.select_related("office", "agency", "by").get(pk=weekly.pk)])
    return found


# what it is


def test_all_that_a_body_owes_stands_on_it_by_number_oldest_first_and_no_name(officer: User) -> None:
    agency = owing(officer, 2)
    late = Duty.objects.filter(agency=agency).order_by("due_at")[0]
    case = a_case(officer)
    undated_duty(agency, officer, case)
    weekly = opened(a_weekly_list(officer, agency, n=1, line="Sekretariat, 0800-555-0161"))
    rows = weekly.frozen["baris"]
    assert [row["nomor"] for row in rows] == ["1", "2", "3", "4"]
    assert rows[0]["berkas"] == late.reference and rows[0]["lewat"].endswith(" hari")
    assert (rows[-1]["berkas"], rows[-1]["lewat"]) == (case.number, "-")
    assert weekly.frozen["kepada"] == ["Kasubbag Umum", agency.name, "Sekretariat, 0800-555-0161"]
    text = text_of(paper.pdf(weekly))
    assert case.number in text and weekly.number in text and case.child.initials not in text.split()
    assert json.loads(Entry.objects.get(verb="round.list").data) == {"agency": agency.pk, "lines": 4}


def test_what_has_no_line_is_counted_on_the_paper_and_in_the_text(
    officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(owed, "MOST_LINES", 2)
    agency = an_agency("police")
    for days in (3, 40, 12, 7):
        case = a_case(officer)
        facts = {"subject": case.child_id, "case_id": case.pk, "reference": case.number}
        a_late_duty(agency, office=officer.office, by=officer, days=days, **facts)
    oldest = Duty.objects.filter(agency=agency).order_by("due_at").values_list("reference", flat=True)
    weekly = opened(a_list_of(agency, officer))
    assert [row["berkas"] for row in weekly.frozen["baris"]] == list(oldest[:2])
    assert "Masih ada 2 kewajiban lain" in weekly.frozen["lain"]
    assert "Masih ada 2 kewajiban lain" in " ".join(text_of(paper.pdf(weekly)).split())
    assert "Masih ada 2 kewajiban lain" in paper.message(weekly)
    assert opened(a_weekly_list(officer, n=1)).frozen["lain"] == ""


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_numbers_run_through_the_year_and_the_bytes_stay(officer: User) -> None:
    first, second = a_weekly_list(officer), a_weekly_list(officer)
    year = timezone.localdate().year
    assert (first.number, second.number) == (f"D{year}-0001", f"D{year}-0002")
    before = paper.pdf(opened(first))
    duties.finish(duty=line_of(first).duty, by=officer)
    assert paper.pdf(opened(first)) == before


def test_it_is_for_a_named_person_and_for_something(officer: User) -> None:
    agency = owing(officer, 1)
    given = {"office": officer.office, "by": officer, "list_id": uuid4()}
    for nobody in (" ", agency.name, f"Pimpinan {agency.short_name}"):
        with pytest.raises(DomainError, match="siapa yang menerima"):
            actions.make(agency=agency, recipient=nobody, **given)
    with pytest.raises(DomainError, match="tidak punya kewajiban"):
        actions.make(agency=an_agency("health"), recipient="Kepala TU", **given)
    with pytest.raises(Refused):
        actions.make(agency=agency, recipient="Kepala TU", **{**given, "by": an_officer_elsewhere()})
    assert not WeeklyList.objects.exists()


def test_a_second_press_finds_the_first(officer: User) -> None:
    agency, given = owing(officer, 1), {"office": officer.office, "by": officer, "list_id": uuid4()}
    first = actions.make(agency=agency, recipient="Kepala TU", **given)
    assert actions.make(agency=agency, recipient="Kepala TU", **given) == first
    assert WeeklyList.objects.count() == 1


# the code


def scanned(pdf: bytes, *, copied: bool = False) -> list[str]:
    """What a scanner reads from the first page, printed in black and white at 200 dots an inch; `copied` once more, at
    half of that and turned a little lighter and darker by a bad machine."""
    page = pypdfium2.PdfDocument(pdf)[0]
    picture = page.render(scale=(100 if copied else 200) / 72, grayscale=True).to_numpy().squeeze()
    if copied:
        noise = numpy.random.default_rng(61).normal(0, 40, picture.shape)
        picture = numpy.where(picture + noise > 140, 255, 0).astype(numpy.uint8)
    return [found.text for found in zxingcpp.read_barcodes(numpy.ascontiguousarray(picture))]


@pytest.mark.parametrize("copied", [False, True])
def test_a_scanner_reads_from_the_paper_the_code_that_leads_back(officer: User, copied: bool) -> None:
    weekly = opened(a_weekly_list(officer))
    (read,) = scanned(paper.pdf(weekly), copied=copied)
    assert read == codes.carried(weekly.code) and codes.read(read) == weekly.code
    assert codes.grouped(weekly.code) in text_of(paper.pdf(weekly))


def test_the_paper_is_black_on_white(officer: User) -> None:
    picture = pypdfium2.PdfDocument(paper.pdf(opened(a_weekly_list(officer))))[0].render(scale=1).to_numpy()
    assert (picture.max(axis=2).astype(int) - picture.min(axis=2).astype(int)).max() <= 12  # no colour to be lost


@given(st.integers(0, 11), st.integers(1, 9))
def test_one_wrong_digit_is_found(place: int, more: int) -> None:
    code = codes.new()
    wrong = code[:place] + str((int(code[place]) + more) % 10) + code[place + 1 :]
    assert codes.read(codes.grouped(code)) == code
    assert codes.read(wrong) == ""


@pytest.mark.parametrize("typed", ["", "D2026-0001", "123", "１２３４５６７８９０１２", "SUAR-D:"])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert codes.read(typed) == ""


# withheld


def test_what_is_withheld_from_the_body_is_left_out_and_counted(officer: User) -> None:
    agency = owing(officer, 2)
    withheld_from_its_agency(agency)
    other = a_case(officer)
    undated_duty(agency, officer, other)
    weekly = actions.make(office=officer.office, agency=agency, by=officer, recipient="Kepala TU", list_id=uuid4())
    assert [row["berkas"] for row in opened(weekly).frozen["baris"]] == [other.number]
    assert owed.kept_from(officer, officer.office, agency) == 2


def test_a_list_does_not_leave_when_one_of_its_files_was_withheld_from_its_body_meanwhile(officer: User) -> None:
    weekly = a_weekly_list(officer)
    withheld_from_its_agency(weekly.agency)
    with pytest.raises(DomainError, match="tidak dapat menerimanya"):
        actions.mark_sent(weekly=opened(weekly), by=officer, how="letter")
    assert WeeklyList.objects.get().sent_at is None


def test_whom_one_of_its_files_is_withheld_from_sees_none_of_it(officer: User) -> None:
    ketua, relative = a_user(Role.KETUA), a_user(Role.SEKRETARIAT)
    weekly = a_weekly_list(officer)
    assert WeeklyList.objects.visible_to(relative).exists()
    subject = line_of(weekly).duty.subject
    conflicts.withhold(subject=subject, office=officer.office, user=relative, by=ketua, why="Ia kakaknya.")
    assert not WeeklyList.objects.visible_to(relative).exists()
    with pytest.raises(Refused):
        actions.mark_sent(weekly=opened(weekly), by=relative, how="letter")
    with pytest.raises(Refused):
        actions.answer(line=line_of(weekly), by=relative, answer="done", how="phone", on=timezone.localdate())


def test_a_partner_and_another_office_see_none(officer: User) -> None:
    weekly = a_weekly_list(officer)
    assert not WeeklyList.objects.visible_to(a_user(Role.MITRA, agency=weekly.agency)).exists()
    assert not WeeklyList.objects.visible_to(an_officer_elsewhere()).exists()


# sent and answered


def test_it_is_sent_once_by_a_way_that_is_known(officer: User) -> None:
    weekly = a_weekly_list(officer)
    with pytest.raises(DomainError, match="cara apa"):
        actions.mark_sent(weekly=opened(weekly), by=officer, how="")
    actions.mark_sent(weekly=opened(weekly), by=officer, how="whatsapp")
    with pytest.raises(Conflict):
        actions.mark_sent(weekly=opened(weekly), by=officer, how="letter")
    assert WeeklyList.objects.get().sent_how == "whatsapp"
    assert Entry.objects.filter(verb="round.list_send").count() == 1


@pytest.mark.parametrize(
    ("answer", "status"), [("done", "done"), ("partly", "acknowledged"), ("refused", "acknowledged")]
)
def test_an_answer_ends_the_duty_or_tells_how_it_goes_on(officer: User, answer: str, status: str) -> None:
    line = line_of(a_weekly_list(officer))
    actions.answer(line=line, by=officer, answer=answer, how="phone", on=timezone.localdate(), note="Kata Pak Contoh.")
    assert Duty.objects.get(pk=line.duty_id).status == status
    kept = ListLine.objects.get(pk=line.pk)
    assert (kept.answer, kept.how, kept.by, kept.received_on) == (answer, "phone", officer, timezone.localdate())
    (note,) = unlock(DutyNote.objects.filter(duty=line.duty))
    assert note.text.endswith("lewat telepon. Kata Pak Contoh.")
    assert Entry.objects.get(verb="round.list_answer").subject == line.duty.subject


def test_an_answer_that_came_days_ago_ends_the_duty_on_that_day() -> None:
    with at(timezone.now() - timedelta(days=6)):
        officer = a_user(Role.DIVISI_PEMANTAUAN)
        line = line_of(a_weekly_list(officer))
    on = timezone.localdate() - timedelta(days=2)
    actions.answer(line=line, by=officer, answer="done", how="letter", on=on)
    done_at = Duty.objects.get(pk=line.duty_id).done_at
    assert done_at is not None and timezone.localdate(done_at) == on


def test_a_request_of_a_sheet_is_answered_in_the_sheet(officer: User) -> None:
    case, agency = a_case(officer), an_agency("social")
    cases.write_sheet(case=case, by=officer, asked_of=agency, asked="Tempat malam ini")
    weekly = actions.make(office=officer.office, agency=agency, by=officer, recipient="Kabid", list_id=uuid4())
    line = line_of(weekly)
    actions.answer(line=line, by=officer, answer="refused", how="whatsapp", on=timezone.localdate(), note="Penuh.")
    (sheet,) = unlock(MonitoringSheet.objects.all())
    assert (sheet.answer, sheet.answer_note) == ("refused", "Ditolak, lewat WhatsApp. Penuh.")
    assert Duty.objects.get(pk=line.duty_id).status == "done"


def test_a_duty_that_somebody_else_changed_is_not_called_a_second_window(
    officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = line_of(a_weekly_list(officer))
    seen = line_of(line.list)
    answered = {"by": officer, "how": "letter", "on": timezone.localdate(), "answer": "done"}
    line.duty.version -= 1
    with pytest.raises(StaleRow, match="baru saja mengubahnya"):
        actions.answer(line=line, **answered)
    actions.answer(line=line_of(line.list), **answered)
    with pytest.raises(Conflict, match="jendela lain"):
        actions.answer(line=seen, **answered)


def test_partly_may_be_said_again_and_then_done_but_done_is_done(officer: User) -> None:
    weekly, today = a_weekly_list(officer), timezone.localdate()
    for answer in ("partly", "partly", "done"):
        actions.answer(line=line_of(weekly), by=officer, answer=answer, how="phone", on=today)
    with pytest.raises(Conflict, match="sudah dijawab"):
        actions.answer(line=line_of(weekly), by=officer, answer="done", how="phone", on=today)
    assert Entry.objects.filter(verb="round.list_answer").count() == 3


def test_an_answer_that_cannot_be_is_refused_and_changes_nothing(officer: User) -> None:
    weekly, today = a_weekly_list(officer), timezone.localdate()
    for wrong, words in (
        ({"answer": "mungkin"}, "Pilih jawabannya"),
        ({"how": "merpati"}, "Pilih jawabannya"),
        ({"on": today + timedelta(days=1)}, "belum tiba"),
        ({"on": today - timedelta(days=1)}, "sebelum daftarnya dibuat"),
    ):
        given = {"answer": "done", "how": "phone", "on": today, **wrong}
        with pytest.raises(DomainError, match=words):
            actions.answer(line=line_of(weekly), by=officer, **given)
    duties.cancel(duty=line_of(weekly, 2).duty, by=officer, why="Contoh.")
    with pytest.raises(Conflict, match="sudah selesai atau dibatalkan"):
        actions.answer(line=line_of(weekly, 2), by=officer, answer="done", how="phone", on=today)
    assert not ListLine.objects.exclude(answer="").exists()


def test_the_text_for_a_telephone_says_numbers_only_and_asks_for_no_name(officer: User) -> None:
    weekly = opened(a_weekly_list(officer))
    text = paper.message(weekly)
    line = line_of(weekly)
    assert f"1. {line.duty.reference}: Jawab permintaan komisi" in text and weekly.number in text
    assert "Jangan menulis nama anak" in text and "Contoh" not in text.replace("(contoh)", "").split("Yth.")[0]
