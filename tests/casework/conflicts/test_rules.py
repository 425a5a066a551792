"""Whether words may name somebody: rather too many than too few, but a common name alone is no sign."""

from __future__ import annotations

import random
import time

import pytest

from suar.casework.conflicts.rules import BY_PLACE, BY_TIE, TWO_WORDS, Heard, People, Person, compare, turn_of

PEOPLE = People(
    [
        Person("yusuf", "Muhammad Yusuf Rahman"),
        Person("maria", "Maria"),
        Person("tjhai", "Tjhai Siu Lan"),
        Person("hendrikus", "Hendrikus Bujang", near=frozenset({"uptd"})),
        Person("brother", "Zainuddin Achmad", tie="sibling", place="Sungai Raya"),
        Person("uncle", "Sabirin", tie="kin", place="Dusun Parit Baru"),
        Person("andi", "Andi Saputra"),
        Person("nuraini", "Nuraini Safitri"),
    ]
)


def who(story: str = "", **heard: str) -> dict[object, tuple[str, str]]:
    found = compare(PEOPLE, Heard(heard, {"story": story} if story else {}))
    return {one.key: (one.found, one.why) for one in found}


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ("Yang memukul saya Yusuf Rahman, petugas itu.", {"yusuf"}),
        ("Namanya M. Yusuf, rumahnya dekat pasar.", {"yusuf"}),
        ("Bapak Joesoef Rachman sering datang.", {"yusuf"}),
        ("namanya yusuf rahman dia tetangga saya", {"yusuf"}),
        ("NAMANYA YUSUF RAHMAN DAN DIA TETANGGA SAYA", {"yusuf"}),
        ("Ada laki-laki bernama Chai Siu Lan.", {"tjhai"}),
        ("Pak Zainudin Ahmad menyuruh saya diam.", {"brother"}),
        ("Nur Aini Safitri ada di sana.", {"nuraini"}),
        ("Saya takut kepada Maria.", set()),
        ("Andi memukul saya.", set()),
        ("Muhammad memukul saya.", set()),
        ("Teman saya Andi dan guru saya Rahman Saputra.", set()),
        ("Saya tinggal bersama paman Sabirin.", {"uncle"}),
        ("Sabirin datang malam itu.", set()),
        ("Saya takut. Yang memukul paman sabirin, setiap malam di rumah kami yang di dekat pasar itu.", {"uncle"}),
        ("Ada Yus\u00aduf Rah\u200bman di sana.", {"yusuf"}),
        ("Sabirin datang ke Parit Baru malam itu.", {"uncle"}),
        ("Ada Hendrikus dari UPTD.", {"hendrikus"}),
        ("Ada Hendrikus di warung.", set()),
        ("Tidak ada nama di sini.", set()),
    ],
)
def test_a_story_points_to_whoever_it_may_name_and_to_nobody_by_a_common_name_alone(
    story: str, expected: set[str]
) -> None:
    assert set(who(story)) == expected


def test_a_field_that_holds_a_name_is_compared_whatever_its_letters() -> None:
    assert set(who(child="zainuddin achmad")) == {"brother"}
    assert set(who(reporter="SABIRIN", story="Paman saya di rumah.")) == set()


def test_the_evidence_says_what_was_found_and_why() -> None:
    assert who("Yang memukul saya Yusuf Rahman, petugas itu.")["yusuf"] == ("Yusuf Rahman", TWO_WORDS)
    assert who("Saya tinggal bersama paman Sabirin.")["uncle"] == ("Sabirin", BY_TIE)
    assert who("Sabirin datang ke Parit Baru malam itu.")["uncle"] == ("Sabirin", BY_PLACE)


def test_a_word_does_not_speak_for_itself() -> None:
    crowd = People([Person("partner", "Petugas Contohan", near=frozenset({"contohan"}))])
    assert compare(crowd, Heard({"child": "Rara Contohan"})) == []


def test_two_words_far_apart_are_no_name() -> None:
    assert who("Yusuf pergi ke pasar pagi sekali dan lama kemudian datanglah Rahman.") == {}


def test_a_leader_decides_where_one_is_free_then_a_commissioner_then_nobody_of_the_house() -> None:
    assert turn_of([(False, True), (True, True)]) == "leaders"
    assert turn_of([(False, True), (False, False)]) == "others"
    assert turn_of([(False, False)]) == "nobody"


def test_a_thousand_people_and_a_long_story_cost_little() -> None:
    chance = random.Random(7)
    parts = [f"{a}{b}{c}" for a in ("Sa", "Ru", "Ti", "Bo", "Ne") for b in ("ra", "li", "nu", "mo") for c in "nmtrs"]
    crowd = People([Person(n, f"{chance.choice(parts)} {chance.choice(parts)}") for n in range(1000)])
    words = [f"kata{n}" for n in range(900)] + parts
    story = " ".join(chance.choice(words) for _ in range(5000))
    compare(crowd, Heard({}, {"story": story}))
    best = min(_timed(crowd, story) for _ in range(5))
    assert best < 0.05, f"{best * 1000:.0f} ms"


def _timed(crowd: People, story: str) -> float:
    crowd.forget()
    begun = time.process_time()
    compare(crowd, Heard({}, {"story": story}))
    return time.process_time() - begun
