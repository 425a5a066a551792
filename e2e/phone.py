"""A cheap phone without scripts or cookies: walks the public form over plain HTTP, as fast as the server lets it."""

from __future__ import annotations

import gzip
import html
import http.client
import re
import time
import urllib.parse
from dataclasses import dataclass, field

SEALED = re.compile(r'name="isian" value="([^"]*)"')
RECEIPT = re.compile(r'<p class="receipt">(.*?)</p>', re.S)
FORM = "application/x-www-form-urlencoded"


class Unanswered(Exception):
    """The connection broke or the server answered 5xx: what a phone shows as an error, and the child presses again."""


@dataclass
class Phone:
    """One caller. `patience` is how long it keeps pressing again, in seconds."""

    address: str
    patience: float = 30.0
    retries: int = 0
    pressed: list[float] = field(default_factory=list)

    def get(self, path: str) -> str:
        return self._again("GET", path, None)

    def post(self, path: str, **fields: str) -> str:
        return self._again("POST", path, urllib.parse.urlencode(fields).encode())

    def complain(self, story: str) -> str:
        """Every screen skipped but the story. Returns the receipt that was shown."""
        return self.send(self.review(story))

    def review(self, story: str) -> str:
        """The last page before *kirim*, with the story told."""
        page = self.get("/lapor/")
        for _ in range(12):
            sealed = self._sealed(page)
            if 'value="kirim"' in page:
                break
            if "<textarea" in page and 'name="story"' in page:
                page = self.post("/lapor/", isian=sealed, story=story, aksi="lanjut")
            else:
                page = self.post("/lapor/", isian=sealed, aksi="lewati")
        return page

    def send(self, review: str) -> str:
        """*Kirim* on that page, again and again until it is answered. Returns the receipt that was shown."""
        start = time.perf_counter()
        page = self.post("/lapor/", isian=self._sealed(review), aksi="kirim")
        self.pressed.append(time.perf_counter() - start)
        return self.receipt(page)

    def look_up(self, receipt: str) -> str:
        return self.post("/kode/", code=receipt, aksi="cari")

    @staticmethod
    def receipt(page: str) -> str:
        shown = RECEIPT.search(page)
        assert shown, page[:400]
        return "".join(re.findall(r"\d", shown.group(1)))

    @staticmethod
    def _sealed(page: str) -> str:
        found = SEALED.search(page)
        assert found, page[:600]
        return html.unescape(found.group(1))

    def _again(self, method: str, path: str, body: bytes | None) -> str:
        deadline = time.monotonic() + self.patience
        while True:
            try:
                return self._once(method, path, body)
            except (Unanswered, OSError, http.client.HTTPException):
                self.retries += 1
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)

    def _once(self, method: str, path: str, body: bytes | None) -> str:
        host = self.address.split("//")[1]
        connection = http.client.HTTPConnection(host, timeout=15)
        try:
            headers = {"Accept-Encoding": "gzip"} | ({"Content-Type": FORM} if body is not None else {})
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = unpacked(answer).decode()
            if answer.status >= 500:
                raise Unanswered(str(answer.status))
            return text
        finally:
            connection.close()


def unpacked(answer: http.client.HTTPResponse) -> bytes:
    packed = answer.getheader("Content-Encoding") == "gzip"
    return gzip.decompress(answer.read()) if packed else answer.read()
