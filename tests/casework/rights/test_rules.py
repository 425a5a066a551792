"""Whether a request may be granted: every reason against it, and that what is not known counts as danger."""

from __future__ import annotations

from dataclasses import replace

import pytest

from suar.casework.rights import rules
from suar.casework.rights.rules import Asked

PARENT = Asked("access", "parent", "seen", "shown", "no", "agrees", safe=True, age=14)
CHILD = Asked("access", "child", "known", "not_needed", "no", "agrees", safe=False, age=14)


def test_a_parent_who_showed_who_they_are_and_whose_child_agrees_may_have_it() -> None:
    assert rules.hindrances(PARENT) == []


def test_a_child_may_have_its_own_wherever_it_is_tonight() -> None:
    assert rules.hindrances(CHILD) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"implicated": "yes"}, "diduga terlibat"),
        ({"implicated": "unknown"}, "Belum diperiksa"),
        ({"identity": "not_shown"}, "Jati diri"),
        ({"custody": "not_shown"}, "Hak atas anak"),
        ({"custody": "disputed"}, "Hak atas anak"),
        ({"relation": "other"}, "Hanya anak, orang tua, wali"),
        ({"wish": "refuses"}, "Anak tidak mau"),
        ({"wish": "not_asked"}, "belum ditanyakan"),
        ({"wish": "too_young"}, "dapat ditanyai"),
        ({"wish": "too_young", "age": None}, "dapat ditanyai"),
        ({"safe": False}, "belum tercatat aman"),
    ],
)
def test_each_reason_against_it_is_said_alone(change: dict[str, object], words: str) -> None:
    said = rules.hindrances(replace(PARENT, **change))  # type: ignore[arg-type]  # by the names of its own fields
    assert len(said) == 1
    assert words in said[0]


def test_nothing_known_is_every_reason_against_it() -> None:
    assert len(rules.hindrances(Asked("access", "parent"))) == 5


@pytest.mark.parametrize("change", [{"implicated": "yes"}, {"implicated": "unknown"}, {"identity": "not_shown"}])
def test_who_says_to_be_the_child_is_looked_at_too(change: dict[str, str]) -> None:
    assert len(rules.hindrances(replace(CHILD, **change))) == 1  # type: ignore[arg-type]  # by the names of its own fields


def test_a_small_child_is_not_asked() -> None:
    assert rules.hindrances(replace(PARENT, wish="too_young", age=rules.child_asked_from() - 1)) == []
    assert rules.hindrances(replace(PARENT, wish="too_young", age=rules.child_asked_from())) != []


def test_what_is_kept_from_a_person_of_this_name_stops_whoever_is_not_the_child() -> None:
    assert any("ditahan" in words for words in rules.hindrances(replace(PARENT, kept_from=True)))
    own = replace(PARENT, relation="child", custody="not_needed", kept_from=True)
    assert rules.hindrances(own) == []


def test_a_correction_waits_for_no_safe_place() -> None:
    assert rules.hindrances(replace(PARENT, kind="correction", safe=False)) == []


@pytest.mark.parametrize(
    ("kind", "outcome", "chosen", "read", "right"),
    [
        ("access", "grant", ["identity"], False, True),
        ("access", "grant", [], True, False),
        ("access", "grant", ["everything"], True, False),
        ("access", "grant", ["notes"], False, False),
        ("access", "grant", ["notes"], True, True),
        ("access", "refuse", [], False, True),
        ("access", "refuse", ["identity"], False, False),
        ("correction", "grant", [], False, True),
        ("correction", "grant", ["identity"], False, False),
    ],
)
def test_parts_are_chosen_where_access_is_granted_and_read_through(
    kind: str, outcome: str, chosen: list[str], read: bool, right: bool
) -> None:
    assert (rules.missing_sections(kind, outcome, chosen, read) == "") is right


def test_every_ground_names_its_basis_and_how_sure_it_is() -> None:
    assert {one.certainty.value for one in rules.grounds().values()} == {"sourced", "house", "verify"}
    assert all(one.basis for one in rules.grounds().values())


def test_a_refusal_that_would_tell_of_a_file_is_silent() -> None:
    assert rules.is_silent(["others", "endangers"])
    assert not rules.is_silent(["correct"])
