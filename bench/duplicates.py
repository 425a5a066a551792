"""What the desk is offered when a child is written down a second time, among SUAR_BENCH_SCALE sealed children.

Every second file is made from a child that is there (bench/variants.py) and asked as the form of a visit asks. A twin
(the same birth date and telephone, another first name) must never be offered as the child."""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import Any

from bench import large
from bench.homes import ENGINES, Row, apart, engines, number, row, scale, the_officer
from bench.search import median
from bench.variants import RELATIONS, born_again

EACH = 100  # second files of each relation
TWINS = 100
WITH_PHONE = 0.25  # of the second files have the telephone number too
OTHERS = ("Seruni", "Kenanga", "Embun", "Guntur", "Samudra")


@dataclass(frozen=True, slots=True)
class Second:
    """A child written down again."""

    first: large.Made
    relation: str
    facts: dict[str, str]


def rows() -> list[Row]:
    found: list[Row] = []
    for engine in engines():
        with large.home(engine) as home:
            found += apart("duplicates", ENGINES[engine], home=home)
    return found


def measure(engine: str) -> list[Row]:
    import django

    django.setup()
    office, count = the_officer().office, f"{number(scale())} children{engine}"
    asked = planted()
    offered = {n: offers(office, one.facts) for n, one in enumerate(asked)}
    right = {n for n, ids in offered.items() if asked[n].first.id in ids}
    first = sum(offered[n][0] == asked[n].first.id for n in right)
    dated = [n for n, one in enumerate(asked) if one.facts["birth_date"]]
    every = sum(len(offered[n]) for n in dated)
    what = f"second files among {count}"
    found = [
        row(f"{what}: the child is offered (recall)", 100 * len(right) / len(asked), "%", "≥ 90"),
        row(f"{what}: it is offered first", 100 * first / len(asked), "%"),
        row(f"{what}: of the offered, it (precision, birth date known)", 100 * len(right & {*dated}) / every, "%"),
        row(f"{what}: p50", median([partial(offers, office, one.facts) for one in asked[::5]]), "ms", "≤ 100"),
    ]
    of_each, hits = Counter(one.relation for one in asked), Counter(asked[n].relation for n in right)
    found += [row(f"{what}: recall, {name}", 100 * hits[name] / all_, "%") for name, all_ in of_each.items()]
    wrong = sum(one.id in offers(office, facts) for one, facts in twins())
    return [*found, row(f"twins among {count}: offered as one child", wrong, "", "0")]


def offers(office: Any, facts: dict[str, Any]) -> list[Any]:
    """Whom the page would offer as the same child, likeliest first."""
    from suar.casework.children.sameness import Person
    from suar.casework.children.search import possible_duplicates

    return [one.child.id for one in possible_duplicates(office=office, person=Person(**facts)) if not one.sibling]


def planted() -> list[Second]:
    """EACH of every relation, from children that are not those of the list's pairs."""
    chance, found = random.Random(2026), []
    lowest = min(len(large.variants()), scale() // 2)
    for relation, vary in RELATIONS.items():
        made = 0
        for n in chance.sample(range(lowest, scale()), min(60 * EACH, scale() - lowest)):
            one = large.made_up(n)
            name = vary(one.name, chance)
            if name is None or made == EACH:
                continue
            phone = one.phone if chance.random() < WITH_PHONE else ""
            facts = {"name": name, "birth_date": born_again(one.birth_date, chance), "phone": phone, "sex": "P"}
            found.append(Second(one, relation, facts))
            made += 1
    return found


def twins() -> list[tuple[large.Made, dict[str, str]]]:
    from suar.casework.children.names.tables import TITLES

    chance = random.Random(39)
    some = [large.made_up(n) for n in chance.sample(range(scale()), min(TWINS, scale()))]
    some = [one for one in some if one.name.split()[0].lower() not in TITLES]  # a title is no first name
    return [
        (one, {"name": " ".join([chance.choice(OTHERS), *one.name.split()[1:]]), "birth_date": one.birth_date,
               "phone": one.phone, "sex": "P"})
        for one in some
    ]  # fmt: skip


if __name__ == "__main__":
    json.dump(measure(sys.argv[1]), sys.stdout)
