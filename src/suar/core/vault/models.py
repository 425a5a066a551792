"""Store `keys`: wrapped data keys, search tokens, tombstones, the day keys of the intake. No personal data in clear."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import models


class DataKey(models.Model):
    """The key of one subject (a child, or a complaint until it becomes a case), wrapped by the wrapping keyset."""

    subject = models.UUIDField(primary_key=True)
    wrapped = models.BinaryField()
    wrapping_key_id = models.BigIntegerField(db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = models.Manager()


class SearchTokenQuerySet(models.QuerySet["SearchToken"]):
    def matching(self, tokens: Iterable[bytes]) -> SearchTokenQuerySet:
        return self.filter(token__in=list(tokens))

    def subjects(self) -> set[UUID]:
        return set(self.values_list("subject", flat=True))


class SearchToken(models.Model):
    """A keyed token of one word, number or sound of a subject. Rebuildable: `suar vault reindex`."""

    id = models.BigAutoField(primary_key=True)
    token = models.BinaryField(max_length=12)
    subject = models.UUIDField()

    objects = SearchTokenQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["token", "subject"], name="vault_token_subject"),
            models.Index(fields=["subject"], name="vault_token_of_subject"),
        ]


class Tombstone(models.Model):
    """A subject whose key was destroyed. A restore obeys it: the key is destroyed again before anything opens."""

    subject = models.UUIDField(primary_key=True)
    erased_at = models.DateTimeField()
    unreadable_from = models.DateField()

    objects = models.Manager()


class IntakeKey(models.Model):
    """The private half of an intake key pair, sealed by the wrapping keyset. The public half goes to the intake store."""

    key_id = models.CharField(primary_key=True, max_length=16)
    wrapped = models.BinaryField()
    wrapping_key_id = models.BigIntegerField()
    valid_from = models.DateTimeField()

    objects = models.Manager()


class LastHead(models.Model):
    """The last ledger head, kept outside `main` so that a cut tail shows."""

    tree_size = models.BigIntegerField(primary_key=True)
    note = models.TextField()
    kept_at = models.DateTimeField(auto_now_add=True)

    objects = models.Manager()
