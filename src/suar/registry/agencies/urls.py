"""Addresses of partner bodies."""

from __future__ import annotations

from django.urls import path

from suar.registry.agencies import views

app_name = "agencies"
urlpatterns = [
    path("", views.agency_list, name="agency-list"),
    path("unduh/", views.agency_export, name="agency-export"),
    path("tambah/", views.agency_add, name="agency-add"),
    path("<int:agency_id>/", views.agency_detail, name="agency-detail"),
    path("<int:agency_id>/ubah/", views.agency_edit, name="agency-edit"),
    path("<int:agency_id>/nonaktifkan/", views.agency_deactivate, name="agency-deactivate"),
    path("<int:agency_id>/aktifkan/", views.agency_reactivate, name="agency-reactivate"),
    path("<int:agency_id>/kontak/tambah/", views.contact_add, name="contact-add"),
    path("kontak/<int:contact_id>/ubah/", views.contact_edit, name="contact-edit"),
    path("kontak/<int:contact_id>/hapus/", views.contact_remove, name="contact-remove"),
]
