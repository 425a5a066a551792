from __future__ import annotations

from django.urls import path

from suar.casework.duties.views import limits, lists, partner, rules, steps

app_name = "duties"
urlpatterns = [
    path("", lists.duty_list, name="duty-list"),
    path("unduh/", lists.duty_export, name="duty-export"),
    path("lembaga/", lists.agency_score, name="agency-score"),
    path("lembaga-saya/", partner.partner_today, name="partner-today"),
    path("lembaga-saya/<uuid:duty_id>/", partner.partner_answer, name="partner-answer"),
    path("lembaga-saya/<uuid:duty_id>/saya-mengenal/", partner.partner_recuse, name="partner-recuse"),
    path("aturan/", rules.rule_list, name="rule-list"),
    path("aturan/<str:rule_id>/", rules.rule_detail, name="rule-detail"),
    path("aturan/<str:rule_id>/ubah/", limits.limit_new, name="limit-new"),
    path("batas/<uuid:limit_id>/setujui/", limits.limit_agree, name="limit-agree"),
    path("batas/<uuid:limit_id>/tarik/", limits.limit_withdraw, name="limit-withdraw"),
    path("tambah/<uuid:subject>/", steps.duty_add, name="duty-add"),
    path("<uuid:duty_id>/", lists.duty_detail, name="duty-detail"),
    path("<uuid:duty_id>/terima/", steps.duty_acknowledge, name="duty-acknowledge"),
    path("<uuid:duty_id>/selesai/", steps.duty_finish, name="duty-finish"),
    path("<uuid:duty_id>/batalkan/", steps.duty_cancel, name="duty-cancel"),
    path("<uuid:duty_id>/buka-lagi/", steps.duty_reopen, name="duty-reopen"),
    path("<uuid:duty_id>/tanggal/", steps.duty_know_date, name="duty-know-date"),
    path("<uuid:duty_id>/jeda/", steps.duty_pause, name="duty-pause"),
    path("<uuid:duty_id>/jeda/setujui/", steps.duty_pause_confirm, name="duty-pause-confirm"),
    path("<uuid:duty_id>/jeda/tolak/", steps.duty_pause_reject, name="duty-pause-reject"),
    path("<uuid:duty_id>/perpanjang/", steps.duty_extend, name="duty-extend"),
    path("<uuid:duty_id>/tugaskan/", steps.duty_assign, name="duty-assign"),
]
