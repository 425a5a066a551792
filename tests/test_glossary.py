"""The glossary joins the code's words to those on the screens: no model and no role is missing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.utils.translation import override

from suar.registry.accounts.models import Role

GLOSSARY = (Path(__file__).resolve().parents[1] / "docs" / "glossary.md").read_text(encoding="utf-8")
MODELS = sorted(model.__name__ for model in apps.get_models() if model.__module__.startswith("suar."))


def names_in(text: str) -> set[str]:
    return set(re.findall(r"`(\w+)`", text))


def test_every_model_stands_in_the_glossary() -> None:
    assert [name for name in MODELS if name not in names_in(GLOSSARY)] == []


@pytest.mark.parametrize("role", list(Role))
def test_every_role_stands_in_the_glossary_as_the_screens_call_it(role: Role) -> None:
    with override("en"):
        english = str(role.label)
    assert f"| `{role.name}` | {role.label} | {english} |" in GLOSSARY


def test_no_row_stands_twice() -> None:
    rows = [row.split("|")[1].strip() for row in GLOSSARY.splitlines() if row.startswith("| `")]
    assert sorted({row for row in rows if rows.count(row) > 1}) == []
