"""Hiding small cells so that nobody can compute them from what is printed beside them. Pure: numbers in, marks out.

A table is cells (whole numbers ≥ 0) and sums (a total and its parts, over all tables printed together). A cell below
the threshold is hidden, printed as `<10`. Then further cells are hidden, printed as `…`, until for every small cell
another table exists that agrees with everything printed and with the printed marks and in which that cell has another
value. Such a table is a *witness*; it is looked for as a change of the true table by -1, 0 or +1 a cell, so the check
is a proof, never a guess: where no witness is found within the steps allowed, more is hidden.

Zeros are hidden like other small cells, so `<10` may be 0, but for their sake nothing else is hidden: a zero that the
printed sums give away is printed. It counts no child, and hiding it would cost figures that the public should have.

A cell may be *implicit*: nobody prints it, but it is a difference of printed ones, such as files less children.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Any

THRESHOLD = 10
SMALL = "<10"
CONCEALED = "…"
STEPS = 4000
ROUNDS = 20  # in which sums narrow each other; what is still open then is searched
type Key = Any  # whatever can be the key of a dictionary: a path, a name


@dataclass(frozen=True, slots=True)
class Sum:
    """`total` is the sum of `parts`. Every key is a cell."""

    total: Key
    parts: tuple[Key, ...]

    def __post_init__(self) -> None:
        if self.total in self.parts or len(set(self.parts)) < len(self.parts):
            raise ValueError("A total is not a part of itself, and every part counts once")


@dataclass(frozen=True, slots=True)
class Tables:
    """All that is printed together. Raises ValueError where a sum does not hold or a cell is negative.

    `implicit` cells are never printed; `keep` are hidden last (the grand total, margins); `least` is what a reader
    knows of a cell besides: a row that is printed only where something was counted holds at least 1."""

    cells: Mapping[Key, int]
    sums: Sequence[Sum] = ()
    implicit: frozenset[Key] = frozenset()
    keep: Sequence[Key] = ()
    least: Mapping[Key, int] = field(default_factory=dict)
    threshold: int = THRESHOLD
    touching: dict[Key, list[tuple[int, int]]] = field(init=False, repr=False, default_factory=dict)
    rooms: dict[frozenset[Key], Room] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        if any(value < 0 for value in self.cells.values()):
            raise ValueError("A cell counts something: it is never negative")
        for place, one in enumerate(self.sums):
            if self.cells[one.total] != sum(self.cells[part] for part in one.parts):
                raise ValueError(f"The parts of {one.total!r} do not add up")
            self.touching.setdefault(one.total, []).append((place, -1))
            for part in one.parts:
                self.touching.setdefault(part, []).append((place, 1))

    def room(self, hidden: frozenset[Key]) -> Room:
        """What may move under these hidden cells; kept until others are asked about."""
        if hidden not in self.rooms:
            self.rooms.clear()
            self.rooms[hidden] = room_of(self, hidden)
        return self.rooms[hidden]

    def is_small(self, key: Key) -> bool:
        return self.cells[key] < self.threshold

    def counting(self) -> list[Key]:
        """The cells that must not be known: from 1 to below the threshold."""
        return sorted((key for key, value in self.cells.items() if 0 < value < self.threshold), key=repr)

    def empty(self) -> list[Key]:
        """Printed cells that count nothing."""
        return sorted((key for key, value in self.cells.items() if not value and key not in self.implicit), key=repr)

    def members(self, place: int) -> tuple[Key, ...]:
        return (self.sums[place].total, *self.sums[place].parts)


def marks(tables: Tables) -> dict[Key, str]:
    """What stands in place of each hidden cell: `<10` for a small one, `…` for one that would give it away."""
    hidden = hide(tables) - tables.implicit
    return {key: SMALL if tables.is_small(key) else CONCEALED for key in hidden}


def hide(tables: Tables) -> frozenset[Key]:
    """The small cells and as many more as it takes. In the worst case everything is hidden."""
    hidden = {*tables.counting(), *tables.empty(), *tables.implicit}
    while True:
        _protect(tables, hidden)
        known = {key for key in tables.empty() if key in hidden and witness(tables, hidden, key) is None}
        if not known:
            return frozenset(hidden)
        # Printing what follows anyway tells nothing new; the cells that must not be known are looked at again.
        hidden -= known


def _protect(tables: Tables, hidden: set[Key]) -> None:
    """Hide more until each cell that must not be known has a witness. What was proved stays proved: a change that is
    possible among hidden cells is still possible when more are hidden."""
    waiting = tables.counting()
    while waiting:
        key = waiting[-1]
        if witness(tables, hidden, key) is not None:
            waiting.pop()
            continue
        more = _next_to_hide(tables, hidden, key)
        if more is None:
            waiting.pop()  # nothing is printed beside it any more; `unprotected` will name it
        else:
            hidden.add(more)


def unprotected(tables: Tables, hidden: Iterable[Key]) -> list[Key]:
    """Small cells that are printed, or hidden without a witness. Empty for a safe set of tables."""
    known = set(hidden)
    empty = [key for key in tables.empty() if key in known]
    return [key for key in (*tables.counting(), *empty) if key not in known or witness(tables, known, key) is None]


def witness(tables: Tables, hidden: Iterable[Key], key: Key) -> dict[Key, int] | None:
    """Changes that turn the true table into another one that looks the same in print and has another value at `key`;
    None where none was found. A change touches hidden cells only, keeps every sum, and leaves each mark true."""
    room = tables.room(frozenset(hidden))
    cell = room.numbers[key]
    if cell not in room.found:
        moves = _search(room, cell)
        # It is a witness of every cell that it changes.
        room.found.update({cell: None} if moves is None else dict.fromkeys(moves, moves))
    known = room.found[cell]
    return None if known is None else {room.keys[moved]: move for moved, move in known.items()}


def _search(room: Room, cell: int) -> dict[int, int] | None:
    for limit in (2, 4, 6, 10, 16, 24):
        for first in (1, -1):
            search = _Search(room, limit)
            if first in room.moves[cell] and search.go(cell, first):
                return search.moves
    return None


@dataclass(frozen=True, slots=True)
class Room:
    """What may move under one set of hidden cells, for the innermost loop: cells by number, which moves print allows
    each, the movable cells of each sum with what a move of each does to it (-1 the total, +1 a part); and the witnesses
    found so far."""

    keys: Sequence[Key]
    numbers: Mapping[Key, int]
    moves: Sequence[tuple[int, ...]]
    members: Sequence[Sequence[tuple[int, int]]]
    touching: Sequence[Sequence[tuple[int, int]]]
    found: dict[int, dict[int, int] | None] = field(default_factory=dict)


def room_of(tables: Tables, hidden: frozenset[Key]) -> Room:
    low, high = narrowed(tables, hidden)
    keys = list(tables.cells)
    numbers = {key: number for number, key in enumerate(keys)}
    moves = [tuple(n for n in (-1, 1) if low[key] <= tables.cells[key] + n <= high[key]) for key in keys]
    members = [
        [(numbers[key], -1 if key == one.total else 1) for key in (one.total, *one.parts) if moves[numbers[key]]]
        for one in tables.sums
    ]
    return Room(keys, numbers, moves, members, [tables.touching.get(key, ()) for key in keys])


def narrowed(tables: Tables, hidden: frozenset[Key]) -> tuple[dict[Key, float], dict[Key, float]]:
    """The least and the most that each cell can be, as far as print and each sum by itself tell: what is known for
    certain need not be searched."""
    bounds = {key: _bounds(tables, key) if key in hidden else (value, value) for key, value in tables.cells.items()}
    low: dict[Key, float] = {key: least for key, (least, _) in bounds.items()}
    high: dict[Key, float] = {key: inf if most is None else most for key, (_, most) in bounds.items()}
    for _ in range(ROUNDS):
        before = (dict(low), dict(high))
        for one in tables.sums:
            least, most = sum(low[part] for part in one.parts), sum(high[part] for part in one.parts)
            low[one.total], high[one.total] = max(low[one.total], least), min(high[one.total], most)
            for part in one.parts:
                # Infinity less infinity is no number: then the others are added up by themselves.
                others = most - high[part] if most < inf else sum(high[key] for key in one.parts if key != part)
                rest = least - low[part]
                low[part] = max(low[part], low[one.total] - others)
                high[part] = min(high[part], high[one.total] - rest)
                least, most = rest + low[part], others + high[part]
        if before == (low, high):
            break
    return low, high


def _bounds(tables: Tables, key: Key) -> tuple[int, int | None]:
    """What print says of a hidden cell: nothing of an implicit one, below or not below the threshold of the others."""
    low = tables.least.get(key, 0)
    if key in tables.implicit:
        return low, None
    return (low, tables.threshold - 1) if tables.is_small(key) else (tables.threshold, None)


def _next_to_hide(tables: Tables, hidden: set[Key], key: Key) -> Key | None:
    """A printed cell to hide: of the sum around `key` with the fewest hidden cells, or else of a sum that its hidden
    neighbours reach. The smallest first, since little is lost with it; what is in `keep` last."""
    rank = {kept: place for place, kept in enumerate(tables.keep, start=1)}
    seen, edge = {key}, [key]
    while edge:
        places = {place for cell in edge for place, _ in tables.touching.get(cell, ())}
        choices = []
        for place in places:
            printed = [cell for cell in tables.members(place) if cell not in hidden]
            missing = len(tables.members(place)) - len(printed)
            choices += [(missing, rank.get(cell, 0), tables.cells[cell], repr(cell), cell) for cell in printed]
        if choices:
            return min(choices, key=lambda choice: choice[:4])[4]
        near = {cell for place in places for cell in tables.members(place)} - seen
        seen |= near
        edge = list(near)
    return None


class _Search:
    """Looks for a change that balances: the first move upsets its sums, each further move mends one of them."""

    def __init__(self, room: Room, limit: int) -> None:
        self.room, self.limit = room, limit
        self.moves: dict[int, int] = {}
        self.off: dict[int, int] = {}
        self.steps = STEPS

    def go(self, cell: int, move: int) -> bool:
        self.steps -= 1
        self.moves[cell] = move
        self._turn(cell, move)
        if not self.off:
            return True
        if len(self.moves) < self.limit and self.steps > 0:
            place, amount = next(iter(self.off.items()))
            wanted = -1 if amount > 0 else 1
            for near, sign in self.room.members[place]:
                if near not in self.moves and wanted * sign in self.room.moves[near] and self.go(near, wanted * sign):
                    return True
        del self.moves[cell]
        self._turn(cell, -move)
        return False

    def _turn(self, cell: int, move: int) -> None:
        off = self.off
        for place, sign in self.room.touching[cell]:
            if amount := off.get(place, 0) + sign * move:
                off[place] = amount
            else:
                del off[place]
