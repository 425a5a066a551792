"""Whatever is sent: a clear page or a 4xx, never a 500, nothing lost."""

from __future__ import annotations

from urllib.parse import quote_from_bytes

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from suar.casework.intake import sealing
from suar.casework.intake.cleaning import clean
from suar.casework.intake.models import Filing, Further
from tests.casework.intake.public_face import PRIVATE
from tests.casework.intake.visitor import CHILD, Filled, Page, Visitor

pytestmark = pytest.mark.django_db

URLS = ["/", "/lapor/", "/kode/", "/malam-ini/", "/siapa-yang-membaca/", "/menghapus-jejak/", "/robots.txt", "/keluar"]
URLS += ["/en/lapor/", "/tidak-ada/", "/static/ui/exit.js"]
FORM = "application/x-www-form-urlencoded"
FIELDS = ["safe", "about", "friend_knows", "worry", "region", "place", "need", "contact", "phone", "phone_answers"]
FIELDS += [
    "phone_hours",
    "cover_name",
    "name",
    "story",
    "word_beside",
    "last",
    "code",
    "text",
    "aksi",
    "isian",
    "kunci",
]
FIELDS += ["terbuka"]
WORDS_ARE_ENOUGH = {False: "Cukup kata-kata", True: "Words are enough"}
NASTY = [
    "<script>alert(1)</script>",
    "'; DROP TABLE intake_filing; --",
    "\u202eterbalik\u202c مرحبا שלום",
    "👩‍👧‍👦🇮🇩 e\u0301 \ufeff",
    "a\x00b\x07c",
    "{{ settings }} {% url 'x' %}",
    "%s %(x)s ${jndi:ldap://x}",
    " \r\n\t ",
]
patient = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def story_of(filing: Filing) -> str:
    body = sealing.unseal(PRIVATE, bytes(filing.sealed), sealing.filing_context(filing.form_id))
    return str(body["answers"].get("story", ""))


@pytest.mark.parametrize("nasty", NASTY)
def test_every_field_keeps_nasty_text_as_it_is_typed(visitor: Visitor, nasty: str) -> None:
    answers: dict[str, Filled] = {
        **CHILD,
        "about": {"about": "other"},
        "where": {"region": "61.71", "place": nasty},
        "contact": {
            "contact": "phone",
            "phone": f"0800{nasty}",
            "phone_answers": nasty,
            "cover_name": nasty,
            "name": nasty,
        },
        "story": {"story": f"awal {nasty} akhir"},
    }
    review = visitor.fill(answers)
    assert review.heading == "Periksa lagi" and "<script>alert" not in review.text
    assert visitor.press(review, "kirim", word_beside=nasty).code
    assert story_of(Filing.objects.get()) == clean(f"awal {nasty} akhir")


def test_controls_go_and_everything_else_stays() -> None:
    assert clean("a\x00b\r\nc\rd\x1b \ud800e\u0301 \U000e0001\ue000") == "ab\nc\nd \u00e9 \U000e0001\ue000"


def test_a_story_that_is_too_long_stays_on_the_page(visitor: Visitor) -> None:
    page = visitor.get("/lapor/")
    for name in ("safe", "about", "worry", "where", "need", "contact"):
        page = visitor.press(page, "lanjut", **CHILD[name])
    long = "a" * 5001
    for button in ("lanjut", "kembali", "lewati", "bahasa"):
        refused = visitor.press(page, button, story=long)
        assert "Terlalu panjang: 1 huruf lebih" in refused.words and refused.textarea() == long
    assert visitor.press(refused, "lanjut", story=long[1:]).heading == "Periksa lagi"


def test_the_longest_story_of_emoji_passes_every_screen(visitor: Visitor) -> None:
    story = "😀" * 5000
    review = visitor.fill({**CHILD, "story": {"story": story}})
    assert visitor.press(visitor.press(review, "ubah-story"), "lanjut", story=story).heading == "Periksa lagi"
    visitor.press(review, "kirim")
    assert story_of(Filing.objects.get()) == story


