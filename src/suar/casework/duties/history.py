"""What happened to one duty, read from the ledger, with what was written at each step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from suar.casework.duties.models import Duty, DutyNote, PauseReason, PauseState
from suar.core.ledger.models import Covered
from suar.core.ledger.words import in_words
from suar.core.ui.tags.times import moment
from suar.core.vault.fields import share_cipher
from suar.registry.accounts.models import User
from suar.registry.accounts.trail import nobody_named

MOST = 100
TONES = {"duty.late": "red", "duty.escalate": "red", "duty.finish": "green", "duty.acknowledge": "green"}


@dataclass(frozen=True, slots=True)
class Line:
    """One step: when, by whom, what, and the words that were left at it."""

    at: datetime
    who: str
    what: str
    note: str
    tone: str


def history(duty: Duty) -> list[Line]:
    """The steps of a duty, newest first: two statements whatever their number."""
    actor = Concat(Value("user:"), Cast("pk", CharField()))
    named = User.objects.annotate(actor=actor).filter(actor=OuterRef("entry__actor"))
    covered = Covered.objects.filter(table=duty._meta.label_lower, row=str(duty.pk)).select_related("entry")
    steps = list(covered.annotate(who=Subquery(named.values("name")[:1])).order_by("-id")[:MOST])
    notes = {note.duty_version: note for note in duty.notes.all()}
    share_cipher(duty, *notes.values())
    return [
        Line(
            at=step.entry.at,
            who=step.who or nobody_named(step.entry.actor),
            what=capfirst(in_words(step.entry.verb)),
            note=text_of(notes.get(step.row_version)),
            tone=TONES.get(step.entry.verb, ""),
        )
        for step in steps
    ]


def text_of(note: DutyNote | None) -> str:
    return str(note.text) if note else ""


def pause_lines(duty: Duty) -> list[tuple[str, str]]:
    """The reason of each pause and who approved it, or is asked to, in the order they were written down."""
    ids = {pause["approved"] for pause in duty.pauses if pause["approved"]}
    approvers = dict(User.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}
    reasons, states = dict(PauseReason.choices), dict(PauseState.choices)

    def answered(pause: dict[str, Any]) -> str:
        name = approvers.get(pause["approved"], "")
        return f"{states[pause['state']]}: {name}" if name else ""

    return [(str(reasons[pause["reason"]]), answered(pause)) for pause in duty.pauses]


def asked_of_a_leader(duty: Duty) -> list[tuple[str, Any]]:
    """What the leader answers for whom a pause names: from when to when, why, who asks and in which words. Empty where
    none waits."""
    if duty.pause_waits_for_id is None:
        return []
    pause = duty.pauses[-1]
    begins, ends = (moment(datetime.fromisoformat(pause[end]), "short") for end in ("from", "to"))
    pairs: list[tuple[str, Any]] = [
        (_("Jam berhenti"), format_html("{} – {}", begins, ends)),
        (_("Alasan"), dict(PauseReason.choices)[pause["reason"]]),
    ]
    said = capfirst(in_words("duty.pause"))
    if step := next((step for step in history(duty) if step.what == said), None):
        pairs += [(_("Diminta oleh"), step.who), *([(_("Catatan"), step.note)] if step.note else [])]
    return pairs
