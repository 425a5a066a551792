"""Somebody at the public form without JavaScript and without cookies: reads a page, fills a form, presses a button."""

from __future__ import annotations

import gzip
import html
import re
from collections.abc import Sequence
from typing import Any, cast
from urllib.parse import urlencode

from django.http import HttpResponse
from django.test import Client

Filled = dict[str, str | Sequence[str]]

CHILD: dict[str, Filled] = {
    "safe": {"safe": "yes"},
    "about": {"about": "self"},
    "worry": {"worry": ["threat"]},
    "where": {"region": "61.71"},
    "need": {"need": ["stop"]},
    "contact": {"contact": "page", "name": "Bunga"},
    "story": {"story": "Ada akun yang mengancamku."},
}
FRIEND: dict[str, Filled] = {
    "safe": {"safe": "yes"},
    "about": {"about": "friend"},
    "friend": {"friend_knows": "may"},
    "worry": {"worry": ["online_person"]},
    "where": {"region": "61.12"},
    "contact": {"contact": "page"},
    "story": {"story": "Temanku takut."},
}


class Page:
    """A page as it came over the wire."""

    def __init__(self, response: HttpResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.wire = len(response.content)
        packed = response.headers.get("Content-Encoding") == "gzip"
        self.text = (gzip.decompress(response.content) if packed else response.content).decode()

    @property
    def heading(self) -> str:
        found = re.search(r"<h1[^>]*>(.*?)</h1>", self.text, re.DOTALL)
        return html.unescape(re.sub(r"<[^>]+>", "", found[1])).strip() if found else ""

    @property
    def words(self) -> str:
        """What a person reads: no tags, no style."""
        body = re.sub(r"<(style|script)[^>]*>.*?</\1>", "", self.text, flags=re.DOTALL)
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())

    @property
    def code(self) -> str:
        return "".join(re.findall(r"<span>(\d{4})</span>", self.text))

    def hidden(self, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]*)"', self.text)
        assert found, f"no field {name} on: {self.heading}"
        return html.unescape(found[1])

    def textarea(self) -> str:
        found = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", self.text, re.DOTALL)
        return html.unescape(found[1]) if found else ""


class Visitor:
    """Posts as a browser does, and keeps nothing between pages but the page itself."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def get(self, url: str) -> Page:
        return Page(cast(HttpResponse, self.client.get(url)))

    def post(self, url: str, fields: dict[str, Any]) -> Page:
        body = urlencode(fields, doseq=True)
        answer = self.client.post(url, body, content_type="application/x-www-form-urlencoded")
        return Page(cast(HttpResponse, answer))

    def press(self, page: Page, button: str, url: str = "/lapor/", **fields: Any) -> Page:
        name = "kunci" if 'name="kunci"' in page.text else "isian"
        return self.post(url, {name: page.hidden(name), "aksi": button, **fields})

    def fill(self, answers: dict[str, Filled] = CHILD, start: str = "/lapor/") -> Page:
        """All the questions; returns the review."""
        page = self.get(start)
        for fields in answers.values():
            page = self.press(page, "lanjut", start, **fields)
        return page

    def file(self, answers: dict[str, Filled] = CHILD, word: str = "") -> Page:
        """The receipt page."""
        return self.press(self.fill(answers), "kirim", word_beside=word)

    def look_up(self, code: str, word: str = "") -> Page:
        return self.post("/kode/", {"code": code, "word_beside": word})
