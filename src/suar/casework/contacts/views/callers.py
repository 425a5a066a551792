"""One number: what it has brought, what the next who answers should know, and the number itself by a press."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from suar.casework.contacts import actions, panels, perms
from suar.casework.contacts.forms import FlagForm
from suar.casework.contacts.views.listing import looked_at, page_of
from suar.core import ledger
from suar.core.ui.making import make
from suar.registry.accounts.permissions import Permission, permit, signed_in


@permit(Permission.CONTACT_VIEW)
@require_POST
def contact_reveal(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """The number once, recorded before it is shown."""
    user = signed_in(request)
    contact = perms.get_contact(user, call_id)
    office = contact.office.code
    ledger.read("contact_number", by=user, subject=contact.subject, office=office, why=user.role, ids=[contact.pk])
    context = page_of(contact, user, number=contact.phone)
    part = "#nomor" if request.headers.get("HX-Request") else ""
    return render(request, f"contacts/contact_detail.html{part}", context)


@permit(Permission.CONTACT_VIEW)
@require_safe
def caller_detail(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """Everything of this number that the reader may see; what is withheld is neither shown nor counted."""
    user = signed_in(request)
    contact = perms.get_contact(user, call_id)
    context = {"contact": contact, **panels.known_by(contact.phone, user)}
    context["lines"] = panels.lines(context["known"].contacts, user)
    if context["known"].is_new:
        looked_at(user, contact)
    return render(request, "contacts/caller_detail.html", context)


@permit(Permission.CONTACT_WORK)
@require_http_methods(["GET", "POST"])
def flag_new(request: HttpRequest, call_id: UUID) -> HttpResponse:
    user, form = signed_in(request), FlagForm(request.POST or None)
    contact = perms.get_contact(user, call_id)

    def act() -> object:
        return actions.flag(contact=contact, by=user, flag_id=form.press(user.actor_id), **form.facts())

    made, status = make(form, act)
    if made is not None:
        messages.success(request, _("Tanda tersimpan dan hilang sendiri pada waktunya."))
        return redirect("contacts:contact-detail", contact.pk)
    looked_at(user, contact)
    context = {"contact": contact, "form": form, "masked": panels.masked(contact.phone)}
    return render(request, "contacts/flag_new.html", context, status=status)


@permit(Permission.CONTACT_WORK)
@require_POST
def flag_lift(request: HttpRequest, flag_id: UUID) -> HttpResponse:
    user = signed_in(request)
    flag = perms.get_flag(user, flag_id)
    actions.lift(flag=flag, by=user)
    messages.success(request, _("Tanda dicabut."))
    return redirect("contacts:contact-detail", flag.contact_id)
