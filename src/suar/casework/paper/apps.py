from __future__ import annotations

from django.apps import AppConfig


class PaperConfig(AppConfig):
    name = "suar.casework.paper"
    label = "paper"

    def ready(self) -> None:
        from suar.casework.cases import alongside
        from suar.casework.paper import panels

        alongside.show_panels(panels.beside_file)
