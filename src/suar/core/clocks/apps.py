from __future__ import annotations

from django.apps import AppConfig


class ClocksConfig(AppConfig):
    name = "suar.core.clocks"
    label = "clocks"
