"""Search over sealed names and numbers: keyed tokens in the store `keys`, looked up, never decrypted.

A name gives tokens for each word as it is written, its beginnings from four letters on, two kinds of sound keys (see
sounds.py), neighbours written as one word, and the whole name whatever its order; a NIK or telephone number gives one.

Apps say what can be found by `register_source`; `reindex` builds all of it anew while the office works."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import batched, chain
from uuid import UUID

from django.db import connections, transaction

from suar.core.vault.keys import STORE
from suar.core.vault.models import DataKey, SearchSubject, SearchToken, Tombstone, pack_tokens
from suar.core.vault.search import Found, find, find_alike, find_exact, find_number, find_prefix
from suar.core.vault.tokenizing import tokens_of

__all__ = [
    "Found",
    "find",
    "find_alike",
    "find_exact",
    "find_number",
    "find_prefix",
    "forget",
    "index",
    "index_many",
    "register_source",
    "reindex",
]

BATCH = 2000  # rows or pairs of one statement
# Subjects of one transaction: their tokens lie all over the index, so that each transaction writes most of it anew.
TOGETHER = 10_000

type Named = tuple[UUID, Iterable[str], Iterable[str]]  # subject, names, numbers
type Source = Callable[[], Iterable[Named]]
_sources: list[Source] = []


def register_source(source: Source) -> Source:
    """Apps register what can be found: a callable that yields (subject, names, numbers) of everything. Usable as a
    decorator; registering twice is once."""
    if source not in _sources:
        _sources.append(source)
    return source


def index(subject: UUID, *, names: Iterable[str] = (), numbers: Iterable[str] = ()) -> None:
    """Make the subject findable by these names and numbers, and by no others. An erased subject stays forgotten."""
    index_many([(subject, names, numbers)])


def index_many(listed: Iterable[Named]) -> int:
    """As `index`, for many. Returns how many were indexed."""
    done = 0
    for batch in batched(listed, TOGETHER):
        tokens = {subject: sorted(tokens_of(names, numbers)) for subject, names, numbers in batch}
        with transaction.atomic(using=STORE):
            # The lock makes an erasure wait for us, so that what we add now is among what it forgets.
            list(DataKey.objects.select_for_update().filter(pk__in=list(tokens)).values_list("pk", flat=True))
            for (gone,) in Tombstone.objects.filter(pk__in=list(tokens)).values_list("pk"):
                del tokens[gone]
            SearchSubject.objects.forget(tokens)
            _insert(tokens)
        done += len(tokens)
    return done


def forget(subject: UUID) -> None:
    """The subject cannot be found any more."""
    with transaction.atomic(using=STORE):
        SearchSubject.objects.forget([subject])


def reindex(progress: Callable[[int], None] | None = None) -> int:
    """Build every token anew from the registered sources; searches go on. Returns the number of subjects.

    Whoever is indexed again gets a higher number; what still has a number from before is no longer anybody's."""
    newest = SearchSubject.objects.order_by("-no").values_list("no", flat=True).first() or 0
    done = 0
    for source in _sources:
        for batch in batched(source(), TOGETHER):
            done += index_many(batch)
            if progress is not None:
                progress(done)
    while stale := list(SearchSubject.objects.filter(no__lte=newest).values_list("subject", flat=True)[:BATCH]):
        with transaction.atomic(using=STORE):
            SearchSubject.objects.forget(stale)
    return done


def _insert(tokens: dict[UUID, list[int]]) -> None:
    SearchSubject.objects.bulk_create(
        [SearchSubject(subject=subject, tokens=pack_tokens(listed)) for subject, listed in tokens.items()],
        batch_size=BATCH,
    )
    numbers = dict(SearchSubject.objects.filter(subject__in=list(tokens)).values_list("subject", "no"))
    pairs: list[tuple[int, int]] = []
    for subject, listed in tokens.items():
        no = numbers[subject]
        pairs += [(one, no) for one in listed]
    pairs.sort()
    insert_pairs(iter(pairs))


def insert_pairs(pairs: Iterator[tuple[int, int]]) -> None:
    """Postings in the order of the index, many a statement."""
    table = SearchToken._meta.db_table
    with connections[STORE].cursor() as cursor:
        for batch in batched(pairs, BATCH):
            places = ",".join(["(%s,%s)"] * len(batch))
            cursor.execute(
                f"INSERT INTO {table} (token, no) VALUES {places}",  # noqa: S608 - a table's name and placeholders
                list(chain.from_iterable(batch)),
            )
