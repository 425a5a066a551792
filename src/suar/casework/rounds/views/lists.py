"""Weekly lists: made for a named person, printed or sent, answered line by line; found by the code on the paper."""

from __future__ import annotations

from copy import copy
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from suar.casework.rounds import actions, codes, owed, panels, paper, perms
from suar.casework.rounds.actions.listing import may_leave
from suar.casework.rounds.forms import CodeForm, LineForm, ListFilter, ListForm, PickForm, SendForm, TextForm
from suar.casework.rounds.models import Answer, How, ListLine, ListQuerySet, WeeklyList
from suar.core import ledger
from suar.core.documents.indonesian import short
from suar.core.errors import refusal_of
from suar.core.ui.making import make
from suar.core.ui.paging import page
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, permit, signed_in
from suar.registry.agencies.models import Agency

NEWEST = ("-at", "-id")

LONGEST_ID = 10  # digits: what no database takes for a number names nothing


@permit(Permission.DUTY_WORK)
@require_safe
def weekly_list(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    seen = WeeklyList.objects.visible_to(user)
    form = ListFilter(request.GET, agencies=Agency.objects.filter(pk__in=seen.order_by().values("agency")))
    found = narrowed(seen, form)
    answered = Count("lines", filter=~Q(lines__answer=""))
    shown = page(found.listed().annotate(named=Count("lines"), answered=answered), request.GET, NEWEST)
    unlock(shown.rows)
    ledger.read("weekly_list", by=user, why=user.role, ids=[weekly.pk for weekly in shown.rows])
    part = "#daftar" if request.headers.get("HX-Request") else ""
    context = {"filter": form, "page": shown, "total": found.count()}
    return render(request, f"rounds/weekly_list.html{part}", context)


def narrowed(found: ListQuerySet, form: ListFilter) -> ListQuerySet:
    wanted: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    if wanted.get("lembaga"):
        found = found.filter(agency=wanted["lembaga"])
    if text := (wanted.get("q") or "").strip().upper():
        found = found.filter(number__startswith=text)
    return found


@permit(Permission.DUTY_WORK)
@require_http_methods(["GET", "POST"])
def weekly_new(request: HttpRequest) -> HttpResponse:
    """First the body, then who gets it: its official lines are known only then."""
    user = signed_in(request)
    agencies = Agency.objects.filter(pk__in=owed.theirs(user).filter(office=user.office).order_by().values("agency"))
    chosen = request.POST.get("agency") or request.GET.get("lembaga", "")
    agency = agencies.filter(pk=chosen).first() if chosen.isdecimal() and len(chosen) < LONGEST_ID else None
    lines = owed.phones_of([agency]).get(agency.pk, []) if agency else []
    form = ListForm(request.POST or None, agencies=agencies, lines=lines, initial={"agency": agency})
    made, status = make(form, lambda: made_from(form, user))
    if made is not None:
        return redirect("rounds:weekly-detail", made.pk)
    shown = {"form": form, "agency": agency, "pick": PickForm(agencies=agencies), "some": agencies.exists()}
    context = shown | (counts(user, agency) if agency else {})
    return render(request, "rounds/weekly_new.html", context, status=status)


def counts(user: User, agency: Agency) -> dict[str, int]:
    """How many lines it would have, how many it has no line for, and how many are left out: never which."""
    listed, more = owed.for_list(user, user.office, agency)
    return {"named": len(listed), "more": more, "kept": owed.kept_from(user, user.office, agency)}


def made_from(form: ListForm, user: User) -> WeeklyList:
    return actions.make(office=user.office, by=user, list_id=form.press(user.actor_id), **form.facts())


@permit(Permission.DUTY_WORK)
@require_safe
def weekly_detail(request: HttpRequest, list_id: UUID) -> HttpResponse:
    user = signed_in(request)
    weekly = perms.get_list(user, list_id)
    lines = looked_at(user, "weekly_list", weekly)
    context = {
        "list": weekly,
        "code": codes.grouped(weekly.code),
        "words": weekly.frozen,
        "more": dict(weekly.frozen or {}).get("sisa", 0),
        "rows": panels.list_rows(weekly, lines),
        "send": SendForm(initial={"how": How.LETTER}),
        "kept": owed.kept_from(user, weekly.office, weekly.agency),
        "barred": refusal_of(lambda: may_leave(weekly)),
    }
    return render(request, "rounds/weekly_detail.html", context)


def looked_at(user: User, what: str, weekly: WeeklyList) -> list[ListLine]:
    """Its lines, in order, and the record of the read."""
    lines = list(weekly.lines.select_related("duty", "by"))
    ids = [weekly.pk, *(pk for line in lines for pk in (line.duty_id, line.duty.subject))]
    ledger.read(what, by=user, office=weekly.office.code, why=user.role, ids=dict.fromkeys(ids))
    return lines


@permit(Permission.DUTY_WORK)
@require_safe
def weekly_pdf(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """The paper as it was made. A file's name tells nothing: a download lies about."""
    user = signed_in(request)
    weekly = perms.get_list(user, list_id)
    may_leave(weekly)
    looked_at(user, "weekly_file", weekly)
    response = HttpResponse(paper.pdf(weekly), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="daftar-{weekly.number}.pdf"'
    return response


@permit(Permission.DUTY_WORK)
@require_safe
def weekly_message(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """As a text to be copied into the office's own telephone."""
    user = signed_in(request)
    weekly = perms.get_list(user, list_id)
    may_leave(weekly)
    looked_at(user, "weekly_file", weekly)
    return render(
        request,
        "rounds/weekly_message.html",
        {"list": weekly, "form": TextForm(initial={"text": paper.message(weekly)})},
    )


@permit(Permission.DUTY_WORK)
@require_POST
def weekly_send(request: HttpRequest, list_id: UUID) -> HttpResponse:
    user = signed_in(request)
    weekly = perms.get_list(user, list_id)
    actions.mark_sent(weekly=weekly, by=user, how=request.POST.get("how", ""))
    messages.success(request, _("Tercatat terkirim."))
    return redirect("rounds:weekly-detail", weekly.pk)


@permit(Permission.DUTY_WORK)
@require_http_methods(["GET", "POST"])
def weekly_answer(request: HttpRequest, list_id: UUID, line_id: UUID) -> HttpResponse:
    """The second of two clicks: by which way it came and what it was, in one button."""
    user = signed_in(request)
    line = perms.get_line(user, list_id, line_id)
    form, status = LineForm(request.POST or None, initial={"on": timezone.localdate(), "version": line.version}), 200
    if request.method == "POST":
        status = answered(form, line, user, request.POST.get("answer", ""))
        line = perms.get_line(user, list_id, line_id)
        if status == 302:
            messages.success(request, _("Jawaban tercatat."))
            return redirect(reverse("rounds:weekly-detail", args=[list_id]) + f"#baris-{line.place}")
    looked_at(user, "weekly_list", line.list)
    ways = [(how, how.label, list(Answer)) for how in (How.PHONE, How.WHATSAPP, How.LETTER)]
    (row,) = panels.list_rows(line.list, [line])
    context = {"list": line.list, "line": line, "row": row, "form": form, "ways": ways}
    return render(request, "rounds/weekly_answer.html", context, status=status)


def answered(form: LineForm, line: ListLine, user: User, pressed: str) -> int:
    """The button sends `phone:done`. A refusal keeps every word, and says what somebody else wrote down meanwhile."""
    if not form.is_valid():
        return 422
    how, _colon, answer = pressed.partition(":")
    facts, stands = {"answer": answer, "how": how, **form.cleaned_data}, copy(line)
    line.version = facts.pop("version")
    newer = stands.version != line.version
    if newer and is_again(stands, facts, user):
        return 302
    refusal = refusal_of(lambda: actions.answer(line=line, by=user, **facts))
    if refusal is None:
        return 302
    form.refuse(refusal, stands.version)
    if newer and stands.answer:
        form.add_error(None, _("Jawaban yang tersimpan sekarang: %(said)s.") % {"said": said(stands)})
    return refusal.status


def is_again(line: ListLine, facts: dict[str, Any], user: User) -> bool:
    """A second press of the same button by the same person."""
    same = (line.answer, line.how, line.received_on) == (facts["answer"], facts["how"], facts["on"])
    return same and line.by_id == user.pk


def said(line: ListLine) -> str:
    day = short(line.received_on) if line.received_on else ""
    return ", ".join(filter(None, [line.get_answer_display(), line.get_how_display(), day]))


@permit(Permission.DUTY_WORK)
@require_http_methods(["GET", "POST"])
def weekly_code(request: HttpRequest) -> HttpResponse:
    """A scanner types the code and presses Enter; a person may type it, or the number of the list."""
    user = signed_in(request)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data["code"].strip()
        named = Q(code=codes.read(typed)) if codes.read(typed) else Q(number=typed.upper())
        found = WeeklyList.objects.visible_to(user).filter(named).values_list("pk", flat=True).first()
        if found is not None:
            return redirect("rounds:weekly-detail", found)
        form.add_error("code", _("Tidak ada daftar dengan kode ini. Periksa angkanya pada kertas."))
    status = 422 if request.method == "POST" else 200
    return render(request, "rounds/weekly_code.html", {"form": form}, status=status)
