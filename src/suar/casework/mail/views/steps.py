"""What is done with a letter that came in: one small form a step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from suar.casework.complaints.models import Complaint
from suar.casework.complaints.perms import source_by_number
from suar.casework.conflicts.withheld import PASSED_ON, is_withheld
from suar.casework.duties.forms import colleagues
from suar.casework.mail import actions, forms, owed, perms
from suar.casework.mail.actions.entering import FACTS
from suar.casework.mail.models import Disposition, Incoming
from suar.casework.mail.views.pages import looked_at
from suar.core.clocks.calendars import WIB
from suar.core.ui.making import make
from suar.core.ui.versions import DONE, VersionedForm, press
from suar.registry.accounts.permissions import Permission, permit, signed_in


@permit(Permission.MAIL_WORK)
@require_http_methods(["GET", "POST"])
def incoming_correct(request: HttpRequest, mail_id: UUID) -> HttpResponse:
    user = signed_in(request)
    mail = perms.get_incoming(user, mail_id)
    initial = {name: getattr(mail, name) for name in ("version", *FACTS)} | {"agency": mail.agency_id}
    form = forms.CorrectForm(request.POST or None, initial=initial)
    return step(request, mail, form, actions.correct, (_("Perbaiki"), _("Perbaikan tersimpan.")))


@permit(Permission.MAIL_WORK)
@require_http_methods(["GET", "POST"])
def incoming_answer(request: HttpRequest, mail_id: UUID) -> HttpResponse:
    """A number that leads nowhere, and one of a letter that is withheld, are answered alike."""
    user = signed_in(request)
    mail = perms.get_incoming(user, mail_id)

    def act(*, mail: Incoming, by: Any, number: str) -> Incoming:
        return actions.answer(mail=mail, by=by, letter=perms.letter_by_number(user, number))

    form = forms.AnswerForm(request.POST or None, initial={"version": mail.version})
    return step(request, mail, form, act, (_("Menjawab surat kita"), _("Surat kita tercatat sudah dijawab.")))


@permit(Permission.MAIL_WORK)
@require_http_methods(["GET", "POST"])
def incoming_belong(request: HttpRequest, mail_id: UUID) -> HttpResponse:
    """A number that leads nowhere, and one of what is withheld, are answered alike."""
    user = signed_in(request)
    mail = perms.get_incoming(user, mail_id)

    def act(*, mail: Incoming, by: Any, number: str) -> Incoming:
        return actions.belong(mail=mail, by=by, source=source_by_number(user, mail.office_id, number))

    form = forms.BelongForm(request.POST or None, initial={"version": mail.version})
    texts = (_("Tautkan ke berkas atau pengaduan"), _("Surat ini sekarang tersegel di sana."))
    return step(request, mail, form, act, texts)


@permit(Permission.MAIL_WORK)
@require_http_methods(["GET", "POST"])
def incoming_release(request: HttpRequest, mail_id: UUID) -> HttpResponse:
    """Linked to the wrong file."""
    mail = perms.get_incoming(signed_in(request), mail_id)
    form = forms.SettleForm(request.POST or None, initial={"version": mail.version})
    texts = (_("Lepaskan tautannya"), _("Surat ini tidak lagi tertaut. Tautkan ke berkas yang benar."))
    return step(request, mail, form, actions.release, texts)


@permit(Permission.MAIL_WORK)
@require_http_methods(["GET", "POST"])
def incoming_settle(request: HttpRequest, mail_id: UUID) -> HttpResponse:
    mail = perms.get_incoming(signed_in(request), mail_id)
    form = forms.SettleForm(request.POST or None, initial={"version": mail.version})
    return step(request, mail, form, actions.settle, (_("Nyatakan selesai"), _("Surat ini selesai.")))


@permit(Permission.MAIL_DISPOSE)
@require_http_methods(["GET", "POST"])
def incoming_dispose(request: HttpRequest, mail_id: UUID) -> HttpResponse:
    user = signed_in(request)
    mail = perms.get_incoming(user, mail_id)
    facts: dict[str, Any] = {"people": list(colleagues(user)), "initial": {"version": mail.version}}
    form = forms.DisposeForm(request.POST or None, within=owed.usual(mail), **facts)
    return step(request, mail, form, actions.dispose, (_("Tulis disposisi"), _("Disposisi tertulis.")))


@permit(Permission.MAIL_WORK)
@require_http_methods(["GET", "POST"])
def incoming_complaint(request: HttpRequest, mail_id: UUID) -> HttpResponse:
    """The letter is a complaint."""
    user = signed_in(request)
    mail = perms.get_incoming(user, mail_id)
    if not mail.is_nobodys:
        messages.warning(request, _("Surat ini sudah tertaut."))
        return redirect("mail:incoming-detail", mail.pk)
    at = datetime.combine(mail.received_on, time(8), WIB)
    initial = {"received_at": min(at, timezone.now()), "reporter_name": mail.sender}
    form = forms.MailComplaintForm(request.POST or None, initial=initial)
    made, status = make(form, lambda: actions.become_complaint(mail=mail, by=user, facts=form.facts()))
    if made is not None:
        return now_complaint(request, made)
    looked_at(user, "mail", mail)
    return render(request, "mail/incoming_complaint.html", {"mail": mail, "form": form}, status=status)


def now_complaint(request: HttpRequest, complaint: Complaint) -> HttpResponse:
    messages.success(request, _("Tercatat sebagai %(number)s.") % {"number": complaint.number})
    if is_withheld(signed_in(request), complaint.subject):
        messages.warning(request, PASSED_ON)
        return redirect("complaints:complaint-list")
    return redirect("complaints:complaint-detail", complaint.pk)


@permit(Permission.MAIL_WORK)
@require_POST
def disposition_read(request: HttpRequest, disposition_id: UUID) -> HttpResponse:
    user = signed_in(request)
    row = perms.get_disposition(user, disposition_id)
    if not owed.is_for(user, row):
        raise Http404  # only whoever is to do it has read it
    actions.note_read(disposition=row, by=user)
    messages.success(request, _("Tercatat: sudah Anda baca."))
    return redirect("mail:incoming-detail", row.incoming_id)


@permit(Permission.MAIL_WORK)
@require_http_methods(["GET", "POST"])
def disposition_finish(request: HttpRequest, disposition_id: UUID) -> HttpResponse:
    user = signed_in(request)
    row = perms.get_disposition(user, disposition_id)
    form = forms.FinishForm(request.POST or None, initial={"version": row.version})
    again = partial(perms.get_disposition, user, disposition_id)
    row, status = press(form, row, partial(actions.finish, disposition=row, by=user), again)
    if status == DONE:
        messages.success(request, _("Disposisi selesai, kewajibannya juga."))
        return redirect("mail:incoming-detail", row.incoming_id)
    return asked(request, row.incoming, form, _("Selesaikan disposisi"), status, row)


def step(
    request: HttpRequest, mail: Incoming, form: VersionedForm, act: Callable[..., object], texts: tuple[str, str]
) -> HttpResponse:
    """One step: its form, its action, and back to the letter. A refusal keeps every word."""
    user = signed_in(request)
    again = partial(perms.get_incoming, user, mail.pk)
    mail, status = press(form, mail, partial(act, mail=mail, by=user), again)
    if status == DONE:
        messages.success(request, texts[1])
        seen = Incoming.objects.visible_to(user).filter(pk=mail.pk).exists()
        return redirect("mail:incoming-detail", mail.pk) if seen else redirect("mail:incoming-list")
    return asked(request, mail, form, texts[0], status)


def asked(
    request: HttpRequest,
    mail: Incoming,
    form: VersionedForm,
    label: str,
    status: int,
    disposition: Disposition | None = None,
) -> HttpResponse:
    looked_at(signed_in(request), "mail", mail)
    back = reverse("mail:incoming-detail", args=[mail.pk])
    context = {"mail": mail, "form": form, "label": label, "back": back, "disposition": disposition}
    return render(request, "mail/incoming_step.html", context, status=status)
