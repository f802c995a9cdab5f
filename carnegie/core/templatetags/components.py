"""The components that every page is built from, with declared arguments: a misspelt one stops the template.

A tag that ends in `{% end… %}` wraps what stands between; the others stand alone. All arguments are keywords.
`/gallery/` shows each in every variant, docs/components.md lists them, and docs/adr/0020 says why they are plain
Python functions.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.http import HttpRequest, QueryDict
from django.template.defaultfilters import capfirst
from django.template.loader import get_template
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from carnegie.core import charts, icons

register = template.Library()

Tone = Literal["good", "warn", "bad", "info", "neutral"]
Variant = Literal["primary", "secondary", "danger", "link"]
Station = Literal["done", "now", "waiting"]

TONE_ICONS = {"good": "check", "warn": "alert", "bad": "cross", "info": "info", "neutral": ""}
STATION_WORDS = {"done": gettext_lazy("done"), "now": gettext_lazy("now"), "waiting": gettext_lazy("not yet")}
VARIANTS = ("primary", "secondary", "danger", "link")


def known(value: str, choices: Iterable[str], what: str) -> str:
    """`value` when it is one of `choices`; a slip of the pen is an error at once, not a page without colours."""
    if value not in choices:
        raise template.TemplateSyntaxError(f"unknown {what} {value!r}: use one of {', '.join(choices)}")
    return value


def trimmed(content: SafeString) -> SafeString:
    """What stands between the tags, without the space around it: empty when there is nothing but space."""
    return SafeString(content.strip())


def draw(name: str, /, **context: Any) -> SafeString:
    """Render `templates/components/<name>.html`."""
    return get_template(f"components/{name}.html").render(context)


# ---- page furniture ----


@register.simple_block_tag
def page_header(content: SafeString, *, title: str, lead: str = "", kicker: str = "") -> SafeString:
    """The page's only h1, one sentence beneath, and what stands between the tags (buttons) at its end."""
    return draw("page_header", content=trimmed(content), title=title, lead=lead, kicker=kicker)


@register.simple_block_tag
def crumbs(content: SafeString) -> SafeString:
    """The way back up: wraps `crumb` tags."""
    return draw("crumbs", content=content)


@register.simple_tag
def crumb(*, label: str, href: str = "") -> SafeString:
    """One step of the way; the last, without `href`, is the page itself."""
    if href:
        return format_html('<li><a href="{}">{}</a></li>', href, label)
    return format_html('<li aria-current="page">{}</li>', label)


@register.simple_block_tag
def actions(content: SafeString) -> SafeString:
    """A row of buttons; the first is the one to press."""
    return format_html('<div class="actions">{}</div>', content)


@register.simple_tag
def icon(*, name: str) -> SafeString:
    """A small drawing beside a word; hidden from screen readers."""
    return icons.draw(name)


@register.inclusion_tag("components/button.html")
def button(
    *,
    label: str,
    href: str = "",
    variant: Variant = "primary",
    icon: str = "",
    small: bool = False,
    type: Literal["submit", "button"] = "submit",
    name: str = "",
    value: str = "",
    form: str = "",
    describe: str = "",
    disabled: bool = False,
    testid: str = "",
) -> dict[str, Any]:
    """A link that looks like a button (with `href`) or a real one; `describe` adds words for screen readers only."""
    return {
        "label": label,
        "href": href,
        "variant": known(variant, VARIANTS, "variant"),
        "icon": icons.draw(icon),
        "small": small,
        "type": type,
        "name": name,
        "value": value,
        "form": form,
        "describe": describe,
        "disabled": disabled,
        "testid": testid,
    }


@register.simple_tag
def chip(*, label: str, tone: Tone = "neutral", icon: str | None = None, testid: str = "") -> SafeString:
    """A state in a word, with an icon (the tone's own unless `icon` names another or is empty).

    States are written small, for use within sentences too; a chip begins with a capital letter.
    """
    drawing = icons.draw(TONE_ICONS[known(tone, TONE_ICONS, "tone")] if icon is None else icon)
    mark = format_html(' data-testid="{}"', testid) if testid else ""
    return format_html('<span class="chip tone-{}"{}>{}{}</span>', tone, mark, drawing, capfirst(label))


