"""One form field as the templates need it: which shape, which ids, which words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Textarea
from django.forms.widgets import DateTimeBaseInput, Input
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

OPTIONS = frozenset({"help", "label", "heading", "prefix", "suffix", "plain"})


class FieldView:
    """A bound field with its look. `look` is cards, inline or columns for choices, short or medium for inputs,
    empty for the usual."""

    def __init__(self, bound: BoundField, look: str, options: Mapping[str, Any]) -> None:
        if unknown := set(options) - OPTIONS:
            raise TypeError(f"Unknown option of a field: {', '.join(sorted(unknown))}")
        self.bound = bound
        self.look = look
        self.prefix = options.get("prefix", "")
        self.suffix = options.get("suffix", "")
        self.heading = bool(options.get("heading", False))
        self.plain = bool(options.get("plain", False))
        self.label = options.get("label") or bound.label
        self.help = options.get("help") or bound.help_text

    @property
    def kind(self) -> str:
        """`choices` (radio, checkboxes), `check` (one tick), or `input`."""
        widget = self.bound.field.widget
        if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
            return "choices"
        return "check" if isinstance(widget, CheckboxInput) else "input"

    @property
    def required(self) -> bool:
        return self.bound.field.required

    @property
    def id(self) -> str:
        return self.bound.auto_id or self.bound.html_name

    @property
    def target(self) -> str:
        """The id a link in the error summary jumps to: the first choice of a group, else the control itself."""
        return f"{self.id}_0" if self.kind == "choices" else self.id

    @property
    def described_by(self) -> str:
        names = [f"{self.id}_helptext"] if self.help else []
        return " ".join([*names, f"{self.id}_error"] if self.bound.errors else names)

    @property
    def choices(self) -> SafeString:
        """Radio buttons or checkboxes, each in its label, with the small words of `hints` below it. Drawn here and not
        in the template: the longest question would be half the time of its page."""
        hints: Mapping[Any, str] = getattr(self.bound.field, "hints", {})
        drawn = []
        for widget in self.bound.subwidgets:
            hint = hints.get(str(widget.data["value"]), "")
            small = format_html("<small>{}</small>", hint) if hint else ""
            drawn.append((widget.id_for_label, widget.tag(), widget.choice_label, small))
        return format_html_join("", '\n<label class="choice" for="{}">{}<span>{}</span>{}</label>', drawn)

    @property
    def control(self) -> SafeString:
        """The control with its class and its ties to help and error."""
        widget = self.bound.field.widget
        attrs: dict[str, Any] = {"class": " ".join(filter(None, ["control", self.size, widget.attrs.get("class", "")]))}
        if self.kind == "check":
            attrs.pop("class")
        if self.described_by:
            attrs["aria-describedby"] = self.described_by
        if "autocomplete" not in widget.attrs and isinstance(widget, Input | Textarea):
            attrs["autocomplete"] = "off"
        if isinstance(widget, DateTimeBaseInput) and widget.input_type == "text":
            attrs["inputmode"] = "numeric"
        return self.bound.as_widget(attrs=attrs)

    @property
    def size(self) -> str:
        if self.look in {"short", "medium"}:
            return self.look
        widget = self.bound.field.widget
        if not isinstance(widget, DateTimeBaseInput) or self.plain:
            return ""
        return "medium" if widget.input_type == "datetime-local" else "short"

    @property
    def chosen(self) -> str:
        """What a filter is set to, in words; empty when it is not set."""
        form = self.bound.form
        value = form.cleaned_data.get(self.bound.name) if form.is_bound and form.is_valid() else None
        if value in (None, "", [], False):
            return ""
        labels = {str(key): str(label) for key, label in self.flat_choices()}
        values = value if isinstance(value, list | tuple) else [value]
        return ", ".join(labels.get(str(getattr(item, "pk", item)), str(item)) for item in values)

    def flat_choices(self) -> list[tuple[Any, Any]]:
        flat: list[tuple[Any, Any]] = []
        for key, label in getattr(self.bound.field, "choices", []):
            flat.extend(label if isinstance(label, list | tuple) else [(key, label)])
        return flat
