"""Words in any charset but UTF-8 are refused before anything reads them.

A browser that filled in a page of ours sends UTF-8. Python also knows "charsets" that are no text at all (hex, rot13,
idna). Django reads the query by the charset of the header while it makes its request, before any middleware, and would
fail there; so this stands in front of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.utils.http import parse_header_parameters

from suar.core.ui.headers import of_a_sentence

# In both languages at once: nothing of the request has been read yet, so nobody knows which one is wanted.
REFUSAL = "Isian ini tidak terbaca: kirim sebagai UTF-8. / This could not be read: please send it as UTF-8."
DASHLESS = re.compile(r"(charset\s*=\s*\"?)utf8\b", re.IGNORECASE)


class Utf8Only:
    """Wraps a WSGI application. A content type that cannot be read, or names another charset, is answered 400."""

    def __init__(self, application: Any) -> None:
        self.inner = application

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        # Django takes the spelling with the dash alone.
        given = environ["CONTENT_TYPE"] = DASHLESS.sub(r"\1utf-8", environ.get("CONTENT_TYPE") or "")
        if is_utf8(given):
            answer: Iterable[bytes] = self.inner(environ, start_response)
            return answer
        start_response("400 Bad Request", of_a_sentence(over_tls=environ.get("wsgi.url_scheme") == "https"))
        return [REFUSAL.encode()]


def is_utf8(content_type: str) -> bool:
    """Whether it names UTF-8 or no charset at all."""
    try:
        parameters = parse_header_parameters(content_type)[1]
    except ValueError:
        return False
    return {str(value).strip().lower() for name, value in parameters.items() if name.lower() == "charset"} <= {"utf-8"}
