"""Addresses of declarations and of conflicts of interest."""

from __future__ import annotations

from django.urls import path

from suar.casework.conflicts.views import deciding, declaring

app_name = "conflicts"
urlpatterns = [
    path("", deciding.withholding_list, name="withholding-list"),
    path("saya/", declaring.declaration, name="declaration"),
    path("saya/perbarui/", declaring.declaration_renew, name="declaration-renew"),
    path("saya/tambah/", declaring.tie_add, name="tie-add"),
    path("saya/<uuid:tie_id>/perbaiki/", declaring.tie_correct, name="tie-correct"),
    path("saya/<uuid:tie_id>/akhiri/", declaring.tie_end, name="tie-end"),
    path("orang/<int:user_id>/", declaring.declaration_read, name="declaration-read"),
    path("berkas/<uuid:subject>/saya-mengenal/", deciding.recuse, name="recuse"),
    path("berkas/<uuid:subject>/tahan/", deciding.withhold, name="withhold"),
    path("<uuid:withholding_id>/", deciding.withholding_detail, name="withholding-detail"),
]
