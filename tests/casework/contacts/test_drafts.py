"""Half-typed intakes: five a person, sealed, one's own alone, never written over in silence, gone when over."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from suar.casework.contacts import actions, panels
from suar.casework.contacts.models import CallType, Contact, Draft
from suar.config.demo.clock import at
from suar.config.tick import tick
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.models import Entry
from suar.core.vault.models import DataKey
from suar.registry.accounts.alarms import heard
from suar.registry.accounts.models import Role, User
from tests.casework.contacts.ground import STORY, a_draft, verbs
from tests.core.vault.test_no_plaintext import encodings
from tests.factories import a_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return a_user(Role.DIVISI_PENGADUAN)


def test_five_stand_open_and_a_sixth_is_refused_with_what_to_finish(officer: User) -> None:
    drafts = [a_draft(officer) for _ in range(5)]
    with pytest.raises(DomainError, match="Simpan atau tutup salah satunya"):
        a_draft(officer)
    assert Draft.objects.of(officer).count() == 5
    assert [one.url for one in panels.strip(officer)][0].endswith(f"{drafts[0].pk}/")
    a_draft(a_user(Role.SEKRETARIAT, office=officer.office))


def test_the_same_press_begins_one(officer: User) -> None:
    first = a_draft(officer)
    again = actions.begin_draft(by=officer, channel="phone", draft_id=first.pk)
    assert again.pk == first.pk and Draft.objects.count() == 1


def test_a_press_on_a_kept_page_is_for_who_calls_next_while_the_first_is_on_the_line(officer: User) -> None:
    page = uuid4()
    first = actions.begin_draft(by=officer, channel="phone", draft_id=page)
    with at(timezone.now() + timedelta(minutes=10)):
        second = actions.begin_draft(by=officer, channel="phone", draft_id=page)
        assert actions.begin_draft(by=officer, channel="phone", draft_id=page).pk == second.pk != first.pk
    assert Draft.objects.count() == 2


def test_the_same_words_begin_one_intake_however_late_they_are_sent_again(officer: User) -> None:
    page, words = uuid4(), {"form": {"story": STORY}}
    first = actions.begin_draft(by=officer, channel="whatsapp", body=words, draft_id=page)
    with at(timezone.now() + timedelta(minutes=10)):
        again = actions.begin_draft(by=officer, channel="whatsapp", body=words, draft_id=page)
    assert again.pk == first.pk


@pytest.mark.parametrize("channel", ["", "fax"])
def test_a_channel_that_there_is_not_begins_nothing(officer: User, channel: str) -> None:
    with pytest.raises(DomainError):
        actions.begin_draft(by=officer, channel=channel)


@pytest.mark.parametrize("role", [Role.ADMIN, Role.GUBERNUR])
def test_whoever_takes_no_calls_begins_none(role: Role) -> None:
    with pytest.raises(Refused):
        a_draft(a_user(role))


def test_what_is_typed_lies_sealed(officer: User) -> None:
    draft = a_draft(officer, story=STORY)
    (stored,) = Draft.objects.filter(pk=draft.pk).extra(select={"raw": "body"}).values_list("raw", flat=True)  # noqa: S610 - a column's name
    assert not any(known in bytes(stored) for known in encodings(STORY))


def test_a_save_goes_over_what_its_tab_saw_and_no_other(officer: User) -> None:
    draft = a_draft(officer)
    kept = actions.save_draft(draft=draft, by=officer, body={"form": {"story": "satu"}}, seen=(1, "a"))
    assert kept.version == 2
    actions.save_draft(draft=draft, by=officer, body={"form": {"story": "dua"}}, seen=(1, "a"))
    with pytest.raises(Conflict, match="tab lain"):
        actions.save_draft(draft=draft, by=officer, body={"form": {"story": "tiga"}}, seen=(1, "b"))
    assert Draft.objects.get().body["form"] == {"story": "dua"}


def test_nobody_else_saves_it(officer: User) -> None:
    draft = a_draft(officer)
    with pytest.raises(Conflict):
        actions.save_draft(draft=draft, by=a_user(Role.KETUA, office=officer.office), body={}, seen=(1, ""))


def test_closed_it_is_counted_as_what_it_was_and_its_words_are_gone(
    officer: User, django_capture_on_commit_callbacks: object
) -> None:
    draft = a_draft(officer, story=STORY)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # pytest-django's fixture
        contact = actions.close_draft(draft=draft, by=officer, call_type="wrong_number")
    assert contact.call_type == CallType.WRONG_NUMBER and contact.at == draft.began_at and contact.phone == ""
    assert not Draft.objects.exists() and not DataKey.objects.filter(pk=draft.pk).exists()
    assert verbs() == ["contact.draft_begin", "contact.draft_close"]
    with pytest.raises(Conflict):
        actions.close_draft(draft=draft, by=officer, call_type="silent")


@pytest.mark.parametrize("call_type", ["about", "missed", ""])
def test_a_complaint_is_not_closed_away_by_that(officer: User, call_type: str) -> None:
    draft = a_draft(officer)
    with pytest.raises(DomainError):
        actions.close_draft(draft=draft, by=officer, call_type=call_type)
    assert Draft.objects.exists() and not Contact.objects.exists()


def test_a_week_untouched_it_lapses_after_a_warning(officer: User) -> None:
    old = a_draft(officer, story=STORY)
    assert not panels.strip(officer)[0].lapses_at
    with at(timezone.now() + timedelta(days=6)):
        assert panels.strip(officer)[0].lapses_at
        young = a_draft(officer)
    assert tick(timezone.now() + timedelta(days=8))["drafts"] == 1
    assert Draft.objects.get() == young and not DataKey.objects.filter(pk=old.pk).exists()
    assert Entry.objects.get(verb="contact.draft_lapse").subject == old.pk


def test_the_leaders_are_told_whose_intake_is_about_to_go_and_nothing_of_what_it_says(officer: User) -> None:
    draft, now = a_draft(officer, story=STORY), timezone.now()
    ketua = a_user(Role.KETUA, office=officer.office)
    tick(now + timedelta(days=4))
    assert not heard(ketua).open().filter(kind="contact.draft_lapses").exists()
    for _ in range(2):
        tick(now + timedelta(days=6))
    (alarm,) = heard(ketua).open().filter(kind="contact.draft_lapses")
    assert (alarm.subject, alarm.details, alarm.office) == (str(draft.pk), officer.actor_id, officer.office.code)
    assert not heard(officer).filter(pk=alarm.pk).exists()
    actions.save_draft(draft=draft, by=officer, body={"form": {"story": STORY}}, seen=(1, ""))
    tick(now + timedelta(days=1))
    assert not heard(ketua).open().filter(kind="contact.draft_lapses").exists()
