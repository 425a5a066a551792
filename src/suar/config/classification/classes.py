"""How far a stored field may be told, and how a table of them is written."""

from __future__ import annotations

from enum import StrEnum


class Class(StrEnum):
    PUBLIC = "public"
    INTERNAL = "internal"
    PERSONAL = "personal"
    CHILD = "child"


def fields(**groups: str) -> dict[str, Class]:
    return {name: Class(group) for group, names in groups.items() for name in names.split()}
