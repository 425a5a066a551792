"""Further messages in a flood, by the dozen under one receipt or one each under a thousand: set apart, never refused;
whom somebody has answered is not held up by the crowd."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from pytest_django import Settings

from suar.casework.intake import actions as public
from suar.casework.intake import flood
from suar.casework.intake.draft import CodePass, Draft
from suar.casework.intake.models import Filing, Further, Reply
from tests.casework.intake.visitor import Visitor

pytestmark = pytest.mark.django_db
BEGUN = datetime.now(UTC) + timedelta(hours=1)  # the key of the day is made by the fixture, before it
NOW = BEGUN + timedelta(hours=1)
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def calm(settings: Settings) -> None:
    """A flood begins with the sixth message of a minute."""
    settings.SUAR_FLOOD_RATE = 5


@pytest.fixture
def receipts(visitor: Visitor) -> list[Draft]:
    """Filed in calm."""
    drafts = [Draft.begin(BEGUN + n * timedelta(minutes=2), "review").answering({"story": "x"}) for n in range(8)]
    for draft in drafts:
        public.file(draft=draft, now=draft.started_at + timedelta(minutes=3))
    return drafts


def found(draft: Draft) -> public.Found:
    held = public.look_up(draft.receipt, draft.word)
    assert held is not None
    return held


def written(draft: Draft, text: str, now: datetime, *, took: timedelta = 60 * SECOND) -> str:
    public.write_further(found=found(draft), text=text, now=now, begun=now - took)
    return Further.objects.get(filing=draft.form_id, content_tag=tag(draft, text)).doubt


def tag(draft: Draft, text: str) -> bytes:
    return public.content_tag(found(draft).derived.tag_key, {"message": text})


def doubts(drafts: Iterable[Draft], now: datetime) -> list[str]:
    return [written(draft, "Apakah sudah dibaca?", now + n * SECOND) for n, draft in enumerate(drafts)]


def test_above_the_rate_messages_under_many_receipts_are_set_apart_by_how_they_came(receipts: list[Draft]) -> None:
    assert doubts(receipts[:6], NOW) == [""] * 5 + [Filing.Doubt.RATE]
    hasty = written(receipts[6], "Beli pulsa.", NOW + 7 * SECOND, took=SECOND)
    assert hasty == Filing.Doubt.HASTY
    assert Further.objects.waiting().count() == 5 and Further.objects.quarantined().count() == 2


def test_a_flood_of_messages_marks_no_complaint_and_a_flood_of_complaints_no_message(receipts: list[Draft]) -> None:
    for n in range(9):
        draft = Draft.begin(NOW - timedelta(minutes=3), "review").answering({"story": f"{n}"})
        public.file(draft=draft, now=NOW)
    assert Filing.objects.quarantined().exists()
    assert doubts(receipts[:5], NOW) == [""] * 5


def test_whom_somebody_has_answered_is_not_held_up_by_the_crowd(receipts: list[Draft]) -> None:
    genuine = receipts[7]
    Reply.objects.create(id=uuid4(), filing_id=genuine.form_id, sealed=b"x", sent_on=NOW.date())
    doubts(receipts[:7], NOW)
    assert written(genuine, "Terima kasih, aku masih takut.", NOW + 8 * SECOND) == ""


def test_one_receipt_writes_by_the_dozen_and_its_next_messages_are_set_apart_answered_or_not(
    receipts: list[Draft], settings: Settings
) -> None:
    settings.SUAR_FLOOD_RATE = 1000
    one, other = receipts[:2]
    Reply.objects.create(id=uuid4(), filing_id=one.form_id, sealed=b"x", sent_on=NOW.date())
    marks = [written(one, f"Pesan nomor {n}", NOW + timedelta(minutes=2 * n)) for n in range(flood.OWN + 3)]
    assert marks == [""] * flood.OWN + [Filing.Doubt.RATE] * 3
    assert written(other, "Aku juga menulis.", NOW + timedelta(minutes=46)) == ""
    assert written(one, "Keesokan harinya.", NOW + timedelta(hours=9)) == ""
    assert Further.objects.count() == flood.OWN + 5


def test_a_thousand_messages_into_one_file_are_all_kept_and_twenty_of_them_come_to_the_desk(
    receipts: list[Draft], settings: Settings
) -> None:
    settings.SUAR_FLOOD_RATE = 20
    held = found(receipts[0])
    for n in range(1000):
        public.write_further(found=held, text=f"Pesan {n}", now=NOW + n * timedelta(milliseconds=60), begun=NOW)
    assert Further.objects.count() == 1000
    assert Further.objects.waiting().count() == flood.OWN


def test_a_form_pressed_again_and_again_with_other_answers_is_counted_too(visitor: Visitor) -> None:
    draft = Draft.begin(NOW - timedelta(minutes=3), "review")
    for n in range(9):
        public.file(draft=draft.answering({"story": f"Cerita {n}"}), now=NOW)
    assert Filing.objects.count() == 1 and Further.objects.count() == 8
    assert Further.objects.quarantined().count() == 3


def test_a_field_that_nobody_sees_sets_a_message_apart_and_the_page_says_that_it_was_sent(visitor: Visitor) -> None:
    code = visitor.file().code
    page = visitor.look_up(code)
    assert 'name="situs" tabindex="-1" aria-hidden="true" autocomplete="off"' in page.text
    sent = visitor.press(page, "tulis", "/kode/", text="Beli pulsa murah.", situs="https://contoh.invalid")
    assert "Pesan terkirim" in sent.words
    assert Further.objects.get().doubt == Filing.Doubt.TRAP


def test_the_time_taken_counts_from_the_look_up_and_nobody_who_writes_can_choose_it(
    visitor: Visitor, settings: Settings
) -> None:
    settings.SUAR_FLOOD_RATE = 0
    code = visitor.file().code
    visitor.press(visitor.look_up(code), "tulis", "/kode/", text="Beli pulsa murah.")
    long_open = CodePass(code, "", timezone.now() - timedelta(minutes=10)).seal()
    visitor.post("/kode/", {"kunci": long_open, "aksi": "tulis", "text": "Aku masih takut."})
    marks = Further.objects.values_list("doubt", flat=True)
    assert sorted(marks) == [Filing.Doubt.HASTY, Filing.Doubt.RATE]


def test_what_is_remembered_of_a_receipt_is_neither_its_number_nor_its_row(receipts: list[Draft]) -> None:
    written(receipts[0], "Halo.", NOW)
    (mark,) = flood.receipts.hours
    assert receipts[0].form_id.bytes not in mark and receipts[0].receipt.encode() not in mark
    assert flood.Receipts().count(receipts[0].form_id, NOW) == 1
    other = flood.Receipts()
    other.count(receipts[0].form_id, NOW)
    assert set(other.hours) != {mark}, "another process, another key"


def test_no_more_receipts_are_remembered_than_memory_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flood, "REMEMBERED", 3)
    seen, ids = flood.Receipts(), [uuid4() for _n in range(5)]
    assert [seen.count(one, NOW) for one in ids] == [1] * 5
    assert len(seen.hours) == 3
    assert seen.count(ids[4], NOW) == 2 and seen.count(ids[0], NOW) == 1


def test_the_holder_is_told_which_message_went_unread_and_may_write_the_same_words_again(visitor: Visitor) -> None:
    code = visitor.file().code
    words = "Aku masih takut pulang."
    visitor.press(visitor.look_up(code), "tulis", "/kode/", text=words)
    assert "tidak terbaca" not in visitor.look_up(code).words
    Further.objects.update(doubt=Filing.Doubt.RATE, taken=True, dropped=True, sealed=b"")
    page = visitor.look_up(code)
    assert "tidak terbaca: terhapus bersama ribuan kiriman otomatis" in page.words
    visitor.press(page, "tulis", "/kode/", text=words)
    visitor.press(page, "tulis", "/kode/", text=words)
    assert Further.objects.waiting().count() == 1 and Further.objects.count() == 2
