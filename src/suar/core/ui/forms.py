"""Fields that the components know how to draw, and the bound of every date that is typed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

FIRST_YEAR, LAST_YEAR = 1900, 2100


def in_reach(day: date) -> None:
    """Validator of a day or a moment. Beyond these years it is a slip of the finger, and sums with it leave the
    calendar."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        bounds = {"first": FIRST_YEAR, "last": LAST_YEAR}
        raise ValidationError(_("Tulis tahun antara %(first)d dan %(last)d.") % bounds)


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
