from __future__ import annotations

import pytest
from django.apps import apps

from suar.core.errors import Conflict
from suar.core.ledger.states import Stateful

MODELS = [model for model in apps.get_models() if issubclass(model, Stateful)]


def test_the_rows_that_go_from_state_to_state_are_found() -> None:
    assert {"Case", "Complaint", "Duty", "Letter", "Referral"} <= {model.__name__ for model in MODELS}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_the_table_speaks_of_every_state_and_of_no_other(model: type[Stateful]) -> None:
    known = set(model._meta.get_field(model.state_field).flatchoices)
    states = {value for value, _ in known}
    assert set(model.transitions) == states
    assert set().union(*model.transitions.values()) <= states


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_step_changes_the_state_and_one_that_is_not_open_says_what_to_do(model: type[Stateful]) -> None:
    for state, following in model.transitions.items():
        for other in model.transitions:
            row = model(**{model.state_field: state})
            if other in following:
                row.move_to(other)
                assert getattr(row, model.state_field) == other
            else:
                with pytest.raises(Conflict, match=r"Muat ulang|Lihat|satu kali"):
                    row.move_to(other)
                assert getattr(row, model.state_field) == state
