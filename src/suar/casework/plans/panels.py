"""What pages show of the texts and lines, as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from suar.casework.cases.models import Case
from suar.casework.cases.promises import AFTER_CARE, UNSAFE
from suar.casework.duties.beside import Beside
from suar.casework.duties.models import Duty
from suar.casework.plans import owed, rules, whom
from suar.casework.plans.forms import AssessmentForm
from suar.casework.plans.models import Domain, PlanItem, ServiceGiven
from suar.core.documents.indonesian import long_date
from suar.core.vault.fields import share_cipher
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, allows

NEEDS = dict(AssessmentForm.NEEDS)
HEADS = ("strengths", "safety", "wishes", "unasked", "caregiver", "alone", "sources")


def assessment_label(name: str) -> str:
    """What a field of an assessment is called."""
    part, _sep, code = name.partition("_")
    if part == "need":
        return _("Perlu: %(domain)s") % {"domain": Domain(code).label}
    if part == "words" and code:
        return _("Uraian: %(domain)s") % {"domain": Domain(code).label}
    return str(AssessmentForm.base_fields[name].label)


def assessment_shown(name: str, value: str) -> str:
    return str(NEEDS.get(value, value)) if name.startswith("need_") else value


@dataclass(frozen=True, slots=True)
class Need:
    domain: str
    answer: str
    words: str
    there: bool


def needs_of(content: Mapping[str, str]) -> list[Need]:
    """A line for each domain."""
    return [
        Need(
            str(label).capitalize(),
            assessment_shown(f"need_{code}", content.get(f"need_{code}", "")) or _("belum diisi"),
            content.get(f"words_{code}", ""),
            content.get(f"need_{code}") == rules.YES,
        )
        for code, label in Domain.choices
    ]


def told(content: Mapping[str, str]) -> list[tuple[str, str]]:
    """The long fields that say something; the child's wishes stand apart."""
    return [(assessment_label(name), content[name]) for name in HEADS if name != "wishes" and content.get(name)]


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """What differs between two assessments: label, before, after."""
    names = [*HEADS, *(f"{part}_{code}" for code in Domain.values for part in ("need", "words"))]
    return [
        (
            assessment_label(name),
            assessment_shown(name, before.get(name, "")) or "–",
            assessment_shown(name, after.get(name, "")) or "–",
        )
        for name in names
        if before.get(name, "") != after.get(name, "")
    ]


class PlanWords:
    """Labels and values of a plan's fields in words, for the page that merges."""

    def __init__(self, case: Case, *contents: Mapping[str, str]) -> None:
        keys = [item.key for content in contents for item in rules.items_of(content)]
        self.numbers = {key: n for n, key in enumerate(dict.fromkeys(keys), start=1)}
        self.owners = {value: str(label) for _group, of in whom.choices(case) for value, label in of}

    def label(self, name: str) -> str:
        part, _sep, key = name.partition("_")
        if part not in rules.PARTS:
            return _("Tujuan rencana")
        words = {
            "goal": _("Butir %(n)d: tujuan"),
            "service": _("Butir %(n)d: layanan atau tindakan"),
            "who": _("Butir %(n)d: siapa"),
            "day": _("Butir %(n)d: paling lambat"),
        }
        return words[part] % {"n": self.numbers.get(key, 0)}

    def shown(self, name: str, value: str) -> str:
        if name.startswith("who_"):
            return self.owners.get(value, value)
        return long_date(rules.ItemText("", day=value).due_on) if name.startswith("day_") and value else value

    @staticmethod
    def free(name: str) -> bool:
        return not name.startswith(("who_", "day_"))


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A line of a plan on its page: as it was written, or as it stands once it is in force."""

    goal: str
    service: str
    whose: str
    due_on: Any
    state: str = ""
    tone: str = ""
    url: str = ""
    duty_url: str = ""
    services: list[ServiceGiven] = field(default_factory=list)


TONES = {"done": "green", "not_done": "amber", "open": "teal"}


def written_lines(case: Case, content: Mapping[str, str]) -> list[ItemLine]:
    """Of a plan that is not in force yet."""
    owners = PlanWords(case).owners
    return [
        ItemLine(item.goal, item.service, owners.get(item.who, "–"), item.due_on if item.day else None)
        for item in rules.items_of(content)
    ]


def item_lines(case: Case, items: Sequence[PlanItem], *, work: bool) -> list[ItemLine]:
    """Of a plan that is or was in force, with what was given."""
    services = list(ServiceGiven.objects.filter(item__in=[item.pk for item in items]).select_related("by"))
    share_cipher(case, *items, *services)
    return [
        ItemLine(
            item.goal, item.service, item.whose, item.due_on, str(item.get_state_display()), TONES.get(item.state, ""),
            url=reverse("plans:item-note", args=[case.pk, item.pk]) if work and item.is_open else "",
            duty_url=reverse("duties:duty-detail", args=[item.duty]) if item.duty else "",
            services=[row for row in services if row.item_id == item.pk],
        )
        for item in items
    ]  # fmt: skip


def beside_duty(duty: Duty, user: User) -> list[Beside]:
    """Beside a duty of the steps: the page on which it ends."""
    if duty.kind not in {*owed.OWN, owed.PLAN, owed.SERVICE, UNSAFE, *AFTER_CARE} or duty.case_id is None:
        return []
    if not allows(user, Permission.CASE_VIEW, duty.office_id):
        return []
    if duty.kind == UNSAFE:
        words = _("Berkas %(number)s: buka lagi") % {"number": duty.reference}
        return [Beside(words, reverse("cases:case-reopen", args=[duty.case_id]), duty.started_at)]
    url = reverse("plans:step-list", args=[duty.case_id])
    return [Beside(_("Langkah berkas %(number)s") % {"number": duty.reference}, url, duty.started_at)]
