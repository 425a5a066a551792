"""How long a file is kept, and its end: what is due, the act by two persons, the paper that stays."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from suar.casework.retention.withheld import about_withheld
from suar.core.ledger.models import LedgeredModel, LedgeredQuerySet
from suar.core.ledger.states import Stateful
from suar.registry.accounts.models import Office, User


class Kind(models.TextChoices):
    """Whose key it is."""

    CHILD = "child", _("berkas anak")
    COMPLAINT = "complaint", pgettext_lazy("satu", "pengaduan")
    FINDING = "finding", _("temuan kelompok")
    ARRIVAL = "arrival", _("catatan materi masuk")


class Why(models.TextChoices):
    """As the ledger knows the reasons of an erasure."""

    RETENTION = "retention", _("masa simpan habis")
    REQUEST = "request", _("permintaan anak atau keluarga")
    ORDER = "order", _("perintah pengadilan")
    MISTAKE = "mistake", _("salah catat")


class ActStatus(models.TextChoices):
    PROPOSED = "proposed", _("menunggu persetujuan")
    APPROVED = "approved", _("disetujui, masa tunggu")
    RUNNING = "running", _("sedang dilaksanakan")
    DONE = "done", pgettext_lazy("berita acara", "selesai")
    WITHDRAWN = "withdrawn", pgettext_lazy("berita acara", "dibatalkan")


TRANSITIONS: dict[str, frozenset[str]] = {
    ActStatus.PROPOSED: frozenset({ActStatus.APPROVED, ActStatus.WITHDRAWN}),
    ActStatus.APPROVED: frozenset({ActStatus.RUNNING, ActStatus.WITHDRAWN}),
    ActStatus.RUNNING: frozenset({ActStatus.DONE}),
    ActStatus.DONE: frozenset(),
    ActStatus.WITHDRAWN: frozenset(),
}


class Withdrawn(models.TextChoices):
    """Why an act was not carried out. Codes: what somebody would type could outlive the child's file."""

    NEEDED = "needed", _("berkas masih diperlukan")
    HELD = "held", _("ada penahanan atau perkara")
    WRONG = "wrong", _("daftarnya keliru")
    OBJECTION = "objection", _("ada keberatan")


class ActQuerySet(LedgeredQuerySet["Act"]):
    def visible_to(self, user: User) -> Self:
        """Acts belong to the office whose files they end. A partner sees none. One about a file withheld from the user
        is withheld whole: nobody ends a file about oneself, nor stops its end."""
        if user.agency_ids:
            return self.none()
        naming = Listing.objects.filter(item__in=Item.objects.filter(about_withheld(user)))
        return self.filter(office__in=user.office_ids).exclude(pk__in=naming.values("act"))

    def to_approve(self) -> Self:
        return self.filter(status=ActStatus.PROPOSED)

    def running(self) -> Self:
        """Intended and not finished: the worker finishes them."""
        return self.filter(status=ActStatus.RUNNING)


class Act(LedgeredModel, Stateful):
    """One *berita acara pemusnahan*: several files in one act of two persons, with a time to take it back.

    `paper` are the bytes of the PDF as it was made, `sha256` theirs: it names files by their number and no child.
    `at_once`: the operator did it at the command line and named both persons."""

    transitions = TRANSITIONS

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    office = models.ForeignKey(Office, models.PROTECT, related_name="erasure_acts")
    status = models.CharField(max_length=10, choices=ActStatus, default=ActStatus.PROPOSED)
    at_once = models.BooleanField(default=False)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    not_before = models.DateTimeField(null=True)
    started_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=10, choices=Withdrawn, blank=True)
    number = models.CharField(max_length=120, blank=True)
    dated = models.DateField(null=True)
    unreadable_from = models.DateField(null=True)
    done_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    paper = models.BinaryField(default=bytes)

    objects = ActQuerySet.as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "id",
            "version",
            "office",
            "status",
            "at_once",
            "proposed_by",
            "proposed_at",
            "approved_by",
            "approved_at",
            "not_before",
            "started_by",
            "started_at",
            "withdrawn_by",
            "withdrawn_at",
            "withdrawn_why",
            "number",
            "dated",
            "unreadable_from",
            "done_at",
            "sha256",
            "paper",
        )
    }

    class Meta:
        indexes = [models.Index(fields=["office", "proposed_at", "id"], name="retention_act_office")]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "number"], condition=~models.Q(number=""), name="retention_number_once"
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by=None) | ~models.Q(approved_by=models.F("proposed_by")),
                name="retention_second_person_is_another",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=["approved", "running", "done"])
                | models.Q(approved_by__isnull=False, approved_at__isnull=False),
                name="retention_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="done")
                | (~models.Q(number="") & models.Q(dated__isnull=False, unreadable_from__isnull=False)),
                name="retention_done_has_its_paper",
            ),
        ]


