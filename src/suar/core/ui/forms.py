"""Fields that the components know how to draw."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms


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
