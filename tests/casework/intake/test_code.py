from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from suar.casework.intake import draft as drafts
from suar.casework.intake import receipt, sealing
from suar.casework.intake.models import Filing, Further, Reply
from tests.casework.intake.public_face import PRIVATE
from tests.casework.intake.visitor import Page, Visitor

pytestmark = pytest.mark.django_db

ANSWER = "Kami sudah membaca. Kamu tidak sendirian."


def a_reply(text: str = ANSWER) -> Reply:
    filing, message = Filing.objects.get(), uuid4()
    sealed = receipt.seal_reply(bytes(filing.reply_key), text, message)
    return Reply.objects.create(id=message, filing=filing, sealed=sealed, sent_on=timezone.localdate())


def press(visitor: Visitor, page: Page, button: str, **fields: str) -> Page:
    return visitor.press(page, button, "/kode/", **fields)


def test_the_code_finds_its_complaint_however_it_is_typed(visitor: Visitor) -> None:
    code = visitor.file().code
    for typed in (code, " ".join(receipt.groups(code)), ".".join(receipt.groups(code)), f" {code}\n"):
        assert visitor.look_up(typed).heading == "Sampai di mana"


def test_a_reply_stays_closed_until_the_child_is_alone(visitor: Visitor) -> None:
    code = visitor.file().code
    a_reply()
    page = visitor.look_up(code)
    assert "Ada jawaban" in page.words and ANSWER not in page.words
    assert Reply.objects.get().read_on is None
    page = press(visitor, page, "sendirian")
    assert ANSWER in page.words
    assert Reply.objects.get().read_on == timezone.localdate()


def test_a_reply_to_another_receipt_stays_closed(visitor: Visitor) -> None:
    code = visitor.file().code
    reply = a_reply()
    stranger = receipt.derive(receipt.new(), "", surface_prf())
    reply.sealed = receipt.seal_reply(stranger.reply_key, "untuk orang lain", reply.id)
    reply.save()
    page = press(visitor, visitor.look_up(code), "sendirian")
    assert page.status == 200 and "untuk orang lain" not in page.words


def surface_prf() -> receipt.Prf:
    from suar.casework.intake.surface import lookup_prf

    return lookup_prf()


def test_unknown_mistyped_and_guessed_codes_meet_the_same_page_at_the_same_cost(visitor: Visitor) -> None:
    code = visitor.file().code
    wrong_digit = code[:-1] + str((int(code[-1]) + 1) % 10)
    costs, headings = set(), set()
    for typed, word in [
        (receipt.new(), ""),
        (wrong_digit, ""),
        ("1234", ""),
        ("", ""),
        (code, "salah"),
        ("kucing", ""),
    ]:
        with CaptureQueriesContext(connections["intake"]) as queries:
            page = visitor.look_up(typed, word)
        costs.add(len(queries))
        headings.add((page.status, page.heading, "Kode ini belum cocok" in page.words))
    assert headings == {(200, "Ketik kodenya", True)}
    with CaptureQueriesContext(connections["intake"]) as queries:
        visitor.look_up(code)
    assert costs == {len(queries)} == {2}


def test_the_code_travels_sealed_and_never_in_an_address(visitor: Visitor) -> None:
    code = visitor.file().code
    page = visitor.look_up(code)
    assert code not in page.text and "?" not in "".join(part for part in page.text.split('"') if part.startswith("/"))


def test_after_fifteen_minutes_the_code_is_asked_again_and_the_message_comes_along(visitor: Visitor) -> None:
    code = visitor.file().code
    old = drafts.CodePass(code, "", timezone.now() - timedelta(minutes=16)).seal()
    page = visitor.post("/kode/", {"kunci": old, "aksi": "tulis", "text": "Pesan panjang"})
    assert page.heading == "Ketik kodenya" and page.textarea() == "Pesan panjang"
    page = visitor.post("/kode/", {"code": code, "text": page.textarea()})
    assert page.heading == "Sampai di mana" and page.textarea() == "Pesan panjang"


def test_a_further_message_is_sealed_and_kept_once(visitor: Visitor) -> None:
    page = visitor.look_up(visitor.file().code)
    for _n in range(2):
        page = press(visitor, page, "tulis", text="Masih takut.")
        assert "Pesan terkirim" in page.words
    further = Further.objects.get()
    body = sealing.unseal(PRIVATE, bytes(further.sealed), sealing.further_context(further.filing_id, further.id))
    assert body["text"] == "Masih takut." and body["kind"] == "message"


def test_an_empty_message_is_not_sent(visitor: Visitor) -> None:
    page = press(visitor, visitor.look_up(visitor.file().code), "tulis", text=" \n ")
    assert "Belum ada yang ditulis" in page.words and not Further.objects.exists()


def test_deleting_the_code_asks_first_and_cannot_be_undone(visitor: Visitor) -> None:
    code = visitor.file().code
    a_reply()
    asked = press(visitor, visitor.look_up(code), "hapus")
    assert asked.heading == "Hapus kode ini?" and visitor.look_up(code).heading == "Sampai di mana"
    assert press(visitor, asked, "hapus-ya").heading == "Kode sudah dihapus"
    assert visitor.look_up(code).heading == "Ketik kodenya"
    assert Filing.objects.get().lookup_id is None and not Reply.objects.exists()


def test_how_far_it_is_stands_in_neutral_words(visitor: Visitor) -> None:
    code = visitor.file().code
    Filing.objects.update(step=Filing.Step.OPENED)
    page = visitor.look_up(code)
    assert "Kami terima Sudah" in page.words and "Dibaca petugas Sudah" in page.words
    assert "Dijawab Paling lambat" in page.words
