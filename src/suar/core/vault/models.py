"""Store `keys`: wrapped data keys, search tokens, tombstones, the day keys of the intake. No personal data in clear."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from itertools import batched, chain
from uuid import UUID

from django.db import connections, models, router

from suar.core.days import today

PAIRS = 500  # index entries of one statement


class DataKey(models.Model):
    """The key of one subject (a child, or a complaint until it becomes a case), wrapped by the wrapping keyset.

    `created_at` is the day on which it was last asked for by whoever is about to write under it: while it is young
    nobody may take it for one that nothing needs. The hour would tell when somebody filed."""

    subject = models.UUIDField(primary_key=True)
    wrapped = models.BinaryField()
    wrapping_key_id = models.BigIntegerField(db_index=True)
    created_at = models.DateTimeField(default=today)

    objects = models.Manager()


class SearchSubjectQuerySet(models.QuerySet["SearchSubject"]):
    def forget(self, subjects: Iterable[UUID]) -> None:
        """Delete these subjects and every token of theirs. Call inside a transaction."""
        rows = list(self.filter(subject__in=list(subjects)))
        forget_tokens(sorted((token, row.no) for row in rows for token in row.unpacked()))
        self.filter(pk__in=[row.no for row in rows]).delete()


class SearchSubject(models.Model):
    """A subject in the search index under a short running number, with its own list of tokens (to forget them, to rank
    it). A new number each time it is indexed."""

    no = models.BigAutoField(primary_key=True)
    subject = models.UUIDField(unique=True)
    tokens = models.BinaryField()

    objects = SearchSubjectQuerySet.as_manager()

    def unpacked(self) -> tuple[int, ...]:
        return unpack_tokens(bytes(self.tokens))


class SearchToken(models.Model):
    """A keyed token of one word, number or sound of a subject. Rebuildable: `suar vault reindex`.

    Eight bytes of a PRF as a signed number beside the subject's running number: an index entry of a few bytes where
    a million children have some twenty million of them. On SQLite the table is its own index (WITHOUT ROWID)."""

    pk = models.CompositePrimaryKey("token", "no")
    token = models.BigIntegerField()
    no = models.BigIntegerField()

    objects = models.Manager()


def forget_tokens(pairs: Sequence[tuple[int, int]]) -> None:
    """Delete index entries by their whole key, many a statement: taking an import back removes a hundred thousand."""
    table = SearchToken._meta.db_table
    with connections[router.db_for_write(SearchToken)].cursor() as cursor:
        for batch in batched(pairs, PAIRS):
            places = ",".join(["(%s,%s)"] * len(batch))
            cursor.execute(
                f"DELETE FROM {table} WHERE (token, no) IN (VALUES {places})",  # noqa: S608 - a table's name and places
                list(chain.from_iterable(batch)),
            )


def pack_tokens(tokens: Sequence[int]) -> bytes:
    return struct.pack(f">{len(tokens)}q", *tokens)


def unpack_tokens(packed: bytes) -> tuple[int, ...]:
    return struct.unpack(f">{len(packed) // 8}q", packed)


class Tombstone(models.Model):
    """A subject whose key was destroyed. A restore obeys it: the key is destroyed again before anything opens."""

    subject = models.UUIDField(primary_key=True)
    erased_at = models.DateTimeField()
    unreadable_from = models.DateField()

    objects = models.Manager()


class IntakeKey(models.Model):
    """An intake key pair: the private half wrapped; the public half, signed, as the intake store must show it."""

    key_id = models.CharField(primary_key=True, max_length=16)
    wrapped = models.BinaryField()
    wrapping_key_id = models.BigIntegerField()
    valid_from = models.DateTimeField()
    public = models.BinaryField()
    signature = models.BinaryField()

    objects = models.Manager()


class MarkList(models.Model):
    """One row: the sealed list of marked subjects (marks.py), of one length whoever is on it."""

    id = models.SmallIntegerField(primary_key=True)
    wrapped = models.BinaryField()
    wrapping_key_id = models.BigIntegerField()

    objects = models.Manager()


class LastHead(models.Model):
    """The last ledger head, kept outside `main` so that a cut tail shows."""

    tree_size = models.BigIntegerField(primary_key=True)
    note = models.TextField()
    kept_at = models.DateTimeField(auto_now_add=True)

    objects = models.Manager()
