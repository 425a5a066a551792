"""Tables of a library whose rows the ledger covers although the library saves them itself.

The app that brings the library says which columns count, by version as `ledger_fields` does, and records each change
with `entry.witness(change, row)`. Verification then treats the table like every other: a row that was added, changed or
removed past the program is named."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

type Columns = Callable[[Any], Sequence[object]]


@dataclass(frozen=True, slots=True)
class Witness:
    """How the rows of one table are covered: by version, the values of a row in a fixed order."""

    model: type[models.Model]
    field_lists: Mapping[int, Columns]

    @property
    def current(self) -> int:
        return max(self.field_lists)


_witnesses: dict[type[models.Model], Witness] = {}


def bear_witness(model: type[models.Model], field_lists: Mapping[int, Columns]) -> None:
    """Called once, when the app is ready."""
    _witnesses[model] = Witness(model, field_lists)


def witness_of(model: type[models.Model]) -> Witness:
    """Raises KeyError for a table that nobody declared."""
    return _witnesses[model]


def witnessed_models() -> list[type[models.Model]]:
    return list(_witnesses)
