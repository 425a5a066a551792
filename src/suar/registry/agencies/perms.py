"""Bodies and their office lines are known to all staff: the object, or 404."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from suar.registry.agencies.models import Agency, Contact


def get_agency(pk: int) -> Agency:
    return get_object_or_404(Agency.objects.select_related("superior"), pk=pk)


def get_contact(pk: int) -> Contact:
    return get_object_or_404(Contact.objects.select_related("agency"), pk=pk)
