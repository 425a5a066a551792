"""The list of letters and its export."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from suar.casework.letters.forms import EVERY, LATE_ANSWER, LetterFilter
from suar.casework.letters.models import Kind, Letter, LetterLine, LetterQuerySet, Status
from suar.casework.letters.panels import TONES, called
from suar.core import ledger
from suar.core.documents.spreadsheets import Cell, Column, Sheet, xlsx
from suar.core.documents.spreadsheets import Kind as CellKind
from suar.core.ui.columns import ListColumn
from suar.core.ui.columns import shown as shown_columns
from suar.core.ui.paging import page
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, allows, permit, signed_in

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 10_000
COLUMNS = (
    ListColumn("surat", gettext_lazy("Surat"), fixed=True),
    ListColumn("lembaga", gettext_lazy("Lembaga"), sort="lembaga"),
    ListColumn("kewajiban", gettext_lazy("Kewajiban"), numeric=True),
    ListColumn("tanggal", gettext_lazy("Diusulkan"), sort="tanggal"),
    ListColumn("giliran", gettext_lazy("Perlu perhatian"), sort="giliran"),
    ListColumn("keadaan", gettext_lazy("Keadaan"), sort="keadaan"),
)
SHEET_KEYS = "surat surat lembaga lembaga kewajiban tanggal giliran giliran keadaan keadaan keadaan".split()
ORDERS = {
    "giliran": ("turn_at", "id"),
    "-giliran": ("-turn_at", "-id"),
    "tanggal": ("proposed_at", "id"),
    "-tanggal": ("-proposed_at", "-id"),
    "lembaga": ("agency__short_name", "id"),
    "-lembaga": ("-agency__short_name", "-id"),
    "keadaan": ("status", "id"),
    "-keadaan": ("-status", "-id"),
}


def chosen(user: User, form: LetterFilter) -> LetterQuerySet:
    """What the filter leaves; a filter that cannot be read leaves what is not finished."""
    found = Letter.objects.visible_to(user)
    wanted: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    if wanted.get("status") == LATE_ANSWER:
        found = found.waiting().filter(answer_by__lt=timezone.now())
    elif wanted.get("status") in Status.values:
        found = found.filter(status=wanted["status"])
    elif wanted.get("status") != EVERY:
        found = found.unfinished()
    if text := (wanted.get("q") or "").strip().upper():
        by_file = LetterLine.objects.filter(duty__reference__startswith=text, letter__office__in=user.office_ids)
        found = found.filter(number__icontains=text) | found.filter(pk__in=by_file.values("letter"))
    narrowed = {name: wanted[name] for name in ("kind", "agency") if wanted.get(name)}
    whole = found.filter(**narrowed).select_related("agency", "to").annotate(named=Count("lines"))
    return whole.defer("frozen", "closing", "why", "answer_note")


@permit(Permission.LETTER_VIEW)
@require_safe
def letter_list(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    form = LetterFilter(request.GET, user=user)
    found = chosen(user, form)
    shown = page(found, request.GET, ORDERS.get(request.GET.get("urut", ""), ORDERS["-giliran"]))
    ledger.read("letter_list", by=user, why=user.role, ids=[letter.pk for letter in shown.rows])
    template = "letters/letter_list.html"
    return render(
        request,
        f"{template}#daftar" if request.headers.get("HX-Request") else template,
        {
            "filter": form,
            "columns": shown_columns(COLUMNS, request.GET),
            "page": shown,
            "rows": [(letter, called(letter), TONES[Status(letter.status)]) for letter in shown.rows],
            "total": found.count(),
            "export": reverse("letters:letter-export"),
            "may_work": allows(user, Permission.LETTER_WORK),
            "may_set": allows(user, Permission.SETTINGS),
        },
    )


@permit(Permission.LETTER_VIEW)
@require_safe
def letter_export(request: HttpRequest) -> HttpResponse:
    """What the list shows under the same filters, all pages, as XLSX."""
    user = signed_in(request)
    now, order = timezone.now(), ORDERS.get(request.GET.get("urut", ""), ORDERS["-giliran"])
    letters = list(chosen(user, LetterFilter(request.GET, user=user)).order_by(*order)[:MOST_ROWS])
    ledger.read("letter_export", by=user, why=user.role, ids=[letter.pk for letter in letters])
    picked = shown_columns(COLUMNS, request.GET)
    values = (picked.of_sheet(SHEET_KEYS, row) for row in cells(letters))
    sheet = Sheet(_("Surat"), picked.of_sheet(SHEET_KEYS, heads()), values)
    response = HttpResponse(xlsx([sheet], at=now, title=_("Surat")), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="surat-{timezone.localdate(now):%Y-%m-%d}.xlsx"'
    return response


def heads() -> list[Column]:
    texts = [_("Nomor surat"), _("Jenis"), _("Lembaga"), _("Dikirim kepada")]
    moments = [_("Diusulkan"), _("Dikirim"), _("Jawaban ditunggu sampai")]
    return [
        *(Column(name) for name in texts),
        Column(_("Kewajiban"), CellKind.WHOLE),
        *(Column(name, CellKind.MOMENT) for name in moments),
        Column(_("Dijawab"), CellKind.DATE),
        Column(_("Nomor surat jawaban")),
        Column(_("Keadaan")),
    ]


def cells(letters: list[Letter]) -> Iterator[list[Cell]]:
    for letter in letters:
        yield [
            letter.number,
            str(Kind(letter.kind).label),
            letter.agency.short_name,
            letter.to.short_name,
            int(getattr(letter, "named", 0)),
            letter.proposed_at,
            letter.sent_at,
            letter.answer_by,
            letter.answered_on,
            letter.answer_number,
            str(Status(letter.status).label),
        ]
