"""What two or more open editions give away together: a year less its three printed quarters is the fourth. Pure.

Within one edition nothing can be computed (`suppression`). Between editions nothing is hidden, since what was published
is out of reach; instead the page of an open edition names what must not be published beside it, and how many cells
would become known."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from suar.insight.reports.disclosure import ONE_WAY, Path
from suar.insight.reports.editions import View, printed

# What happened on a day of the period and is counted once: such figures of days side by side add up. Children do not
# (one may come twice), and months stand for themselves.
ADDITIVE = {"rows", "complaints", "by_cluster_kind", *(table for _, table in ONE_WAY)} - {"by_month"}


@dataclass(frozen=True, slots=True)
class Printed:
    """The figures that one open edition prints, of the days from `first` to `last`, both included."""

    label: str
    first: date
    last: date
    cells: Mapping[Path, int]

    def within(self, other: Printed) -> bool:
        """Of fewer days, all of them days of the other."""
        return other.first <= self.first and self.last <= other.last and (self.first, self.last) != other.days

    def apart(self, others: Collection[Printed]) -> bool:
        return all(self.last < other.first or other.last < self.first for other in others)

    @property
    def days(self) -> tuple[date, date]:
        return self.first, self.last


def printed_in(view: View) -> Printed:
    """Raises Unpublishable where the edition has no safe form."""
    paths = (path for path in printed(view) if path[0] in ADDITIVE)
    period = view.content["period"]
    cells = {path: value for path in paths if isinstance(value := view.get(*path), int)}
    return Printed(period["label"], date.fromisoformat(period["first"]), date.fromisoformat(period["last"]), cells)


def betrayed(one: Printed, others: Sequence[Printed], threshold: int) -> dict[str, int]:
    """Label of another edition → how many small cells it helps to compute when it is published beside this one.
    Editions of periods that overlap without one holding the other are named too: with -1, nobody can tell how many."""
    found: dict[str, set[tuple[str, Path]]] = {}
    for outer in (one, *others):
        inner = [other for other in (one, *others) if other.within(outer)]
        for path, value in outer.cells.items():
            for parts in _tilings([part for part in inner if path in part.cells], one, outer):
                if 0 < value - sum(part.cells[path] for part in parts) < threshold:
                    for part in {outer.label, *(part.label for part in parts)} - {one.label}:
                        found.setdefault(part, set()).add((outer.label, path))
    crossing = {other.label: -1 for other in others if _crosses(one, other)}
    return crossing | {label: len(paths) for label, paths in found.items()}


def _tilings(inner: Sequence[Printed], one: Printed, outer: Printed) -> Iterator[list[Printed]]:
    """The sets of parts that somebody would subtract: one alone, and as many side by side as there are; always such
    that this edition is the whole or a part."""
    begun = [one] if outer is not one else []
    if begun and one not in inner:
        return
    if begun:
        yield begun
    else:
        yield from ([part] for part in inner)
    parts = list(begun)
    for part in sorted(inner, key=lambda part: part.first - part.last):  # the longest first
        if part.apart(parts):
            parts.append(part)
    if len(parts) > 1:
        yield parts


def _crosses(one: Printed, other: Printed) -> bool:
    meet = one.first <= other.last and other.first <= one.last
    return meet and one.days != other.days and not one.within(other) and not other.within(one)
