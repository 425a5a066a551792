from __future__ import annotations

from django.urls import path

from suar.insight.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.report_list, name="report-list"),
    path("baru/", views.report_new, name="report-new"),
    path("<uuid:report_id>/", views.report_detail, name="report-detail"),
    path("<uuid:report_id>/rahasia/", views.report_secret, name="report-secret"),
    path("<uuid:report_id>/unduh/<str:form>/", views.report_download, name="report-download"),
    path("<uuid:report_id>/rahasia/unduh/<str:form>/", views.report_secret_download, name="report-secret-download"),
]
