from __future__ import annotations

from django.urls import path

from suar.casework.cases.views import closing, file, listing, notes, work

app_name = "cases"
urlpatterns = [
    path("", listing.case_list, name="case-list"),
    path("tambah/", listing.case_add, name="case-add"),
    path("unduh/", listing.case_export, name="case-export"),
    path("<uuid:pk>/", file.case_detail, name="case-detail"),
    path("<uuid:pk>/nama/", file.case_reveal, name="case-reveal"),
    path("<uuid:pk>/pantau/", file.sheet_list, name="sheet-list"),
    path("<uuid:pk>/kewajiban/", file.case_duties, name="case-duties"),
    path("<uuid:pk>/catatan/", file.note_list, name="note-list"),
    path("<uuid:pk>/anak/", file.case_child, name="case-child"),
    path("<uuid:pk>/risiko/", file.risk_list, name="risk-list"),
    path("<uuid:pk>/penutupan/", file.case_closure, name="case-closure"),
    path("<uuid:pk>/jejak/", file.case_access, name="case-access"),
    path("<uuid:pk>/ringkasan/", file.case_summary, name="case-summary"),
    path("<uuid:pk>/catatan/tambah/", notes.note_add, name="note-add"),
    path("<uuid:pk>/catatan/<uuid:note_id>/betulkan/", notes.note_mend, name="note-mend"),
    path("<uuid:pk>/tugas/tambah/", work.task_add, name="task-add"),
    path("<uuid:pk>/tugas/<uuid:task>/selesai/", work.task_finish, name="task-finish"),
    path("<uuid:pk>/pantau/tambah/", work.sheet_add, name="sheet-add"),
    path("<uuid:pk>/pantau/<uuid:sheet>/jawab/", work.sheet_answer, name="sheet-answer"),
    path("<uuid:pk>/aman/", work.safety_set, name="safety-set"),
    path("<uuid:pk>/kejadian/", work.event_set, name="event-set"),
    path("<uuid:pk>/petugas/", work.case_assign, name="case-assign"),
    path("<uuid:pk>/risiko/nilai/", work.risk_assess, name="risk-assess"),
    path("<uuid:pk>/risiko/<uuid:assessment>/setuju/", work.risk_confirm, name="risk-confirm"),
    path("<uuid:pk>/penutupan/usul/", closing.closure_propose, name="closure-propose"),
    path("<uuid:pk>/penutupan/tandatangan/", closing.closure_countersign, name="closure-countersign"),
    path("<uuid:pk>/penutupan/tolak/", closing.closure_refuse, name="closure-refuse"),
    path("<uuid:pk>/penutupan/buka/", closing.case_reopen, name="case-reopen"),
    path("<uuid:pk>/kedudukan/", closing.role_settle, name="role-settle"),
]
