"""The pages after *kirim*: the code must not be lost, and nobody in danger may wait for us."""

from __future__ import annotations

import pytest
from django.db import DatabaseError
from django.utils import timezone

from suar.casework.intake import actions
from suar.casework.intake.draft import Draft
from suar.casework.intake.models import Filing
from tests.casework.intake.visitor import CHILD, FRIEND, Filled, Page, Visitor

pytestmark = pytest.mark.django_db

IN_DANGER: dict[str, Filled] = {**CHILD, "safe": {"safe": "now"}}
DESPAIR: dict[str, Filled] = {"worry": {"worry": ["despair"]}}


def delete_code(visitor: Visitor, code: str) -> Page:
    found = visitor.look_up(code)
    return visitor.press(found, "hapus-ya", "/kode/")


def test_the_other_language_shows_the_code_again_with_its_promise_and_its_word(visitor: Visitor) -> None:
    shown = visitor.file(word="kucing")
    english = visitor.press(shown, "bahasa", "/en/lapor/")
    assert english.code == shown.code != ""
    assert "kucing" in english.words and "Thank you" in english.heading
    back = visitor.press(english, "bahasa", "/lapor/")
    assert back.code == shown.code and "Paling lambat" in back.words


def test_the_other_language_on_the_page_that_asks_for_the_last_digits_shows_the_code_too(visitor: Visitor) -> None:
    shown = visitor.file()
    asked = visitor.press(shown, "tersimpan")
    assert asked.code == ""
    assert visitor.press(asked, "bahasa", "/en/lapor/", last="").code == shown.code


def test_with_the_store_away_the_other_language_still_shows_the_code(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = visitor.file(word="kucing")

    def away(*_args: object, **_options: object) -> None:
        raise DatabaseError("away")

    monkeypatch.setattr(Filing.objects, "filter", away)
    english = visitor.press(shown, "bahasa", "/en/lapor/")
    assert english.code == shown.code and "kucing" in english.words


def test_whoever_is_in_danger_now_is_told_not_to_wait_for_us(visitor: Visitor) -> None:
    shown = visitor.file(IN_DANGER)
    assert "Jangan menunggu kami" in shown.words and 'href="tel:110"' in shown.text
    assert "Do not wait for us" in visitor.press(shown, "bahasa", "/en/lapor/").words
    assert "Jangan menunggu kami" not in visitor.file().words


def test_the_pages_after_the_receipt_carry_no_story_and_no_name(visitor: Visitor) -> None:
    shown = visitor.file({**IN_DANGER, **DESPAIR})
    carried = Draft.open(shown.hidden("isian"), timezone.now()).answers
    assert carried == {"safe": "now", "worry": ["despair"], "about": "self"}


def test_a_deleted_code_is_not_shown_as_if_it_opened_something(visitor: Visitor) -> None:
    review = visitor.fill()
    code = visitor.press(review, "kirim").code
    assert delete_code(visitor, code).heading == "Kode sudah dihapus"
    again = visitor.press(review, "kirim")
    assert again.heading == "Kode ini sudah dihapus" and again.code == ""
    assert "sudah kami terima" in again.words and Filing.objects.count() == 1


def test_the_last_page_says_where_to_come_back_to_and_has_no_way_to_an_empty_form(visitor: Visitor) -> None:
    shown = visitor.file()
    done = visitor.press(visitor.press(shown, "tersimpan"), "cocokkan", last=shown.code[-4:])
    assert done.heading == "Kodenya tersimpan"
    assert "Ingat alamatnya: testserver" in done.words
    assert "/en/lapor/" not in done.text


def test_a_friend_hears_of_both_and_how_not_to_leave_the_other_alone(visitor: Visitor) -> None:
    answers: dict[str, Filled] = {**FRIEND, **DESPAIR}
    review = visitor.fill(answers)
    assert "Kalau kamu atau temanmu dalam bahaya, atau ada kejahatan" in review.words
    shown = visitor.press(review, "kirim")
    assert "jangan biarkan dia sendirian" in shown.words and "Kamu berharga" not in shown.words


def test_an_answer_sent_many_times_counts_once(visitor: Visitor) -> None:
    answers: dict[str, Filled] = {**CHILD, "worry": {"worry": ["else"] * 120 + ["threat"]}}
    review = visitor.fill(answers)
    assert review.words.count("Hal lain") == 1
    assert visitor.press(review, "kirim").code


def test_looking_at_what_was_filed_needs_the_form_to_be_there(visitor: Visitor) -> None:
    draft = Draft.begin(timezone.now(), "review")
    assert actions.filed(draft) is None
    visitor.file()
    assert actions.filed(draft) is None
