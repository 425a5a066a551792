"""The forms of a page as a browser finds them: every field with a value that somebody might have typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote_from_bytes, urljoin, urlsplit

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from lxml import html

FORM = "application/x-www-form-urlencoded"
LONE_HALF = "\ud800"  # goes over the wire as bytes that no UTF-8 is


@dataclass(slots=True)
class Form:
    """`fields`: name → values as they stand on the page or are filled in, with the button's own; `typed`: name → kind
    of those that take words."""

    page: str
    action: str
    method: str
    button: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str, str, frozenset[str]]:
        return self.method, self.action.partition("?")[0], self.button, frozenset(self.fields)

    def sent(self, browser: Client, **changed: str) -> HttpResponse:
        """The answer to this form with some fields changed."""
        pairs = [(name, value) for name, values in self.fields.items() if name not in changed for value in values]
        body = "&".join(f"{encoded(name)}={encoded(value)}" for name, value in [*pairs, *changed.items()])
        if self.method == "get":
            return browser.get(f"{self.action.partition('?')[0]}?{body}")  # type: ignore[return-value]  # a response
        return browser.post(self.action, body, content_type=FORM)  # type: ignore[return-value]  # a response


def encoded(text: str) -> str:
    return quote_from_bytes(text.encode("utf-8", "surrogatepass"))


def forms_on(name: str, text: str, url: str) -> Iterator[Form]:
    """Every form of a page that sends something to the desk, once for each of its buttons that says which it is."""
    for found in html.document_fromstring(text).forms:
        parts = urlsplit(urljoin(url, found.action or ""))
        for button in found.xpath(".//button[@type='submit' or not(@type)]"):
            address = parts.path + (f"?{parts.query}" if parts.query else "")
            pressed = f"{button.get('name', '')}={button.get('value', '')}"
            form = Form(name, address, found.method.lower(), pressed)
            for one in [*found.inputs, button]:
                _take(form, one)
            yield form


def _take(form: Form, element: Any) -> None:
    name, kind = element.get("name"), element.get("type", element.tag)
    if not name or kind in {"file", "csrfmiddlewaretoken"} or element.get("disabled") is not None:
        return
    given = form.fields.setdefault(name, [])
    if kind in {"checkbox", "radio"}:
        if element.checked or (kind == "radio" and not given):
            given[:] = [*(given if kind == "checkbox" else []), element.get("value", "on")]
    elif kind in {"submit", "button", "hidden"}:
        given[:] = given or [element.get("value") or ""]
    elif element.tag == "select":
        value = element.value if isinstance(element.value, str) else ""
        given.append(value or next((option for option in element.value_options if option), ""))
    else:
        given.append(element.value or _words(kind))
        form.typed[name] = kind


def _words(kind: str) -> str:
    today = timezone.localdate().isoformat()
    by_kind = {"date": today, "datetime-local": f"{today}T08:00", "time": "08:00", "number": "1", "month": today[:7]}
    by_kind |= {"email": "contoh@example.org", "tel": "0800-1000", "password": "kata-sandi-untuk-uji-2"}
    return by_kind.get(kind, "Contoh")


def shown(text: str) -> dict[str, set[str]]:
    """What stands in the fields of a page."""
    found: dict[str, set[str]] = {}
    for form in html.document_fromstring(text).forms:
        for one in form.inputs:
            if one.name and one.get("type") not in {"checkbox", "radio"} and isinstance(one.value, str):
                found.setdefault(one.name, set()).add(one.value)
    return found
