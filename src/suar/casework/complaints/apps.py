from __future__ import annotations

from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    name = "suar.casework.complaints"
    label = "complaints"

    def ready(self) -> None:
        from suar.casework.cases import receivers
        from suar.casework.complaints import comparing, panels, search  # noqa: F401 - say what can be found
        from suar.casework.complaints.actions.letting_go import let_go
        from suar.casework.complaints.naming import find
        from suar.casework.complaints.publishing import notes
        from suar.casework.conflicts import letting_go
        from suar.casework.duties import beside, naming
        from suar.casework.sharing import leaving
        from suar.core.ledger.published import publishes

        naming.register(find)
        letting_go.subject_withheld.listen(let_go, order=30)
        receivers.ask(comparing.reported_in)
        leaving.register(panels.handed_out)
        beside.register(panels.beside_duty)
        publishes(notes)
