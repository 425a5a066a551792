"""An open intake: begun by one press, saved while it is typed, filed, or closed as what it was."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from suar.casework.complaints.perms import source_by_number
from suar.casework.conflicts.withheld import PASSED_ON, is_withheld
from suar.casework.contacts import actions, panels, perms
from suar.casework.contacts.actions.drafting import open_no_more
from suar.casework.contacts.actions.filing import filed_as, is_what_was_filed
from suar.casework.contacts.forms import BeginForm, CloseForm, IntakeForm, NewsForm
from suar.casework.contacts.models import CallType, Contact, Draft
from suar.core.errors import Conflict, DomainError, refusal_of
from suar.core.ui.making import make
from suar.core.ui.versions import TO_MEND, renew
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, permit, signed_in


@permit(Permission.CONTACT_WORK)
@require_POST
def draft_begin(request: HttpRequest) -> HttpResponse:
    user, form = signed_in(request), BeginForm(request.POST)
    if not form.is_valid():
        return redirect("contacts:contact-list")
    made: list[Draft] = []
    pk = form.press(user.actor_id)
    channel = form.cleaned_data["channel"]
    refusal = refusal_of(lambda: made.append(actions.begin_draft(by=user, channel=channel, draft_id=pk)))
    if refusal is not None:
        messages.error(request, refusal.message)
        return redirect("contacts:contact-list")
    return redirect("contacts:draft-detail", made[0].pk)


@permit(Permission.CONTACT_WORK)
@require_http_methods(["GET", "POST"])
def draft_detail(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """One screen; its press files it. What was filed already is shown, not filed again."""
    user = signed_in(request)
    try:
        draft = perms.get_draft(user, draft_id)
    except Http404:
        return typed_since(request, draft_id) if request.method == "POST" else filed_before(user, draft_id)
    if request.method != "POST":
        return shown(request, draft, fresh(draft))
    form, made = bound(request), list[Contact]()
    if not form.is_valid():
        kept(draft, form, user)
        return shown(request, draft, form, TO_MEND)
    refusal = refusal_of(lambda: made.append(filed(draft, form, user)))
    if refusal is not None:
        return refused(request, draft, form, refusal)
    return after_filing(request, made[0], user)


def fresh(draft: Draft) -> IntakeForm:
    typed = panels.typed_in(draft)
    return IntakeForm(initial={**typed, "version": draft.version}, count=number_in(typed.get("children", "")))


def bound(request: HttpRequest, more: int = 0) -> IntakeForm:
    return IntakeForm(request.POST, count=number_in(request.POST.get("children", "")) + more)


def number_in(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 3 else 1


def filed(draft: Draft, form: IntakeForm, user: User) -> Contact:
    given = form.cleaned_data
    told = form.told(panels.pasted_in(draft))
    seen = (given["version"], str(given["page"]))
    return actions.file(draft=draft, by=user, told=told, seen=seen, press=form.press(user.actor_id))


def kept(draft: Draft, form: IntakeForm, user: User) -> None:
    """What is wrong is kept as it was typed, where no other tab saved meanwhile."""
    refusal_of(lambda: saved(draft, form, user))


def saved(draft: Draft, form: IntakeForm, user: User) -> Draft:
    seen = (number_in_full(form.data.get("version", "")), str(form.data.get("page", "")))
    return actions.save_draft(draft=draft, by=user, body={"form": form.typed()}, seen=seen)


def number_in_full(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def refused(request: HttpRequest, draft: Draft, form: IntakeForm, refusal: DomainError) -> HttpResponse:
    """Every word is kept on the page; the next press is meant against what is there now."""
    try:
        draft = perms.get_draft(signed_in(request), draft.pk)
    except Http404:
        return typed_since(request, draft.pk)
    form.full_clean()
    form.add_error(None, refusal.message)
    renew(form, draft.version)
    return shown(request, draft, form, refusal.status)


def after_filing(request: HttpRequest, contact: Contact, user: User) -> HttpResponse:
    if is_withheld(user, contact.subject):
        messages.warning(request, PASSED_ON)
        return redirect("contacts:contact-list")
    return redirect("contacts:contact-filed", contact.pk)


def filed_before(user: User, draft_id: UUID) -> HttpResponse:
    """Raises Http404 where nothing of this person came of it that they may see."""
    contact = perms.get_contact(user, filed_as(draft_id, user))
    return redirect(where_it_is(contact))


def where_it_is(contact: Contact) -> str:
    is_news = contact.call_type == CallType.NEWS or not contact.complaint_id
    name = "contact-detail" if is_news else "contact-filed"
    return reverse(f"contacts:{name}", args=[contact.pk])


def typed_since(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Words for an intake that is open no more. Where they are what was filed, it is shown; others stand on the page
    again, beside what became of it, and a press begins an intake with them. Raises Http404 where this person never
    began it."""
    user, form, status = signed_in(request), bound(request), Conflict.status
    channel, whole = perms.channel_of_own(user, draft_id), form.is_valid()
    press = form.press(user.actor_id)
    contact = Contact.objects.filter(pk=filed_as(draft_id, user)).first()
    if contact and whole and is_what_was_filed(contact, press):
        return after_filing(request, contact, user)
    if "baru" in request.POST:
        made, body = list[Draft](), {"form": form.typed()}
        refusal = refusal_of(
            lambda: made.append(actions.begin_draft(by=user, channel=channel, body=body, draft_id=press))
        )
        if refusal is None:
            return redirect("contacts:draft-detail", made[0].pk)
        form.add_error(None, refusal.message)
        status = refusal.status
    draft = Draft(id=draft_id, author=user, office=user.office, channel=channel, body={})
    return shown(request, draft, form, status, became=what_became(draft_id, user))


