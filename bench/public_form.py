"""The public form over HTTP, as an office serves it: two workers, on SQLite with synchronous=FULL and on PostgreSQL.

A complaint is nine requests: the first screen, seven answers, *kirim*. Yardstick: as many bare Django requests, each
writing one row, from as many of the same callers at once, on the same server and engine.
SUAR_BENCH_DATABASE=sqlite or postgres measures one engine alone."""

from __future__ import annotations

import gzip
import os
import re
import socket
import statistics
import tempfile
import time
import urllib.request
from pathlib import Path

from e2e import office as offices
from e2e.phone import Phone
from e2e.processes import below

from bench import bare, callers, databases
from bench.callers import REQUESTS
from bench.homes import Row, row, say

ROUNDS = {1: 60, 8: 400, 32: 640}
HALF_SENT = 200


def rows() -> list[Row]:
    wanted = os.environ.get("SUAR_BENCH_DATABASE", "")
    found: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="suar-bench-") as folder:
        if wanted in ("", "sqlite"):
            found += on_sqlite(Path(folder))
        if wanted in ("", "postgres"):
            found += on_postgres(Path(folder))
    return found


def on_sqlite(folder: Path) -> list[Row]:
    with offices.serving(folder / "home") as office:
        found = weight(office)
        found += loads(office, folder / "bare", "")
        return [*found, half_sent(office), look_up(office), memory(office)]


def on_postgres(folder: Path) -> list[Row]:
    with databases.running(folder / "postgres") as stores, offices.serving(folder / "home-postgres", stores) as office:
        return loads(office, folder / "bare-postgres", ", PostgreSQL", stores["SUAR_DATABASE_BARE"])


def loads(office: offices.Running, folder: Path, engine: str, database: str = "") -> list[Row]:
    found = []
    callers.run("form", office.public, 2, 8)  # the rules and templates are read once a process
    for clients, complaints in ROUNDS.items():
        say(f"public form{engine}: {clients} clients")
        yardstick = bare.complaints_per_second(folder, clients, complaints, database=database)
        found += load(office, clients, complaints, yardstick, engine)
    return found


def load(office: offices.Running, clients: int, complaints: int, yardstick: float, engine: str) -> list[Row]:
    before = processor(office)
    done = callers.run("form", office.public, clients, complaints)
    served = sum(processor(office)[kind] - before[kind] for kind in before) / complaints * 1000
    public = (processor(office)["public"] - before["public"]) / complaints * 1000
    rate, who = done.rate(complaints), f"{clients} client{'s' if clients > 1 else ''}{engine}"
    enough, soon = ("≥ 60, ≤ 2.5 ×", "≤ 250") if clients > 1 else ("≤ 2.5 ×", "≤ 150")
    found = [
        row(f"whole complaint, {who}: refused", done.refused, "", "0"),
        row(f"whole complaint, {who}: a second, against {REQUESTS} bare requests each", rate, "/s", enough,
            yardstick, yardstick / rate),
        row(f"press to receipt p95, {who}", done.p95_ms(), "ms", soon),
    ]  # fmt: skip
    if clients > 1:
        share = f"processor time of a complaint, {who}"
        found += [
            row(f"{share}: public process", public, "ms"),
            row(f"{share}: desk and worker beside it", served - public, "ms"),
            row(f"{share}: the callers themselves", done.processor / complaints * 1000, "ms"),
        ]
    return found


def processor(office: offices.Running) -> dict[str, float]:
    """Seconds of processor time that the office's processes have taken so far: the public ones, and the others."""
    assert office.process is not None
    taken = {"public": 0.0, "others": 0.0}
    for pid, _ in below(office.process.pid):
        try:
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:  # it has just ended
            continue
        ticks = int(fields[11]) + int(fields[12])
        taken["public" if b"asgi.public" in command else "others"] += ticks / os.sysconf("SC_CLK_TCK")
    return taken


def weight(office: offices.Running) -> list[Row]:
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


def half_sent(office: offices.Running) -> Row:
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
    return row("press to receipt p95 beside 200 half-sent forms", busy * 1000, "ms", "≤ 2 ×", quiet * 1000)


def look_up(office: offices.Running) -> Row:
    phone = Phone(office.public)
    receipt = phone.complain("Aku ingin tahu jawabannya.")
    times = []
    for _ in range(40):
        start = time.perf_counter()
        phone.look_up(receipt)
        times.append((time.perf_counter() - start) * 1000)
    return row("reply page by receipt p50", statistics.median(times), "ms", "≤ 60")


def memory(office: offices.Running) -> Row:
    """Largest resident set among the processes now."""
    assert office.process is not None
    sizes = []
    for pid, _ in below(office.process.pid):
        status = Path(f"/proc/{pid}/status")
        if status.exists():
            found = re.search(r"VmRSS:\s+(\d+)", status.read_text())
            sizes.append(int(found.group(1)) / 1024 if found else 0)
    return row("largest process, resident (after the load above)", max(sizes), "MB", "≤ 250")
