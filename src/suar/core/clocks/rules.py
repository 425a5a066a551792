"""What a dated rule is, and the book that holds all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from suar.core.clocks.counting import AtOnce, Count, Detention, Elapsed, FixedDate, Months, SameDay, WorkingDays
from suar.core.clocks.errors import InvalidRule, RuleNotInForce, UnknownRule


class Unit(StrEnum):
    """In what a limit is counted."""

    HOURS = "hours"
    CALENDAR_DAYS = "calendar_days"
    WORKING_DAYS = "working_days"
    DAYS_UNSPECIFIED = "days_unspecified"
    """The law says only *hari*: counted as calendar days, and the doubt shown."""
    MONTHS = "months"
    YEARS = "years"
    IMMEDIATELY = "immediately"
    SAME_DAY = "same_day"
    """By the end of the event's own day. House rules only."""
    DATE = "date"
    """A fixed date, held in `effective_to`."""


DAY_UNITS = frozenset({Unit.CALENDAR_DAYS, Unit.DAYS_UNSPECIFIED})
WITHOUT_AMOUNT = frozenset({Unit.IMMEDIATELY, Unit.SAME_DAY, Unit.DATE})


class Certainty(StrEnum):
    """How far a rule may be relied on."""

    SOURCED = "sourced"
    """A text or publication that gives the number was seen."""
    VERIFY = "verify"
    """The text was not seen: shown with its doubt; makes no letter and no score."""
    HOUSE = "house"
    """The office's own rule, no law."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A length of time: `amount` of `unit`; no amount where the unit needs none."""

    amount: int | None
    unit: Unit

    def __str__(self) -> str:
        return self.unit.value if self.amount is None else f"{self.amount} {self.unit.value}"


