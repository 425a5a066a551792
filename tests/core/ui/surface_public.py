"""A public surface with nothing on it but the way out."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from suar.core.errors import Conflict
from suar.core.ui.views import leave


def front(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/public.html")


def conflict(request: HttpRequest) -> HttpResponse:
    raise Conflict("Muat ulang, lalu periksa lagi.")


urlpatterns = [
    path("keluar", leave, name="exit"),
    *i18n_patterns(path("", front), path("konflik", conflict), prefix_default_language=False),
]
handler404 = "suar.core.ui.errors.page_not_found"
handler500 = "suar.core.ui.errors.server_error"
