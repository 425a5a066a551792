from __future__ import annotations

from django.urls import path

from suar.casework.safeguards.views import glass, honey, looking, readers

app_name = "safeguards"
urlpatterns = [
    path("pengamanan/", glass.safeguard_list, name="safeguard-list"),
    path("pengamanan/umpan/", honey.honey_list, name="honey-list"),
    path("pengamanan/darurat/", glass.glass_break, name="glass-break"),
    path("pengamanan/darurat/<uuid:glass_id>/", glass.glass_detail, name="glass-detail"),
    path("pengamanan/pembacaan/<uuid:reading_id>/", looking.reading_detail, name="reading-detail"),
    path("berkas/<uuid:pk>/pembaca/", readers.case_readers, name="case-readers"),
]
