from __future__ import annotations

from django.urls import path

from suar.casework.rights.views import pages, steps

app_name = "rights"
urlpatterns = [
    path("", pages.request_list, name="request-list"),
    path("baru/", pages.request_new, name="request-new"),
    path("berkas/<uuid:case_id>/", pages.request_of_case, name="request-of-case"),
    path("<uuid:request_id>/", pages.request_detail, name="request-detail"),
    path("<uuid:request_id>/jawaban/", pages.request_answer, name="request-answer"),
    path("<uuid:request_id>/periksa/", steps.request_check, name="request-check"),
    path("<uuid:request_id>/usul/", steps.request_propose, name="request-propose"),
    path("<uuid:request_id>/putuskan/", steps.request_confirm, name="request-confirm"),
    path("<uuid:request_id>/kembalikan/", steps.request_send_back, name="request-send-back"),
    path("<uuid:request_id>/tinjau/", steps.request_reconsider, name="request-reconsider"),
    path("<uuid:request_id>/paket/", steps.request_package, name="request-package"),
    path("<uuid:request_id>/laksanakan/", steps.request_carry_out, name="request-carry-out"),
    path("<uuid:request_id>/cabut/", steps.request_drop, name="request-drop"),
]
