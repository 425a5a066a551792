"""The doors of passkeys: the sign-in library's views with our templates, words and checks."""

from __future__ import annotations

import json
from typing import Any

from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import views as library
from allauth.mfa.webauthn.internal import auth
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe

from suar.registry.accounts import passkeys
from suar.registry.accounts.views.proofs import OnlyWrongOnesCount
from suar.registry.accounts.views.recovery import MakesCodes

PROFILE = reverse_lazy("accounts:profile")


class AddPasskeyView(MakesCodes, library.AddWebAuthnView):  # type: ignore[misc]  # allauth ships no types
    """Every key can sign in alone: it is kept on the device and asks for a finger, a face or a PIN."""

    form_class = passkeys.AddPasskeyForm
    template_name = "accounts/passkey_add.html"

    def get_form_class(self) -> Any:
        return self.form_class

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_context_data(**kwargs)
        options = auth.begin_registration(self.request.user, passwordless=True)
        return found | {"form": kwargs.get("form") or found["form"], "options": json.dumps(options)}


class SecondStepView(AuthenticateView):  # type: ignore[misc]  # as above
    """After the password: a code, or a passkey."""

    def get_webauthn_form_class(self) -> Any:
        return self.webauthn_form_class

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_context_data(**kwargs)
        mine = Authenticator.objects.filter(user=self.stage.login.user, type=Authenticator.Type.WEBAUTHN)
        options = json.dumps(found["js_data"]["request_options"]) if mine.exists() else ""
        return found | {"options": options, "wrong": wrong_with(found["webauthn_form"])}


class SignInPasskeyView(library.LoginWebAuthnView):  # type: ignore[misc]  # as above
    form_class = passkeys.SignInPasskeyForm

    def get_form_class(self) -> Any:
        return self.form_class


class ReauthenticatePasskeyView(OnlyWrongOnesCount, library.ReauthenticateWebAuthnView):  # type: ignore[misc]  # as above
    form_class = passkeys.ReauthenticatePasskeyForm
    template_name = "accounts/reauthenticate_passkey.html"

    def get_form_class(self) -> Any:
        return self.form_class

    def form_invalid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = self.render_to_response(self.get_context_data(form=form))
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_context_data(**kwargs)
        form = kwargs.get("form") or found["form"]
        return found | {"form": form, "wrong": wrong_with(form)}


class NamePasskeyView(library.EditWebAuthnView):  # type: ignore[misc]  # as above
    form_class = passkeys.NamePasskeyForm
    template_name = "accounts/passkey_name.html"
    success_url = PROFILE

    def get_form_class(self) -> Any:
        return self.form_class


class RemovePasskeyView(library.RemoveWebAuthnView):  # type: ignore[misc]  # as above
    template_name = "accounts/passkey_remove.html"
    success_url = PROFILE


def wrong_with(form: Any) -> Any:
    """Why a device's answer was not taken; nothing where none was given."""
    return form.errors.get("credential")


@require_safe
def question(request: HttpRequest) -> HttpResponse:
    """What the devices of whoever is signed in are to sign now, as JSON for the page's own script."""
    return JsonResponse({"request_options": auth.begin_authentication(request.user)})
