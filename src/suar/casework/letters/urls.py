from __future__ import annotations

from django.urls import path

from suar.casework.letters.views import lists, pages, steps, templates

app_name = "letters"
urlpatterns = [
    path("", lists.letter_list, name="letter-list"),
    path("unduh/", lists.letter_export, name="letter-export"),
    path("tambah/", steps.letter_new, name="letter-new"),
    path("templat/", templates.template_list, name="template-list"),
    path("templat/tambah/", templates.template_add, name="template-add"),
    path("templat/bawaan/", templates.template_sample, name="template-sample"),
    path("templat/<uuid:template_id>/unduh/", templates.template_file, name="template-file"),
    path("templat/<uuid:template_id>/lepas/", templates.template_drop, name="template-drop"),
    path("<uuid:letter_id>/", pages.letter_detail, name="letter-detail"),
    path("<uuid:letter_id>/pdf/", pages.letter_pdf, name="letter-pdf"),
    path("<uuid:letter_id>/docx/", pages.letter_docx, name="letter-docx"),
    path("<uuid:letter_id>/sunting/", steps.letter_edit, name="letter-edit"),
    path("<uuid:letter_id>/terbitkan/", steps.letter_issue, name="letter-issue"),
    path("<uuid:letter_id>/kirim/", steps.letter_send, name="letter-send"),
    path("<uuid:letter_id>/jawaban/", steps.letter_answer, name="letter-answer"),
    path("<uuid:letter_id>/tarik/", steps.letter_withdraw, name="letter-withdraw"),
]
