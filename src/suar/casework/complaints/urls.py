"""Addresses of complaints, hand-overs and group findings."""

from __future__ import annotations

from django.urls import path

from suar.casework.complaints.views import deciding, findings, handovers, intake, listing, quarantine, reading

app_name = "complaints"
urlpatterns = [
    path("", listing.complaint_list, name="complaint-list"),
    path("unduh/", listing.complaint_export, name="complaint-export"),
    path("tambah/", intake.complaint_new, name="complaint-new"),
    path("karantina/", quarantine.quarantine_list, name="quarantine-list"),
    path("karantina/loloskan/", quarantine.quarantine_rescue, name="quarantine-rescue"),
    path("karantina/kosongkan/", quarantine.quarantine_empty, name="quarantine-empty"),
    path("temuan/", findings.finding_list, name="finding-list"),
    path("temuan/tambah/", findings.finding_new, name="finding-new"),
    path("temuan/<uuid:finding_id>/", findings.finding_detail, name="finding-detail"),
    path("serah-terima/<uuid:handover_id>/", handovers.handover_detail, name="handover-detail"),
    path("serah-terima/<uuid:handover_id>/surat/", handovers.handover_letter, name="handover-letter"),
    path("serah-terima/<uuid:handover_id>/tanda-terima/", handovers.handover_receipt, name="handover-receipt"),
    path("berkas/<uuid:case_id>/", handovers.case_complaints, name="case-complaints"),
    path("berkas/<uuid:case_id>/serahkan/", handovers.handover_case, name="handover-case"),
    path("<uuid:complaint_id>/", reading.complaint_detail, name="complaint-detail"),
    path("<uuid:complaint_id>/buka/", reading.complaint_open, name="complaint-open"),
    path("<uuid:complaint_id>/nama/", reading.complaint_reveal, name="complaint-reveal"),
    path("<uuid:complaint_id>/mirip/", reading.complaint_alike, name="complaint-alike"),
    path("<uuid:complaint_id>/riwayat/", reading.complaint_history, name="complaint-history"),
    path("<uuid:complaint_id>/cetak/", reading.complaint_print, name="complaint-print"),
    path("<uuid:complaint_id>/telaah/", deciding.complaint_triage, name="complaint-triage"),
    path("<uuid:complaint_id>/balas/", deciding.complaint_reply, name="complaint-reply"),
    path("<uuid:complaint_id>/berkas/", deciding.complaint_case, name="complaint-case"),
    path("<uuid:complaint_id>/tutup/", deciding.complaint_close, name="complaint-close"),
    path("<uuid:complaint_id>/buka-lagi/", deciding.complaint_reopen, name="complaint-reopen"),
    path("<uuid:complaint_id>/serahkan/", handovers.handover_new, name="handover-new"),
]
