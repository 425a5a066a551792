from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import DatabaseError, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from suar.casework.intake import draft as drafts
from suar.casework.intake import receipt, sealing
from suar.casework.intake.models import DayKey, Filing, Further
from tests.casework.intake.public_face import PRIVATE
from tests.casework.intake.visitor import CHILD, FRIEND, Filled, Visitor

pytestmark = pytest.mark.django_db

PASSED_ON = (
    "Kalau kamu dalam bahaya atau ada kejahatan, kami harus memberi tahu UPTD atau polisi. Kami bilang dulu kepadamu."
)
OTHER: dict[str, Filled] = {**CHILD, "about": {"about": "other"}, "where": {"region": "61.71", "place": "Hotel Contoh"}}


def body_of(filing: Filing) -> dict[str, object]:
    return sealing.unseal(PRIVATE, bytes(filing.sealed), sealing.filing_context(filing.form_id))


def test_a_child_tells_in_eight_screens_and_gets_a_receipt(visitor: Visitor) -> None:
    page = visitor.get("/lapor/")
    screens = [page.heading]
    for fields in CHILD.values():
        page = visitor.press(page, "lanjut", **fields)
        screens.append(page.heading)
    assert screens == [
        "Kamu aman sekarang?",
        "Siapa yang butuh bantuan?",
        "Apa yang membuatmu khawatir?",
        "Kamu tinggal di mana?",
        "Apa yang kamu butuhkan?",
        "Bagaimana kami boleh menghubungimu?",
        "Ceritamu",
        "Periksa lagi",
    ]
    assert PASSED_ON in page.words
    assert not Filing.objects.exists()
    page = visitor.press(page, "kirim")
    assert receipt.parse(page.code)
    body = body_of(Filing.objects.get())
    assert body["answers"] == {
        "safe": "yes",
        "about": "self",
        "worry": ["threat"],
        "region": "61.71",
        "need": ["stop"],
        "contact": "page",
        "name": "Bunga",
        "story": "Ada akun yang mengancamku.",
    }


def test_a_friend_has_eight_screens_too_and_is_asked_whether_she_knows(visitor: Visitor) -> None:
    page = visitor.get("/lapor/")
    screens = []
    for fields in FRIEND.values():
        screens.append(page.heading)
        page = visitor.press(page, "lanjut", **fields)
    assert screens[2] == "Temanmu tahu kamu cerita ke kami?"
    assert len(screens) == 7 and page.heading == "Periksa lagi"
    assert "Cara menemani temanmu" in visitor.press(page, "kirim").words


def test_an_adult_is_called_anda_and_may_name_a_place(visitor: Visitor) -> None:
    page = visitor.fill(OTHER)
    assert "Hotel Contoh" in page.words
    assert "Kami bilang dulu kepada Anda." in page.words
    visitor.press(page, "kirim")
    answers = body_of(Filing.objects.get())["answers"]
    assert isinstance(answers, dict) and answers["place"] == "Hotel Contoh"


def test_a_parent_may_name_a_place_too(visitor: Visitor) -> None:
    visitor.press(visitor.fill({**OTHER, "about": {"about": "family"}}), "kirim")
    answers = body_of(Filing.objects.get())["answers"]
    assert isinstance(answers, dict) and (answers["about"], answers["place"]) == ("family", "Hotel Contoh")


def test_a_child_is_never_asked_for_a_place(visitor: Visitor) -> None:
    page = visitor.get("/lapor/")
    for name in ("safe", "about", "worry"):
        page = visitor.press(page, "lanjut", **CHILD[name])
    assert page.heading == "Kamu tinggal di mana?" and 'name="place"' not in page.text


def test_danger_now_is_answered_with_110_before_the_next_question(visitor: Visitor) -> None:
    page = visitor.press(visitor.get("/lapor/"), "lanjut", safe="now")
    assert page.text.index("tel:110") < page.text.index("<h1>")
    assert page.heading == "Siapa yang butuh bantuan?"


def test_every_question_can_be_skipped(visitor: Visitor) -> None:
    page = visitor.get("/lapor/")
    for _n in range(7):
        page = visitor.press(page, "lewati")
    assert page.heading == "Periksa lagi"
    assert visitor.press(page, "kirim").code
    assert body_of(Filing.objects.get())["answers"] == {}


def test_skipping_drops_a_choice_but_never_the_story(visitor: Visitor) -> None:
    page = visitor.press(visitor.get("/lapor/"), "lewati", safe="now")
    for name in ("about", "worry", "where", "need", "contact"):
        page = visitor.press(page, "lanjut", **CHILD[name])
    page = visitor.press(page, "lewati", story="Jangan hilang")
    assert "Jangan hilang" in page.words and "sedang terjadi" not in page.words


