from __future__ import annotations

from django.urls import path

from suar.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.today, name="today"),
    path("cari/", views.search, name="search"),
    path("jejak/", views.trail, name="trail"),
    path("kesehatan/", views.health, name="health"),
    path("alarm/", views.alarm_list, name="alarm-list"),
    path("alarm/<int:alarm_id>/tutup/", views.alarm_close, name="alarm-close"),
    path("bantuan/", views.help_page, name="help"),
    path("bantuan/<slug:slug>/", views.help_chapter, name="help-chapter"),
]
