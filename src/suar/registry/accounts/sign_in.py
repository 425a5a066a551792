"""The doors of the desk: of the sign-in library's pages only these exist, each with our template and words.

No sign-up, no addresses by mail, no password by mail: an admin gives a new one, in person. The names are the library's,
because its own redirects ask for them."""

from __future__ import annotations

from typing import Any

from allauth.account.views import (
    AccountInactiveView,
    LoginView,
    LogoutView,
    PasswordChangeView,
)
from allauth.mfa.totp.views import DeactivateTOTPView
from django.conf import settings
from django.http import HttpResponse
from django.urls import path
from django.views.generic import RedirectView

from suar.registry.accounts import passkeys, provider
from suar.registry.accounts import sign_in_forms as forms
from suar.registry.accounts.recently import freshly_authenticated
from suar.registry.accounts.views import locking, proofs, recovery
from suar.registry.accounts.views import passkeys as passkey_views

# What changes how somebody signs in asks first for everything that signing in asks for, and the library for a new proof
# besides: having signed in a moment ago is not enough.
ask_fully = freshly_authenticated(reads=True, fully=True)


class SignInView(LoginView):  # type: ignore[misc]  # allauth ships no types
    """Name and password; beside them the government's sign-in, where the office named one."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"provider": settings.SUAR_OIDC}


class SignOutView(LogoutView):  # type: ignore[misc]  # allauth ships no types
    """What the browser may still hold of the desk goes with the session. Not its cookies: that order would reach every
    site under the same domain."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post(*args, **kwargs)
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response


urlpatterns = [
    path(
        "masuk/",
        SignInView.as_view(template_name="accounts/sign_in.html", form_class=forms.SignInForm),
        name="account_login",
    ),
    path("keluar/", SignOutView.as_view(template_name="accounts/sign_out.html"), name="account_logout"),
    path("terkunci/", locking.locked, name="account_locked"),
    path("kunci/", locking.lock, name="account_lock"),
    path("di-sini/", locking.presence, name="account_presence"),
    path("terkunci/kunci-sandi/", passkey_views.question, name="account_locked_question"),
    path("tidak-aktif/", AccountInactiveView.as_view(template_name="accounts/inactive.html"), name="account_inactive"),
    path(
        "masuk/kode/",
        passkey_views.SecondStepView.as_view(
            template_name="accounts/sign_in_code.html",
            form_class=forms.SignInCodeForm,
            webauthn_form_class=passkeys.SecondStepPasskeyForm,
        ),
        name="mfa_authenticate",
    ),
    path("masuk/penyedia/", provider.start, name="provider_start"),
    path("masuk/penyedia/kembali/", provider.returned, name="provider_return"),
    path(
        "pastikan/",
        proofs.PasswordProofView.as_view(
            template_name="accounts/reauthenticate.html", form_class=forms.ReauthenticateForm
        ),
        name="account_reauthenticate",
    ),
    path(
        "pastikan/kode/",
        proofs.CodeProofView.as_view(
            template_name="accounts/reauthenticate.html", form_class=forms.ReauthenticateCodeForm
        ),
        name="mfa_reauthenticate",
    ),
    path("pastikan/lanjut/", proofs.rest, name="account_prove_rest"),
    path("masuk/kunci-sandi/", passkey_views.SignInPasskeyView.as_view(), name="mfa_login_webauthn"),
    path(
        "pastikan/kunci-sandi/",
        passkey_views.ReauthenticatePasskeyView.as_view(),
        name="mfa_reauthenticate_webauthn",
    ),
    path("kunci-sandi/pasang/", ask_fully(passkey_views.AddPasskeyView.as_view()), name="mfa_add_webauthn"),
    path("kunci-sandi/<int:pk>/nama/", passkey_views.NamePasskeyView.as_view(), name="mfa_edit_webauthn"),
    path(
        "kunci-sandi/<int:pk>/lepas/",
        ask_fully(passkey_views.RemovePasskeyView.as_view()),
        name="mfa_remove_webauthn",
    ),
    path(
        "kata-sandi/",
        ask_fully(
            PasswordChangeView.as_view(template_name="accounts/password_change.html", form_class=forms.PasswordForm)
        ),
        name="account_change_password",
    ),
    path("kode-masuk/", RedirectView.as_view(pattern_name="accounts:profile"), name="mfa_index"),
    path(
        "kode-masuk/pasang/",
        ask_fully(
            recovery.ActivateCodesView.as_view(
                template_name="accounts/totp_activate.html", form_class=forms.ActivateForm
            )
        ),
        name="mfa_activate_totp",
    ),
    path(
        "kode-masuk/lepas/",
        ask_fully(DeactivateTOTPView.as_view(template_name="accounts/totp_deactivate.html")),
        name="mfa_deactivate_totp",
    ),
    path("kode-cadangan/", recovery.RecoveryCodesView.as_view(), name="mfa_view_recovery_codes"),
    path(
        "kode-cadangan/buat/",
        ask_fully(recovery.NewRecoveryCodesView.as_view()),
        name="mfa_generate_recovery_codes",
    ),
    path("kode-cadangan/unduh/", recovery.RecoveryCodesFileView.as_view(), name="mfa_download_recovery_codes"),
]
