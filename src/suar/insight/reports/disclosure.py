"""Which figures of a report are cells, and which sums tie them together: what a reader of the open edition can add and
subtract. Pure; the hiding itself is in `suppression`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from suar.insight.reports.figures import ANSWERS, OUTCOMES
from suar.insight.reports.suppression import Sum, Tables

type Path = tuple[str, ...]

# Tables whose parts make the total beside them.
ONE_WAY: tuple[tuple[Path, str], ...] = (
    (("rows",), "by_cluster"),
    (("rows",), "by_kind"),
    (("rows",), "by_district"),
    (("rows",), "by_month"),
    (("rows",), "by_sex"),
    (("rows",), "by_age"),
    (("rows",), "by_status"),
    (("rows",), "by_risk"),
    (("rows",), "by_channel"),
    (("by_cluster", "ABH"), "abh_by_role"),
    (("by_status", "closed"), "by_reason"),
    (("complaints",), "complaints_by_status"),
    (("complaints",), "complaints_by_channel"),
    (("complaints_by_status", "noise"), "complaints_noise"),
)
# Counts of what is not known or not there: no child has it as a trait, so a 0 says nothing
# and is simply not printed.
RESIDUAL = frozenset({"", "unknown"})
# Tables of the secret edition alone: how an older register named the state of its rows.
SECRET_ONLY = frozenset({"by_outcome"})
# One row an agency: table, its totals, its parts, the sum of a row.
BY_AGENCY: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    ("handovers", "handovers_total", ("receipted", "open"), "given"),
    ("duties", "duties_total", OUTCOMES, "due"),
    ("requests", "requests_total", ANSWERS, "asked"),
)


@dataclass(slots=True)
class _Gathering:
    cells: dict[Path, int] = field(default_factory=dict)
    sums: list[Sum] = field(default_factory=list)
    implicit: set[Path] = field(default_factory=set)
    keep: list[Path] = field(default_factory=list)
    least: dict[Path, int] = field(default_factory=dict)

    def add(self, total: Path, parts: Iterator[Path] | list[Path]) -> None:
        found = tuple(part for part in parts if part in self.cells)
        if found and total in self.cells:
            self.sums.append(Sum(total, found))

    def rest(self, name: str, total: Path, part: Path) -> None:
        """What remains of a total without one part: nobody prints it, anybody can subtract."""
        self.cells[(name,)] = self.cells[total] - self.cells[part]
        self.implicit.add((name,))
        self.sums.append(Sum(total, (part, (name,))))


def tables_of(content: dict[str, Any]) -> Tables:
    """All tables of one snapshot, as they would be printed together."""
    figures, frames, found = content["figures"], content["frames"], _Gathering()
    _cells(figures, frames, found)
    for total, table in ONE_WAY:
        found.add(total, [path for path in found.cells if path[0] == table])
    _cross(found, content)
    for table, totals, parts, row in BY_AGENCY:
        _by_agency(found, figures, (table, totals, parts, row), content["threshold"])
    _alone(found, frames)
    found.keep += [path for path in found.cells if path[0] in {"by_cluster", "by_kind", "complaints"}]
    found.keep += [("former", "rows"), ("rows",)]
    return Tables(
        found.cells, found.sums, frozenset(found.implicit), found.keep, found.least, threshold=content["threshold"]
    )


def flat(value: Any, path: Path = ()) -> Iterator[tuple[Path, int]]:
    """Every number of a figure with its path."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from flat(inner, (*path, key))
    elif value is not None:
        yield path, value


def _cells(figures: dict[str, Any], frames: dict[str, list[str]], found: _Gathering) -> None:
    left = {table for table, *_ in BY_AGENCY} | SECRET_ONLY
    for key, value in figures.items():
        if key in left:
            continue
        if key in frames:
            found.cells |= {(key, row): 0 for row in frames[key] if row not in RESIDUAL}
            found.least |= {(key, row): 1 for row in value if row in RESIDUAL or row not in frames[key]}
        found.cells |= dict(flat(value, (key,)))
    former = figures.get("former")
    if former is not None:
        for key in ("by_cluster", "by_kind"):
            found.cells |= {("former", key, row): former[key].get(row, 0) for row in frames[key]}
        found.least[("former", "rows")] = 1


def _cross(found: _Gathering, content: dict[str, Any]) -> None:
    """Klaster by kind with both margins, now and in the former period."""
    for kind in content["frames"]["by_kind"]:
        ends = f" / {kind}"
        found.add(
            ("by_kind", kind), [path for path in found.cells if path[0] == "by_cluster_kind" and path[1].endswith(ends)]
        )
    for cluster in [path[1] for path in found.cells if path[0] == "by_cluster"]:
        found.add(
            ("by_cluster", cluster),
            [("by_cluster_kind", f"{cluster} / {kind}") for kind in content["frames"]["by_kind"]],
        )
    for key in ("by_cluster", "by_kind"):
        found.add(("former", "rows"), [path for path in found.cells if path[:2] == ("former", key)])


def _by_agency(
    found: _Gathering, figures: dict[str, Any], shape: tuple[str, str, tuple[str, ...], str], threshold: int
) -> None:
    """Rows are printed only under a total that is printed: else their number alone would say how few there were."""
    table, totals, parts, row = shape
    found.add((totals, row), [(totals, part) for part in parts])
    if not shown_by_agency(figures, totals, row, threshold):
        return
    found.cells |= dict(flat(figures[table], (table,)))
    for agency in figures[table]:
        found.least[(table, agency, row)] = 1
        found.add((table, agency, row), [(table, agency, part) for part in parts])
    for column in (*parts, row):
        found.add((totals, column), [(table, agency, column) for agency in figures[table]])
    found.keep += [(totals, column) for column in (*parts, row)]


def shown_by_agency(figures: dict[str, Any], totals: str, row: str, threshold: int) -> bool:
    return bool(figures[totals][row] >= threshold)


def _alone(found: _Gathering, frames: dict[str, list[str]]) -> None:
    """Differences of figures that stand apart: files less children, children and sheets without what is counted."""
    if found.cells[("rows",)] > found.cells[("children",)]:
        found.rest("repeats", ("rows",), ("children",))
        found.least[("repeats",)] = 1
    found.add(("own_duties", "due"), [("own_duties", part) for part in OUTCOMES])
    if ("causes_children",) in found.cells:  # an older snapshot did not count them
        for code in frames["causes"]:
            found.rest(f"children without {code}", ("causes_children",), ("causes", code))
        found.rest("children without a factor", ("children",), ("causes_children",))
    for letter in ("A", "B", "C"):
        one = ("obstacles", letter)
        found.add((*one, "asked"), [(*one, answer) for answer in ANSWERS])
        found.rest(f"unasked {letter}", (*one, "sheets"), (*one, "asked"))
        found.rest(f"sheets without {letter}", ("sheets",), (*one, "sheets"))
        found.rest(f"children without {letter}", ("sheets_children",), (*one, "children"))
