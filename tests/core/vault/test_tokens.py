"""Names and numbers found by keyed tokens: in every spelling, and not under another's name."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import connections
from django.utils import timezone

from suar.core.vault import keys, sounds, tokens
from suar.core.vault.models import SearchSubject, SearchToken

pytestmark = pytest.mark.django_db
VARIANTS = Path(__file__).parent / "data" / "name_variants.csv"


def named(*names: str, numbers: tuple[str, ...] = ()) -> UUID:
    subject = uuid4()
    tokens.index(subject, names=names, numbers=numbers)
    return subject


def variants(expected: str) -> list[tuple[str, str]]:
    with VARIANTS.open(encoding="utf-8", newline="") as file:
        return [(row["name_a"], row["name_b"]) for row in csv.DictReader(file) if row["expected"] == expected]


def test_nearly_every_known_spelling_of_a_name_finds_the_child() -> None:
    same = variants("same")
    children: dict[str, UUID] = defaultdict(uuid4)
    everyone = {name for expected in ("same", "possible", "different") for pair in variants(expected) for name in pair}
    tokens.index_many([(children[name], [name], []) for name in sorted(everyone)])
    missed = [pair for pair in same if children[pair[0]] not in tokens.find_alike(pair[1], limit=20)]
    backwards = [pair for pair in same if children[pair[1]] not in tokens.find_alike(pair[0], limit=20)]
    assert 1 - len(missed) / len(same) >= 0.95, missed
    assert 1 - len(backwards) / len(same) >= 0.95, backwards


def test_of_two_different_names_the_written_one_comes_first() -> None:
    for first, second in variants("different"):
        one, other = named(first), named(second)
        assert tokens.find_alike(first)[0] == one, first
        assert tokens.find_alike(second)[0] == other, second
        tokens.forget(one)
        tokens.forget(other)


def test_an_exact_word_finds_its_child_and_not_one_that_only_sounds_alike() -> None:
    rizky = named("Muhammad Rizky Pratama")
    risky = named("Risky Pratama")
    assert tokens.find_exact("rizky") == [rizky]
    assert tokens.find_exact("Pratama Rizky") == [rizky]
    assert tokens.find_alike("Rizky Pratama") == [rizky, risky]


def test_a_beginning_of_four_letters_finds_and_of_three_does_not() -> None:
    child = named("Wulandari Saputri")
    assert tokens.find_prefix("wula") == [child]
    assert tokens.find_prefix("saputri wulandar") == [child]
    assert tokens.find_prefix("wul") == []


def test_numbers_are_found_however_they_are_written() -> None:
    child = named("Bulan", numbers=("6171 0141 0512 0000", "+62 800-1234-567"))
    assert tokens.find_number("6171014105120000") == [child]
    assert tokens.find_number("0800 1234 567") == [child]
    assert [found.subject for found in tokens.find("62800-1234567")] == [child]
    assert tokens.find_number("0800") == []


def test_a_word_is_not_found_as_a_number_nor_the_other_way() -> None:
    named("080012345")
    assert tokens.find_number("080012345") == []


def test_indexing_again_replaces_what_was_findable() -> None:
    child = named("Melati")
    tokens.index(child, names=["Kenanga"])
    assert tokens.find_exact("Melati") == []
    assert tokens.find_exact("Kenanga") == [child]
    assert SearchSubject.objects.count() == 1


def test_forgetting_leaves_no_token() -> None:
    child = named("Melati Sukma", numbers=("0800111222",))
    tokens.forget(child)
    assert not SearchToken.objects.exists()
    assert not SearchSubject.objects.exists()


def test_an_erased_subject_cannot_be_indexed_again() -> None:
    child = named("Melati")
    keys.destroy(child, at=timezone.now(), unreadable_from=date(2026, 12, 24))
    assert tokens.find_exact("Melati") == []
    tokens.index(child, names=["Melati"])
    assert tokens.find_exact("Melati") == []
    assert not SearchToken.objects.exists()


def test_reindexing_rebuilds_from_the_sources_and_drops_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    kept, stray = uuid4(), named("Stray")
    monkeypatch.setattr(tokens, "_sources", [])
    tokens.register_source(lambda: [(kept, ["Anggrek"], ["0800999888"])])
    seen: list[int] = []
    assert tokens.reindex(seen.append) == 1
    assert seen == [1]
    assert tokens.find_exact("Anggrek") == [kept]
    assert tokens.find_exact("Stray") == []
    assert stray not in set(SearchSubject.objects.values_list("subject", flat=True))


def test_the_store_holds_no_letter_of_a_name() -> None:
    named("Zzyzxmarker")
    with connections["keys"].cursor() as cursor:
        cursor.execute("SELECT token, no FROM vault_searchtoken")
        assert all(isinstance(value, int) for row in cursor.fetchall() for value in row)
    assert b"zzyzx" not in b"".join(bytes(row.tokens) for row in SearchSubject.objects.all())


def test_a_title_or_a_common_name_is_not_needed() -> None:
    child = named("H. Gusti Muhammad Fadli")
    assert tokens.find_alike("M. Fadli") == [child]
    assert tokens.find_alike("Haji Fadli") == [child]


def test_a_name_of_titles_alone_is_still_found() -> None:
    child = named("Syarif")
    assert child in tokens.find_alike("Sarif")
    assert child in tokens.find_exact("Syarif")


@pytest.mark.parametrize("text", ["", " ", "…", "' '", "🙂", "\u202e", "a" * 5000, "- - -", "x' OR 1=1 --"])
def test_odd_input_finds_nobody_and_breaks_nothing(text: str) -> None:
    named("Bulan")
    assert tokens.find(text) == []


def test_a_child_with_all_the_words_comes_before_one_with_some() -> None:
    some = named("Fatimah")
    full = named("Fatimah Usman")
    assert tokens.find_alike("Fatimah binti Usman")[0] == full
    assert some in tokens.find_alike("Patimah Osman Karim", limit=20) or some in tokens.find_alike(
        "Fatimah binti Idris"
    )


def test_sounds_are_pure_and_bounded() -> None:
    for name in ("Tjhjkhchzvxcq" * 10, "zzzz", "1lham", "0ki"):
        for word in sounds.words(name):
            assert 1 <= len(sounds.skeletons(word.text)) <= 50


def test_among_namesakes_who_has_the_number_comes_first() -> None:
    days = [f"00002012030{n}" for n in range(5)] + ["000020110309"]
    *_others, wanted = [named("Melati Contoh", numbers=(day,)) for day in days]
    assert tokens.find_alike("Melaty Contoh", limit=1, numbers=["000020110309"]) == [wanted]
    other = named("Bunga Misal", numbers=("000020110309",))  # the number without a word of the name is nobody so called
    assert other not in tokens.find_alike("Melaty Contoh", numbers=["000020110309"])
    assert tokens.find_alike("", numbers=["000020110309"]) == []
