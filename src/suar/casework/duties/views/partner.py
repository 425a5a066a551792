"""What a partner agency sees: its own duties, by number, due moment and basis. No name, no story, no other page."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from suar.casework.conflicts import actions as conflicts
from suar.casework.duties import actions, perms, rows
from suar.casework.duties.forms import AnswerForm
from suar.casework.duties.models import Duty, Status
from suar.casework.duties.views.lists import counted, pairs
from suar.core import ledger
from suar.core.ui.paging import page
from suar.core.ui.versions import DONE, press
from suar.registry.accounts.permissions import Permission, permit, signed_in

ANSWERED = 20


@permit(Permission.DUTY_ANSWER)
@require_safe
def partner_today(request: HttpRequest) -> HttpResponse:
    """What this agency owes, the most pressing first, and what it answered last."""
    user = signed_in(request)
    now = timezone.now()
    mine = Duty.objects.visible_to(user).theirs().select_related("agency")
    waiting = page(mine.open(), request.GET, ("turn_at", "id"))
    answered = list(mine.filter(status=Status.DONE).order_by("-done_at", "-id")[:ANSWERED])
    ledger.read("duty_list", by=user, why=user.role, ids=[duty.pk for duty in [*waiting.rows, *answered]])
    context = {
        "page": waiting,
        "waiting": [rows.partner_row(duty, now) for duty in waiting.rows],
        "answered": [rows.partner_row(duty, now) for duty in answered],
        "total": mine.open().count(),
        "late": mine.late(now).count(),
    }
    return render(request, "duties/partner_today.html", context)


@permit(Permission.CONFLICT_RECUSE)
@require_POST
def partner_recuse(request: HttpRequest, duty_id: UUID) -> HttpResponse:
    """Somebody of the agency knows the child or its family: another of the agency answers."""
    user = signed_in(request)
    duty = perms.get_owed_duty(user, duty_id)
    conflicts.recuse(subject=duty.subject, office=duty.office, reference=duty.reference, case_id=duty.case_id, by=user)
    messages.success(request, _("Terima kasih sudah jujur. Orang lain dari lembaga Anda melanjutkannya."))
    return redirect("duties:partner-today")


@permit(Permission.DUTY_ANSWER)
def partner_answer(request: HttpRequest, duty_id: UUID) -> HttpResponse:
    """One duty of this agency: acknowledged, or answered with a note."""
    user = signed_in(request)
    duty = perms.get_owed_duty(user, duty_id)
    form = AnswerForm(request.POST or None, initial={"version": duty.version})
    act = actions.acknowledge if request.POST.get("langkah") == "terima" else actions.fulfil
    duty, status = press(form, duty, partial(act, duty=duty, by=user), partial(perms.get_owed_duty, user, duty_id))
    if status == DONE:
        messages.success(request, _("Jawaban Anda sudah sampai di komisi."))
        return redirect("duties:partner-today")
    ledger.read("duty", by=user, subject=duty.subject, office=duty.office.code, why=user.role)
    line = rows.partner_row(duty, timezone.now())
    context = {"duty": duty, "row": line, "steps": [(_("Dasar"), line.meta), *pairs(counted(duty))], "form": form}
    return render(request, "duties/partner_answer.html", context, status=status)
