"""The telephone numbers that somebody in need is told stand in one file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import RequestFactory

import suar
from suar.registry.agencies import helplines

SOURCE = Path(suar.__file__).parent
WRITTEN = [path for kind in ("py", "html", "txt", "yaml", "po", "js") for path in sorted(SOURCE.rglob(f"*.{kind}"))]
NO_TELEPHONE = {
    "config/messages.py": "the width of a line in a catalogue",
    "casework/duties/actions/pauses.py": "an article of KUHAP",
    "core/clocks/counting.py": "an article of KUHAP",
    "casework/duties/rules/law.yaml": "articles and days of detention",
    "casework/duties/rules/words.yaml": "days of detention",
    "insight/press/rules/statement.yaml": "a pattern that lets the official line stand, in any way of writing it",
}
"""Files in which the digits of a helpline mean something else, with what they mean."""


def test_no_other_file_of_the_program_holds_the_number_of_a_helpline() -> None:
    numbers = "|".join(re.escape(line.number) for line in helplines.helplines().values())
    found = {
        str(path.relative_to(SOURCE))
        for path in WRITTEN
        if path != helplines.FILE and re.search(rf"(?<![\w-])(?:{numbers})(?![\w-])", path.read_text(encoding="utf-8"))
    }
    assert found - NO_TELEPHONE.keys() == set()


def test_the_desk_and_the_public_form_know_the_same_numbers(rf: RequestFactory) -> None:
    assert helplines.context(rf.get("/")) == helplines.numbers()
    assert set(helplines.numbers()) == {"police_number", "sapa_number", "sapa_whatsapp"}


@pytest.mark.parametrize("lost", ["name", "number", "source", "certainty"])
def test_a_helpline_without_one_of_its_facts_is_refused_with_its_code(lost: str) -> None:
    facts: dict[str, Any] = {"name": "Polisi", "number": "000", "source": "seen", "certainty": "verify"}
    with pytest.raises(helplines.UnusableHelpline, match="police_number"):
        helplines.Helpline("police_number", **facts | {lost: ""})
