from __future__ import annotations

from django.apps import AppConfig


class PaperConfig(AppConfig):
    name = "suar.casework.paper"
    label = "paper"

    def ready(self) -> None:
        from suar.casework.cases import gathered
        from suar.casework.paper import panels

        gathered.show(panels.found, panels.drawn)
