"""What stands in a list of choices before anything is chosen is in the language of the house: the framework's own words
are in English where its catalogue lacks them."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

from django import forms

import suar


def declared() -> Iterator[tuple[str, forms.ModelChoiceField]]:
    """Every choice among rows that a form declares; a form of a model words its own when it is made."""
    for found in walk_packages(suar.__path__, "suar."):
        if not found.name.rpartition(".")[2].endswith("forms"):
            continue
        for one in vars(import_module(found.name)).values():
            if isinstance(one, type) and issubclass(one, forms.Form) and one.__module__ == found.name:
                for name, field in one.base_fields.items():
                    if isinstance(field, forms.ModelChoiceField):
                        yield f"{one.__module__}.{one.__name__}.{name}", field


def test_no_choice_among_rows_begins_with_the_frameworks_own_words() -> None:
    default = str(forms.ModelChoiceField(queryset=None).empty_label)
    asked = dict(declared())
    assert len(asked) >= 15
    assert [name for name, field in asked.items() if str(field.empty_label) == default] == []
