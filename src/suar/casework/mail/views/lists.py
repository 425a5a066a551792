"""The agenda and its export."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from suar.casework.mail.forms import EVERY, NOWHERE, SETTLED, MailFilter
from suar.casework.mail.models import Incoming, IncomingQuerySet, Nature
from suar.casework.mail.panels import NATURES, Line, lines, listed
from suar.core import ledger
from suar.core.documents.spreadsheets import Cell, Column, Sheet, xlsx
from suar.core.documents.spreadsheets import Kind as CellKind
from suar.core.ui.paging import page
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, allows, permit, signed_in

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 10_000
NEWEST = ("-received_on", "-id")


def chosen(user: User, form: MailFilter) -> IncomingQuerySet:
    """What the filter leaves; one that cannot be read leaves what is not finished."""
    found = Incoming.objects.visible_to(user)
    wanted: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    text = (wanted.get("q") or "").strip()
    if wanted.get("status") == NOWHERE:
        found = found.undisposed()
    elif wanted.get("status") == SETTLED:
        found = found.exclude(settled_at=None)
    elif wanted.get("status") != EVERY and not text:
        found = found.unfinished()
    if text:
        named = Q(number__istartswith=text) | Q(outside_number__icontains=text) | Q(srikandi__icontains=text)
        found = found.filter(named)
    if wanted.get("year"):
        found = found.filter(received_on__year=wanted["year"])
    narrowed = {name: wanted[name] for name in ("nature", "agency") if wanted.get(name)}
    return found.filter(**narrowed)


@permit(Permission.MAIL_VIEW)
@require_safe
def incoming_list(request: HttpRequest) -> HttpResponse:
    """What is not finished, unless asked otherwise; a search looks through everything."""
    user = signed_in(request)
    form = MailFilter(request.GET, user=user)
    found = chosen(user, form)
    shown = page(listed(found), request.GET, NEWEST)
    ledger.read("mail_list", by=user, why=user.role, ids=[mail.pk for mail in shown.rows])
    template = "mail/incoming_list.html"
    context = {
        "filter": form,
        "page": shown,
        "rows": [(one, NATURES[Nature(one.mail.nature)]) for one in lines(shown.rows)],
        "total": found.count(),
        "export": reverse("mail:incoming-export"),
        "may_work": allows(user, Permission.MAIL_WORK),
    }
    return render(request, f"{template}#daftar" if request.headers.get("HX-Request") else template, context)


@permit(Permission.MAIL_VIEW)
@require_safe
def incoming_export(request: HttpRequest) -> HttpResponse:
    """What the list shows under the same filters, all pages, by agenda number."""
    user, now = signed_in(request), timezone.now()
    rows = list(listed(chosen(user, MailFilter(request.GET, user=user))).order_by("received_on", "number")[:MOST_ROWS])
    ledger.read("mail_export", by=user, why=user.role, ids=[mail.pk for mail in rows])
    sheet = Sheet(_("Surat masuk"), heads(), cells(lines(rows)))
    response = HttpResponse(xlsx([sheet], at=now, title=_("Surat masuk")), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="surat-masuk-{timezone.localdate(now):%Y-%m-%d}.xlsx"'
    return response


def heads() -> list[Column]:
    return [
        Column(_("Nomor agenda")),
        Column(_("Tanggal terima"), CellKind.DATE),
        Column(_("Dari")),
        Column(_("Nomor surat")),
        Column(_("Tanggal surat"), CellKind.DATE),
        Column(_("Nomor SRIKANDI")),
        Column(_("Perihal"), width=40),
        Column(_("Sifat")),
        Column(_("Jumlah halaman"), CellKind.WHOLE),
        Column(_("Milik")),
        Column(_("Keadaan")),
    ]


def cells(rows: list[Line]) -> Iterator[list[Cell]]:
    for row in rows:
        mail = row.mail
        yield [
            mail.number,
            mail.received_on,
            row.sender,
            mail.outside_number,
            mail.dated,
            mail.srikandi,
            row.about,
            str(Nature(mail.nature).label),
            mail.pages,
            "" if mail.is_nobodys else mail.reference,
            row.state,
        ]
