"""The one shape of a form: shown, mended, or acted upon. What was typed is never lost."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

from suar.casework.complaints.models import Complaint, HandOver
from suar.core.errors import Conflict, DomainError
from suar.core.ui.versions import TO_MEND, renew


def acted(
    request: HttpRequest, form: forms.Form, act: Callable[[], object], row: Complaint | HandOver | None = None
) -> int:
    """0 when the form was sent and the action done; else the status of the page that shows the form.

    A refusal, and a row that somebody else changed first, come back with the form as it was typed."""
    if request.method != "POST":
        return 200
    if not form.is_valid():
        return TO_MEND
    try:
        same_version(form, row)
        act()
    except DomainError as refusal:
        form.add_error(None, refusal.message)
        if isinstance(refusal, Conflict) and row is not None:
            renew(form, type(row).objects.values_list("version", flat=True).get(pk=row.pk))
        return refusal.status
    return 0


def same_version(form: forms.Form, row: Complaint | HandOver | None) -> None:
    if row is not None and form.cleaned_data.get("version", row.version) != row.version:
        raise Conflict(_("Orang lain baru saja mengubahnya. Periksa yang baru, lalu simpan lagi."))
