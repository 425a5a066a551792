"""Which column is what: headings recognised by meaning, the header row found under titles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from rapidfuzz import fuzz

from suar.casework.register.reading import Cell, cell_text
from suar.casework.register.tables import Match, Vocabulary, fold, table

# A header row names at least this many things a register has, the date among them.
FEWEST_FIELDS = 3


class Field(StrEnum):
    """What a column of a register can mean."""

    NUMBER = "number"
    DATE = "date"
    KIND = "kind"
    CLUSTER = "cluster"
    CHILD_NAME = "child_name"
    SEX = "sex"
    AGE = "age"
    BIRTH_DATE = "birth_date"
    DISTRICT = "district"
    REPORTER = "reporter"
    PHONE = "phone"
    SUMMARY = "summary"
    STATUS = "status"
    REMARK = "remark"
    ROLE = "role"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `index` from 0, its heading as written, the field it means (None: kept as text under its heading).

    `how` tells a person why: "mapping" (a saved choice), "exact", "near", "weak" (borne out by the cells below) or "".
    `tick` is the answer that a tick in this column gives (a column of its own for L, another for P).
    """

    index: int
    heading: str
    field: Field | None = None
    how: str = ""
    score: float = 0.0
    tick: str | None = None
    weak: tuple[Field, ...] = ()


def saved_mapping(mapping: Mapping[str, str | None] | None) -> dict[str, Field | None]:
    """A saved {heading: field} in the form the matcher uses; "" or None keeps a column as text.

    Raises ValueError for a field that does not exist.
    """
    return {fold(heading): Field(name) if name else None for heading, name in (mapping or {}).items()}


def columns_of(headings: Sequence[str], mapping: Mapping[str, Field | None]) -> tuple[Column, ...]:
    """The meaning of each heading. A field goes to one column: by a saved choice, then likeness, then from the left."""
    ticks = _tick_columns(headings)
    candidates = [
        ticks.get(index) or _candidate(index, heading, mapping) for index, heading in enumerate(headings) if heading
    ]
    taken: dict[Field, int] = {}
    order = {"mapping": 0, "exact": 1, "near": 2}
    for column in sorted(candidates, key=lambda one: (order.get(one.how, 9), -one.score, one.index)):
        if column.field and column.tick is None:
            taken.setdefault(column.field, column.index)
    ticked = {column.field for column in ticks.values()} - set(taken)
    return tuple(_settled(column, taken, ticked) for column in candidates)


def score(row: Sequence[Cell], mapping: Mapping[str, Field | None]) -> int:
    """How many different fields a row names without weak words; 0 when the date is not among them."""
    names = [cell_text(cell) if isinstance(cell, str) else "" for cell in row]
    if sum(map(bool, names)) < FEWEST_FIELDS:
        return 0
    found = {column.field for column in columns_of(names, mapping) if column.field}
    return len(found) if Field.DATE in found else 0


def header_row(rows: Iterable[Sequence[Cell]], mapping: Mapping[str, Field | None]) -> int | None:
    """The index of the row that names the most fields, or None when no row is a header."""
    scores = [score(row, mapping) for row in rows]
    best = max(scores, default=0)
    return scores.index(best) if best >= FEWEST_FIELDS else None


def two_storeys(top: Sequence[str], below: Sequence[str], spans: Mapping[int, int]) -> list[str] | None:
    """One heading a column when a header stands in two rows (*Jenis Kelamin* over *L* and *P*), else None.

    `spans` gives for each column that lies under a merged upper cell the column of that cell.
    """
    width = max(len(top), len(below))
    upper = [_at(top, index) for index in range(width)]
    lower = [_at(below, index) for index in range(width)]
    over = dict(spans)
    for index in range(1, width):
        if lower[index] and lower[index - 1] and not upper[index] and index not in over:
            over[index - 1] = over[index] = over.get(index - 1, index - 1)
    used = [index for index in range(width) if lower[index]]
    if not used or any(sign.isdigit() for index in used for sign in lower[index]):
        return None
    if any(upper[index] and index not in over for index in used):
        return None
    return [f"{_at(top, over.get(index, index))} {lower[index]}".strip() for index in range(width)]


def _at(names: Sequence[str], index: int) -> str:
    return names[index] if index < len(names) else ""


