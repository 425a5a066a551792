"""A conference from its beginning to its second signature."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from suar.casework.conferences import actions, forms, perms
from suar.casework.conferences.models import Conference
from suar.casework.conferences.models.conference import Whose
from suar.casework.conferences.views.pressing import Texts, chosen, people, worked
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, permit, signed_in


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def conference_hold(request: HttpRequest, conference_id: UUID) -> HttpResponse:
    user, row = asked(request, conference_id)
    invited = perms.invitations(row)
    initial = {"version": row.version, "held_at": row.starts_at, "came": [str(one.pk) for one in invited]}
    form = forms.HoldForm(request.POST or None, invited=invited, initial=initial)

    def act(held_at: Any, came: list[str]) -> object:
        return actions.hold(conference=row, by=user, held_at=held_at, came={UUID(one) for one in came})

    lead = _("Sejak ini notulen ditunggu, paling lambat pada hari yang ditetapkan aturan komisi.")
    return worked(request, row, form, act, Texts(_("Rapat berlangsung"), _("Simpan daftar hadir"), lead))


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def conference_hear(request: HttpRequest, conference_id: UUID, whose: str) -> HttpResponse:
    user, row = asked(request, conference_id)
    if whose not in Whose.values:
        raise Http404
    before = perms.voices(row).get(whose)
    initial: dict[str, Any] = {"version": row.version}
    if before is not None:
        names = ("wish", "why_not", "took_part", "spoken_for_by")
        initial |= {name: getattr(before, name) for name in names} | {"asked": "yes" if before.asked else "no"}
    form = forms.VoiceForm(request.POST or None, initial=initial)
    title = _("Suara anak") if whose == Whose.CHILD else _("Suara pengasuh")
    act = partial(actions.hear, conference=row, by=user, whose=whose)
    return worked(request, row, form, act, Texts(title, _("Simpan")))


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def conference_minutes(request: HttpRequest, conference_id: UUID) -> HttpResponse:
    user, row = asked(request, conference_id)
    form = forms.MinutesForm(request.POST or None, initial={"version": row.version, "minutes": row.minutes})
    act = partial(actions.write_minutes, conference=row, by=user)
    return worked(request, row, form, act, Texts(_("Notulen"), _("Simpan")))


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def decision_add(request: HttpRequest, conference_id: UUID) -> HttpResponse:
    user, row = asked(request, conference_id)
    staff = people(row.case)
    form = forms.DecisionForm(request.POST or None, people=staff, initial={"version": row.version})

    def act(**facts: Any) -> object:
        facts["officer"] = chosen(staff, facts["officer"])
        return actions.decide(conference=row, by=user, **facts)

    lead = _("Setiap keputusan menjadi kewajiban. Lembaga melihat nomor berkas dan tenggatnya, bukan isinya.")
    return worked(request, row, form, act, Texts(_("Tambah keputusan"), _("Simpan"), lead))


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def decision_take_back(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    user = signed_in(request)
    decision = perms.find_decision(user, decision_id)
    row = decision.conference
    form = forms.WhyForm(request.POST or None, initial={"version": row.version})
    act = partial(actions.take_back, decision=decision, by=user)
    texts = Texts(_("Tarik keputusan"), _("Tarik keputusan"), decision.text, danger=True)
    return worked(request, row, form, act, texts)


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def dissent_add(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    user = signed_in(request)
    decision = perms.find_decision(user, decision_id)
    row = decision.conference
    there = [one for one in perms.invitations(row) if one.came]
    form = forms.DissentForm(request.POST or None, there=there, initial={"version": row.version})

    def act(invitation: str, text: str) -> object:
        who = next(one for one in there if str(one.pk) == invitation)
        return actions.dissent(decision=decision, by=user, invitation=who, text=text)

    return worked(request, row, form, act, Texts(_("Pendapat berbeda"), _("Simpan"), decision.text))


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def conference_sign(request: HttpRequest, conference_id: UUID) -> HttpResponse:
    user, row = asked(request, conference_id)
    form = forms.PressForm(request.POST or None, initial={"version": row.version})
    lead = _("Sesudah ini notulen, keputusan, dan pendapat berbeda tidak diubah lagi. Orang kedua mengesahkannya.")
    texts = Texts(_("Tandatangani notulen"), _("Tandatangani"), lead)
    return worked(request, row, form, partial(actions.sign, conference=row, by=user), texts)


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def conference_confirm(request: HttpRequest, conference_id: UUID) -> HttpResponse:
    user, row = asked(request, conference_id)
    form = forms.PressForm(request.POST or None, initial={"version": row.version})
    lead = _("Anda membacanya dan menyatakan isinya benar. Yang keliru ditulis sebagai tambahan lebih dulu.")
    texts = Texts(_("Sahkan notulen sebagai orang kedua"), _("Sahkan"), lead)
    return worked(request, row, form, partial(actions.confirm, conference=row, by=user), texts)


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def addendum_add(request: HttpRequest, conference_id: UUID) -> HttpResponse:
    user, row = asked(request, conference_id)
    form = forms.AddendumForm(request.POST or None, initial={"version": row.version})
    lead = _("Notulen tetap seperti ditandatangani; tambahan berdiri di bawahnya dengan nama dan harinya.")
    texts = Texts(_("Tambahan pada notulen"), _("Simpan"), lead)
    return worked(request, row, form, partial(actions.add_to_minutes, conference=row, by=user), texts)


def asked(request: HttpRequest, conference_id: UUID) -> tuple[User, Conference]:
    user = signed_in(request)
    return user, perms.get_conference(user, conference_id)
