"""The one shape of a form in this room: shown, mended, or acted upon. A refusal, and a sheet that somebody else changed
first, come back with every word that was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from suar.casework.cases.forms import officers_of
from suar.casework.cases.models import Case
from suar.casework.cases.views.file import note_read
from suar.casework.conferences import panels, perms
from suar.casework.conferences.models import Conference, Determination
from suar.core.ui.making import OnceForm, make
from suar.core.ui.versions import DONE, Versioned, VersionedForm, press
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import signed_in


@dataclass(frozen=True, slots=True)
class Texts:
    """What a form page says: its heading, its button, what to know before pressing."""

    title: str
    button: str
    lead: str = ""
    danger: bool = False


def worked(
    request: HttpRequest,
    sheet: Conference | Determination,
    form: VersionedForm,
    act: Callable[..., object],
    texts: Texts,
    *,
    row: Versioned | None = None,
) -> HttpResponse:
    """A press about a sheet, or about `row`, one of its lines that is changed by itself."""
    user = signed_in(request)
    again: Callable[[], Versioned] = (lambda: now(user, sheet)) if row is None else (lambda: anew(row))
    _shown, status = press(form, sheet if row is None else row, act, again)
    if status == DONE:
        messages.success(request, _("Tersimpan."))
        return redirect(panels.url_of(sheet))
    return page(request, sheet.case, form, texts, panels.url_of(sheet), panels.label_of(sheet), status)


def now(user: User, sheet: Conference | Determination) -> Conference | Determination:
    """The sheet as it stands now."""
    if isinstance(sheet, Conference):
        return perms.get_conference(user, sheet.pk)
    return perms.get_determination(user, sheet.pk)


def anew(row: Any) -> Versioned:
    found: Versioned = type(row).objects.get(pk=row.pk)
    return found


def made(
    request: HttpRequest, case: Case, form: OnceForm, act: Callable[..., object], texts: Texts, then: str
) -> HttpResponse:
    """A press that makes a sheet, once however often it is sent. `then`: where to go, maybe with the new sheet's id."""
    pks = list[UUID]()

    def once() -> None:
        pks.append(form.press(signed_in(request).actor_id))
        act(pks[0], form.facts())

    _nothing, status = make(form, once)
    if status == DONE:
        messages.success(request, _("Tersimpan."))
        return redirect(then.replace(str(NOBODY), str(pks[0])))
    return page(request, case, form, texts, panels.tab_url(case), _("Rapat"), status)


NOBODY = UUID("00000000-0000-4000-8000-000000000000")
"""Stands in an address for the sheet that is about to be made."""


def page(
    request: HttpRequest, case: Case, form: forms.Form, texts: Texts, back: str, up: str, status: int
) -> HttpResponse:
    """Each time a form is shown is a read of the file."""
    note_read(request, case)
    context = {"case": case, "form": form, "texts": texts, "back": back, "up": up}
    return render(request, "conferences/sheet_form.html", context, status=status)


def people(case: Case) -> list[User]:
    """Who works in the office of this file."""
    return officers_of([case.office_id])


def chosen(found: Iterable[User], pk: str) -> User | None:
    return next((user for user in found if str(user.pk) == pk), None)
