"""Two editors of one row: what the second typed comes back whole, meant against the row as it is now."""

from __future__ import annotations

import pytest
from django import forms
from django.http import QueryDict

from suar.core.errors import Conflict, DomainError, Refused, refusal_of
from suar.core.ui.forms import Choices, ManyChoices, choose, choose_among
from suar.core.ui.versions import VersionedForm, renew


class Sheet(VersionedForm):
    state = forms.CharField()
    asked = ManyChoices(choices=[("a", "A"), ("b", "B"), ("c", "C")])


def typed() -> QueryDict:
    return QueryDict("version=3&state=Tenang.&asked=a&asked=c")


def test_a_refusal_keeps_each_of_several_answers_and_names_the_version_of_now() -> None:
    form = Sheet(typed())
    assert form.is_valid()
    form.refuse(Conflict("Berubah."), 4)
    assert (form["version"].value(), form["state"].value(), form["asked"].value()) == ("4", "Tenang.", ["a", "c"])
    assert form.non_field_errors() == ["Berubah."]


def test_what_somebody_else_saved_stands_beside_a_field_before_it_is_written_over() -> None:
    stands = {"version": 4, "state": "Takut.", "asked": ["b", "c"]}
    form = Sheet(typed(), initial=stands)
    assert form.is_valid()
    form.refuse(Conflict("Berubah."), 4)
    assert form.errors["state"] == ["Yang tersimpan sekarang: Takut."]
    assert form.errors["asked"] == ["Yang tersimpan sekarang: B, C"]
    assert (form["state"].value(), form["version"].value()) == ("Tenang.", "4")


def test_what_somebody_else_emptied_is_not_filled_again_unseen() -> None:
    form = Sheet(typed(), initial={"version": 4, "state": "", "asked": []})
    form.refuse(Conflict("Berubah."), 4)
    assert form.errors["state"] == form.errors["asked"] == ["Yang tersimpan sekarang: kosong"]


def test_nothing_is_set_beside_what_is_the_same_or_was_only_offered_or_read_as_it_stands() -> None:
    class Offering(Sheet):
        offered = frozenset({"asked"})

    form = Offering(typed(), initial={"version": 4, "state": "Tenang.", "asked": ["b"]})
    form.refuse(Conflict("Berubah."), 4)
    assert list(form.errors) == ["__all__"]
    same = Sheet(typed(), initial={"version": 3, "state": "Takut."})
    same.refuse(DomainError("Kurang."), 3)
    assert list(same.errors) == ["__all__"]


def test_a_row_that_changed_once_more_meanwhile_is_refused_until_its_newest_words_were_shown() -> None:
    form = Sheet(typed(), initial={"version": 4, "state": "Takut."})
    form.refuse(Conflict("Berubah."), 5)
    assert form["version"].value() == "3" and "state" not in form.errors


def test_what_was_sent_is_not_changed() -> None:
    sent = typed()
    form = Sheet(sent, prefix=None)
    renew(form, 9)
    assert sent["version"] == "3" and form.data["version"] == "9"


def test_a_form_without_a_version_stays_as_it_is() -> None:
    class Plain(forms.Form):
        state = forms.CharField()

    form = Plain(QueryDict("state=x"))
    renew(form, 9)
    assert form.data.dict() == {"state": "x"}


def test_a_refusal_is_given_back_and_what_the_role_forbids_goes_on() -> None:
    def refuse(error: DomainError) -> None:
        raise error

    conflict = Conflict("Berubah.")
    assert refusal_of(lambda: refuse(conflict)) is conflict
    assert refusal_of(lambda: None) is None
    with pytest.raises(Refused):
        refusal_of(lambda: refuse(Refused("Tidak boleh.")))
    with pytest.raises(ZeroDivisionError):
        refusal_of(lambda: 1 // 0)


class Offer(forms.Form):
    kind = Choices()
    plain = forms.ChoiceField()
    text = forms.CharField()


def test_choices_and_their_small_words_are_set_on_fields_that_have_them() -> None:
    form = Offer()
    choose(form, "kind", (("a", "A") for _ in range(1)), hints={"a": "kecil"})
    field = form.fields["kind"]
    assert isinstance(field, Choices)
    assert (list(field.choices), field.hints) == ([("a", "A")], {"a": "kecil"})
    for wrong in (lambda: choose(form, "text", []), lambda: choose(form, "plain", [], hints={"a": "kecil"})):
        with pytest.raises(TypeError):
            wrong()
    with pytest.raises(TypeError):
        choose_among(form, "kind", None)  # type: ignore[arg-type]  # refused before the rows are looked at