def _candidate(index: int, heading: str, mapping: Mapping[str, Field | None]) -> Column:
    folded = fold(heading)
    if folded in mapping:
        return Column(index, heading, mapping[folded], how="mapping", score=100)
    rules = _headings()
    weak = rules.weak.get(folded, ())
    match = rules.strong.exact(folded)
    if match is None and not weak:
        match = rules.strong.find(folded) or _same_words(folded)
    if match is None or match.key == "other":
        return Column(index, heading, weak=weak)
    return Column(index, heading, Field(match.key), "near" if match.near else "exact", match.score)


def _same_words(folded: str) -> Match | None:
    """The same words in another order (*Lapor Tanggal*)."""
    words = sorted(folded.split())
    if len(words) < 2:
        return None
    hits = [match for term, match in _headings().terms if sorted(term.split()) == words]
    keys = {match.key for match in hits}
    return replace(hits[0], near=True, score=fuzz.ratio(folded, fold(hits[0].term))) if len(keys) == 1 else None


def _settled(column: Column, taken: Mapping[Field, int], ticked: set[Field | None]) -> Column:
    if column.tick is not None:
        return column if column.field in ticked else replace(column, field=None, how="", tick=None)
    if column.field and taken[column.field] != column.index:
        return replace(column, field=None, how="", score=0.0)
    if column.field is None:
        return replace(column, weak=tuple(one for one in column.weak if one not in taken and one not in ticked))
    return column


def _tick_columns(headings: Sequence[str]) -> dict[int, Column]:
    """Neighbouring columns of one answer each: *L* beside *P*, *P* beside *NP*, *Jenis Kelamin L* beside *… P*, and
    *L* beside *P* under a heading about the child (*Identitas Anak*), not under *Umur* or *Pelapor*."""
    ticks: dict[int, Column] = {}
    folded = [fold(heading) for heading in headings]
    for index in range(len(headings) - 1):
        (group, _, left), (beside, _, right) = folded[index].rpartition(" "), folded[index + 1].rpartition(" ")
        if (left, right) in _SEXES and group and group == beside and _candidate(0, group, {}).field in _ABOUT_THE_CHILD:
            folded[index], folded[index + 1] = left, right
    for index in range(len(headings) - 1):
        for field, answers in _headings().ticks.items():
            pair = [answers.get(folded[index]), answers.get(folded[index + 1])]
            if index not in ticks and set(pair) == _ANSWERS[field]:
                for at, answer in zip((index, index + 1), pair, strict=True):
                    ticks[at] = Column(at, headings[at], field, "exact", 100, tick=answer)
    return ticks


_SEXES = {("l", "p"), ("p", "l")}
_ABOUT_THE_CHILD = {None, Field.CHILD_NAME, Field.SEX}
_ANSWERS: dict[Field, set[str | None]] = {Field.SEX: {"L", "P"}, Field.KIND: {"pengaduan", "non"}}


@dataclass(frozen=True)
class _Headings:
    strong: Vocabulary
    terms: tuple[tuple[str, Match], ...]
    weak: dict[str, tuple[Field, ...]]
    ticks: dict[Field, dict[str, str]]


@cache
def _headings() -> _Headings:
    rules = table("headings")
    terms: dict[str, list[str]] = {key: entry["terms"] for key, entry in rules["fields"].items()}
    terms["other"] = rules["other"]
    weak: dict[str, tuple[Field, ...]] = {}
    for key, entry in rules["fields"].items():
        for word in entry.get("weak", ()):
            weak[fold(word)] = (*weak.get(fold(word), ()), Field(key))
    flat = tuple((fold(word), Match(key, word)) for key, words in terms.items() for word in words)
    return _Headings(Vocabulary(terms, near=rules["near"], margin=rules["margin"]), flat, weak, _tick_answers())


def _tick_answers() -> dict[Field, dict[str, str]]:
    """Folded heading → answer. A lone *P* is a sex only beside a lone *L*; a lone *P* beside *NP* is a kind."""
    answers: dict[Field, dict[str, str]] = {Field.SEX: {}, Field.KIND: {}}
    fields = table("headings")["fields"]
    for field, words in ((Field.SEX, table("words")["sex"]), (Field.KIND, table("words")["kind"])):
        for answer, spellings in words.items():
            for spelling in spellings:
                answers[field].setdefault(fold(spelling), answer)
                for heading in (*fields[field]["terms"], *fields[field].get("weak", ())):
                    answers[field].setdefault(fold(f"{heading} {spelling}"), answer)
    return answers
