"""The desk before anybody has given it its key: one page, that takes two sheets; nothing else is answered.

Where an office keeps its master key in memory only (SUAR_KEY_DIR), it starts so after each power cut. The public form
goes on meanwhile: it seals and opens nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from suar.core.ledger.actors import Process
from suar.core.ledger.keyholding import note_unlocked
from suar.core.ui.middleware import Handler
from suar.core.vault import unlocking
from suar.core.vault.master import VaultLocked, is_locked

AT_THE_PAGE = Process("system:unlock")  # two holders of sheets; nobody can sign in yet
LONGEST = 600  # letters of a sheet: 33 words
SHEET = forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"})


class UnlockForm(forms.Form):
    """Two of the three sheets, or the recovery sheet. What was typed is never shown again."""

    first = forms.CharField(label=_("Lembar pertama"), max_length=LONGEST, required=False, widget=SHEET)
    second = forms.CharField(label=_("Lembar kedua"), max_length=LONGEST, required=False, widget=SHEET)
    recovery = forms.CharField(label=_("Atau lembar pemulihan utuh"), max_length=LONGEST, required=False, widget=SHEET)

    def clean(self) -> dict[str, Any]:
        """`key`, proven and laid into memory. One sentence for whatever is wrong: it says nothing about the words."""
        data = super().clean() or {}
        sheets = [data.get("first", ""), data.get("second", "")]
        try:
            key = unlocking.key_of(sheets=sheets, recovery=data.get("recovery", ""))
            unlocking.unlock(settings.SUAR_HOME / "secret", key)
        except VaultLocked:
            raise forms.ValidationError(
                _("Lembar ini tidak membuka kantor ini. Periksa tiap kata: 33 kata satu lembar, dua lembar berbeda.")
            ) from None
        return {}


class LockedMiddleware:
    """Before the sessions: without the key none of them opens. The page needs no proof against forgery: whoever holds
    two sheets may give the key from anywhere, and nobody is signed in."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_locked(settings.SUAR_HOME / "secret"):
            return unlock(request)
        return self.get_response(request)


def unlock(request: HttpRequest) -> HttpResponse:
    form = UnlockForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        note_unlocked(by=AT_THE_PAGE)
        return redirect("/")
    wrong = form.non_field_errors() if form.is_bound else []
    return render(request, "desk/locked.html", {"form": UnlockForm(), "wrong": wrong}, status=503)
