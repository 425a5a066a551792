"""A home with very many children: keys, sealed names and numbers, search tokens, a file and a duty each, and the same
rows in clear beside them for the yardsticks (bench/plain.py).

Rows are sealed by the program's own fields and tokens and stored many a statement, by one process a core. The home is
kept under var/bench for the next run and built anew when the program's code has changed."""

from __future__ import annotations

import csv
import hashlib
import os
import random
import shutil
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import batched, chain
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.homes import ENGINES, an_officer, environment, number, open_home, say, scale, stores, the_officer

NAMES = Path(__file__).parents[1] / "tests" / "core" / "vault" / "data" / "name_variants.csv"
# A few words as common as Muhammad is; rank r of the others is 1/(r + 10) as likely as the first.
FIRST, FIRST_WEIGHTS = ("Muhammad", "Siti", "Maria", ""), (15, 8, 3, 74)
TOGETHER = 5_000  # children of one transaction
DAYS = 2_000  # over which the files were opened
FIRST_DAY = date(2021, 1, 1)
COMPLAINTS = 100
PAIRS = "bench_pairs"  # search tokens before they are in order


@dataclass(frozen=True, slots=True)
class Made:
    """Child number n, the same in every run. One in four has a NIK (its serial 0000, which is never issued)."""

    id: uuid.UUID
    name: str
    phone: str
    nik: str
    birth_date: str


@contextmanager
def home(engine: str) -> Iterator[dict[str, str]]:
    """The environment of the kept home of this scale, built first where there is none."""
    folder = Path("var/bench") / f"{engine}-{scale()}"
    stamp, wanted = folder / "whole", fingerprint()
    if not stamp.exists() or stamp.read_text() != wanted:
        shutil.rmtree(folder, ignore_errors=True)
    with stores(engine, folder / "postgres") as named:
        whole = environment(folder / "home") | named
        if not stamp.exists():
            build(whole, ENGINES[engine])
            stamp.write_text(wanted)
        yield whole


def fingerprint() -> str:
    """Of everything that decides what lies in the home."""
    root = Path(__file__).parents[1] / "src" / "suar"
    files = [Path(__file__), Path(__file__).with_name("plain.py"), *sorted(root.rglob("0*.py"))]
    files += [*sorted((root / "core" / "vault").glob("*.py")), NAMES]
    files += [root / "casework" / "children" / "sameness.py"]
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def build(whole: dict[str, str], engine: str) -> None:
    began, cores = perf_counter(), os.cpu_count() or 1
    say(f"building a home with {number(scale())} children{engine}")
    _step(whole, "begin")
    step = -(-scale() // cores)
    parts = [(start, min(start + step, scale())) for start in range(0, scale(), step)]
    running = [subprocess.Popen(_command("fill", *map(str, part)), env=os.environ | whole) for part in parts]
    if max(process.wait() for process in running):
        raise SystemExit("a part of the large home could not be built")
    _step(whole, "finish")
    say(f"built in {perf_counter() - began:.0f} s")


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "bench.large", *arguments]


def _step(whole: dict[str, str], *arguments: str) -> None:
    subprocess.run(_command(*arguments), env=os.environ | whole, check=True)


def begin() -> None:
    """Tables, an office, its person."""
    open_home()
    from django.db import connection, connections

    from bench.plain import MODELS

    an_officer()
    with connection.schema_editor() as editor:
        for model in MODELS:
            editor.create_model(model)
    with connections["keys"].cursor() as cursor:
        cursor.execute(f"CREATE TABLE {PAIRS} (token bigint, no bigint)")


def fill(start: int, end: int) -> None:
    """Children number `start` to `end`."""
    import django

    django.setup()
    from django.db import transaction

    hurried()
    officer = the_officer()
    for numbers in batched(range(start, end), TOGETHER):
        main, kept = rows_of(officer, numbers)
        with transaction.atomic():
            for model, made in main.items():
                bulk(model, made)
            plain_words(numbers)
        with transaction.atomic(using="keys"):
            keep_findable(kept)
        if start == 0:
            say(f"{number((numbers[-1] + 1) * scale() // end)} of {number(scale())} children")


