from __future__ import annotations

from django.apps import AppConfig


class RegionsConfig(AppConfig):
    name = "suar.registry.regions"
    label = "regions"
