"""The one library all components register with, and how a component finds its template."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()

TONES = frozenset({"", "teal", "amber", "red", "green"})
KINDS = frozenset({"primary", "secondary", "quiet", "danger"})


def part(name: str, /, **values: Any) -> SafeString:
    """One template of `ui/parts`, given everything it may ask for."""
    return render_to_string(f"ui/parts/{name}.html", values)


def checked(value: str, allowed: frozenset[str]) -> str:
    """The value, or TemplateSyntaxError: a misspelt tone is a bug, not a missing colour."""
    if value not in allowed:
        raise template.TemplateSyntaxError(f"{value!r} is not one of {sorted(allowed)}")
    return value
