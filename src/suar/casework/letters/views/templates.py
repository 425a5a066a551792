"""The forms of letters that an office made itself: shown, uploaded, downloaded, put aside."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from suar.casework.letters import actions, perms
from suar.casework.letters.forms import TemplateForm
from suar.casework.letters.models import Kind, LetterTemplate
from suar.casework.letters.views.pages import DOCX
from suar.core import ledger
from suar.core.documents.letterform import DEMAND_FIELDS, OWED
from suar.core.documents.letters import DEMAND
from suar.core.ui.making import make
from suar.core.ui.versions import DONE
from suar.registry.accounts.permissions import Permission, offices_with, permit, signed_in


@permit(Permission.SETTINGS)
@require_safe
def template_list(request: HttpRequest) -> HttpResponse:
    """Which form each kind of letter has, and the fields that a form may use."""
    user = signed_in(request)
    offices = offices_with(user, Permission.SETTINGS)
    found = LetterTemplate.objects.filter(office__in=offices, in_use=True).select_related("office", "by")
    context = {
        "templates": found.defer("content").order_by("office", "kind"),
        "kinds": Kind.choices,
        "fields": sorted(DEMAND_FIELDS),
        "columns": [field for _heading, field, _width in OWED],
        "several": len(offices) > 1,
    }
    return render(request, "letters/template_list.html", context)


@permit(Permission.SETTINGS)
def template_add(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    form = TemplateForm(request.POST or None, request.FILES or None, user=user)

    def act() -> object:
        given, file = form.cleaned_data, form.cleaned_data["file"]
        office = given.get("office", form.only_office)
        return actions.add_template(office=office, by=user, kind=given["kind"], name=file.name, content=file.read())

    _template, status = make(form, act, field="file")
    if status == DONE:
        messages.success(request, _("Templat terpasang. Surat berikutnya memakainya."))
        return redirect("letters:template-list")
    return render(request, "letters/template_add.html", {"form": form}, status=status)


@permit(Permission.SETTINGS)
@require_safe
def template_sample(request: HttpRequest) -> HttpResponse:
    """The form of the house, to start from."""
    return sent(DEMAND.read_bytes(), "templat-surat.docx")


@permit(Permission.SETTINGS)
@require_safe
def template_file(request: HttpRequest, template_id: UUID) -> HttpResponse:
    user = signed_in(request)
    template = perms.get_template(user, template_id)
    ledger.read("letter_template", by=user, office=template.office.code, why=user.role, ids=[template.pk])
    return sent(bytes(template.content), f"templat-{template.kind}.docx")


@permit(Permission.SETTINGS)
@require_POST
def template_drop(request: HttpRequest, template_id: UUID) -> HttpResponse:
    user = signed_in(request)
    actions.drop_template(template=perms.get_template(user, template_id), by=user)
    messages.success(request, _("Templat dilepas. Surat berikutnya memakai bentuk bawaan."))
    return redirect("letters:template-list")


def sent(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=DOCX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
