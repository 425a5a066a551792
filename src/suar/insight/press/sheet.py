"""The press sheet: figures that may be said aloud, in digits and in words.

It is made of the open edition's own JSON and of nothing else, so that no figure can be on it that is not public
already. What that edition hides is not on it; a figure below the threshold that is headline enough to be asked for is
said as *kurang dari sepuluh*, as the edition says it. Pure, and always Indonesian: it is read aloud here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from suar.core.documents.indonesian import number
from suar.insight.press.spelling import spelled
from suar.insight.reports.suppression import SMALL

type Path = tuple[str, ...]
type Published = dict[str, Any]

CASES: tuple[tuple[Path, str], ...] = (
    (("rows",), "kasus"),
    (("by_kind", "pengaduan"), "kasus dari pengaduan"),
    (("by_kind", "non"), "kasus yang ditemukan komisi sendiri"),
    (("children",), "anak, masing-masing dihitung sekali"),
)
WORK: tuple[tuple[Path, str], ...] = (
    (("complaints",), "pengaduan diterima"),
    (("duties_total", "due"), "kewajiban lembaga yang jatuh tempo"),
    (("duties_total", "kept"), "di antaranya ditepati"),
    (("duties_total", "late"), "di antaranya terlewat"),
    (("sheets_children",), "anak yang dipantau komisi"),
    (("obstacles", "A", "children"), "anak yang belum punya tempat pemulihan"),
)
# Table, its title, whether the largest stands first.
TABLES: tuple[tuple[str, str, bool], ...] = (
    ("by_cluster", "Kasus menurut klaster", True),
    ("by_district", "Kasus menurut kabupaten/kota", True),
    ("by_sex", "Kasus menurut jenis kelamin anak", True),
    ("by_age", "Kasus menurut usia anak", False),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: where it stands in the open edition, the digits, how they are said, and of what."""

    path: Path
    digits: str
    words: str
    label: str


@dataclass(frozen=True, slots=True)
class Group:
    """Figures that belong together; `hides` where the open edition hides some of them."""

    title: str
    lines: tuple[Line, ...]
    hides: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    office: str
    period: str
    fingerprint: str
    frozen_at: datetime
    threshold: int
    groups: tuple[Group, ...]

    def lines(self) -> Iterator[Line]:
        for group in self.groups:
            yield from group.lines


def sheet_of(published: Published) -> Sheet:
    """`published` is the open edition as JSON. Raises ValueError for any other."""
    if published.get("edition") != "terbuka":
        raise ValueError("A press sheet is made of the open edition alone")
    period = published["period"]
    former = (
        (("former", "rows"), f"kasus pada {period['former']['label'][:1].lower()}{period['former']['label'][1:]}"),
    )
    groups = [
        _headline("Kasus", (*CASES, *former), published),
        *(_table(key, title, published, ranked=ranked) for key, title, ranked in TABLES),
        _counted("Pengaduan, lembaga, pemantauan", WORK, published),
    ]
    return Sheet(
        office=published["office"]["name"],
        period=period["label"],
        fingerprint=published["fingerprint"],
        frozen_at=datetime.fromisoformat(published["frozen_at"]),
        threshold=published["threshold"],
        groups=tuple(group for group in groups if group.lines),
    )


def _headline(title: str, wanted: tuple[tuple[Path, str], ...], published: Published) -> Group:
    shown = [(path, label, at(published["figures"], path)) for path, label in wanted]
    lines = [_line(path, value, label, published) for path, label, value in shown if _is_said(value)]
    return Group(title, tuple(lines), hides=any(isinstance(value, str) and value != SMALL for *_, value in shown))


def _counted(title: str, wanted: tuple[tuple[Path, str], ...], published: Published) -> Group:
    """The same without what is few, which here may be none at all."""
    group = _headline(title, wanted, published)
    lines = tuple(line for line in group.lines if at(published["figures"], line.path) != SMALL)
    return Group(title, lines, hides=group.hides or len(lines) < len(group.lines))


def _table(key: str, title: str, published: Published, *, ranked: bool) -> Group:
    """The rows of a table that the open edition counts, the largest first or as the table has them; what nobody knows
    stands last. Rows that are hidden are not named one by one."""
    rows: dict[str, Any] = published["figures"].get(key, {})
    labels: dict[str, str] = published["labels"].get(key, {})
    frame = [row for row in published["frames"].get(key, []) if row in rows]
    known = [row for row in frame if isinstance(rows[row], int) and rows[row]]
    known.sort(key=lambda row: (row == "", -rows[row] if ranked else 0))
    lines = [_line((key, row), rows[row], labels.get(row, row), published) for row in known]
    return Group(title, tuple(lines), hides=any(isinstance(value, str) for value in rows.values()))


def at(figures: Any, path: Path) -> Any:
    """What the open edition prints there, None where it prints nothing."""
    for key in path:
        figures = figures.get(key) if isinstance(figures, dict) else None
    return figures


def _is_said(value: Any) -> bool:
    return value == SMALL or (isinstance(value, int) and value > 0)


def _line(path: Path, value: Any, label: str, published: Published) -> Line:
    if value == SMALL:
        threshold = published["threshold"]
        return Line(path, f"kurang dari {threshold}", f"kurang dari {spelled(threshold)}", label)
    return Line(path, number(value, language="id"), spelled(value), label)


def opening(sheet: Sheet) -> str:
    """The sentence to begin with; nothing where the open edition hides how many cases there were."""
    found = {line.path: line for line in sheet.lines()}
    rows = found.get(("rows",))
    if rows is None:
        return f"Pada {_in_sentence(sheet.period)} tidak ada angka yang dapat disebut."
    parts = [found[path].digits + word for path, word in _KINDS if path in found]
    more = f": {' dan '.join(parts)}" if parts else ""
    return f"Pada {_in_sentence(sheet.period)} komisi mencatat {rows.digits} kasus{more}."


_KINDS: tuple[tuple[Path, str], ...] = (
    (("by_kind", "pengaduan"), " dari pengaduan"),
    (("by_kind", "non"), " dari temuan"),
)
CAUTION = "Naik atau turunnya angka dapat berarti lebih banyak kejadian, atau lebih banyak yang melapor."


def _in_sentence(label: str) -> str:
    first = label.split(" ", 1)[0]
    return label.replace(first, first.lower(), 1) if first in {"Tahun", "Triwulan"} else label
