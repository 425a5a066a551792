"""Talks about the work: what is kept where, who reads it, what is owed next."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from suar.casework.conflicts import actions as conflicts
from suar.casework.duties.models import Duty
from suar.casework.supervision import actions
from suar.casework.supervision.models import Session, SessionFile
from suar.casework.supervision.talks import hours, readable
from suar.config.demo.clock import at
from suar.core.errors import DomainError, Refused
from suar.core.vault import keys
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import Role, User
from tests.casework.supervision.ground import last, signed_in, words_of
from tests.factories import a_case, a_user, an_officer, an_officer_elsewhere

pytestmark = pytest.mark.django_db
PAGE = "/supervisi/sesi/"


@pytest.fixture
def leader() -> User:
    return a_user(Role.WAKIL)


@pytest.fixture
def officer() -> User:
    return an_officer()


def a_session(leader: User, other: User, **facts: Any) -> Session:
    given = {
        "kind": "discussion",
        "held_at": timezone.now() - timedelta(hours=1),
        "minutes": 45,
        "points": "Menulis lembar pantau pada hari yang sama.",
    }
    return actions.log_session(office=leader.office, other=other, by=leader, **{**given, **facts})


def test_it_is_written_down_under_a_key_of_its_own(leader: User, officer: User) -> None:
    row = a_session(leader, officer)
    assert (row.number[:3], row.leader, row.other) == ("SV-", leader, officer)
    assert keys.open_one(row.pk)
    again = unlock([Session.objects.get(pk=row.pk)])[0]
    assert again.points.startswith("Menulis lembar pantau")
    entry = last("supervision.session")
    assert entry.actor == leader.actor_id and "lembar pantau" not in entry.data


def test_the_next_day_is_a_duty_that_the_next_session_ends(leader: User, officer: User) -> None:
    a_session(leader, officer, next_on=timezone.localdate() + timedelta(days=14))
    owed = Duty.objects.get(kind="supervise")
    assert (owed.officer, owed.about, owed.is_open) == (leader, "office", True)
    a_session(leader, a_user(Role.SEKRETARIAT))
    assert Duty.objects.get(pk=owed.pk).is_open
    a_session(leader, officer)
    assert not Duty.objects.get(pk=owed.pk).is_open


def test_what_is_agreed_about_a_child_lies_in_its_file(leader: User, officer: User) -> None:
    case, row = a_case(officer), a_session(leader, officer)
    kept = actions.agree_on_file(session=row, case=case, agreed="Temui lagi pekan ini", by=officer)
    assert kept.child_id == case.child_id and SessionFile.subject_path == "child_id"
    assert last("supervision.agree").subject == case.child_id
    assert "Temui lagi pekan ini" in words_of(signed_in(officer).get(f"/berkas/{case.pk}/"))


def test_both_and_the_leaders_read_it_and_nobody_else(leader: User, officer: User) -> None:
    row, member = a_session(leader, officer), a_user(Role.DIVISI_PEMANTAUAN)
    for user in (leader, officer, a_user(Role.KETUA)):
        assert signed_in(user).get(f"{PAGE}{row.pk}/").status_code == 200
    for user in (member, a_user(Role.KETUA, an_officer_elsewhere().office)):
        assert not readable(user).exists()
        assert signed_in(user).get(f"{PAGE}{row.pk}/").status_code == 404
        assert signed_in(user).get(f"{PAGE}{row.pk}/berkas/").status_code == 404
    for page in (PAGE, f"{PAGE}{row.pk}/"):
        assert signed_in(a_user(Role.ADMIN)).get(page).status_code == 403


def test_what_is_withheld_from_its_reader_is_left_out(leader: User, officer: User) -> None:
    case, row, ketua = a_case(officer), a_session(leader, officer), a_user(Role.KETUA)
    actions.agree_on_file(session=row, case=case, agreed="Temui lagi pekan ini", by=officer)
    who: Any = {"user": ketua, "by": leader, "why": "Kerabat", "reader": "Sekretariat"}
    conflicts.withhold(subject=case.child_id, office=case.office, **who)
    shown = words_of(signed_in(ketua).get(f"{PAGE}{row.pk}/"))
    assert case.number not in shown and "Menulis lembar pantau" in shown


@pytest.mark.parametrize(
    "facts",
    [
        {"kind": "chat"},
        {"minutes": 0},
        {"minutes": 601},
        {"points": " "},
        {"held_at": timezone.now() + timedelta(days=1)},
        {"held_at": timezone.now() - timedelta(days=36_525)},
        {"next_on": timezone.localdate() - timedelta(days=3)},
    ],
)
def test_what_makes_no_sense(leader: User, officer: User, facts: dict[str, Any]) -> None:
    with pytest.raises(DomainError):
        a_session(leader, officer, **facts)
    assert not Session.objects.exists()


def test_who_may_not(leader: User, officer: User) -> None:
    with pytest.raises(DomainError):
        a_session(leader, leader)
    with pytest.raises(DomainError):
        a_session(leader, an_officer_elsewhere())
    with pytest.raises(Refused):
        a_session(a_user(Role.SEKRETARIAT), officer)
    with pytest.raises(Refused):
        actions.log_session(
            office=an_officer_elsewhere().office, other=officer, by=leader, kind="check",
            held_at=timezone.now(), minutes=5, points="x",
        )  # fmt: skip
    row, case = a_session(leader, officer), a_case(officer)
    with pytest.raises(Refused):
        actions.agree_on_file(session=row, case=case, agreed="x", by=a_user(Role.KETUA))
    with pytest.raises(DomainError):
        actions.agree_on_file(session=row, case=case, agreed=" ", by=officer)


def test_hours_of_a_month_are_added_up_by_person(leader: User, officer: User) -> None:
    now = timezone.now()
    for _twice in range(2):
        a_session(leader, officer, held_at=now, minutes=45)
    a_session(leader, officer, held_at=now - timedelta(days=62), minutes=45)
    assert hours(leader, timezone.localdate()) == [(officer.name, 1.5)]
    assert hours(an_officer_elsewhere(), timezone.localdate()) == []


def test_it_is_written_on_its_pages(leader: User, officer: User) -> None:
    case, browser = a_case(officer), signed_in(leader)
    held = timezone.localtime() - timedelta(hours=2)
    form = {"form_id": str(uuid4()), "other": officer.pk, "kind": "check", "held_at": f"{held:%Y-%m-%dT%H:%M}"}
    form |= {"minutes": "30", "points": "Jadwal kunjungan", "debrief": "on", "next_on": ""}
    assert browser.post(f"{PAGE}baru/", form | {"points": ""}).context["form"].errors
    for _twice in range(2):
        sent = browser.post(f"{PAGE}baru/", form)
    row = Session.objects.get()
    assert sent.headers["Location"] == f"{PAGE}{row.pk}/"
    assert "Jadwal kunjungan" not in words_of(browser.get(PAGE)) and row.number in words_of(browser.get(PAGE))
    page = f"{PAGE}{row.pk}/berkas/"
    assert case.number in words_of(browser.get(page))
    agreed = {"case": case.pk, "agreed": "Telepon sekolah", "form_id": str(uuid4())}
    assert [browser.post(page, agreed).status_code for _twice in range(2)] == [302, 302]
    assert SessionFile.objects.count() == 1, "a double press writes one"
    assert "Telepon sekolah" in words_of(signed_in(officer).get(f"{PAGE}{row.pk}/"))
    assert str(case.pk) in last("read.session").data
    assert signed_in(a_user(Role.SEKRETARIAT)).get(f"{PAGE}baru/").status_code == 403


def test_a_session_held_in_time_and_entered_later_is_in_time(leader: User) -> None:
    other, now = an_officer(leader.office), timezone.now()
    facts: dict[str, Any] = {"office": leader.office, "other": other, "kind": "discussion", "minutes": 30}
    facts |= {"points": "Lembar pantau", "by": leader}
    actions.log_session(held_at=now, next_on=timezone.localdate() + timedelta(days=10), **facts)
    owed = Duty.objects.get(kind="supervise")
    with at(now + timedelta(days=12)):
        actions.log_session(held_at=now - timedelta(days=2), **facts)
        owed.refresh_from_db()
        assert owed.is_open
        actions.log_session(held_at=now + timedelta(days=9), **facts)
    owed.refresh_from_db()
    assert owed.done_at == now + timedelta(days=9) and not owed.is_late(now + timedelta(days=12))
