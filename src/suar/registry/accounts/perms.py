"""Which users, offices and closures someone may open: the object, or 404."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from suar.core.clocks.models import LocalClosure
from suar.registry.accounts.models import Appointment, Identity, Office, User
from suar.registry.accounts.permissions import Permission, offices_with


def get_user(pk: int) -> User:
    """Any account, for those who keep them."""
    return get_object_or_404(User.objects.with_roles(), pk=pk)


def get_identity(user: User) -> Identity:
    """The account of this user at the government's provider."""
    return get_object_or_404(Identity.objects.select_related("user"), user=user)


def get_appointment(pk: int) -> Appointment:
    return get_object_or_404(Appointment.objects.select_related("user", "office"), pk=pk)


def get_office(user: User, code: str) -> Office:
    """One of the offices whose settings the user keeps."""
    return get_object_or_404(Office, pk__in=offices_with(user, Permission.SETTINGS), code=code)


def get_closure(pk: int) -> LocalClosure:
    return get_object_or_404(LocalClosure, pk=pk)
