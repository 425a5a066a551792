"""A chat sent as the file that a telephone exports: its words are read, and of the file nothing stays."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from suar.casework.contacts import chat
from suar.casework.contacts.models import Draft
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import User
from tests.casework.contacts.test_chat import ANDROID, IOS
from tests.desk.pages import signed_in
from tests.factories import an_officer

pytestmark = pytest.mark.django_db

NAME = "WhatsApp Chat dengan Ibu Contoh.txt"
PASTED = "12/11/26 20.15 - Ibu Contoh: anak saya takut pulang"


@pytest.fixture
def officer() -> User:
    return an_officer()


@pytest.fixture
def browser(officer: User) -> Client:
    return signed_in(officer)


def send(browser: Client, content: bytes | None, *, text: str = "", name: str = NAME) -> Any:
    sent: dict[str, Any] = {"form_id": str(uuid4()), "channel": "whatsapp", "text": text}
    if content is not None:
        sent["file"] = SimpleUploadedFile(name, content, "text/plain")
    return browser.post(reverse("contacts:chat-paste"), sent)


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize(("exported", "said"), [(ANDROID, "temanku takut pulang"), (IOS, "Halo")])
def test_a_file_is_read_like_what_is_pasted(start: bytes, exported: str, said: str, browser: Client) -> None:
    assert send(browser, start + exported.replace("\n", "\r\n").encode()).status_code == 302
    of_file = Draft.objects.get()
    assert said in of_file.body["chat"]["text"] and of_file.body["chat"]["media"] == 1
    send(browser, None, text=exported)
    of_paste = Draft.objects.exclude(pk=of_file.pk).get()
    assert of_file.body == of_paste.body


def test_neither_the_file_nor_its_name_stays(browser: Client) -> None:
    send(browser, ANDROID.encode())
    assert "Ibu Contoh" not in str(Draft.objects.get().body)
    assert not Entry.objects.filter(data__contains="WhatsApp Chat").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"x" * (chat.LARGEST + 1), "lebih besar dari 1 MB"),
        (b"PK\x03\x04\x14\x00\x00\x00\x08\x00\xff\xfe", "bukan berkas teks"),
        (b"PK\x03\x04\x00\x00", "bukan berkas teks"),
        (b"\xff\xd8\xff\xe0JFIF", "bukan berkas teks"),
        (b"12/11/26 20.15 - A: " + b"tolong " * 40_000, "terlalu panjang untuk dibaca utuh"),
        (b"", "Berkas ini kosong"),
        (b"\xef\xbb\xbf \n", "Berkas ini kosong"),
        (ANDROID.encode(), "jangan keduanya"),
    ],
)
def test_what_cannot_be_read_says_what_to_do_and_loses_nothing_that_was_pasted(
    content: bytes, said: str, browser: Client
) -> None:
    answer = send(browser, content, text=PASTED)
    assert answer.status_code == 422
    assert said in answer.text and PASTED in answer.text
    assert not Draft.objects.exists()


def test_nothing_at_all_is_asked_for(browser: Client) -> None:
    answer = send(browser, None)
    assert answer.status_code == 422 and "atau pilih berkas ekspornya" in answer.text
    page = browser.get(reverse("contacts:chat-paste")).text
    assert 'enctype="multipart/form-data"' in page and 'accept=".txt,text/plain"' in page
