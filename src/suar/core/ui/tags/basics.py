"""Icon, badge, buttons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.template import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from suar.core.ui.faces import is_public
from suar.core.ui.icons import drawing
from suar.core.ui.inline import public_css as inline_css
from suar.core.ui.tags.library import KINDS, TONES, checked, part, register


@register.simple_tag(name="icon")
def drawn_icon(name: str, label: str = "") -> SafeString:
    """An icon from the sprite. Beside a word it needs no label; alone it must have one. The public face draws it
    in the page."""
    shape = mark_safe(drawing(name))  # noqa: S308 - our own file
    if not is_public():
        shape = format_html('<use href="{}#{}"></use>', static("ui/icons.svg"), name)
    if label:
        return format_html('<svg class="icon" viewBox="0 0 24 24" role="img" aria-label="{}">{}</svg>', label, shape)
    return format_html('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', shape)


@register.simple_tag
def badge(text: Any, tone: str = "", icon: str = "") -> SafeString:
    """A word with a tone: teal plain, amber soon or doubtful, red late or danger, green answered or safe."""
    return format_html('<span class="badge {}">{}{}</span>', checked(tone, TONES), drawn(icon), text)


@register.simple_tag
def public_css() -> SafeString:
    """The style sheet of the public face, exactly as its hash in the CSP expects it."""
    return mark_safe(inline_css())  # noqa: S308 - our own file


@register.simple_tag
def button(
    label: str, kind: str = "primary", name: str = "", value: str = "", icon: str = "", **extra: Any
) -> SafeString:
    """A submit button. `extra` become attributes (`form=`, `formaction=`, `formnovalidate=True`); `wide=True`
    fills the line."""
    sent = attributes({"name": name, "value": value})
    return format_html("<button{}{}{}>{}{}</button>", shape(kind, extra), sent, attributes(extra), drawn(icon), label)


@register.simple_tag
def link_button(label: str, url: str, kind: str = "primary", icon: str = "", **extra: Any) -> SafeString:
    """A link in the shape of a button: for going somewhere, never for changing something."""
    look = shape(kind, extra)
    return format_html('<a{} href="{}"{}>{}{}</a>', look, url, attributes(extra), drawn(icon), label)


def shape(kind: str, extra: dict[str, Any]) -> SafeString:
    """The class of a button; `wide` is taken out of its attributes."""
    wide = " wide" if extra.pop("wide", False) else ""
    return format_html(' class="button {}{}"', checked(kind, KINDS), wide)


def drawn(icon: str) -> SafeString:
    return drawn_icon(icon) if icon else SafeString("")


@register.simple_tag(takes_context=True)
def post_link(context: Context, label: str, url: str, kind: str = "link", icon: str = "", **fields: Any) -> SafeString:
    """A form with one button that reads like a link (or a button, by `kind`): reveal a name, mark as done.
    `fields` are sent along."""
    return part("post_link", label=label, url=url, kind=kind, icon=icon, fields=fields, token=context.get("csrf_token"))


def attributes(extra: Mapping[str, Any]) -> SafeString:
    """Keyword arguments as HTML attributes: `data_guard` → `data-guard`, True → bare, False and empty → left out."""
    out = SafeString("")
    for key, value in extra.items():
        if value is True:
            out += format_html(" {}", key.replace("_", "-"))
        elif value not in (False, None, ""):
            out += format_html(' {}="{}"', key.replace("_", "-"), value)
    return out
