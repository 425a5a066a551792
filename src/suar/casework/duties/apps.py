from __future__ import annotations

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "suar.casework.duties"
    label = "duties"

    def ready(self) -> None:
        from suar.casework.conflicts import letting_go, subjects
        from suar.casework.duties.actions.clock import let_go
        from suar.casework.duties.naming import names_of

        letting_go.subject_withheld.listen(let_go, order=10)
        subjects.ask(names_of)
