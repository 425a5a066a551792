"""When what the file is about happened, as far as anybody knows."""

from __future__ import annotations

from suar.casework.cases import ages
from suar.casework.cases.models import Case
from suar.casework.cases.perms import require_file
from suar.casework.cases.recording import recorded
from suar.casework.children.perms import must_open
from suar.core.ledger.actors import Actor


def set_event(*, case: Case, event_on: str, by: Actor) -> Case:
    """A day, a month or a year; empty where nobody knows. The age in the file is counted by it from here on."""
    require_file(case, by)
    must_open(case.child)
    event_on = ages.checked(event_on)
    with recorded("case.set_event", case, by, known=bool(event_on)) as entry:
        case.event_on = event_on
        ages.count_again(case)
        entry.change(case)
    return case
