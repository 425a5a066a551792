"""An intake that was filed or closed already, and pressed again: the same press is answered alike, and other words are
never taken for what was filed, nor lost."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from suar.casework.complaints.models import Complaint
from suar.casework.conflicts import actions as conflicts
from suar.casework.contacts import actions
from suar.casework.contacts.models import Contact, Draft
from suar.config.demo.clock import at
from suar.core.errors import Conflict
from suar.core.once import made_by
from suar.registry.accounts.models import Role, User
from tests.casework.contacts.ground import STORY, a_draft, told, typed
from tests.desk.pages import signed_in, text_of
from tests.factories import a_case, a_user

pytestmark = pytest.mark.django_db
SINCE = "Ia tinggal bersama pamannya."


@pytest.fixture
def officer() -> User:
    return a_user(Role.DIVISI_PENGADUAN)


@pytest.fixture
def browser(officer: User) -> Client:
    return signed_in(officer)


@pytest.fixture
def draft(officer: User) -> Draft:
    return a_draft(officer)


def page(draft: Draft, name: str = "draft-detail") -> str:
    return reverse(f"contacts:{name}", args=[draft.pk])


def filed(browser: Client, draft: Draft) -> dict[str, str]:
    """What was typed when it was filed."""
    sent = typed(draft, story=STORY)
    assert browser.post(page(draft), sent).status_code == 302
    return sent


@pytest.mark.parametrize("name", ["draft-detail", "draft-save"])
def test_other_words_stay_on_the_page_beside_what_was_filed(browser: Client, draft: Draft, name: str) -> None:
    sent = filed(browser, draft)
    answer = browser.post(page(draft, name), sent | {"with_whom": SINCE, "age_0": "seratus"})
    text = answer.content.decode()
    assert answer.status_code == 409 and SINCE in text and "seratus" in text and "tidak ada di dalamnya" in text
    filed_at = reverse("contacts:contact-filed", args=[Contact.objects.get().pk])
    assert filed_at in text and Complaint.objects.get().number in text
    assert not Draft.objects.exists() and Complaint.objects.count() == 1


@pytest.mark.parametrize("name", ["draft-detail", "draft-save"])
def test_the_same_press_again_leads_to_what_it_filed(browser: Client, draft: Draft, name: str) -> None:
    sent = filed(browser, draft)
    again = browser.post(page(draft, name), sent)
    assert again["Location"] == reverse("contacts:contact-filed", args=[Contact.objects.get().pk])


def test_so_it_does_where_the_file_was_passed_on(browser: Client, officer: User, draft: Draft) -> None:
    sent = filed(browser, draft)
    conflicts.recuse(subject=Complaint.objects.get().subject, office=officer.office, by=officer)
    assert "pimpinan yang melanjutkan" in browser.post(page(draft), sent, follow=True).content.decode()
    other = browser.post(page(draft), sent | {"with_whom": SINCE})
    assert other.status_code == 409 and SINCE in other.content.decode()
    assert Complaint.objects.get().number not in other.content.decode()
    assert browser.get(page(draft)).status_code == 404


def test_one_press_more_begins_an_intake_with_the_words_once(browser: Client, officer: User, draft: Draft) -> None:
    other = filed(browser, draft) | {"with_whom": SINCE}
    assert 'name="baru"' in browser.post(page(draft), other).content.decode()
    for _press in range(2):
        answer = browser.post(page(draft), other | {"baru": "1"})
        assert answer["Location"] == page(Draft.objects.get())
    assert SINCE in text_of(browser, answer["Location"]) and Draft.objects.get().channel == draft.channel


def test_where_five_stand_open_the_words_stay(browser: Client, officer: User, draft: Draft) -> None:
    other = filed(browser, draft) | {"with_whom": SINCE, "baru": "1"}
    for _ in range(5):
        a_draft(officer)
    answer = browser.post(page(draft), other)
    assert answer.status_code == 400 and SINCE in answer.content.decode() and Draft.objects.count() == 5


def test_what_is_typed_into_one_that_was_closed_is_kept_too(browser: Client, officer: User, draft: Draft) -> None:
    actions.close_draft(draft=draft, by=officer, call_type="silent")
    answer = browser.post(page(draft), typed(draft, story=SINCE))
    assert answer.status_code == 409 and SINCE in answer.content.decode()
    assert not Complaint.objects.exists() and browser.get(page(draft)).status_code == 404


def test_what_would_be_saved_by_itself_is_said_beside_the_form(browser: Client, draft: Draft) -> None:
    sent = filed(browser, draft)
    part = browser.post(page(draft, "draft-save"), sent | {"with_whom": SINCE}, headers={"HX-Request": "true"})
    assert part.status_code == 200 and "belum tersimpan" in part.content.decode()


def test_nobody_else_is_told_what_became_of_it(browser: Client, officer: User, draft: Draft) -> None:
    sent, other = filed(browser, draft), signed_in(a_user(Role.KETUA, office=officer.office))
    assert other.get(page(draft)).status_code == 404
    for name, headers in (("draft-detail", {}), ("draft-save", {}), ("draft-save", {"HX-Request": "true"})):
        assert other.post(page(draft, name), sent, headers=headers).status_code == 404


def test_news_pressed_twice_leads_to_it_twice(browser: Client, officer: User) -> None:
    draft, number = a_draft(officer, story=STORY), {"number": a_case(officer).number}
    first, second = (browser.post(page(draft, "draft-news"), number) for _press in range(2))
    assert first.status_code == 302 and second["Location"] == first["Location"]


def test_other_words_at_the_same_moment_are_refused_and_not_taken_for_the_first(officer: User, draft: Draft) -> None:
    one, two = (made_by(words, draft.pk) for words in ("satu", "dua"))
    contact = actions.file(draft=draft, by=officer, told=told(), press=one)
    assert actions.file(draft=draft, by=officer, told=told(), press=one) == contact
    with pytest.raises(Conflict, match="belum tersimpan"):
        actions.file(draft=draft, by=officer, told=told(story="lain"), press=two)
    assert Complaint.objects.count() == 1


KEPT = {"form_id": str(uuid4()), "channel": "phone"}
NEXT = "Anak lain dipukul sekarang."


def begun(browser: Client) -> Draft:
    """The intake to which a press on the list page leads, however long the browser kept that page."""
    answer = browser.post(reverse("contacts:draft-begin"), KEPT)
    found = Draft.objects.get()
    assert answer["Location"] == page(found)
    return found


def test_whoever_calls_next_is_filed_too_though_the_list_page_was_kept(browser: Client) -> None:
    for story in (STORY, NEXT, SINCE):
        draft = begun(browser)
        assert begun(browser) == draft  # pressed twice, it is one intake
        assert browser.post(page(draft), typed(draft, story=story)).status_code == 302
    assert {one.story for one in Complaint.objects.all()} == {STORY, NEXT, SINCE}
    assert Contact.objects.count() == 3 and not Draft.objects.exists()


def test_so_it_is_after_one_that_was_closed_and_after_news(browser: Client, officer: User) -> None:
    first = begun(browser)
    actions.close_draft(draft=first, by=officer, call_type="silent")
    second, case = begun(browser), a_case(officer)
    actions.note_news(draft=second, by=officer, told=told(), source=case)
    third = begun(browser)
    contact = actions.note_news(draft=third, by=officer, told=told(story=NEXT), source=case)
    assert len({first.pk, second.pk, third.pk}) == 3 and Contact.objects.filter(case=case).count() == 2
    assert NEXT in text_of(browser, reverse("contacts:contact-detail", args=[contact.pk]))


def test_a_chat_pasted_again_from_a_kept_page_is_an_intake_that_can_be_filed(browser: Client) -> None:
    sent = {"form_id": str(uuid4()), "channel": "whatsapp", "text": "Tolong adik saya."}
    for story in (STORY, NEXT):
        browser.post(reverse("contacts:chat-paste"), sent)
        draft = Draft.objects.get()
        assert browser.post(page(draft), typed(draft, story=story)).status_code == 302
    assert {one.story for one in Complaint.objects.all()} == {STORY, NEXT}


def test_silent_calls_from_a_kept_page_are_counted_each_and_a_double_press_once(browser: Client) -> None:
    now, silent = timezone.now(), KEPT | {"call_type": "silent"}
    for minutes in (3, 2, 1):
        for seconds in (0, 5):
            with at(now - timedelta(minutes=minutes) + timedelta(seconds=seconds)):
                browser.post(reverse("contacts:contact-note"), silent)
    assert Contact.objects.filter(call_type="silent").count() == 3
