"""Passkeys (WebAuthn): a key pair that never leaves its owner's device and answers to this desk's own name alone, so
that no page that only looks like the desk gets anything from it.

Signing and its check are the sign-in library's. Held here besides: the answer must come from this very address, its
device must have asked for a finger, a face or a PIN, and its counter, where it keeps one, must have moved on."""

from __future__ import annotations

import json
from typing import Any

from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as library
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.utils.translation import gettext as _

from suar.core.errors import Refused
from suar.core.ledger.checking_rows import fault_of

LARGEST = 16 * 1024  # characters of an answer: a key and its signature are a tenth of it
# What reading a wrong or damaged answer raises, from the library's own refusal down to the device's CBOR.
UNREADABLE = (forms.ValidationError, AttributeError, IndexError, KeyError, TypeError, ValueError)


def refused(error: Exception | None = None) -> forms.ValidationError:
    """What to say of an answer that opens nothing: never why. A limit that was reached says so itself."""
    if isinstance(error, forms.ValidationError) and error.code != "incorrect_code":
        return error
    return forms.ValidationError(_("Kunci sandi tidak cocok. Coba lagi, atau pakai cara lain."))


def origin() -> str:
    """`https://desk.example`: where the page must stand that a device answers to. The host is one of ALLOWED_HOSTS."""
    return f"{context.request.scheme}://{context.request.get_host()}"


def counted(passkey: Authenticator, answer: dict[str, Any]) -> None:
    """Note the counter of the device. Refuses one that stands still or goes back: then there are two of the key. A
    device without a counter says 0 for ever."""
    now = auth.parse_authentication_response(answer).response.authenticator_data.counter
    before = passkey.data.get("counter", passkey.wrap().authenticator_data.counter)
    if now <= before and (now, before) != (0, 0):
        raise forms.ValidationError(_("Kunci sandi ini mungkin disalin orang. Lapor Ketua, dan jangan dipakai lagi."))
    if now != before:
        passkey.data["counter"] = now
        passkey.save(update_fields=["data"])


class Answer:
    """The checks that stand around the library's, for a form with `credential`."""

    cleaned_data: dict[str, Any]

    def clean_credential(self) -> Authenticator:
        answer = self.cleaned_data["credential"]
        try:
            given(answer, auth.parse_authentication_response)
            passkey: Authenticator = super().clean_credential()  # type: ignore[misc]  # of the library's form beside it
        except UNREADABLE as unreadable:
            raise refused(unreadable) from unreadable
        if fault_of(passkey.user):
            raise Refused(_("Akun ini diubah di luar program. Minta Ketua memeriksa jejak."))
        counted(passkey, answer)
        return passkey


def given(answer: Any, parse: Any) -> None:
    """Whether it can be read, is not too long, and comes from a page of this desk."""
    if len(json.dumps(answer)) > LARGEST or parse(answer).response.client_data.origin != origin():
        raise refused()


class SignInPasskeyForm(Answer, library.LoginWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """Without a name or a password: the device says whose key it is."""


class SecondStepPasskeyForm(Answer, library.AuthenticateWebAuthnForm):  # type: ignore[misc]  # as above
    """Besides the password."""


class ReauthenticatePasskeyForm(Answer, library.ReauthenticateWebAuthnForm):  # type: ignore[misc]  # as above
    """Before a dangerous moment, or at the lock."""


class AddPasskeyForm(library._BaseAddWebAuthnForm):  # type: ignore[misc]  # as above
    """A new key and what its owner calls it."""

    name = forms.CharField(max_length=60, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Nama perangkat")
        self.fields["name"].help_text = _("Supaya Anda mengenalinya nanti, misalnya Telepon dinas.")

    def clean_credential(self) -> Any:
        answer = self.cleaned_data["credential"]
        try:
            given(answer, auth.parse_registration_response)
        except UNREADABLE as unreadable:
            raise refused(unreadable) from unreadable
        return answer

    def clean(self) -> Any:
        try:
            return super().clean()
        except UNREADABLE as unreadable:
            raise refused(unreadable) from unreadable


class NamePasskeyForm(library.EditWebAuthnForm):  # type: ignore[misc]  # as above
    name = forms.CharField(max_length=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Nama perangkat")
