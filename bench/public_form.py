"""The public form over HTTP, as an office serves it: two workers, on SQLite with synchronous=FULL and on PostgreSQL.

A complaint is nine requests: the first screen, seven answers, *kirim*. Yardstick: as many bare Django requests, each
writing one row, from as many clients at once, on the same server and engine. SUAR_BENCH_DATABASE=sqlite or postgres
measures one engine alone."""

from __future__ import annotations

import gzip
import os
import re
import socket
import statistics
import tempfile
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from e2e import office as offices
from e2e.phone import Phone

from bench import bare, databases
from bench.homes import say

ROUNDS = {1: 60, 8: 400, 32: 640}
HALF_SENT = 200
REQUESTS = 9  # of one complaint


def rows() -> list[dict[str, Any]]:
    wanted = os.environ.get("SUAR_BENCH_DATABASE", "")
    found: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(prefix="suar-bench-") as folder:
        if wanted in ("", "sqlite"):
            found += on_sqlite(Path(folder))
        if wanted in ("", "postgres"):
            found += on_postgres(Path(folder))
    return found


def on_sqlite(folder: Path) -> list[dict[str, Any]]:
    with offices.serving(folder / "home") as office:
        found = weight(office)
        found += loads(office, folder / "bare", "")
        return [*found, half_sent(office), look_up(office), memory(office)]


def on_postgres(folder: Path) -> list[dict[str, Any]]:
    with databases.running(folder / "postgres") as stores, offices.serving(folder / "home-postgres", stores) as office:
        return loads(office, folder / "bare-postgres", ", PostgreSQL", stores["SUAR_DATABASE_BARE"])


def loads(office: offices.Running, folder: Path, engine: str, database: str = "") -> list[dict[str, Any]]:
    found = []
    Phone(office.public).complain("Kalimat pertama.")  # the rules and templates are read once a process
    for clients, complaints in ROUNDS.items():
        say(f"public form{engine}: {clients} clients")
        yardstick = bare.requests_per_second(folder, clients, database=database)
        found += load(office, clients, complaints, yardstick, engine)
    return found


def load(office: offices.Running, clients: int, complaints: int, yardstick: float, engine: str) -> list[dict[str, Any]]:
    phones = [Phone(office.public, patience=0) for _ in range(complaints)]
    refused = 0

    def one(phone: Phone) -> int:
        try:
            phone.complain("Temanku tidak boleh pulang dan aku tidak tahu harus bagaimana.")
        except Exception:  # noqa: BLE001 - whatever it was, this caller was refused
            return 1
        return 0

    start = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        refused = sum(pool.map(one, phones))
    seconds = time.perf_counter() - start
    pressed = sorted(t for phone in phones for t in phone.pressed)
    p95 = pressed[max(0, int(len(pressed) * 0.95) - 1)] * 1000 if pressed else float("nan")
    rate = complaints / seconds
    ratio = yardstick / (rate * REQUESTS)
    who = f"{clients} client{'s' if clients > 1 else ''}{engine}"
    enough, soon = ("≥ 60, ≤ 2.5 ×", "≤ 250") if clients > 1 else ("≤ 2.5 ×", "≤ 150")
    return [
        row(f"whole complaint, {who}: refused", refused, "", "0"),
        row(f"whole complaint, {who}: complaints a second", rate, "/s", enough, yardstick, ratio),
        row(f"press to receipt p95, {who}", p95, "ms", soon),
    ]


def weight(office: offices.Running) -> list[dict[str, Any]]:
    """Bytes on the wire of the first visit and of each further step."""
    request = urllib.request.Request(office.public + "/", headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request) as answer:
        body, headers = answer.read(), str(answer.headers)
    page = gzip.decompress(body).decode() if answer.headers.get("Content-Encoding") == "gzip" else body.decode()
    total, requests = len(body) + len(headers), 1
    for path in re.findall(r'(?:src|href)="(/static/[^"]+)"', page):
        with urllib.request.urlopen(
            urllib.request.Request(office.public + path, headers={"Accept-Encoding": "gzip"})
        ) as asset:
            total += len(asset.read()) + len(str(asset.headers))
            requests += 1
    phone = Phone(office.public)
    step = len(gzip.compress(phone.get("/lapor/").encode(), 6))
    return [
        row("public form, first visit", total / 1024, "kB", "≤ 14"),
        row("public form, first visit: requests", requests, "", "≤ 2"),
        row("a further public step, empty form", step / 1024, "kB", "≤ 6"),
    ]


def half_sent(office: offices.Running) -> dict[str, Any]:
    """Another form's p95 while 200 phones hold half a request open, against its quiet value."""
    host, port = office.public.split("//")[1].split(":")

    def p95() -> float:
        phone = Phone(office.public)
        for _ in range(20):
            phone.complain("Aku ingin bercerita.")
        return sorted(phone.pressed)[18]

    quiet = p95()
    held = []
    for _ in range(HALF_SENT):
        connection = socket.create_connection((host, int(port)))
        connection.sendall(
            b"POST /lapor/ HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            b"Content-Length: 2000\r\n\r\nisian=abc"
        )
        held.append(connection)
    busy = p95()
    for connection in held:
        connection.close()
    return row(
        "press to receipt p95 beside 200 half-sent forms", busy * 1000, "ms", "≤ 2 ×", quiet * 1000, busy / quiet
    )


def look_up(office: offices.Running) -> dict[str, Any]:
    phone = Phone(office.public)
    receipt = phone.complain("Aku ingin tahu jawabannya.")
    times = []
    for _ in range(40):
        start = time.perf_counter()
        phone.look_up(receipt)
        times.append((time.perf_counter() - start) * 1000)
    return row("reply page by receipt p50", statistics.median(times), "ms", "≤ 60")


def memory(office: offices.Running) -> dict[str, Any]:
    """Largest resident set among the processes now."""
    from e2e.test_kill import below

    assert office.process is not None
    sizes = []
    for pid, _ in below(office.process.pid):
        status = Path(f"/proc/{pid}/status")
        if status.exists():
            found = re.search(r"VmRSS:\s+(\d+)", status.read_text())
            sizes.append(int(found.group(1)) / 1024 if found else 0)
    return row("largest process, resident (after the load above)", max(sizes), "MB", "≤ 250")


def row(
    name: str, figure: float, unit: str, budget: str, yardstick: float | None = None, ratio: float | None = None
) -> dict[str, Any]:
    return {"name": name, "figure": figure, "unit": unit, "budget": budget, "yardstick": yardstick, "ratio": ratio}
