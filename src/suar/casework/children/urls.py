from __future__ import annotations

from django.urls import path

from suar.casework.children import views

app_name = "children"
urlpatterns = [
    path("<uuid:pk>/", views.child_detail, name="child-detail"),
    path("<uuid:pk>/nama/", views.child_reveal, name="child-reveal"),
    path("<uuid:pk>/ubah/", views.child_edit, name="child-edit"),
    path("<uuid:pk>/kontak/", views.child_contact, name="child-contact"),
]