@register.simple_block_tag
def notice(content: SafeString, *, title: str = "", tone: Tone = "info", testid: str = "") -> SafeString:
    """A short message that belongs to the page (not the answer to an action: that is a Django message)."""
    drawing = icons.draw(TONE_ICONS[known(tone, TONE_ICONS, "tone")] or "info")
    return draw("notice", content=content, title=title, tone=tone, icon=drawing, testid=testid)


# ---- cards and lists ----


@register.simple_block_tag
def card(
    content: SafeString,
    *,
    title: str = "",
    note: str = "",
    level: int = 2,
    id: str = "",
    quiet: bool = False,
    testid: str = "",
) -> SafeString:
    """A framed part of the page; `note` stands in grey beside the title, `quiet` draws it dashed and flat."""
    return draw("card", content=content, title=title, note=note, level=level, id=id, quiet=quiet, testid=testid)


@register.simple_block_tag
def next_step(content: SafeString, *, title: str, kicker: str = "", testid: str = "next-step") -> SafeString:
    """The one thing to do next: at most one on a page."""
    return draw("next_step", content=content, title=title, kicker=kicker or _("Your next step"), testid=testid)


@register.simple_block_tag
def empty_state(content: SafeString, *, title: str, icon: str = "file", level: int = 2, testid: str = "") -> SafeString:
    """What will be here, and how to start."""
    return draw("empty_state", content=content, title=title, icon=icons.draw(icon), level=level, testid=testid)


@register.simple_block_tag
def rows(content: SafeString, *, testid: str = "") -> SafeString:
    """A plain list of `row`s with a line between them."""
    return draw("list", content=content, css="rows", testid=testid)


@register.simple_block_tag
def row(content: SafeString, *, title: str, note: str = "", href: str = "", testid: str = "") -> SafeString:
    """One line of `rows`: title and grey note at the start, what stands between the tags at the end."""
    return draw("row", content=content, title=title, note=note, href=href, testid=testid)


@register.simple_block_tag
def summary_list(content: SafeString, *, testid: str = "") -> SafeString:
    """Names and values: wraps `summary_row`s."""
    return draw("summary_list", content=content, testid=testid)


@register.simple_block_tag
def summary_row(
    content: SafeString, *, label: str, href: str = "", action: str = "", describe: str = "", testid: str = ""
) -> SafeString:
    """One name and its value, and perhaps a link (`href`, `action`) to change it."""
    return draw(
        "summary_row",
        content=trimmed(content),
        label=label,
        href=href,
        action=action or _("Change"),
        describe=describe or label,
        testid=testid,
    )


@register.simple_block_tag
def task_list(content: SafeString, *, testid: str = "") -> SafeString:
    """What there is to do, in order: wraps `task`s."""
    return draw("list", content=content, css="tasks", testid=testid)


@register.simple_tag
def task(
    *, title: str, status: str, tone: Tone = "neutral", href: str = "", hint: str = "", testid: str = ""
) -> SafeString:
    """One thing to do and how far it is; without `href` it cannot be started yet."""
    known(tone, TONE_ICONS, "tone")
    return draw("task", title=title, status=status, tone=tone, href=href, hint=hint, testid=testid)


@register.simple_tag
def person(*, name: str, role: str = "", note: str = "", href: str = "") -> SafeString:
    """A person's name with what she is here (role), and where she works (note) on a second line."""
    return draw("person", name=name, role=role, note=note, href=href)


@register.simple_tag
def stat(*, value: Any, label: str) -> SafeString:
    """One figure and what it counts."""
    return format_html('<p class="stat"><b>{}</b><span>{}</span></p>', value, label)


