from __future__ import annotations

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "suar.casework.duties"
    label = "duties"

    def ready(self) -> None:
        from suar.casework.conflicts import subjects
        from suar.casework.duties.naming import names_of

        subjects.ask(names_of)
