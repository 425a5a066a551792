from __future__ import annotations

from django.urls import path

from suar.casework.supervision.views import caseload, sessions, terms, transfers

app_name = "supervision"
urlpatterns = [
    path("", caseload.caseload, name="caseload"),
    path("penjaga/<uuid:unheld_id>/", caseload.watch_set, name="watch-set"),
    path("serah-terima/", terms.term_list, name="term-list"),
    path("serah-terima/<int:term_id>/", terms.term_plan, name="term-plan"),
    path("serah-terima/berita-acara/<uuid:handing_id>/", terms.handover_detail, name="handover-detail"),
    path("serah-terima/berita-acara/<uuid:handing_id>/cetak/", terms.handover_print, name="handover-print"),
    path("pindah/", transfers.transfer_list, name="transfer-list"),
    path("pindah/berkas/<uuid:case_id>/", transfers.transfer_new, name="transfer-new"),
    path("pindah/<uuid:transfer_id>/", transfers.transfer_detail, name="transfer-detail"),
    path("pindah/<uuid:transfer_id>/terima/", transfers.transfer_accept, name="transfer-accept"),
    path("pindah/<uuid:transfer_id>/tolak/", transfers.transfer_refuse, name="transfer-refuse"),
    path("pindah/<uuid:transfer_id>/tarik/", transfers.transfer_withdraw, name="transfer-withdraw"),
    path("sesi/", sessions.session_list, name="session-list"),
    path("sesi/baru/", sessions.session_new, name="session-new"),
    path("sesi/<uuid:session_id>/", sessions.session_detail, name="session-detail"),
    path("sesi/<uuid:session_id>/berkas/", sessions.session_file, name="session-file"),
]
