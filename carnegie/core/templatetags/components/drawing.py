"""How every component is drawn, and what it may be told: the tones, variants and states that there are."""

from collections.abc import Iterable
from typing import Any, Literal

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

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


def value_of(item: Any, name: str) -> Any:
    """`name` of an item that a page gave as a dictionary or as an object; None when it has none."""
    return item.get(name) if isinstance(item, dict) else getattr(item, name, None)
