"""Pages of one child: its data, editing them, how to reach it, and the press that shows its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from suar.casework.children import actions, panels, rules
from suar.casework.children.forms import ChildForm, SafeContactForm, child_initial
from suar.casework.children.merges import ids_of, merges_of
from suar.casework.children.models import Child, Merge
from suar.casework.children.perms import get_child
from suar.core import ledger
from suar.core.ui.versions import DONE, VersionedForm, press
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, allows, permit, signed_in


@permit(Permission.CASE_VIEW)
@require_GET
def child_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    user, child = signed_in(request), asked(request, pk)
    page = page_of(child, user)
    note_read(request, child, [beside.pk for _merge, beside in page["merges"]])
    return render(request, "children/child_detail.html", page)


@permit(Permission.CASE_VIEW)
@require_http_methods(["GET", "POST"])
def child_reveal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The name as a part of the page, or the whole page where there is no JavaScript. Without a press: the page."""
    user = signed_in(request)
    child = get_child(user, pk)
    if request.method == "GET":
        return redirect("children:child-detail", child.pk)
    name = actions.reveal_name(child=child, by=user)
    part = "#nama" if request.headers.get("HX-Request") else ""
    return render(request, f"children/child_detail.html{part}", page_of(child, user, name))


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def child_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    child, user = asked(request, pk), signed_in(request)
    form = ChildForm(request.POST or None, initial=child_initial(child))

    def save(**given: Any) -> None:
        actions.edit(child=child, by=user, unnamed=not given["name"], **given)
        for warning in form.warnings():
            messages.warning(request, warning)

    return edited(request, child, form, save, "children/child_edit.html")


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def child_contact(request: HttpRequest, pk: UUID) -> HttpResponse:
    child, user = asked(request, pk), signed_in(request)
    note = rules.safe_contact(child.safe_contact)
    form = SafeContactForm(request.POST or None, initial={"version": child.version, **note})

    def save(**answers: Any) -> None:
        actions.set_safe_contact(child=child, by=user, answers=answers)

    return edited(request, child, form, save, "children/child_contact.html")


def asked(request: HttpRequest, pk: UUID) -> Child:
    """The child that a form is about: saving it is in the ledger by its action, showing it by `edited`."""
    user = signed_in(request)
    return get_child(user, pk)


def note_read(request: HttpRequest, child: Child, beside: Sequence[UUID] = ()) -> None:
    """`beside`: of the files that are read as the same child's."""
    user = signed_in(request)
    ids = [child.id, *beside] if beside else []
    ledger.read("child", by=user, subject=child.id, office=child.office.code, why=user.role, ids=ids)


def edited(
    request: HttpRequest, child: Child, form: VersionedForm, save: Callable[..., object], template: str
) -> HttpResponse:
    """A form about one child: shown, mended, or saved. Where it was refused every word is kept, and beside it stands
    what somebody else has saved. Each time it is shown is a read."""
    child, status = press(form, child, save, lambda: asked(request, child.pk))
    back = back_to(request, reverse("children:child-detail", args=[child.pk]))
    if status == DONE:
        messages.success(request, _("Tersimpan."))
        return redirect(back)
    note_read(request, child)
    return render(request, template, {"child": child, "form": form, "back": back}, status=status)


def back_to(request: HttpRequest, default: str) -> str:
    """Where the reader came from within the desk (`?kembali=`), never another site."""
    wanted = request.GET.get("kembali", "")
    return wanted if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else default


def page_of(child: Child, user: User, name: str = "") -> dict[str, Any]:
    merges = merges_of(child, user)
    return {
        "child": child,
        "here": reverse("children:child-detail", args=[child.pk]),
        "name": name,
        "age": rules.age_at(child.birth_date, timezone.localdate()),
        "contact": panels.contact(child),
        "data": panels.data(child),
        "circumstances": panels.circumstances_now(child),
        "cases": cases_of(child, user, merges),
        "merges": merges,
        "may_merge": allows(user, Permission.CASE_CLOSE, child.office_id),
        "reveal_url": reverse("children:child-reveal", args=[child.pk]),
    }


def cases_of(child: Child, user: User, merges: list[tuple[Merge, Child]]) -> QuerySet[Any]:
    """Its files and those that are read as one child's with them, the newest first."""
    cases = child.cases.model._default_manager
    return cases.visible_to(user).filter(child__in=ids_of(child, merges)).order_by("-opened_on", "-id")
