"""What speaks for a complaint or message in quarantine: read by the worker alone, in memory, once. Pure.

A machine that means harm can write anything; so weights only decide who is let through first, a few an hour, and
nothing is ever thrown away for its weight (docs/decisions/0030-a-flood-is-set-apart-sealed.md)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from suar.casework.intake import answers as codes
from suar.casework.intake.models import Filing

ENOUGH = 3
UNHURRIED = timedelta(seconds=45)
WORDS = 4  # different ones that make a story
MANY = 2  # the same words so often in one look are a machine's


def weight(body: Mapping[str, Any], doubt: str, *, alike: int, known: bool = False) -> int:
    """The more, the likelier that somebody waits for us. `alike`: how many of this look tell the same story, or came
    under the same receipt. `known`: somebody here has read its complaint, or somebody came back to its receipt."""
    answers = body.get("answers")
    given: Mapping[str, Any] = answers if isinstance(answers, Mapping) else {}
    told = len(set(story_of(body).split())) >= WORDS
    points = 2 * codes.in_danger_now(given) + 2 * told + (_took(body) >= UNHURRIED) + bool(given.get("phone")) + known
    return points - 2 * (alike > MANY) - 2 * (doubt == Filing.Doubt.TRAP)


def story_of(body: Mapping[str, Any]) -> str:
    """The story, or the words of a message, in small letters, spaces evened out; empty where there is none."""
    answers = body.get("answers")
    story = answers.get("story") if isinstance(answers, Mapping) else body.get("text")
    return " ".join(story.lower().split()) if isinstance(story, str) else ""


def _took(body: Mapping[str, Any]) -> timedelta:
    """How long it was filled in; the start stands in the sealed form and cannot be chosen by who fills it."""
    try:
        return datetime.fromisoformat(str(body["filed_at"])) - datetime.fromisoformat(str(body["started_at"]))
    except (KeyError, ValueError, TypeError):
        return timedelta()
