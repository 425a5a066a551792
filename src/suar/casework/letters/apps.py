from __future__ import annotations

from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "suar.casework.letters"
    label = "letters"

    def ready(self) -> None:
        from suar.casework.duties import beside
        from suar.casework.letters.panels import of_duty

        beside.register(of_duty)
