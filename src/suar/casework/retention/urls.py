from __future__ import annotations

from django.urls import path

from suar.casework.retention.views import acts, erased, files, lists

app_name = "retention"
urlpatterns = [
    path("", lists.item_list, name="item-list"),
    path("ajukan/", files.item_add, name="item-add"),
    path("berita-acara/", lists.act_list, name="act-list"),
    path("berita-acara/unduh/", erased.act_export, name="act-export"),
    path("berita-acara/susun/", acts.act_new, name="act-new"),
    path("berita-acara/<uuid:act_id>/", acts.act_detail, name="act-detail"),
    path("berita-acara/<uuid:act_id>/pdf/", acts.act_pdf, name="act-pdf"),
    path("berita-acara/<uuid:act_id>/setujui/", acts.act_approve, name="act-approve"),
    path("berita-acara/<uuid:act_id>/batalkan/", acts.act_withdraw, name="act-withdraw"),
    path("berita-acara/<uuid:act_id>/laksanakan/", acts.act_start, name="act-start"),
    path("penahanan/", lists.hold_list, name="hold-list"),
    path("penahanan/tambah/", files.hold_add, name="hold-add"),
    path("penahanan/<uuid:hold_id>/lepas/", files.hold_lift, name="hold-lift"),
]
