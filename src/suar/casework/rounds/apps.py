from __future__ import annotations

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    name = "suar.casework.rounds"
    label = "rounds"

    def ready(self) -> None:
        from suar.casework.duties import beside
        from suar.casework.rounds import panels

        beside.register(panels.beside_duty)
