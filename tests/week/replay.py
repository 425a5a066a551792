"""The week is lived once through: each line at its moment, the worker after each, the power gone in between."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

import pytest
from django.utils import timezone

from suar.casework.complaints import intake_keys, publishing, takeover
from suar.casework.contacts import actions as contacts
from suar.casework.contacts.models import Draft
from suar.config.demo.clock import at
from suar.config.tick import tick
from suar.core.errors import DomainError
from suar.core.ledger.actions import sequence_all
from tests import power
from tests.week import doing, script
from tests.week.arriving import arrives
from tests.week.house import House, found
from tests.week.script import DARK, DAYS, moment

type Event = tuple[datetime, int, str, Callable[[House], None]]


def replay() -> House:
    """From Monday to Sunday night. Nobody writes while the power is out: the script itself is refused if it says so."""
    house = found()
    for when, _order, name, happens in sorted(events(), key=lambda one: one[:2]):
        assert not DARK[0] < when < DARK[1], f"{name}: the power is out"
        with at(when):
            try:
                happens(house)
            except Exception as fault:
                fault.add_note(f"{when:%a %H:%M} {name}")
                raise
            work()
    return house


def events() -> list[Event]:
    """Of one minute in the order of the script; the worker's own hours come first, contacts before what is done."""
    found: list[Event] = [(moment(f"{day} 00:01"), 0, "morning", wakes) for day in DAYS]
    found += [(moment(f"{day} {hour}"), 0, "tick", ticks) for day in DAYS for hour in ("06:00", "20:00")]
    found += [(DARK[0], 0, "power cut", power_goes), (DARK[1], 0, "power back", ticks), (script.END, 0, "end", ticks)]
    for n, row in enumerate(script.contacts()):
        found += [(moment(when), 100 + n, row["k"], partial(part, row=row)) for when, part in arrives(row)]
    for n, act in enumerate(script.acts()):
        found.append((moment(act["at"]), 1000 + n, f"{act['do']} {act.get('of', '')}", partial(done, act=act)))
    return found


def done(house: House, act: doing.Act) -> None:
    """An act, of each that it names. One that the program must not do is refused and changes nothing."""
    for code in script.each(act["of"]) if "of" in act else [""]:
        by = house.who(act["by"]) if "by" in act else None
        if not act.get("refused"):
            doing.VERBS[act["do"]](house, by, code, act)
        else:
            with pytest.raises(DomainError):
                doing.VERBS[act["do"]](house, by, code, act)


def work() -> None:
    """What the worker does every second."""
    takeover.take_over()
    takeover.deliver_replies()
    takeover.publish_steps()
    takeover.collect_read_marks()
    sequence_all()


def wakes(house: House) -> None:
    intake_keys.publish()


def ticks(house: House) -> None:
    """What it does every minute; and at its hours the head is published."""
    tick()
    sequence_all()
    publishing.publish(timezone.now())


def power_goes(house: House) -> None:
    """In the middle of a save: what was saved before is there, what was being written is not. The processes are gone
    with all they held in memory."""
    by, draft = house.who("aduan"), Draft.objects.get()
    form = {"form": {"story": "Ini tidak sampai ke disk"}}
    with power.Cut(1) as cut:
        contacts.save_draft(draft=draft, by=by, body=form, seen=(draft.version, ""))
    assert cut.fell and cut.place == "before default: UPDATE contacts_draft"
    power.forget()
