"""What changed between two versions of a framework, in words that can be read."""

import difflib
import re
import uuid
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from standards.enums import Succession
from standards.models import Element, FrameworkVersion, LevelDescriptor, ScaleLevel
from standards.selectors.succession import Successor, elements_of, successors_among

LONG = 2_000  # words: what is longer is shown whole, old and new
ALIKE = 0.35  # share of words in common, below which marks within the text only confuse
WORDS = re.compile(r"\s+|[^\W_]+|.", re.DOTALL)
FACTS = {
    "label": gettext_lazy("Version"),
    "notes": gettext_lazy("Notes"),
    "status_start_date": gettext_lazy("In force from"),
    "status_end_date": gettext_lazy("In force until"),
}
FIELDS = {
    "code": gettext_lazy("Code"),
    "abbreviated_statement": gettext_lazy("Short statement"),
    "full_statement": gettext_lazy("Statement"),
    "kind": gettext_lazy("Kind"),
    "is_rateable": gettext_lazy("Can be rated"),
    "notes": gettext_lazy("Notes"),
    "keywords": gettext_lazy("Keywords"),
    "education_level": gettext_lazy("Education level"),
    "language": gettext_lazy("Language"),
    "status_start_date": gettext_lazy("In force from"),
    "status_end_date": gettext_lazy("In force until"),
}


class Piece(NamedTuple):
    """A run of words: `sign` is "=" (in both), "-" (only before) or "+" (only after)."""

    sign: str
    text: str


@dataclass(frozen=True)
class Change:
    """One text, before and after; `pieces` join to both."""

    label: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Reworded:
    """An element that is kept or replaced, and what is said differently."""

    before: Element
    after: Element
    changes: list[Change]


@dataclass(frozen=True)
class Moved:
    """A kept element in another place; the headings it stood and stands under, none at the top."""

    element: Element
    before: Element | None
    after: Element | None


@dataclass(frozen=True)
class Difference:
    """From `before` to `after`. `descriptors` are those of kept elements; `unchanged` counts elements."""

    before: FrameworkVersion
    after: FrameworkVersion
    facts: list[Change] = field(default_factory=list)
    scale: list[Change] = field(default_factory=list)
    replaced: list[Reworded] = field(default_factory=list)
    reworded: list[Reworded] = field(default_factory=list)
    descriptors: list[Reworded] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)
    added: list[Element] = field(default_factory=list)
    removed: list[Element] = field(default_factory=list)
    unchanged: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.facts or self.scale or any(count for count, _label in self.figures))

    @property
    def figures(self) -> list[tuple[int, str]]:
        """How many elements of each sort, with the word for it."""
        return [
            (len(self.added), _("added")),
            (len(self.removed), _("removed")),
            (len(self.replaced), _("replaced")),
            (len(self.reworded), _("reworded")),
            (len(self.moved), _("moved")),
            (len(self.descriptors), _("with other level descriptions")),
        ]


def difference(before: FrameworkVersion, after: FrameworkVersion) -> Difference:
    """All that differs, in reading order. Four queries, whatever the size."""
    elements = elements_of(before, after)
    onward = successors_among(elements, before, after)
    pairs = [
        (old, found.element) for old in elements[before.pk] for found in onward[old.pk] if found.by == Succession.SAME
    ]
    reworded = [row for old, new in pairs if (row := Reworded(old, new, _changes(old, new))).changes]
    descriptors = _descriptors(before, after, pairs)
    moved = _moved(elements, pairs, onward)
    reached = {found.element.pk for successors in onward.values() for found in successors}
    touched = {row.after.pk for row in (*reworded, *descriptors)} | {row.element.pk for row in moved}
    return Difference(
        before=before,
        after=after,
        facts=[
            change for name in FACTS if (change := _change(FACTS[name], getattr(before, name), getattr(after, name)))
        ],
        scale=_scale(before, after),
        replaced=_replaced(elements[before.pk], onward),
        reworded=reworded,
        descriptors=descriptors,
        moved=moved,
        added=[element for element in elements[after.pk] if element.pk not in reached],
        removed=[element for element in elements[before.pk] if not onward[element.pk]],
        unchanged=sum(new.pk not in touched for _old, new in pairs),
    )


def compared(old: str, new: str) -> list[Piece]:
    """The words of both, in runs; texts that are very long or have little in common are shown whole."""
    before, after = WORDS.findall(old), WORDS.findall(new)
    whole = [piece for piece in (Piece("-", old), Piece("+", new)) if piece.text]
    if max(len(before), len(after)) > LONG:
        return whole
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < ALIKE:
        return whole
    pieces: list[Piece] = []
    gone = come = ""
    for tag, a, b, c, d in matcher.get_opcodes():
        out, into = "".join(before[a:b]), "".join(after[c:d])
        if tag == "equal" and not (gone and come and out.isspace()):
            pieces += [*_run(gone, come), Piece("=", out)]
            gone = come = ""
        else:  # a space between two changed words is part of the change
            gone, come = gone + out, come + into
    return [*pieces, *_run(gone, come)]


