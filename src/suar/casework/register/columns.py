"""A heading of several meanings is settled by the cells below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from suar.casework.register.ages import read_age
from suar.casework.register.headings import Column, Field
from suar.casework.register.places import read_district
from suar.casework.register.reading import Cell, Reading, cell_text
from suar.casework.register.values import read_cluster, read_kind, read_role, read_sex, read_status

# So much of what is written below a heading must be readable as the field.
BORNE_OUT = 0.6
FEWEST_CELLS = 2


class DateReader(Protocol):
    """Reads a date as the file at hand means it."""

    def date(self, cell: Cell) -> Reading[object]: ...


def settle_weak(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], dates: DateReader) -> tuple[Column, ...]:
    """Give each unsettled column the first of its possible fields that its cells bear out and no other column has."""
    taken = {column.field for column in columns if column.field}
    settled: list[Column] = []
    for column in columns:
        cells = [row[column.index] for row in rows if column.index < len(row) and cell_text(row[column.index])]
        field = next((one for one in column.weak if one not in taken and _bears_out(one, cells, dates)), None)
        if field:
            taken.add(field)
            column = replace(column, field=field, how="weak", score=100 * BORNE_OUT)
        settled.append(replace(column, weak=()))
    return tuple(settled)


def _bears_out(field: Field, cells: Sequence[Cell], dates: DateReader) -> bool:
    test = _tests(dates).get(field)
    if test is None or len(cells) < FEWEST_CELLS:
        return False
    return sum(map(test, cells)) >= BORNE_OUT * len(cells)


def _tests(dates: DateReader) -> dict[Field, Callable[[Cell], bool]]:
    return {
        Field.DATE: lambda cell: dates.date(cell).value is not None,
        Field.KIND: lambda cell: read_kind(cell).value is not None,
        Field.CLUSTER: lambda cell: read_cluster(cell).value is not None,
        Field.SEX: lambda cell: read_sex(cell).value is not None,
        Field.AGE: lambda cell: read_age(cell).value is not None,
        Field.DISTRICT: lambda cell: bool(read_district(cell).value),
        Field.STATUS: lambda cell: read_status(cell).value is not None,
        Field.ROLE: lambda cell: read_role(cell).value is not None,
        Field.CHILD_NAME: _like_a_name,
        Field.SUMMARY: lambda cell: len(cell_text(cell).split()) >= 4,
    }


def _like_a_name(cell: Cell) -> bool:
    text = cell_text(cell)
    return isinstance(cell, str) and 1 <= len(text.split()) <= 6 and not any(sign.isdigit() for sign in text)
