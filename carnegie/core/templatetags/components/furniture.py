"""What stands around the content of a page, and shows the way."""

from collections.abc import Sequence
from typing import Any, Literal

from django.template.defaultfilters import capfirst
from django.utils.html import format_html
from django.utils.safestring import SafeString

from carnegie.core import icons
from carnegie.core.templatetags.components.drawing import (
    STATION_WORDS,
    TONE_ICONS,
    VARIANTS,
    Tone,
    Variant,
    draw,
    known,
    register,
    trimmed,
    value_of,
)


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


@register.inclusion_tag("components/tabs.html")
def tabs(*, items: Sequence[Any], label: str) -> dict[str, Any]:
    """Sibling pages; an item has `label`, `url`, `current` and perhaps `count`."""
    return {"items": items, "label": label}


@register.inclusion_tag("components/side_nav.html")
def side_nav(*, items: Sequence[Any], label: str) -> dict[str, Any]:
    """Parts of one long thing, down the side (one line on a phone); an item has `label`, `url`, `current`, `note`."""
    return {"items": items, "label": label, "here": next((item for item in items if value_of(item, "current")), None)}


@register.inclusion_tag("components/steps.html")
def steps(*, items: Sequence[Any], label: str) -> dict[str, Any]:
    """Where one is on a way of several pages; an item has `label`, `state` (done, now, waiting) and perhaps `url`."""
    return {"items": items, "label": label, "words": STATION_WORDS}