class ItemStatus(models.TextChoices):
    DUE = "due", _("menunggu keputusan")
    CHOSEN = "chosen", _("dalam berita acara")
    ERASED = "erased", _("dimusnahkan")
    DROPPED = "dropped", _("tidak jadi")


ITEM_TRANSITIONS: dict[str, frozenset[str]] = {
    ItemStatus.DUE: frozenset({ItemStatus.CHOSEN, ItemStatus.DROPPED}),
    ItemStatus.CHOSEN: frozenset({ItemStatus.DUE, ItemStatus.ERASED}),
    ItemStatus.ERASED: frozenset(),
    ItemStatus.DROPPED: frozenset(),
}
UNFINISHED = (ItemStatus.DUE, ItemStatus.CHOSEN)


class ItemQuerySet(LedgeredQuerySet["Item"]):
    def visible_to(self, user: User) -> Self:
        if user.agency_ids:
            return self.none()
        return self.filter(office__in=user.office_ids).exclude(about_withheld(user))

    def due(self) -> Self:
        """Nobody has decided yet."""
        return self.filter(status=ItemStatus.DUE)

    def unfinished(self) -> Self:
        return self.filter(status__in=UNFINISHED)

    def about(self, subject: UUID) -> Self:
        return self.filter(subject=subject)


class Item(LedgeredModel, Stateful):
    """One file whose time has run out, or whose erasure was asked for; in the end a line of the list of the erased.

    `reference` are the numbers that the file is known by; `group` its class of the schedule and `group_since` the
    version of that class; `ran_out_on` the day from which it may go, empty where somebody asked."""

    transitions = ITEM_TRANSITIONS

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    office = models.ForeignKey(Office, models.PROTECT, related_name="retention_items")
    kind = models.CharField(max_length=10, choices=Kind)
    subject = models.UUIDField()
    reference = models.CharField(max_length=200)
    why = models.CharField(max_length=10, choices=Why, default=Why.RETENTION)
    group = models.CharField(max_length=40)
    group_since = models.DateField()
    ran_out_on = models.DateField(null=True)
    proposed_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    act = models.ForeignKey(Act, models.PROTECT, null=True, related_name="items")
    status = models.CharField(max_length=10, choices=ItemStatus, default=ItemStatus.DUE)
    erased_on = models.DateField(null=True)

    objects = ItemQuerySet.as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "id",
            "version",
            "office",
            "kind",
            "subject",
            "reference",
            "why",
            "group",
            "group_since",
            "ran_out_on",
            "proposed_at",
            "asked_by",
            "act",
            "status",
            "erased_on",
        )
    }

    class Meta:
        indexes = [
            models.Index(fields=["office", "status", "proposed_at", "id"], name="retention_item_office"),
            models.Index(fields=["subject", "status"], name="retention_item_subject"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["subject"],
                condition=models.Q(status__in=["due", "chosen", "erased"]),
                name="retention_subject_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=["chosen", "erased"]) | models.Q(act__isnull=False),
                name="retention_chosen_is_in_an_act",
            ),
        ]


class Listing(LedgeredModel):
    """That an act named a file when it was drawn up. It stays when the act is taken back and the file waits again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    act = models.ForeignKey(Act, models.PROTECT, related_name="listings")
    item = models.ForeignKey(Item, models.PROTECT, related_name="listings")

    objects = LedgeredQuerySet["Listing"].as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {1: ("id", "version", "act", "item")}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["act", "item"], name="retention_listed_once")]
