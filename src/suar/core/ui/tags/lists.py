"""Finding one's way: breadcrumbs, tabs, sorting, paging, filters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.forms import BaseForm
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from suar.core.ui.columns import PARAMETER, ListColumn, Shown
from suar.core.ui.fields import FieldView
from suar.core.ui.tags.library import part, register

FILTERS = 5  # so many stand in one line; of more, all but four wait behind one press
NUMERIC = SafeString(' class="num"')


@register.simple_tag
def breadcrumbs(*items: Any) -> SafeString:
    """Label and address in turn; the last label has none: `{% breadcrumbs "Berkas anak" url "2026-0412" %}`."""
    pairs = [(items[i], items[i + 1] if i + 1 < len(items) else "") for i in range(0, len(items), 2)]
    return part("breadcrumbs", items=pairs)


@register.simple_tag
def tabs(items: Iterable[Mapping[str, Any]], label: str = "") -> SafeString:
    """Real links: dicts with `label`, `url`, `active`, and perhaps `count`."""
    return part("tabs", items=[{"count": None, "active": False, **item} for item in items], label=label)


@register.simple_tag
def road(items: Iterable[Mapping[str, Any]]) -> SafeString:
    """The stages of a path: dicts with `label`, `state` (done, now, or empty), and perhaps `note`."""
    return part("road", items=[{"note": "", "state": "", **item} for item in items])


def address(context: Context, without: Iterable[str] = (), **changes: str) -> str:
    """This page's query with some parameters changed and others dropped; paging starts again unless it is what
    changes."""
    query = context["request"].GET.copy()
    for name in ("lama", "baru", *without, *changes):
        query.pop(name, None)
    for name, value in changes.items():
        query[name] = value
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def sort(context: Context, label: str, key: str, numeric: bool = False) -> SafeString:
    """A column head that sorts by `?urut=key`, then `?urut=-key`."""
    now = context["request"].GET.get("urut", "")
    state = {key: "ascending", f"-{key}": "descending"}.get(now, "")
    target = f"-{key}" if state == "ascending" else key
    return part("sort", label=label, url=address(context, urut=target), state=state, numeric=numeric)


@register.simple_tag(takes_context=True)
def heads(context: Context, columns: Shown) -> SafeString:
    """The heads of the columns that are shown, in their order; those that sort carry the link."""
    return format_html_join("", "{}", ((head(context, column),) for column in columns.columns))


def head(context: Context, column: ListColumn) -> SafeString:
    if column.sort:
        return sort(context, column.label, column.sort, column.numeric)
    return format_html('<th scope="col"{}>{}</th>', NUMERIC if column.numeric else "", column.label)


@register.simple_block_tag
def cell(content: str, columns: Shown, key: str, numeric: bool = False) -> SafeString:
    """One cell under its head (which a phone shows as its label); nothing where the column is not shown. A phone
    leaves out a cell that holds a dash."""
    if key not in columns:
        return SafeString("")
    none = SafeString(" data-none") if content.strip() == "—" else ""
    return format_html('<td{} data-label="{}"{}>{}</td>', NUMERIC if numeric else "", columns.label(key), none, content)


@register.simple_tag(takes_context=True)
def column_choice(context: Context, columns: Shown) -> SafeString:
    """Which columns the list shows: a form of its own that keeps filters and order, and starts paging again."""
    query = context["request"].GET
    dropped = {PARAMETER, "lama", "baru"}
    kept = [(name, value) for name in query if name not in dropped for value in query.getlist(name)]
    return part("columns", path=context["request"].path, kept=kept, offered=columns.offered, parameter=PARAMETER)


@register.simple_tag(takes_context=True)
def pager(context: Context, page: Any, unit: str = "", total: int | None = None, export: str = "") -> SafeString:
    """Links to the older and newer page of a `core.ui.paging.Page`, and to the export at the address `export`."""
    older = address(context, lama=page.older) if page.older else ""
    newer = address(context, baru=page.newer) if page.newer else ""
    return part("pager", older=older, newer=newer, shown=len(page.rows), unit=unit, total=total, export=export)


@register.simple_tag(takes_context=True)
def filters(context: Context, form: BaseForm, search: str = "q", *, target: str = "") -> SafeString:
    """A filter bar from a GET form, kept in the address.

    With `target`, the id of the part that lists, htmx swaps that part while the user types or chooses; `chips` then
    stands inside the part. Without it the chips follow the bar.
    """
    request = context["request"]
    fields = [FieldView(bound, "", {"plain": True}) for bound in form.visible_fields()]
    first = fields if len(fields) <= FILTERS else fields[: FILTERS - 1]
    more = fields[len(first) :]
    hidden = ["urut", PARAMETER, *(bound.html_name for bound in form.hidden_fields())]
    return part(
        "filters",
        fields=first,
        more=more,
        open=any(view.chosen or view.bound.errors for view in more),
        search=search,
        typed=search in form.fields,
        kept=[(name, value) for name in hidden for value in request.GET.getlist(name)],
        path=request.path,
        target=target,
        chips="" if target else chips(context, form, search),
    )


@register.simple_tag(takes_context=True)
def chips(context: Context, form: BaseForm, search: str = "q") -> SafeString:
    """What the list is narrowed by, each with a link that drops it."""
    views = [FieldView(bound, "", {}) for bound in form.visible_fields() if bound.name != search]
    lines = [
        (view.label, view.chosen, address(context, without=[view.bound.html_name])) for view in views if view.chosen
    ]
    return part("chips", lines=lines, path=context["request"].path) if lines else SafeString("")


@register.simple_tag(takes_context=True)
def export_url(context: Context, url: str, **changes: str) -> str:
    """The address of an export of what is shown: the same filters on another address."""
    return url + address(context, **changes)
