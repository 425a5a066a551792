"""Accounts: one's own page, users and their roles, the permission table."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from suar.core.errors import Conflict, DomainError
from suar.core.ui.errors import error_page
from suar.core.ui.paging import page
from suar.registry.accounts import actions, notices, perms, rules, sessions, typed
from suar.registry.accounts.forms import AppointmentForm, LanguageForm, NewUserForm, UserFilter, UserForm
from suar.registry.accounts.models import Identity, Role, User, several_offices
from suar.registry.accounts.permissions import LABELS, TABLE, Permission, allows, permit
from suar.registry.accounts.recently import freshly_authenticated

ORDERS = {
    "nama": ("name", "pk"),
    "-nama": ("-name", "-pk"),
    "pengguna": ("username", "pk"),
    "-pengguna": ("-username", "-pk"),
}

# Heads of narrow columns.
SHORT = {
    Role.DIVISI_PENGADUAN: gettext_lazy("Div. Pengaduan"),
    Role.DIVISI_PEMANTAUAN: gettext_lazy("Div. Pemantauan"),
    Role.MITRA: gettext_lazy("Mitra"),
    Role.ADMIN: gettext_lazy("Admin"),
}


def signed_in(request: HttpRequest) -> User:
    """The user of a view behind `permit`: nobody else gets there."""
    user: Any = request.user
    return user  # type: ignore[no-any-return]  # the request's user is lazy


@permit(Permission.SELF)
@require_safe
def profile(request: HttpRequest) -> HttpResponse:
    """One's own account: roles, language, password, second factor, devices."""
    user = signed_in(request)
    held = list(Authenticator.objects.filter(user=user).order_by("pk"))
    factors = {factor.type for factor in held}
    return render(
        request,
        "accounts/profile.html",
        {
            "person": user,
            "news": notices.kinds_open(user),
            "passkeys": [factor for factor in held if factor.type == Authenticator.Type.WEBAUTHN],
            "languages": settings.LANGUAGES,
            "has_codes": Authenticator.Type.TOTP in factors,
            "has_recovery": Authenticator.Type.RECOVERY_CODES in factors,
            "provider": settings.SUAR_OIDC,
            "identity": settings.SUAR_OIDC and Identity.objects.filter(user=user).exists(),
            "several": several_offices(),
            "declared": getattr(user, "declaration", None),
            "may_declare": allows(user, Permission.CONFLICT_DECLARE),
        },
    )


@permit(Permission.SELF)
@require_safe
def device_list(request: HttpRequest) -> HttpResponse:
    """Where one's own account is signed in now."""
    living = signed_in(request).sessions.living(timezone.now()).defer("sealed").order_by("begun_at")
    return render(request, "accounts/device_list.html", {"devices": living, "here": sessions.ours(request)})


@permit(Permission.SELF)
@require_POST
def device_sign_out(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    actions.sign_out_elsewhere(user=user, here=sessions.ours(request), by=user)
    messages.success(request, _("Perangkat lain sudah dikeluarkan."))
    return redirect("accounts:device-list")


@permit(Permission.SELF)
def typed_again(request: HttpRequest, token: str) -> HttpResponse:
    """What was typed before the desk asked who this is, to be pressed once more; a press here throws it away."""
    kept = typed.find(request, token)
    if kept is None:  # pressed again already, or of another session
        return redirect("/")
    if request.method == "POST":
        typed.forget(request, token)
        return redirect(kept["page"])
    words = [value for name, value in kept["fields"] if name != "version" and " " in value.strip()]
    return render(request, "accounts/typed_again.html", {"kept": kept, "token": token, "words": words})


@login_not_required
@require_POST
def language_choose(request: HttpRequest) -> HttpResponse:
    """Indonesian or English: for the account when signed in, and for the sign-in page of this device."""
    form = LanguageForm(request.POST)
    target = request.POST.get("next", "/")
    ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    if not (ours and target.startswith("/")):  # what is no path would be looked up as the name of a page
        target = "/"
    response = redirect(target)
    if form.is_valid():
        language = form.cleaned_data["language"]
        if request.user.is_authenticated:
            user = signed_in(request)
            actions.choose_language(user=user, language=language, by=user)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Strict",
        )
    return response


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
    person = perms.get_user(user_id)
    password = rules.one_time_password()
    actions.new_password(user=person, password=password, by=signed_in(request))
    return shown_once(request, person, password, new=False)


def shown_once(request: HttpRequest, user: User, password: str, *, new: bool) -> HttpResponse:
    """The one-time password; stored nowhere in the clear, so it cannot be shown again."""
    pairs = [(_("Nama pengguna"), user.username), (_("Kata sandi sekali pakai"), password)]
    pairs.append((_("Masa berlaku"), _("72 jam, sampai pemiliknya memilih kata sandi sendiri")))
    return render(request, "accounts/user_password.html", {"person": user, "pairs": pairs, "new": new})


@permit(Permission.USERS)
@freshly_authenticated(fully=True)
@require_POST
def user_factor_reset(request: HttpRequest, user_id: int) -> HttpResponse:
    person = perms.get_user(user_id)
    actions.reset_second_factor(user=person, by=signed_in(request))
    messages.success(request, _("Langkah kedua dilepas. Pemilik akun memasangnya lagi saat masuk berikutnya."))
    return redirect("accounts:user-detail", person.pk)


@permit(Permission.USERS)
@require_POST
def user_deactivate(request: HttpRequest, user_id: int) -> HttpResponse:
    person = perms.get_user(user_id)
    actions.deactivate(user=person, by=signed_in(request))
    messages.success(request, _("Akun dinonaktifkan dan semua perangkatnya dikeluarkan."))
    return redirect("accounts:user-detail", person.pk)


@permit(Permission.USERS)
@freshly_authenticated(fully=True)
@require_POST
def user_reactivate(request: HttpRequest, user_id: int) -> HttpResponse:
    person = perms.get_user(user_id)
    actions.reactivate(user=person, by=signed_in(request))
    messages.success(request, _("Akun aktif lagi."))
    return redirect("accounts:user-detail", person.pk)


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
@require_POST
def appointment_end(request: HttpRequest, appointment_id: int) -> HttpResponse:
    appointment = perms.get_appointment(appointment_id)
    actions.end_appointment(appointment=appointment, by=signed_in(request))
    messages.success(request, _("Peran diakhiri mulai hari ini."))
    return redirect("accounts:user-detail", appointment.user_id)


@permit(Permission.SELF)
@require_safe
def permission_table(request: HttpRequest) -> HttpResponse:
    """The one table in words: what each role may do."""
    rows = [(LABELS[permission], [role in TABLE[permission] for role in Role]) for permission in Permission]
    heads = [SHORT.get(role, role.label) for role in Role]
    return render(request, "accounts/permission_table.html", {"heads": heads, "rows": rows})


def too_many(request: HttpRequest) -> HttpResponse:
    """Where the sign-in library stops a flood of requests."""
    return error_page(request, 429)
