from __future__ import annotations

from django.urls import path

from suar.casework.register import views

app_name = "register"
urlpatterns = [
    path("", views.import_list, name="import-list"),
    path("baru/", views.import_new, name="import-new"),
    path("baris/<uuid:case_id>/", views.row_detail, name="row-detail"),
    path("<uuid:run_id>/", views.import_detail, name="import-detail"),
    path("<uuid:run_id>/pratinjau/", views.import_preview, name="import-preview"),
    path("<uuid:run_id>/kolom/", views.import_columns, name="import-columns"),
    path("<uuid:run_id>/tampilkan/", views.import_show, name="import-show"),
    path("<uuid:run_id>/buang/", views.import_discard, name="import-discard"),
    path("<uuid:run_id>/batalkan/", views.import_undo, name="import-undo"),
    path("<uuid:run_id>/ditolak.xlsx", views.import_rejected, name="import-rejected"),
]
