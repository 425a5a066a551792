"""One JSON line that asks for a due moment, and the line that answers it.

Asked:    {"rule", "event_at", "pauses": [[from, to]], "extended": bool, "on": date}; the last three may be left out.
Answered: {"rule", "due_at", "unit", "basis", "certainty", "counts_back"}, or {"error", "line", "rule"}.

Moments are ISO 8601 in any zone; one without a zone is taken as Asia/Pontianak, a bare date as its 00:00 there. `on` is
the date whose law applies: the event's own day in Asia/Pontianak if left out."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any, Self

from suar.core.clocks.calendars import WIB, Calendar
from suar.core.clocks.engine import due
from suar.core.clocks.errors import ClockError, InvalidQuestion
from suar.core.clocks.pauses import Pause
from suar.core.clocks.rules import Rulebook

Answer = dict[str, str | int | bool | None]


def answer(line: bytes, number: int, book: Rulebook, calendar: Calendar) -> Answer:
    """The answer to one line, or the error that stands in its place and names line and rule."""
    asked: str | None = None
    try:
        question = Question.of(line)
        asked = question.rule
        event_at = question.moment("event_at", question.fields.get("event_at"))
        on = question.on() or event_at.date()
        pauses, extended = question.pauses(), question.extended()
        rule = book.get(asked, on=on)
        due_at = due(rule, event_at, pauses, calendar, extended)
    except ClockError as error:
        return {"error": str(error), "line": number, "rule": asked}
    return {
        "rule": rule.id,
        "due_at": due_at.isoformat(),
        "unit": rule.limit.unit.value,
        "basis": rule.basis,
        "certainty": rule.certainty.value,
        "counts_back": rule.counts_back,
    }


class Question:
    """The fields of one line. Every reader raises InvalidQuestion for what is not what it should be."""

    def __init__(self, rule: str, fields: dict[str, Any]) -> None:
        self.rule = rule
        self.fields = fields

    @classmethod
    def of(cls, line: bytes) -> Self:
        """The line as JSON object that names a rule."""
        try:
            fields = json.loads(line.decode("utf-8-sig"))
        except (ValueError, RecursionError) as unreadable:
            raise InvalidQuestion(f"not a line of JSON: {unreadable}") from unreadable
        if not isinstance(fields, dict):
            raise InvalidQuestion("not a JSON object")
        rule = fields.get("rule")
        if not isinstance(rule, str) or not rule:
            raise InvalidQuestion("`rule` must name a rule")
        return cls(rule, fields)

    def moment(self, field: str, value: object) -> datetime:
        """An ISO 8601 moment, in +07:00."""
        if not isinstance(value, str):
            raise InvalidQuestion(f"`{field}` must be an ISO 8601 moment")
        try:
            moment = datetime.fromisoformat(value)
            return moment.replace(tzinfo=WIB) if moment.tzinfo is None else moment.astimezone(WIB)
        except (ValueError, OverflowError) as unreadable:
            raise InvalidQuestion(f"`{field}` is no ISO 8601 moment: {value!r}") from unreadable

    def pauses(self) -> tuple[Pause, ...]:
        """Pairs of moments. A pause that has not ended gives no due moment yet."""
        given = self.fields.get("pauses")
        if given is None:
            return ()
        if not isinstance(given, list) or any(not isinstance(pair, list) or len(pair) != 2 for pair in given):
            raise InvalidQuestion("`pauses` must be a list of [from, to]")
        return tuple((self.moment("pauses", begins), self.moment("pauses", ends)) for begins, ends in given)

    def extended(self) -> bool:
        """Whether the limit was extended."""
        given = self.fields.get("extended")
        if given is not None and not isinstance(given, bool):
            raise InvalidQuestion("`extended` must be true or false")
        return bool(given)

    def on(self) -> date | None:
        """The date whose law applies, if it is said."""
        given = self.fields.get("on")
        if given is None:
            return None
        try:
            return date.fromisoformat(given)
        except (TypeError, ValueError) as unreadable:
            raise InvalidQuestion(f"`on` is no date (YYYY-MM-DD): {given!r}") from unreadable
