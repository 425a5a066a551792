"""An hour of work: an office serves complaints, look-ups and the desk's pages, and the memory of each of its processes
is read each minute. Takes its hour, so it runs when it is named alone: `make bench ARGS=hour`.

SUAR_BENCH_MINUTES is how long (60). Pages come at the pace of a busy office, not at the pace of a flood."""

from __future__ import annotations

import http.cookiejar
import os
import re
import tempfile
import time
import urllib.parse
import urllib.request
from itertools import count
from pathlib import Path

from e2e import office as offices
from e2e.phone import Phone
from e2e.processes import below

from bench.homes import Row, row, say

PACE = 1.0  # seconds between one page of the desk and the next; a complaint comes with every fifth
PAGES = ("/", "/pengaduan/", "/berkas/", "/kewajiban/", "/cari/?q=Rani", "/lembaga/", "/laporan/", "/jejak/")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
KINDS = {"asgi.public": "public", "asgi.desk": "desk", "config.worker": "worker", "suar serve": "supervisor"}


def rows() -> list[Row]:
    minutes = float(os.environ.get("SUAR_BENCH_MINUTES", "60"))
    with tempfile.TemporaryDirectory(prefix="suar-bench-") as folder, offices.serving(Path(folder) / "home") as office:
        sizes = work(office, minutes)
    said = f"resident after {minutes:g} minutes of work"
    return [
        row(f"{kind}, {said}; yardstick: half way", taken[-1], "MB", "≤ 250", taken[len(taken) // 2])
        for kind, taken in sizes.items()
    ]


def work(office: offices.Running, minutes: float) -> dict[str, list[float]]:
    """Ask for pages until the time is over. Returns the MB of the largest process of each kind, minute by minute."""
    desk, phone = signed_in(office), Phone(office.public)
    began, sizes = time.monotonic(), dict[str, list[float]]()
    for turn in count():
        passed = time.monotonic() - began
        if passed >= 60 * len(next(iter(sizes.values()), [])):
            for kind, size in resident(office).items():
                sizes.setdefault(kind, []).append(size)
            say(f"{passed / 60:.0f} of {minutes:g} min: " + ", ".join(f"{k} {v[-1]:.0f} MB" for k, v in sizes.items()))
        if passed >= 60 * minutes:
            return sizes
        if turn % 5 == 0:
            phone.look_up(phone.complain("Aku ingin bercerita kepada seseorang."))
        desk.open(office.desk + PAGES[turn % len(PAGES)]).read()
        time.sleep(PACE)
    raise AssertionError("counting has no end")


def signed_in(office: offices.Running) -> urllib.request.OpenerDirector:
    """A browser of the Ketua, who sees all."""
    desk = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    page = office.desk + "/akun/masuk/"
    token = TOKEN.search(desk.open(page).read().decode())
    assert token, "the sign-in page has no form"
    filled = {"csrfmiddlewaretoken": token[1], "login": "ketua", "password": offices.PASSWORD}
    answer = desk.open(page, urllib.parse.urlencode(filled).encode())
    assert "/akun/masuk/" not in answer.url, "the sign-in was refused"
    return desk


def resident(office: offices.Running) -> dict[str, float]:
    """MB of the largest process of each kind."""
    assert office.process is not None
    found: dict[str, float] = {}
    for pid in (office.process.pid, *(pid for pid, _ in below(office.process.pid))):
        try:
            command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
            size = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
        except OSError:  # it has just ended
            continue
        kind = next((kind for word, kind in KINDS.items() if word in command), None)
        if kind and size:
            found[kind] = max(found.get(kind, 0.0), int(size[1]) / 1024)
    return found