@dataclass(frozen=True, slots=True)
class Rule:
    """One time limit: what starts it, how long it is, who owes it, on what basis, from when to when.

    The date whose law applies is between `effective_from` and `effective_to` (both included; None: until now). It is
    the day of the event unless a person says otherwise: where a law goes on for what began under it, the date is that
    of the beginning. (UU 20/2025 art. 361: investigations begun before 2 January 2026 end under UU 8/1981.)
    For unit `date` the limit is `effective_to` itself.

    `counts_back`: the act is due that long before the event. `inclusive`: the first day counts (detention).
    `month_days`: a month is this many days of 24 hours; None: a calendar month."""

    id: str
    starts_on: str
    limit: Limit
    extension: Limit | None
    actor: str
    basis: str
    effective_from: date
    effective_to: date | None
    certainty: Certainty
    note: str = ""
    counts_back: bool = False
    inclusive: bool = False
    month_days: int | None = None
    house: bool = False
    counts: tuple[Count, ...] = field(init=False, repr=False, compare=False)
    """How the limit is counted. Empty for a fixed date that is not known yet."""
    extended_counts: tuple[Count, ...] = field(init=False, repr=False, compare=False)
    """How it is counted with the extension; the same as `counts` where the rule knows none."""

    def __post_init__(self) -> None:
        for wrong, reason in _contradictions(self):
            if wrong:
                raise InvalidRule(f"rule {self.id!r}: {reason}")
        object.__setattr__(self, "counts", self._counted((self.limit,)))
        object.__setattr__(self, "extended_counts", self._counted(self._with_extension()))

    def in_force(self, on: date) -> bool:
        """Whether the rule applies on the date."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)

    @property
    def in_working_days(self) -> bool:
        """Whether days off make a difference to it."""
        return Unit.WORKING_DAYS in (self.limit.unit, self.extension.unit if self.extension else None)

    def _with_extension(self) -> tuple[Limit, ...]:
        """Limit and extension: one length where they have the same unit, else one after the other."""
        extension = self.extension
        if extension is None:
            return (self.limit,)
        if extension.unit is self.limit.unit:
            return (Limit((self.limit.amount or 0) + (extension.amount or 0), extension.unit),)
        return (self.limit, extension)

    def _counted(self, limits: tuple[Limit, ...]) -> tuple[Count, ...]:
        if self.limit.unit is Unit.DATE and self.effective_to is None:
            return ()
        return tuple(self._count(limit.amount or 0, limit.unit) for limit in limits)

    def _count(self, amount: int, unit: Unit) -> Count:
        match unit:
            case Unit.HOURS:
                return Elapsed(timedelta(hours=amount))
            case Unit.CALENDAR_DAYS | Unit.DAYS_UNSPECIFIED:
                return Detention(amount) if self.inclusive else Elapsed(timedelta(days=amount))
            case Unit.WORKING_DAYS:
                return WorkingDays(amount)
            case Unit.MONTHS:
                return Elapsed(timedelta(days=amount * self.month_days)) if self.month_days else Months(amount)
            case Unit.YEARS:
                return Months(12 * amount)
            case Unit.IMMEDIATELY:
                return AtOnce()
            case Unit.SAME_DAY:
                return SameDay()
            case Unit.DATE:
                return FixedDate(self.effective_to or self.effective_from)


def _contradictions(rule: Rule) -> Iterator[tuple[bool, str]]:
    limits = [rule.limit] if rule.extension is None else [rule.limit, rule.extension]
    units = {limit.unit for limit in limits}
    for limit in limits:
        without = limit.unit in WITHOUT_AMOUNT
        yield without and limit.amount is not None, f"{limit.unit} takes no amount"
        yield not without and (limit.amount is None or limit.amount < 1), f"{limit.unit} needs an amount of 1 or more"
    yield rule.extension is not None and bool(units & WITHOUT_AMOUNT), "an extension needs limits with amounts"
    yield (
        rule.effective_to is not None and rule.effective_to < rule.effective_from,
        "effective_to before effective_from",
    )
    yield rule.inclusive and not units <= DAY_UNITS, "only days can be counted inclusively"
    yield rule.inclusive and len(units) > 1, "an inclusive limit and its extension need one unit"
    yield rule.inclusive and rule.counts_back, "inclusive and counts_back exclude each other"
    yield rule.counts_back and bool(units & WITHOUT_AMOUNT), f"{rule.limit.unit} cannot count back"
    yield rule.month_days is not None and Unit.MONTHS not in units, "month_days without a limit in months"
    yield rule.month_days is not None and rule.month_days < 1, "month_days must be 1 or more"
    yield rule.house is not (rule.certainty is Certainty.HOUSE), "house and certainty `house` go together"


class Rulebook:
    """All rules, by id; an id may have several versions whose dates do not overlap."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        versions: dict[str, list[Rule]] = {}
        for rule in rules:
            versions.setdefault(rule.id, []).append(rule)
        for rule_id, known in versions.items():
            known.sort(key=lambda rule: rule.effective_from)
            for former, latter in zip(known, known[1:], strict=False):
                if former.effective_to is None or latter.effective_from <= former.effective_to:
                    raise InvalidRule(f"rule {rule_id!r}: versions overlap on {latter.effective_from}")
        self._versions = {rule_id: tuple(known) for rule_id, known in sorted(versions.items())}

    def __contains__(self, rule_id: str) -> bool:
        return rule_id in self._versions

    def __len__(self) -> int:
        return len(self._versions)

    def get(self, rule_id: str, *, on: date) -> Rule:
        """The version in force on the date. Raises UnknownRule, RuleNotInForce."""
        for rule in self.versions(rule_id):
            if rule.in_force(on):
                return rule
        raise RuleNotInForce(rule_id, on, [(rule.effective_from, rule.effective_to) for rule in self.versions(rule_id)])

    def versions(self, rule_id: str) -> tuple[Rule, ...]:
        """Every version of the rule, oldest first. Raises UnknownRule."""
        try:
            return self._versions[rule_id]
        except KeyError:
            raise UnknownRule(rule_id) from None

    def all(self) -> tuple[Rule, ...]:
        """Every version of every rule, by id, oldest first."""
        return tuple(rule for known in self._versions.values() for rule in known)

    def matching(self, text: str) -> tuple[Rule, ...]:
        """The rules in whose id, event, actor, basis or note the text occurs, whatever its case."""
        wanted = text.casefold()
        return tuple(
            rule
            for rule in self.all()
            if any(wanted in part.casefold() for part in (rule.id, rule.starts_on, rule.actor, rule.basis, rule.note))
        )
