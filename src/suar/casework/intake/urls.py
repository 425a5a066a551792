"""The public addresses. Nothing about a person or a complaint is ever part of one."""

from __future__ import annotations

from django.urls import path

from suar.casework.intake import transparency_views, views
from suar.casework.intake.code_views import code
from suar.casework.intake.report_views import report

app_name = "intake"
urlpatterns = [
    path("", views.home, name="home"),
    path("lapor/", report, name="report"),
    path("kode/", code, name="code"),
    path("malam-ini/", views.tonight, name="tonight"),
    path("siapa-yang-membaca/", views.readers, name="readers"),
    path("menghapus-jejak/", views.traces, name="traces"),
    path("transparansi/", transparency_views.transparency, name="transparency"),
    path("transparansi/checkpoint", transparency_views.checkpoint, name="transparency-checkpoint"),
    path("transparansi/kepala.json", transparency_views.heads, name="transparency-heads"),
    path("transparansi/bukti/<int:first>/<int:second>.json", transparency_views.proof, name="transparency-proof"),
    path("robots.txt", views.robots, name="robots"),
]
