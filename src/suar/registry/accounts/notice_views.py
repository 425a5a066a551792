"""Answers to what happened to one's own account, and signing somebody out everywhere."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from suar.registry.accounts import ending, notices, perms
from suar.registry.accounts.permissions import Permission, permit
from suar.registry.accounts.views import signed_in


@permit(Permission.SELF)
@require_POST
def notice_settle(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    notices.settle(user=user, by=user)
    messages.success(request, _("Terima kasih. Kabar ini tidak ditampilkan lagi."))
    return redirect("accounts:profile")


@permit(Permission.SELF)
@require_POST
def notice_disown(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    ending.disown(user=user, by=user)
    logout(request)
    messages.warning(
        request, _("Semua perangkat dikeluarkan dan Ketua diberi tahu. Masuk lagi, lalu ganti kata sandi.")
    )
    return redirect("account_login")


@permit(Permission.USERS)
@require_POST
def user_sign_out(request: HttpRequest, user_id: int) -> HttpResponse:
    person = perms.get_user(user_id)
    ending.sign_out_everywhere(user=person, by=signed_in(request))
    messages.success(request, _("Semua perangkat orang ini sudah dikeluarkan."))
    return redirect("accounts:user-detail", person.pk)
