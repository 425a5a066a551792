"""A chat is pasted, or sent as it was exported, read, checked and filed; our own numbers, so that it tells who asked
and who answered."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from suar.casework.contacts import actions, chat, panels, perms, reading
from suar.casework.contacts.forms import NumberForm, PasteForm
from suar.casework.contacts.models import Draft, OurNumber
from suar.core.ui.making import make
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, permit, signed_in


@permit(Permission.CONTACT_WORK)
@require_http_methods(["GET", "POST"])
def chat_paste(request: HttpRequest) -> HttpResponse:
    """Reading it makes an open intake, filled in as far as it tells."""
    user, form = signed_in(request), PasteForm(request.POST or None, request.FILES or None)
    made, status = make(form, lambda: opened(form, user))
    if made is not None:
        return redirect("contacts:draft-detail", made.pk)
    context = {"form": form, "open": panels.strip(user)}
    return render(request, "contacts/chat_paste.html", context, status=status)


def opened(form: PasteForm, user: User) -> Draft:
    given = form.cleaned_data
    told = reading.body_of(chat.read(given["text"], timezone.localdate()), reading.ours(user.office))
    return actions.begin_draft(by=user, channel=given["channel"], body=told, draft_id=form.press(user.actor_id))


@permit(Permission.CONTACT_WORK)
@require_POST
def draft_speaker(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Somebody else of the chat is whoever asks for help: their words become what was said."""
    user = signed_in(request)
    draft = perms.get_draft(user, draft_id)
    body = reading.told_by(draft.body or {}, request.POST.get("who", ""))
    if body is None:
        messages.error(request, _("Pilih salah satu yang menulis dalam percakapan itu."))
    else:
        actions.save_draft(draft=draft, by=user, body=body, seen=(draft.version, ""))
        if body["form"]["story"] != body["chat"]["said"][body["chat"]["who"]]:
            messages.warning(request, _("Yang sudah diketik tidak diganti. Kata-katanya ada di percakapan."))
    return redirect("contacts:draft-detail", draft.pk)


@permit(Permission.CONTACT_WORK)
@require_http_methods(["GET", "POST"])
def number_list(request: HttpRequest) -> HttpResponse:
    """The lines of the office and of its commissioners. Each removes what they added."""
    user, form = signed_in(request), NumberForm(request.POST or None)

    def act() -> OurNumber:
        return actions.add_number(by=user, our_id=form.press(user.actor_id), **form.facts())

    made, status = make(form, act)
    if made is not None:
        messages.success(request, _("Nomor tersimpan. Percakapan berikutnya mengenalinya."))
        return redirect("contacts:number-list")
    found = unlock(OurNumber.objects.filter(office__in=user.office_ids).select_related("user").order_by("id"))
    rows: list[dict[str, Any]] = [
        {"row": row, "masked": panels.masked(row.phone), "mine": row.user_id == user.pk} for row in found
    ]
    return render(request, "contacts/number_list.html", {"form": form, "rows": rows}, status=status)


@permit(Permission.CONTACT_WORK)
@require_POST
def number_remove(request: HttpRequest, our_id: UUID) -> HttpResponse:
    user = signed_in(request)
    actions.remove_number(number=perms.get_number(user, our_id), by=user)
    messages.success(request, _("Nomor dihapus."))
    return redirect("contacts:number-list")
