"""The child: one file each. Names, numbers, addresses are sealed under the child's own key."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from suar.casework.children import rules
from suar.casework.conflicts.withheld import WithheldQuerySet
from suar.core.ledger.models import LedgeredModel
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
