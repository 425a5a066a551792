"""The components: `{% load ui %}`. docs/ui-components.md shows each with an example, and so does the style page of the desk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from suar.core.documents import indonesian
from suar.core.ui import moments
from suar.core.ui.faces import is_public
from suar.core.ui.fields import FieldView
from suar.core.ui.icons import drawing
from suar.core.ui.inline import public_css as inline_css
from suar.core.ui.moments import since

register = template.Library()

TONES = frozenset({"", "teal", "amber", "red", "green"})
KINDS = frozenset({"primary", "secondary", "quiet", "danger"})


def part(name: str, /, **values: Any) -> SafeString:
    return render_to_string(f"ui/parts/{name}.html", values)


def checked(value: str, allowed: frozenset[str]) -> str:
    if value not in allowed:
        raise template.TemplateSyntaxError(f"{value!r} is not one of {sorted(allowed)}")
    return value


# Small parts


@register.simple_tag(name="icon")
def drawn_icon(name: str, label: str = "") -> SafeString:
    """An icon from the sprite. Beside a word it needs no label; alone it must have one. The public face draws it in the page."""
    shape = mark_safe(drawing(name))  # noqa: S308 - our own file
    if not is_public():
        shape = format_html('<use href="{}#{}"></use>', static("ui/icons.svg"), name)
    if label:
        return format_html('<svg class="icon" viewBox="0 0 24 24" role="img" aria-label="{}">{}</svg>', label, shape)
    return format_html('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', shape)


@register.simple_tag
def badge(text: Any, tone: str = "", icon: str = "") -> SafeString:
    """A word with a tone: teal plain, amber soon or doubtful, red late or danger, green answered or safe."""
    shape = drawn_icon(icon) if icon else ""
    return format_html('<span class="badge {}">{}{}</span>', checked(tone, TONES), shape, text)


@register.simple_tag
def public_css() -> SafeString:
    """The style sheet of the public face, exactly as its hash in the CSP expects it."""
    return mark_safe(inline_css())  # noqa: S308 - our own file


# Buttons


@register.simple_tag
def button(
    label: str, kind: str = "primary", name: str = "", value: str = "", icon: str = "", **extra: Any
) -> SafeString:
    """A submit button. `extra` become attributes (`form=`, `formaction=`, `formnovalidate=True`); `wide=True` fills the line."""
    return part("button", label=label, kind=checked(kind, KINDS), name=name, value=value, icon=icon,
                wide=extra.pop("wide", False), attributes=attributes(extra))  # fmt: skip


@register.simple_tag
def link_button(label: str, url: str, kind: str = "primary", icon: str = "", **extra: Any) -> SafeString:
    """A link in the shape of a button: for going somewhere, never for changing something."""
    return part("link_button", label=label, url=url, kind=checked(kind, KINDS), icon=icon,
                wide=extra.pop("wide", False), attributes=attributes(extra))  # fmt: skip


@register.simple_tag(takes_context=True)
def post_link(context: Context, label: str, url: str, kind: str = "link", icon: str = "", **fields: Any) -> SafeString:
    """A form with one button that reads like a link (or a button, by `kind`): reveal a name, mark as done. `fields` are sent along."""
    return part("post_link", label=label, url=url, kind=kind, icon=icon, fields=fields, token=context.get("csrf_token"))


def attributes(extra: Mapping[str, Any]) -> SafeString:
    """Keyword arguments as HTML attributes: `data_guard` → `data-guard`, True → bare, False and empty → left out."""
    out = SafeString("")
    for key, value in extra.items():
        if value is True:
            out += format_html(" {}", key.replace("_", "-"))
        elif value not in (False, None, ""):
            out += format_html(' {}="{}"', key.replace("_", "-"), value)
    return out


# Forms


@register.simple_tag
def field(bound: BoundField, look: str = "", **options: Any) -> SafeString:
    """One field with label, help and error. `look`: cards, inline, columns (choices); short, medium (inputs). Options: `help`,
    `label`, `heading=True` (the label is the page's h1), `prefix`, `suffix`."""
    return part("field", f=FieldView(bound, look, options))


@register.simple_tag
def fields(form: BaseForm, **options: Any) -> SafeString:
    """Every field of a form in its order, hidden ones too."""
    hidden = [str(bound) for bound in form.hidden_fields()]
    shown = [field(bound, **options) for bound in form.visible_fields()]
    return mark_safe("".join([*hidden, *shown]))  # noqa: S308 - each part is escaped already


@register.simple_tag
def error_summary(*forms: BaseForm) -> SafeString:
    """What to mend, at the top of a form, each line a link to its field. Nothing when there is nothing to mend."""
    lines = []
    for form in forms:
        lines += [("", "", error) for error in form.non_field_errors()]
        for bound in form:
            lines += [(FieldView(bound, "", {}).target, bound.label, error) for error in bound.errors]
    return part("error_summary", lines=lines) if lines else SafeString("")


# Blocks: what stands between the tags is the body


@register.simple_block_tag
def panel(content: str, title: str, url: str = "", count: int | None = None, **options: Any) -> SafeString:
    """A heading over a line, with *Semua n* beside it. Options: `more` (other link text), `level` (2), `id`, `plain=True` (no line)."""
    return part("panel", content=content, title=title, url=url, count=count, more=options.get("more", ""),
                level=options.get("level", 2), id=options.get("id", ""), plain=options.get("plain", False))  # fmt: skip


@register.simple_block_tag
def row(content: str, title: Any, url: str = "", time: Any = "", tone: str = "", **options: Any) -> SafeString:
    """One line of a list: title, meta (the body), and at the right a time with its tone. Options: `note`, `badge`, `badge_tone`."""
    return part("row", content=content, title=title, url=url, time=time, tone=checked(tone, TONES),
                note=options.get("note", ""), badge=options.get("badge", ""),
                badge_tone=checked(options.get("badge_tone", ""), TONES))  # fmt: skip


@register.simple_block_tag
def banner(content: str, number: Any, title: str, url: str = "", action: str = "", tone: str = "amber") -> SafeString:
    """One number that nobody may get used to, in words, with the one thing to do about it."""
    return part(
        "banner", content=content, number=number, title=title, url=url, action=action, tone=checked(tone, TONES)
    )


@register.simple_block_tag
def notice(content: str, title: str = "", tone: str = "teal", icon: str = "") -> SafeString:
    """A short text that must not be missed. Red only for danger or late."""
    shape = icon or {"red": "alert", "amber": "alert", "green": "check-circle"}.get(tone, "info")
    return part("notice", content=content, title=title, tone=checked(tone, TONES), icon=shape)


@register.simple_block_tag
def stats(content: str) -> SafeString:
    """The strip of up to four answers at the head of a page; inside it `stat`."""
    return format_html('<div class="stats">{}</div>', content)


@register.simple_block_tag
def stat(content: str, label: str, value: Any = "", tone: str = "") -> SafeString:
    """One answer: question, the answer in bold with its tone, and the rest in the body."""
    return part("stat", content=content, label=label, value=value, tone=checked(tone, TONES))


@register.simple_block_tag
def timeline(content: str) -> SafeString:
    """What happened, newest first; inside it `event`."""
    return format_html('<ol class="timeline">{}</ol>', content)


@register.simple_block_tag
def event(content: str, when: Any, tone: str = "", title: Any = "", **options: Any) -> SafeString:
    """One point of a timeline. Options: `by`, `url`, `badge`, `badge_tone`, `open=True` (not done yet)."""
    return part("event", content=content, when=when, tone=checked(tone, TONES), title=title, by=options.get("by", ""),
                url=options.get("url", ""), badge=options.get("badge", ""), open=options.get("open", False),
                badge_tone=checked(options.get("badge_tone", ""), TONES))  # fmt: skip


@register.simple_block_tag
def steps(content: str) -> SafeString:
    """Numbered steps (*Lalu apa?*); inside it `step`."""
    return format_html('<ol class="steps">{}</ol>', content)


@register.simple_block_tag
def step(content: str, title: str) -> SafeString:
    return format_html('<li class="step"><p class="step-title">{}</p><p>{}</p></li>', title, content)


@register.simple_block_tag
def empty(content: str, title: str, url: str = "", action: str = "", icon: str = "inbox") -> SafeString:
    """An empty list says why it is empty and what to do."""
    return part("empty", content=content, title=title, url=url, action=action, icon=icon)


@register.simple_block_tag
def table(content: str, caption: str, stack: bool = False, hidden_caption: bool = False, id: str = "") -> SafeString:
    """A table that scrolls sideways rather than breaking the page. `stack` turns rows into cards on a phone (cells carry `data-label`)."""
    return part("table", content=content, caption=caption, stack=stack, hidden_caption=hidden_caption, id=id)


@register.simple_tag
def columns(table_id: str, *items: str) -> SafeString:
    """Which columns a table shows: key and label in turn. Without script it stays away and every column is shown."""
    pairs = [(items[i], items[i + 1]) for i in range(0, len(items), 2)]
    return part("columns", table_id=table_id, pairs=pairs)


@register.simple_block_tag
def details(content: str, label: str) -> SafeString:
    """Text that opens on demand."""
    return format_html('<details class="more"><summary>{}</summary>{}</details>', label, content)


# Navigation within a page


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
    """This page's query with some parameters changed and others dropped; paging starts again unless it is what changes."""
    query = context["request"].GET.copy()
    for name in ("lama", "baru", *without, *changes):
        query.pop(name, None)
    for name, value in changes.items():
        query[name] = value
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def sort(context: Context, label: str, key: str, numeric: bool = False, column: str = "") -> SafeString:
    """A column head that sorts by `?urut=key`, then `?urut=-key`."""
    now = context["request"].GET.get("urut", "")
    state = {key: "ascending", f"-{key}": "descending"}.get(now, "")
    target = f"-{key}" if state == "ascending" else key
    return part("sort", label=label, url=address(context, urut=target), state=state, numeric=numeric, column=column)


@register.simple_tag(takes_context=True)
def pager(context: Context, page: Any, unit: str = "", total: int | None = None) -> SafeString:
    """Links to the older and newer page of a `core.ui.paging.Page`."""
    older = address(context, lama=page.older) if page.older else ""
    newer = address(context, baru=page.newer) if page.newer else ""
    return part("pager", older=older, newer=newer, shown=len(page.rows), unit=unit, total=total)


@register.simple_tag(takes_context=True)
def filters(context: Context, form: BaseForm, search: str = "q", **options: Any) -> SafeString:
    """A filter bar from a GET form, kept in the address, with a chip to drop each. Options: `target` (id of the list: live with htmx),
    `export` (dict of label → address)."""
    views = [FieldView(bound, "", {"plain": True}) for bound in form.visible_fields()]
    chips = [
        (view.label, chip, address(context, without=[view.bound.html_name]))
        for view in views
        if (chip := view.chosen) and view.bound.name != search
    ]
    kept = [(name, context["request"].GET[name]) for name in ("urut",) if name in context["request"].GET]
    return part("filters", fields=views, search=search, chips=chips, kept=kept, path=context["request"].path,
                target=options.get("target", ""))  # fmt: skip


@register.simple_tag(takes_context=True)
def export_url(context: Context, url: str, **changes: str) -> str:
    """The address of an export of what is shown: the same filters on another address."""
    return url + address(context, **changes)


# Pictures and figures


@register.simple_tag
def progress(value: int, total: int, label: str) -> SafeString:
    """How far along: `{% progress 2 5 "Pertanyaan 2 dari 5" %}`."""
    return format_html(
        '<progress class="progress" value="{}" max="{}" aria-label="{}"></progress>', value, total, label
    )


@register.simple_tag
def bars(rows: Iterable[Mapping[str, Any]], maximum: float = 100) -> SafeString:
    """Short horizontal bars: dicts with `label`, `value`, `text`, and perhaps `tone` and `url`. Always beside its table."""
    shown = [
        {
            "tone": "",
            "url": "",
            "text": row["value"],
            **row,
            "width": f"{100 * float(row['value']) / (maximum or 1):.4g}%",
        }
        for row in rows
    ]
    return part("bars", rows=shown)


@register.simple_tag
def chart(title: str, svg: str, head: Iterable[str], rows: Iterable[Iterable[Any]], note: str = "") -> SafeString:
    """A drawn chart with its table. `svg` must come from our own drawing, never from a person; the first cell of a row names it."""
    drawn = mark_safe(svg)  # noqa: S308 - drawn by the worker
    return part("chart", title=title, svg=drawn, head=list(head), rows=[list(row) for row in rows], note=note)


@register.simple_tag
def definitions(items: Iterable[tuple[Any, Any]]) -> SafeString:
    """Names and values in pairs; an empty value shows a dash."""
    return part("definitions", items=list(items))


# Time and numbers


@register.simple_tag
def moment(value: datetime | None, look: str = "full") -> SafeString:
    """A moment of the past or the future. `look`: full (absolute, relative beside it) or short (`Sen 23/11, 15.20`, the rest on hover)."""
    if value is None:
        return SafeString("—")
    full, beside = indonesian.moment(value), since(value, timezone.now())
    if look == "full":
        return format_html(
            '<time datetime="{}">{} <span class="muted">({})</span></time>', value.isoformat(), full, beside
        )
    return format_html('<time datetime="{}" title="{} ({})">{}</time>', value.isoformat(), full, beside, near(value))


@register.simple_tag
def due(value: datetime | None) -> SafeString:
    """A due moment in a narrow column: `lewat 2 jam`, `14.30` today, `besok 10.00`, `Jum 27/11`; the whole on hover."""
    if value is None:
        return SafeString("—")
    now = timezone.now()
    days = (value.astimezone(indonesian.ZONE).date() - now.astimezone(indonesian.ZONE).date()).days
    text = indonesian.relative(value, now)
    if value > now and days != 1:
        text = clock(value) if days == 0 else indonesian.short(value)
    return format_html('<time datetime="{}" title="{}">{}</time>', value.isoformat(), indonesian.moment(value), text)


@register.filter
def due_tone(value: datetime | None) -> str:
    """The tone of a due moment: red late, amber today, else none."""
    return moments.due_tone(value, timezone.now()) if value else ""


@register.simple_tag
def day(value: date | None) -> SafeString:
    """`Selasa, 24 November 2026`."""
    if value is None:
        return SafeString("—")
    plain = value.astimezone(indonesian.ZONE).date() if isinstance(value, datetime) else value
    return format_html('<time datetime="{}">{}</time>', plain.isoformat(), indonesian.long_date(plain))


def clock(value: datetime) -> str:
    here = value.astimezone(indonesian.ZONE)
    return f"{here:%H:%M}" if (translation.get_language() or "id").startswith("en") else f"{here:%H.%M}"


def near(value: datetime) -> str:
    """`hari ini, 10.00`, `Sen 23/11, 15.20`, `12 Mar 2025, 9.05`: the year stands where it is another year."""
    now = timezone.now().astimezone(indonesian.ZONE)
    here = value.astimezone(indonesian.ZONE)
    if here.date() == now.date():
        return f"{gettext('hari ini')}, {clock(value)}"
    if here.year == now.year:
        return f"{indonesian.short(value)}, {clock(value)}"
    return f"{here.day} {indonesian.short_month(here.month)} {here.year}, {clock(value)}"


@register.filter
def ago(value: datetime | None) -> str:
    """`3 hari lalu`. Only where the absolute moment stands beside it."""
    return since(value, timezone.now()) if value else "—"


@register.filter
def number(value: float | Decimal | None, places: int | None = None) -> str:
    """`1.234,5`; nothing gives a dash."""
    return "—" if value is None else indonesian.number(value, places)


@register.filter
def percent(value: float | Decimal | None, places: int = 0) -> str:
    """`86 %` for the share 0.86; nothing gives a dash."""
    return "—" if value is None else indonesian.percent(value, places)
