"""One letter: entered, looked at, printed for the folder; and the code of a strip that leads to our own letter."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from suar.casework.conflicts.withheld import PASSED_ON
from suar.casework.duties.limits import dues_of
from suar.casework.letters.models import Status as LetterStatus
from suar.casework.letters.panels import called
from suar.casework.mail import actions, owed, panels, perms
from suar.casework.mail.actions.entering import FACTS, unknown_letter
from suar.casework.mail.forms import CodeForm, MailForm
from suar.casework.mail.models import Incoming
from suar.core import ledger
from suar.core.errors import DomainError
from suar.core.ui.making import make
from suar.core.ui.versions import TO_MEND
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, allows, permit, signed_in


@permit(Permission.MAIL_WORK)
@require_http_methods(["GET", "POST"])
def incoming_new(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    form = MailForm(request.POST or None, user=user)
    made, status = make(form, lambda: entered(form, user))
    if made is not None:
        return shown_to_whoever_entered(request, user, made)
    return render(request, "mail/incoming_new.html", {"form": form}, status=status)


def entered(form: MailForm, user: User) -> Incoming:
    given = form.cleaned_data
    letter = perms.letter_by_number(user, given["answers"]) if given["answers"] else None
    if given["answers"] and letter is None:
        raise DomainError(unknown_letter())
    facts = {name: given[name] for name in FACTS}
    pk = form.press(user.actor_id)
    return actions.enter(office=given.get("office") or form.only_office, by=user, mail_id=pk, letter=letter, **facts)


def shown_to_whoever_entered(request: HttpRequest, user: User, mail: Incoming) -> HttpResponse:
    """Its words may name somebody close to whoever entered it: then the leaders go on."""
    messages.success(request, _("Diagendakan sebagai %(number)s. Tulis nomornya di kertas.") % {"number": mail.number})
    if not Incoming.objects.visible_to(user).filter(pk=mail.pk).exists():
        messages.warning(request, PASSED_ON)
        return redirect("mail:incoming-list")
    return redirect("mail:incoming-detail", mail.pk)


@permit(Permission.MAIL_WORK)
@require_http_methods(["GET", "POST"])
def reply_find(request: HttpRequest) -> HttpResponse:
    """The code of a strip opens *Catat jawaban* of the letter it was torn off."""
    user = signed_in(request)
    form, status = CodeForm(request.POST or None), 200
    if request.method == "POST":
        status = TO_MEND
        if form.is_valid():
            letter = perms.letter_by_number(user, form.cleaned_data["code"])
            if letter is not None:
                waits = letter.status == LetterStatus.SENT and allows(user, Permission.LETTER_WORK, letter.office_id)
                return redirect("letters:letter-answer" if waits else "letters:letter-detail", letter.pk)
            form.add_error("code", _("Tidak ada surat kantor Anda dengan nomor ini. Cocokkan dengan potongannya."))
    return render(request, "mail/reply_find.html", {"form": form}, status=status)


@permit(Permission.MAIL_VIEW)
@require_safe
def incoming_detail(request: HttpRequest, mail_id: UUID) -> HttpResponse:
    user = signed_in(request)
    mail = perms.get_incoming(user, mail_id)
    rows = perms.dispositions_of(mail)
    looked_at(user, "mail", mail)
    work, holders = allows(user, Permission.MAIL_WORK, mail.office_id), owed.holders(rows)
    context = {
        "mail": mail,
        "pairs": panels.facts(mail),
        "dispositions": [(row, holders[row.pk]) for row in rows],
        "erased": mail.is_erased,
        "letter": called(mail.letter) if mail.letter else "",
        "work": work and not mail.is_erased,
        "may_dispose": allows(user, Permission.MAIL_DISPOSE, mail.office_id) and not mail.is_settled,
        "may_settle": work and not mail.is_settled and all(row.done_at for row in rows),
        "may_release": work and not mail.is_erased and not mail.became_complaint,
        "me": user.pk,
    }
    return render(request, "mail/incoming_detail.html", context)


@permit(Permission.MAIL_VIEW)
@require_safe
def incoming_print(request: HttpRequest, mail_id: UUID) -> HttpResponse:
    """The disposition sheet that lies on the letter in its folder, with room to write by hand."""
    user = signed_in(request)
    mail = perms.get_incoming(user, mail_id)
    rows = perms.dispositions_of(mail)
    looked_at(user, "mail_print", mail)
    about = [(_("Perihal"), mail.about), (_("Berkas"), "" if mail.is_nobodys else mail.reference)]
    pairs = [*((name, text) for name, text in about if text), *panels.facts(mail)]
    dues = dues_of(row.duty_id for row in rows)
    context: dict[str, Any] = {
        "mail": mail,
        "pairs": pairs,
        "dispositions": [(row, dues.get(row.duty_id)) for row in rows],
    }
    context |= {"printed_at": timezone.now(), "printed_by": user}
    return render(request, "mail/incoming_print.html", context)


def looked_at(user: User, what: str, mail: Incoming) -> None:
    """It is a look into the file or complaint that it belongs to, too."""
    office, ids = mail.office.code, [mail.pk, mail.case_id, mail.complaint_id]
    ledger.read(what, by=user, subject=mail.subject, office=office, why=user.role, ids=filter(None, ids))
