from __future__ import annotations

from django.urls import path

from suar.casework.material.views import pages, steps

app_name = "material"
urlpatterns = [
    path("", pages.arrival_list, name="arrival-list"),
    path("tambah/", pages.arrival_new, name="arrival-new"),
    path("tambah/pengaduan/<uuid:complaint_id>/", pages.arrival_of_complaint, name="arrival-of-complaint"),
    path("tambah/berkas/<uuid:case_id>/", pages.arrival_of_case, name="arrival-of-case"),
    path("<uuid:arrival_id>/", pages.arrival_detail, name="arrival-detail"),
    path("<uuid:arrival_id>/cetak/", pages.arrival_print, name="arrival-print"),
    path("<uuid:arrival_id>/berhenti/", steps.arrival_stop, name="arrival-stop"),
    path("<uuid:arrival_id>/pisahkan/", steps.arrival_apart, name="arrival-apart"),
    path("<uuid:arrival_id>/telepon/", steps.arrival_call, name="arrival-call"),
    path("<uuid:arrival_id>/catat/", steps.arrival_note, name="arrival-note"),
    path("<uuid:arrival_id>/petunjuk/", steps.arrival_instruction, name="arrival-instruction"),
    path("<uuid:arrival_id>/tanda-terima/", steps.arrival_receipt, name="arrival-receipt"),
    path("<uuid:arrival_id>/jaga-diri/", steps.arrival_debrief, name="arrival-debrief"),
    path("<uuid:arrival_id>/tautkan/", steps.arrival_belong, name="arrival-belong"),
    path("<uuid:arrival_id>/tutup/", steps.arrival_close, name="arrival-close"),
]