def what_became(draft_id: UUID, user: User) -> dict[str, str]:
    """Number and address of what was filed, where this person may see it."""
    found = Contact.objects.visible_to(user).filter(pk=filed_as(draft_id, user)).select_related("complaint", "case")
    contact = found.first()
    return {"number": contact.reference, "url": where_it_is(contact)} if contact else {"number": "", "url": ""}


def shown(
    request: HttpRequest,
    draft: Draft,
    form: IntakeForm,
    status: int = 200,
    became: dict[str, str] | None = None,
) -> HttpResponse:
    """`became`: of an intake that is open no more."""
    user = signed_in(request)
    typed = form.typed() if form.is_bound else panels.typed_in(draft)
    context: dict[str, Any] = {
        "draft": draft,
        "form": form,
        "version": form.data.get("version") if form.is_bound else draft.version,
        "rows": form.rows,
        "open": panels.strip(user, draft),
        "pasted": panels.pasted_in(draft),
        "stale": "",
        "oob": False,
        "became": became,
        **panels.known_by(typed.get("phone", ""), user),
    }
    return render(request, "contacts/draft_detail.html", context, status=status)


@permit(Permission.CONTACT_WORK)
@require_POST
def draft_save(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """What is typed so far: by itself every few seconds, by a press without JavaScript, and before another child."""
    user, alone = signed_in(request), bool(request.headers.get("HX-Request"))
    try:
        draft = perms.get_draft(user, draft_id)
    except Http404:
        return unsaved(request, draft_id) if alone else typed_since(request, draft_id)
    form, before = bound(request, more=int("anak" in request.POST)), panels.typed_in(draft).get("phone", "")
    try:
        draft = saved(draft, form, user)
    except Conflict as refusal:
        return still_typed(request, refusal.message) if alone else refused(request, draft, form, refusal)
    if not alone:
        return redirect(reverse("contacts:draft-detail", args=[draft.pk]) + ("#anak" if "anak" in request.POST else ""))
    phone = panels.typed_in(draft).get("phone", "")
    context = {"draft": draft, "version": draft.version, "stale": "", "oob": phone != before}
    context |= panels.known_by(phone, user) if phone != before else {"known": None, "known_number": ""}
    return render(request, "contacts/draft_detail.html#tersimpan", context)


def unsaved(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    perms.channel_of_own(signed_in(request), draft_id)
    return still_typed(request, open_no_more())


def still_typed(request: HttpRequest, stale: str) -> HttpResponse:
    """Another tab was first: said beside the form, which keeps its words and its old version."""
    context = {"version": request.POST.get("version", ""), "stale": stale, "oob": False}
    return render(request, "contacts/draft_detail.html#tersimpan", context)


@permit(Permission.CONTACT_WORK)
@require_http_methods(["GET", "POST"])
def draft_close(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """No complaint: counted as what it was, and its words go."""
    user = signed_in(request)
    draft, form = perms.get_draft(user, draft_id), CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.close_draft(draft=draft, by=user, call_type=form.cleaned_data["call_type"])
        messages.success(request, _("Isian ditutup dan dihitung. Kata-katanya sudah dihapus."))
        return redirect("contacts:contact-list")
    context = {"draft": draft, "form": form, "who": panels.who_in(draft), "open": panels.strip(user, draft)}
    return render(request, "contacts/draft_close.html", context, status=TO_MEND if form.is_bound else 200)


@permit(Permission.CONTACT_WORK)
@require_http_methods(["GET", "POST"])
def draft_news(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """News of what is there. A number that leads nowhere, and one of what is withheld, are answered alike."""
    user = signed_in(request)
    try:
        draft = perms.get_draft(user, draft_id)
    except Http404:
        return filed_before(user, draft_id)
    form = NewsForm(request.POST or None)
    made, status = make(form, lambda: news_of(draft, user, form.cleaned_data["number"]), field="number")
    if made is not None:
        messages.success(request, _("Kabar ini tersegel bersama berkas atau pengaduannya."))
        return redirect("contacts:contact-detail", made.pk)
    context = {"draft": draft, "form": form, "who": panels.who_in(draft), "open": panels.strip(user, draft)}
    return render(request, "contacts/draft_news.html", context, status=status)


def news_of(draft: Draft, user: User, number: str) -> Contact:
    source = source_by_number(user, draft.office_id, number)
    return actions.note_news(draft=draft, by=user, told=told_so_far(draft), source=source)


def told_so_far(draft: Draft) -> actions.Told:
    """All that was typed: news that drops who is with the child tells less than the call did. Raises DomainError for
    what cannot be read."""
    typed, pasted = panels.typed_in(draft), panels.pasted_in(draft)
    count = number_in(typed.get("children", ""))
    form = IntakeForm({**typed, "children": count, "version": draft.version, "page": uuid4()}, count=count)
    form.fields["story"].required = False  # a chat may say it all
    if not form.is_valid():
        raise DomainError(_("Perbaiki dulu isiannya: %(what)s.") % {"what": ", ".join(form.spoil())})
    return form.told(pasted)
