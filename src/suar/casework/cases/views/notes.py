"""Notes of a file: a new one, and one that its writer mends."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from suar.casework.cases import actions, perms
from suar.casework.cases.forms import MendForm, NewNoteForm
from suar.casework.cases.views.file import note_read
from suar.casework.cases.views.work import worked
from suar.core.ui.versions import DONE, press
from suar.registry.accounts.permissions import Permission, permit, signed_in


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def note_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    user = signed_in(request)
    case = perms.get_readable(user, pk)
    form = NewNoteForm(request.POST or None)

    def write(data: dict[str, Any]) -> None:
        actions.write_note(case=case, by=user, note_id=form.press(user.actor_id), **data)

    return worked(request, case, form, "note_add", "note-list", write)


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def note_mend(request: HttpRequest, pk: UUID, note_id: UUID) -> HttpResponse:
    """By who wrote it, for a day. For anybody else, and later, the page says what to do instead."""
    user = signed_in(request)
    case = perms.get_readable(user, pk)
    note = perms.get_note(case, note_id)
    perms.require_mendable(note, user)
    form = MendForm(request.POST or None, initial={"version": note.version, "seen": note.seen, "said": note.said})
    act = partial(actions.mend_note, note=note, by=user)
    note, status = press(form, note, act, lambda: perms.get_note(case, note_id))
    if status == DONE:
        messages.success(request, _("Catatan dibetulkan. Kata-kata semula tetap tersimpan."))
        return redirect("cases:note-list", case.pk)
    note_read(request, case)
    context = {"case": case, "form": form, "note": note, "back": reverse("cases:note-list", args=[case.pk])}
    return render(request, "cases/note_mend.html", context, status=status)
