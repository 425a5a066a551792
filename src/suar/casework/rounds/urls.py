from __future__ import annotations

from django.urls import path

from suar.casework.rounds.views import asked, items, lists, rounds

app_name = "rounds"
urlpatterns = [
    path("", rounds.round_list, name="round-list"),
    path("mulai/", rounds.round_begin, name="round-begin"),
    path("ditanyakan/", asked.asked_list, name="asked-list"),
    path("ditanyakan/cetak/", asked.asked_print, name="asked-print"),
    path("ditanyakan/lembaga/<int:agency_id>/", asked.asked_agency, name="asked-agency"),
    path("ditanyakan/<uuid:duty_id>/", asked.asked_duty, name="asked-duty"),
    path("daftar/", lists.weekly_list, name="weekly-list"),
    path("daftar/baru/", lists.weekly_new, name="weekly-new"),
    path("daftar/<uuid:list_id>/", lists.weekly_detail, name="weekly-detail"),
    path("daftar/<uuid:list_id>/pdf/", lists.weekly_pdf, name="weekly-pdf"),
    path("daftar/<uuid:list_id>/pesan/", lists.weekly_message, name="weekly-message"),
    path("daftar/<uuid:list_id>/kirim/", lists.weekly_send, name="weekly-send"),
    path("daftar/<uuid:list_id>/baris/<uuid:line_id>/", lists.weekly_answer, name="weekly-answer"),
    path("kode/", lists.weekly_code, name="weekly-code"),
    path("<uuid:round_id>/", rounds.round_detail, name="round-detail"),
    path("<uuid:round_id>/selesai/", rounds.round_end, name="round-end"),
    path("<uuid:round_id>/berkas/<uuid:stop_id>/", items.item_detail, name="item-detail"),
    path("<uuid:round_id>/berkas/<uuid:stop_id>/lewati/", items.item_skip, name="item-skip"),
    path("<uuid:round_id>/berkas/<uuid:stop_id>/nanti/", items.item_defer, name="item-defer"),
]
