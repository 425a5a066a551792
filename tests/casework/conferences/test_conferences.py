"""A conference from its plan to its second signature: each step, each refusal, its entry, its duty."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from suar.casework.cases import actions as cases
from suar.casework.conferences import actions, perms
from suar.casework.conferences.models import Conference, Decision, Dissent, Invitation, Voice
from suar.casework.conferences.models.conference import Reply, Status
from suar.casework.duties import actions as duties
from suar.casework.duties.models import Duty
from suar.casework.duties.models import Status as DutyStatus
from suar.core.errors import Conflict, DomainError, Refused
from suar.registry.accounts.models import Role, User
from suar.registry.agencies import actions as agencies
from tests.casework.conferences.ground import (
    a_barred_agency,
    a_conference,
    a_decision,
    a_held_conference,
    a_signed_conference,
    asked,
    keep_from,
    verbs,
)
from tests.factories import a_case, a_closed_case, a_user, an_agency, an_officer_elsewhere

pytestmark = pytest.mark.django_db


@pytest.fixture
def ketua() -> User:
    return a_user(Role.KETUA)


# planned


def test_whoever_takes_the_chair_is_the_first_who_is_asked(ketua: User) -> None:
    conference = a_conference(ketua)
    assert [(row.user, row.reply) for row in perms.invitations(conference)] == [(ketua, Reply.COMES)]
    assert (conference.status, verbs("conference.")) == (Status.PLANNED, ["conference.plan"])


def test_the_same_form_plans_one_meeting(ketua: User) -> None:
    case = a_case(ketua)
    first = a_conference(ketua, case)
    assert a_conference(ketua, case, conference_id=first.pk) == first
    assert Conference.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"place": " "}, "tempat"),
        ({"purpose": ""}, "tujuan"),
        ({"mode": "telepathy"}, "daftar"),
        ({"purpose": "Mediasi keluarga dan terlapor"}, "Mediasi atau perdamaian bukan pilihan"),
    ],
)
def test_a_plan_without_its_words_or_for_a_settlement_is_refused(
    ketua: User, facts: dict[str, str], words: str
) -> None:
    with pytest.raises(DomainError, match=words):
        a_conference(ketua, **facts)
    assert not Conference.objects.exists() and verbs("conference.") == []


def test_nobody_elsewhere_and_nothing_in_a_closed_file(ketua: User) -> None:
    with pytest.raises(Refused):
        a_conference(an_officer_elsewhere(), a_case(ketua))
    with pytest.raises(Refused):
        a_conference(ketua, a_closed_case(ketua, a_user(Role.WAKIL)))


def test_from_whom_the_file_is_withheld_takes_no_chair_and_is_not_asked(ketua: User) -> None:
    case, near = a_case(ketua), a_user(Role.SEKRETARIAT)
    keep_from(case, ketua, user=near)
    with pytest.raises(DomainError):
        a_conference(ketua, case, chair=near)
    conference = a_conference(ketua, case)
    with pytest.raises(DomainError):
        actions.invite(conference=conference, by=ketua, user=near)
    with pytest.raises(Refused):
        actions.invite(conference=conference, by=near, user=a_user(Role.WAKIL))


def test_nor_is_anybody_of_an_agency_from_which_it_is_withheld(ketua: User) -> None:
    case = a_case(ketua)
    agency = a_barred_agency(case, ketua)
    with pytest.raises(DomainError):
        actions.invite(conference=a_conference(ketua, case), by=ketua, agency=agency, name="Ibu Contoh")


def test_a_person_is_asked_never_a_whole_agency(ketua: User) -> None:
    conference, agency = a_conference(ketua), an_agency()
    with pytest.raises(DomainError, match="orang"):
        actions.invite(conference=conference, by=ketua, agency=agency)
    with pytest.raises(DomainError, match="bukan seluruh lembaga"):
        actions.invite(conference=conference, by=ketua, agency=agency, name=agency.name)
    with pytest.raises(DomainError):
        actions.invite(conference=conference, by=ketua)
    with pytest.raises(DomainError):
        actions.invite(conference=conference, by=ketua, agency=agency, user=a_user(Role.WAKIL), name="Ibu")
    agencies.deactivate(agency=agency, by=ketua)
    with pytest.raises(DomainError, match="tidak aktif"):
        actions.invite(conference=conference, by=ketua, agency=agency, name="Ibu Contoh")
    assert Invitation.objects.count() == 1


def test_a_colleague_is_asked_once(ketua: User) -> None:
    conference = a_conference(ketua)
    with pytest.raises(Conflict):
        actions.invite(conference=conference, by=ketua, user=ketua)


def test_without_a_word_more_nobody_knows_beforehand_more_than_the_number(ketua: User) -> None:
    conference = asked(a_conference(ketua), ketua)
    assert {row.sees for row in perms.invitations(conference) if row.user != ketua} == {"number"}


def test_how_somebody_was_asked_and_what_they_said_is_written_down(ketua: User) -> None:
    row = perms.invitations(asked(a_conference(ketua), ketua))[-1]
    today = timezone.localdate()
    actions.answer(invitation=row, by=ketua, reply="excused", sees="number", how="phone", invited_on=today)
    row = Invitation.objects.get(pk=row.pk)
    assert (row.reply, row.sees, row.how, row.invited_on) == ("excused", "number", "phone", today)
    assert verbs("conference.")[-1] == "conference.answer"
    for bad in ({"reply": "maybe"}, {"invited_on": today + timedelta(days=1), "how": "phone"}, {"how": "phone"}):
        with pytest.raises(DomainError):
            actions.answer(invitation=row, by=ketua, **{"reply": "comes", "sees": "number", **bad})


def test_another_time_asks_everybody_again_but_the_chair(ketua: User) -> None:
    conference = asked(a_conference(ketua), ketua)
    for row in perms.invitations(conference):
        actions.answer(invitation=row, by=ketua, reply="comes", sees="number")
    facts = {"place": "Ruang lain", "purpose": "Menyepakati tempat tinggal", "mode": "online"}
    actions.move(conference=conference, by=ketua, starts_at=conference.starts_at, **facts)
    assert {row.reply for row in conference.invitations.all()} == {Reply.COMES}
    actions.move(conference=conference, by=ketua, starts_at=conference.starts_at + timedelta(days=1), **facts)
    assert {row.user_id: row.reply for row in conference.invitations.all()}[ketua.pk] == Reply.COMES
    assert conference.invitations.filter(reply=Reply.WAITING).count() == 2


def test_a_commissioner_gives_the_invitation_one_number(ketua: User) -> None:
    conference = a_conference(ketua)
    with pytest.raises(Refused):
        actions.number(conference=conference, by=a_user(Role.SEKRETARIAT))
    actions.number(conference=conference, by=ketua)
    given = Conference.objects.get(pk=conference.pk).number
    actions.number(conference=conference, by=ketua)
    assert given and Conference.objects.get(pk=conference.pk).number == given
    assert actions.number(conference=a_conference(ketua), by=ketua).number != given


def test_it_is_called_off_with_a_reason_and_then_nothing_more_is_done(ketua: User) -> None:
    conference = asked(a_conference(ketua), ketua)
    with pytest.raises(DomainError):
        actions.call_off(conference=conference, by=ketua, why=" ")
    actions.call_off(conference=conference, by=ketua, why="Anak sakit.")
    assert Conference.objects.get(pk=conference.pk).status == Status.CANCELLED
    with pytest.raises(Conflict):
        actions.invite(conference=conference, by=ketua, user=a_user(Role.WAKIL))
    with pytest.raises(Conflict):
        actions.hold(conference=conference, by=ketua, held_at=timezone.now(), came=set())
    with pytest.raises(Conflict):
        actions.hear(conference=conference, by=ketua, whose="child", asked=True, wish="x", took_part="there")


# held


def test_from_the_meeting_on_its_minutes_are_owed_within_three_working_days(ketua: User) -> None:
    conference = a_held_conference(ketua)
    owed = Duty.objects.get(pk=conference.minutes_duty)
    assert (owed.kind, owed.rule, owed.officer, owed.unit) == (
        "conference_minutes",
        "house.conference.minutes",
        ketua,
        "working_days",
    )
    assert owed.due_at is not None and owed.due_at > timezone.now() + timedelta(days=2)
    with pytest.raises(DomainError):
        duties.finish(duty=owed, by=ketua)
    assert [row.came for row in perms.invitations(conference)] == [True, False, True]


def test_nobody_confers_alone_nor_tomorrow_nor_without_the_chair(ketua: User) -> None:
    conference = asked(a_conference(ketua), ketua)
    rows, now = perms.invitations(conference), timezone.now()
    with pytest.raises(DomainError, match="dua orang"):
        actions.hold(conference=conference, by=ketua, held_at=now, came={rows[0].pk})
    with pytest.raises(DomainError, match="Ketua rapat harus hadir"):
        actions.hold(conference=conference, by=ketua, held_at=now, came={rows[1].pk, rows[2].pk})
    with pytest.raises(DomainError, match="belum tiba"):
        actions.hold(conference=conference, by=ketua, held_at=now + timedelta(hours=1), came={row.pk for row in rows})
    assert Conference.objects.get(pk=conference.pk).is_planned


def test_the_child_is_asked_or_it_is_said_why_not(ketua: User) -> None:
    conference = a_held_conference(ketua)
    voice = Voice.objects.get(conference=conference)
    assert (voice.asked, voice.wish) == (True, "Aku mau tinggal dengan bibi.")
    with pytest.raises(DomainError, match="kata-katanya sendiri"):
        actions.hear(conference=conference, by=ketua, whose="child", asked=True, took_part="there")
    with pytest.raises(DomainError, match="mengapa"):
        actions.hear(conference=conference, by=ketua, whose="child", asked=False, took_part="not")
    with pytest.raises(DomainError, match="mewakili"):
        actions.hear(conference=conference, by=ketua, whose="child", asked=True, wish="x", took_part="spoken_for")
    with pytest.raises(DomainError, match="daftar"):
        actions.hear(conference=conference, by=ketua, whose="dog", asked=True, wish="x", took_part="there")
    actions.hear(conference=conference, by=ketua, whose="child", asked=False, why_not="Anak dirawat.", took_part="not")
    voice = Voice.objects.get(conference=conference)
    assert (voice.asked, voice.wish, voice.why_not) == (False, "", "Anak dirawat.")


# decided


def test_a_decision_is_a_duty_of_whom_it_names_on_its_day(ketua: User) -> None:
    conference, agency = a_held_conference(ketua), an_agency()
    decision = a_decision(conference, ketua, agency=agency)
    owed = Duty.objects.get(pk=decision.duty)
    assert (owed.kind, owed.agency, owed.officer, owed.case_id) == (
        "conference_decision",
        agency,
        None,
        conference.case_id,
    )
    assert owed.due_at is not None and timezone.localdate(owed.due_at) == decision.due_on
    assert (owed.event, owed.what) == (f"decision:{decision.pk}", decision.text)


def test_of_nobody_named_it_is_the_officers(ketua: User) -> None:
    conference, other = a_held_conference(ketua), a_user(Role.WAKIL)
    ours = a_decision(conference, ketua, agency=None)
    theirs = a_decision(conference, ketua, agency=None, officer=other)
    officers = [Duty.objects.get(pk=row.duty).officer for row in (ours, theirs)]
    assert officers == [conference.case.officer, other] and [ours.place, theirs.place] == [1, 2]


def test_a_decision_that_does_not_hold_is_refused(ketua: User) -> None:
    conference = a_held_conference(ketua)
    case, near = conference.case, a_user(Role.SEKRETARIAT)
    agency = a_barred_agency(case, ketua)
    keep_from(case, ketua, user=near)
    for facts in (
        {"text": " "},
        {"text": "Kedua keluarga berdamai"},
        {"text": "Anak dinikahkan"},
        {"agency": agency},
        {"officer": near, "agency": None},
        {"officer": ketua},
        {"due_on": timezone.localdate() - timedelta(days=2)},
    ):
        with pytest.raises(DomainError):
            a_decision(conference, ketua, **facts)
    assert not Decision.objects.exists()
    with pytest.raises(Conflict):
        a_decision(a_conference(ketua, case), ketua)


def test_a_decision_that_was_taken_back_is_read_and_owed_no_longer(ketua: User) -> None:
    decision = a_decision(a_held_conference(ketua), ketua)
    with pytest.raises(DomainError):
        actions.take_back(decision=decision, by=ketua, why="")
    actions.take_back(decision=decision, by=ketua, why="Salah tulis.")
    assert Duty.objects.get(pk=decision.duty).status == DutyStatus.CANCELLED
    assert Decision.objects.get(pk=decision.pk).why == "Salah tulis."
    with pytest.raises(Conflict):
        actions.take_back(decision=decision, by=ketua, why="Lagi.")


def test_who_disagrees_stands_beside_the_decision_once_and_only_if_there(ketua: User) -> None:
    conference = a_held_conference(ketua)
    decision, (_chair, away, guest) = a_decision(conference, ketua), perms.invitations(conference)
    with pytest.raises(DomainError):
        actions.dissent(decision=decision, by=ketua, invitation=away, text="Tidak setuju.")
    with pytest.raises(DomainError):
        actions.dissent(decision=decision, by=ketua, invitation=guest, text="")
    actions.dissent(decision=decision, by=ketua, invitation=guest, text="Anak belum siap.")
    with pytest.raises(Conflict):
        actions.dissent(decision=decision, by=ketua, invitation=guest, text="Lagi.")
    actions.take_back(decision=decision, by=ketua, why="Salah.")
    with pytest.raises(Conflict):
        actions.dissent(decision=decision, by=ketua, invitation=perms.invitations(conference)[0], text="x")
    assert [row.text for row in Dissent.objects.all()] == ["Anak belum siap."]


# signed


def test_the_chair_signs_a_second_person_confirms_and_the_duty_ends_with_the_signature(ketua: User) -> None:
    conference = a_signed_conference(ketua)
    assert Duty.objects.get(pk=conference.minutes_duty).status == DutyStatus.DONE
    with pytest.raises(Refused, match="Orang lain"):
        actions.confirm(conference=conference, by=ketua)
    second = a_user(Role.WAKIL)
    actions.confirm(conference=conference, by=second)
    assert Conference.objects.get(pk=conference.pk).confirmed_by == second
    with pytest.raises(Conflict):
        actions.confirm(conference=conference, by=second)
    assert verbs("conference.")[-2:] == ["conference.add", "conference.confirm"]


def test_nobody_but_the_chair_signs_and_not_without_minutes_and_the_childs_voice(ketua: User) -> None:
    conference = a_held_conference(ketua)
    with pytest.raises(DomainError, match="jalannya"):
        actions.sign(conference=conference, by=ketua)
    with pytest.raises(DomainError):
        actions.write_minutes(conference=conference, by=ketua, minutes=" ")
    actions.write_minutes(conference=conference, by=ketua, minutes="Dibicarakan.")
    with pytest.raises(Refused):
        actions.sign(conference=conference, by=a_user(Role.WAKIL))
    unheard = asked(a_conference(ketua), ketua)
    came = {row.pk for row in perms.invitations(unheard)}
    actions.hold(conference=unheard, by=ketua, held_at=timezone.now(), came=came)
    actions.write_minutes(conference=unheard, by=ketua, minutes="Dibicarakan.")
    with pytest.raises(DomainError, match="anak ditanya"):
        actions.sign(conference=unheard, by=ketua)


def test_where_the_chair_may_see_the_file_no_longer_a_leader_signs(ketua: User) -> None:
    chair = a_user(Role.DIVISI_PEMANTAUAN)
    conference = a_held_conference(chair, a_case(ketua))
    actions.write_minutes(conference=conference, by=chair, minutes="Dibicarakan.")
    with pytest.raises(Refused):
        actions.sign(conference=conference, by=ketua)
    case = conference.case
    keep_from(case, ketua, user=chair)
    with pytest.raises(Refused):
        actions.sign(conference=conference, by=a_user(Role.SEKRETARIAT))
    actions.sign(conference=conference, by=ketua)
    assert Conference.objects.get(pk=conference.pk).signed_by == ketua


def test_after_the_signature_nothing_is_changed_but_added_below(ketua: User) -> None:
    conference = a_held_conference(ketua)
    with pytest.raises(Conflict):
        actions.add_to_minutes(conference=conference, by=ketua, text="Terlalu awal.")
    conference = a_signed_conference(ketua)
    decision = perms.decisions(conference)[0]
    guest = perms.invitations(conference)[-1]
    for late in (
        lambda: a_decision(conference, ketua),
        lambda: actions.take_back(decision=decision, by=ketua, why="x"),
        lambda: actions.dissent(decision=decision, by=ketua, invitation=guest, text="x"),
        lambda: actions.write_minutes(conference=conference, by=ketua, minutes="x"),
        lambda: actions.hear(conference=conference, by=ketua, whose="child", asked=True, wish="x", took_part="there"),
        lambda: actions.sign(conference=conference, by=ketua),
    ):
        with pytest.raises(Conflict):
            late()
    with pytest.raises(DomainError):
        actions.add_to_minutes(conference=conference, by=ketua, text=" ")
    assert [row.text for row in perms.addenda(conference)] == ["Nama jalan  dibetulkan."]


def test_of_two_who_write_at_once_the_second_is_told(ketua: User) -> None:
    conference = a_held_conference(ketua)
    other = perms.get_conference(ketua, conference.pk)
    actions.write_minutes(conference=conference, by=ketua, minutes="Yang pertama.")
    with pytest.raises(Conflict, match="Orang lain"):
        actions.write_minutes(conference=other, by=ketua, minutes="Yang kedua.")
    assert perms.get_conference(ketua, conference.pk).minutes == "Yang pertama."


# the file


def test_a_file_is_not_closed_while_a_meeting_hangs(ketua: User) -> None:
    case = a_case(ketua, safe_now="yes")
    conference = asked(a_conference(ketua, case), ketua)
    facts = {"case": case, "reason": "reintegrasi", "note": "Aman.", "by": ketua}
    with pytest.raises(DomainError, match="masih direncanakan"):
        cases.propose_closure(**facts)
    came = {row.pk for row in perms.invitations(conference)}
    actions.hold(conference=conference, by=ketua, held_at=timezone.now(), came=came)
    with pytest.raises(DomainError, match="belum ditandatangani"):
        cases.propose_closure(**facts)
    actions.hear(conference=conference, by=ketua, whose="child", asked=True, wish="Pulang.", took_part="there")
    actions.write_minutes(conference=conference, by=ketua, minutes="Dibicarakan.")
    actions.sign(conference=conference, by=ketua)
    cases.propose_closure(**facts)
    cases.countersign_closure(case=case, by=(second := a_user(Role.WAKIL)))
    actions.confirm(conference=perms.get_conference(second, conference.pk), by=second)
