"""Every address of the desk. Paths are Indonesian because people read them; names are `<app>:<view>`."""

from __future__ import annotations

from django.conf import settings
from django.urls import include, path

from suar.core.ui.style_views import styleguide
from suar.insight.reports.views import fingerprint_check
from suar.registry.accounts.views.own import language_choose

urlpatterns = [
    path("akun/", include("suar.registry.accounts.sign_in")),
    path("akun/", include("suar.registry.accounts.urls")),
    path("lembaga/", include("suar.registry.agencies.urls")),
    path("wilayah/", include("suar.registry.regions.urls")),
    path("kepentingan/", include("suar.casework.conflicts.urls")),
    path("kewajiban/", include("suar.casework.duties.urls")),
    path("surat/", include("suar.casework.letters.urls")),
    path("berkas/", include("suar.casework.cases.urls")),
    path("memimpin/", include("suar.casework.leading.urls")),
    path("berbagi/", include("suar.casework.sharing.urls")),
    path("langkah/", include("suar.casework.plans.urls")),
    path("rapat/", include("suar.casework.conferences.urls")),
    path("supervisi/", include("suar.casework.supervision.urls")),
    path("anak/", include("suar.casework.children.urls")),
    path("pengaduan/", include("suar.casework.complaints.urls")),
    path("kontak/", include("suar.casework.contacts.urls")),
    path("putaran/", include("suar.casework.rounds.urls")),
    path("kertas/", include("suar.casework.paper.urls")),
    path("surat-masuk/", include("suar.casework.mail.urls")),
    path("hak/", include("suar.casework.rights.urls")),
    path("materi/", include("suar.casework.material.urls")),
    path("impor/", include("suar.casework.register.urls")),
    path("pemusnahan/", include("suar.casework.retention.urls")),
    path("laporan/", include("suar.insight.reports.urls")),
    path("pers/", include("suar.insight.press.urls")),
    path("periksa/", fingerprint_check, name="fingerprint_check"),
    path("bahasa/", language_choose, name="set_language"),
    path("", include("suar.casework.safeguards.urls")),
    path("", include("suar.desk.urls")),
]
if settings.SUAR_DEVELOPMENT:
    urlpatterns.insert(0, path("gaya/", styleguide, name="styleguide"))

handler400 = "suar.core.ui.errors.bad_request"
handler403 = "suar.core.ui.errors.permission_denied"
handler404 = "suar.core.ui.errors.page_not_found"
handler500 = "suar.core.ui.errors.server_error"
handler429 = "suar.registry.accounts.views.own.too_many"  # asked by the sign-in library
