"""What a page is made of: cards, lists, people, words and dates."""

import datetime as dt
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal

from django.template.defaultfilters import floatformat
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from carnegie.core import icons
from carnegie.core.templatetags.components.drawing import TONE_ICONS, Tone, draw, known, register, trimmed


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
    value: dt.date | dt.datetime | None, *, part: Literal["full", "date", "time"] = "full", empty: str = "–"
) -> SafeString | str:
    """`value` as "Tue 24 Nov 2026, 14:30" in the reader's time zone; a date has no time; None is `empty`."""
    known(part, ("full", "date", "time"), "part")
    if not value:
        return empty
    if not isinstance(value, dt.datetime):
        return format_html('<time datetime="{}">{}</time>', value.isoformat(), _words(value, "date", get_language()))
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    words = _words(local.replace(second=0, microsecond=0, tzinfo=None), part, get_language())
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="minutes"), words)


@lru_cache(maxsize=4096)
def _words(local: dt.date, part: str, _language: str | None) -> str:
    """Kept, for a page says the same few days again and again, and putting one into words takes as long as a row."""
    return formats.date_format(local, {"full": "DATETIME_FORMAT", "date": "DATE_FORMAT", "time": "TIME_FORMAT"}[part])


@register.simple_tag
def hours(*, value: Decimal | int) -> str:
    """So many hours in words: "1 hour", "1.5 hours"."""
    number = int(value) if value == int(value) else 2
    return ngettext("%(hours)s hour", "%(hours)s hours", number) % {"hours": floatformat(value)}
