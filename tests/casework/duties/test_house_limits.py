"""Limits that the house changes: who may, what is refused, what began before and after, and what each page shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from suar.casework.cases import promises
from suar.casework.duties import actions
from suar.casework.duties.books import Books, books, earliest_day
from suar.casework.duties.changes import Changed, layered, why_kept, why_wrong
from suar.casework.duties.limits import limit as counted
from suar.casework.duties.models import Duty, HouseLimit, LimitState
from suar.casework.duties.rulebook import rulebook
from suar.casework.letters import wording
from suar.config.demo.clock import at
from suar.core import ledger
from suar.core.clocks.rules import Limit, Rulebook, Unit
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role, User
from tests.casework.duties.builders import a_limit, again, data_of, last_entry
from tests.factories import a_case, a_duty, a_user, an_office, an_officer, an_officer_elsewhere, an_outsider

pytestmark = pytest.mark.django_db
PLAN, ANSWER = "house.plan.high", "house.agency.answer"
DAY = timedelta(days=1)


def tomorrow() -> date:
    return earliest_day()


def an_agreed_limit(**facts: Any) -> HouseLimit:
    return actions.agree_limit(limit=a_limit(**facts), by=a_user(Role.WAKIL))


def days_of(duty: Duty) -> int:
    assert duty.due_at is not None and duty.event_at is not None
    return (duty.due_at - duty.event_at).days


def on(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time().replace(hour=9), timezone.get_current_timezone())


# the rules, without a database


def changed(amount: int, since: date, rule: str = PLAN, unit: Unit = Unit.CALENDAR_DAYS) -> Changed:
    return Changed(rule, Limit(amount, unit), since)


def amounts(book: Rulebook, rule: str = PLAN) -> list[int | None]:
    return [version.limit.amount for version in book.versions(rule)]


def test_each_change_is_a_version_from_its_day_on() -> None:
    first, second = date(2026, 12, 1), date(2027, 2, 1)
    book = layered(rulebook(), [changed(4, second), changed(5, first)])
    assert amounts(book) == [7, 5, 4]
    lengths = [book.get(PLAN, on=day).limit.amount for day in (first - DAY, first, second - DAY, second)]
    assert lengths == [7, 5, 5, 4]
    assert len(book) == len(rulebook())
    assert amounts(rulebook()) == [7]


def test_a_change_before_one_that_is_known_counts_until_that_one() -> None:
    book = layered(rulebook(), [changed(4, date(2027, 2, 1)), changed(6, date(2027, 1, 1))])
    assert amounts(book) == [7, 6, 4]


def test_a_change_of_law_of_a_promise_or_of_nothing_counts_for_nothing() -> None:
    rules = ("kuhap25.spdp", "house.complaint.answer", "house.no.such")
    assert layered(rulebook(), [changed(1, date(2027, 1, 1), rule) for rule in rules]) is rulebook()


@pytest.mark.parametrize(
    ("rule", "kept"),
    [
        (PLAN, False),
        (ANSWER, False),
        ("kuhap25.spdp", True),
        ("house.complaint.first_read", True),
        ("house.report.handover", True),
        ("house.triage.pregnancy", True),
    ],
)
def test_what_a_commission_may_change(rule: str, kept: bool) -> None:
    assert bool(why_kept(rulebook().versions(rule)[-1])) is kept


@pytest.mark.parametrize(
    ("rule", "amount", "unit", "wrong"),
    [
        (PLAN, 0, Unit.CALENDAR_DAYS, True),
        (PLAN, -3, Unit.CALENDAR_DAYS, True),
        (PLAN, 366, Unit.CALENDAR_DAYS, True),
        (PLAN, 3, Unit.YEARS, True),
        (PLAN, 14, Unit.CALENDAR_DAYS, False),
        (PLAN, 15, Unit.CALENDAR_DAYS, True),
        (PLAN, 11, Unit.WORKING_DAYS, True),
        ("house.plan.medium", 6, Unit.CALENDAR_DAYS, True),
        ("house.plan.medium", 31, Unit.CALENDAR_DAYS, True),
        ("house.see_child.low", 71, Unit.HOURS, True),
        (ANSWER, 90, Unit.CALENDAR_DAYS, False),
    ],
)
def test_a_higher_risk_never_waits_longer(rule: str, amount: int, unit: Unit, wrong: bool) -> None:
    assert bool(why_wrong(rulebook(), changed(amount, date(2027, 1, 1), rule, unit))) is wrong


def test_a_limit_that_comes_later_is_looked_at_too() -> None:
    book = layered(rulebook(), [changed(10, date(2027, 3, 1), "house.plan.medium")])
    assert why_wrong(book, changed(12, date(2027, 1, 1)))
    assert not why_wrong(book, changed(10, date(2027, 1, 1)))


# proposed, agreed to, withdrawn


def test_a_leader_proposes_and_nothing_is_counted_by_it_yet() -> None:
    row = a_limit()
    assert (row.state, row.second) == (LimitState.PROPOSED, None)
    entry = last_entry("limit.propose")
    assert data_of(entry)["rule"] == PLAN and entry.office == "kalbar"
    with at(on(row.effective_from)):
        assert days_of(a_duty("plan", risk="high")) == 7


def test_what_begins_after_counts_by_it_and_what_began_before_keeps_its_own() -> None:
    before = a_duty("plan", risk="high")
    row = an_agreed_limit()
    assert days_of(again(before)) == 7
    with at(on(row.effective_from)):
        after = a_duty("plan", risk="high")
        told_late = a_duty("plan", risk="high", event_at=on(row.effective_from) - DAY)
        actions.pause(
            duty=before, by=a_user(Role.KETUA), begins=timezone.now(), ends=timezone.now() + DAY,
            reason="others", approved_by=a_user(Role.WAKIL),
        )  # fmt: skip
    assert (days_of(after), days_of(told_late)) == (5, 7)
    assert days_of(again(before)) == 8  # its own seven and the day it stood still
    assert last_entry("limit.agree").actor == row.second.actor_id  # type: ignore[union-attr]  # it was agreed to


def test_each_process_counts_by_it_on_its_day_whenever_it_last_looked() -> None:
    here, there = Books(), Books()
    office = an_office()
    day = tomorrow()
    assert amounts(here.of(office.pk)) == [7]
    an_agreed_limit()
    assert amounts(here.of(office.pk)) == [7]  # of today, and today it is seven
    assert there.of(office.pk).get(PLAN, on=timezone.localdate()).limit.amount == 7
    assert here.of(office.pk, on=day).get(PLAN, on=day).limit.amount == 5  # a day to come is read anew
    with at(on(day)):
        for process in (here, there):
            assert process.of(office.pk).get(PLAN, on=day).limit.amount == 5


def test_the_day_is_read_once_and_each_office_has_its_own(django_assert_num_queries: Callable[..., Any]) -> None:
    here, elsewhere = an_agreed_limit().office, an_officer_elsewhere().office
    books.forget()
    with at(on(tomorrow())), django_assert_num_queries(1):
        for _twice in range(2):
            assert counted(PLAN, timezone.now(), office_id=elsewhere.pk).due_at == timezone.now() + 7 * DAY
            assert counted(PLAN, timezone.now(), office_id=here.pk).due_at == timezone.now() + 5 * DAY


def test_letters_and_the_next_sheet_follow_the_office() -> None:
    row = an_agreed_limit(rule=ANSWER, amount=10)
    sheet = an_agreed_limit(rule="house.monitoring.high", amount=3)
    case, office = a_case(), an_office()
    assert promises.next_watch(case, timezone.now()) == timezone.localdate() + 7 * DAY
    with at(on(row.effective_from)):
        assert wording.answer_by(timezone.now(), office.pk) == timezone.now() + 10 * DAY
        assert wording.answer_within(office.pk, row.effective_from) == "10 hari kalender"
        assert promises.next_watch(case, timezone.now()) == sheet.effective_from + 3 * DAY


@pytest.mark.parametrize(
    "facts",
    [
        {"rule": "kuhap25.spdp"},
        {"rule": "house.no.such"},
        {"rule": "house.complaint.answer"},
        {"rule": "house.material.call", "amount": 2},
        {"amount": 0},
        {"amount": -1},
        {"amount": 40},
        {"amount": 7},
        {"unit": "fortnights"},
        {"unit": "years"},
        {"reason": "  "},
        {"effective_from": date(2021, 1, 1)},
        {"effective_from": date(2099, 1, 1)},
    ],
)
def test_what_cannot_be_proposed(facts: dict[str, Any]) -> None:
    with pytest.raises(DomainError):
        a_limit(**facts)
    assert not HouseLimit.objects.exists()


def test_today_has_begun() -> None:
    with pytest.raises(DomainError, match="tanggal mulai"):
        a_limit(effective_from=timezone.localdate())


def test_in_the_last_minutes_of_a_day_tomorrow_has_begun_too() -> None:
    row = a_limit()
    with at(on(row.effective_from) - timedelta(hours=9, minutes=3)), pytest.raises(DomainError, match="tanggal mulai"):
        actions.agree_limit(limit=row, by=a_user(Role.WAKIL))


def test_who_may_not() -> None:
    row = a_limit()
    for role in (Role.DIVISI_PENGADUAN, Role.SEKRETARIAT):
        with pytest.raises(Refused):
            a_limit(by=a_user(role))
    with pytest.raises(Refused):
        actions.agree_limit(limit=row, by=row.by)
    with pytest.raises(Refused):
        actions.agree_limit(limit=row, by=a_user(Role.SEKRETARIAT))
    with pytest.raises(Refused, match="kantor lain"):
        actions.agree_limit(limit=row, by=an_officer_elsewhere())
    assert HouseLimit.objects.get().state == LimitState.PROPOSED


def test_a_second_person_may_say_no_and_then_nobody_says_yes() -> None:
    row = a_limit()
    stale = HouseLimit.objects.select_related("office", "by").get()
    actions.withdraw_limit(limit=row, by=an_officer())
    assert last_entry("limit.withdraw").actor == row.second.actor_id  # type: ignore[union-attr]  # somebody did
    for late in (row, stale):
        with pytest.raises(Conflict):
            actions.agree_limit(limit=late, by=a_user(Role.WAKIL))
        with pytest.raises(Conflict):
            actions.withdraw_limit(limit=late, by=a_user(Role.WAKIL))
    assert not HouseLimit.objects.agreed().exists()


def test_one_day_has_one_limit() -> None:
    first, second = a_limit(), a_limit(amount=4)
    actions.agree_limit(limit=first, by=an_officer())
    with pytest.raises(DomainError, match="sudah ada"):
        actions.agree_limit(limit=second, by=an_officer())
    double = HouseLimit(**{**plain(first), "id": uuid4(), "version": 0})
    with pytest.raises(IntegrityError), transaction.atomic(), ledger.record("limit.agree", by=first.by) as entry:
        entry.add(double)


def plain(row: HouseLimit) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in HouseLimit._meta.concrete_fields}


def test_the_same_form_twice_proposes_once() -> None:
    ketua, pk = a_user(Role.KETUA), uuid4()
    assert a_limit(ketua, limit_id=pk) == a_limit(ketua, limit_id=pk)
    assert Entry.objects.filter(verb="limit.propose").count() == 1


# the pages


def signed_in(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def text_of(page: HttpResponse) -> str:
    return " ".join(strip_tags(page.content.decode()).split())


def form(**facts: Any) -> dict[str, Any]:
    given = {"form_id": str(uuid4()), "amount": "5", "unit": "calendar_days", "reason": "Pleno 3 Desember"}
    return {**given, "effective_from": tomorrow().isoformat(), **facts}


def test_a_leader_changes_a_limit_on_its_page_and_another_agrees() -> None:
    ketua, wakil = a_user(Role.KETUA), a_user(Role.WAKIL)
    page = f"/kewajiban/aturan/{PLAN}/"
    assert "Ubah batas ini" in text_of(signed_in(ketua).get(page))
    assert signed_in(ketua).post(f"{page}ubah/", form()).headers["Location"] == page
    row = HouseLimit.objects.get()
    assert "menunggu orang kedua" in text_of(signed_in(wakil).get("/kewajiban/aturan/"))
    assert f"/kewajiban/batas/{row.pk}/setujui/" not in signed_in(ketua).get(page).content.decode()
    assert f"/kewajiban/batas/{row.pk}/setujui/" in signed_in(wakil).get(page).content.decode()
    assert signed_in(wakil).post(f"/kewajiban/batas/{row.pk}/setujui/").status_code == 302
    shown = text_of(signed_in(an_officer()).get(page))
    assert "Pleno 3 Desember" in shown and ketua.name in shown and wakil.name in shown


def test_what_is_wrong_is_said_and_every_word_kept() -> None:
    browser = signed_in(a_user(Role.KETUA))
    answer = browser.post(f"/kewajiban/aturan/{PLAN}/ubah/", form(amount="40", reason="Alasan yang panjang"))
    assert answer.status_code == 400
    assert "Alasan yang panjang" in answer.content.decode() and "risiko yang lebih tinggi" in text_of(answer)
    again = browser.post(f"/kewajiban/aturan/{PLAN}/ubah/", form(amount="0"))
    assert again.context["form"].errors["amount"]
    assert not HouseLimit.objects.exists()


def test_what_cannot_be_changed_says_why() -> None:
    ketua = signed_in(a_user(Role.KETUA))
    assert "dijanjikan kepada pelapor" in text_of(ketua.get("/kewajiban/aturan/house.complaint.answer/"))
    page = ketua.get("/kewajiban/aturan/kuhap25.spdp/ubah/")
    assert "batas undang-undang" in text_of(page) and 'name="amount"' not in page.content.decode()
    assert "Ubah batas ini" not in text_of(ketua.get("/kewajiban/aturan/kuhap25.spdp/"))


def test_the_pages_are_not_for_everyone() -> None:
    row = a_limit()
    officer, elsewhere = signed_in(an_officer()), signed_in(a_user(Role.KETUA, an_officer_elsewhere().office))
    assert officer.get(f"/kewajiban/aturan/{PLAN}/ubah/").status_code == 403
    assert signed_in(an_outsider()).post(f"/kewajiban/batas/{row.pk}/setujui/").status_code == 403
    for step in ("setujui", "tarik"):
        assert elsewhere.post(f"/kewajiban/batas/{row.pk}/{step}/").status_code == 404
        assert officer.get(f"/kewajiban/batas/{row.pk}/{step}/").status_code == 405
    assert signed_in(a_user(Role.KETUA)).get("/kewajiban/aturan/house.no.such/ubah/").status_code == 404
    assert officer.post(f"/kewajiban/batas/{row.pk}/tarik/").status_code == 302
    assert HouseLimit.objects.get().state == LimitState.WITHDRAWN
