"""Calls that nobody answered, as a list to call back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from suar.casework.contacts import actions, knowing, panels, perms, rules
from suar.casework.contacts.forms import MissedForm
from suar.casework.contacts.models import Contact, Status
from suar.casework.contacts.views.drafts import number_in_full
from suar.casework.duties.limits import length_of
from suar.core import ledger
from suar.core.ui.making import make
from suar.core.ui.paging import page
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, permit, signed_in

OLDEST = ("at", "id")


@permit(Permission.CONTACT_VIEW)
@require_safe
def missed_list(request: HttpRequest) -> HttpResponse:
    """Whoever waited longest first. The number stands on the page of the call."""
    user = signed_in(request)
    found = Contact.objects.visible_to(user).waiting().select_related("office", "complaint", "case", "by")
    shown = page(found, request.GET, OLDEST)
    ledger.read("missed_list", by=user, why=user.role, ids=panels.shown_ids(shown.rows))
    context = {"page": shown, "lines": panels.lines(shown.rows, user), "total": found.count(), "tries": rules.TRIES}
    context["within"] = length_of("house.contact.call_back", user.office.pk)
    return render(request, "contacts/missed_list.html", context)


@permit(Permission.CONTACT_WORK)
@require_http_methods(["GET", "POST"])
def missed_new(request: HttpRequest) -> HttpResponse:
    user, form = signed_in(request), MissedForm(request.POST or None)

    def act() -> Contact:
        return actions.note_missed(by=user, contact_id=form.press(user.actor_id), **form.facts())

    made, status = make(form, act)
    if made is not None:
        messages.success(request, noted(made, user))
        return redirect("contacts:missed-list")
    return render(request, "contacts/missed_new.html", {"form": form}, status=status)


def noted(contact: Contact, user: User) -> str:
    if contact.status == Status.WAITING:
        return _("Tercatat.")
    if contact.status in (Status.REACHED, Status.UNREACHED):  # the same press of the same hour, once more
        return _("Panggilan ini sudah tercatat, dan sudah selesai ditelepon balik.")
    if knowing.waiting_of(contact.phone, user).exists():
        return _("Nomor ini sudah menunggu di daftar; panggilan ini ikut dihitung.")
    return _("Tercatat dan dihitung. Nomor ini tidak ditelepon balik.")


@permit(Permission.CONTACT_WORK)
@require_POST
def contact_call_back(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """One try: somebody answered, or nobody did."""
    user = signed_in(request)
    reached = request.POST.get("hasil") == "tersambung"
    seen = number_in_full(request.POST.get("version", ""))
    contact = actions.call_back(contact=perms.get_contact(user, call_id), by=user, reached=reached, seen=seen)
    left = rules.TRIES - contact.tries
    if reached:
        messages.success(request, _("Tersambung. Buka isian telepon untuk yang disampaikannya."))
    elif left > 0:
        messages.success(request, _("Tercatat. Coba lagi %(n)d kali, pada jam yang lain.") % {"n": left})
    else:
        messages.success(request, _("Tiga kali dicoba: selesai. Bila menelepon lagi, nomornya dikenali."))
    return redirect("contacts:missed-list")
