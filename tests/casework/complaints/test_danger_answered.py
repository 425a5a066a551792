"""Danger that was told waits until something answers it, and who found it does not alone find it gone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.complaints import actions
from suar.casework.complaints.models import Complaint, Status
from suar.casework.contacts import actions as contacts
from suar.casework.duties.models import Duty
from suar.config.demo.clock import at
from suar.core.ui.versions import TO_MEND
from suar.registry.accounts.models import Role, User
from tests.casework.complaints.test_danger import CALM, WORDS, fresh, is_owed_today, news, owed, repeat, reviewed
from tests.casework.contacts.ground import a_draft, told
from tests.desk.pages import signed_in, text_of
from tests.factories import (
    a_complaint,
    a_filed_complaint,
    a_handover,
    a_triaged_complaint,
    a_user,
    an_agency,
    an_officer,
)

pytestmark = pytest.mark.django_db
GRAVE = CALM | {"danger_now": "yes"}


LONG_AGO = timedelta(days=60)


@pytest.fixture
def first() -> User:
    with at(timezone.now() - LONG_AGO):
        return an_officer()


@pytest.fixture
def second(first: User) -> User:
    with at(timezone.now() - LONG_AGO):
        return an_officer(first.office)


@pytest.fixture
def clerk(first: User) -> User:
    with at(timezone.now() - LONG_AGO):
        return a_user(Role.SEKRETARIAT, first.office)


def is_open(complaint: Complaint) -> bool:
    """For the watch and the list of what waits for a commissioner."""
    return bool(owed(complaint)) and Complaint.objects.passed_on().filter(pk=complaint.pk).exists()


def undecided(complaint: Complaint, by: User, in_remit: bool | None = None) -> Complaint:
    return actions.triage(
        complaint=fresh(complaint), by=by, in_remit=in_remit, questions={}, risk_answers=GRAVE
    )  # fmt: skip


# who found it


def test_whoever_brought_it_neither_ends_the_review_nor_makes_the_file_safe(first: User, second: User) -> None:
    complaint = a_triaged_complaint(first, risk_answers=CALM)
    news(complaint, second)
    reviewed(complaint, second)
    assert is_open(complaint) and fresh(complaint).risk == "high"
    case = actions.make_case(complaint=fresh(complaint), by=second)
    assert Case.objects.get(pk=case.pk).safe_now == "no"


def test_a_second_person_ends_it(first: User, second: User) -> None:
    complaint = a_triaged_complaint(first, risk_answers=CALM)
    news(complaint, second)
    reviewed(complaint, first)
    assert not owed(complaint) and fresh(complaint).risk != "high"
    case = actions.make_case(complaint=fresh(complaint), by=second)
    assert Case.objects.get(pk=case.pk).safe_now == "yes"


def test_a_review_that_confirms_it_forgets_nobody_who_brought_it(first: User, second: User) -> None:
    complaint = a_triaged_complaint(first, risk_answers=CALM)
    news(complaint, second)
    reviewed(complaint, first, GRAVE)
    reviewed(complaint, second)
    assert fresh(complaint).risk == "high" and is_open(complaint)


def test_where_both_found_it_both_find_it_gone(first: User, second: User) -> None:
    """In an office of two there is no third person who could."""
    complaint = a_triaged_complaint(first, risk_answers=CALM)
    news(complaint, second)
    reviewed(complaint, first, GRAVE)
    for _twice in range(2):
        reviewed(complaint, second)
        assert fresh(complaint).risk == "high"
    reviewed(complaint, first)
    assert fresh(complaint).risk != "high" and not owed(complaint)


def test_a_confirmed_danger_forgets_nobody_who_found_it_in_a_review(first: User, second: User) -> None:
    complaint = a_triaged_complaint(first, risk_answers=GRAVE)
    reviewed(complaint, second, GRAVE)
    reviewed(complaint, first)
    assert fresh(complaint).risk == "high"
    reviewed(complaint, second)
    assert fresh(complaint).risk != "high"


def test_nor_does_one_that_confirms_it_in_part(first: User, second: User) -> None:
    complaint = a_triaged_complaint(first, risk_answers=GRAVE | {"no_safe_place": "yes"})
    reviewed(complaint, second, GRAVE)
    reviewed(complaint, first)
    assert fresh(complaint).risk == "high"


def test_nor_does_whoever_brought_it_by_a_duplicate_that_is_not_urgent_find_it_gone(first: User, second: User) -> None:
    complaint = a_triaged_complaint(first, risk_answers=CALM)
    repeat(a_complaint(second, answers={"safe": "no"}), complaint, second)
    reviewed(complaint, second)
    assert is_open(complaint)


def test_to_find_one_part_of_it_gone_is_not_to_find_it_gone(first: User, second: User) -> None:
    complaint = a_triaged_complaint(first, risk_answers=CALM)
    news(complaint, second)
    reviewed(complaint, first, GRAVE | {"no_safe_place": "yes"})
    reviewed(complaint, first, GRAVE)
    reviewed(complaint, second)
    assert is_open(complaint) and fresh(complaint).risk == "high"


def test_new_danger_asks_both_again(first: User, second: User, clerk: User) -> None:
    complaint = a_triaged_complaint(first, risk_answers=GRAVE)
    reviewed(complaint, first)
    news(complaint, second)
    reviewed(complaint, second)
    assert fresh(complaint).risk == "high" and is_open(complaint)


def test_whoever_found_the_first_one_calm_may_look_at_it_again_after_a_grave_duplicate(
    first: User, second: User
) -> None:
    complaint = a_triaged_complaint(first, risk_answers=CALM)
    other = reviewed(a_complaint(second), second, CALM | {"danger_now": "yes", "no_safe_place": "yes"})
    repeat(other, complaint, second)
    reviewed(complaint, first)
    assert fresh(complaint).risk != "high" and not owed(complaint)


def test_what_was_said_of_danger_before_a_calm_review_makes_no_file_unsafe(first: User, clerk: User) -> None:
    draft = a_draft(clerk)
    complaint = contacts.file(draft=draft, by=clerk, told=told(safe_now="no", story=WORDS)).complaint
    assert complaint is not None
    reviewed(complaint, first, CALM | {"no_safe_place": "unknown"})
    case = actions.make_case(complaint=fresh(complaint), by=first)
    assert Case.objects.get(pk=case.pk).safe_now == "unknown"


# what answers it


def test_what_was_owed_before_it_answers_nothing(first: User, clerk: User) -> None:
    with at(timezone.now() - timedelta(hours=5)):
        complaint = a_triaged_complaint(first, risk_answers=CALM)
        pictures = a_triaged_complaint(first, risk_answers=CALM, questions={"pictures": "yes"})
    for one in (complaint, pictures):
        news(one, clerk)
        reviewed(one, first, GRAVE)
        assert is_open(one) and is_owed_today(one)


def test_the_untouched_review_pressed_once_ends_nothing_and_the_page_says_what_does(first: User, clerk: User) -> None:
    complaint, browser = a_triaged_complaint(first, risk_answers=CALM), signed_in(first)
    news(complaint, clerk)
    url = reverse("complaints:complaint-triage", args=[complaint.pk])
    form = browser.get(url).context["form"]
    typed = {name: form.initial.get(name) or field.initial or "" for name, field in form.fields.items()}
    assert browser.post(url, typed).status_code == 302
    assert is_open(complaint)
    page = text_of(browser, reverse("complaints:complaint-detail", args=[complaint.pk]))
    assert "Baca kabar itu di Kontak" in page and "serahkan anak kepada lembaga" in page


def test_a_duty_of_that_day_that_began_since_answers_it(first: User, clerk: User) -> None:
    complaint = a_triaged_complaint(first, risk_answers=CALM)
    news(complaint, clerk)
    a_triaged_complaint(first, fresh(complaint), risk_answers=GRAVE, questions={"event_72h": "yes"})
    assert not owed(complaint)


def test_the_hand_over_answers_it_whenever_it_was_reviewed(first: User, clerk: User) -> None:
    before, after = a_triaged_complaint(first, risk_answers=CALM), a_complaint(clerk, urgent=True, story=WORDS)
    news(before, clerk)
    a_handover(first, fresh(before))
    assert fresh(before).status == Status.HANDED_OVER and not owed(before)
    assert is_owed_today(after)
    reviewed(after, first, GRAVE)
    a_handover(first, fresh(after))
    undecided(after, first)
    assert not owed(after)


def test_so_it_is_of_what_is_not_ours_when_a_second_person_gives_it_away(
    first: User, second: User, clerk: User
) -> None:
    complaint = a_complaint(clerk, urgent=True, story=WORDS)
    undecided(complaint, first, in_remit=False)
    assert is_open(complaint)
    a_handover(second, fresh(complaint))
    assert not owed(complaint)


def test_what_a_review_finds_is_not_answered_by_a_hand_over_or_72_hours_of_before(first: User) -> None:
    with at(timezone.now() - timedelta(hours=5)):
        read, given = a_triaged_complaint(first, risk_answers=CALM), a_triaged_complaint(first, risk_answers=CALM)
        a_handover(first, fresh(given))
    for one in (read, given):
        for _twice in range(2):
            reviewed(one, first, GRAVE)
            assert is_owed_today(one)
    a_handover(first, fresh(given))
    reviewed(given, first, GRAVE)
    assert not owed(given)


def test_that_it_happens_now_is_news_of_what_was_said_not_to_be_safe(first: User) -> None:
    with at(timezone.now() - timedelta(days=9)):
        given = a_triaged_complaint(first, a_complaint(first, answers={"safe": "no"}), risk_answers={})
        a_handover(first, fresh(given))
    reviewed(given, first, {"no_safe_place": "yes"})
    assert not owed(given)  # the same word, in other terms
    reviewed(given, first, GRAVE)
    assert is_owed_today(given)


def test_an_older_word_that_is_typed_later_takes_nothing_back(first: User, clerk: User) -> None:
    now = timezone.now()
    with at(now - timedelta(days=2)):
        complaint = a_triaged_complaint(first, risk_answers=CALM)
    news(complaint, clerk)
    older = told(safe_now="no", story=WORDS, at=now - timedelta(days=3))
    contacts.note_news(draft=a_draft(clerk), by=clerk, told=older, source=fresh(complaint))
    reviewed(complaint, first, GRAVE)
    assert is_owed_today(complaint)


def test_only_a_body_that_can_act_answers_it(first: User, second: User, clerk: User) -> None:
    complaint = a_complaint(clerk, urgent=True, story=WORDS)
    undecided(complaint, first, in_remit=False)
    a_handover(second, fresh(complaint), agency=an_agency("education"))
    assert fresh(complaint).status == Status.HANDED_OVER and is_owed_today(complaint)


def test_a_hand_over_made_before_the_news_was_typed_answers_it_where_it_came_after_the_call(
    first: User, clerk: User
) -> None:
    complaint, now = a_triaged_complaint(first, risk_answers=CALM), timezone.now()
    with at(now + timedelta(minutes=30)):
        call = told(safe_now="no", story=WORDS, at=now + timedelta(minutes=5))
        contacts.note_news(draft=a_draft(clerk), by=clerk, told=call, source=fresh(complaint))
    with at(now + timedelta(minutes=40)):
        a_handover(first, fresh(complaint), handed_at=now + timedelta(minutes=10))
    assert not owed(complaint)


def test_a_press_without_words_ends_nothing_that_answers_it(first: User, clerk: User) -> None:
    complaint = a_triaged_complaint(first, risk_answers=GRAVE, questions={"event_72h": "yes"})
    answers = Duty.objects.open().filter(subject=fresh(complaint).subject, kind__in=["handover", "event_72h"])
    assert answers.count() == 2
    for duty in answers:
        url = reverse("duties:duty-finish", args=[duty.pk])
        assert signed_in(clerk).post(url, {"version": duty.version, "note": " "}).status_code == TO_MEND
        assert Duty.objects.open().filter(pk=duty.pk).exists()


@pytest.mark.parametrize("handed_over", ["before the review", "and written down after it"])
def test_what_the_first_review_finds_was_handed_over_with_the_complaint(first: User, handed_over: str) -> None:
    four_hours_ago = timezone.now() - timedelta(hours=4)
    with at(four_hours_ago - timedelta(hours=2)):
        complaint = a_complaint(first)
    if handed_over == "before the review":
        with at(four_hours_ago):
            a_handover(first, fresh(complaint), basis="danger")
        reviewed(complaint, first, GRAVE)
    else:
        reviewed(complaint, first, GRAVE)
        a_handover(first, fresh(complaint), basis="danger", handed_at=four_hours_ago)
    assert not owed(complaint)


def test_what_a_later_review_finds_nobody_was_handed(first: User) -> None:
    with at(timezone.now() - timedelta(hours=6)):
        complaint = a_triaged_complaint(first, risk_answers=CALM)
    with at(timezone.now() - timedelta(hours=5)):
        a_handover(first, fresh(complaint))
    assert is_open(reviewed(complaint, first, GRAVE))


def test_a_hand_over_ends_no_review_that_is_owed_for_another_reason(first: User, second: User) -> None:
    graver = a_triaged_complaint(first, risk_answers=CALM)
    repeat(reviewed(a_complaint(second), second, CALM | {"reached_before": "yes"}), graver, second)
    a_handover(first, fresh(graver))
    assert len(owed(graver)) == 1


@pytest.mark.parametrize("in_remit", [None, False])
def test_whoever_reads_it_first_owes_it_too(first: User, in_remit: bool | None) -> None:
    read, taken = a_filed_complaint(first.office, urgent=True), a_complaint(first, story=WORDS)
    actions.open_complaint(complaint=fresh(read), by=first)
    for one in (read, taken):
        undecided(one, first, in_remit)
        assert is_open(one) and is_owed_today(one) and owed(one)[0].officer == first
