"""What came in: the list with the open intakes on top, one press for what is no complaint, a contact, short replies."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from suar.casework.contacts import actions, knowing, panels, perms, replies, rules
from suar.casework.contacts.forms import OFFERED, FilterForm, NoteForm
from suar.casework.contacts.models import Contact, ContactsQuerySet, FlagKind, Said
from suar.core import ledger
from suar.core.ui.paging import page
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, allows, permit, signed_in

NEWEST = ("-at", "-id")


@permit(Permission.CONTACT_VIEW)
@require_safe
def contact_list(request: HttpRequest) -> HttpResponse:
    """Every contact once; numbers by their end."""
    user = signed_in(request)
    form = FilterForm(request.GET)
    found = chosen(user, form)
    shown = page(found.select_related("office", "complaint", "case", "by"), request.GET, NEWEST)
    ledger.read("contact_list", by=user, why=user.role, ids=panels.shown_ids(shown.rows))
    context: dict[str, Any] = {
        "filter": form,
        "page": shown,
        "lines": panels.lines(shown.rows, user),
        "total": found.count(),
        "waiting": Contact.objects.visible_to(user).waiting().count(),
        "open": panels.strip(user),
        "most": rules.MOST_DRAFTS,
        "form_id": uuid4(),
        "channels": OFFERED,
        "presses": [(one.value, str(one.label).capitalize()) for one in rules.BY_ONE_PRESS],
    }
    template = "contacts/contact_list.html"
    return render(request, f"{template}#daftar" if request.headers.get("HX-Request") else template, context)


def chosen(user: User, form: FilterForm) -> ContactsQuerySet:
    found = Contact.objects.visible_to(user).once()
    wanted: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    if wanted.get("jenis"):
        found = found.filter(call_type=wanted["jenis"])
    if wanted.get("saluran"):
        found = found.filter(channel=wanted["saluran"])
    if text := (wanted.get("q") or "").strip().upper():
        found = found.filter(Q(complaint__number__startswith=text) | Q(case__number__startswith=text))
    return found


@permit(Permission.CONTACT_WORK)
@require_POST
def contact_note(request: HttpRequest) -> HttpResponse:
    """One press: silent, wrong number, a test. Counted, and nothing else."""
    user, form = signed_in(request), NoteForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        pk = form.press(user.actor_id)
        actions.note(by=user, call_type=given["call_type"], channel=given["channel"], contact_id=pk)
        messages.success(request, _("Dihitung."))
    else:
        messages.error(request, _("Pilih apa kontak ini."))
    return redirect("contacts:contact-list")


@permit(Permission.CONTACT_VIEW)
@require_safe
def contact_detail(request: HttpRequest, call_id: UUID) -> HttpResponse:
    user = signed_in(request)
    contact = perms.get_contact(user, call_id)
    looked_at(user, contact)
    return render(request, "contacts/contact_detail.html", page_of(contact, user))


def page_of(contact: Contact, user: User, number: str = "") -> dict[str, Any]:
    """The whole page of a contact. `number`: opened by a press."""
    unlock([contact])
    said = Said.objects.filter(contact=contact).select_related("contact").first()
    flags = knowing.flags_of(contact, user)
    return {
        "contact": contact,
        "said": said,
        "erased": said is not None and said.is_erased,
        "number": number,
        "masked": panels.masked(contact.phone),
        "others": Contact.objects.visible_to(user).filter(first=contact.first or contact).select_related("complaint"),
        "flags": flags,
        "no_call": next((flag for flag in flags if flag.kind == FlagKind.DO_NOT_CALL), None),
        "tries_left": rules.TRIES - contact.tries,
        "may": allows(user, Permission.CONTACT_WORK, contact.office_id),
    }


def looked_at(user: User, contact: Contact) -> None:
    """It is a look into the file or complaint that it belongs to, too."""
    office, ids = contact.office.code, [contact.pk, contact.case_id, contact.complaint_id]
    ledger.read("contact", by=user, subject=contact.subject, office=office, why=user.role, ids=filter(None, ids))


@permit(Permission.CONTACT_VIEW)
@require_safe
def contact_filed(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """Its numbers, to be read aloud or printed; what to say before hanging up."""
    user = signed_in(request)
    contact = perms.get_contact(user, call_id)
    if contact.complaint is None:
        return redirect("contacts:contact-detail", contact.pk)
    looked_at(user, contact)
    others = Contact.objects.visible_to(user).filter(first=contact).select_related("complaint").order_by("noted_at")
    said = Said.objects.filter(contact=contact).first()
    context = {
        "contact": contact,
        "complaints": [one.complaint for one in (contact, *others) if one.complaint],
        "media": said.media if said else 0,
        "replies": replies.on(timezone.localdate()),
        "urgent": contact.complaint.urgent,
    }
    return render(request, "contacts/contact_filed.html", context)


@permit(Permission.CONTACT_VIEW)
@require_safe
def reply_list(request: HttpRequest) -> HttpResponse:
    """Short answers to copy. They name nobody."""
    return render(request, "contacts/reply_list.html", {"replies": replies.on(timezone.localdate())})
