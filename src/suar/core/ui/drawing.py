"""Form controls without a template each: a question of nine answers asks Django's renderer for eighteen of them.

What is drawn here is what Django's own templates give but for line breaks between tags (a test compares); every
other control goes to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.html import conditional_escape

Widget = Mapping[str, Any]  # the context that a widget gives its template


class ControlRenderer(DjangoTemplates):
    """Django's renderer, with the controls of every page drawn directly (the setting FORM_RENDERER)."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        drawn = DRAWN.get(template_name)
        return drawn(context["widget"]) if drawn else super().render(template_name, context, request)


def attributes(widget: Widget) -> str:
    """True is a bare word, False is left out."""
    drawn = []
    for name, value in widget["attrs"].items():
        if value is True:
            drawn.append(f" {conditional_escape(name)}")
        elif value is not False:
            drawn.append(f' {conditional_escape(name)}="{conditional_escape(value)}"')
    return "".join(drawn)


def input_of(widget: Widget) -> str:
    value = widget["value"]
    shown = "" if value is None else f' value="{conditional_escape(value)}"'
    kind, name = conditional_escape(widget["type"]), conditional_escape(widget["name"])
    return f'<input type="{kind}" name="{name}"{shown}{attributes(widget)}>'


def choice_of(widget: Widget) -> str:
    """A radio button or a checkbox among others; its label only where the widget asks for it."""
    drawn = input_of(widget)
    if not widget.get("wrap_label"):
        return drawn
    target = widget["attrs"].get("id")
    tie = f' for="{conditional_escape(target)}"' if target else ""
    return f"<label{tie}>{drawn} {conditional_escape(widget['label'])}</label>"


def textarea_of(widget: Widget) -> str:
    value = conditional_escape(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{conditional_escape(widget["name"])}"{attributes(widget)}>\n{value}</textarea>'


def select_of(widget: Widget) -> str:
    drawn = [f'<select name="{conditional_escape(widget["name"])}"{attributes(widget)}>']
    for group, options, _index in widget["optgroups"]:
        if group:
            drawn.append(f'\n  <optgroup label="{conditional_escape(group)}">')
        drawn += [f"\n  {option_of(option)}" for option in options]
        if group:
            drawn.append("\n  </optgroup>")
    return "".join([*drawn, "\n</select>"])


def option_of(widget: Widget) -> str:
    value, label = conditional_escape(widget["value"]), conditional_escape(widget["label"])
    return f'<option value="{value}"{attributes(widget)}>{label}</option>'


DRAWN = {
    f"django/forms/widgets/{name}.html": drawn
    for names, drawn in (
        (("input", "text", "number", "email", "search", "tel", "hidden", "date", "datetime", "time"), input_of),
        (("checkbox",), input_of),
        (("radio_option", "checkbox_option"), choice_of),
        (("textarea",), textarea_of),
        (("select",), select_of),
    )
    for name in names
}
