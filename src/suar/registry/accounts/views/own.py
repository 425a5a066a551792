"""One's own account: roles, language, devices, what was typed before the lock; the table of permissions in words."""

from __future__ import annotations

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
from django.views.decorators.http import require_POST, require_safe

from suar.core.ui.errors import error_page
from suar.registry.accounts import actions, notices, sessions, typed
from suar.registry.accounts.forms import LanguageForm
from suar.registry.accounts.models import Identity, Role, several_offices
from suar.registry.accounts.permissions import LABELS, TABLE, Permission, allows, permit, signed_in

# Heads of narrow columns.
SHORT = {
    Role.DIVISI_PENGADUAN: gettext_lazy("Div. Pengaduan"),
    Role.DIVISI_PEMANTAUAN: gettext_lazy("Div. Pemantauan"),
    Role.MITRA: gettext_lazy("Mitra"),
    Role.ADMIN: gettext_lazy("Admin"),
}


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
