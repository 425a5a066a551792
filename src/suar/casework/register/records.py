"""What a read register consists of, the identity of a row, and the figures of a set of rows."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from suar.casework.register.headings import Column
from suar.casework.register.reading import Age, Reading
from suar.casework.register.rows import Why
from suar.casework.register.tables import fold
from suar.casework.register.values import CLUSTER_LABELS

# Raise when the parts of an identity change: then old and new imports no longer recognise each other's rows.
IDENTITY_VERSION = "1"


@dataclass(frozen=True, slots=True)
class Note:
    """Something a person should look at: the heading of the column ("" for the whole row) and a sentence."""

    column: str
    text: str


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One case of the register. `row` counts from 1 as the spreadsheet shows it.

    `cells` holds every written cell under its heading, `kept` those of columns without a known meaning and those that
    could not be read. `status` may be unread: such a row is open. `occurrence` counts rows of equal identity in a file
    from 1.
    """

    sheet: str
    row: int
    date: dt.date
    number: Reading[str]
    kind: Reading[str]
    cluster: Reading[str]
    child_name: Reading[str]
    sex: Reading[str]
    age: Reading[Age]
    birth_date: Reading[dt.date]
    district: Reading[str]
    reporter: Reading[str]
    phone: Reading[str]
    summary: Reading[str]
    status: Reading[str]
    remark: Reading[str]
    role: Reading[str]
    cells: Mapping[str, str]
    kept: Mapping[str, str]
    notes: tuple[Note, ...]
    review_suspect: bool
    identity: tuple[str, ...]
    occurrence: int

    @property
    def is_open(self) -> bool:
        """The register does not say that the case is finished or withdrawn."""
        return self.status.value not in ("done", "withdrawn")


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row that cannot be counted. `reason` names row and column and says what to do."""

    sheet: str
    row: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is no case, and why."""

    sheet: str
    row: int
    why: Why


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """One sheet: its header row (from 1) and columns, or a sentence why it was not read."""

    name: str
    header_row: int | None = None
    columns: tuple[Column, ...] = ()
    not_read: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """A register file, read. `blank_rows` are counted, the other rows that are no case are listed in `skipped`."""

    rows: tuple[RegisterRow, ...]
    rejected: tuple[Rejection, ...]
    skipped: tuple[Skipped, ...]
    blank_rows: int
    sheets: tuple[SheetInfo, ...]
    macros: bool
    digest: str  # SHA-256 of the file, hexadecimal

    @property
    def mapping(self) -> dict[str, str]:
        """Heading → field as found, "" for a column kept as text: the form that `read_register` takes back."""
        return {
            column.heading: column.field or ""
            for sheet in self.sheets
            for column in sheet.columns
            if column.tick is None
        }

    @property
    def skipped_counts(self) -> dict[str, int]:
        """How many rows were passed over, by reason."""
        found = Counter(str(one.why) for one in self.skipped)
        if self.blank_rows:
            found[str(Why.BLANK)] += self.blank_rows
        return dict(found)

    @property
    def days(self) -> tuple[dt.date, dt.date] | None:
        """The first and the last day of the accepted rows."""
        if not self.rows:
            return None
        return min(row.date for row in self.rows), max(row.date for row in self.rows)

    def counts(self) -> dict[str, int | dict[str, int]]:
        """The figures of the accepted rows."""
        return counts(self.rows, bad_rows=len(self.rejected))


def identity(
    *,
    date: dt.date,
    readings: Mapping[str, Reading[str]],
    age: Reading[Age],
    birth_date: Reading[dt.date],
) -> tuple[str, ...]:
    """What makes a row the same row when the file is imported again.

    Row number, running number, status and remark are left out: they change as the work goes on. Each part is the value
    where one was read, so that *Ptk* and *Pontianak* are the same, else the folded text.
    """
    born = birth_date.value.isoformat() if birth_date.value else fold(birth_date.text)
    years = str(age.value.years) if age.value else fold(age.text)
    parts = [f"{name}:{_part(reading)}" for name, reading in sorted(readings.items())]
    return (date.isoformat(), f"age:{years}", f"birth_date:{born}", *parts)


def fingerprint(row: RegisterRow) -> str:
    """The canonical form of a row's identity with its occurrence: equal for the same row of a second run, different for
    two rows of one file that look alike.

    It holds personal data in the clear: hash it with a key before it is stored, never store or log it as it is.
    """
    parts = [IDENTITY_VERSION, *row.identity, str(row.occurrence)]
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def counts(rows: Iterable[RegisterRow], *, bad_rows: int = 0) -> dict[str, int | dict[str, int]]:
    """The figures of a set of rows. What could not be read counts under ""; a klaster under its printed label."""
    total = 0
    tallies: dict[str, Counter[str]] = {
        key: Counter() for key in ("by_cluster", "by_kind", "by_district", "by_month", "by_cluster_kind", "by_sex")
    }
    for row in rows:
        total += 1
        cluster, kind = CLUSTER_LABELS.get(row.cluster.value or "", ""), row.kind.value or ""
        tallies["by_cluster"][cluster] += 1
        tallies["by_kind"][kind] += 1
        tallies["by_district"][row.district.value or ""] += 1
        tallies["by_month"][f"{row.date:%Y-%m}"] += 1
        tallies["by_cluster_kind"][f"{cluster} / {kind}"] += 1
        tallies["by_sex"][row.sex.value or ""] += 1
    sorted_tallies = {key: dict(sorted(tally.items())) for key, tally in tallies.items()}
    return {"rows": total, "bad_rows": bad_rows, **sorted_tallies}


def _part(reading: Reading[str]) -> str:
    return (reading.value or reading.text).casefold()
