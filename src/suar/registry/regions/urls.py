"""Addresses of the regions."""

from __future__ import annotations

from django.urls import path

from suar.registry.regions import views

app_name = "regions"
urlpatterns = [
    path("", views.region_list, name="region-list"),
    path("muat/", views.region_load, name="region-load"),
    path("<str:region_code>/", views.region_detail, name="region-detail"),
]
