from __future__ import annotations

from django.urls import path

from suar.casework.leading.views import pages, work

app_name = "leading"
urlpatterns = [
    path("<uuid:pk>/", pages.case_lead, name="case-lead"),
    path("<uuid:pk>/simfoni/", pages.case_simfoni, name="case-simfoni"),
    path("<uuid:pk>/tetapkan/", work.lead_name, name="lead-name"),
    path("<uuid:pk>/kabar/", work.watching_add, name="watching-add"),
    path("<uuid:pk>/nomor/", work.number_add, name="number-add"),
    path("<uuid:pk>/nomor/<uuid:number_id>/tarik/", work.number_withdraw, name="number-withdraw"),
    path("<uuid:pk>/wawancara/", work.interview_add, name="interview-add"),
    path("<uuid:pk>/wawancara/<uuid:interview_id>/tarik/", work.interview_withdraw, name="interview-withdraw"),
]