def test_back_keeps_what_was_typed_on_both_pages(visitor: Visitor) -> None:
    page = visitor.get("/lapor/")
    for name in ("safe", "about", "worry", "where", "need", "contact"):
        page = visitor.press(page, "lanjut", **CHILD[name])
    page = visitor.press(page, "kembali", story="Setengah cerita")
    assert page.heading == "Bagaimana kami boleh menghubungimu?" and 'value="Bunga"' in page.text
    page = visitor.press(page, "lanjut", **CHILD["contact"])
    assert page.textarea() == "Setengah cerita"


def test_an_older_page_sent_again_still_works(visitor: Visitor) -> None:
    """The browser's *back*, and phones whose proxy keeps pages: each page carries all it needs."""
    first = visitor.get("/lapor/")
    visitor.press(visitor.press(first, "lanjut", safe="yes"), "lanjut", about="self")
    again = visitor.press(first, "lanjut", safe="no")
    assert again.heading == "Siapa yang butuh bantuan?"


def test_a_change_from_the_review_comes_back_to_the_review(visitor: Visitor) -> None:
    page = visitor.press(visitor.fill(), "ubah-worry")
    assert page.heading == "Apa yang membuatmu khawatir?" and len(re.findall(r"<input[^>]* checked", page.text)) == 1
    page = visitor.press(page, "lanjut", worry=["home"])
    assert page.heading == "Periksa lagi" and "Tidak aman di rumah" in page.words


def test_turning_into_a_friend_asks_the_question_that_is_new(visitor: Visitor) -> None:
    page = visitor.press(visitor.press(visitor.fill(), "ubah-about"), "lanjut", about="friend")
    assert page.heading == "Temanmu tahu kamu cerita ke kami?"
    page = visitor.press(page, "lanjut", friend_knows="not")
    assert page.heading == "Periksa lagi" and "Orang itu berhenti" not in page.words


def test_the_language_changes_without_losing_a_word(visitor: Visitor) -> None:
    page = visitor.get("/lapor/")
    page = visitor.press(page, "bahasa", "/en/lapor/", safe="no")
    assert 'lang="en"' in page.text and len(re.findall(r"<input[^>]* checked", page.text)) == 1
    page = visitor.press(page, "lanjut", "/en/lapor/", safe="no")
    assert page.heading == "Who needs help?"


def test_a_second_press_shows_the_same_receipt_and_files_once(visitor: Visitor) -> None:
    review = visitor.fill()
    first, second = visitor.press(review, "kirim"), visitor.press(review, "kirim")
    assert first.code == second.code
    assert Filing.objects.count() == 1 and not Further.objects.exists()


def test_changed_content_under_the_same_form_is_a_further_message_once(visitor: Visitor) -> None:
    review = visitor.fill()
    first = visitor.press(review, "kirim")
    changed = visitor.press(visitor.press(review, "ubah-story"), "lanjut", story="Ada lagi.")
    for _n in range(2):
        assert visitor.press(changed, "kirim").code == first.code
    further = Further.objects.get()
    body = sealing.unseal(PRIVATE, bytes(further.sealed), sealing.further_context(further.filing_id, further.id))
    assert body["kind"] == "form" and body["answers"]["story"] == "Ada lagi."


def test_another_own_word_at_the_second_press_is_told_not_to_hold(visitor: Visitor) -> None:
    review = visitor.fill()
    first = visitor.press(review, "kirim", word_beside="kucing")
    second = visitor.press(review, "kirim", word_beside="anjing")
    assert "kata rahasia dari kiriman pertama" in second.words
    assert visitor.look_up(first.code, " KUCING").heading == "Sampai di mana"
    assert visitor.look_up(first.code, "anjing").heading == "Ketik kodenya"


