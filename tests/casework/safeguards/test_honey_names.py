"""What an invented child is called: as the children of the office are, so that the lists printed with the program find
none of them."""

from __future__ import annotations

import pytest

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.casework.children import search
from suar.casework.children.models import Child
from suar.casework.safeguards import actions, honey, invented
from suar.registry.accounts.models import User
from tests.factories import a_case, a_child, an_officer

pytestmark = pytest.mark.django_db

GIRLS = (
    "Aminah Wulandari", "Badriah Susanti", "Citra Maharani", "Dewi Anggraini", "Endang Lestari", "Fitri Handayani",
    "Gita Permata", "Hesti Kusuma", "Intan Nuraini", "Julia Hartati", "Kartika Utami", "Laila Safitri", "Mira Yuliana",
)  # fmt: skip


@pytest.fixture
def closed(ketua: User, wakil: User) -> list[str]:
    """Girls whose files the office has closed."""
    officer = an_officer()
    for name in GIRLS:
        case = a_case(officer, a_child(officer, name=name, sex="P"))
        cases.propose_closure(case=case, reason="di_luar", note="Diteruskan kepada dinas.", by=officer)
        cases.countersign_closure(case=case, by=wakil)
    return list(GIRLS)


def name_of(case: Case) -> str:
    return str(Child.objects.get(pk=case.child_id).name)


def test_a_name_is_put_together_from_two_closed_files(closed: list[str], ketua: User) -> None:
    case = actions.plant(office=ketua.office, by=ketua)
    given, family = name_of(case).split()
    assert given in {name.split()[0] for name in closed}
    assert family in {name.split()[-1] for name in closed}
    assert name_of(case) not in closed
    assert Child.objects.get(pk=case.child_id).sex == "P"  # of boys there are too few


def test_searches_by_the_printed_lists_find_none(closed: list[str], ketua: User, wakil: User) -> None:
    baits = {actions.plant(office=ketua.office, by=ketua).child_id for _ in range(4)}
    officer = an_officer()
    printed = [*invented.FAMILY, *(name for names in invented.GIVEN.values() for name in names)]
    found = {child.pk for name in printed for child in search.search(name, user=officer)}
    assert not baits & found
    own = {child.pk for name in closed for word in name.split() for child in search.search(word, user=officer)}
    assert baits < own  # they are there to be found, beside children


def test_open_files_other_honey_files_and_other_offices_lend_no_name(closed: list[str], ketua: User) -> None:
    actions.plant(office=ketua.office, by=ketua)
    a_case(child=a_child(name="Wahyuni Terbuka", sex="P"))
    assert sorted(honey.names(ketua.office, ketua)["P"]) == sorted(closed)


def test_where_too_few_are_closed_the_printed_list_is_used(ketua: User) -> None:
    given, family = name_of(actions.plant(office=ketua.office, by=ketua)).split()
    assert family in invented.FAMILY
    assert given in {name for names in invented.GIVEN.values() for name in names}


@pytest.mark.parametrize(
    "names",
    [
        [], GIRLS[: invented.LEAST - 1], ["Aminah Wulandari"] * 20, [name.split()[0] for name in GIRLS],
        [f"{name[0]}. {name.split()[1]}" for name in GIRLS], [f"Hajah {name.split()[1]}" for name in GIRLS],
    ],
    ids=["none", "too few", "one child", "one word", "initials", "titles"],
)  # fmt: skip
def test_nothing_is_put_together_from_too_little(names: list[str]) -> None:
    assert invented.put_together(names) == ""


def test_no_child_is_named_again() -> None:
    made = {invented.put_together(GIRLS) for _ in range(300)}
    assert not made & set(GIRLS)
    assert "" not in made
    assert len(made) > 50
