"""Users and their roles, as whoever keeps accounts sees and changes them."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from suar.core.errors import Conflict, DomainError
from suar.core.ui.paging import page
from suar.registry.accounts import actions, answering, ending, perms, rules
from suar.registry.accounts.forms import AppointmentForm, NewUserForm, UserFilter, UserForm
from suar.registry.accounts.models import Identity, User, several_offices
from suar.registry.accounts.permissions import Permission, permit, signed_in
from suar.registry.accounts.recently import freshly_authenticated

ORDERS = {
    "nama": ("name", "pk"),
    "-nama": ("-name", "-pk"),
    "pengguna": ("username", "pk"),
    "-pengguna": ("-username", "-pk"),
}


@permit(Permission.USERS)
@require_safe
def user_list(request: HttpRequest) -> HttpResponse:
    form = UserFilter(request.GET)
    rows = User.objects.with_roles()
    if form.is_valid():
        wanted = form.cleaned_data
        rows = rows.matching(wanted["q"]) if wanted["q"] else rows
        rows = rows.holding(role=wanted["role"]) if wanted["role"] else rows
        rows = rows.holding(office=wanted["office"]) if wanted.get("office") else rows
        rows = rows.filter(is_active=wanted["active"] == "ya") if wanted["active"] else rows
    order = ORDERS.get(request.GET.get("urut", ""), ORDERS["nama"])
    template = "accounts/user_list.html#daftar" if request.headers.get("HX-Request") else "accounts/user_list.html"
    return render(
        request,
        template,
        {"filter": form, "page": page(rows, request.GET, order), "total": rows.count(), "several": several_offices()},
    )


@permit(Permission.USERS)
@require_safe
def user_detail(request: HttpRequest, user_id: int) -> HttpResponse:
    person = perms.get_user(user_id)
    appointments = person.appointments.select_related("office", "agency").order_by("-since", "-pk")
    return render(
        request,
        "accounts/user_detail.html",
        {
            "person": person,
            "appointments": appointments,
            "now": {appointment.pk for appointment in person.appointments_now},
            "identity": Identity.objects.filter(user=person).exists(),
            "has_news": person.notices.open().exists(),
            "has_factors": Authenticator.objects.filter(user=person).exists(),
            "itself": person == request.user,
            "several": several_offices(),
        },
    )


@permit(Permission.USERS)
@freshly_authenticated(fully=True)
@never_cache
def user_add(request: HttpRequest) -> HttpResponse:
    form = NewUserForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        password = rules.one_time_password()
        try:
            user = actions.add_user(**form.cleaned_data, password=password, temporary=True, by=signed_in(request))
        except Conflict as taken:
            form.add_error("username", taken.message)
        else:
            return shown_once(request, user, password, new=True)
    return render(request, "accounts/user_add.html", {"form": form})


@permit(Permission.USERS)
@freshly_authenticated(fully=True)
def user_edit(request: HttpRequest, user_id: int) -> HttpResponse:
    person = perms.get_user(user_id)
    form = UserForm(request.POST or None, initial={"name": person.name, "email": person.email})
    if request.method == "POST" and form.is_valid():
        actions.edit_user(user=person, by=signed_in(request), **form.cleaned_data)
        messages.success(request, _("Perubahan sudah disimpan."))
        return redirect("accounts:user-detail", person.pk)
    return render(request, "accounts/user_edit.html", {"form": form, "person": person})


@permit(Permission.USERS)
@freshly_authenticated(fully=True)
@require_POST
@never_cache
def user_password(request: HttpRequest, user_id: int) -> HttpResponse:
    """A new one-time password, shown once on the answer to this very request."""
    return with_password(request, user_id, actions.new_password)


@permit(Permission.USERS)
@freshly_authenticated(fully=True)
@require_POST
@never_cache
def user_vouch(request: HttpRequest, user_id: int) -> HttpResponse:
    """The account opens again, by a one-time password that is shown on the answer to this very request."""
    return with_password(request, user_id, ending.vouch)


def shown_once(request: HttpRequest, user: User, password: str, *, new: bool) -> HttpResponse:
    """The one-time password; stored nowhere in the clear, so it cannot be shown again."""
    pairs = [(_("Nama pengguna"), user.username), (_("Kata sandi sekali pakai"), password)]
    pairs.append((_("Masa berlaku"), _("72 jam, sampai pemiliknya memilih kata sandi sendiri")))
    return render(request, "accounts/user_password.html", {"person": user, "pairs": pairs, "new": new})


def told(request: HttpRequest, user_id: int, act: Callable[..., object], words: str) -> HttpResponse:
    """One press that changes somebody's account: done, said, and back to the person."""
    person = perms.get_user(user_id)
    act(user=person, by=signed_in(request))
    messages.success(request, words)
    return redirect("accounts:user-detail", person.pk)


def with_password(request: HttpRequest, user_id: int, act: Callable[..., object]) -> HttpResponse:
    """One press that gives a new one-time password, shown once on the answer to this very request."""
    person = perms.get_user(user_id)
    password = rules.one_time_password()
    act(user=person, password=password, by=signed_in(request))
    return shown_once(request, person, password, new=False)


@permit(Permission.USERS)
@freshly_authenticated(fully=True)
@require_POST
def user_factor_reset(request: HttpRequest, user_id: int) -> HttpResponse:
    return told(
        request,
        user_id,
        actions.reset_second_factor,
        _("Langkah kedua dilepas. Pemilik akun memasangnya lagi saat masuk berikutnya."),
    )


@permit(Permission.USERS)
@freshly_authenticated(fully=True)
@require_POST
def user_attest(request: HttpRequest, user_id: int) -> HttpResponse:
    return told(request, user_id, answering.attest, _("Kabar akun orang ini tidak ditampilkan lagi."))


@permit(Permission.USERS)
@require_POST
def user_sign_out(request: HttpRequest, user_id: int) -> HttpResponse:
    return told(request, user_id, ending.sign_out_everywhere, _("Semua perangkat orang ini sudah dikeluarkan."))


@permit(Permission.USERS)
@freshly_authenticated(fully=True)
@require_POST
def user_deactivate(request: HttpRequest, user_id: int) -> HttpResponse:
    return told(request, user_id, actions.deactivate, _("Akun dinonaktifkan dan semua perangkatnya dikeluarkan."))


@permit(Permission.USERS)
@freshly_authenticated(fully=True)
@require_POST
def user_reactivate(request: HttpRequest, user_id: int) -> HttpResponse:
    return told(request, user_id, actions.reactivate, _("Akun aktif lagi."))


@permit(Permission.USERS)
@freshly_authenticated(fully=True)
def appointment_add(request: HttpRequest, user_id: int) -> HttpResponse:
    person = perms.get_user(user_id)
    form = AppointmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.appoint(user=person, by=signed_in(request), **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Peran sudah diberikan."))
            return redirect("accounts:user-detail", person.pk)
    return render(request, "accounts/appointment_add.html", {"form": form, "person": person})


@permit(Permission.USERS)
@freshly_authenticated(fully=True)
@require_POST
def appointment_end(request: HttpRequest, appointment_id: int) -> HttpResponse:
    appointment = perms.get_appointment(appointment_id)
    actions.end_appointment(appointment=appointment, by=signed_in(request))
    messages.success(request, _("Peran diakhiri mulai hari ini."))
    return redirect("accounts:user-detail", appointment.user_id)
