from __future__ import annotations

from django.apps import AppConfig


class ConflictsConfig(AppConfig):
    name = "suar.casework.conflicts"
    label = "conflicts"

    def ready(self) -> None:
        from suar.casework.conflicts import roster  # noqa: F401 - registers what can be found
        from suar.casework.conflicts.actions.later import compare_person
        from suar.casework.conflicts.withheld import hand_veil, veil
        from suar.registry.accounts import alarms, newcomers

        alarms.register_veil(veil)
        alarms.register_veil(hand_veil)
        newcomers.user_became_known.listen(compare_person)
