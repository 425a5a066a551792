from __future__ import annotations

from django.urls import path

from suar.casework.mail.views import lists, pages, steps

app_name = "mail"
urlpatterns = [
    path("", lists.incoming_list, name="incoming-list"),
    path("unduh/", lists.incoming_export, name="incoming-export"),
    path("tambah/", pages.incoming_new, name="incoming-new"),
    path("kode/", pages.reply_find, name="reply-find"),
    path("<uuid:mail_id>/", pages.incoming_detail, name="incoming-detail"),
    path("<uuid:mail_id>/cetak/", pages.incoming_print, name="incoming-print"),
    path("<uuid:mail_id>/perbaiki/", steps.incoming_correct, name="incoming-correct"),
    path("<uuid:mail_id>/jawaban/", steps.incoming_answer, name="incoming-answer"),
    path("<uuid:mail_id>/tautkan/", steps.incoming_belong, name="incoming-belong"),
    path("<uuid:mail_id>/lepaskan/", steps.incoming_release, name="incoming-release"),
    path("<uuid:mail_id>/pengaduan/", steps.incoming_complaint, name="incoming-complaint"),
    path("<uuid:mail_id>/disposisi/", steps.incoming_dispose, name="incoming-dispose"),
    path("<uuid:mail_id>/selesai/", steps.incoming_settle, name="incoming-settle"),
    path("disposisi/<uuid:disposition_id>/dibaca/", steps.disposition_read, name="disposition-read"),
    path("disposisi/<uuid:disposition_id>/selesai/", steps.disposition_finish, name="disposition-finish"),
]
