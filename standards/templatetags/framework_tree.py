"""Draws the tree of a version. Joined here and not in a template: a thousand elements take milliseconds."""

import uuid
from collections.abc import Mapping, Sequence

from django import template
from django.utils.html import conditional_escape as escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from standards.models import Element

register = template.Library()
SHORT = 120  # a longer statement is running text, not a heading
SMALL = 40  # a tree of at most so many elements is shown open


@register.simple_tag
def framework_tree(
    *, elements: Sequence[Element], links: Mapping[uuid.UUID, int], words: str = "", opened: str = "some"
) -> SafeString:
    """The elements as nested lists that fold. `words` leaves only those that hold all of them, and what is above;
    `opened` is "all" or "some" (the whole of a small tree, else only the top)."""
    shown = matching(elements, words) if words else list(elements)
    if not shown:
        return SafeString("")
    opens_to = 99 if opened == "all" or len(shown) <= SMALL else 1
    parents = {element.parent_id for element in shown}
    return mark_safe("".join(_pieces(shown, parents, links, opens_to)))  # noqa: S308 (every text is escaped below)


def matching(elements: Sequence[Element], words: str) -> list[Element]:
    """The elements that hold every one of `words` in code, statements or notes, with all that stand above them."""
    wanted = words.lower().split()
    by_key = {element.pk: element for element in elements}
    kept: set[uuid.UUID] = set()
    for element in elements:
        text = f"{element.code} {element.abbreviated_statement} {element.full_statement} {element.notes}".lower()
        node: Element | None = element if all(word in text for word in wanted) else None
        while node is not None and node.pk not in kept:
            kept.add(node.pk)
            node = by_key.get(node.parent_id) if node.parent_id else None
    return [element for element in elements if element.pk in kept]


def _pieces(
    shown: Sequence[Element], parents: set[uuid.UUID | None], links: Mapping[uuid.UUID, int], opens_to: int
) -> list[str]:
    pieces = ['<ul class="tree" role="list" data-tree data-testid="tree">']
    depth = 0
    for element in shown:
        while depth > element.depth:
            pieces.append("</ul></details></li>")
            depth -= 1
        if element.pk in parents:
            fold = " open" if element.depth < opens_to else ""
            pieces.append(f'<li id="e-{element.pk}"><details{fold}><summary>{_head(element)}</summary>')
            pieces.append(f'{_body(element, links)}<ul role="list">')
            depth += 1
        else:
            pieces.append(
                f'<li id="e-{element.pk}"><div class="leaf">{_head(element)}{_body(element, links)}</div></li>'
            )
    pieces.extend(["</ul></details></li>"] * depth)
    pieces.append("</ul>")
    return pieces


def _head(element: Element) -> str:
    code = f'<span class="code">{escape(element.code)}</span> ' if element.code else ""
    kind = f' <span class="kind">{escape(element.kind)}</span>' if element.kind else ""
    short = "name short" if len(element.title) <= SHORT else "name"
    return f'{code}<span class="{short}">{escape(element.title)}</span>{kind}'


def _body(element: Element, links: Mapping[uuid.UUID, int]) -> str:
    """The full statement where the title is a shorter one, notes, and how many links there are."""
    pieces = []
    if element.abbreviated_statement and element.full_statement != element.abbreviated_statement:
        pieces.append(f'<p class="says">{escape(element.full_statement)}</p>')
    if element.notes:
        pieces.append(f'<p class="aside"><b>{_("Notes")}</b> {escape(element.notes)}</p>')
    if count := links.get(element.pk, 0):
        words = ngettext("%(count)d link", "%(count)d links", count) % {"count": count}
        pieces.append(f'<p class="aside">{words}</p>')
    return "".join(pieces)
