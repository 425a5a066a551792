"""A limit in words, with its doubt."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from suar.core.clocks.engine import Certainty, Rule, UnknownRule
from suar.core.clocks.wording import describe
from tests.core.clocks.builders import make_rule

DOUBT = "(satuan hari tidak didefinisikan undang-undang; dihitung hari kalender)"


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (make_rule("72 hours"), "3 × 24 jam"),
        (make_rule("4 hours"), "4 jam"),
        (make_rule("30 calendar_days"), "30 hari kalender"),
        (make_rule("14 days_unspecified"), f"14 hari {DOUBT}"),
        (make_rule("2 working_days"), "2 hari kerja"),
        (make_rule("10 working_days", "7 working_days"), "10 hari kerja, dapat diperpanjang 7 hari kerja"),
        (make_rule("1 months"), "1 bulan"),
        (make_rule("1 years", "12 months", month_days=30), "1 tahun, dapat diperpanjang 12 bulan (1 bulan = 30 hari)"),
        (make_rule("immediately"), "segera"),
        (make_rule("same_day"), "hari itu juga"),
        (make_rule("date", effective_to=date(2026, 12, 31)), "paling lambat 31 Desember 2026"),
        (make_rule("date"), "tanggal belum ditetapkan"),
        (make_rule("7 calendar_days", counts_back=True), "paling lambat 7 hari kalender sebelumnya"),
        (
            make_rule("7 days_unspecified", "8 days_unspecified", inclusive=True),
            f"7 hari, hari pertama dihitung, dapat diperpanjang 8 hari {DOUBT}",
        ),
        (make_rule("2 working_days", certainty=Certainty.VERIFY), "2 hari kerja · perlu dicek"),
        (make_rule("72 hours", certainty=Certainty.HOUSE), "3 × 24 jam · aturan komisi"),
    ],
)
def test_a_limit_is_said_in_indonesian_with_its_doubt(rule: Rule, words: str) -> None:
    with translation.override("id"):
        assert describe(rule) == words


def test_an_error_has_words_for_a_page_and_for_the_command_line() -> None:
    error = UnknownRule("a.nothing")
    with translation.override("id"):
        assert str(error.message) == "Aturan a.nothing tidak dikenal."
    assert str(error) == "unknown rule 'a.nothing'; `clocks list` shows all"
