"""Addresses of accounts, roles and settings."""

from __future__ import annotations

from django.urls import path

from suar.registry.accounts import provider
from suar.registry.accounts.views import notices, own, settings, users, watches

app_name = "accounts"
urlpatterns = [
    path("", own.profile, name="profile"),
    path("perangkat/", own.device_list, name="device-list"),
    path("perangkat/keluarkan/", own.device_sign_out, name="device-sign-out"),
    path("tadi/<slug:token>/", own.typed_again, name="typed-again"),
    path("penyedia/hubungkan/", provider.link, name="provider-link"),
    path("penyedia/lepas/", provider.unlink, name="provider-unlink"),
    path("hak-akses/", own.permission_table, name="permission-table"),
    path("pengguna/", users.user_list, name="user-list"),
    path("pengguna/tambah/", users.user_add, name="user-add"),
    path("pengguna/<int:user_id>/", users.user_detail, name="user-detail"),
    path("pengguna/<int:user_id>/ubah/", users.user_edit, name="user-edit"),
    path("pengguna/<int:user_id>/kata-sandi/", users.user_password, name="user-password"),
    path("pengguna/<int:user_id>/lepas-kode/", users.user_factor_reset, name="user-factor-reset"),
    path("pengguna/<int:user_id>/lepas-penyedia/", provider.user_unlink, name="user-provider-unlink"),
    path("kabar/kenal/", notices.notice_settle, name="notice-settle"),
    path("kabar/tidak-kenal/", notices.notice_disown, name="notice-disown"),
    path("pengguna/<int:user_id>/kenal/", users.user_attest, name="user-attest"),
    path("pengguna/<int:user_id>/pastikan/", users.user_vouch, name="user-vouch"),
    path("pengguna/<int:user_id>/keluarkan/", users.user_sign_out, name="user-sign-out"),
    path("pengguna/<int:user_id>/nonaktifkan/", users.user_deactivate, name="user-deactivate"),
    path("pengguna/<int:user_id>/aktifkan/", users.user_reactivate, name="user-reactivate"),
    path("pengguna/<int:user_id>/beri-peran/", users.appointment_add, name="appointment-add"),
    path("peran/<int:appointment_id>/akhiri/", users.appointment_end, name="appointment-end"),
    path("piket/", watches.watch_list, name="watch-list"),
    path("piket/atur/", watches.watch_set, name="watch-set"),
    path("pengaturan/", settings.settings, name="settings"),
    path("pengaturan/kantor/<slug:code>/", settings.office_edit, name="office-edit"),
    path("pengaturan/libur/tambah/", settings.closure_add, name="closure-add"),
    path("pengaturan/libur/<int:closure_id>/ubah/", settings.closure_edit, name="closure-edit"),
    path("pengaturan/libur/<int:closure_id>/hapus/", settings.closure_remove, name="closure-remove"),
]
