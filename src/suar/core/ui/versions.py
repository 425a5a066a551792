"""Two editors of one row: the form carries the version its editor saw, and what was typed is kept when it is old."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from functools import partial
from typing import Any, Protocol

from django import forms

from suar.core.errors import DomainError, refusal_of

SHOWN, DONE = 200, 302  # what became of a press: the status of its page


class Versioned(Protocol):
    version: int


class VersionedForm(forms.Form):
    """A form about one row. `version` goes to the action, which refuses an old one."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def refuse(self, error: DomainError, version: int) -> None:
        """Show why it was not saved and keep every word. Sent once more, it is meant against the row as it is now."""
        self.add_error(None, error.message)
        renew(self, version)


def press[Row: Versioned](
    form: VersionedForm, row: Row, act: Callable[..., object], again: Callable[[], Row]
) -> tuple[Row, int]:
    """`act` with what the form holds, on the version of `row` that its reader saw. Returns the row to show and the
    status of its page: SHOWN where nothing was asked or a field is wrong, DONE, or that of a refusal; then every word
    is kept and the row is what `again` gives now. What the role forbids is raised."""
    if not form.is_valid():
        return row, SHOWN
    facts = dict(form.cleaned_data)
    row.version = facts.pop("version")
    refusal = refusal_of(partial(act, **facts))
    if refusal is None:
        return row, DONE
    row = again()
    form.refuse(refusal, row.version)
    return row, refusal.status


def renew(form: forms.Form, version: int) -> None:
    """The form as it was typed, over the row as it is now: the next press is meant for what the reader sees. A form
    without a version stays as it is."""
    if "version" in form.fields:
        data: Any = copy(form.data)  # a QueryDict copies to a changeable one, and keeps each of several answers
        data[form.add_prefix("version")] = str(version)
        form.data = data
