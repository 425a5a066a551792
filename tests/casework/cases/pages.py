"""Addresses of a file."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from suar.casework.cases.models import Case


def at(name: str, case: Case, *more: Any) -> str:
    return reverse(f"cases:{name}", args=[case.pk, *more])
