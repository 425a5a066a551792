from __future__ import annotations

from django.urls import path

from suar.casework.plans.views import doing, steps, writing

app_name = "plans"
urlpatterns = [
    path("<uuid:pk>/", steps.step_list, name="step-list"),
    path("<uuid:pk>/penilaian/tulis/", writing.assessment_write, name="assessment-write"),
    path("<uuid:pk>/penilaian/selesai/", steps.assessment_finish, name="assessment-finish"),
    path("<uuid:pk>/penilaian/<uuid:needs_id>/", steps.assessment_detail, name="assessment-detail"),
    path("<uuid:pk>/rencana/tulis/", writing.plan_write, name="plan-write"),
    path("<uuid:pk>/rencana/ajukan/", steps.plan_submit, name="plan-submit"),
    path("<uuid:pk>/rencana/setujui/", steps.plan_approve, name="plan-approve"),
    path("<uuid:pk>/rencana/kembalikan/", steps.plan_send_back, name="plan-send-back"),
    path("<uuid:pk>/rencana/<uuid:plan_id>/", steps.plan_detail, name="plan-detail"),
    path("<uuid:pk>/rencana/<uuid:plan_id>/cetak/", steps.plan_print, name="plan-print"),
    path("<uuid:pk>/butir/<uuid:item_id>/", doing.item_note, name="item-note"),
    path("<uuid:pk>/tinjauan/tambah/", doing.review_add, name="review-add"),
    path("<uuid:pk>/kabar/tambah/", doing.checkin_add, name="checkin-add"),
    path("<uuid:pk>/kabar/buka/", doing.checkin_reopen, name="checkin-reopen"),
]
