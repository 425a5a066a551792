"""Rules made in one line, and moments written as a lawyer writes them."""

from __future__ import annotations

from datetime import date, datetime

from suar.core.clocks.engine import WIB, Certainty, Limit, Pause, Rule, Unit


def limit_of(text: str) -> Limit:
    """14 working_days, or a unit alone."""
    *amount, unit = text.split()
    return Limit(int(amount[0]) if amount else None, Unit(unit))


def make_rule(
    limit: str,
    extension: str | None = None,
    *,
    id: str = "test.rule",
    effective_from: date = date(2000, 1, 1),
    effective_to: date | None = None,
    certainty: Certainty = Certainty.SOURCED,
    counts_back: bool = False,
    inclusive: bool = False,
    month_days: int | None = None,
) -> Rule:
    """A rule in force since 2000 unless said otherwise."""
    return Rule(
        id=id,
        starts_on="something_happened",
        limit=limit_of(limit),
        extension=limit_of(extension) if extension else None,
        actor="somebody",
        basis="a text",
        effective_from=effective_from,
        effective_to=effective_to,
        certainty=certainty,
        counts_back=counts_back,
        inclusive=inclusive,
        month_days=month_days,
        house=certainty is Certainty.HOUSE,
    )


def at(text: str) -> datetime:
    """A moment in Pontianak, unless it names its own zone."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=WIB)


def pauses(*spans: str) -> tuple[Pause, ...]:
    """Each pause as two moments with a slash between them."""
    ends = [span.split(" / ") for span in spans]
    return tuple((at(begins), at(until)) for begins, until in ends)
