from __future__ import annotations

from django.urls import path

from suar.casework.contacts.views import callers, chats, drafts, listing, missed

app_name = "contacts"
urlpatterns = [
    path("", listing.contact_list, name="contact-list"),
    path("catat/", listing.contact_note, name="contact-note"),
    path("balasan/", listing.reply_list, name="reply-list"),
    path("mulai/", drafts.draft_begin, name="draft-begin"),
    path("whatsapp/", chats.chat_paste, name="chat-paste"),
    path("isian/<uuid:draft_id>/", drafts.draft_detail, name="draft-detail"),
    path("isian/<uuid:draft_id>/simpan/", drafts.draft_save, name="draft-save"),
    path("isian/<uuid:draft_id>/pelapor/", chats.draft_speaker, name="draft-speaker"),
    path("isian/<uuid:draft_id>/tutup/", drafts.draft_close, name="draft-close"),
    path("isian/<uuid:draft_id>/kabar/", drafts.draft_news, name="draft-news"),
    path("tak-terjawab/", missed.missed_list, name="missed-list"),
    path("tak-terjawab/tambah/", missed.missed_new, name="missed-new"),
    path("nomor-kami/", chats.number_list, name="number-list"),
    path("nomor-kami/<uuid:our_id>/hapus/", chats.number_remove, name="number-remove"),
    path("tanda/<uuid:flag_id>/cabut/", callers.flag_lift, name="flag-lift"),
    path("<uuid:call_id>/", listing.contact_detail, name="contact-detail"),
    path("<uuid:call_id>/tersimpan/", listing.contact_filed, name="contact-filed"),
    path("<uuid:call_id>/nomor/", callers.contact_reveal, name="contact-reveal"),
    path("<uuid:call_id>/riwayat/", callers.caller_detail, name="caller-detail"),
    path("<uuid:call_id>/tanda/", callers.flag_new, name="flag-new"),
    path("<uuid:call_id>/telepon-balik/", missed.contact_call_back, name="contact-call-back"),
]
