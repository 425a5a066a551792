"""Every address of the public surface: Indonesian without a prefix, English under /en/."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from suar.core.ui.views import leave

urlpatterns = [
    path("keluar", leave, name="exit"),
    *i18n_patterns(path("", include("suar.casework.intake.urls")), prefix_default_language=False),
]

handler400 = "suar.core.ui.errors.bad_request"
handler403 = "suar.core.ui.errors.permission_denied"
handler404 = "suar.core.ui.errors.page_not_found"
handler500 = "suar.core.ui.errors.server_error"
