from __future__ import annotations

from django.urls import path

from suar.casework.sharing.views import agreements, file, referrals, steps

app_name = "sharing"
urlpatterns = [
    path("berkas/<uuid:pk>/", file.case_sharing, name="case-sharing"),
    path("berkas/<uuid:pk>/cetak/", file.sharing_print, name="sharing-print"),
    path("berkas/<uuid:pk>/persetujuan/", file.consent_new, name="consent-new"),
    path("berkas/<uuid:pk>/rujukan/", referrals.referral_new, name="referral-new"),
    path("persetujuan/<uuid:consent_id>/cabut/", file.consent_withdraw, name="consent-withdraw"),
    path("rujukan/<uuid:referral_id>/", referrals.referral_detail, name="referral-detail"),
    path("rujukan/<uuid:referral_id>/ubah/", referrals.referral_edit, name="referral-edit"),
    path("rujukan/<uuid:referral_id>/surat/", referrals.referral_pdf, name="referral-pdf"),
    path("rujukan/<uuid:referral_id>/kirim/", steps.referral_send, name="referral-send"),
    path("rujukan/<uuid:referral_id>/bahaya/", steps.referral_danger, name="referral-danger"),
    path("rujukan/<uuid:referral_id>/batal/", steps.referral_cancel, name="referral-cancel"),
    path("rujukan/<uuid:referral_id>/tanda-terima/", steps.referral_receipt, name="referral-receipt"),
    path("rujukan/<uuid:referral_id>/jawaban/", steps.referral_answer, name="referral-answer"),
    path("rujukan/<uuid:referral_id>/hasil/", steps.referral_result, name="referral-result"),
    path("rujukan/<uuid:referral_id>/tinjau/", steps.referral_review, name="referral-review"),
    path("rujukan/<uuid:referral_id>/beri-tahu/", steps.referral_tell, name="referral-tell"),
    path("kesepakatan/", agreements.agreement_list, name="agreement-list"),
    path("kesepakatan/tambah/", agreements.agreement_new, name="agreement-new"),
    path("kesepakatan/<uuid:agreement_id>/", agreements.agreement_detail, name="agreement-detail"),
    path("kesepakatan/<uuid:agreement_id>/versi/", agreements.agreement_revise, name="agreement-revise"),
    path("kesepakatan/<uuid:agreement_id>/tanda-tangan/", agreements.agreement_sign, name="agreement-sign"),
    path("kesepakatan/<uuid:agreement_id>/akhiri/", agreements.agreement_end, name="agreement-end"),
]
