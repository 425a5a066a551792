"""Hidden cells: on small tables every other table that looks the same in print is counted out by brute force."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from math import prod
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from suar.insight.reports.suppression import (
    CONCEALED,
    SMALL,
    Sum,
    Tables,
    hide,
    marks,
    unprotected,
    witness,
)

LIMIT = 3  # a small threshold keeps the brute force small


def one_way(values: list[int], threshold: int = 10) -> Tables:
    cells: dict[Any, int] = dict(enumerate(values))
    parts = tuple(cells)
    return Tables(cells | {"total": sum(values)}, [Sum("total", parts)], keep=["total"], threshold=threshold)


def two_way(rows: list[list[int]], threshold: int = 10) -> Tables:
    """A table with both margins and their total."""
    height, width = len(rows), len(rows[0])
    cells: dict[Any, int] = {(r, c): rows[r][c] for r in range(height) for c in range(width)}
    cells |= {("row", r): sum(rows[r]) for r in range(height)}
    cells |= {("column", c): sum(rows[r][c] for r in range(height)) for c in range(width)}
    cells |= {"all": sum(map(sum, rows))}
    sums = [Sum(("row", r), tuple((r, c) for c in range(width))) for r in range(height)]
    sums += [Sum(("column", c), tuple((r, c) for r in range(height))) for c in range(width)]
    sums += [Sum("all", tuple(("row", r) for r in range(height)))]
    sums += [Sum("all", tuple(("column", c) for c in range(width)))]
    keep = [key for key in cells if isinstance(key, tuple) and isinstance(key[0], str)]
    return Tables(cells, sums, keep=[*keep, "all"], threshold=threshold)


def lookalikes(tables: Tables, printed: dict[Any, str], most: int) -> Iterator[dict[Any, int]]:
    """Every table with cells up to `most` that agrees with what is printed: numbers, marks and sums."""
    hidden = sorted([*printed, *tables.implicit], key=repr)
    ranges = []
    for key in hidden:
        low = tables.least.get(key, 0)
        if key in tables.implicit:
            ranges.append(range(low, most + 1))
        elif printed[key] == SMALL:
            ranges.append(range(low, tables.threshold))
        else:
            ranges.append(range(tables.threshold, most + 1))
    assume(prod(map(len, ranges)) <= 8000)  # what brute force can count out in good time
    for values in itertools.product(*ranges):
        cells = {**tables.cells, **dict(zip(hidden, values, strict=True))}
        if all(cells[one.total] == sum(cells[part] for part in one.parts) for one in tables.sums):
            yield cells


def assert_nothing_small_is_known(tables: Tables, most: int) -> None:
    printed = marks(tables)
    possible: dict[Any, set[int]] = {key: set() for key in tables.cells}
    for cells in lookalikes(tables, printed, most):
        for key, value in cells.items():
            possible[key].add(value)
    for key, value in tables.cells.items():
        assert value in possible[key]
        if key in printed and printed[key] == SMALL or key in tables.implicit and 0 < value < tables.threshold:
            assert len(possible[key]) > 1, f"{key!r} is known to be {value}"
    assert unprotected(tables, hide(tables)) == []


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(st.lists(st.integers(0, 6), min_size=2, max_size=5))
def test_no_small_cell_of_a_list_can_be_computed(values: list[int]) -> None:
    assert_nothing_small_is_known(one_way(values, LIMIT), most=max(sum(values), LIMIT) + 2)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(st.lists(st.lists(st.integers(0, 7), min_size=2, max_size=2), min_size=2, max_size=2))
def test_no_small_cell_of_a_cross_table_can_be_computed(rows: list[list[int]]) -> None:
    tables = two_way(rows, LIMIT)
    assert_nothing_small_is_known(tables, most=max(tables.cells.values()) + 1)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 40), min_size=2, max_size=3), min_size=2, max_size=8).filter(
        lambda rows: len({len(row) for row in rows}) == 1
    )
)
def test_the_witnesses_of_a_large_table_are_tables_that_look_the_same(rows: list[list[int]]) -> None:
    tables = two_way(rows)
    hidden = hide(tables)
    assert unprotected(tables, hidden) == []
    for key in hidden - tables.implicit:
        if not tables.is_small(key):
            continue
        moves = witness(tables, hidden, key)
        assert moves is not None and moves[key] != 0
        assert set(moves) <= hidden
        other = {cell: value + moves.get(cell, 0) for cell, value in tables.cells.items()}
        assert all(other[one.total] == sum(other[part] for part in one.parts) for one in tables.sums)
        assert all(value >= 0 for value in other.values())
        assert all((other[cell] < 10) == tables.is_small(cell) for cell in hidden)


def test_the_smallest_neighbour_is_hidden_with_a_single_small_cell() -> None:
    assert marks(one_way([4, 30, 12])) == {0: SMALL, 2: CONCEALED}


def test_two_small_cells_protect_each_other() -> None:
    assert marks(one_way([4, 3, 30])) == {0: SMALL, 1: SMALL}


def test_a_pair_that_only_one_sum_allows_needs_a_third() -> None:
    """9 and 9 under `<10` and a printed rest: 18 is reached in no other way."""
    assert marks(one_way([9, 9, 40, 50])) == {0: SMALL, 1: SMALL, 2: CONCEALED}


def test_a_zero_that_follows_from_the_printed_sums_is_printed() -> None:
    assert marks(one_way([0, 30, 12])) == {}


def test_a_zero_beside_a_small_cell_is_hidden_with_it() -> None:
    assert marks(one_way([0, 3, 12])) == {0: SMALL, 1: SMALL}


def test_a_small_total_hides_all_its_parts() -> None:
    assert set(marks(one_way([4, 3]))) == {0, 1, "total"}


def test_a_difference_that_nobody_prints_is_protected_too() -> None:
    tables = Tables(
        {"files": 40, "children": 36, "repeats": 4},
        [Sum("files", ("children", "repeats"))],
        implicit=frozenset({"repeats"}),
        keep=["files"],
        least={"repeats": 1},
    )
    assert marks(tables) == {"children": CONCEALED}


def test_rows_that_are_printed_only_where_something_was_counted_hold_at_least_one() -> None:
    cells: dict[Any, int] = {"one": 1, "other": 1, "large": 30, "total": 32}
    sums = [Sum("total", ("one", "other", "large"))]
    assert set(marks(Tables(cells, sums, keep=["total"]))) == {"one", "other"}
    least = {"one": 1, "other": 1}  # 2 in both together is then 1 and 1
    assert set(marks(Tables(cells, sums, keep=["total"], least=least))) == {"one", "other", "large"}


def test_what_is_printed_or_alone_in_its_sum_is_called_unprotected() -> None:
    tables = one_way([4, 30])
    assert unprotected(tables, []) == [0]
    assert unprotected(tables, [0]) == [0]
    assert unprotected(tables, [0, 1]) == []


def test_tables_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="add up"):
        Tables({"a": 1, "total": 2}, [Sum("total", ("a",))])
    with pytest.raises(ValueError, match="negative"):
        Tables({"a": -1})
    with pytest.raises(ValueError, match="itself"):
        Sum("a", ("a", "b"))


def test_the_same_tables_give_the_same_marks() -> None:
    rows = [[4, 30, 2], [12, 9, 40], [1, 1, 25]]
    assert marks(two_way(rows)) == marks(two_way([list(row) for row in rows]))
