from __future__ import annotations

from django.apps import AppConfig


class LeadingConfig(AppConfig):
    name = "suar.casework.leading"
    label = "leading"
