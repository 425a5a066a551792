"""Regions are public knowledge: the region, or 404."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from suar.registry.regions.models import Region


def get_region(code: str) -> Region:
    return get_object_or_404(Region, code=code)