def test_a_store_that_fails_keeps_everything_typed_and_says_so(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = visitor.fill()
    with monkeypatch.context() as broken:
        broken.setattr(Filing.objects, "bulk_create", raises)
        page = visitor.press(review, "kirim", word_beside="kucing")
    assert page.status == 503 and page.heading == "Belum terkirim" and "tel:129" in page.text
    assert not page.code
    page = visitor.press(page, "kirim", word_beside=page.hidden("word_beside"))
    assert page.code and "kucing" in page.words
    assert Filing.objects.count() == 1


def raises(*args: object, **kwargs: object) -> None:
    raise DatabaseError("disk full")


def test_without_an_intake_key_nothing_is_said_to_be_sent(visitor: Visitor) -> None:
    review = visitor.fill()
    DayKey.objects.all().delete()
    assert visitor.press(review, "kirim").status == 503


def test_the_receipt_is_typed_back_in_part_and_a_mistake_is_gentle(visitor: Visitor) -> None:
    shown = visitor.file()
    asked = visitor.press(shown, "tersimpan")
    assert shown.code not in asked.text
    missed = visitor.press(asked, "cocokkan", last="abcd")
    assert missed.heading == "Belum cocok" and missed.code == shown.code
    assert visitor.press(missed, "cocokkan", last=f" {shown.code[-4:]} ").heading == "Kodenya tersimpan"


def test_the_receipt_may_be_skipped(visitor: Visitor) -> None:
    page = visitor.press(visitor.file(), "tanpa-kode")
    assert page.heading == "Tidak apa-apa" and not page.code
    assert Filing.objects.count() == 1


def test_the_receipt_promises_the_days_of_the_clocks(visitor: Visitor) -> None:
    page = visitor.file()
    filing = Filing.objects.get()
    assert filing.promise_read_by is not None and filing.promise_reply_by is not None
    assert filing.promise_read_by < filing.promise_reply_by
    assert page.words.count("Paling lambat") == 2
    assert "Tidak ada yang menghubungimu kecuali kamu yang minta" in page.words


def test_a_page_changed_on_the_way_is_met_kindly_and_shows_what_was_typed(visitor: Visitor) -> None:
    page = visitor.get("/lapor/")
    for name in ("safe", "about", "worry", "where", "need", "contact"):
        page = visitor.press(page, "lanjut", **CHILD[name])
    sealed = page.hidden("isian")
    for broken in (sealed[:-4] + "AAAA", "", "%%%", "é", "A" * 5000):
        lost = visitor.post("/lapor/", {"isian": broken, "aksi": "lanjut", "story": "Yang kuketik"})
        assert lost.status == 400 and lost.heading == "Halaman ini tidak terbaca"
        assert lost.textarea() == "Yang kuketik"


def test_a_page_open_for_more_than_a_day_says_so(visitor: Visitor) -> None:
    old = drafts.Draft.begin(timezone.now() - timedelta(hours=25), "story").seal()
    page = visitor.post("/lapor/", {"isian": old, "aksi": "lanjut", "story": "Lama"})
    assert page.heading == "Halaman ini terlalu lama terbuka" and page.textarea() == "Lama"


def test_a_code_pass_is_no_draft(visitor: Visitor) -> None:
    other = drafts.CodePass("0" * 20, "", timezone.now()).seal()
    assert visitor.post("/lapor/", {"isian": other}).status == 400


def test_a_telephone_is_kept_only_when_it_may_be_used(visitor: Visitor) -> None:
    answers: dict[str, Filled] = {**CHILD, "contact": {"contact": "page", "phone": "0800-111-222"}}
    visitor.press(visitor.fill(answers), "kirim")
    given = body_of(Filing.objects.get())["answers"]
    assert isinstance(given, dict) and "phone" not in given


def test_a_telephone_without_a_number_is_asked_for(visitor: Visitor) -> None:
    page = visitor.get("/lapor/")
    for name in ("safe", "about", "worry", "where", "need"):
        page = visitor.press(page, "lanjut", **CHILD[name])
    page = visitor.press(page, "lanjut", contact="phone")
    assert "Tulis nomornya" in page.words
    assert visitor.press(page, "kembali", contact="phone").heading == "Apa yang kamu butuhkan?"


def test_nothing_but_language_stands_in_an_address_and_no_cookie_is_set(visitor: Visitor) -> None:
    page = visitor.file()
    assert not visitor.client.cookies
    assert set(re.findall(r'(?:action|formaction)="([^"]*)"', page.text)) == {"/lapor/", "/en/lapor/"}
    assert page.response.headers["Cache-Control"] == "no-store"
    assert page.response.headers["Referrer-Policy"] == "no-referrer"


def test_enter_presses_next_not_the_change_of_language(visitor: Visitor) -> None:
    """The first submit button in the source is the one that Enter presses."""
    page = visitor.get("/lapor/")
    first = re.search(r"<button[^>]*>", page.text)
    assert first and 'value="lanjut"' in first[0]


def test_a_step_asks_the_store_for_nothing_and_filing_for_three_things(visitor: Visitor) -> None:
    with CaptureQueriesContext(connections["intake"]) as queries:
        review = visitor.fill()
    assert len(queries) == 0
    with CaptureQueriesContext(connections["intake"]) as queries:
        visitor.press(review, "kirim")
    statements = [q for q in queries.captured_queries if "SAVEPOINT" not in q["sql"]]
    assert len(statements) == 3