@patient
@given(st.sampled_from(FIELDS), st.binary(max_size=300), st.integers(0, 9))
def test_no_bytes_in_any_field_make_an_error_of_ours(visitor: Visitor, field: str, raw: bytes, at: int) -> None:
    page = visitor.get("/lapor/")
    buttons = [
        "lanjut",
        "lewati",
        "kembali",
        "bahasa",
        "kirim",
        "ubah-story",
        "tersimpan",
        "cocokkan",
        "tanpa-kode",
        "",
    ]
    for name in list(CHILD)[: at % 8]:
        page = visitor.press(page, "lanjut", **CHILD[name])
    if at == 8:
        page = visitor.press(visitor.fill(), "kirim")
    body = f"isian={page.hidden('isian')}&aksi={buttons[at]}&{field}={quote_from_bytes(raw)}"
    for url in ("/lapor/", "/kode/", "/en/lapor/"):
        answer = Page(visitor.client.post(url, body, content_type=FORM))
        assert answer.status < 500 and answer.heading


@patient
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=400))
def test_what_is_stored_is_what_was_typed(visitor: Visitor, text: str) -> None:
    Further.objects.all().delete()
    Filing.objects.all().delete()
    visitor.file({**CHILD, "story": {"story": text}})
    assert story_of(Filing.objects.get()) == clean(text)


@pytest.mark.parametrize("url", URLS)
def test_a_file_posted_anywhere_is_refused_in_words(visitor: Visitor, url: str) -> None:
    photo = SimpleUploadedFile("foto.jpg", b"\xff\xd8\xff" + b"x" * 200_000, "image/jpeg")
    page = Page(visitor.client.post(url, {"story": "kata", "foto": photo}))
    assert page.status == 400 and WORDS_ARE_ENOUGH[url.startswith("/en/")] in page.words
    assert not Filing.objects.exists()


@pytest.mark.parametrize("url", URLS)
@pytest.mark.parametrize("kind", ["image/jpeg", "application/json", "text/plain", "application/octet-stream"])
def test_a_bare_body_that_is_no_form_is_refused(visitor: Visitor, url: str, kind: str) -> None:
    page = Page(visitor.client.post(url, b"\xff\xd8\xff\x00", content_type=kind))
    assert page.status == 400 and WORDS_ARE_ENOUGH[url.startswith("/en/")] in page.words


@pytest.mark.parametrize("url", URLS)
def test_a_body_that_is_too_large_says_so(visitor: Visitor, url: str) -> None:
    page = Page(visitor.client.post(url, b"story=" + b"a" * 70_000, content_type=FORM))
    assert page.status == 413 and page.heading in {"Kiriman ini terlalu besar", "This is too large"}


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"not a part", "multipart/form-data; boundary=x"),
        (b"", "multipart/form-data"),
        (b"story=a", "application/x-www-form-urlencoded; charset=utf-16"),
        (b"story=a", "application/x-www-form-urlencoded; charset=nonsense"),
        (b"&" * 1000, FORM),
        (b"%%%=%zz&\x00=\xff", FORM),
        (b"story=" + "kata".encode("utf-16"), FORM),
    ],
)
def test_a_body_that_cannot_be_read_is_a_page_of_ours(visitor: Visitor, body: bytes, kind: str) -> None:
    for url in ("/lapor/", "/kode/", "/"):
        page = Page(visitor.client.generic("POST", url, body, content_type=kind))
        assert page.status < 500 and page.heading


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
@pytest.mark.parametrize("url", ["/", "/lapor/", "/kode/"])
def test_other_methods_are_refused_with_a_page(visitor: Visitor, url: str, method: str) -> None:
    page = Page(getattr(visitor.client, method)(url))
    assert page.status == 405 and "Allow" in page.response.headers


def test_a_form_cannot_be_posted_to_a_page_of_advice(visitor: Visitor) -> None:
    assert visitor.post("/malam-ini/", {"a": "b"}).status == 405
