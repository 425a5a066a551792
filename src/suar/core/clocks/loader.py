"""Dated rule files (YAML) into a rulebook. A file holds `rules:`, a list of mappings with the fields of `Rule`, and may
hold `defaults:`, the fields that a rule of the file has where it says nothing else.

Every mistake is an InvalidRule that names file, rule and field: a clock that starts from a misread file is worse than
a program that does not start."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

import yaml

from suar.core.clocks.errors import InvalidRule
from suar.core.clocks.rules import Certainty, Limit, Rule, Rulebook, Unit

REQUIRED = ("id", "starts_on", "limit", "extension", "actor", "basis", "effective_from", "effective_to", "certainty")
OPTIONAL = {"note": "", "counts_back": False, "inclusive": False, "month_days": None, "house": False}
FIELDS = frozenset(REQUIRED) | frozenset(OPTIONAL)
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load(*paths: Path) -> Rulebook:
    """The rulebook of these files. Raises InvalidRule."""
    return Rulebook(rule for path in paths for rule in _rules_of(path))


def _rules_of(path: Path) -> Iterator[Rule]:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 - both are safe loaders
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as unreadable:
        raise InvalidRule(f"{path.name}: {unreadable}") from unreadable
    rows = content.get("rules") if isinstance(content, dict) else None
    if not isinstance(rows, list):
        raise InvalidRule(f"{path.name}: no list `rules`")
    defaults = _defaults_of(path, content)
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, dict):
            raise InvalidRule(f"{path.name}: entry {number} is not a mapping")
        yield _Row(f"{path.name}: {row.get('id') or f'entry {number}'}", {**defaults, **row}).rule()


def _defaults_of(path: Path, content: Mapping[str, Any]) -> Mapping[str, Any]:
    """An id is never a default: two rules would have it."""
    defaults = content.get("defaults", {})
    if not isinstance(defaults, dict):
        raise InvalidRule(f"{path.name}: `defaults` is not a mapping")
    if unknown := sorted(map(str, set(defaults) - FIELDS | set(defaults) & {"id"})):
        raise InvalidRule(f"{path.name}: defaults: `{unknown[0]}` cannot be a default of a rule")
    return defaults


class _Row:
    """One entry of a file, and its name in an error."""

    def __init__(self, where: str, fields: Mapping[str, Any]) -> None:
        self.where = where
        self.fields = {**OPTIONAL, **fields}

    def rule(self) -> Rule:
        if missing := [name for name in REQUIRED if name not in self.fields]:
            self.wrong(missing[0], "is missing")
        if unknown := sorted(set(self.fields) - FIELDS):
            self.wrong(unknown[0], "is not a field of a rule")
        limit = self.limit("limit")
        effective_from = self.day("effective_from")
        if limit is None or effective_from is None:
            self.wrong("limit" if limit is None else "effective_from", "is empty")
        try:
            return Rule(
                id=self.text("id"),
                starts_on=self.text("starts_on"),
                limit=limit,
                extension=self.limit("extension"),
                actor=self.text("actor"),
                basis=self.text("basis"),
                effective_from=effective_from,
                effective_to=self.day("effective_to"),
                certainty=self.certainty(),
                note=self.text("note", empty=True),
                counts_back=self.flag("counts_back"),
                inclusive=self.flag("inclusive"),
                month_days=self.number("month_days", self.fields["month_days"]),
                house=self.flag("house"),
            )
        except InvalidRule as contradiction:
            if contradiction.reason.startswith(self.where):
                raise
            raise InvalidRule(f"{self.where}: {contradiction}") from contradiction

    def wrong(self, field: str, reason: str) -> NoReturn:
        raise InvalidRule(f"{self.where}: `{field}` {reason}")

    def text(self, field: str, *, empty: bool = False) -> str:
        value = self.fields[field]
        if not isinstance(value, str) or not (value.strip() or empty):
            self.wrong(field, "must be text")
        return value.strip()

    def flag(self, field: str) -> bool:
        value = self.fields[field]
        if not isinstance(value, bool):
            self.wrong(field, "must be true or false")
        return value

    def number(self, field: str, value: object) -> int | None:
        if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            self.wrong(field, "must be a whole number or null")
        return value

    def day(self, field: str) -> date | None:
        value = self.fields[field]
        if isinstance(value, str):
            try:
                return date.fromisoformat(value)
            except ValueError:
                self.wrong(field, f"is no date: {value!r}")
        if value is not None and (isinstance(value, datetime) or not isinstance(value, date)):
            self.wrong(field, "must be a date (YYYY-MM-DD) or null")
        return value

    def certainty(self) -> Certainty:
        value = self.text("certainty")
        if value not in Certainty:
            self.wrong("certainty", f"must be one of {', '.join(Certainty)}")
        return Certainty(value)

    def limit(self, field: str) -> Limit | None:
        value = self.fields[field]
        if value is None:
            return None
        if not isinstance(value, dict) or set(value) != {"amount", "unit"}:
            self.wrong(field, "must be {amount, unit} or null")
        if value["unit"] not in list(Unit):
            self.wrong(field, f"has an unknown unit {value['unit']!r}")
        return Limit(self.number(field, value["amount"]), Unit(value["unit"]))