@register.simple_block_tag
def fold(content: SafeString, *, summary: str, opened: bool = False, id: str = "", testid: str = "") -> SafeString:
    """Detail that most readers can skip, opened by a press; works without JavaScript."""
    return draw("fold", content=content, summary=summary, opened=opened, id=id, testid=testid)


@register.simple_block_tag
def quote(content: SafeString, *, by: str = "") -> SafeString:
    """Somebody's own words."""
    return draw("quote", content=trimmed(content), by=by)


@register.simple_tag
def when(
    value: dt.date | dt.datetime | None, *, style: Literal["full", "date", "time"] = "full", empty: str = "–"
) -> SafeString | str:
    """`value` as "Tue 24 Nov 2026, 14:30" in the reader's time zone; a date has no time; None is `empty`."""
    known(style, ("full", "date", "time"), "style")
    if not value:
        return empty
    if not isinstance(value, dt.datetime):
        return format_html('<time datetime="{}">{}</time>', value.isoformat(), formats.date_format(value))
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    words = formats.date_format(local, {"full": "DATETIME_FORMAT", "date": "DATE_FORMAT", "time": "TIME_FORMAT"}[style])
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="minutes"), words)


# ---- tables and long lists ----


@register.simple_block_tag
def data_table(
    content: SafeString,
    *,
    caption: str,
    show_caption: bool = False,
    sticky: bool = True,
    tall: bool = False,
    stack: bool = False,
    id: str = "",
    testid: str = "",
) -> SafeString:
    """A table around `<thead>` and `<tbody>`; it scrolls inside itself when wide.

    `sticky` keeps the head in view, `tall` limits the height so that it can, `stack` turns rows into blocks on a
    phone (give cells `data-label="Column"`). The caption is always there for screen readers.
    """
    return draw(
        "data_table",
        content=content,
        caption=caption,
        show_caption=show_caption,
        sticky=sticky,
        tall=tall,
        stack=stack,
        id=id,
        testid=testid,
    )


