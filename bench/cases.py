"""A page of the list among SUAR_BENCH_SCALE files on each engine (the budget speaks of 1,000,000).

Yardstick, in the same process on the same databases: the same page with the names in clear, without a key opened or a
read recorded (bench/plain.py)."""

from __future__ import annotations

import base64
import json
import re
import statistics
import sys
from datetime import timedelta
from time import perf_counter
from typing import Any

from bench import large
from bench.homes import ENGINES, Row, apart, engines, number, row, scale, the_officer

PAGES = 60


def rows() -> list[Row]:
    found: list[Row] = []
    for engine in engines():
        with large.home(engine) as home:
            found += apart("cases", ENGINES[engine], home=home)
    return found


def measure(engine: str) -> list[Row]:
    import django

    django.setup()
    from django.test import Client
    from django.test.utils import override_settings

    client = Client(headers={"host": "localhost"})
    client.force_login(the_officer())
    sealed = pages(client, "/berkas/")
    with override_settings(ROOT_URLCONF="bench.plain"):
        clear = pages(client, "/berkas/")
    label = f"case list, 20 of {number(scale())}{engine}"
    first, deep = statistics.median(sealed[:20]), statistics.median(sealed[-20:])
    return [
        row(f"{label}: p50", statistics.median(sealed), "ms", "≤ 25, ≤ 2 ×", statistics.median(clear)),
        row(f"{label}: the last pages against the first", deep, "ms", "≈ 1 ×", first),
    ]


def pages(client: Any, url: str) -> list[float]:
    """Milliseconds of each page, from one to the next by its own link, after five for warmth."""
    times, address = [], url
    for n in range(PAGES + 5):
        start = perf_counter()
        answer = client.get(address)
        if n >= 5:
            times.append((perf_counter() - start) * 1000)
        found = re.search(r'href="\?(?:[^"]*;)?lama=([^"&]+)" rel="next"', answer.content.decode())
        assert answer.status_code == 200 and found
        # After half of the way far into the list: a page must cost the same there.
        address = f"{url}?lama={far(found[1]) if n == PAGES // 2 else found[1]}"
    return times


def far(cursor: str) -> str:
    """The cursor moved to where some 1,500 files are left."""
    values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    values[0] = {"t": (large.FIRST_DAY + timedelta(days=-(-large.DAYS * 1500 // scale()))).isoformat()}
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


if __name__ == "__main__":
    json.dump(measure(sys.argv[1]), sys.stdout)
