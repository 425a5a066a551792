"""The list of duties, its export, one duty, and how agencies kept their time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from suar.casework.duties import beside, perms
from suar.casework.duties import rows as lines
from suar.casework.duties.explanation import Count, Step, explain
from suar.casework.duties.forms import DutyFilter, PeriodForm
from suar.casework.duties.history import history, pause_lines
from suar.casework.duties.kinds import ends_alone, may_be_dropped
from suar.casework.duties.limits import ask_by, pauses_of
from suar.casework.duties.models import Duty, DutyQuerySet, Status
from suar.casework.duties.naming import names_of, people_of
from suar.casework.duties.recording import leads, may_answer_pause
from suar.casework.duties.scores import last_days, scores
from suar.core import ledger
from suar.core.clocks.errors import ClockError
from suar.core.clocks.models import LocalClosure
from suar.core.documents.spreadsheets import Cell, Column, Kind, Sheet, xlsx
from suar.core.ui.columns import ListColumn
from suar.core.ui.columns import shown as shown_columns
from suar.core.ui.paging import page
from suar.core.ui.tags.times import moment
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, permit, signed_in

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 10_000
PAUSES = "jeda"
TABS = ("janji", "tunggu", "semua", PAUSES)
COLUMNS = (
    ListColumn("kewajiban", gettext_lazy("Kewajiban"), fixed=True),
    ListColumn("berkas", gettext_lazy("Berkas"), sort="berkas"),
    ListColumn("dasar", gettext_lazy("Siapa, dan dasarnya")),
    ListColumn("tempo", gettext_lazy("Jatuh tempo"), sort="tempo"),
    ListColumn("keadaan", gettext_lazy("Keadaan")),
)
SHEET_KEYS = "berkas kewajiban dasar dasar dasar tempo tempo tempo keadaan keadaan".split()
"""To which column of the list each column of the sheet belongs."""
ORDERS = {
    "tempo": ("turn_at", "id"),
    "-tempo": ("-turn_at", "-id"),
    "berkas": ("reference", "id"),
    "-berkas": ("-reference", "-id"),
}


def seen_by(user: User, tab: str) -> DutyQuerySet:
    """The duties of one tab; an unknown tab is the first."""
    found = Duty.objects.visible_to(user)
    return {"tunggu": found.theirs(), "semua": found, PAUSES: found.waiting_for(user)}.get(tab, found.ours())


def chosen(found: DutyQuerySet, form: DutyFilter) -> DutyQuerySet:
    """What the filter leaves; a filter that cannot be read leaves what is open."""
    wanted: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    status = wanted.get("status") or ""
    if status == "late":
        found = found.late(timezone.now())
    elif status in Status.values:
        found = found.filter(status=status)
    elif status != "semua":
        found = found.open()
    if wanted.get("q"):
        found = found.filter(reference__startswith=wanted["q"].strip().upper())
    narrowed = {name: wanted[name] for name in ("kind", "agency", "officer") if wanted.get(name)}
    return found.filter(**narrowed)


@permit(Permission.DUTY_VIEW)
@require_safe
def duty_list(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    form, now, tab = DutyFilter(request.GET, user=user), timezone.now(), request.GET.get("tab", TABS[0])
    found = chosen(seen_by(user, tab), form).select_related("agency", "officer")
    shown = page(found, request.GET, ORDERS.get(request.GET.get("urut", ""), ORDERS["tempo"]))
    ledger.read("duty_list", by=user, why=user.role, ids=[duty.pk for duty in shown.rows])
    template = "duties/duty_list.html"
    return render(
        request,
        f"{template}#daftar" if request.headers.get("HX-Request") else template,
        {
            "filter": form,
            "columns": shown_columns(COLUMNS, request.GET),
            "page": shown,
            "rows": lines.rows(shown.rows, now, people_of(lines.subjects(shown.rows), user)),
            "tabs": tabs(tab, may_be_asked=any(leads(user, office) for office in user.office_ids)),
            "total": found.count(),
            "export": reverse("duties:duty-export"),
        },
    )


def tabs(active: str, *, may_be_asked: bool) -> list[dict[str, Any]]:
    """Whose duties: real links, each the first page of its tab. The last is for leaders."""
    labels = {"janji": _("Yang kita janjikan"), "tunggu": _("Yang kita tunggu"), "semua": _("Semua")}
    labels |= {PAUSES: _("Menunggu persetujuan Anda")} if may_be_asked else {}
    url = reverse("duties:duty-list")
    known, status = active if active in labels else TABS[0], {PAUSES: "&status=semua"}
    return [
        {"label": label, "url": f"{url}?tab={tab}{status.get(tab, '')}", "active": tab == known}
        for tab, label in labels.items()
    ]


@permit(Permission.DUTY_VIEW)
@require_safe
def duty_export(request: HttpRequest) -> HttpResponse:
    """What the list shows under the same filters, all pages, as XLSX."""
    user = signed_in(request)
    now, order = timezone.now(), ORDERS.get(request.GET.get("urut", ""), ORDERS["tempo"])
    found = chosen(seen_by(user, request.GET.get("tab", "")), DutyFilter(request.GET, user=user))
    duties = list(found.select_related("agency", "officer").order_by(*order)[:MOST_ROWS])
    ledger.read("duty_export", by=user, why=user.role, ids=[duty.pk for duty in duties])
    texts = [_("Nomor"), _("Kewajiban"), _("Lembaga"), _("Petugas"), _("Dasar")]
    moments = [_("Peristiwa"), _("Jatuh tempo"), _("Selesai pada")]
    columns = [*(Column(name) for name in texts), *(Column(name, Kind.MOMENT) for name in moments)]
    heads, picked = [*columns, Column(_("Keadaan")), Column(_("Tanda"))], shown_columns(COLUMNS, request.GET)
    values = (picked.of_sheet(SHEET_KEYS, row) for row in cells(duties, now))
    sheet = Sheet(_("Kewajiban"), picked.of_sheet(SHEET_KEYS, heads), values)
    response = HttpResponse(xlsx([sheet], at=now, title=_("Kewajiban")), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="kewajiban-{timezone.localdate(now):%Y-%m-%d}.xlsx"'
    return response


def cells(duties: list[Duty], now: Any) -> Iterator[list[Cell]]:
    for duty, line in zip(duties, lines.rows(duties, now, {}), strict=True):
        yield [
            duty.reference,
            line.title,
            duty.agency.short_name if duty.agency else _("komisi"),
            duty.officer.name if duty.officer else "",
            lines.basis(duty),
            duty.event_at,
            duty.due_at,
            duty.done_at,
            str(Status(duty.status).label),
            line.state[0],
        ]


@permit(Permission.DUTY_VIEW)
@require_safe
def duty_detail(request: HttpRequest, duty_id: UUID) -> HttpResponse:
    """What is owed, on what basis, how its due moment was counted, and what happened to it."""
    user = signed_in(request)
    (duty,) = unlock([perms.get_duty(user, duty_id)])
    ledger.read("duty", by=user, subject=duty.subject, office=duty.office.code, why=user.role)
    subject = names_of([duty.subject], user).get(duty.subject)
    rule = lines.shown_rule(duty)
    context = {
        "duty": duty,
        "row": lines.row(duty, timezone.now(), subject),
        "subject": subject,
        "rule": rule,
        "pairs": facts(duty),
        "steps": pairs(counted(duty)),
        "pauses": pause_lines(duty),
        "pause_waits": duty.pause_waits_for_id is not None,
        "may_answer_pause": may_answer_pause(user, duty),
        "ask_by": ask_by(duty.started_at, duty.office_id) if duty.is_question else None,
        "history": history(duty),
        "letters": beside.of_duty(duty, user),
        "may_extend": rule is not None and rule.extension is not None and not duty.extended,
        "can_work": perms.can_work(user),
        **may_end(user, duty),
    }
    return render(request, "duties/duty_detail.html", context)


def may_end(user: User, duty: Duty) -> dict[str, bool]:
    """Whether a press on its page ends it, or drops it with the reason."""
    drops = may_be_dropped(duty.kind) and perms.may_hold(user, duty)
    return {"ends_alone": ends_alone(duty.kind), "may_drop": drops}


def facts(duty: Duty) -> list[tuple[str, str]]:
    """Who owes it to whom, since when, until when."""
    who = str(duty.agency) if duty.agency else _("komisi")
    if duty.asks_of:
        who = _("komisi bertanya; sesudah tanggalnya diketahui: %(agency)s") % {"agency": duty.asks_of}
    moments = [
        (_("Diingatkan"), duty.reminded_at),
        (_("Naik ke Ketua"), duty.escalated_at),
        (_("Diterima"), duty.acknowledged_at),
        (_("Selesai pada"), duty.done_at),
    ]
    return [
        (_("Yang berkewajiban"), who),
        (_("Kepada"), str(Duty.OwedTo(duty.owed_to).label)),
        (_("Petugas"), duty.officer.name if duty.officer else _("belum ditugaskan")),
        (_("Peristiwa"), lines.event(duty)),
        (_("Dasar"), lines.basis(duty)),
        (_("Jatuh tempo"), moment(duty.due_at) if duty.due_at else lines.time_of(duty)),
        *((label, moment(at)) for label, at in moments if at),
        (_("Keadaan"), str(Status(duty.status).label)),
    ]


def pairs(steps: list[Step]) -> list[tuple[str, str]]:
    """The steps of a count as a page lists them, one line below the other."""
    return [
        (step.label, format_html_join(SafeString("<br>"), "{}", ((line,) for line in step.lines))) for step in steps
    ]


def counted(duty: Duty) -> list[Step]:
    """The steps of the count; none for a question, an agreed date, or a rule that is no longer known."""
    rule = lines.shown_rule(duty)
    if rule is None or duty.event_at is None:
        return []
    closures = dict(LocalClosure.objects.values_list("on", "name")) if rule.in_working_days else {}
    count = Count(rule, duty.event_at, pauses_of(duty), duty.extended, duty.law_on, closures)
    try:
        return explain(count)
    except ClockError:
        return []


@permit(Permission.DUTY_VIEW)
@require_safe
def agency_score(request: HttpRequest) -> HttpResponse:
    """The table behind the bars, and how it is counted."""
    user = signed_in(request)
    form, now = PeriodForm(request.GET), timezone.now()
    first, last = last_days(now)
    if form.is_valid():
        last = form.cleaned_data["last"] or last
        first = min(form.cleaned_data["first"] or first, last)
    found = scores(first, last, user.office_ids, now=now, user=user)
    return render(request, "duties/agency_score.html", {"form": form, "first": first, "last": last, "scores": found})
