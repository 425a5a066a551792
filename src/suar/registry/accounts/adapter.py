"""How the sign-in library behaves here: nobody signs up, its words are ours, its secrets are sealed."""

from __future__ import annotations

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from suar.core import ledger
from suar.core.documents.codes import qr
from suar.core.errors import Refused
from suar.core.ledger.checking_rows import fault_of
from suar.core.vault.keyring import keyring
from suar.registry.accounts import actions, attempts, crowding, ending, initial, notices, sessions

PURPOSE = "second-factor"
CROWDED = "crowded"
# What the library would say, by the name of its template; what is not listed is not said.
SAID: dict[str, Any] = {
    "account/messages/password_changed.txt": _("Kata sandi sudah diganti."),
    "mfa/messages/totp_activated.txt": _("Kode masuk sudah terpasang."),
    "mfa/messages/totp_deactivated.txt": _("Kode masuk sudah dilepas."),
    "mfa/messages/webauthn_added.txt": _("Kunci sandi sudah terpasang."),
    "mfa/messages/webauthn_removed.txt": _("Kunci sandi sudah dilepas."),
    "mfa/messages/recovery_codes_generated.txt": _("Kode cadangan baru sudah dibuat. Simpan di tempat aman."),
}
# Where the library asks for the second factor, we know who may have shown one elsewhere.
STAGES = {"allauth.mfa.stages.AuthenticateStage": "suar.registry.accounts.provider.SecondFactorStage"}


class ClosedDoorAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Nobody signs up: an admin makes accounts. The same words whether or not an account exists."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("Nama pengguna atau kata sandi tidak cocok."),
        "too_many_login_attempts": _("Terlalu sering salah. Coba lagi 5 menit lagi, atau minta Admin Sistem membantu."),
        "enter_current_password": _("Kata sandi yang sekarang tidak cocok."),
        "incorrect_password": _("Kata sandi tidak cocok."),
        "incorrect_code": _("Kode tidak cocok. Tunggu kode berikutnya, lalu coba lagi."),
        CROWDED: _("Terlalu banyak yang mencoba masuk saat ini. Coba lagi satu menit lagi."),
        "rate_limited": _("Terlalu sering mencoba. Coba lagi beberapa menit lagi."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_user_display(self, user: Any) -> str:
        return str(user.name)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        words = message or SAID.get(message_template or "")
        if words:
            messages.add_message(request, level, str(words), extra_tags=extra_tags)

    def set_password(self, user: Any, password: str) -> None:
        actions.choose_password(user=user, password=password, by=user, here=sessions.ours(self.request))

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """The owner of a right password. An account that somebody changed behind the program's back opens nothing."""
        try:
            user = super().authenticate(request, **credentials)
        except ValidationError as refused:
            if refused.code != CROWDED:  # too often for this name or address
                attempts.wrong_password(credentials.get("username", ""))
            raise
        if user is not None:
            if fault_of(user):
                raise Refused(gettext("Akun ini diubah di luar program. Minta Ketua memeriksa jejak."))
            initial.refuse_one_run_out(user)
            actions.renew_hash(user=user, password=credentials["password"], by=user)
        return user

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        super().pre_authenticate(request, **credentials)
        if not crowding.has_room(request):
            self._rollback_login_failed_rl_usage()  # no password was looked at: this name has not failed
            raise self.validation_error(CROWDED)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        attempts.wrong_password(credentials.get("username", ""))

    def get_login_stages(self) -> list[str]:
        return [STAGES.get(stage, stage) for stage in super().get_login_stages()]

    def login(self, request: HttpRequest, user: Any) -> None:
        """Every way in ends here: password, passkey, provider."""
        ending.refuse_a_disowned_one(user)
        super().login(request, user)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        with ledger.record("user.sign_in", by=user, data=kwargs.get("signal_kwargs")) as entry:
            browser = notices.recognise(request, user, entry)
            sessions.begin(request, self.get_client_ip(request), self.get_http_user_agent(request))
            response: HttpResponse = super().post_login(request, user, **kwargs)
        notices.remember(response, browser)
        return response

    def logout(self, request: HttpRequest) -> None:
        user: Any = request.user
        if user.is_authenticated:
            with ledger.record("user.sign_out", by=user):
                pass
        super().logout(request)


class SealedFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """The secrets of the second factor lie in `main` sealed by the master key: a stolen database makes no codes."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": ClosedDoorAdapter.error_messages["incorrect_code"],
        "cannot_delete_authenticator": _("Kode masuk tidak dapat dilepas sekarang."),
        "cannot_generate_recovery_codes": _("Pasang kode masuk dulu, baru kode cadangan dapat dibuat."),
    }

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        found: dict[str, str] = super().get_public_key_credential_rp_entity()
        return found | {"name": "Suar"}

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return gettext("Kunci sandi")

    def _get_user_identifier(self, user: Any) -> str:
        return str(user.username)

    def get_totp_label(self, user: Any) -> str:
        return str(user.username)

    def encrypt(self, text: str) -> str:
        return base64.b64encode(keyring().master.seal(text.encode(), PURPOSE)).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        return keyring().master.unseal(base64.b64decode(encrypted_text), PURPOSE).decode()

    def build_totp_svg(self, url: str) -> str:
        """The QR code on its own white ground, to stand in the page: readable in the dark theme too."""
        return qr(url).decode()
