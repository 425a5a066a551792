"""+ Pengaduan masuk: one page for every channel."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from suar.casework.cases.models import Kind
from suar.casework.children.forms import doubts_of
from suar.casework.complaints import actions
from suar.casework.complaints.intake_forms import ComplaintForm
from suar.casework.complaints.models import Channel, Complaint
from suar.casework.complaints.views.saving import acted
from suar.casework.conflicts.withheld import PASSED_ON, is_withheld
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, permit, signed_in


@permit(Permission.COMPLAINT_ADD)
@require_http_methods(["GET", "POST"])
def complaint_new(request: HttpRequest) -> HttpResponse:
    """`?jenis=temuan` begins as a finding of the commission's own."""
    user, finding = signed_in(request), request.GET.get("jenis") == "temuan"
    initial = {"channel": Channel.FINDING, "kind": Kind.FINDING} if finding else {}
    form = ComplaintForm(request.POST or None, initial=initial)
    filed: list[Complaint] = []
    if status := acted(request, form, lambda: filed.append(received(form, user))):
        context = {"form": form, "finding": finding}
        return render(request, "complaints/complaint_new.html", context, status=status)
    for warning in doubts_of(form.cleaned_data):
        messages.warning(request, warning)
    messages.success(
        request, _("Tercatat sebagai %(number)s. Telaah sekarang bila bisa.") % {"number": filed[0].number}
    )
    if is_withheld(user, filed[0].subject):
        messages.warning(request, PASSED_ON)
        return redirect("complaints:complaint-list")
    return redirect("complaints:complaint-detail", filed[0].pk)


def received(form: ComplaintForm, user: User) -> Complaint:
    return actions.receive(office=user.office, by=user, complaint_id=form.press(user.actor_id), **form.facts())
