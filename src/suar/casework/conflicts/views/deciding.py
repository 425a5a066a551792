"""What waits for a decision, with its evidence; and the press by which somebody steps back."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from suar.casework.conflicts import actions, panels, perms, roster, subjects
from suar.casework.conflicts.forms import DecideForm, WithholdForm
from suar.casework.conflicts.models import Origin, Status, Turn, Withholding
from suar.core import ledger
from suar.core.ui.making import make
from suar.core.ui.paging import page
from suar.core.ui.versions import DONE, press
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, permit, signed_in

DECIDE = {Status.CONFIRMED: actions.confirm, Status.DISMISSED: actions.dismiss, Status.LIFTED: actions.lift}
TONES = {Status.WAITING: "amber", Status.CONFIRMED: "red"}


@permit(Permission.CONFLICT_DECIDE)
@require_safe
def withholding_list(request: HttpRequest) -> HttpResponse:
    """What waits, the oldest first; under the other tab what was decided. Never what is withheld from who looks."""
    user = signed_in(request)
    rows, decided = perms.decided_by(user).select_related("user", "agency", "decided_by"), "putusan" in request.GET
    if decided:
        shown = page(rows.exclude(status=Status.WAITING), request.GET, ("-since", "-id"))
    else:
        shown = page(rows.waiting(), request.GET, ("since", "id"))
    ledger.read("conflict_list", by=user, why=user.role, ids=dict.fromkeys(row.subject for row in shown.rows))
    own = reverse("conflicts:withholding-list")
    tabs = [
        {"label": _("Menunggu keputusan"), "url": own, "active": not decided},
        {"label": _("Sudah diputuskan"), "url": f"{own}?putusan=1", "active": decided},
    ]
    context = {"page": shown, "lines": [line(row) for row in shown.rows], "tabs": tabs, "decided": decided}
    return render(request, "conflicts/withholding_list.html", context)


@permit(Permission.CONFLICT_DECIDE)
@require_http_methods(["GET", "POST"])
def withholding_detail(request: HttpRequest, withholding_id: UUID) -> HttpResponse:
    """The evidence, and one answer with its reason."""
    user = signed_in(request)
    row = perms.get_withholding(user, withholding_id)
    form = DecideForm(request.POST or None, initial={"version": row.version}, status=row.status)
    again = partial(perms.get_withholding, user, withholding_id)
    row, status = press(form, row, partial(decide, withholding=row, by=user), again)
    if status == DONE:
        messages.success(request, _("Keputusan Anda tercatat di berkas."))
        return redirect("conflicts:withholding-list")
    return render(request, "conflicts/withholding_detail.html", detail_of(row, user) | {"form": form}, status=status)


def decide(answer: str, **facts: Any) -> None:
    DECIDE[Status(answer)](**facts)


@permit(Permission.CONFLICT_RECUSE)
@require_POST
def recuse(request: HttpRequest, subject: UUID) -> HttpResponse:
    """*Saya mengenal anak ini*: one press, and the file is somebody else's."""
    user = signed_in(request)
    named = subjects.get_subject(user, subject)
    actions.recuse(subject=subject, office=named.office, reference=named.reference, case_id=named.case_id, by=user)
    messages.success(
        request, _("Terima kasih sudah jujur. Berkas itu tidak diperlihatkan lagi; pimpinan melanjutkannya.")
    )
    return redirect("desk:today")


@permit(Permission.CONFLICT_WITHHOLD)
@require_http_methods(["GET", "POST"])
def withhold(request: HttpRequest, subject: UUID) -> HttpResponse:
    """A leader withholds the file from somebody else."""
    user = signed_in(request)
    named = subjects.get_subject(user, subject)
    listed = {pk: one for pk, one in roster.members(named.office).items() if pk != user.pk}
    form = WithholdForm(request.POST or None, members=listed.values())

    def act() -> object:
        given = form.cleaned_data
        return actions.withhold(
            subject=subject, office=named.office, reference=named.reference, case_id=named.case_id,
            user=listed[int(given["person"])].user, by=user, why=given["why"], reader=given["reader"],
        )  # fmt: skip

    _withheld, status = make(form, act)
    if status == DONE:
        messages.success(request, _("Berkas ini tidak diperlihatkan lagi kepada orang itu."))
        return redirect(named.url)
    ledger.read("conflict", by=user, subject=subject, office=named.office.code, why=user.role)
    return render(request, "conflicts/withhold.html", {"named": named, "form": form}, status=status)


def line(row: Withholding) -> dict[str, Any]:
    return {
        "row": row,
        "who": row.user.name if row.user else str(row.agency),
        "tone": TONES.get(Status(row.status), ""),
    }


def detail_of(row: Withholding, user: User) -> dict[str, Any]:
    """The page of one withholding, with its reads in the ledger: of the file, and of each declaration it opens."""
    ledger.read("conflict", by=user, subject=row.subject, office=row.office.code, why=user.role)
    ties = panels.ties_in(row)
    for declaration in dict.fromkeys(tie.declaration_id for tie in ties):
        ledger.read("declaration", by=user, subject=declaration, office=row.office.code, why=user.role)
    return {
        **line(row),
        "signs": panels.signs_of(row, ties),
        "named": subjects.names_of([row.subject], user).get(row.subject),
        "outside": row.turn != Turn.LEADERS and row.origin != Origin.LEADER,
        "by": row.by,
    }
