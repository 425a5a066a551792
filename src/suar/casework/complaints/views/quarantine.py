"""Karantina: what came in a flood, by day and reason, let through or emptied. Nothing is opened here."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from suar.casework.complaints import actions, quarantine
from suar.casework.complaints.actions.quarantine import AT_ONCE
from suar.casework.complaints.forms import EmptyQuarantineForm
from suar.casework.complaints.views.saving import acted
from suar.core.errors import DomainError
from suar.registry.accounts.permissions import Permission, allows, permit, signed_in

KINDS = {"filing": gettext_lazy("Pengaduan"), "further": gettext_lazy("Pesan lanjutan")}


@permit(Permission.COMPLAINT_VIEW)
@require_GET
def quarantine_list(request: HttpRequest) -> HttpResponse:
    """How many stand there since when and why; the sealed words stay sealed."""
    parts = [(what, title, quarantine.groups(what)) for what, title in KINDS.items()]
    context = {
        "parts": parts,
        "any": any(groups for _what, _title, groups in parts),
        "may_decide": allows(signed_in(request), Permission.COMPLAINT_TRIAGE),
        "at_once": AT_ONCE,
    }
    return render(request, "complaints/quarantine_list.html", context)


@permit(Permission.COMPLAINT_TRIAGE)
@require_POST
def quarantine_rescue(request: HttpRequest) -> HttpResponse:
    """One of a day and reason, to see what it is, or all of them."""
    try:
        day = parse_date(request.POST.get("hari", ""))
    except ValueError:
        day = None
    if day is None:
        raise DomainError(_("Hari itu tidak terbaca. Buka lagi halaman karantina, lalu tekan sekali lagi."))
    what = request.POST.get("jenis", "filing")
    if what not in KINDS:
        raise DomainError(_("Jenis kiriman itu tidak dikenal. Buka lagi halaman karantina, lalu tekan sekali lagi."))
    most = 1 if request.POST.get("aksi") == "satu" else AT_ONCE
    doubt, user = request.POST.get("sebab", "")[:5], signed_in(request)
    count = actions.rescue(day=day, doubt=doubt, most=most, what=what, by=user)
    told = ngettext(
        "%(count)d kiriman diloloskan. Muncul di daftar pengaduan dalam beberapa detik.",
        "%(count)d kiriman diloloskan. Muncul di daftar pengaduan dalam beberapa detik.",
        count,
    )
    messages.success(request, told % {"count": count})
    return redirect("complaints:quarantine-list")


@permit(Permission.COMPLAINT_TRIAGE)
@require_http_methods(["GET", "POST"])
def quarantine_empty(request: HttpRequest) -> HttpResponse:
    form = EmptyQuarantineForm(request.POST or None)
    gone: list[int] = []
    user = signed_in(request)
    if status := acted(request, form, lambda: gone.append(actions.empty(days=form.cleaned_data["days"], by=user))):
        return render(request, "complaints/quarantine_empty.html", {"form": form}, status=status)
    told = ngettext(
        "%(count)d kiriman dimusnahkan tanpa dibaca.", "%(count)d kiriman dimusnahkan tanpa dibaca.", gone[0]
    )
    messages.success(request, told % {"count": gone[0]})
    return redirect("complaints:quarantine-list")
