from __future__ import annotations

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "suar.registry.agencies"
    label = "agencies"
