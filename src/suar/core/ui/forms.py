"""Fields that the components know how to draw, and the bound of every date that is typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

FIRST_YEAR, LAST_YEAR = 1900, 2100


def in_reach(day: date) -> None:
    """Validator of a day or a moment. Beyond these years it is a slip of the finger, and sums with it leave the
    calendar."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        bounds = {"first": FIRST_YEAR, "last": LAST_YEAR}
        raise ValidationError(_("Tulis tahun antara %(first)d dan %(last)d.") % bounds)


def choose(form: forms.BaseForm, name: str, choices: Iterable[Any], *, hints: Mapping[str, Any] | None = None) -> None:
    """What a field offers, where it is known only when the form is made; `hints` for one that draws them. Raises
    TypeError for a field that offers nothing."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField) or (hints and not isinstance(field, Choices | ManyChoices)):
        raise TypeError(f"{name} offers no such choices")
    field.choices = list(choices)
    if isinstance(field, Choices | ManyChoices) and hints is not None:
        field.hints = dict(hints)


def choose_among(form: forms.BaseForm, name: str, rows: QuerySet[Any]) -> None:
    """The rows that a field offers. Raises TypeError for one that offers no rows."""
    field = form.fields[name]
    if not isinstance(field, forms.ModelChoiceField):
        raise TypeError(f"{name} offers no rows")
    field.queryset = rows


class DayField(forms.DateField):
    """A day chosen from the browser's own calendar, which sends and takes ISO dates in every language."""

    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    input_formats = ["%Y-%m-%d"]
    default_validators = [in_reach]


class Choices(forms.ChoiceField):
    """Radio buttons with small words below a choice: `hints` maps the stored value to them."""

    widget = forms.RadioSelect

    def __init__(self, *, hints: Mapping[str, Any] | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.hints = dict(hints or {})


class ManyChoices(forms.MultipleChoiceField):
    """Checkboxes with small words below a choice."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, hints: Mapping[str, Any] | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.hints = dict(hints or {})

    def clean(self, value: Any) -> list[str]:
        """Each choice once: a browser sends no box twice, and a list without end could not be kept."""
        return list(dict.fromkeys(super().clean(value)))
