"""Lays a tree out: one parent each, no cycles, siblings in order, positions in reading order."""

import re
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from standards.formats.draft import ElementDraft, Issues

MAX_DEPTH = 40
_PIECES = re.compile(r"(\d+)")
SortKey = tuple[object, ...]


@dataclass(frozen=True)
class Edge:
    """`child` stands under `parent`, at `sequence` among its siblings where the file says so."""

    child: uuid.UUID
    parent: uuid.UUID
    sequence: int | None = None


def natural(text: str) -> SortKey:
    """Orders codes as people do: 1.2 before 1.10, and what has none last."""
    pieces = (piece for piece in _PIECES.split(text) if piece)
    return (not text, tuple((0, int(piece[:18]), "") if piece.isdecimal() else (1, 0, piece) for piece in pieces))


def choose_parents(
    elements: dict[uuid.UUID, ElementDraft], edges: Iterable[Edge], warnings: Issues
) -> tuple[dict[uuid.UUID, Edge], list[Edge]]:
    """One edge a child (the first in the file), and those left over: second parents, and edges that close a cycle."""
    chosen: dict[uuid.UUID, Edge] = {}
    left: list[Edge] = []
    for edge in edges:
        if edge.child in chosen:
            _warn_second(edge, chosen[edge.child], warnings)
            left.append(edge)
        else:
            chosen[edge.child] = edge
    for edge in _cut_cycles(elements, chosen):
        warnings.add(
            "cycle",
            _("This element stands below itself; it is placed at the top, and the link is kept as a link."),
            field="isChildOf",
            identifier=edge.child,
        )
        left.append(edge)
    return chosen, left


def _warn_second(edge: Edge, first: Edge, warnings: Issues) -> None:
    if edge.parent != first.parent:
        warnings.add(
            "several_parents",
            _("This element has several parents; the first is its place in the tree, the others are kept as links."),
            field="isChildOf",
            identifier=edge.child,
        )


def _cut_cycles(elements: dict[uuid.UUID, ElementDraft], chosen: dict[uuid.UUID, Edge]) -> list[Edge]:
    """Takes out of `chosen` one edge of each cycle."""
    cut: list[Edge] = []
    done: set[uuid.UUID] = set()
    for start in elements:
        way: set[uuid.UUID] = set()
        node: uuid.UUID | None = start
        while node is not None and node not in done and node not in way:
            way.add(node)
            node = chosen[node].parent if node in chosen else None
        if node is not None and node in way:
            cut.append(chosen.pop(node))
        done |= way
    return cut


def lay_out(
    elements: dict[uuid.UUID, ElementDraft],
    chosen: dict[uuid.UUID, Edge],
    roots: dict[uuid.UUID, int | None],
    order: dict[uuid.UUID, SortKey],
    errors: Issues,
) -> list[ElementDraft]:
    """The elements in reading order, each with parent, depth, position; only leaves can be rated.

    `roots` gives the sequence numbers of those that stand at the top, `order` the key among siblings without one.
    """

    def key(element: ElementDraft) -> SortKey:
        edge = chosen.get(element.identifier)
        sequence = edge.sequence if edge else roots.get(element.identifier)
        return (sequence is None, sequence or 0, order[element.identifier])

    children: dict[uuid.UUID | None, list[ElementDraft]] = defaultdict(list)
    for element in elements.values():
        element.parent = chosen[element.identifier].parent if element.identifier in chosen else None
        children[element.parent].append(element)
    for siblings in children.values():
        siblings.sort(key=key)
    laid: list[ElementDraft] = []
    waiting = list(reversed(children[None]))
    while waiting:
        element = waiting.pop()
        below = children.get(element.identifier, [])
        element.position = len(laid)
        element.is_rateable = not below
        for child in below:
            child.depth = element.depth + 1
        waiting.extend(reversed(below))
        laid.append(element)
    _check_depth(laid, errors)
    return laid


def _check_depth(laid: list[ElementDraft], errors: Issues) -> None:
    for element in laid:
        if element.depth == MAX_DEPTH:
            message = _("The tree is deeper than %(limit)d levels here.") % {"limit": MAX_DEPTH}
            errors.add("too_deep", message, field="isChildOf", identifier=element.identifier)
