"""Two people wrote in the same text: three versions of each field side by side, and nothing of any of them lost.

A text is a flat table of field → words. What only one of the two changed is taken; where both did, whoever saves last
chooses, field by field, or writes anew. The page that asks works without scripts: it sends what was chosen as the form
itself would have sent it, against the version that it showed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from suar.core.errors import Conflict

type Words = Mapping[str, str]

MERGING = "gabung"  # the mark of a press on the page that asks
PICK, MINE, THEIRS, OWN = "pilih", "milikku", "terbaru", "baru"
PARTS = (PICK, MINE, THEIRS, OWN)


class Overtaken(Conflict):
    """The text was saved by somebody else since it was read. `base` is what was read, `theirs` what stands there now
    under `edition`, last written by `who`."""

    def __init__(self, message: str, *, base: Words, theirs: Words, edition: int, who: str) -> None:
        super().__init__(message)
        self.base, self.theirs, self.edition, self.who = base, theirs, edition, who


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in its three versions. An empty one is a field that is not there."""

    name: str
    base: str
    theirs: str
    mine: str


@dataclass(frozen=True, slots=True)
class Merged:
    """`words`: every field that is settled. `taken`: of those, what only the other one changed. `conflicts`: what both
    changed, each differently."""

    words: dict[str, str] = field(default_factory=dict)
    taken: list[Difference] = field(default_factory=list)
    conflicts: list[Difference] = field(default_factory=list)


def merge(base: Words, theirs: Words, mine: Words) -> Merged:
    """Three versions of a text into one, field by field."""
    merged = Merged()
    for name in dict.fromkeys([*base, *theirs, *mine]):
        one = Difference(name, base.get(name, ""), theirs.get(name, ""), mine.get(name, ""))
        if one.mine not in {one.theirs, one.base} and one.theirs != one.base:
            merged.conflicts.append(one)
            continue
        changed_there = one.mine == one.base and one.theirs != one.base
        if changed_there:
            merged.taken.append(one)
        merged.words[name] = one.theirs if changed_there else one.mine
    return merged


def same(one: Words, other: Words) -> bool:
    """Whether both say the same; a field that is not there says nothing."""
    return all(one.get(name, "") == other.get(name, "") for name in {*one, *other})


@dataclass(frozen=True, slots=True)
class Line:
    """One field as the page shows it. `raw` are the values that are sent, the others are in words. `picked`: what was
    chosen before the page came back. `free`: whether it can be written anew; what is chosen from a list cannot."""

    name: str
    label: str
    base: str
    theirs: str
    mine: str
    raw: Difference
    free: bool = True
    picked: str = ""
    own: str = ""

    @property
    def both(self) -> str:
        """What writing anew begins with: the newest, then what was typed here."""
        return "\n\n".join(part for part in (self.theirs, self.mine) if part)


@dataclass(frozen=True, slots=True)
class MergePage:
    """What `ui/merge.html` draws: hidden fields, what was taken, what is to be chosen."""

    edition: int
    who: str
    hidden: list[tuple[str, str]]
    taken: list[Line]
    conflicts: list[Line]
    missing: bool = False


def page_of(
    found: Overtaken,
    mine: Words,
    *,
    label: Callable[[str], Any],
    shown: Callable[[str, str], Any] = lambda name, value: value,
    free: Callable[[str], bool] = lambda name: True,
    sent: Mapping[str, str] | None = None,
    extra: Iterable[tuple[str, str]] = (),
) -> MergePage:
    """The page for what was typed (`mine`). `label` and `shown` put a field and its value into words; `free` says which
    may be written anew; `extra` are fields of the form that are no words; `sent` is what this page itself has sent."""
    merged, given = merge(found.base, found.theirs, mine), sent or {}

    def line(one: Difference) -> Line:
        before, there, here = (str(shown(one.name, value)) for value in (one.base, one.theirs, one.mine))
        picked, own = given.get(f"{PICK}.{one.name}", ""), given.get(f"{OWN}.{one.name}", "")
        return Line(
            one.name, str(label(one.name)), before, there, here, raw=one, free=free(one.name), picked=picked, own=own
        )  # fmt: skip

    hidden = [*extra, *((name, value) for name, value in merged.words.items() if value)]
    conflicts = [line(one) for one in merged.conflicts]
    return MergePage(
        edition=found.edition, who=found.who, hidden=hidden, taken=[line(one) for one in merged.taken],
        conflicts=conflicts, missing=bool(given) and any(not one.picked for one in conflicts),
    )  # fmt: skip


def resolved(sent: QueryDict) -> tuple[QueryDict, list[str]]:
    """What the page sent, as the form itself would have sent it; and the fields for which nothing was chosen. Of those
    what was typed stands, so that it is not lost."""
    data, open_fields = sent.copy(), []
    for key in [key for key in sent if key.startswith(f"{MINE}.")]:
        name = key.removeprefix(f"{MINE}.")
        picked = sent.get(f"{PICK}.{name}", "")
        if picked not in {MINE, THEIRS, OWN}:
            open_fields.append(name)
            picked = MINE
        data[name] = sent.get(f"{picked}.{name}", "")
    for key in [key for key in data if key.partition(".")[0] in PARTS and "." in key]:
        del data[key]
    return data, open_fields


def is_merging(sent: Mapping[str, Any]) -> bool:
    return MERGING in sent
