"""Who may sign a letter of an office: its commissioners, the Ketua first."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from suar.registry.accounts.models import Role, User
from suar.registry.accounts.permissions import COMMISSIONERS


def signers(offices: Collection[int]) -> QuerySet[User]:
    today = timezone.localdate()
    serving = Q(appointments__office__in=list(offices), appointments__role__in=COMMISSIONERS)
    in_force = Q(appointments__since__lte=today) & (Q(appointments__until=None) | Q(appointments__until__gte=today))
    order = [When(appointments__role=role, then=Value(n)) for n, role in enumerate((Role.KETUA, Role.WAKIL))]
    rank = Case(*order, default=Value(len(order)), output_field=IntegerField())
    return User.objects.filter(serving & in_force, is_active=True).annotate(rank=rank).order_by("rank", "pk").distinct()


def usual_signer(office_id: int) -> User | None:
    return signers([office_id]).first()
