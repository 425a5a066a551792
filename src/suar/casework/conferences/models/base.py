"""What every sheet of this room shares: it lies in one child's file, under the child's key."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from suar.casework.children.models import Child
from suar.casework.conflicts.withheld import WithheldQuerySet
from suar.core.ledger.models import LedgeredModel
from suar.core.vault.fields import VaultModel
from suar.registry.accounts.models import User


class SheetQuerySet[M: LedgeredModel](WithheldQuerySet[M]):
    """Sheets that hang on a file."""

    def visible_to(self, user: User) -> Self:
        """Of the files of the offices that this user serves. A partner sees none: it gets its duty, not the talk."""
        standing = models.Q(case__batch=None) | models.Q(case__batch__visible=True)
        return self.filter(standing, case__office__in=user.office_ids).not_withheld_from(user, "child")


class Line(VaultModel, LedgeredModel):
    """What hangs on a sheet, sealed like it."""

    subject_path = "child_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Known(models.TextChoices):
    YES = "yes", _("ya")
    NO = "no", _("tidak")
    UNKNOWN = "unknown", _("belum diketahui")
