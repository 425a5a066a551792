"""Every address of the desk. Paths are Indonesian because people read them; names are `<app>:<view>`."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("akun/", include("allauth.urls")),
    path("akun/", include("suar.registry.accounts.urls")),
    path("lembaga/", include("suar.registry.agencies.urls")),
    path("wilayah/", include("suar.registry.regions.urls")),
    path("kewajiban/", include("suar.casework.duties.urls")),
    path("berkas/", include("suar.casework.cases.urls")),
    path("anak/", include("suar.casework.children.urls")),
    path("pengaduan/", include("suar.casework.complaints.urls")),
    path("impor/", include("suar.casework.register.urls")),
    path("laporan/", include("suar.insight.reports.urls")),
    path("", include("suar.desk.urls")),
]
