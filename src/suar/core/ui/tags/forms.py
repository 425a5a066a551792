"""Fields and what is wrong with them."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm, BoundField
from django.utils.safestring import SafeString, mark_safe

from suar.core.ui.fields import FieldView
from suar.core.ui.tags.library import part, register


@register.simple_tag
def field(bound: BoundField, look: str = "", **options: Any) -> SafeString:
    """One field with label, help and error.

    `look`: cards, inline, columns for choices; short, medium for inputs. Options: `help`, `label`, `prefix`,
    `suffix`, and `heading=True` (the label is the page's h1).
    """
    return part("field", f=FieldView(bound, look, options))


@register.simple_tag
def fields(form: BaseForm, **options: Any) -> SafeString:
    """Every field of a form in its order, hidden ones too."""
    hidden = [str(bound) for bound in form.hidden_fields()]
    shown = [field(bound, **options) for bound in form.visible_fields()]
    return mark_safe("".join([*hidden, *shown]))  # noqa: S308 - each part is escaped already


@register.simple_tag
def error_summary(*forms: BaseForm) -> SafeString:
    """What to mend, at the top of a form, each line a link to its field. Nothing when there is nothing to mend."""
    lines = []
    for form in forms:
        lines += [("", "", error) for error in form.non_field_errors()]
        # Where a page asks one thing only, its name need not be said again.
        named = len(form.visible_fields()) > 1
        for bound in form:
            label = str(bound.label) if named else ""
            lines += [(FieldView(bound, "", {}).target, label, error) for error in bound.errors]
    return part("error_summary", lines=lines) if lines else SafeString("")
