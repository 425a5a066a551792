"""Three versions of a text become one, field by field, and no word of any of them is lost."""

from __future__ import annotations

from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from suar.core.ui.merging import Difference, MergePage, Overtaken, is_merging, merge, page_of, resolved, same

WORDS = st.dictionaries(st.sampled_from(["a", "b", "c"]), st.sampled_from(["", "x", "y", "z"]))


def test_what_only_one_changed_is_taken() -> None:
    merged = merge({"a": "1", "b": "1", "c": "1"}, {"a": "2", "b": "1", "c": "1"}, {"a": "1", "b": "3", "c": "1"})
    assert merged.words == {"a": "2", "b": "3", "c": "1"}
    assert merged.taken == [Difference("a", "1", "2", "1")] and merged.conflicts == []


def test_what_both_changed_differently_is_asked() -> None:
    merged = merge({"a": "1"}, {"a": "2"}, {"a": "3"})
    assert merged.conflicts == [Difference("a", "1", "2", "3")] and merged.words == {}


def test_what_both_changed_alike_is_settled() -> None:
    assert merge({"a": "1"}, {"a": "2"}, {"a": "2"}).words == {"a": "2"}


def test_an_emptied_field_and_a_changed_one_are_asked() -> None:
    assert merge({"a": "1"}, {}, {"a": "2"}).conflicts == [Difference("a", "1", "", "2")]
    assert merge({"a": "1"}, {}, {"a": "1"}).taken == [Difference("a", "1", "", "1")]


@given(base=WORDS, theirs=WORDS, mine=WORDS)
def test_no_change_of_anybody_is_lost(base: dict[str, str], theirs: dict[str, str], mine: dict[str, str]) -> None:
    merged = merge(base, theirs, mine)
    asked = {one.name: one for one in merged.conflicts}
    assert not set(asked) & set(merged.words)
    for name in {*base, *theirs, *mine}:
        before, there, here = base.get(name, ""), theirs.get(name, ""), mine.get(name, "")
        changed = {text for text in (there, here) if text != before}
        shown = {asked[name].theirs, asked[name].mine} if name in asked else {merged.words.get(name, "")}
        assert changed <= shown


@given(base=WORDS, theirs=WORDS)
def test_who_changed_nothing_takes_theirs_and_who_is_alone_keeps_the_own(
    base: dict[str, str], theirs: dict[str, str]
) -> None:
    assert same(merge(base, theirs, base).words, theirs)
    assert same(merge(base, base, theirs).words, theirs)


def asked_page(mine: dict[str, str], sent: dict[str, str] | None = None) -> MergePage:
    found = Overtaken("x", base={"a": "1"}, theirs={"a": "2", "b": "4"}, edition=2, who="Wakil")
    return page_of(found, mine, label=str.upper, shown=lambda _name, value: f"<{value}>", sent=sent, extra=[("n", "1")])


def test_the_page_holds_three_versions_in_words_and_as_they_are_sent() -> None:
    page = asked_page({"a": "3"})
    line = page.conflicts[0]
    assert (line.label, line.base, line.theirs, line.mine) == ("A", "<1>", "<2>", "<3>")
    assert line.raw == Difference("a", "1", "2", "3")
    assert page.hidden == [("n", "1"), ("b", "4")] and page.missing is False
    assert line.both == "<2>\n\n<3>"


def test_it_says_when_something_is_not_chosen_and_keeps_what_was() -> None:
    page = asked_page({"a": "3"}, {"gabung": "1", "baru.a": "2 dan 3"})
    assert page.missing and page.conflicts[0].own == "2 dan 3"


def sent(**pairs: str) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in pairs.items():
        data[name.replace("__", ".")] = value
    return data


def test_what_is_chosen_is_sent_as_the_form_would_have_sent_it() -> None:
    versions = {"milikku__a": "3", "terbaru__a": "2", "baru__a": "23", "b": "4", "gabung": "1"}
    for pick, value in (("milikku", "3"), ("terbaru", "2"), ("baru", "23")):
        data, unpicked = resolved(sent(**versions, pilih__a=pick))
        assert (data["a"], data["b"], unpicked) == (value, "4", [])
        assert not [name for name in data if "." in name]
    data, unpicked = resolved(sent(**versions))
    assert (data["a"], unpicked) == ("3", ["a"]), "what was typed stands until something is chosen"
    assert resolved(sent(**versions, pilih__a="lain"))[1] == ["a"]


def test_a_press_on_that_page_is_told_from_one_on_the_form() -> None:
    assert is_merging(sent(gabung="1")) and not is_merging(sent(a="1"))
