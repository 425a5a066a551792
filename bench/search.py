"""Finding one of a million encrypted children by name, NIK or telephone, against the same search over plain columns.

The children are made up: words of the name list of the tests, a few of them as common as Muhammad is. The plain
yardstick is an indexed table of the same words, searched for the same whole words by bare SQL: no page, no ranking, no
other spelling."""

from __future__ import annotations

import csv
import json
import os
import random
import sys
from collections.abc import Callable, Sequence
from itertools import batched
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any
from uuid import UUID

from bench.homes import Row, apart, number, open_home, say, scale

NAMES = Path(__file__).parents[1] / "tests" / "core" / "vault" / "data" / "name_variants.csv"
QUERIES = 300
BUDGET_MS = 30.0
FIRST = [("Muhammad", 15), ("Siti", 8), ("Maria", 3), ("", 74)]


def rows() -> list[Row]:
    return apart("search")


def measure() -> list[Row]:
    open_home()
    count, chance = scale(), random.Random(2026)
    words = vocabulary()
    say(f"search: indexing {number(count)} children")
    sample, seconds = build(count, words, chance)
    found: list[Row] = [row(f"search: indexing {number(count)} children", count / seconds, "/s")]
    size = Path(os.environ["SUAR_HOME"]).rglob("keys*.sqlite3*")
    found.append(row("search: bytes of the index for each child", sum(p.stat().st_size for p in size) / count, "B"))
    from suar.core.vault import tokens

    asked = chance.sample(sample, min(QUERIES, len(sample)))
    plain = percentiles([lambda n=name: plainly(n) for _, name, _ in asked])
    for what, search in (
        ("whole name as written", lambda name, _: tokens.find(name)),
        ("name in another spelling", lambda name, _: tokens.find_alike(misspelt(name))),
        ("one word", lambda name, _: tokens.find(name.split()[-1])),
        ("beginning of a name", lambda name, _: tokens.find_prefix(name[: max(4, len(name) - 2)])),
        ("telephone number", lambda _, phone: tokens.find(phone)),
    ):
        p50, p95 = percentiles([lambda n=name, p=phone, s=search: s(n, p) for _, name, phone in asked])
        one = row(f"search: {what}, of {number(count)}, p50 (p95 {p95:.1f})", p50, "ms", f"≤ {BUDGET_MS:g} ms")
        if what == "whole name as written":
            one |= {"yardstick": round(plain[0], 2), "ratio": round(p50 / plain[0], 1)}
        found.append(one)
    longer = [(subject, name) for subject, name, _ in asked if len(name.split()) > 2]
    hits = sum(subject in tokens.find_alike(misspelt(name), limit=20) for subject, name in longer)
    what = "search: a child of three words or more among the first 20 by another spelling"
    found.append(row(what, 100 * hits / max(1, len(longer)), "%"))
    return found


def row(name: str, figure: float, unit: str, budget: str | None = None) -> Row:
    return {"name": name, "figure": round(figure, 2), "unit": unit, "budget": budget, "yardstick": None, "ratio": None}


def vocabulary() -> list[str]:
    with NAMES.open(encoding="utf-8", newline="") as file:
        texts = [row[column] for row in csv.DictReader(file) for column in ("name_a", "name_b")]
    return sorted({word for text in texts for word in text.split() if word.isalpha() and len(word) > 2})


def build(count: int, words: Sequence[str], chance: random.Random) -> tuple[list[tuple[UUID, str, str]], float]:
    """Index them; keep some to be asked for. Rank r of the words is 1/(r + 10) as likely as the first.

    Also the seconds that the index took: making up the names and the plain table are not among them."""
    from django.db import connections, transaction

    from suar.core.vault import tokens

    weights = [1 / (rank + 10) for rank in range(len(words))]
    shuffled = chance.sample(words, len(words))
    firsts, first_weights = zip(*FIRST, strict=True)
    kept, every, seconds = [], max(1, count // 2000), 0.0
    with connections["default"].cursor() as cursor:
        cursor.execute("CREATE TABLE plain (word varchar(60), name varchar(200), subject varchar(36))")
    for batch in batched(range(count), 5000):
        listed = []
        for n in batch:
            first = chance.choices(firsts, first_weights)[0]
            name = " ".join([first, *chance.choices(shuffled, weights, k=chance.choice((1, 2, 2, 3)))]).strip()
            child = (UUID(int=chance.getrandbits(128), version=4), name, f"0800{n:08d}")
            listed.append(child)
            if n % every == 0:
                kept.append(child)
        start = perf_counter()
        tokens.index_many([(subject, [name], [phone]) for subject, name, phone in listed])
        seconds += perf_counter() - start
        with transaction.atomic(), connections["default"].cursor() as cursor:
            cursor.executemany(
                "INSERT INTO plain VALUES (%s, %s, %s)",
                [(word.lower(), name, str(subject)) for subject, name, _ in listed for word in name.split()],
            )
        if batch[-1] % 100_000 == 99_999:
            say(f"search: {number(batch[-1] + 1)}")
    with connections["default"].cursor() as cursor:
        cursor.execute("CREATE INDEX plain_word ON plain (word, subject)")
        cursor.execute("ANALYZE plain")
    return kept, seconds


def plainly(name: str) -> list[Any]:
    from django.db import connections

    first, *rest = sorted({word.lower() for word in name.split()}, key=len, reverse=True)
    sql = "SELECT a.subject, a.name FROM plain a WHERE a.word = %s"
    for _ in rest:
        sql += " AND EXISTS (SELECT 1 FROM plain b WHERE b.word = %s AND b.subject = a.subject)"
    with connections["default"].cursor() as cursor:
        cursor.execute(sql + " LIMIT 50", [first, *rest])
        return list(cursor.fetchall())


def misspelt(name: str) -> str:
    """As another office writes it."""
    return name.replace("f", "p").replace("z", "s").replace("u", "oe").replace("y", "j").replace("kh", "ch")


def percentiles(works: Sequence[Callable[[], object]]) -> tuple[float, float]:
    """p50 and p95 in milliseconds, after one warm-up."""
    works[0]()
    taken = []
    for work in works:
        start = perf_counter()
        work()
        taken.append((perf_counter() - start) * 1000)
    return median(taken), quantiles(taken, n=20)[-1]


if __name__ == "__main__":
    json.dump(measure(), sys.stdout)
