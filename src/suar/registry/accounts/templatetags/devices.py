"""What a session list says of a device."""

from __future__ import annotations

from django import template

from suar.registry.accounts import rules

register = template.Library()


@register.filter
def device(user_agent: str) -> str:
    """`Firefox, Android`; the beginning of what the browser sent where that is unknown."""
    return rules.device(user_agent) or user_agent[:60] or "—"
