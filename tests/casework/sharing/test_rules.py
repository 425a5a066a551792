"""Whose consent is expected at which age, and what may go: tables, no database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from suar.casework.complaints import rules as complaints
from suar.casework.sharing import rules
from suar.casework.sharing.codes import ages_on, aside_on, dangers_on, fields_on, reasons_on
from suar.casework.sharing.rules import Allowance, Asked, Said
from suar.registry.agencies.models import Kind

TODAY = date(2026, 11, 26)
AGES, FIELDS, DANGERS = ages_on(TODAY), fields_on(TODAY), dangers_on(TODAY)
UPTD = 7
FULL = Allowance({"services": frozenset({"initials", "sex"}), "reporting": frozenset(FIELDS)}, TODAY, TODAY)


def said(whose: str = "child", **facts: Any) -> Said:
    given: dict[str, Any] = {
        "giver": whose, "answer": "yes", "form": "written", "purposes": frozenset({"services"}),
        "agencies": frozenset({UPTD}), "kinds": frozenset(), "given_on": TODAY,
    }  # fmt: skip
    return Said(whose=whose, **{**given, **facts})


def asked(age: int | None = 15, purpose: str = "services", fields: tuple[str, ...] = ("initials", "sex")) -> Asked:
    return Asked(purpose, frozenset(fields), UPTD, "uptd", "UPTD Contoh", age)


def codes(*consents: Said, agreement: Allowance | None = FULL, of: Asked | None = None) -> list[str]:
    found = rules.may_go(of or asked(), consents, agreement, ages=AGES, fields=FIELDS, today=TODAY)
    return [refusal.code for refusal in found]


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (0, [("caregiver", "any")]),
        (5, [("caregiver", "any")]),
        (6, [("child", "oral"), ("caregiver", "any")]),
        (11, [("child", "oral"), ("caregiver", "any")]),
        (12, [("child", "written"), ("caregiver", "any")]),
        (14, [("child", "written"), ("caregiver", "any")]),
        (15, [("child", "written")]),
        (17, [("child", "written")]),
        (18, [("child", "written")]),
        (None, [("child", "oral"), ("caregiver", "any")]),
        (-1, [("child", "oral"), ("caregiver", "any")]),
    ],
)
def test_whose_consent_is_expected_follows_the_age(age: int | None, expected: list[tuple[str, str]]) -> None:
    assert rules.missing([], age, AGES, TODAY) == expected
    assert rules.missing([said("child"), said("caregiver")], age, AGES, TODAY) == []


def test_what_was_taken_back_or_ended_is_missing_again() -> None:
    ended = said(expires_on=TODAY - timedelta(days=1))
    assert rules.missing([ended], 15, AGES, TODAY) == [("child", "written")]
    assert rules.missing([said(withdrawn_on=TODAY)], 15, AGES, TODAY) == [("child", "written")]
    assert rules.missing([said(expires_on=TODAY)], 15, AGES, TODAY) == []


def test_the_tables_say_how_certain_they_are_and_never_offer_the_press() -> None:
    assert AGES.certainty == "verify" and AGES.source
    assert {one.certainty for one in [*DANGERS.values(), *reasons_on(TODAY).values()]} <= {"sourced", "verify", "house"}
    assert all(one.basis for one in [*DANGERS.values(), *reasons_on(TODAY).values()])
    assert not [code for code in rules.Purpose.values if "press" in code]
    assert {"nik", "phone"}.isdisjoint(FIELDS)


def test_what_an_agreement_and_a_consent_allow_may_go() -> None:
    assert codes(said()) == []
    assert codes(said(agencies=frozenset(), kinds=frozenset({"uptd"}))) == []


@pytest.mark.parametrize(
    ("agreement", "of", "refused"),
    [
        (None, asked(), ["no_agreement"]),
        (Allowance(FULL.fields, TODAY - timedelta(9), TODAY - timedelta(1)), asked(), ["agreement_over"]),
        (Allowance(FULL.fields, TODAY + timedelta(1), TODAY + timedelta(9)), asked(), ["agreement_over"]),
        (Allowance(FULL.fields, TODAY, TODAY, ended=True), asked(), ["agreement_over"]),
        (Allowance({}, TODAY, TODAY), asked(), ["purpose"]),
        (FULL, asked(fields=("initials", "address", "school")), ["field", "field"]),
        (FULL, asked(fields=()), ["fields"]),
        (FULL, asked(fields=("initials", "nik")), ["fields"]),
    ],
)
def test_what_no_agreement_allows_may_not(agreement: Allowance | None, of: Asked, refused: list[str]) -> None:
    assert codes(said(), agreement=agreement, of=of) == refused


@pytest.mark.parametrize(
    ("consents", "refused"),
    [
        ([], ["no_consent"]),
        ([said(purposes=frozenset({"keeping"}))], ["no_consent"]),
        ([said(agencies=frozenset({8}))], ["no_consent"]),
        ([said(answer="no")], ["refused"]),
        ([said(withdrawn_on=TODAY)], ["withdrawn"]),
        ([said(expires_on=TODAY - timedelta(1))], ["expired"]),
        ([said(form="oral")], ["form"]),
        ([said(form="mark")], []),
        ([said(giver="officer", form="none")], []),
        ([said(answer="no", given_on=TODAY - timedelta(9)), said()], []),
        ([said(given_on=TODAY - timedelta(9)), said(answer="no")], ["refused"]),
        ([said(order=2, answer="no"), said(order=1)], ["refused"]),
    ],
)
def test_the_last_word_about_this_body_and_purpose_counts(consents: list[Said], refused: list[str]) -> None:
    assert codes(*consents) == refused


def test_of_one_day_a_no_and_a_withdrawal_come_before_every_yes() -> None:
    for last in ({"answer": "no"}, {"withdrawn_on": TODAY, "given_on": TODAY - timedelta(9)}):
        assert codes(said(order=1, **last), said(order=2)) != [], "the clock may have been set back"
        assert codes(said(order=1, **last), said(order=2, given_on=TODAY - timedelta(1))) != []
    assert codes(said(kept_from={UPTD: frozenset({"sex"})}), said(order=2)) == ["kept"]


def test_a_yes_that_was_taken_back_speaks_on_the_day_of_the_withdrawal() -> None:
    taken = said(given_on=TODAY - timedelta(60), withdrawn_on=TODAY - timedelta(2))
    every = said(agencies=frozenset(), kinds=frozenset({"uptd"}), given_on=TODAY - timedelta(30))
    assert codes(taken, every) == ["withdrawn"]
    assert codes(taken, every, said(given_on=TODAY - timedelta(1))) == [], "it agreed after all"


@pytest.mark.parametrize(
    ("facts", "beside"),
    [
        ({}, True),
        ({"agencies": frozenset(), "kinds": frozenset({"uptd"})}, True),
        ({"agencies": frozenset({8})}, False),
        ({"agencies": frozenset(), "kinds": frozenset({"police"})}, False),
        ({"purposes": frozenset({"watching"})}, False),
        ({"purposes": frozenset({"services", "watching"})}, True),
        ({"answer": "no"}, False),
        ({"withdrawn_on": TODAY}, False),
        ({"whose": "caregiver"}, False),
    ],
)
def test_a_yes_stands_beside_another_for_the_same_purpose_and_body(facts: dict[str, Any], beside: bool) -> None:
    kinds = {UPTD: "uptd", 8: "uptd"}
    other = said(**facts)
    assert other.stands_beside(said(), kinds) is beside
    plain: dict[str, Any] = {"purposes": frozenset({"reporting"}), "agencies": frozenset()}
    assert said(**plain).stands_beside(said(**plain), {})


def test_a_no_that_names_no_body_is_about_every_body_and_a_yes_that_names_none_about_none() -> None:
    nobody: dict[str, Any] = {"agencies": frozenset(), "kinds": frozenset()}
    before = said(given_on=TODAY - timedelta(1))
    assert codes(before, said(answer="no", **nobody)) == ["refused"]
    assert codes(said(answer="no", given_on=TODAY - timedelta(1), **nobody), said()) == [], (
        "said later, about this body"
    )
    assert codes(before, said(answer="no", purposes=frozenset({"watching"}), **nobody)) == []
    assert codes(said(**nobody)) == ["no_consent"]


@pytest.mark.parametrize("giver", ["officer", "adult"])
@pytest.mark.parametrize(
    ("own", "refused"), [({"answer": "no"}, "refused"), ({"withdrawn_on": TODAY - timedelta(3)}, "withdrawn")]
)
def test_nobody_answers_over_a_child_that_said_no_or_took_its_yes_back(
    giver: str, own: dict[str, Any], refused: str
) -> None:
    before = TODAY - timedelta(3)
    over = said(giver=giver, form="none" if giver == "officer" else "oral")
    assert codes(said(given_on=before, **own), over) == [refused]
    assert codes(said(given_on=before, **own), said(given_on=TODAY - timedelta(1)), over) == [], "it agreed after all"


def test_too_young_to_be_asked_is_a_reason_below_the_age_at_which_a_child_is_asked() -> None:
    reasons, first = (
        reasons_on(TODAY),
        min(band.first for band in AGES.bands if "child" in {e.of for e in band.expected}),
    )
    assert reasons["child_too_young"].below == first
    fits = {age: rules.reason_fits("child_too_young", "child", reasons, age) for age in (0, first - 1, first, None)}
    assert fits == {0: True, first - 1: True, first: False, None: True}
    assert rules.reason_fits("child_unable", "child", reasons, 15)


def test_a_young_child_who_said_no_is_heard_though_only_the_caregiver_consents() -> None:
    caregiver = said("caregiver", form="oral")
    assert codes(caregiver, of=asked(age=4)) == []
    assert codes(caregiver, said(answer="no", form="oral"), of=asked(age=4)) == ["refused"]


@pytest.mark.parametrize("own", [{"answer": "no"}, {"withdrawn_on": TODAY - timedelta(2)}])
def test_a_caregiver_s_own_no_is_lifted_by_itself_or_for_a_reason_that_sets_it_aside(own: dict[str, Any]) -> None:
    no, young = said("caregiver", given_on=TODAY - timedelta(3), **own), asked(age=5)
    absent = said("caregiver", giver="officer", form="none")
    involved = replace(absent, sets_aside=True)
    assert codes(absent, of=young) == []
    assert codes(no, absent, of=young) == codes(no, of=young) != []
    assert codes(no, said("caregiver", giver="adult", form="oral"), of=young) != []
    assert codes(no, involved, of=young) == codes(no, replace(involved, given_on=TODAY - timedelta(1)), of=young) == []
    assert codes(no, replace(involved, given_on=TODAY - timedelta(9)), of=young) != [], "asked since, and it said no"
    assert codes(no, said("caregiver"), of=young) == []


@pytest.mark.parametrize("over", [{"withdrawn_on": TODAY - timedelta(1)}, {"expires_on": TODAY - timedelta(1)}])
def test_a_reason_that_was_taken_back_or_has_ended_sets_no_no_aside(over: dict[str, Any]) -> None:
    young, no = asked(age=5), said("caregiver", answer="no", given_on=TODAY - timedelta(9))
    involved = said("caregiver", giver="officer", form="none", sets_aside=True, given_on=TODAY - timedelta(5))
    absent = said("caregiver", giver="officer", form="none")
    assert codes(no, involved, absent, of=young) == []
    assert codes(no, replace(involved, **over), absent, of=young) != []
    assert codes(no, replace(involved, expires_on=TODAY), of=young) == [], "to the end of its last day"


def test_whoever_is_involved_or_a_danger_is_set_aside_and_whoever_is_only_away_is_not() -> None:
    assert aside_on(TODAY) == {"caregiver_implicated", "caregiver_unsafe"}


def test_of_a_child_of_twelve_both_are_asked() -> None:
    assert codes(said(), of=asked(age=12)) == ["no_consent"]
    assert codes(said(), said("caregiver", form="oral"), of=asked(age=12)) == []


def test_what_is_kept_from_a_body_does_not_go_there() -> None:
    kept = {UPTD: frozenset({"sex"})}
    assert codes(said(kept_from=kept)) == ["kept"]
    assert codes(said(kept_from={8: frozenset({"sex"})})) == []
    assert codes(said(kept_from=kept, given_on=TODAY - timedelta(1)), said()) == [], "said later, without it"
    assert codes(said(kept_from=kept, withdrawn_on=TODAY)) == ["withdrawn", "kept"], "a withdrawal lifts nothing"


def test_reporting_without_identity_holds_nothing_that_tells_who() -> None:
    consent = said(purposes=frozenset({"reporting"}), agencies=frozenset())
    assert codes(consent, of=asked(purpose="reporting", fields=("sex", "birth_year"))) == []
    assert codes(consent, of=asked(purpose="reporting", fields=("sex", "initials"))) == ["identifies"]


def test_danger_asks_for_neither_but_lets_the_least_go_only() -> None:
    least = tuple(code for code, field in FIELDS.items() if field.least)

    def refused(fields: tuple[str, ...], basis: str) -> list[str]:
        found = rules.may_go_in_danger(asked(fields=fields), basis, dangers=DANGERS, fields=FIELDS)
        return [refusal.code for refusal in found]

    assert refused(least, "danger") == refused(least, "suspected_crime") == []
    assert refused(least, "convenience") == ["basis"]
    assert refused((*least, "name"), "danger") == ["field"]
    assert refused((), "danger") == ["fields"]


def test_what_the_reader_may_not_read_forbids_without_a_word_of_it() -> None:
    sealed = said(answer="no", sealed=True, kept_from={UPTD: frozenset({"sex"})})
    found = rules.may_go(asked(), [sealed], FULL, ages=AGES, fields=FIELDS, today=TODAY)
    assert {one.code for one in found} == {"sealed"} and "2026" not in "".join(one.words for one in found)
    assert codes(said(sealed=True)) == []


@pytest.mark.parametrize("kind", Kind.values)
def test_danger_lets_nothing_go_but_to_whoever_takes_the_report_or_the_child(kind: str) -> None:
    of = replace(asked(), kind=kind)
    let_go = {basis: not rules.may_go_in_danger(of, basis, dangers=DANGERS, fields=FIELDS) for basis in DANGERS}
    assert let_go == {"danger": complaints.takes_in(kind), "suspected_crime": complaints.takes_reports(kind)}


def test_a_body_that_is_no_more_gets_nothing_by_either_door() -> None:
    gone = replace(asked(), active=False)
    assert codes(said(), of=gone) == ["inactive"]
    least = replace(gone, fields=frozenset(code for code, field in FIELDS.items() if field.least))
    found = rules.may_go_in_danger(least, "danger", dangers=DANGERS, fields=FIELDS)
    assert [refusal.words for refusal in found] == ["UPTD Contoh tidak aktif lagi. Pilih lembaga lain."]


def test_a_refusal_names_the_field_the_body_and_the_day() -> None:
    found = rules.may_go(
        asked(fields=("initials", "address")), [said(withdrawn_on=TODAY)], FULL, ages=AGES, fields=FIELDS, today=TODAY
    )
    assert [refusal.words for refusal in found] == [
        "Kolom “alamat” tidak ada dalam kesepakatan dengan UPTD Contoh untuk tujuan “layanan bagi anak”.",
        "Persetujuan anak dicabut tanggal 26 November 2026.",
    ]


def test_a_reason_why_somebody_was_not_asked_is_one_about_them() -> None:
    reasons = reasons_on(TODAY)
    assert rules.reason_fits("caregiver_implicated", "caregiver", reasons)
    assert not rules.reason_fits("caregiver_implicated", "child", reasons)
    assert not rules.reason_fits("nobody_home", "child", reasons)


def test_a_consent_that_ends_within_thirty_days_is_named() -> None:
    assert said(expires_on=TODAY + timedelta(30)).ends_soon(TODAY)
    assert not said(expires_on=TODAY + timedelta(31)).ends_soon(TODAY)
    assert not said(expires_on=TODAY, withdrawn_on=TODAY).ends_soon(TODAY)
