"""Missed calls, one press for what is no complaint, flags, who calls again, our own numbers, what is forgotten."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from suar.casework.conflicts import actions as conflicts
from suar.casework.contacts import actions, knowing
from suar.casework.contacts.forms import MissedForm
from suar.casework.contacts.models import CallType, Contact, Flag, OurNumber, Status
from suar.casework.duties.models import Duty
from suar.config.demo.clock import at
from suar.config.tick import tick
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.vault import tokens
from suar.core.vault.models import DataKey
from suar.registry.accounts.models import Role, User
from tests.casework.contacts.ground import (
    PHONE,
    a_draft,
    a_filed_contact,
    a_flag,
    a_missed_call,
    a_number,
    complaint_of,
    fresh,
    told,
    verbs,
)
from tests.desk.pages import signed_in, text_of
from tests.factories import a_case, a_user, an_officer_elsewhere

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return a_user(Role.SEKRETARIAT)


@pytest.fixture
def browser(officer: User) -> Client:
    return signed_in(officer)


def duty_of(contact: Contact) -> Duty:
    return Duty.objects.get(pk=fresh(contact).duty)


def tried(contact: Contact, by: User, *, reached: bool = False) -> Contact:
    now = fresh(contact)
    return actions.call_back(contact=now, by=by, reached=reached, seen=now.version)


# missed


def test_a_missed_call_is_owed_a_call_back_within_a_working_day(officer: User) -> None:
    contact = a_missed_call(officer)
    duty = duty_of(contact)
    assert contact.status == Status.WAITING and duty.kind == "call_back" and duty.is_open
    assert duty.subject == contact.pk and duty.officer == officer and duty.due_at is not None


def test_whoever_called_twice_is_called_back_once(officer: User) -> None:
    a_missed_call(officer)
    again = a_missed_call(officer, "+62 800 555 0123")
    assert again.status == Status.DONE and again.duty is None
    assert Contact.objects.waiting().count() == 1 and Contact.objects.count() == 2


def test_the_duty_ends_when_somebody_answers(officer: User) -> None:
    contact = a_missed_call(officer)
    tried(contact, officer, reached=True)
    assert fresh(contact).status == Status.REACHED and not duty_of(contact).is_open
    with pytest.raises(Conflict):
        tried(contact, officer)


def test_or_after_the_third_try(officer: User) -> None:
    contact = a_missed_call(officer)
    for tries in (1, 2):
        tried(contact, officer)
        assert fresh(contact).tries == tries and duty_of(contact).is_open
    tried(contact, officer)
    assert fresh(contact).status == Status.UNREACHED and not duty_of(contact).is_open


def test_whoever_calls_again_is_called_back_again_though_the_page_was_kept(browser: Client, officer: User) -> None:
    sent = {"form_id": str(uuid4()), "phone": PHONE, "channel": "phone", "at": ""}
    for _press in range(2):
        browser.post(reverse("contacts:missed-new"), sent)
    first = Contact.objects.get()
    tried(first, officer, reached=True)
    with at(timezone.now() + timedelta(hours=5)):
        form = MissedForm(sent)
        assert form.is_valid()
        second = actions.note_missed(by=officer, contact_id=form.press(officer.actor_id), **form.facts())
    assert second.pk != first.pk and second.status == Status.WAITING and duty_of(second).is_open


def test_the_same_call_of_the_same_hour_is_one_and_the_page_says_what_became_of_it(
    browser: Client, officer: User
) -> None:
    hour = timezone.localtime(timezone.now() - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    sent = {"form_id": str(uuid4()), "phone": PHONE, "channel": "phone", "at": hour}
    browser.post(reverse("contacts:missed-new"), sent)
    tried(Contact.objects.get(), officer, reached=True)
    answer = browser.post(reverse("contacts:missed-new"), sent, follow=True)
    assert Contact.objects.count() == 1 and "sudah selesai ditelepon balik" in answer.content.decode()


def test_a_second_press_of_one_try_counts_none(browser: Client, officer: User) -> None:
    contact = a_missed_call(officer)
    shown = browser.get(reverse("contacts:contact-detail", args=[contact.pk])).content.decode()
    url = reverse("contacts:contact-call-back", args=[contact.pk])
    assert f'name="version" value="{contact.version}"' in shown
    pressed = [browser.post(url, {"hasil": "tidak", "version": contact.version}).status_code for _press in range(3)]
    assert pressed == [302, 409, 409] and browser.post(url, {"hasil": "tidak"}).status_code == 409
    assert fresh(contact).tries == 1 and duty_of(contact).is_open


def test_who_reached_them_from_a_page_that_a_colleagues_try_made_old_is_not_turned_away(
    browser: Client, officer: User
) -> None:
    contact = a_missed_call(officer)
    colleague = a_user(Role.KETUA, officer.office)
    actions.call_back(contact=fresh(contact), by=colleague, reached=False, seen=contact.version)
    url = reverse("contacts:contact-call-back", args=[contact.pk])
    refused = browser.post(url, {"hasil": "tidak", "version": contact.version})
    assert refused.status_code == 409 and "satu percobaan; yang ini belum" in refused.content.decode()
    assert fresh(contact).tries == 1
    assert browser.post(url, {"hasil": "tersambung", "version": contact.version}).status_code == 302
    now = fresh(contact)
    assert (now.status, now.tries) == (Status.REACHED, 2) and not duty_of(contact).is_open


def test_or_when_they_call_themselves(officer: User) -> None:
    contact = a_missed_call(officer)
    actions.file(draft=a_draft(officer), by=officer, told=told())
    assert fresh(contact).status == Status.REACHED and not duty_of(contact).is_open


@pytest.mark.parametrize(
    "facts",
    [
        {"phone": "123"},
        {"phone": PHONE, "at": timezone.now() + timedelta(days=1)},
        {"phone": PHONE, "at": timezone.now() - timedelta(days=36_525)},
    ],
)
def test_without_a_number_before_its_time_or_a_hundred_years_ago_nothing_is_owed(
    officer: User, facts: dict[str, object]
) -> None:
    with pytest.raises(DomainError):
        actions.note_missed(by=officer, **facts)  # type: ignore[arg-type]  # each of its own type
    assert not Duty.objects.exists()


def test_nobody_of_another_office_calls_back(officer: User) -> None:
    with pytest.raises(Refused):
        tried(a_missed_call(officer), an_officer_elsewhere(), reached=True)


# one press


def test_one_press_counts_and_keeps_nothing_else(officer: User) -> None:
    pk = uuid4()
    contact = actions.note(by=officer, call_type="silent", channel="phone", contact_id=pk)
    assert actions.note(by=officer, call_type="silent", channel="phone", contact_id=pk).pk == pk
    assert (contact.call_type, contact.phone, contact.reference) == (CallType.SILENT, "", "")
    assert verbs() == ["contact.note"]
    with pytest.raises(Conflict):
        actions.note(by=a_user(Role.KETUA, office=officer.office), call_type="test", channel="phone", contact_id=pk)


@pytest.mark.parametrize("call_type", ["about", "self", "missed", "news", "x"])
def test_what_may_be_a_complaint_is_no_matter_of_one_press(officer: User, call_type: str) -> None:
    with pytest.raises(DomainError):
        actions.note(by=officer, call_type=call_type, channel="phone")


# who calls again


def test_a_number_is_known_in_whatever_way_it_is_written(officer: User) -> None:
    contact = a_filed_contact(officer)
    for written in ("0800-555-0123", "+62 800 555 0123", "628005550123"):
        known = knowing.of(written, officer)
        assert known.contacts == [contact] and known.complaints == [complaint_of(contact)] and known.times == 1
    assert knowing.of("0800-555-0124", officer).is_new and knowing.of("12", officer).is_new


def test_who_called_often_is_counted_apart_from_the_calls_that_are_shown(
    officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(knowing, "SHOWN", 2)
    calls = [a_filed_contact(officer) for _ in range(3)]
    known = knowing.of(calls[0].phone, officer)
    assert (len(known.contacts), known.times) == (2, 3)
    assert (len(known.complaints), known.complaint_count) == (2, 3)
    text = text_of(signed_in(officer), reverse("contacts:caller-detail", args=[calls[0].pk]))
    assert "2 yang terbaru." in text and "3 kontak" in text


def test_a_child_whose_own_number_it_is_is_found_by_its_file(officer: User) -> None:
    from suar.casework.children import actions as children

    case = a_case(officer)
    children.edit(child=case.child, by=officer, phone="0800-555-0777")
    assert knowing.of("+62 800 555 0777", officer).cases == [case]


def test_what_is_withheld_is_neither_shown_nor_counted(officer: User) -> None:
    contact, ketua = a_filed_contact(officer), a_user(Role.KETUA, office=officer.office)
    a_user(Role.WAKIL, office=officer.office)
    a_flag(officer, contact=contact)
    complaint = complaint_of(contact)
    conflicts.withhold(
        subject=complaint.subject, office=complaint.office, user=officer, by=ketua, why="Saudara",
        reference=complaint.number,
    )  # fmt: skip
    assert knowing.of(PHONE, officer).is_new
    assert knowing.of(PHONE, ketua).times == 1 and len(knowing.of(PHONE, ketua).flags) == 1


def test_another_office_knows_nothing_of_it(officer: User) -> None:
    a_filed_contact(officer)
    assert knowing.of(PHONE, an_officer_elsewhere()).is_new


# flags


def test_a_flag_stands_for_its_time_and_is_gone_after_it(officer: User) -> None:
    flag = a_flag(officer, lasts="week")
    assert [one.pk for one in knowing.of(PHONE, officer).flags] == [flag.pk]
    with at(timezone.now() + timedelta(days=8)):
        assert knowing.of(PHONE, officer).flags == []
    assert tick(timezone.now() + timedelta(days=8))["numbers"] == 1
    assert not Flag.objects.exists() and not DataKey.objects.filter(pk=flag.pk).exists()
    assert flag.pk not in tokens.find_number(PHONE)


@pytest.mark.parametrize(
    "facts", [{"kind": "bad"}, {"reason": " "}, {"lasts": "forever"}, {"reason": "anak nakal"}, {"reason": "x" * 301}]
)
def test_without_a_reason_an_end_or_decent_words_there_is_no_flag(officer: User, facts: dict[str, str]) -> None:
    with pytest.raises(DomainError):
        a_flag(officer, **facts)
    assert not Flag.objects.exists()


def test_a_contact_without_a_number_takes_none(officer: User) -> None:
    contact = actions.note(by=officer, call_type="silent", channel="phone")
    with pytest.raises(DomainError):
        a_flag(officer, contact=contact)


def test_it_is_lifted_once(officer: User) -> None:
    flag = a_flag(officer)
    actions.lift(flag=flag, by=officer)
    assert knowing.of(PHONE, officer).flags == []
    with pytest.raises(Conflict):
        actions.lift(flag=flag, by=officer)


def test_a_flag_never_closes_the_door(officer: User) -> None:
    a_flag(officer, kind="harsh", reason="Tiga kali memaki petugas.")
    assert a_filed_contact(officer).complaint is not None


def test_a_number_that_must_not_be_called_is_owed_no_call_back(officer: User) -> None:
    a_flag(officer, kind="do_not_call", reason="Yang dilaporkan yang mengangkat.", contact=a_filed_contact(officer))
    again = a_missed_call(officer, "+62 800 555 0123")
    assert (
        again.status == Status.DONE and again.duty is None and not Duty.objects.open().filter(kind="call_back").exists()
    )


def test_such_a_flag_ends_the_call_back_that_is_owed(officer: User) -> None:
    waiting = a_missed_call(officer)
    a_flag(officer, kind="do_not_call", reason="Yang dilaporkan yang mengangkat.", contact=waiting)
    assert fresh(waiting).status == Status.DONE and duty_of(waiting).status == "cancelled"
    assert verbs()[-2:] == ["contact.call_off", "contact.flag"] or verbs()[-2:] == ["contact.flag", "contact.call_off"]


# our numbers


def test_our_number_is_removed_by_whoever_added_it(officer: User) -> None:
    row = a_number(officer)
    pk = row.pk
    with pytest.raises(Refused):
        actions.remove_number(number=row, by=a_user(Role.KETUA, office=officer.office))
    actions.remove_number(number=row, by=officer)
    assert not OurNumber.objects.exists() and not DataKey.objects.filter(pk=pk).exists()
    with pytest.raises(DomainError):
        a_number(officer, shown_as=" ")


# forgotten


def test_the_number_of_what_belongs_to_nothing_goes_after_three_months_and_the_count_stays(officer: User) -> None:
    contact, kept = a_missed_call(officer), a_filed_contact(officer, phone="0800-555-0888")
    later = timezone.now() + timedelta(days=91)
    assert tick(later)["numbers"] == 1
    assert fresh(contact).phone == "" and fresh(kept).phone == "0800-555-0888"
    assert contact.pk not in tokens.find_number(PHONE) and Contact.objects.count() == 2
    assert tick(later)["numbers"] == 0


def test_the_index_built_anew_finds_the_same(officer: User) -> None:
    contact, flag = a_missed_call(officer), a_flag(officer)
    tokens.reindex()
    assert {contact.pk, flag.pk} <= set(tokens.find_number(PHONE))
