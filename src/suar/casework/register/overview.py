"""What a reading found beside the rows themselves: kept sealed with the run, told by its preview."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from suar.casework.register.records import Register, RegisterRow


def found(register: Register, fresh: Sequence[RegisterRow]) -> dict[str, Any]:
    """Plain JSON: `columns` [sheet, heading, field, how], `not_read` [sheet, why], `skipped` {why: rows}, `macros`.

    Of the rows to be imported: how many are `doubtful`, `open`, for `review`; `days`, the first and the last. What is
    doubted of a row may quote it and lies with the row, under the child's key."""
    return {
        "columns": [
            [sheet.name, column.heading, str(column.field or ""), column.how]
            for sheet in register.sheets
            for column in sheet.columns
        ],
        "not_read": [[sheet.name, sheet.not_read] for sheet in register.sheets if sheet.not_read],
        "skipped": register.skipped_counts,
        "macros": register.macros,
        "doubtful": sum(1 for row in fresh if row.notes),
        "open": sum(1 for row in fresh if row.is_open),
        "review": sum(1 for row in fresh if row.review_suspect),
        "days": [min(row.date for row in fresh).isoformat(), max(row.date for row in fresh).isoformat()]
        if fresh
        else None,
    }


def rejections(register: Register) -> list[dict[str, Any]]:
    """The rejected rows as they are kept and printed."""
    many = sum(1 for sheet in register.sheets if sheet.header_row is not None) > 1
    return [
        {"row": one.row, "column": one.column, "reason": one.reason} | ({"sheet": one.sheet} if many else {})
        for one in register.rejected
    ]
