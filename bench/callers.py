"""Callers of the public form in a process of their own, as cheap as they can be: raw sockets, one connection kept for
all screens of one complaint as a phone keeps it, bytes searched and not parsed.

`python -m bench.callers form|bare HOST:PORT CLIENTS COMPLAINTS` prints JSON: seconds, refused, the seconds from press
to receipt, and the processor time that the callers themselves took."""

from __future__ import annotations

import html
import json
import re
import socket
import subprocess
import sys
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_from_bytes, urlencode

REQUESTS = 9  # of one complaint: the first screen, seven answers, *kirim*
SEALED = re.compile(rb'name="isian" value="([^"]*)"')
RECEIPT = re.compile(rb'<p class="receipt">(?:\s*<span>\d{4}</span>){5}')
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
STORY = urlencode({"story": "Temanku tidak boleh pulang dan aku tidak tahu harus bagaimana."}).encode()
HEADERS = b"Host: localhost\r\nAccept-Encoding: gzip\r\n"
FORM = HEADERS + b"Content-Type: application/x-www-form-urlencoded\r\n"


class Refused(Exception):
    """Anything but the page that a person would go on from."""


@dataclass(frozen=True, slots=True)
class Load:
    """How so many callers fared."""

    seconds: float
    refused: int
    pressed: list[float]
    processor: float  # seconds of the callers' own

    def rate(self, complaints: int) -> float:
        return (complaints - self.refused) / self.seconds

    def p95_ms(self) -> float:
        return sorted(self.pressed)[max(0, int(len(self.pressed) * 0.95) - 1)] * 1000 if self.pressed else float("nan")


def run(kind: str, address: str, clients: int, complaints: int) -> Load:
    """In a process of its own."""
    command = [sys.executable, "-m", "bench.callers", kind, address.split("//")[-1], str(clients), str(complaints)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    return Load(**json.loads(done.stdout))


class Line:
    """One connection."""

    def __init__(self, host: str, port: int) -> None:
        self.socket = socket.create_connection((host, port), timeout=20)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def get(self, path: bytes) -> bytes:
        return self._asked(b"GET " + path + b" HTTP/1.1\r\n" + HEADERS + b"\r\n")

    def post(self, path: bytes, body: bytes) -> bytes:
        return self._asked(b"POST %s HTTP/1.1\r\n%sContent-Length: %d\r\n\r\n%s" % (path, FORM, len(body), body))

    def _asked(self, request: bytes) -> bytes:
        self.socket.sendall(request)
        received = self.socket.recv(65536)
        while (end := received.find(b"\r\n\r\n")) < 0:
            received += self._more()
        head = received[:end]
        length = LENGTH.search(head)
        if not head.startswith(b"HTTP/1.1 200") or not length:
            raise Refused(head[:200])
        wanted = end + 4 + int(length[1])
        while len(received) < wanted:
            received += self._more()
        body = received[end + 4 : wanted]
        return zlib.decompress(body, 31) if body.startswith(b"\x1f\x8b") else body

    def _more(self) -> bytes:
        if not (more := self.socket.recv(65536)):
            raise Refused("cut off")
        return more


def complain(line: Line) -> float:
    """Every screen, the story told, the rest passed over. Seconds from press to receipt. Raises Refused."""
    return filed(line)[0]


def filed(line: Line) -> tuple[float, bytes]:
    """The same, with the page that shows the receipt."""
    page = line.get(b"/lapor/")
    for _ in range(REQUESTS - 2):
        answer = STORY + b"&aksi=lanjut" if b'name="story"' in page else b"aksi=lewati"
        page = line.post(b"/lapor/", sealed(page) + answer)
    if b'value="kirim"' not in page:
        raise Refused("the review did not come")
    start = time.perf_counter()
    page = line.post(b"/lapor/", sealed(page) + b"aksi=kirim")
    seconds = time.perf_counter() - start
    if not RECEIPT.search(page):
        raise Refused("no receipt")
    return seconds, page


def sealed(page: bytes) -> bytes:
    found = SEALED.search(page)
    if not found:
        raise Refused("no form")
    value = html.unescape(found[1].decode()).encode() if b"&" in found[1] else found[1]
    return b"isian=" + quote_from_bytes(value).encode() + b"&"


def write_bare(line: Line) -> float:
    """As many bare requests as a complaint has screens, each as large as a form."""
    for _ in range(REQUESTS - 1):
        line.post(b"/", b"a=" + b"x" * 2000)
    start = time.perf_counter()
    line.post(b"/", b"a=" + b"x" * 2000)
    return time.perf_counter() - start


def measure(kind: str, address: str, clients: str, complaints: str) -> dict[str, Any]:
    work = {"form": complain, "bare": write_bare}[kind]
    host, port = address.split(":")

    def one(_: int) -> float | None:
        try:
            line = Line(host, int(port))
            try:
                return work(line)
            finally:
                line.socket.close()
        except (Refused, OSError, zlib.error) as refusal:
            print(f"refused: {refusal!r}", file=sys.stderr)
            return None

    processor, start = time.process_time(), time.perf_counter()
    with ThreadPoolExecutor(int(clients)) as pool:
        pressed = list(pool.map(one, range(int(complaints))))
    return {
        "seconds": time.perf_counter() - start,
        "refused": pressed.count(None),
        "pressed": [seconds for seconds in pressed if seconds is not None],
        "processor": time.process_time() - processor,
    }


if __name__ == "__main__":
    json.dump(measure(*sys.argv[1:]), sys.stdout)
