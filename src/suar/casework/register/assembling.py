"""From a row of the register to the child, the file and the imported row that keep it."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from suar.casework.cases.models import Batch, Case, ChildRole, Status
from suar.casework.children.models import Child
from suar.casework.register.ages import age_on
from suar.casework.register.models import ImportedRow, ImportRun
from suar.casework.register.records import RegisterRow
from suar.casework.register.tables import fold

# The register says that a case is finished but neither when nor why: such a file is closed "by the register", on the
# day it was opened, so that it counts in the year it belongs to. No second signature is claimed for it.
CLOSED_BY = "register"
STILL_OPEN = "open"  # the outcome of a row whose status could not be read

_NIK_HEADINGS = frozenset({"nik", "no nik", "nomor nik", "nomor induk kependudukan", "no induk kependudukan"})
_NIK = re.compile(r"\d{16}")
SHORTEST_NAME = 4  # letters in its longest word: initials and single letters say nothing

type Sameness = tuple[str, ...]


@dataclass(slots=True)
class Assembled:
    """What one chunk of rows becomes. `children` are the new ones only; `owners` names the child of each row."""

    owners: list[Child] = field(default_factory=list)
    children: list[Child] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    rows: list[ImportedRow] = field(default_factory=list)


class Assembler:
    """Makes the rows of one run. It remembers the children of the file, to give one child one file.

    Two rows are one child only where that is certain: the same NIK, or the same name, birth date and sex. Everything
    less is left to a person."""

    def __init__(self, run: ImportRun, batch: Batch) -> None:
        self._run, self._batch = run, batch
        self._known: dict[Sameness, Child] = {}

    def assemble(self, rows: Iterable[tuple[RegisterRow, bytes]]) -> Assembled:
        """Rows with their fingerprints. The files have no number yet: the transaction that stores them takes it."""
        made = Assembled()
        for row, fingerprint in rows:
            child = self._child(row, made)
            case = self._case(row, child)
            made.owners.append(child)
            made.cases.append(case)
            made.rows.append(
                ImportedRow(
                    id=uuid.uuid4(),
                    run_id=self._run.id,
                    case_id=case.id,
                    child_id=child.id,
                    sheet=row.sheet[:60],
                    row=row.row,
                    fingerprint=fingerprint,
                    cells=dict(row.cells),
                    doubts=[[note.column, note.text] for note in row.notes] or None,
                )
            )
        return made

    def _child(self, row: RegisterRow, made: Assembled) -> Child:
        nik = nik_of(row.kept)
        marks = sameness(row, nik)
        child = next((self._known[mark] for mark in marks if mark in self._known), None)
        if child is None:
            child = Child(
                id=uuid.uuid4(),
                office_id=self._run.office_id,
                name=row.child_name.value or "",
                nik=nik,
                birth_date=row.birth_date.value.isoformat() if row.birth_date.value else row.birth_date.text,
                sex=row.sex.value or "",
                unnamed=row.child_name.value is None,
            )
            made.children.append(child)
        for mark in marks:
            self._known.setdefault(mark, child)
        return child

    def _case(self, row: RegisterRow, child: Child) -> Case:
        closed = not row.is_open
        return Case(
            id=uuid.uuid4(),
            office_id=self._run.office_id,
            child_id=child.id,
            kind=row.kind.value or "",
            cluster=row.cluster.value or "",
            region_code=row.district.value or "",
            opened_on=row.date,
            age=age_of(row),
            child_role=row.role.value or ChildRole.UNKNOWN,
            review_role=row.review_suspect,
            summary=row.summary.text,
            status=Status.CLOSED if closed else Status.OPEN,
            outcome=row.status.value or STILL_OPEN,
            closing_reason=CLOSED_BY if closed else "",
            closing_note=row.status.text if closed else "",
            closed_on=row.date if closed else None,
            batch_id=self._batch.id,
        )


def age_of(row: RegisterRow) -> int | None:
    """Whole years: as registered, else from the birth date on the day of the report."""
    if row.age.value:
        return row.age.value.years
    return age_on(row.birth_date.value, row.date) if row.birth_date.value else None


def nik_of(cells: Mapping[str, str]) -> str:
    """The NIK in a column of that name, "" where there is none of sixteen figures."""
    for heading, text in cells.items():
        if fold(heading) in _NIK_HEADINGS and _NIK.fullmatch(number := re.sub(r"\D", "", text)):
            return number
    return ""


def sameness(row: RegisterRow, nik: str) -> list[Sameness]:
    """What would make another row of the file certainly the same child."""
    marks: list[Sameness] = [("nik", nik)] if nik else []
    name, born = fold(row.child_name.value or ""), row.birth_date.value
    if born and max(map(len, name.split()), default=0) >= SHORTEST_NAME:
        marks.append(("name", name, born.isoformat(), row.sex.value or ""))
    return marks
