"""Whatever the public form takes, the worker opens: nothing that a child was given a receipt for stays unread."""

from __future__ import annotations

import random
from typing import Any

import pytest

from suar.casework.complaints import intake_keys, takeover
from suar.casework.complaints.models import Complaint
from suar.casework.intake import answers as codes
from tests.casework.intake.conftest import visitor
from tests.casework.intake.visitor import Page, Visitor
from tests.factories import an_office

__all__ = ["visitor"]
pytestmark = pytest.mark.django_db

TEXTS = [
    "", " ", "\r\n\t", "0800-000-0001", "x" * 4_990, "😀" * 400, "\u202e\u2066abc", "<script>alert(1)</script>",
    "'; DROP TABLE intake_filing; --", "ﷺ" * 40, "\ufb2c" * 40, "e\u0301" * 60, "a\x00b", "\ud83d", "{{ 7 }}", "\ufeff",
]  # fmt: skip
CODED = {name: list(known()) for name, known in codes.CODED.items()}
MANY = ("worry", "need")
WRITTEN = ("place", "phone", "phone_answers", "phone_hours", "cover_name", "name", "story", "word_beside")


def answers(chance: random.Random) -> dict[str, Any]:
    """Every field of the form, as a browser would never send them."""
    given: dict[str, Any] = {name: chance.choice([*known, "", "tidak-ada"]) for name, known in CODED.items()}
    given |= {name: chance.choices([*CODED[name], "else"], k=chance.choice([0, 1, 3, 70])) for name in MANY}
    given |= {name: chance.choice(TEXTS).encode("utf-8", "surrogatepass") for name in WRITTEN}
    return given


def through(visitor: Visitor, given: dict[str, Any], chance: random.Random) -> Page:
    """From the first screen to the last one that this takes; what does not fit is left out at the second try."""
    page = visitor.get("/lapor/")
    for _ in range(24):
        if page.code:
            return page
        fits = 'class="summary"' not in page.text
        button = "kirim" if 'value="kirim"' in page.text else chance.choice(["lanjut", "lanjut", "lewati"])
        page = visitor.press(page, button if fits or button == "kirim" else "lewati", **(given if fits else {}))
        assert page.status == 200
    return page


@pytest.mark.parametrize("seed", range(12))
def test_what_the_form_takes_the_worker_opens(visitor: Visitor, seed: int) -> None:
    an_office()
    intake_keys.publish()
    chance = random.Random(seed)  # noqa: S311 - the same cases each time
    shown = [through(visitor, answers(chance), chance) for _ in range(4)]
    sent = sum(bool(page.code) for page in shown)
    assert sent >= 2
    assert takeover.take_over() == sent and takeover.set_aside_count() == 0
    assert Complaint.objects.count() == sent
    for page in shown:
        if page.code:
            found = visitor.look_up(page.code)
            assert found.status == 200
