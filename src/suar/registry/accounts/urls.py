"""Addresses of accounts, roles and settings."""

from __future__ import annotations

from django.urls import path

from suar.registry.accounts import notice_views, provider, settings_views, views, watch_views

app_name = "accounts"
urlpatterns = [
    path("", views.profile, name="profile"),
    path("perangkat/", views.device_list, name="device-list"),
    path("perangkat/keluarkan/", views.device_sign_out, name="device-sign-out"),
    path("tadi/<slug:token>/", views.typed_again, name="typed-again"),
    path("penyedia/hubungkan/", provider.link, name="provider-link"),
    path("penyedia/lepas/", provider.unlink, name="provider-unlink"),
    path("hak-akses/", views.permission_table, name="permission-table"),
    path("pengguna/", views.user_list, name="user-list"),
    path("pengguna/tambah/", views.user_add, name="user-add"),
    path("pengguna/<int:user_id>/", views.user_detail, name="user-detail"),
    path("pengguna/<int:user_id>/ubah/", views.user_edit, name="user-edit"),
    path("pengguna/<int:user_id>/kata-sandi/", views.user_password, name="user-password"),
    path("pengguna/<int:user_id>/lepas-kode/", views.user_factor_reset, name="user-factor-reset"),
    path("pengguna/<int:user_id>/lepas-penyedia/", provider.user_unlink, name="user-provider-unlink"),
    path("kabar/kenal/", notice_views.notice_settle, name="notice-settle"),
    path("kabar/tidak-kenal/", notice_views.notice_disown, name="notice-disown"),
    path("pengguna/<int:user_id>/kenal/", notice_views.user_attest, name="user-attest"),
    path("pengguna/<int:user_id>/pastikan/", notice_views.user_vouch, name="user-vouch"),
    path("pengguna/<int:user_id>/keluarkan/", notice_views.user_sign_out, name="user-sign-out"),
    path("pengguna/<int:user_id>/nonaktifkan/", views.user_deactivate, name="user-deactivate"),
    path("pengguna/<int:user_id>/aktifkan/", views.user_reactivate, name="user-reactivate"),
    path("pengguna/<int:user_id>/beri-peran/", views.appointment_add, name="appointment-add"),
    path("peran/<int:appointment_id>/akhiri/", views.appointment_end, name="appointment-end"),
    path("piket/", watch_views.watch_list, name="watch-list"),
    path("piket/atur/", watch_views.watch_set, name="watch-set"),
    path("pengaturan/", settings_views.settings, name="settings"),
    path("pengaturan/kantor/<slug:code>/", settings_views.office_edit, name="office-edit"),
    path("pengaturan/libur/tambah/", settings_views.closure_add, name="closure-add"),
    path("pengaturan/libur/<int:closure_id>/ubah/", settings_views.closure_edit, name="closure-edit"),
    path("pengaturan/libur/<int:closure_id>/hapus/", settings_views.closure_remove, name="closure-remove"),
]
