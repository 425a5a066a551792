"""Whatever a data file lets a reader see is there in Indonesian and in English."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

SOURCE = Path(__file__).resolve().parents[1] / "src" / "suar"
FILES = sorted(path.relative_to(SOURCE) for path in SOURCE.rglob("*.yaml"))
# Indonesian field → where its English stands.
PAIRS = {"id": "en", "label": "label_en", "name": "name_en", "short": "short_en"}
# Files whose words no screen shows, or shows as they are.
AS_THEY_ARE = {
    Path("casework/register/rules"): "words that are recognised in a register, which is Indonesian",
    Path("registry/agencies/data"): "names of bodies and notes that the office itself edits",
    Path("casework/duties/rules/law.yaml"): "its words are in words.yaml",
    Path("casework/duties/rules/house.yaml"): "its words are in words.yaml",
}


def shown(path: Path) -> bool:
    return not any(path.is_relative_to(part) for part in AS_THEY_ARE)


def mappings(value: Any, at: str = "") -> Iterator[tuple[str, dict[Any, Any]]]:
    if isinstance(value, dict):
        yield at, value
        for key, inner in value.items():
            yield from mappings(inner, f"{at}/{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from mappings(inner, f"{at}/{number}")


def incomplete(content: Any) -> list[str]:
    """Where one of the two languages is missing or empty. An identifier (`id` without spaces, alone) is no word."""
    found = []
    for at, mapping in mappings(content):
        for indonesian, english in PAIRS.items():
            is_word = english in mapping or " " in str(mapping.get(indonesian, ""))
            if is_word and not (mapping.get(indonesian) and mapping.get(english)):
                found.append(f"{at}: {indonesian}/{english}")
        if "label" in mapping and "label_en" not in mapping:
            found.append(f"{at}: label/label_en")
    return found


@pytest.mark.parametrize("path", [path for path in FILES if shown(path)], ids=str)
def test_what_a_data_file_shows_is_in_both_languages(path: Path) -> None:
    assert incomplete(yaml.safe_load((SOURCE / path).read_text(encoding="utf-8"))) == []


def test_a_word_without_its_english_is_found() -> None:
    content = {"a": {"id": "anak ditangkap"}, "b": [{"label": "kasus", "label_en": ""}], "c": {"id": "rule.one"}}
    assert incomplete(content) == ["/a: id/en", "/b/0: label/label_en"]


def test_what_is_left_as_it_is_exists() -> None:
    assert all((SOURCE / part).exists() and why for part, why in AS_THEY_ARE.items())
