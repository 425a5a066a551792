from __future__ import annotations

from django.urls import path

from suar.casework.supervision.views import caseload, terms

app_name = "supervision"
urlpatterns = [
    path("", caseload.caseload, name="caseload"),
    path("penjaga/<uuid:case_id>/", caseload.watch_set, name="watch-set"),
    path("serah-terima/", terms.term_list, name="term-list"),
    path("serah-terima/<int:appointment_id>/", terms.term_plan, name="term-plan"),
    path("serah-terima/berita-acara/<uuid:handover_id>/", terms.handover_detail, name="handover-detail"),
    path("serah-terima/berita-acara/<uuid:handover_id>/cetak/", terms.handover_print, name="handover-print"),
]
