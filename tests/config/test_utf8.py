"""Words in a charset that is no text: refused on both faces, before anything reads them."""

from __future__ import annotations

import io
from encodings.aliases import aliases
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIRequest

from suar.config.utf8 import Utf8Only

WRONG = sorted({"hex", "rot13", "zlib", "base64", "idna", "undefined", "unicode_escape", "nonsense", ""} | set(aliases))
WRONG = [name for name in WRONG if name not in {"utf8", "utf-8"}]
KINDS = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
BODY = {
    KINDS[0]: b"",
    KINDS[1]: b"a=b",
    KINDS[2]: b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n',
}


def reads(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """An application that makes Django's request and reads all of it."""
    request = WSGIRequest(environ)
    start_response("200 OK", [])
    return [f"{request.GET['q']} {request.POST.get('a', '')}".encode()]


def answered(content_type: str, body: bytes) -> tuple[str, dict[str, str], str]:
    told: list[Any] = []
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/",
        "QUERY_STRING": "q=1",
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
    }
    found = b"".join(Utf8Only(reads)(environ, lambda status, headers: told.extend((status, dict(headers)))))
    return told[0], told[1], found.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_no_other_charset_that_python_knows_is_taken(kind: str) -> None:
    found = {name: answered(f"{kind}; charset={name}", BODY[kind])[0] for name in WRONG}
    assert {name: status for name, status in found.items() if status != "400 Bad Request"} == {}


@pytest.mark.parametrize(
    "kind", ["text/plain; charset*=hex''%41", "text/plain; charset*=utf-8''hex", "a/b; c=" + "d" * 20_000]
)
def test_a_content_type_that_cannot_be_read_is_refused(kind: str) -> None:
    assert answered(kind, b"")[0] == "400 Bad Request"


def test_the_refusal_says_what_to_do_and_is_not_kept() -> None:
    status, headers, text = answered("text/plain; charset=hex", b"")
    assert "kirim sebagai UTF-8" in text
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("kind", KINDS[1:])
@pytest.mark.parametrize("charset", ["", "; charset=utf-8", "; charset=UTF-8", "; charset=utf8", '; charset="Utf8"'])
def test_utf8_is_taken_however_it_is_written(kind: str, charset: str) -> None:
    assert answered(kind + charset, BODY[kind]) == ("200 OK", {}, "1 b")


def test_it_stands_in_front_of_both_faces() -> None:
    from suar.config.asgi import desk, public

    for face in (desk, public):
        assert isinstance(face.buffered.application, Utf8Only)