def _run(gone: str, come: str) -> list[Piece]:
    return [piece for piece in (Piece("-", gone), Piece("+", come)) if piece.text]


def _kept(before: list[Element], onward: dict[uuid.UUID, list[Successor]]) -> Iterator[tuple[Element, Element]]:
    return ((old, new.element) for old in before for new in onward[old.pk] if new.by == Succession.SAME)


def _changes(old: Any, new: Any, names: Mapping[str, Any] = FIELDS) -> list[Change]:
    sides = ((label, getattr(old, name), getattr(new, name)) for name, label in names.items())
    return [change for side in sides if (change := _change(*side))]


def _change(label: Any, old: Any, new: Any) -> Change | None:
    if old == new:
        return None
    before, after = _in_words(old), _in_words(new)
    is_text = isinstance(old, str) and isinstance(new, str)
    return Change(str(label), compared(before, after) if is_text else _run(before, after))


def _in_words(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(value)
    return value if isinstance(value, str) else date_format(value) if value else ""


def _replaced(before: list[Element], onward: dict[uuid.UUID, list[Successor]]) -> list[Reworded]:
    return [
        Reworded(old, found.element, _changes(old, found.element))
        for old in before
        for found in onward[old.pk]
        if found.by != Succession.SAME
    ]


def _scale(before: FrameworkVersion, after: FrameworkVersion) -> list[Change]:
    """The levels that differ, by value."""
    if before.scale_id == after.scale_id:
        return []
    words: dict[int, list[str]] = defaultdict(lambda: ["", ""])
    scales = [before.scale_id, after.scale_id]
    for level in ScaleLevel.objects.filter(scale__in=[pk for pk in scales if pk]).order_by("value"):
        text = f"{level.label}: {level.description}" if level.description else level.label
        words[level.value][scales.index(level.scale_id)] = text
    return [c for value, texts in sorted(words.items()) if (c := _change(_("Level %d") % value, *texts))]


def _descriptors(
    before: FrameworkVersion, after: FrameworkVersion, pairs: list[tuple[Element, Element]]
) -> list[Reworded]:
    """Kept elements of which some level is described differently; levels are set side by side by their value."""
    texts: dict[uuid.UUID, dict[int, str]] = defaultdict(dict)
    labels: dict[int, str] = {}
    rows = LevelDescriptor.objects.filter(element__version__in=[before, after]).order_by("element__version__number")
    for element, value, label, text in rows.values_list("element", "level__value", "level__label", "text"):
        texts[element][value], labels[value] = text, label
    found = []
    for old, new in pairs:
        values = sorted(texts[old.pk].keys() | texts[new.pk].keys()) if texts.keys() & {old.pk, new.pk} else []
        sides = [(labels[value], texts[old.pk].get(value, ""), texts[new.pk].get(value, "")) for value in values]
        if changes := [change for side in sides if (change := _change(*side))]:
            found.append(Reworded(old, new, changes))
    return found


def _moved(
    elements: dict[uuid.UUID, list[Element]],
    pairs: list[tuple[Element, Element]],
    onward: dict[uuid.UUID, list[Successor]],
) -> list[Moved]:
    """Kept elements that stand under another heading, or in another order under the same one.

    A heading that was replaced is the same place. Of those in another order only as many count as must have moved.
    """
    by_key = {element.pk: element for side in elements.values() for element in side}
    under: dict[uuid.UUID | None, list[tuple[Element, Element]]] = defaultdict(list)
    away = set()
    for old, new in pairs:
        places = {found.element.pk for found in onward[old.parent_id]} if old.parent_id else {None}
        if new.parent_id in places:
            under[new.parent_id].append((old, new))
        else:
            away.add(new.pk)
    for siblings in under.values():
        away |= _out_of_order(siblings)
    return [
        Moved(new, by_key[old.parent_id] if old.parent_id else None, by_key[new.parent_id] if new.parent_id else None)
        for old, new in sorted(pairs, key=lambda pair: pair[1].position)
        if new.pk in away
    ]


def _out_of_order(siblings: Iterable[tuple[Element, Element]]) -> set[uuid.UUID]:
    """The fewest that must have moved: all but a longest run that is in the same order on both sides."""
    in_old_order = [new for _old, new in sorted(siblings, key=lambda pair: pair[0].position)]
    places: list[int] = []  # the place at which the best run of each length ends
    last: list[uuid.UUID] = []  # the element that stands there
    before: dict[uuid.UUID, uuid.UUID | None] = {}
    for new in in_old_order:
        length = bisect_left(places, new.position)
        before[new.pk] = last[length - 1] if length else None
        places[length : length + 1], last[length : length + 1] = [new.position], [new.pk]
    stayed, key = set(), last[-1] if last else None
    while key is not None:
        stayed.add(key)
        key = before[key]
    return before.keys() - stayed
