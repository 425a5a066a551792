"""How often nobody of the house is meant and a leader is asked all the same. Rather too many than too few, but so many
that a person answers. Each bound is what was counted among a thousand files, and a little more."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from datetime import date

from suar.casework.conflicts.calling import ALONE, INITIALS
from suar.casework.conflicts.rules import BY_INITIAL, BY_OFFICE, REPORTED, Heard, People, Person, compare
from suar.casework.intake.places import districts
from suar.config.demo import cast, morning, people, stories
from suar.registry.accounts.models import Role
from suar.registry.accounts.permissions import STAFF

FILES = 1000
TODAY = date(2026, 11, 24)
TELLS = [story for listed in stories.STORIES.values() for story in listed]
BY_LITTLE = {ALONE, INITIALS, BY_INITIAL, BY_OFFICE}  # signs of less than two words

type Field = Callable[[random.Random], str]


def demo_house() -> list[Person]:
    own = [Person(role, name) for role, name in cast.PEOPLE.items() if role in STAFF | {Role.MITRA}]
    return own + [Person((role, name), name, kind, place) for role, kind, name, place in morning.TIES]


def full_house() -> list[Person]:
    """Twenty-five members and forty whom they declared. Their names are drawn from the 350 that the children have, so
    that far more people than in life bear the same."""
    chance, kinds = random.Random(36), ["spouse", "parent", "child", "sibling", "kin", "friend"]
    own = [Person(n, a_name(chance)) for n in range(25)]
    return own + [Person((n, n), a_name(chance), chance.choice(kinds), a_place(chance)) for n in range(40)]


def a_name(chance: random.Random) -> str:
    return people.child(chance, TODAY).name


def a_place(chance: random.Random) -> str:
    return districts()[people.child(chance, TODAY).district]


def nobody(_chance: random.Random) -> str:
    return ""


def one_word(chance: random.Random) -> str:
    return chance.choice(["Pak ", "Bang ", ""]) + a_name(chance).split()[0]


def initials(chance: random.Random) -> str:
    return "".join(word[0] for word in a_name(chance).split())


def a_word_and_an_initial(chance: random.Random) -> str:
    first, *rest = a_name(chance).split()
    return " ".join([f"{first[0]}.", *rest])


def a_file(chance: random.Random, reported: Field) -> Heard:
    """As the demo writes one down: an invented child and reporter, one of its sentences, a place."""
    names = {"child": a_name(chance), "reporter": a_name(chance), REPORTED: reported(chance)}
    return Heard(names, {"story": chance.choice(TELLS)}, a_place(chance))


def asked(house: list[Person], reported: Field) -> Counter[str]:
    """Of a thousand files, about how many a leader is asked (`all`), and of these for which sign."""
    chance, listed, found = random.Random(61), People(house), Counter[str]()
    for _n in range(FILES):
        signs = {one.why for one in compare(listed, a_file(chance, reported))}
        found.update(signs)
        found["all"] += bool(signs)
    return found


def test_of_the_demos_files_hardly_one_is_asked_about() -> None:
    assert asked(demo_house(), nobody)["all"] <= 1


def test_with_somebody_reported_one_in_a_hundred_of_the_demos_files_is_asked_about() -> None:
    house = demo_house()
    assert asked(house, a_name)["all"] <= 4
    assert asked(house, one_word)["all"] <= 10
    assert asked(house, initials)["all"] <= 10
    assert asked(house, a_word_and_an_initial)["all"] <= 4


def test_without_anybody_reported_less_than_two_words_are_no_sign_in_a_full_house_either() -> None:
    assert BY_LITTLE.isdisjoint(asked(full_house(), nobody))


def test_in_a_full_house_one_word_is_asked_about_as_often_as_a_member_is_called_so() -> None:
    house = full_house()
    assert asked(house, one_word)[ALONE] <= 220
    assert asked(house, initials)[INITIALS] <= 105
    assert asked(house, a_word_and_an_initial)[BY_INITIAL] <= 50
    assert asked(house, a_name)[ALONE] <= 10
