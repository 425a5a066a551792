"""A question that nobody has answered yet is drawn once for all who are asked alike: the same, to the byte, as if it
were drawn for this person alone."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from django.utils import translation

from suar.casework.intake import answers as codes
from suar.casework.intake import asking, steps
from suar.casework.intake.asking import question

pytestmark = pytest.mark.urls("suar.config.urls.public")

# What may have been answered before, typed words too: of these none may stand on another question's page.
BEFORE: dict[str, tuple[Any, ...]] = {
    "safe": (None, *codes.SAFE),
    "about": (None, *codes.ABOUT),
    "worry": (None, [codes.DESPAIR], [code for code in codes.WORRY if code != codes.DESPAIR][:2]),
}
TYPED = {"region": "61.71", "place": "Penginapan Zirkonia", "name": "Zirkonia", "phone": "0800", "story": "Zirkonia."}


def told() -> list[dict[str, Any]]:
    chosen = [dict(zip(BEFORE, values, strict=True)) for values in product(*BEFORE.values())]
    return [TYPED | {name: value for name, value in one.items() if value is not None} for one in chosen]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("step", steps.ALL.values(), ids=steps.ALL.keys())
def test_a_question_drawn_once_for_all_is_the_one_drawn_for_this_person(step: steps.Step, language: str) -> None:
    asking._untouched.cache_clear()
    drawn = set()
    with translation.override(language):
        for answers in told():
            others = {name: value for name, value in answers.items() if name not in step.names}
            page = question(step, others)
            assert page == asking._drawn(step, others, step.form(given=others))
            assert "Zirkonia" not in page and "0800" not in page
            drawn.add(page)
    kept = asking._untouched.cache_info()
    assert len(drawn) <= kept.misses < kept.hits


def test_what_somebody_answered_is_never_kept_for_another() -> None:
    asking._untouched.cache_clear()
    for key, answers in {"story": TYPED, "safe": {"safe": codes.NOW}, "about": {"about": codes.FRIEND}}.items():
        step = steps.ALL[key]
        assert question(step, answers) != question(step, {})
        form = step.form(given={}, data={})
        assert question(step, {}, form) == asking._drawn(step, {}, form)
    assert asking._untouched.cache_info().misses == 3, "only the three that nobody had answered"


def test_of_other_answers_only_what_words_depend_on_is_kept() -> None:
    answers = TYPED | {"safe": codes.NOW, "about": codes.FRIEND, "worry": [codes.DESPAIR, "threat"]}
    assert asking.spoken_to(answers) == {"about": codes.FRIEND, "safe": codes.NOW, "worry": (codes.DESPAIR,)}
    assert asking.spoken_to(TYPED | {"safe": "yes", "worry": ["threat"]}) == {}
