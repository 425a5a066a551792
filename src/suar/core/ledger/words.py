"""What a verb of the ledger says on a screen, and the reason beside it. Each app says it of its own, in its `verbs.py`:
WORDS by verb, and REASONS by code where it records codes as the reason."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

from django.apps import apps
from django.utils.module_loading import module_has_submodule


@cache
def words() -> dict[str, Any]:
    """Every verb that some app records, with its words in whatever language the page has."""
    return {verb: said for table in _tables() for verb, said in table.WORDS.items()}


@cache
def reasons() -> dict[str, Any]:
    """Codes that stand as the reason of an entry: a role, an edition of a report."""
    return {code: said for table in _tables() for code, said in getattr(table, "REASONS", {}).items()}


def _tables() -> list[ModuleType]:
    declaring = [app for app in apps.get_app_configs() if app.module and module_has_submodule(app.module, "verbs")]
    return [import_module(f"{app.name}.verbs") for app in declaring]


def reason(why: str) -> str:
    """The reason as a person says it. What somebody wrote by hand stands as it is."""
    known, codes = reasons(), why.split()
    return ", ".join(str(known[code]) for code in codes) if known.keys() >= set(codes) else why


def in_words(verb: str) -> str:
    """The verb as a person says it; one that no version of the program records stands as it is."""
    return str(words().get(verb, verb))


def said_with(text: str) -> list[str]:
    """The verbs whose words hold this text, in the language of the page."""
    sought = text.strip().casefold()
    return [verb for verb, said in words().items() if sought in str(said).casefold()]
