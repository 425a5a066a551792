"""An alarm about an opened file is kept from whoever may not hear of the child: it names the opening, not the child."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Replace

from suar.casework.conflicts import withheld
from suar.casework.safeguards.models import BrokenGlass
from suar.registry.accounts.models import User


class Veil:
    """As the veil of the conflicts, by way of the opening."""

    def hidden_from(self, user: User) -> QuerySet[Any, Any]:
        """Within the statement that reads the alarms. One engine writes a UUID with its dashes, the other without."""
        about = BrokenGlass.objects.filter(child__in=withheld.subjects_withheld_from(user)).order_by()
        return about.annotate(called=Replace(Cast("pk", CharField()), Value("-"), Value(""))).values("called")

    def deaf_to(self, subject: str) -> QuerySet[Any, Any]:
        try:
            opening = UUID(hex=subject)
        except ValueError:
            return User.objects.none().values("pk")
        child = BrokenGlass.objects.filter(pk=opening).values_list("child", flat=True).first()
        return withheld.veil.deaf_to(str(child))


veil = Veil()
