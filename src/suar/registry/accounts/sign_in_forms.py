"""The sign-in library's forms with our words: plain labels, no text inside the fields, the right keyboard."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext as _

from suar.registry.accounts import attempts
from suar.registry.accounts.recovery import plain


def word(field: forms.Field, label: str, help_text: str = "", **attributes: str) -> None:
    """Give a field its label and help; a text inside the field would vanish as one types."""
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attributes)


class SignInForm(account.LoginForm):  # type: ignore[misc]  # allauth ships no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word(self.fields["login"], _("Nama pengguna"), autocapitalize="none", spellcheck="false", autofocus="autofocus")
        word(self.fields["password"], _("Kata sandi"))


class ReauthenticateForm(account.ReauthenticateForm):  # type: ignore[misc]  # allauth ships no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word(self.fields["password"], _("Kata sandi"))


class PasswordForm(account.ChangePasswordForm):  # type: ignore[misc]  # allauth ships no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word(self.fields["oldpassword"], _("Kata sandi yang sekarang"))
        word(
            self.fields["password1"],
            _("Kata sandi baru"),
            _("Paling sedikit 12 huruf. Beberapa kata yang tidak berhubungan mudah diingat dan sulit ditebak."),
        )
        word(self.fields["password2"], _("Kata sandi baru, sekali lagi"))

    def clean(self) -> Any:
        cleaned = forms.Form.clean(self)
        first, second = self.cleaned_data.get("password1"), self.cleaned_data.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("Kedua kata sandi baru tidak sama."))
        return cleaned


def code_words(field: forms.Field, help_text: str) -> None:
    word(field, _("Kode"), help_text, inputmode="numeric", autocapitalize="none", autofocus="autofocus")


def used_once(user: Any, code: str) -> str:
    """The code, now used. The library forgets a code after one period; it takes it for three (a clock may be off)."""
    window = mfa_settings.TOTP_PERIOD * (2 * mfa_settings.TOTP_TOLERANCE + 1)
    if not cache.add(f"totp-used:{user.pk}:{plain(code)}", 1, window):
        raise get_adapter().validation_error("incorrect_code")
    return code


class CodeOnce:
    """A code from the telephone opens once, whether it was given at the door, before a change, or to set it up."""

    user: Any

    def clean_code(self) -> str:
        try:
            code: str = super().clean_code()  # type: ignore[misc]  # of the library's form beside it
            return used_once(self.user, code)
        except forms.ValidationError:
            attempts.note_wrong("code", self.user)
            raise


class SignInCodeForm(CodeOnce, mfa.AuthenticateForm):  # type: ignore[misc]  # allauth ships no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code_words(self.fields["code"], _("Enam angka dari aplikasi kode, atau salah satu kode cadangan."))


class ReauthenticateCodeForm(CodeOnce, mfa.ReauthenticateForm):  # type: ignore[misc]  # allauth ships no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code_words(self.fields["code"], _("Enam angka dari aplikasi kode, atau salah satu kode cadangan."))


class ActivateForm(CodeOnce, ActivateTOTPForm):  # type: ignore[misc]  # allauth ships no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code_words(self.fields["code"], _("Enam angka yang sekarang tampil di aplikasi kode."))
