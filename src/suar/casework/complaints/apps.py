from __future__ import annotations

from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    name = "suar.casework.complaints"
    label = "complaints"
