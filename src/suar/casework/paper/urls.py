from __future__ import annotations

from django.urls import path

from suar.casework.paper.views import pads, sheets

app_name = "paper"
urlpatterns = [
    path("", pads.pad_list, name="pad-list"),
    path("cetak/", pads.pad_new, name="pad-new"),
    path("masuk/", sheets.sheet_find, name="sheet-find"),
    path("<uuid:pad_id>/", pads.pad_detail, name="pad-detail"),
    path("<uuid:pad_id>/hitung/", pads.pad_count, name="pad-count"),
    path("lembar/<uuid:sheet_id>/catat/", sheets.sheet_enter, name="sheet-enter"),
    path("lembar/<uuid:sheet_id>/tutup/", sheets.sheet_close, name="sheet-close"),
]
