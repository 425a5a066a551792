"""Two editors of one row: the form carries the version its editor saw. When it is old, what was typed is kept, and what
somebody else saved stands beside it before it can be written over."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from datetime import date, datetime
from functools import partial
from typing import Any, ClassVar, Protocol

from django import forms
from django.utils.translation import gettext

from suar.core.documents.indonesian import long_date, moment
from suar.core.errors import DomainError, refusal_of

SHOWN, DONE, TO_MEND = 200, 302, 422  # what became of a press: the status of its page (RFC 9110)


class Versioned(Protocol):
    version: int


class VersionedForm(forms.Form):
    """A form about one row, its initial values those of the row as it stands. `version` goes to the action, which
    refuses an old one. `offered`: fields whose initial value is a proposal, stored nowhere."""

    offered: ClassVar[frozenset[str]] = frozenset()

    version = forms.IntegerField(widget=forms.HiddenInput)

    def refuse(self, error: DomainError, version: int) -> None:
        """Show why it was not saved and keep every word. Sent once more, it is meant against the row as it is now."""
        self.add_error(None, error.message)
        renew(self, version)


def press[Row: Versioned](
    form: VersionedForm, row: Row, act: Callable[..., object], again: Callable[[], Row]
) -> tuple[Row, int]:
    """`act` with what the form holds, on the version of `row` that its reader saw. Returns the row to show and the
    status of its page: SHOWN where nothing was asked, TO_MEND where a field is wrong, DONE, or that of a refusal; then
    every word is kept and the row is what `again` gives now. What the role forbids is raised."""
    if not form.is_valid():
        return row, TO_MEND if form.is_bound else SHOWN
    facts = dict(form.cleaned_data)
    row.version = facts.pop("version")
    refusal = refusal_of(partial(act, **facts))
    if refusal is None:
        return row, DONE
    row = again()
    form.refuse(refusal, row.version)
    return row, refusal.status


def renew(form: forms.Form, version: int) -> None:
    """The form as it was typed, over the row as it is now. Where that is another row than its editor saw, each field
    that differs says what is stored, and only so the next press is meant for it. A form whose initial values are older
    than `version` itself stays refused until it is shown with newer ones. One without a version stays as it is."""
    if "version" not in form.fields or str(form["version"].value()) == str(version):
        return
    if str(form.initial.get("version", version)) != str(version):
        return
    for name in form.changed_data:
        if name not in getattr(form, "offered", ()) and (now := stored(form[name])):
            form.add_error(name, gettext("Yang tersimpan sekarang: %(now)s") % {"now": now})
    data: Any = copy(form.data)  # a QueryDict copies to a changeable one, and keeps each of several answers
    data[form.add_prefix("version")] = str(version)
    form.data = data


def stored(bound: forms.BoundField) -> str:
    """The initial value of a field in words, also that it was emptied; no words for a hidden field and for what the
    row does not hold."""
    if bound.is_hidden or bound.name not in bound.form.initial:
        return ""
    value = bound.initial
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return long_date(value)
    if isinstance(value, bool):
        return gettext("ya") if value else gettext("tidak")
    several = value if isinstance(value, list | tuple | set) else [value]
    said = ", ".join(_said(bound.field, one) for one in several if one not in (None, ""))
    return said or gettext("kosong")


def _said(field: forms.Field, value: object) -> str:
    for code, label in getattr(field, "choices", ()):
        inner = label if isinstance(label, list | tuple) else [(code, label)]
        for one, words in inner:
            if str(one) == str(value):
                return str(words)
    return str(value)
