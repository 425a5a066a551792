"""A best-interests determination: the question, the child, the ways, the panel, the signature."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.casework.conferences import actions, panelling, perms
from suar.casework.conferences.models import Determination, Opinion
from suar.casework.conferences.models.interests import State
from suar.casework.duties.models import Duty
from suar.casework.duties.models import Status as DutyStatus
from suar.core.errors import Conflict, DomainError, Refused
from suar.registry.accounts.models import Role, User
from tests.casework.conferences.ground import (
    a_barred_agency,
    a_determination,
    a_full_panel,
    a_settled_determination,
    keep_from,
    seated,
    speak,
    verbs,
    weighed,
)
from tests.factories import a_case, a_closed_case, a_user, an_agency, an_officer, an_officer_elsewhere

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return an_officer()


@pytest.fixture
def case(officer: User) -> Case:
    return a_case(officer)


@pytest.fixture
def sheet(officer: User, case: Case) -> Determination:
    return a_determination(officer, case)


def fresh(sheet: Determination) -> Determination:
    return Determination.objects.get(pk=sheet.pk)


# the question


def test_a_question_has_a_chair_who_is_not_the_files_officer(officer: User, case: Case) -> None:
    sheet = a_determination(officer, case)
    assert [member.user for member in perms.members(sheet)] == [sheet.chair]
    assert (fresh(sheet).state, verbs("interests.")) == (State.OPEN, ["interests.ask"])
    with pytest.raises(DomainError, match="Petugas berkas tidak memimpin"):
        a_determination(officer, case, chair=officer)


def test_a_question_that_does_not_hold_is_refused(officer: User, case: Case) -> None:
    chair, near = a_user(Role.WAKIL), a_user(Role.SEKRETARIAT)
    keep_from(case, a_user(Role.KETUA), near)
    facts = {"case": case, "by": officer, "trigger": "other", "question": "Di mana?", "chair": chair}
    for bad in ({"trigger": "weather"}, {"question": " "}, {"chair": near}):
        with pytest.raises(DomainError):
            actions.ask(**{**facts, **bad})
    for bad in ({"by": an_officer_elsewhere()}, {"by": near}, {"case": a_closed_case(officer)}):
        with pytest.raises(Refused):
            actions.ask(**{**facts, **bad})
    assert not Determination.objects.exists()


def test_the_same_form_asks_once(officer: User, case: Case, sheet: Determination) -> None:
    again = actions.ask(
        case=case, by=officer, trigger="other", question="?", chair=sheet.chair, determination_id=sheet.pk
    )
    assert again == sheet and Determination.objects.count() == 1


def test_the_child_speaks_in_own_words_or_it_is_said_why_not(officer: User, sheet: Determination) -> None:
    with pytest.raises(DomainError, match="kata-kata anak"):
        actions.hear_child(determination=sheet, by=officer, heard=True, spoken_by="Pendamping")
    with pytest.raises(DomainError, match="siapa"):
        actions.hear_child(determination=sheet, by=officer, heard=True, child_words="Aku mau pulang.")
    with pytest.raises(DomainError, match="mengapa"):
        actions.hear_child(determination=sheet, by=officer, heard=False)
    with pytest.raises(DomainError, match="belum tiba"):
        actions.hear_child(
            determination=sheet, by=officer, heard=True, child_words="Aku mau pulang.", spoken_by="Pendamping",
            spoken_on=timezone.localdate() + timedelta(days=1),
        )  # fmt: skip
    sheet = perms.get_determination(officer, sheet.pk)
    actions.hear_child(determination=sheet, by=officer, heard=False, why_not_heard="Anak dirawat.")
    assert (fresh(sheet).heard, fresh(sheet).why_not_heard) == (False, "Anak dirawat.")


@pytest.mark.parametrize("text", ["Mediasi keluarga", "Damai dengan ganti rugi", "Anak dinikahkan"])
def test_a_settlement_and_a_marriage_are_no_option_nor_a_decision(
    officer: User, sheet: Determination, text: str
) -> None:
    with pytest.raises(DomainError, match="Catat|catat"):
        actions.add_option(determination=sheet, by=officer, text=text, benefits="Cepat", risks="Tidak tahu")
    weighed(sheet, officer)
    with pytest.raises(DomainError, match="Catat|catat"):
        actions.propose(
            determination=sheet, by=officer, decision=text, reasons="Cepat", review_on=fresh(sheet).review_on
        )
    with pytest.raises(DomainError, match="Catat|catat"):
        actions.change_option(option=perms.options(sheet)[0], by=officer, text=text, benefits="x", risks="y")


def test_each_way_has_its_benefits_and_its_risks(officer: User, sheet: Determination) -> None:
    for bad in ({"benefits": ""}, {"risks": " "}, {"text": ""}):
        with pytest.raises(DomainError):
            actions.add_option(
                determination=sheet, by=officer, **{"text": "Bibi", "benefits": "Dekat", "risks": "Jauh", **bad}
            )
    assert perms.options(sheet) == []


def test_a_review_lies_within_ninety_days_and_not_behind(officer: User, sheet: Determination) -> None:
    weighed(sheet, officer)
    today = timezone.localdate()
    for on in (today, today + timedelta(days=91)):
        with pytest.raises(DomainError, match="aturan komisi"):
            actions.propose(determination=sheet, by=officer, chosen=1, reasons="Anak", review_on=on)
    with pytest.raises(DomainError, match="Pilih"):
        actions.propose(determination=sheet, by=officer, chosen=7, reasons="Anak", review_on=today + timedelta(days=9))
    with pytest.raises(DomainError, match="tulis keputusannya"):
        actions.propose(determination=sheet, by=officer, reasons="Anak", review_on=today + timedelta(days=9))
    actions.propose(
        determination=perms.get_determination(officer, sheet.pk), by=officer, chosen=2, reasons="Anak",
        review_on=today + timedelta(days=90),
    )  # fmt: skip


# the panel


def test_from_whom_the_file_is_withheld_does_not_sit_there(officer: User, case: Case, sheet: Determination) -> None:
    ketua, near = a_user(Role.KETUA), a_user(Role.SEKRETARIAT)
    keep_from(case, ketua, near)
    barred = a_barred_agency(case, ketua)
    with pytest.raises(DomainError):
        actions.seat(determination=sheet, by=officer, user=near)
    with pytest.raises(DomainError):
        actions.seat(determination=sheet, by=officer, agency=barred, name="Ibu Contoh", post="psikolog")
    assert len(perms.members(sheet)) == 1


def test_a_member_is_one_of_the_house_or_somebody_by_name_and_once(officer: User, sheet: Determination) -> None:
    seated(sheet, officer)
    for bad in (
        {"user": officer, "name": "Ibu"},
        {"name": "Ibu Contoh"},
        {"agency": an_agency()},
        {},
    ):
        with pytest.raises(DomainError):
            actions.seat(determination=sheet, by=officer, **bad)
    with pytest.raises(Conflict):
        actions.seat(determination=sheet, by=officer, user=officer)
    assert len(perms.members(sheet)) == 3


def test_who_leaves_the_panel_stays_named_with_the_reason(officer: User, sheet: Determination) -> None:
    inside, outside = seated(sheet, officer)
    with pytest.raises(DomainError):
        actions.unseat(member=perms.get_member(sheet, outside.pk), by=officer, why="")
    actions.unseat(member=perms.get_member(sheet, outside.pk), by=officer, why="Sakit.")
    with pytest.raises(Conflict):
        actions.unseat(member=perms.get_member(sheet, outside.pk), by=officer, why="Lagi.")
    with pytest.raises(DomainError, match="Ketua panel"):
        chair = sheet.members.get(user=sheet.chair)
        actions.unseat(member=perms.get_member(sheet, chair.pk), by=officer, why="x")
    gone = perms.get_member(sheet, outside.pk)
    assert (gone.sits, gone.why_left, perms.get_member(sheet, inside.pk).sits) == (False, "Sakit.", True)


def test_whoever_has_dissented_is_not_got_rid_of(officer: User, sheet: Determination) -> None:
    a_full_panel(sheet, officer)
    outside = sheet.members.get(user=None)
    with pytest.raises(Conflict, match="Pendapat anggota ini sudah tercatat"):
        actions.unseat(member=perms.get_member(sheet, outside.pk), by=officer, why="Mengganggu.")


def test_a_member_with_an_account_speaks_alone_and_the_office_writes_for_those_without(
    officer: User, sheet: Determination
) -> None:
    weighed(sheet, officer)
    inside, outside = seated(sheet, officer)
    with pytest.raises(Refused):
        speak(sheet, inside, sheet.chair)
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(DomainError, match="belum tiba"):
        speak(sheet, outside, officer, on=tomorrow)
    with pytest.raises(DomainError, match="alasan"):
        speak(sheet, outside, officer, agrees=False)
    yesterday = timezone.localdate() - timedelta(days=1)
    speak(sheet, outside, officer, on=yesterday)
    with pytest.raises(Conflict):
        speak(sheet, outside, officer)
    row = Opinion.objects.get()
    assert (row.on, row.by, row.agrees) == (yesterday, officer, True)


def test_nobody_is_asked_before_the_question_is_whole(officer: User, sheet: Determination) -> None:
    chair = sheet.members.get(user=sheet.chair)
    with pytest.raises(DomainError, match="Masih kurang"):
        speak(sheet, chair, sheet.chair)


def test_whatever_changes_after_an_opinion_is_asked_of_all_anew_and_the_former_stays(
    officer: User, sheet: Determination
) -> None:
    a_full_panel(sheet, officer)
    assert fresh(sheet).round == 1
    actions.change_option(
        option=perms.options(sheet)[0], by=officer, text="Tinggal dengan nenek", benefits="Dekat", risks="Sakit"
    )
    assert fresh(sheet).round == 2 and Opinion.objects.filter(round=1).count() == 3
    assert any("Belum menyatakan pendapat" in one for one in panelling.stops(sheet))
    with pytest.raises(DomainError, match="Belum menyatakan pendapat"):
        actions.settle(determination=sheet, by=sheet.chair)


# the signature


def test_the_chair_signs_what_three_have_said_and_the_review_is_owed(officer: User, sheet: Determination) -> None:
    a_full_panel(sheet, officer)
    with pytest.raises(Refused):
        actions.settle(determination=sheet, by=officer)
    actions.settle(determination=sheet, by=sheet.chair)
    final = fresh(sheet)
    owed = Duty.objects.get(pk=final.review_duty)
    assert (final.state, owed.kind, owed.officer) == (State.FINAL, "best_interests_review", officer)
    assert owed.due_at is not None and timezone.localdate(owed.due_at) == final.review_on
    assert verbs("interests.")[-1] == "interests.settle"
    dissent = Opinion.objects.get(agrees=False)
    assert dissent.text == "Terlalu jauh dari sekolah"


def test_fewer_than_three_decide_nothing(officer: User, sheet: Determination) -> None:
    weighed(sheet, officer)
    inside, _outside = seated(sheet, officer)
    actions.unseat(member=perms.get_member(sheet, _outside.pk), by=officer, why="Sakit.")
    for member in (sheet.members.get(user=sheet.chair), inside):
        speak(sheet, member, member.user)
    with pytest.raises(DomainError, match="paling sedikit 3 orang; sekarang 2"):
        actions.settle(determination=sheet, by=sheet.chair)
    assert fresh(sheet).is_open


def test_those_who_work_on_the_file_alone_decide_nothing(officer: User, case: Case) -> None:
    ketua, chair = a_user(Role.KETUA), a_user(Role.WAKIL)
    sheet = weighed(actions.ask(case=case, by=ketua, trigger="other", question="?", chair=chair), officer)
    for user in (officer, ketua):
        actions.seat(determination=sheet, by=officer, user=user)
    cases.add_task(case=case, by=officer, text="Telepon", officer=chair)
    duty = Duty.objects.filter(subject=case.child_id, kind="plan").get()
    from suar.casework.duties import actions as duties

    duties.assign(duty=duty, officer=chair, by=officer)
    for member in perms.members(sheet):
        speak(sheet, member, member.user)
    with pytest.raises(DomainError, match="Semua anggota mengerjakan berkas ini"):
        actions.settle(determination=sheet, by=chair)
    assert fresh(sheet).is_open


def test_where_another_body_leads_its_own_people_are_those_who_work_on_it(officer: User, case: Case) -> None:
    lead = an_agency()
    case.lead = lead
    sheet = a_determination(officer, case)
    member = actions.seat(determination=sheet, by=officer, agency=lead, name="Ibu Contoh", post="pekerja sosial")
    other = actions.seat(determination=sheet, by=officer, agency=an_agency(), name="Ibu Lain", post="psikolog")
    lines = {seat.called: seat.line for seat in panelling.seats(sheet)}
    assert (lines[member.called], lines[other.called]) == (True, False)


def test_more_must_agree_than_disagree(officer: User, sheet: Determination) -> None:
    weighed(sheet, officer)
    inside, outside = seated(sheet, officer)
    speak(sheet, sheet.members.get(user=sheet.chair), sheet.chair)
    speak(sheet, inside, officer, agrees=False, text="Jauh.")
    speak(sheet, outside, officer, agrees=False, text="Jauh.")
    with pytest.raises(DomainError, match="tidak lebih banyak"):
        actions.settle(determination=sheet, by=sheet.chair)


def test_of_whom_the_file_was_withheld_meanwhile_the_panel_is_rid_first(
    officer: User, case: Case, sheet: Determination
) -> None:
    a_full_panel(sheet, officer)
    ketua, third = a_user(Role.KETUA), a_user(Role.SEKRETARIAT)
    member = actions.seat(determination=sheet, by=officer, user=third)
    speak(sheet, member, third)
    keep_from(case, ketua, third)
    with pytest.raises(DomainError, match="tidak dapat ikut memutuskan"):
        actions.settle(determination=sheet, by=sheet.chair)
    actions.unseat(member=perms.get_member(sheet, member.pk), by=officer, why="Tidak dapat ikut.")
    actions.settle(determination=sheet, by=sheet.chair)
    assert fresh(sheet).stands


def test_after_the_signature_nothing_is_changed(officer: User, sheet: Determination) -> None:
    a_full_panel(sheet, officer)
    actions.settle(determination=sheet, by=sheet.chair)
    option, member = perms.options(sheet)[0], sheet.members.get(user=None)
    on = fresh(sheet).review_on
    assert on is not None
    for late in (
        lambda: actions.hear_child(determination=sheet, by=officer, heard=False, why_not_heard="x"),
        lambda: actions.add_option(determination=sheet, by=officer, text="x", benefits="y", risks="z"),
        lambda: actions.change_option(option=option, by=officer, text="x", benefits="y", risks="z"),
        lambda: actions.propose(determination=sheet, by=officer, chosen=2, reasons="x", review_on=on),
        lambda: actions.seat(determination=sheet, by=officer, name="x", post="y"),
        lambda: speak(sheet, member, officer),
        lambda: actions.unseat(member=perms.get_member(sheet, member.pk), by=officer, why="x"),
        lambda: actions.settle(determination=sheet, by=sheet.chair),
        lambda: actions.withdraw(determination=sheet, by=officer, why="x"),
    ):
        with pytest.raises(Conflict):
            late()


def test_a_newer_decision_takes_the_place_of_the_former_and_is_its_review(officer: User, case: Case) -> None:
    former = a_settled_determination(officer, case)
    newer = actions.ask(
        case=case, by=officer, trigger="placement", question="Masih di bibi?", chair=former.chair, supersedes=former
    )
    a_full_panel(newer, officer)
    actions.settle(determination=newer, by=newer.chair)
    assert (fresh(former).state, fresh(newer).state) == (State.SUPERSEDED, State.FINAL)
    assert Duty.objects.get(pk=former.review_duty).status == DutyStatus.DONE
    with pytest.raises(Conflict):
        actions.ask(case=case, by=officer, trigger="other", question="?", chair=former.chair, supersedes=fresh(former))


def test_a_sheet_that_was_withdrawn_is_read_with_the_reason(officer: User, case: Case, sheet: Determination) -> None:
    with pytest.raises(DomainError):
        actions.withdraw(determination=sheet, by=officer, why="")
    actions.withdraw(determination=sheet, by=officer, why="Anak sudah pulang.")
    assert (fresh(sheet).state, fresh(sheet).why) == (State.WITHDRAWN, "Anak sudah pulang.")


# the file


def test_a_file_is_not_closed_over_an_open_question_and_then_nothing_is_left_to_review(officer: User) -> None:
    case = a_case(officer, safe_now="yes")
    sheet = a_determination(officer, case)
    facts = {"case": case, "reason": "reintegrasi", "note": "Aman.", "by": officer}
    with pytest.raises(DomainError, match="masih disusun"):
        cases.propose_closure(**facts)
    a_full_panel(sheet, officer)
    actions.settle(determination=sheet, by=sheet.chair)
    cases.propose_closure(**facts)
    cases.countersign_closure(case=case, by=a_user(Role.KETUA))
    assert Duty.objects.get(pk=fresh(sheet).review_duty).status == DutyStatus.CANCELLED
