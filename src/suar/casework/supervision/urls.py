from __future__ import annotations

from django.urls import path

from suar.casework.supervision.views import caseload

app_name = "supervision"
urlpatterns = [
    path("", caseload.caseload, name="caseload"),
    path("penjaga/<uuid:case_id>/", caseload.watch_set, name="watch-set"),
]
