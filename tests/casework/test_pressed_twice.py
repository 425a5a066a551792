"""Every form that makes a row: its page pressed twice makes one, also at the same moment; other words from a page that
the browser kept are another row, never thrown away and called saved."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from suar.core import once
from tests.casework import presses
from tests.casework.presses import Press

pytestmark = pytest.mark.django_db

# One row of a kind is enough for these: further words are refused, and stay on the form.
ONLY_ONE = [presses.a_review, presses.a_transfer, presses.a_term]
SEVERAL = [
    presses.a_watching, presses.a_number, presses.an_interview,
    presses.a_check_in,
    presses.a_conference, presses.a_determination, presses.an_accompaniment,
    presses.a_limit,
    presses.a_consent, presses.a_referral, presses.an_agreement,
    presses.a_request,
    presses.a_missed, presses.a_silent_call, presses.an_intake, presses.a_chat, presses.a_flag, presses.a_line,
    presses.a_complaint, presses.a_finding, presses.a_handover, presses.a_reply,
    presses.an_arrival,
    presses.a_letter,
    presses.a_weekly_list, presses.a_question,
    presses.a_session, presses.an_agreement_on_a_file,
]  # fmt: skip

type Begin = Callable[[], Press]


@pytest.mark.parametrize("begin", SEVERAL)
def test_other_words_from_the_same_page_are_a_row_of_their_own(begin: Begin) -> None:
    page = begin()
    before = page.rows
    assert page()[0] == 302, page()[1]
    assert page(**page.other)[0] == 302, page(**page.other)[1]
    assert page.rows == before + 2


@pytest.mark.parametrize("begin", [*SEVERAL, *ONLY_ONE])
def test_the_same_words_twice_are_one_row_and_answered_alike(begin: Begin) -> None:
    page = begin()
    before, first = page.rows, page()
    assert first[0] == 302, first
    assert page() == first
    assert page.rows == before + 1


@pytest.mark.parametrize("begin", [*SEVERAL, *ONLY_ONE])
def test_of_two_at_the_same_moment_the_second_finds_the_first(begin: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    page = begin()
    before, first = page.rows, page()
    real, looks = once._there, iter([lambda *_row: None])
    monkeypatch.setattr(once, "_there", lambda *row: next(looks, real)(*row))  # it looked before the first was there
    assert page() == first
    assert page.rows == before + 1
    assert next(looks, None) is None
