"""Every address of the public surface."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("suar.casework.intake.urls"))]
