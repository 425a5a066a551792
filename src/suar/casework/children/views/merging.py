"""Two files of one child: who may be the same, both side by side, and taking it back."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from suar.casework.children import actions, panels, sameness
from suar.casework.children.forms import MergeForm, SeparateForm
from suar.casework.children.merges import one_child
from suar.casework.children.models import Child
from suar.casework.children.perms import get_child, get_merge
from suar.casework.children.search import Suggestion, possible_duplicates, search
from suar.core import ledger
from suar.core.ui.making import make
from suar.core.ui.versions import DONE, press
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, permit, signed_in

SHOWN = 20


@permit(Permission.CASE_CLOSE)
@require_GET
def merge_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Files that may be the same child, with what speaks for it; another is looked for by name or number."""
    user = signed_in(request)
    child = get_child(user, pk)
    asked = request.GET.get("q", "")[:200].strip()
    found = others(child, user, asked)
    shown = [child.pk, *(one.child.pk for one in found)]
    ledger.read("child_alike", by=user, office=child.office.code, why=user.role, ids=shown)
    return render(request, "children/merge_list.html", {"child": child, "found": found, "asked": asked})


def others(child: Child, user: User, asked: str) -> list[Suggestion]:
    """Without those that are read as this child already, and of what the program finds without brothers and sisters."""
    if asked:
        found = [Suggestion(one, (), 0.0) for one in search(asked, user=user)]
    else:
        unlock([child])
        person = sameness.person_of(child)
        found = possible_duplicates(office=child.office, person=person, other_than=child.pk, user=user)
    same = one_child(child.pk)
    free = (one for one in found if one.child.pk not in same and not one.sibling)
    return [one for one in free if one.child.office_id == child.office_id][:SHOWN]


@permit(Permission.CASE_CLOSE)
@require_http_methods(["GET", "POST"])
def merge_new(request: HttpRequest, pk: UUID, other: UUID) -> HttpResponse:
    """Both side by side, with their names: looking at them so is a read of each."""
    user = signed_in(request)
    child, beside = get_child(user, pk), get_child(user, other)
    form = MergeForm(request.POST or None)
    _merged, status = make(form, lambda: actions.merge(child=child, other=beside, by=user, **form.cleaned_data))
    if status == DONE:
        messages.success(request, _("Kedua berkas dibaca sebagai satu anak. Dapat dilepas kapan saja."))
        return redirect("children:child-detail", child.pk)
    both = [child.pk, beside.pk]
    ledger.read("child_compare", by=user, subject=child.pk, office=child.office.code, why=user.role, ids=both)
    sides = [side(one, user) for one in (child, beside)]
    return render(request, "children/merge_new.html", {"child": child, "form": form, "sides": sides}, status=status)


def side(child: Child, user: User) -> dict[str, object]:
    return {
        "child": child,
        "data": [(_("Nama"), child.name), (_("Nama lain"), child.other_names), *panels.data(child)],
        "circumstances": panels.circumstances_now(child),
        "cases": child.cases.visible_to(user).order_by("-opened_on", "-id"),
    }


@permit(Permission.CASE_CLOSE)
@require_http_methods(["GET", "POST"])
def merge_separate(request: HttpRequest, merge_id: UUID) -> HttpResponse:
    user = signed_in(request)
    merge = get_merge(user, merge_id)
    form = SeparateForm(request.POST or None, initial={"version": merge.version})
    merge, status = press(
        form, merge, partial(actions.separate, merge=merge, by=user), partial(get_merge, user, merge_id)
    )
    if status == DONE:
        messages.success(request, _("Gabungan dilepas. Kedua berkas berdiri sendiri lagi, seperti sebelumnya."))
        return redirect("children:child-detail", merge.child_id)
    unlock([merge.child, merge.other])
    both, office = [merge.child_id, merge.other_id], merge.child.office.code
    ledger.read("child", by=user, subject=merge.child_id, office=office, why=user.role, ids=both)
    return render(request, "children/merge_separate.html", {"merge": merge, "form": form}, status=status)
