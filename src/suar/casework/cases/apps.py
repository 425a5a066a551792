from __future__ import annotations

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "suar.casework.cases"
    label = "cases"

    def ready(self) -> None:
        from suar.casework.cases import comparing  # noqa: F401 - says what stands open
        from suar.casework.cases.actions.opening import let_go
        from suar.casework.cases.ages import follow_birth
        from suar.casework.cases.kin import files_of_one_child
        from suar.casework.cases.naming import find
        from suar.casework.cases.promises import must_be_since_danger
        from suar.casework.children import born
        from suar.casework.conflicts import kin, letting_go
        from suar.casework.duties import fulfilling, naming

        born.birth_date_changed.listen(follow_birth)
        naming.register(find)
        kin.ask(files_of_one_child)
        letting_go.subject_withheld.listen(let_go, order=20)
        fulfilling.check("see_child", must_be_since_danger)
