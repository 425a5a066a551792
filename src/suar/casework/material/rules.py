"""In which order the steps come, what must be done before another, when an arrival is over. No database, no clock."""

from __future__ import annotations

import re
from collections.abc import Collection

from django.utils.translation import gettext

from suar.casework.dignity import blaming_words
from suar.casework.material.models import Step
from suar.registry.agencies import helplines

ORDER: tuple[Step, ...] = tuple(Step)
# Only what tells whom to ask: a step that depends on another would be written down before anybody was called.
BEFORE: dict[Step, Step] = {Step.INSTRUCTION: Step.CALL, Step.RECEIPT: Step.CALL}
NEEDED = frozenset(ORDER) - {Step.DEBRIEF}
PATH_LONGEST = 300  # characters: an account and a message fit; a description of what is seen does not
EMERGENCY = helplines.numbers()["police_number"]

# What stands between quotation marks is a name as it is written there: of an account, a group, a message.
QUOTED = re.compile(r"[\"“”][^\"“”]*[\"“”]")


def number_of(step: str) -> int:
    """From 1."""
    return ORDER.index(Step(step)) + 1


def next_step(done: Collection[str]) -> Step | None:
    """The first that is not done; nothing when all are."""
    return next((step for step in ORDER if step not in done), None)


def left(done: Collection[str]) -> list[Step]:
    """Without which nobody closes it. A talk is offered, never owed."""
    return [step for step in ORDER if step in NEEDED and step not in done]


def comes_too_early(step: Step, done: Collection[str]) -> Step | None:
    """What must be done first; None where it may be done now."""
    before = BEFORE.get(step)
    return before if before and before not in done else None


def blaming(text: str) -> list[str]:
    """Words that blame a child, but for names between quotation marks: the way to it may be called so."""
    return blaming_words(QUOTED.sub(" ", text))


def refusal_of_words(word: str) -> str:
    """What to write instead."""
    return gettext(
        "Jangan tulis “%(word)s” tentang anak. Tulis letaknya saja; nama akun atau grup yang memang berbunyi begitu "
        "ditulis di antara tanda petik."
    ) % {"word": word}


def defanged(text: str) -> str:
    """An address that no screen or paper makes a link of by itself: `contoh[.]id`, `https[:]//contoh[.]id`. An hour is
    none: `09.10` stays."""
    return re.sub(r"(?<=\w)\.(?=[^\W\d_])", "[.]", text.replace("://", "[:]//"))
