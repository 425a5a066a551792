"""The pages of recovery codes: shown where they were made, made anew, never shown again."""

from __future__ import annotations

from typing import Any

from allauth.mfa.recovery_codes import views as library
from allauth.mfa.totp.views import ActivateTOTPView
from django.http import Http404, HttpRequest, HttpResponse

from suar.registry.accounts import recovery


class MakesCodes:
    """Beside a view of the library's whose press makes them."""

    request: HttpRequest
    anew = False  # also for whoever has some

    def form_valid(self, form: Any) -> HttpResponse:
        if self.anew or not recovery.has_codes(self.request.user):
            recovery.make_ready(self.request)
        answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]  # of the library's view beside it
        return answer


class ActivateCodesView(MakesCodes, ActivateTOTPView):  # type: ignore[misc]  # allauth ships no types
    """With the code from the telephone come the recovery codes."""


class NewRecoveryCodesView(MakesCodes, library.GenerateRecoveryCodesView):  # type: ignore[misc]  # as above
    template_name = "accounts/recovery_codes_generate.html"
    anew = True


class RecoveryCodesView(library.ViewRecoveryCodesView):  # type: ignore[misc]  # as above
    template_name = "accounts/recovery_codes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_context_data(**kwargs)
        return found | {"left": len(found["unused_codes"]), "codes": recovery.to_show(self.request)}


class RecoveryCodesFileView(library.DownloadRecoveryCodesView):  # type: ignore[misc]  # as above
    template_name = "accounts/recovery_codes.txt"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        codes = recovery.to_show(self.request)
        if not codes:
            raise Http404
        found: dict[str, Any] = super().get_context_data(**kwargs)
        return found | {"unused_codes": codes}
