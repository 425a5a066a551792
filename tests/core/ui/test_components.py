"""Every component draws, escapes what people typed, and refuses what it does not know."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import render_to_string
from django.test import RequestFactory

from suar.core.ui import samples
from suar.core.ui.forms import Choices
from suar.core.ui.icons import symbols
from suar.core.ui.paging import Page


def draw(source: str, **values: Any) -> str:
    path = values.pop("path", "/berkas/")
    request = RequestFactory().get(path)
    return Template("{% load ui %}" + source).render(Context({"request": request, **values}))


def test_the_style_page_shows_everything_without_an_undefined_name() -> None:
    request = RequestFactory().get("/gaya/")
    context = samples.context(request) | {"request": request, "nav": [], "messages": [], "shell": {}, "csrf_token": "x"}
    page = render_to_string("ui/styleguide.html", context)
    for name in symbols():
        assert f"#{name}" in page


@pytest.mark.parametrize(
    "source",
    [
        "{% badge text 'red' %}",
        "{% button text %}",
        "{% link_button text '/' %}",
        "{% post_link text '/' %}",
        "{% row text %}{{ text }}{% endrow %}",
        "{% panel text url='/' %}{{ text }}{% endpanel %}",
        "{% banner 3 text %}{{ text }}{% endbanner %}",
        "{% notice title=text %}{{ text }}{% endnotice %}",
        "{% stats %}{% stat text value=text %}{{ text }}{% endstat %}{% endstats %}",
        "{% timeline %}{% event text title=text by=text badge=text %}{{ text }}{% endevent %}{% endtimeline %}",
        "{% steps %}{% step text %}{{ text }}{% endstep %}{% endsteps %}",
        "{% empty text %}{{ text }}{% endempty %}",
        "{% table text %}<tbody><tr><td>{{ text }}</td></tr></tbody>{% endtable %}",
        "{% details text %}{{ text }}{% enddetails %}",
        "{% breadcrumbs text '/' text %}",
        "{% icon 'home' label=text %}",
        "{% progress 1 2 text %}",
    ],
)
def test_what_people_typed_is_escaped(source: str) -> None:
    drawn = draw(source, text="<i>&")
    assert "<i>" not in drawn
    assert "&lt;i&gt;&amp;" in drawn


@pytest.mark.parametrize(
    "source", ["{% badge 'x' 'blue' %}", "{% button 'x' 'huge' %}", "{% row 'x' tone='warm' %}{% endrow %}"]
)
def test_an_unknown_tone_or_kind_is_an_error(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        draw(source)


def test_an_unknown_icon_is_an_error() -> None:
    with pytest.raises(KeyError, match="unicorn"):
        draw("{% icon 'unicorn' %}")


def test_an_unknown_option_of_a_field_is_an_error() -> None:
    with pytest.raises(TypeError, match="colour"):
        draw("{% field form.name colour='red' %}", form=Sample())


class Sample(forms.Form):
    name = forms.CharField(label="Nama", help_text="Cukup nama panggilan.")
    who = Choices(label="Siapa", choices=[("a", "Aku"), ("b", "Teman")], hints={"b": "Boleh"})
    ok = forms.BooleanField(label="Setuju", required=False)


def test_a_field_ties_its_words_to_its_control() -> None:
    drawn = draw("{% field form.name %}", form=Sample({}))
    assert '<label class="label" for="id_name">' in drawn
    assert 'aria-describedby="id_name_helptext id_name_error"' in drawn
    assert 'id="id_name_helptext"' in drawn
    assert 'id="id_name_error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert 'autocomplete="off"' in drawn


def test_what_was_typed_comes_back() -> None:
    assert 'value="Lala &lt;3"' in draw("{% field form.name %}", form=Sample({"name": "Lala <3"}))


def test_a_group_of_choices_is_a_fieldset_with_its_question() -> None:
    drawn = draw("{% field form.who look='cards' heading=True %}", form=Sample({"who": "b"}))
    assert "<fieldset" in drawn
    assert '<legend class="label"><h1>Siapa</h1>' in drawn
    assert "<small>Boleh</small>" in drawn
    assert drawn.count("checked") == 1


def test_only_what_may_stay_empty_says_so() -> None:
    class Half(forms.Form):
        must = forms.CharField()
        may = forms.CharField(required=False)

    assert "boleh kosong" not in draw("{% field form.must %}", form=Half())
    assert "boleh kosong" in draw("{% field form.may %}", form=Half())


def test_the_error_summary_links_to_each_field() -> None:
    drawn = draw("{% error_summary form %}", form=Sample({}))
    assert 'href="#id_name"' in drawn
    assert 'href="#id_who_0"' in drawn
    assert "2 hal" in drawn
    assert 'id="id_who_0"' in draw("{% field form.who %}", form=Sample({}))


def test_nothing_wrong_shows_no_summary() -> None:
    assert draw("{% error_summary form %}", form=Sample({"name": "L", "who": "a"})).strip() == ""


def test_sorting_turns_round_and_keeps_the_filters() -> None:
    assert 'href="?status=open&amp;urut=number"' in draw("{% sort 'Nomor' 'number' %}", path="/?status=open&lama=abc")
    head = draw("{% sort 'Nomor' 'number' %}", path="/?urut=number")
    assert 'aria-sort="ascending"' in head
    assert 'href="?urut=-number"' in head


def test_the_pager_keeps_the_filters() -> None:
    drawn = draw("{% pager page %}", page=Page(rows=[], older="XX", newer=""), path="/?q=la&baru=YY")
    assert 'href="?q=la&amp;lama=XX"' in drawn
    assert "Lebih baru" not in drawn


def test_filters_show_what_narrows_and_how_to_drop_it() -> None:
    request = RequestFactory().get("/?q=la&status=open&urut=-number")
    drawn = Template("{% load ui %}{% filters form %}").render(
        Context({"request": request, "form": samples.SampleFilter(request.GET)})
    )
    assert "Keadaan: Terbuka" in drawn
    assert 'class="chip" href="?q=la&amp;urut=-number"' in drawn
    assert '<input type="hidden" name="urut" value="-number">' in drawn


def test_an_attribute_is_left_out_when_it_is_false() -> None:
    assert "formnovalidate" in draw("{% button 'Lewati' formnovalidate=True %}")
    assert "formnovalidate" not in draw("{% button 'Lewati' formnovalidate=False %}")
    assert 'data-go="k"' in draw("{% link_button 'x' '/' data_go='k' %}")


def test_a_moment_is_absolute_with_the_relative_beside_it() -> None:
    at = dt.datetime(2021, 3, 2, 7, 5, tzinfo=dt.UTC)
    drawn = draw("{% moment at %}", at=at)
    assert "Selasa, 2 Maret 2021, 14.05 WIB" in drawn
    assert "tahun lalu" in drawn
    assert 'datetime="2021-03-02T07:05:00+00:00"' in drawn
    assert "2 Mar 2021, 14.05" in draw("{% moment at 'short' %}", at=at)


def test_midnight_stands_for_the_day_and_no_hour_is_made_up() -> None:
    at = dt.datetime(2021, 3, 2, tzinfo=dt.timezone(dt.timedelta(hours=7)))
    for source in ("{% moment at %}", "{% moment at 'short' %}"):
        shown = re.sub(r"<[^>]*>", "", draw(source, at=at))
        assert "2021" in shown and "00.00" not in shown and "0.00" not in shown


@pytest.mark.parametrize("source", ["{% moment x %}", "{% day x %}", "{% due x %}", "{{ x|number }}", "{{ x|ago }}"])
def test_nothing_known_is_a_dash(source: str) -> None:
    assert draw(source, x=None) == "—"


def test_numbers_are_written_as_people_here_read_them() -> None:
    assert draw("{{ 1234.5|number }} {{ 0.86|percent }}") == "1.234,5 86 %"


def test_of_many_filters_the_first_four_stand_there_and_the_rest_opens_where_one_is_set() -> None:
    fields = {name: forms.CharField(required=False) for name in ("q", "a", "b", "c", "d", "e")}
    many = type("Many", (forms.Form,), fields)

    def bar(query: str) -> str:
        request = RequestFactory().get(f"/?{query}")
        drawn = Template("{% load ui %}{% filters form %}").render(
            Context({"form": many(request.GET), "request": request})
        )
        return str(drawn)

    closed, opened = bar("a=1"), bar("e=1")
    before, _, behind = closed.partition('<details class="more-filters">')
    assert 'name="c"' in before and 'name="d"' not in before
    assert 'name="d"' in behind and 'name="e"' in behind
    assert '<details class="more-filters" open>' in opened


def test_definitions_name_what_is_not_recorded_in_one_line_and_a_nought_is_a_value() -> None:
    drawn = draw("{% definitions pairs %}", pairs=[("Usia", 0), ("Sekolah", ""), ("Alamat", None)])
    assert "<dt>Usia</dt><dd>0</dd>" in drawn
    assert "Sekolah</dt>" not in drawn
    assert "Sekolah, Alamat" in drawn


def test_a_nought_is_an_answer_too() -> None:
    assert "<b>0</b>" in draw("{% stat 'Lembar pantau' value=0 %}{% endstat %}")
