"""Finding a child by name, NIK or telephone among SUAR_BENCH_SCALE sealed ones: the whole page, and the suggestions of
who may be the same child at intake.

Yardstick: the same Django page over the same children in clear with plain indexes on words and numbers, which knows no
other spelling and ranks nothing (bench/plain.py). Recall is asked with the pairs of name_variants.csv that are marked
*same*: one of each pair is a child among all the others, the other spelling is typed."""

from __future__ import annotations

import json
import os
import random
import statistics
import sys
import uuid
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

from bench import large
from bench.homes import ENGINES, Row, apart, engines, number, row, scale, the_officer

ASKED = 80
INDEXED = 4_000
WARM = 5
MS = "≤ 30"


def rows() -> list[Row]:
    found: list[Row] = []
    for engine in engines():
        with large.home(engine) as home:
            found += apart("search", ENGINES[engine], home=home)
    return found


def measure(engine: str) -> list[Row]:
    import django

    django.setup()
    from django.test import Client
    from django.test.utils import override_settings

    officer, count = the_officer(), number(scale())
    client = Client(headers={"host": "localhost"})
    client.force_login(officer)
    chance = random.Random(2026)
    first = min(len(large.variants()), scale() // 2)
    some = [large.made_up(n) for n in chance.sample(range(first, scale()), min(ASKED, scale() - first))]
    with_nik = [large.made_up(n) for n in range(0, scale(), max(4, scale() // 800 * 4)) if n >= first]
    found = []
    for what, texts in (
        ("whole name", [one.name for one in some]),
        ("NIK", [one.nik for one in with_nik[:ASKED]]),
        ("telephone", [one.phone for one in some]),
    ):
        sealed = page(client, texts)
        with override_settings(ROOT_URLCONF="bench.plain"):
            clear = page(client, texts)
        found.append(row(f"search page, {what}, of {count}{engine}: p50", sealed, "ms", f"{MS}, ≤ 2 ×", clear))
    for what, texts in (
        ("name in another spelling", [misspelt(one.name) for one in some]),
        ("one word", [one.name.split()[-1] for one in some]),
        ("beginning of a name", [one.name[: max(4, len(one.name) - 2)] for one in some]),
    ):
        found.append(row(f"search page, {what}, of {count}{engine}: p50", page(client, texts), "ms", MS))
    return [*found, *recall(count, engine), *duplicates(officer, some, count, engine), *index(count, engine)]


def page(client: Any, texts: Sequence[str]) -> float:
    """p50 in milliseconds of the page of results."""
    return median([partial(shown, client, text) for text in texts])


def shown(client: Any, text: str) -> None:
    answer = client.get("/cari/", {"q": text})
    if answer.status_code != 200:
        raise SystemExit(f"a search answered {answer.status_code}")


def recall(count: str, engine: str) -> list[Row]:
    """Of the pairs, how many a search shows among its first twenty files; and how many suggestions at intake name."""
    from suar.core.vault import tokens
    from suar.desk.finding import MOST

    pairs = large.variants()[: scale() // 2]
    hits = sum(large.made_up(n).id in tokens.find_alike(asked, limit=MOST) for n, (_, asked) in enumerate(pairs))
    what = f"search: pairs of spellings found among the first {MOST}, of {count}{engine}"
    return [row(what, 100 * hits / len(pairs), "%", "≥ 95")]


def duplicates(officer: Any, some: list[large.Made], count: str, engine: str) -> list[Row]:
    """As the form of a visit asks: another spelling, the birth date, a telephone number."""
    from suar.casework.children.sameness import Person
    from suar.casework.children.search import possible_duplicates

    offered: dict[uuid.UUID, list[uuid.UUID]] = {}

    def ask(one: large.Made) -> None:
        person = Person(name=misspelt(one.name), birth_date=one.birth_date, phone=one.phone)
        found = possible_duplicates(office=officer.office, person=person)
        offered[one.id] = [suggestion.child.id for suggestion in found]

    taken = median([partial(ask, one) for one in some])
    share = 100 * sum(child in ids for child, ids in offered.items()) / len(some)
    what = f"duplicate check at intake, {count} children{engine}"
    return [row(f"{what}: p50", taken, "ms", "≤ 100"), row(f"{what}: the same child is offered", share, "%")]


def index(count: str, engine: str) -> list[Row]:
    """More children put into the index as an import does it, and taken out again."""
    from suar.core.vault import keys, tokens

    more = [(uuid.uuid4(), [large.made_up(n).name], [f"0800{n:08d}"]) for n in range(INDEXED)]
    start = perf_counter()
    tokens.index_many(more)
    rate = INDEXED / (perf_counter() - start)
    keys.withdraw([subject for subject, _, _ in more])
    found = [row(f"search: indexing more children beside {count}{engine}", rate, "/s")]
    if not engine:
        size = sum(path.stat().st_size for path in Path(os.environ["SUAR_HOME"]).rglob("keys*.sqlite3*"))
        found.append(row("search: bytes of the keys and the index for each child", size / scale(), "B"))
    return found


def misspelt(name: str) -> str:
    """As another office writes it."""
    return name.replace("f", "p").replace("z", "s").replace("u", "oe").replace("y", "j").replace("kh", "ch")


def median(works: Sequence[Callable[[], object]]) -> float:
    """p50 in milliseconds, after a few for warmth."""
    for work in works[:WARM]:
        work()
    taken = []
    for work in works:
        start = perf_counter()
        work()
        taken.append((perf_counter() - start) * 1000)
    return statistics.median(taken)


if __name__ == "__main__":
    json.dump(measure(sys.argv[1]), sys.stdout)
