"""Controls drawn directly are those of Django's templates, byte for byte but for empty lines between options."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from suar.core.ui.drawing import DRAWN, ControlRenderer

CHOICES = [
    ("", gettext_lazy("Pilih")),
    ("a&b", 'Anak "A" <b>'),
    ("Kota", [("71", "Pontianak"), ("72", mark_safe("Singkawang &amp; sekitar"))]),
    (3, "tiga"),
]
ATTRIBUTES = {"class": "control <x>", "required": True, "disabled": False, "data-n": 5, "placeholder": 'ketik "ini"'}
VALUES = [None, "", "a&b", 'x" onfocus="y', "<script>", "\nbaris\ndua", 71, 3, date(2026, 11, 25), ["a&b", "72"], True]
WIDGETS = [
    forms.TextInput,
    forms.NumberInput,
    forms.EmailInput,
    forms.HiddenInput,
    forms.DateInput,
    forms.DateTimeInput,
    forms.TimeInput,
    forms.CheckboxInput,
    forms.Textarea,
]
CHOOSING = [
    forms.Select,
    forms.SelectMultiple,
    forms.RadioSelect,
    forms.CheckboxSelectMultiple,
]


def tight(drawn: str) -> str:
    return re.sub(r"\n\s*(?=</?opt|</select)|(?<=>)\n(?= )", "", drawn)


@pytest.mark.parametrize("value", VALUES, ids=repr)
@pytest.mark.parametrize("kind", [*WIDGETS, *CHOOSING])
@pytest.mark.parametrize("attributes", [{}, {"id": "id_x"}, ATTRIBUTES | {"id": 'id_"x'}])
def test_a_control_is_what_django_draws(kind: Any, value: Any, attributes: dict[str, Any]) -> None:
    widget = kind(choices=CHOICES) if kind in CHOOSING else kind()
    ours = widget.render("nama", value, attrs=attributes, renderer=ControlRenderer())
    assert tight(ours) == tight(widget.render("nama", value, attrs=attributes, renderer=DjangoTemplates()))


@pytest.mark.parametrize("kind", [forms.RadioSelect, forms.CheckboxSelectMultiple])
def test_each_choice_alone_too(kind: Any) -> None:
    widget = kind(choices=CHOICES)
    for sub in widget.subwidgets("nama", ["a&b"], attrs=ATTRIBUTES | {"id": "id_x"}):
        for wrapped in (True, False):
            context = {"widget": {**sub, "wrap_label": wrapped}}
            ours = ControlRenderer().render(sub["template_name"], context)
            assert tight(ours) == tight(DjangoTemplates().render(sub["template_name"], context))


def test_a_control_that_is_not_drawn_here_goes_to_django() -> None:
    assert "django/forms/widgets/clearable_file_input.html" not in DRAWN
    assert 'type="file"' in forms.ClearableFileInput().render("berkas", None, renderer=ControlRenderer())
