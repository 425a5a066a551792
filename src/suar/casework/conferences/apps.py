from __future__ import annotations

from django.apps import AppConfig


class ConferencesConfig(AppConfig):
    name = "suar.casework.conferences"
    label = "conferences"

    def ready(self) -> None:
        from suar.casework.cases import alongside, gathered
        from suar.casework.conferences import owed, panels, telling
        from suar.casework.conferences.actions.resting import left_of
        from suar.casework.sharing import leaving, resting

        gathered.show(panels.found, panels.drawn)
        leaving.register(telling.gone_of)
        resting.register(left_of)
        alongside.hinder_closing(owed.hindrances)
        alongside.follow(alongside.Change.CLOSED, owed.file_closed)
