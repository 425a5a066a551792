"""The sign-in library's forms with our words: plain labels, no text inside the fields, the right keyboard."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext as _


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


class SignInCodeForm(mfa.AuthenticateForm):  # type: ignore[misc]  # allauth ships no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code_words(self.fields["code"], _("Enam angka dari aplikasi kode, atau salah satu kode cadangan."))


class ReauthenticateCodeForm(mfa.ReauthenticateForm):  # type: ignore[misc]  # allauth ships no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code_words(self.fields["code"], _("Enam angka dari aplikasi kode, atau salah satu kode cadangan."))


class ActivateForm(ActivateTOTPForm):  # type: ignore[misc]  # allauth ships no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code_words(self.fields["code"], _("Enam angka yang sekarang tampil di aplikasi kode."))
