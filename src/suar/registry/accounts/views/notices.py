"""Answers to what happened to one's own account; a leader's word for its owner; signing somebody out everywhere."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from suar.registry.accounts import answering, ending
from suar.registry.accounts.permissions import Permission, permit, signed_in
from suar.registry.accounts.recently import freshly_authenticated


@permit(Permission.SELF)
@freshly_authenticated
@require_POST
def notice_settle(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    try:
        answering.settle(user=user, here=answering.asker(request), by=user)
    except answering.Doubted as doubted:
        return show_otherwise(request, doubted)
    messages.success(request, _("Terima kasih. Kabar ini tidak ditampilkan lagi."))
    return redirect("accounts:profile")


def show_otherwise(request: HttpRequest, doubted: answering.Doubted) -> HttpResponse:
    """To the page that asks for another factor, where the account has one; else what to do instead."""
    profile = reverse("accounts:profile")
    if not doubted.ways:
        messages.warning(request, doubted.message)
        return redirect(profile)
    page, told = answering.WAYS[doubted.ways[0]]
    messages.warning(request, told)
    return redirect(f"{reverse(page)}?{urlencode({'next': profile})}")


@permit(Permission.SELF)
@require_POST
def notice_disown(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    shut = ending.disown(user=user, by=user)
    logout(request)
    told = _("Semua perangkat dikeluarkan, yang baru ditambahkan dilepas, dan Ketua diberi tahu. Masuk lagi.")
    if shut:
        told = _(
            "Semua perangkat dikeluarkan dan Ketua diberi tahu. Akun ini ditutup sampai Ketua atau Wakil Ketua "
            "memastikan pemiliknya."
        )
    messages.warning(request, told)
    return redirect("account_login")
