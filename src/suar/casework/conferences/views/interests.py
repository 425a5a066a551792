"""A best-interests determination, from the question to the chair's signature."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from suar.casework.cases.models import Case
from suar.casework.cases.perms import get_case
from suar.casework.conferences import actions, forms, owed, panels, perms
from suar.casework.conferences.models import Determination
from suar.casework.conferences.views.pressing import NOBODY, Texts, chosen, made, people, worked
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, permit, signed_in


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def determination_ask(request: HttpRequest, pk: UUID) -> HttpResponse:
    return begun(request, get_case(signed_in(request), pk), None)


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def determination_review(request: HttpRequest, determination_id: UUID) -> HttpResponse:
    """A decision that holds is looked at again: the new one takes its place when it is signed."""
    user, former = asked(request, determination_id)
    return begun(request, former.case, former)


def begun(request: HttpRequest, case: Case, former: Determination | None) -> HttpResponse:
    user, staff = signed_in(request), [one for one in people(case) if one.pk != case.officer_id]
    initial = {"trigger": former.trigger, "question": former.question, "chair": str(former.chair_id)} if former else {}
    form = forms.AskForm(request.POST or None, people=staff, initial=initial)

    def act(determination_id: UUID, facts: dict[str, Any]) -> object:
        chair = chosen(staff, facts.pop("chair")) or user
        whole = {"case": case, "by": user, "chair": chair, "supersedes": former, **facts}
        return actions.ask(determination_id=determination_id, **whole)

    lead = _("Panel paling sedikit tiga orang, tidak semuanya mengerjakan berkas ini.")
    title = _("Tinjau keputusan kepentingan terbaik") if former else _("Keputusan kepentingan terbaik anak")
    there = reverse("conferences:determination-detail", args=[NOBODY])
    return made(request, case, form, act, Texts(title, _("Lanjut"), lead), there)


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def determination_hear(request: HttpRequest, determination_id: UUID) -> HttpResponse:
    user, row = asked(request, determination_id)
    names = ("version", "child_words", "spoken_by", "spoken_on", "why_not_heard")
    heard = {True: "yes", False: "no"}.get(row.heard) if row.heard is not None else ""
    initial = {name: getattr(row, name) for name in names} | {"heard": heard}
    form = forms.HearForm(request.POST or None, initial=initial)
    act = partial(actions.hear_child, determination=row, by=user)
    return worked(request, row, form, act, Texts(_("Pandangan anak"), _("Simpan"), again(row)))


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def option_add(request: HttpRequest, determination_id: UUID) -> HttpResponse:
    user, row = asked(request, determination_id)
    form = forms.OptionForm(request.POST or None, initial={"version": row.version})
    act = partial(actions.add_option, determination=row, by=user)
    return worked(request, row, form, act, Texts(_("Tambah pilihan"), _("Simpan"), again(row)))


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def option_change(request: HttpRequest, option_id: UUID) -> HttpResponse:
    user = signed_in(request)
    option = perms.find_option(user, option_id)
    row = option.determination
    initial = {name: getattr(option, name) for name in ("text", "benefits", "risks")} | {"version": row.version}
    form = forms.OptionForm(request.POST or None, initial=initial)
    act = partial(actions.change_option, option=option, by=user)
    texts = Texts(_("Ubah pilihan %(n)d") % {"n": option.place}, _("Simpan"), again(row))
    return worked(request, row, form, act, texts)


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def member_seat(request: HttpRequest, determination_id: UUID) -> HttpResponse:
    user, row = asked(request, determination_id)
    staff = people(row.case)
    form = forms.SeatForm(request.POST or None, people=staff, initial={"version": row.version})

    def act(**facts: Any) -> object:
        facts["user"] = chosen(staff, facts["user"])
        return actions.seat(determination=row, by=user, **facts)

    lead = _("Orang yang berani berbeda pendapat dan tidak mengerjakan berkas ini.")
    return worked(request, row, form, act, Texts(_("Tambah anggota panel"), _("Simpan"), lead))


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def member_unseat(request: HttpRequest, member_id: UUID) -> HttpResponse:
    user = signed_in(request)
    member = perms.find_member(user, member_id)
    row = member.determination
    form = forms.WhyForm(request.POST or None, initial={"version": row.version})
    title = _("Keluarkan dari panel: %(name)s") % {"name": member.called}
    texts = Texts(title, _("Keluarkan"), _("Namanya dan alasannya tetap terbaca."), danger=True)
    return worked(request, row, form, partial(actions.unseat, member=member, by=user), texts)


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def member_opinion(request: HttpRequest, member_id: UUID) -> HttpResponse:
    user = signed_in(request)
    member = perms.find_member(user, member_id)
    row = member.determination
    by_hand = member.user_id is None
    form = forms.OpinionForm(request.POST or None, by_hand=by_hand, initial={"version": row.version})
    asked_for = panels.proposed(row, perms.options(row))
    texts = Texts(_("Pendapat: %(name)s") % {"name": member.called}, _("Simpan"), asked_for)
    return worked(request, row, form, partial(actions.give_opinion, member=member, by=user), texts)


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def determination_propose(request: HttpRequest, determination_id: UUID) -> HttpResponse:
    user, row = asked(request, determination_id)
    names = ("version", "decision", "reasons", "review_on")
    initial = {name: getattr(row, name) for name in names} | {"chosen": str(row.chosen or "")}
    latest = owed.latest_review(timezone.now(), row.case.office_id)
    form = forms.ProposeForm(request.POST or None, options=perms.options(row), latest=latest, initial=initial)
    act = partial(actions.propose, determination=row, by=user)
    return worked(request, row, form, act, Texts(_("Usulkan keputusan"), _("Simpan"), again(row)))


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def determination_settle(request: HttpRequest, determination_id: UUID) -> HttpResponse:
    user, row = asked(request, determination_id)
    form = forms.PressForm(request.POST or None, initial={"version": row.version})
    lead = _("Sesudah ini tidak ada yang diubah lagi: bila keadaan berubah, panel meninjaunya dengan lembar baru.")
    texts = Texts(_("Tandatangani keputusan"), _("Tandatangani"), lead)
    return worked(request, row, form, partial(actions.settle, determination=row, by=user), texts)


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def determination_withdraw(request: HttpRequest, determination_id: UUID) -> HttpResponse:
    user, row = asked(request, determination_id)
    form = forms.WhyForm(request.POST or None, initial={"version": row.version})
    texts = Texts(_("Tarik lembar ini"), _("Tarik"), _("Lembarnya tetap terbaca."), danger=True)
    return worked(request, row, form, partial(actions.withdraw, determination=row, by=user), texts)


def asked(request: HttpRequest, determination_id: UUID) -> tuple[User, Determination]:
    user = signed_in(request)
    return user, perms.get_determination(user, determination_id)


def again(row: Determination) -> str:
    """What a change costs, once somebody of the panel has spoken."""
    spoken = any(one.round == row.round for member in perms.members(row) for one in member.opinions.all())
    return _("Sudah ada pendapat anggota. Bila ini diubah, semua ditanya lagi.") if spoken else ""