def hurried() -> None:
    """A home that is thrown away when it breaks need not reach the disk at each commit."""
    from django.db import connections

    for store in ("default", "keys"):
        with connections[store].cursor() as cursor:
            if connections[store].vendor == "sqlite":
                cursor.execute("PRAGMA synchronous=OFF")
                cursor.execute("PRAGMA temp_store=FILE")
                cursor.execute("PRAGMA cache_size=-200000")
            else:
                cursor.execute("SET synchronous_commit = off")
                cursor.execute("SET maintenance_work_mem = '256MB'")


def rows_of(officer: Any, numbers: Sequence[int]) -> tuple[dict[Any, list[Any]], list[Any]]:
    """Rows of the main store by model, keys made for them; and what the search is to find."""
    from django.utils import timezone

    from bench.plain import PlainChild
    from suar.casework.cases.models import Case
    from suar.casework.children.models import Child
    from suar.casework.children.sameness import Person, numbers_of
    from suar.casework.duties.models import Duty
    from suar.core.vault import keys
    from suar.core.vault.fields import lend
    from suar.core.vault.models import SearchSubject, pack_tokens
    from suar.core.vault.tokenizing import tokens_of

    office, now = officer.office, timezone.now()
    listed = [made_up(n) for n in numbers]
    ciphers = keys.create_many([one.id for one in listed])
    made: dict[Any, list[Any]] = {model: [] for model in (PlainChild, Child, Case, Duty)}
    kept = []
    for n, one in zip(numbers, listed, strict=True):
        person = {"name": one.name, "phone": one.phone, "nik": one.nik}
        child = Child(id=one.id, office=office, sex="P", birth_date=one.birth_date, **person)
        lend(ciphers, child)
        facts = {
            "id": uuid.UUID(int=one.id.int ^ 1), "office": office, "number": f"{n:09}", "kind": "pengaduan",
            "cluster": "trafficking", "region_code": "61.71", "opened_on": FIRST_DAY + timedelta(days=n % DAYS),
            "officer": officer, "risk": "high", "safe_now": "yes", "status": "open",
        }  # fmt: skip
        duty = {"about": "child", "subject": one.id, "case_id": facts["id"], "kind": "monitor", "owed_to": "child"}
        moments = dict.fromkeys(("due_at", "turn_at", "started_at"), now + timedelta(minutes=n % DAYS))
        made[Child].append(child)
        made[PlainChild].append(PlainChild(id=one.id, office=office, **person))
        made[Case].append(Case(**facts, child=child))
        made[Duty].append(Duty(office=office, rule="house.monitoring.high", version=1, **duty, **moments))
        tokens = sorted(
            tokens_of([one.name], numbers_of(Person(nik=one.nik, phone=one.phone, birth_date=one.birth_date)))
        )
        kept.append((SearchSubject(no=n + 1, subject=one.id, tokens=pack_tokens(tokens)), tokens))
    return made, kept


def bulk(model: Any, made: list[Any]) -> None:
    from django.db.models import QuerySet

    QuerySet.bulk_create(model._default_manager.all(), made, batch_size=500)


def keep_findable(kept: list[Any]) -> None:
    """Subjects at once; their tokens for later: put into the index in its own order they take a tenth of the time."""
    from suar.core.vault.models import SearchSubject

    bulk(SearchSubject, [subject for subject, _ in kept])
    insert("keys", PAIRS, ((token, subject.no) for subject, tokens in kept for token in tokens))


def plain_words(numbers: Sequence[int]) -> None:
    from django.db import connection

    from bench.plain import PlainWord

    child, listed = PlainWord.child.field, map(made_up, numbers)
    pairs = (
        (word, child.get_db_prep_save(one.id, connection)) for one in listed for word in set(one.name.lower().split())
    )
    insert("default", f"{PlainWord._meta.db_table} (word, child_id)", pairs)


def insert(store: str, table: str, pairs: Iterable[tuple[Any, Any]]) -> None:
    from django.db import connections

    with connections[store].cursor() as cursor:
        for some in batched(pairs, 2000):
            places = ",".join(["(%s,%s)"] * len(some))
            cursor.execute(f"INSERT INTO {table} VALUES {places}", list(chain.from_iterable(some)))


