"""The list of what was erased, as a workbook for the register of the archive: numbers, classes, days, nobody's name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from suar.casework.retention.forms import ActFilter
from suar.casework.retention.models import Item, ItemStatus
from suar.casework.retention.paper import group_of
from suar.casework.retention.views.lists import acts_chosen
from suar.core import ledger
from suar.core.documents.spreadsheets import Cell, Column, Kind, Sheet, xlsx
from suar.registry.accounts.permissions import Permission, permit, signed_in

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 10_000
ORDER = ("act__dated", "act__number", "reference", "pk")


@permit(Permission.RETENTION_VIEW)
@require_safe
def act_export(request: HttpRequest) -> HttpResponse:
    """The files that the acts of the list have ended, all pages, under the same filters."""
    user = signed_in(request)
    acts = acts_chosen(user, ActFilter(request.GET))
    found = Item.objects.visible_to(user).filter(status=ItemStatus.ERASED, act__in=acts.order_by().values("pk"))
    items = list(found.select_related("act").defer("act__paper").order_by(*ORDER)[:MOST_ROWS])
    ledger.read("retention_export", by=user, why=user.role, ids=[item.subject for item in items])
    now, name = timezone.now(), _("Arsip yang dimusnahkan")
    response = HttpResponse(xlsx([Sheet(name, heads(), cells(items))], at=now, title=name), content_type=XLSX)
    day = timezone.localdate(now)
    response["Content-Disposition"] = f'attachment; filename="arsip-dimusnahkan-{day:%Y-%m-%d}.xlsx"'
    return response


def heads() -> list[Column]:
    texts = [_("Berita acara"), _("Berkas"), _("Jenis"), _("Golongan"), _("Alasan")]
    days = [_("Habis simpan"), _("Dimusnahkan"), _("Tidak terbaca dari cadangan sejak")]
    return [*(Column(name) for name in texts), *(Column(name, Kind.DATE) for name in days)]


def cells(items: Iterable[Item]) -> Iterator[list[Cell]]:
    for item in items:
        act = item.act
        yield [
            act.number if act else "",
            item.reference,
            item.get_kind_display(),
            group_of(item).shown,
            item.get_why_display(),
            item.ran_out_on,
            item.erased_on,
            act.unreadable_from if act else None,
        ]
