"""The order of the screens: seven questions and the review, whoever asks. Pure: the answers so far decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from suar.casework.intake import answers as codes
from suar.casework.intake import forms

REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Step:
    """One screen: its key, its form, the answers it holds."""

    key: str
    form: type[forms.StepForm]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.form.base_fields)


SAFE = Step("safe", forms.SafeForm)
ABOUT = Step("about", forms.AboutForm)
FRIEND = Step("friend", forms.FriendForm)
WORRY = Step("worry", forms.WorryForm)
WHERE = Step("where", forms.WhereForm)
NEED = Step("need", forms.NeedForm)
CONTACT = Step("contact", forms.ContactForm)
STORY = Step("story", forms.StoryForm)
FIRST = SAFE
ALL = {step.key: step for step in (SAFE, ABOUT, FRIEND, WORRY, WHERE, NEED, CONTACT, STORY)}


def path(answers: Mapping[str, Any]) -> tuple[Step, ...]:
    """Seven questions. A friend is asked whether she knows instead of what she needs: that she will say herself."""
    if codes.is_friend(answers):
        return (SAFE, ABOUT, FRIEND, WORRY, WHERE, CONTACT, STORY)
    return (SAFE, ABOUT, WORRY, WHERE, NEED, CONTACT, STORY)


def number(key: str, answers: Mapping[str, Any]) -> int:
    """1 to 7. A screen that this path does not have counts as the one it is left for."""
    keys = [step.key for step in path(answers)]
    return keys.index(key) + 1 if key in keys else keys.index(ABOUT.key) + 1


def after(key: str, answers: Mapping[str, Any]) -> str:
    """The next screen; the review after the last question."""
    keys = [step.key for step in path(answers)]
    place = number(key, answers)
    return keys[place] if place < len(keys) else REVIEW


def before(key: str, answers: Mapping[str, Any]) -> str:
    """The screen before; empty at the first, where *back* is the front page."""
    keys = [step.key for step in path(answers)]
    if key == REVIEW:
        return keys[-1]
    place = number(key, answers) - 1
    return keys[place - 1] if place > 0 else ""


def asked(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that belong to this path: those of a screen it no longer has are not sent."""
    names = {name for step in path(answers) for name in step.names}
    kept = {name: value for name, value in answers.items() if name in names}
    if not codes.is_adult(kept):
        kept.pop("place", None)
    if kept.get("contact") != codes.PHONE:
        for name in forms.ContactForm.folded:
            kept.pop(name, None)
    return kept