def finish() -> None:
    """The index in order; the plain rows that are copies; complaints through the action; the planner's statistics."""
    import django

    django.setup()
    from django.core.management.color import no_style
    from django.db import connections

    from suar.core.vault.models import SearchSubject, SearchToken

    hurried()
    say("putting the search tokens in order")
    store, table = connections["keys"], SearchToken._meta.db_table
    with store.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} (token, no) SELECT token, no FROM {PAIRS} ORDER BY token, no")
        cursor.execute(f"DROP TABLE {PAIRS}")
        for statement in store.ops.sequence_reset_sql(no_style(), [SearchSubject]):
            cursor.execute(statement)
    copy_plain()
    complaints_of(the_officer(), COMPLAINTS)
    for connection in (store, connections["default"]):
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def copy_plain() -> None:
    """The plain cases: what the list shows of a case is in clear anyway."""
    from django.db import connection

    from bench.plain import PlainCase
    from suar.casework.cases.models import Case

    columns = ", ".join(str(field.column) for field in PlainCase._meta.concrete_fields)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {PlainCase._meta.db_table} ({columns}) SELECT {columns} FROM {Case._meta.db_table}"
        )


def complaints_of(officer: Any, count: int) -> None:
    from suar.casework.complaints import actions

    for n in range(count):
        actions.receive(
            office=officer.office, by=officer, channel="visit", kind="pengaduan", about="other",
            story="Seorang anak ketakutan.", child_name=made_up(n).name, region_code="61.71", urgent=n % 9 == 0,
        )  # fmt: skip


@cache
def vocabulary() -> tuple[list[str], list[float]]:
    with NAMES.open(encoding="utf-8", newline="") as file:
        texts = [row[column] for row in csv.DictReader(file) for column in ("name_a", "name_b")]
    words = sorted({word for text in texts for word in text.split() if word.isalpha() and len(word) > 2})
    shuffled = random.Random(2026).sample(words, len(words))
    return shuffled, list(accumulated(1 / (rank + 10) for rank in range(len(words))))


def accumulated(weights: Iterator[float]) -> Iterator[float]:
    total = 0.0
    for weight in weights:
        total += weight
        yield total


@cache
def variants() -> list[tuple[str, str]]:
    """Two spellings of one name, as the table has them. Where it speaks of a word and not of a whole name, the word
    with two others, the same in both."""
    with NAMES.open(encoding="utf-8", newline="") as file:
        same = [row for row in csv.DictReader(file) if row["expected"] == "same"]
    words, weights = vocabulary()
    found = []
    for n, row in enumerate(same):
        others = random.Random(n).choices(words, cum_weights=weights, k=2) if row["scope"] == "token" else []
        found.append((" ".join([row["name_a"], *others]), " ".join([row["name_b"], *others])))
    return found


def made_up(n: int) -> Made:
    """The first are called as in `variants`; the others by words of the same table, as common as words are."""
    chance = random.Random(f"child {n}")
    words, weights = vocabulary()
    first = chance.choices(FIRST, FIRST_WEIGHTS)[0]
    name = " ".join([first, *chance.choices(words, cum_weights=weights, k=chance.choice((1, 2, 2, 3)))]).strip()
    if n < len(variants()):
        name = variants()[n][0]
    born = date(2008, 1, 1) + timedelta(days=chance.randrange(6500))
    district = chance.choice(("6171", "6112", "6101", "6172", "6104", "6103"))
    nik = f"{district}{chance.randint(1, 9):02}{born.day + 40}{born:%m%y}0000" if n % 4 == 0 else ""
    return Made(uuid.UUID(int=chance.getrandbits(128), version=4), name, f"0800{n:08d}", nik, born.isoformat())


if __name__ == "__main__":
    steps: dict[str, Callable[..., None]] = {"begin": begin, "fill": fill, "finish": finish}
    steps[sys.argv[1]](*map(int, sys.argv[2:]))
