"""Two editors of one row: the form carries the version its editor saw, and what was typed is kept when it is old."""

from __future__ import annotations

from copy import copy
from typing import Any

from django import forms

from suar.core.errors import DomainError


class VersionedForm(forms.Form):
    """A form about one row. `version` goes to the action, which refuses an old one."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def refuse(self, error: DomainError, version: int) -> None:
        """Show why it was not saved and keep every word. Sent once more, it is meant against the row as it is now."""
        self.add_error(None, error.message)
        renew(self, version)


def renew(form: forms.Form, version: int) -> None:
    """The form as it was typed, over the row as it is now: the next press is meant for what the reader sees. A form
    without a version stays as it is."""
    if "version" in form.fields:
        data: Any = copy(form.data)  # a QueryDict copies to a changeable one, and keeps each of several answers
        data[form.add_prefix("version")] = str(version)
        form.data = data
