"""The part of a screen that asks. A question that nobody has answered yet says nothing of anybody: it is drawn once for
all who are asked alike, and a phone at night waits for less."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from suar.casework.intake import answers as codes
from suar.casework.intake import steps
from suar.casework.intake.forms import StepForm
from suar.casework.intake.steps import Step
from suar.registry.agencies import helplines


def question(step: Step, answers: Mapping[str, Any], form: StepForm | None = None) -> SafeString:
    """`form` as it was sent, where something in it does not fit."""
    if form is None and answers.keys().isdisjoint(step.names):
        return _untouched(get_language(), step.key, tuple(spoken_to(answers).items()))
    return _drawn(step, answers, form or step.form(given=answers))


def spoken_to(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Of the answers, what the words of other questions depend on: about whom, in danger now, in despair."""
    kept: dict[str, Any] = {"about": answers["about"]} if "about" in answers else {}
    kept |= {"safe": codes.NOW} if codes.in_danger_now(answers) else {}
    kept |= {"worry": (codes.DESPAIR,)} if codes.in_despair(answers) else {}
    return kept


@lru_cache(maxsize=512)
def _untouched(language: str | None, key: str, answers: tuple[tuple[str, Any], ...]) -> SafeString:
    """`language` is the one that is active; it stands here to tell the pages apart."""
    step, given = steps.ALL[key], dict(answers)
    return _drawn(step, given, step.form(given=given))


def _drawn(step: Step, answers: Mapping[str, Any], form: StepForm) -> SafeString:
    shown = [bound for bound in form if bound.name not in form.folded]
    context = {
        "form": form,
        "question": shown[0],
        "rest": shown[1:],
        "folded": [bound for bound in form if bound.name in form.folded],
        "unfolded": any(form.errors.get(name) or form[name].value() for name in form.folded),
        "number": steps.number(step.key, answers),
        "total": len(steps.path(answers)),
        "step": step.key,
        "first": step is steps.FIRST,
        "in_danger": codes.in_danger_now(answers) and step is not steps.FIRST,
        "despair": codes.in_despair(answers) and step is steps.WHERE,
        "adult": codes.is_adult(answers),
        "friend": codes.is_friend(answers),
    }
    # Drawn without a request, so no context processor gives it the telephone numbers.
    return render_to_string("intake/parts/question.html", context | helplines.numbers())