@register.simple_block_tag
def filter_bar(content: SafeString, *, clear: str = "", label: str = "", testid: str = "filter") -> SafeString:
    """A GET form around filter fields; `clear` is the address without filters, shown when something is filtered."""
    return draw("filter_bar", content=content, clear=clear, label=label or _("Filter this list"), testid=testid)


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: template.Context, *, page: Page, param: str = "page") -> dict[str, Any]:
    """How many there are, and the way to the other pages, keeping the filters in the address."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    request = context.get("request")
    links = [(number, _page_link(request, param, number)) for number in numbers]
    return {"page": page, "links": links, "several": page.paginator.num_pages > 1}


def _page_link(request: HttpRequest | None, param: str, number: int | str) -> str:
    if not isinstance(number, int):
        return ""
    query = request.GET.copy() if request else QueryDict(mutable=True)
    query[param] = str(number)
    return f"?{query.urlencode()}"


# ---- finding the way ----


@register.inclusion_tag("components/tabs.html")
def tabs(*, items: Sequence[Any], label: str) -> dict[str, Any]:
    """Sibling pages; an item has `label`, `url`, `current` and perhaps `count`."""
    return {"items": items, "label": label}


@register.inclusion_tag("components/side_nav.html")
def side_nav(*, items: Sequence[Any], label: str) -> dict[str, Any]:
    """Parts of one long thing, down the side (one line on a phone); an item has `label`, `url`, `current`, `note`."""
    return {"items": items, "label": label, "here": next((item for item in items if _of(item, "current")), None)}


@register.inclusion_tag("components/steps.html")
def steps(*, items: Sequence[Any], label: str) -> dict[str, Any]:
    """Where one is on a way of several pages; an item has `label`, `state` (done, now, waiting) and perhaps `url`."""
    return {"items": items, "label": label, "words": STATION_WORDS}


def _of(item: Any, name: str) -> Any:
    return item.get(name) if isinstance(item, dict) else getattr(item, name, None)


# ---- the golden thread ----


@register.simple_block_tag
def thread(content: SafeString, *, label: str, testid: str = "thread") -> SafeString:
    """The vertical line of `station`s, from what she said to what changed at work."""
    return draw("thread", content=content, label=label, testid=testid)


@register.simple_block_tag
def station(
    content: SafeString, *, title: str, state: Station, note: Any = "", level: int = 2, testid: str = ""
) -> SafeString:
    """One stop on the thread; `note` is the date or the reason beside the title."""
    known(state, STATION_WORDS, "state")
    return draw(
        "station",
        content=trimmed(content),
        title=title,
        state=state,
        word=STATION_WORDS[state],
        note=note,
        level=level,
        testid=testid,
    )


@register.inclusion_tag("components/thread_strip.html")
def thread_strip(*, stations: Sequence[Any], label: str) -> dict[str, Any]:
    """The thread in one line; a station has `title`, `state`, and perhaps `note` and `url`."""
    for stop in stations:
        known(_of(stop, "state"), STATION_WORDS, "state")
    return {"stations": stations, "label": label, "words": STATION_WORDS}


# ---- figures ----


@register.inclusion_tag("components/progress.html")
def progress(*, value: float, maximum: float, label: str, text: str = "", testid: str = "") -> dict[str, Any]:
    """How much of a whole is done; `label` names it for screen readers, `text` replaces "3 of 5"."""
    return {"value": value, "maximum": maximum or 1, "total": maximum, "label": label, "text": text, "testid": testid}


@register.inclusion_tag("components/meter.html")
def meter(
    *, label: str, value: float, maximum: float, text: str = "", mark: float | None = None, tone: Tone = "info"
) -> dict[str, Any]:
    """One bar of a bar chart: its name, its length, its figure, and perhaps a `mark` such as the target."""
    return {
        "label": label,
        "text": text or f"{value:g}",
        "share": charts.share(value, maximum),
        "mark": None if mark is None else charts.share(mark, maximum),
        "tone": known(tone, TONE_ICONS, "tone"),
    }


@register.inclusion_tag("components/radar.html")
def radar(
    *,
    axes: Sequence[str],
    series: Sequence[charts.SeriesData],
    maximum: float,
    title: str,
    description: str = "",
    rings: int = 5,
    id: str = "radar",
) -> dict[str, Any]:
    """A radar of several series over at least three axes; put a table with the same numbers beside it."""
    chart = charts.radar_chart(axes=axes, series=series, maximum=maximum, rings=rings)
    return {"chart": chart, "title": title, "description": description, "id": id}


# ---- forms ----


@register.filter
def sentence(label: Any) -> Any:
    """A choice as it stands alone: words of ours begin with a capital letter, what people typed stays as it is."""
    return capfirst(label) if isinstance(label, Promise) else label


@register.inclusion_tag("components/error_summary.html")
def error_summary(*, form: BaseForm | None = None, forms: Iterable[BaseForm] = ()) -> dict[str, Any]:
    """What is wrong, at the top, each linked to its field. `{% crispy form %}` brings its own: use this tag only
    for forms written by hand and for formsets."""
    every = [one for one in [form, *forms] if one is not None]
    return {"errors": [error for one in every for error in _errors(one)]}


def _errors(form: BaseForm) -> list[dict[str, str]]:
    if not form.is_bound:
        return []
    found = [{"target": "", "label": "", "message": message} for message in form.non_field_errors()]
    for name in form.errors:
        if name in form.fields:
            found += [_field_error(form, name, message) for message in form.errors[name]]
    return found


def _field_error(form: BaseForm, name: str, message: str) -> dict[str, str]:
    field = form[name]
    target = "" if field.is_hidden else field.id_for_label or f"{field.auto_id}_0"
    label = str(field.label)
    return {"target": target, "label": label if label.endswith(("?", "!", ":")) else f"{label}:", "message": message}
