from __future__ import annotations

from django.urls import path

from suar.casework.children.views import circumstances, data, merging

app_name = "children"
urlpatterns = [
    path("<uuid:pk>/", data.child_detail, name="child-detail"),
    path("<uuid:pk>/nama/", data.child_reveal, name="child-reveal"),
    path("<uuid:pk>/ubah/", data.child_edit, name="child-edit"),
    path("<uuid:pk>/kontak/", data.child_contact, name="child-contact"),
    path("<uuid:pk>/gabung/", merging.merge_list, name="merge-list"),
    path("<uuid:pk>/gabung/<uuid:other>/", merging.merge_new, name="merge-new"),
    path("gabungan/<uuid:merge_id>/lepas/", merging.merge_separate, name="merge-separate"),
    path("<uuid:pk>/keadaan/", circumstances.circumstance_list, name="circumstance-list"),
    path("<uuid:pk>/keadaan/<slug:sort>/", circumstances.circumstance_note, name="circumstance-note"),
    path("keadaan/<uuid:circumstance_id>/perbaiki/", circumstances.circumstance_correct, name="circumstance-correct"),
    path("keadaan/<uuid:circumstance_id>/akhiri/", circumstances.circumstance_end, name="circumstance-end"),
    path("keadaan/<uuid:circumstance_id>/tarik/", circumstances.circumstance_withdraw, name="circumstance-withdraw"),
    path("keadaan/<uuid:circumstance_id>/utama/", circumstances.circumstance_lead, name="circumstance-lead"),
]
