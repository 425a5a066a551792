"""Store `intake`: what the public process writes and what the worker hands out to it. Nothing here opens a filed
complaint: bodies are sealed to the intake key, replies to a key pair that only the receipt derives."""

from __future__ import annotations

import uuid
from typing import Any, Self

from django.db import models
from django.db.models import Count, Min, Q
from django.utils.translation import gettext_lazy

from suar.casework.intake.soundness import KeptQuerySet, soundness

FROM_PAPER = "kertas"
"""In place of the id of an intake key: written on a numbered sheet, so no body was ever sealed for it."""


class DayKey(models.Model):
    """The public intake key of a day, put here by the worker and signed by it: this store alone proves nothing."""

    key_id = models.CharField(primary_key=True, max_length=16)
    keyset = models.BinaryField()
    valid_from = models.DateTimeField()
    signature = models.BinaryField()

    objects = KeptQuerySet["DayKey"].as_manager()


class Opening(models.Model):
    """The day on which somebody at the desk last opened the queue, written by the worker: one row. Written anew each
    minute, so that the times of the store's files tell nothing about the last complaint."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    opened_on = models.DateField()

    objects = models.Manager()


class ArrivalQuerySet[M: models.Model](KeptQuerySet[M]):
    """What the public process leaves for the worker. Set aside: it did not open, is kept, and blocks nobody. What looks
    like part of a flood waits in quarantine, sealed, until it is let through or emptied."""

    def waiting(self) -> Self:
        """Not yet taken over by the worker."""
        return self.sound().filter(taken=False, set_aside=False, doubt="")

    def quarantined(self) -> Self:
        return self.sound().filter(taken=False).exclude(doubt="")

    def kept_aside(self) -> Self:
        """Did not open at the last attempt."""
        return self.filter(taken=False, set_aside=True)

    def tally(self) -> dict[str, Any]:
        """How many wait, are held in quarantine or did not open, and the oldest day of the first two; one statement."""
        sound = soundness(self.model)
        waiting, apart = sound & Q(set_aside=False, doubt=""), sound & ~Q(doubt="")
        return self.filter(taken=False).aggregate(
            waiting=Count("pk", filter=waiting),
            oldest=Min("filed_on", filter=waiting),
            apart=Count("pk", filter=apart),
            oldest_apart=Min("filed_on", filter=apart),
            aside=Count("pk", filter=Q(set_aside=True)),
        )


class Filing(models.Model):
    """One complaint. `lookup_id` finds it by receipt and is cleared when the child deletes the code."""

    class Step(models.TextChoices):
        RECEIVED = "received"
        OPENED = "opened"
        ANSWERED = "answered"
        CLOSED = "closed"
        DROPPED = "dropped"  # emptied from quarantine, unread

    class Doubt(models.TextChoices):
        """Why it stands in quarantine: all that is told of it in clear."""

        TRAP = "trap", gettext_lazy("mengisi kolom yang tidak terlihat")
        HASTY = "hasty", gettext_lazy("diisi terlalu cepat")
        RATE = "rate", gettext_lazy("datang bersama banyak kiriman lain")

    form_id = models.UUIDField(primary_key=True)
    lookup_id = models.BinaryField(max_length=16, null=True, unique=True)
    reply_key = models.BinaryField(max_length=32)
    content_tag = models.BinaryField(max_length=32)
    key_id = models.CharField(max_length=16)
    sealed = models.BinaryField()
    filed_on = models.DateField()
    taken = models.BooleanField(default=False, db_index=True)
    set_aside = models.BooleanField(default=False)
    step = models.CharField(max_length=10, choices=Step, default=Step.RECEIVED)
    promise_read_by = models.DateTimeField(null=True)
    promise_reply_by = models.DateTimeField(null=True)
    doubt = models.CharField(max_length=5, choices=Doubt, blank=True)
    looked = models.BooleanField(default=False)  # the worker has opened it in quarantine once, and left it there

    objects = ArrivalQuerySet["Filing"].as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["filed_on", "form_id"],
                condition=models.Q(taken=False) & ~models.Q(doubt=""),
                name="intake_quarantine",
            )
        ]


class Further(models.Model):
    """A further message under a receipt: a changed form sent again, or an answer to a reply."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    filing = models.ForeignKey(Filing, models.CASCADE, related_name="further")
    content_tag = models.BinaryField(max_length=32)
    key_id = models.CharField(max_length=16)
    sealed = models.BinaryField()
    filed_on = models.DateField()
    taken = models.BooleanField(default=False, db_index=True)
    set_aside = models.BooleanField(default=False)
    doubt = models.CharField(max_length=5, choices=Filing.Doubt, blank=True)
    looked = models.BooleanField(default=False)
    dropped = models.BooleanField(default=False)  # emptied from quarantine, unread: its holder is told

    objects = ArrivalQuerySet["Further"].as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["filed_on", "id"],
                condition=models.Q(taken=False) & ~models.Q(doubt=""),
                name="intake_further_quarantine",
            )
        ]
        constraints = [
            # The words that went unread may be written once more.
            models.UniqueConstraint(
                fields=["filing", "content_tag"], condition=models.Q(dropped=False), name="intake_further_once"
            )
        ]


class Inclusion(models.Model):
    """The proof that a complaint's arrival is in the record, sealed to the receipt's key: only its holder reads which
    place it has, and nothing here tells the hour."""

    filing = models.OneToOneField(Filing, models.CASCADE, primary_key=True, related_name="inclusion")
    sealed = models.BinaryField()

    objects = models.Manager()


class PublicHead(models.Model):
    """A signed head of the record, published for one of the day's fixed hours, and the key that verifies it."""

    hour = models.DateTimeField(primary_key=True)
    tree_size = models.BigIntegerField(db_index=True)
    note = models.TextField()
    verifier = models.CharField(max_length=200)

    objects = models.Manager()


class PublicNode(models.Model):
    """A subtree of the record that a proof between two published heads may need (`core/ledger/spans.py`): hashes of
    hashes of entries that each hold 16 random bytes; it tells nothing about any."""

    number = models.BigIntegerField(primary_key=True)
    hash = models.BinaryField(max_length=32)

    objects = models.Manager()


class Reply(models.Model):
    """A reply sealed to the receipt's key. `id` is the message's at the desk: a second delivery changes nothing."""

    id = models.UUIDField(primary_key=True)
    filing = models.ForeignKey(Filing, models.CASCADE, related_name="replies")
    sealed = models.BinaryField()
    sent_on = models.DateField()
    read_on = models.DateField(null=True)

    objects = KeptQuerySet["Reply"].as_manager()
