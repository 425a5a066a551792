"""The child: one file each. Names, numbers, addresses are sealed under the child's own key."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from suar.casework.children import circumstances, rules
from suar.casework.conflicts.withheld import WithheldQuerySet
from suar.core.ledger.models import LedgeredModel, LedgeredQuerySet
from suar.core.vault.fields import EncryptedJSONField, EncryptedTextField, VaultModel
from suar.registry.accounts.models import Office, User


class Sex(models.TextChoices):
    GIRL = "P", _("perempuan")
    BOY = "L", _("laki-laki")
    UNKNOWN = "", _("belum diketahui")


class ChildQuerySet(WithheldQuerySet["Child"]):
    def standing(self) -> Self:
        """Without the children of an import that is not (or no longer) visible."""
        return self.exclude(cases__batch__visible=False)

    def with_case_in(self, districts: Collection[str]) -> Self:
        """`has_case_there`: whether one of the child's cases is in one of these districts."""
        there = Child.objects.filter(pk=models.OuterRef("pk"), cases__region_code__in=list(districts))
        return self.annotate(has_case_there=models.Exists(there))

    def visible_to(self, user: User) -> Self:
        return self.standing().filter(office__in=user.office_ids).not_withheld_from(user, "pk")


class Child(VaultModel, LedgeredModel):
    """`id` is the subject of the child's data key: destroy that key and the child is erased."""

    subject_path = "id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    office = models.ForeignKey(Office, models.PROTECT, related_name="children")
    name = EncryptedTextField(_("nama"))
    other_names = EncryptedTextField(_("nama lain"))
    nik = EncryptedTextField(_("NIK"))
    birth_date = EncryptedTextField(_("tanggal lahir"))
    sex = models.CharField(_("jenis kelamin"), max_length=1, choices=Sex, blank=True, default="")
    address = EncryptedTextField(_("alamat"))
    phone = EncryptedTextField(_("telepon"))
    guardian = EncryptedTextField(_("orang tua/wali"))
    school = EncryptedTextField(_("sekolah"))
    safe_contact = EncryptedJSONField(_("cara menghubungi yang aman"))
    birth_estimated = models.BooleanField(_("perkiraan"), default=False)
    unnamed = models.BooleanField(_("belum bernama"), default=False)
    has_case_there: bool  # of `with_case_in`

    objects = ChildQuerySet.as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "id",
            "version",
            "office",
            "name",
            "other_names",
            "nik",
            "birth_date",
            "sex",
            "address",
            "phone",
            "guardian",
            "school",
            "safe_contact",
            "birth_estimated",
            "unnamed",
        )
    }

    class Meta:
        # A report counts by sex: found by id without opening a row that is mostly sealed text.
        indexes = [models.Index(fields=["id", "sex"], name="children_sex")]

    @property
    def initials(self) -> str:
        """How the child is named on every screen that others may see over a shoulder: `R.M.`"""
        return rules.NAMELESS if self.is_erased else rules.initials(self.name)


class CircumstanceQuerySet(LedgeredQuerySet["Circumstance"]):
    def about(self, child: Child) -> Self:
        return self.filter(child=child).select_related("by").order_by("-since", "-noted_on", "-id")

    def standing(self) -> Self:
        """What is so now, as far as anybody wrote down."""
        return self.filter(until=None, withdrawn=False)


class Circumstance(VaultModel, LedgeredModel):
    """One statement about what surrounds a child (circumstances.py): since when, and where it is known from. `since`
    is empty where nobody knows. `code` stands in clear where it is counted, in `sealed_code` where it tells of the
    child's body or mind. A statement that was entered wrongly is withdrawn and stays."""

    subject_path = "child_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    child = models.ForeignKey(Child, models.PROTECT, related_name="circumstances")
    sort = models.CharField(max_length=12, choices=[(name, sort.label) for name, sort in circumstances.SORTS.items()])
    code = models.CharField(max_length=20, blank=True)
    sealed_code = EncryptedTextField()
    primary = models.BooleanField(default=False)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    source = models.CharField(max_length=8, choices=list(circumstances.SOURCES.items()))
    note = EncryptedTextField()
    withdrawn = models.BooleanField(default=False)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    noted_on = models.DateField()

    objects = CircumstanceQuerySet.as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "id",
            "version",
            "child",
            "sort",
            "code",
            "sealed_code",
            "primary",
            "since",
            "until",
            "source",
            "note",
            "withdrawn",
            "by",
            "noted_on",
        )
    }

    class Meta:
        indexes = [models.Index(fields=["child", "sort"], name="children_circ_sort")]

    @property
    def value(self) -> str:
        return self.code or str(self.sealed_code)

    @property
    def label(self) -> str:
        return circumstances.label(self.sort, self.value)


class MergeQuerySet(LedgeredQuerySet["Merge"]):
    def standing(self) -> Self:
        return self.filter(ended_at=None)

    def touching(self, child: Child) -> Self:
        """Merges that stand and have this child on either side."""
        return self.standing().filter(models.Q(child=child) | models.Q(other=child))


class Merge(VaultModel, LedgeredModel):
    """Somebody decided that two files are of one child: `other` is read under `child` from then on. Nothing moves and
    nothing is sealed anew, each keeps its key and its rows: so it can be taken back whole, at any time."""

    subject_path = "child_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    child = models.ForeignKey(Child, models.PROTECT, related_name="merges")
    other = models.ForeignKey(Child, models.PROTECT, related_name="merged")
    why = EncryptedTextField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    why_ended = EncryptedTextField()
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = MergeQuerySet.as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("id", "version", "child", "other", "why", "by", "at", "why_ended", "ended_by", "ended_at")
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["other"], condition=models.Q(ended_at=None), name="children_merged_into_one"
            )
        ]
