"""Draws the tree of a draft for its editor. Joined here, like `framework_tree`, so that 1,500 rows take milliseconds.

Each row is a link to the element's own page, which is all that works without scripts; the script makes folds, keys,
dragging and panels of them.
"""

import uuid
from collections.abc import Sequence

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape as escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from standards.models import Element
from standards.templatetags.framework_tree import SMALL, matching

register = template.Library()
NOBODY = uuid.UUID(int=0)
SHOWN = 220  # characters of a title in its row; the panel shows all


@register.simple_tag
def editor_tree(*, elements: Sequence[Element], words: str = "", testid: str = "editor-tree") -> SafeString:
    """The elements as nested lists of rows; `words` leaves only those that hold all of them, and what is above."""
    shown = matching(elements, words) if words else list(elements)
    parents = {element.parent_id for element in shown}
    shuts_from = 99 if words or len(shown) <= SMALL else 1
    pieces = [f'<ul class="etree" id="editor-tree" data-testid="{testid}">']
    depth = 0
    before, after = _address()
    for element in shown:
        while depth > element.depth:
            pieces.append("</ul></li>")
            depth -= 1
        is_parent = element.pk in parents
        shut = ' class="shut"' if is_parent and element.depth >= shuts_from else ""
        fold = _fold(element, not shut) if is_parent else ""
        link = f'<a href="{before}{element.pk}{after}">{head(element)}</a>'
        pieces.append(f'<li id="e-{element.pk}"{shut}><div class="erow"><i class="grip"></i>{fold}{link}</div>')
        if is_parent:
            pieces.append("<ul>")
            depth += 1
        else:
            pieces.append("</li>")
    pieces.extend(["</ul></li>"] * depth)
    pieces.append("</ul>")
    return mark_safe("".join(pieces))  # noqa: S308 (every text is escaped in `head`)


def item(element: Element) -> str:
    """A new row without anything below it."""
    before, after = _address()
    link = f'<a href="{before}{element.pk}{after}">{head(element)}</a>'
    return f'<li id="e-{element.pk}"><div class="erow"><i class="grip"></i>{link}</div></li>'


def head(element: Element) -> str:
    """Code, title and kind of a row."""
    code = f'<span class="code">{escape(element.code)}</span> ' if element.code else ""
    kind = f' <span class="kind">{escape(element.kind)}</span>' if element.kind else ""
    title = element.title if len(element.title) <= SHOWN else Truncator(element.title).chars(SHOWN)
    return f'{code}<span class="name">{escape(title)}</span>{kind}'


def _fold(element: Element, is_open: bool) -> str:
    label = escape(_("Fold %(name)s") % {"name": element.code or element.title[:40]})
    state = "true" if is_open else "false"
    return f'<button type="button" class="efold" aria-expanded="{state}" aria-label="{label}" tabindex="-1"></button>'


def _address() -> tuple[str, str]:
    """What stands before and after the key in the address of an element's page: asked once for all rows."""
    before, _key, after = reverse("standards:element-edit", args=[NOBODY]).partition(str(NOBODY))
    return before, after
