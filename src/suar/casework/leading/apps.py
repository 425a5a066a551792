from __future__ import annotations

from django.apps import AppConfig


class LeadingConfig(AppConfig):
    name = "suar.casework.leading"
    label = "leading"

    def ready(self) -> None:
        from suar.casework.cases import alongside, gathered
        from suar.casework.cases.alongside import Change
        from suar.casework.children import search
        from suar.casework.leading import owed, panels
        from suar.casework.leading.finding import numbers_of

        alongside.answer_first(panels.answers)
        gathered.show(panels.found, panels.drawn)
        alongside.follow(Change.RISK, owed.follow_risk)
        alongside.follow(Change.DANGER, owed.hurry)
        alongside.follow(Change.REOPENED, owed.take_up)
        alongside.follow(Change.CLOSED, owed.end)
        search.find_by(numbers_of)
