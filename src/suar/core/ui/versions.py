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
        data: Any = copy(self.data)  # a QueryDict copies to a changeable one
        data[self.add_prefix("version")] = str(version)
        self.data = data
