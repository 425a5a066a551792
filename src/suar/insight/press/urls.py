from __future__ import annotations

from django.urls import path

from suar.insight.press import views

app_name = "press"
urlpatterns = [
    path("", views.sheet_list, name="sheet-list"),
    path("periksa/", views.statement_check, name="statement-check"),
    path("<uuid:report_id>/", views.sheet_detail, name="sheet-detail"),
    path("<uuid:report_id>/cetak/", views.sheet_print, name="sheet-print"),
    path("<uuid:report_id>/pdf/", views.sheet_pdf, name="sheet-pdf"),
]
