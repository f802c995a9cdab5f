"""Places in the tree of a draft: `position` counts in reading order, so a subtree is a run of positions.

Adding, moving and deleting shift runs of positions, each in one statement however large the tree is.
"""

import uuid
from dataclasses import dataclass

from django.db.models import Case, Exists, F, IntegerField, Max, Min, OuterRef, Q, QuerySet, When
from django.db.models.expressions import Combinable
from django.utils.translation import gettext as _

from carnegie.core.errors import Refused
from standards.formats.tree import MAX_DEPTH
from standards.models import Element, FrameworkVersion


@dataclass(frozen=True)
class Place:
    """Where something may stand: under `parent` (None: at the top), at `position`."""

    parent: Element | None
    position: int

    @property
    def depth(self) -> int:
        return self.parent.depth + 1 if self.parent else 0


@dataclass(frozen=True)
class Run:
    """A subtree: the positions from `start` to before `end`, and the depth of its deepest element."""

    start: int
    end: int
    deepest: int

    @property
    def length(self) -> int:
        return self.end - self.start

    def holds(self, element: Element | None) -> bool:
        return element is not None and self.start <= element.position < self.end


def as_stored(draft: FrameworkVersion, element: Element) -> Element:
    """The element as it stands in the draft now. Refused when it is gone, or of another version."""
    found: Element | None = draft.elements.filter(pk=element.pk).first()
    if found is None:
        raise Refused(_("Somebody has deleted “%(title)s” meanwhile.") % {"title": element.title[:100]})
    return found


def run_of(element: Element) -> Run:
    """The element with all that stands below it: two queries."""
    tree = Element.objects.filter(version=element.version_id)
    beyond = Q(position__gt=element.position, depth__lte=element.depth)
    found = tree.aggregate(next=Min("position", filter=beyond), last=Max("position"))
    end = found["last"] + 1 if found["next"] is None else found["next"]
    deepest = tree.filter(position__gte=element.position, position__lt=end).aggregate(most=Max("depth"))["most"]
    return Run(element.position, end, deepest)


def rows_of(draft: FrameworkVersion, run: Run) -> QuerySet[Element]:
    return draft.elements.filter(position__gte=run.start, position__lt=run.end)


def place_under(draft: FrameworkVersion, parent: Element | None, after: Element | None) -> Place:
    """The place under `parent` right after `after`, or first there. Refused when the two no longer stand together."""
    above = as_stored(draft, parent) if parent else None
    if after is None:
        return Place(above, above.position + 1 if above else 0)
    before = as_stored(draft, after)
    if before.parent_id != (above.pk if above else None):
        raise Refused(_("The tree has changed meanwhile: look at it again, then choose the place."))
    return Place(above, run_of(before).end)


def last_under(draft: FrameworkVersion, parent: Element | None) -> Place:
    """The place after everything that stands under `parent`."""
    if parent is None:
        last = draft.elements.aggregate(last=Max("position"))["last"]
        return Place(None, 0 if last is None else last + 1)
    above = as_stored(draft, parent)
    return Place(above, run_of(above).end)


def check_depth(deepest: int) -> None:
    if deepest >= MAX_DEPTH:
        raise Refused(_("A tree may be at most %(limit)d levels deep.") % {"limit": MAX_DEPTH})


def make_room(draft: FrameworkVersion, position: int, count: int) -> None:
    """Shifts what stands at `position` and after it, so that `count` elements fit in; a negative count closes a gap."""
    draft.elements.filter(position__gte=position).update(position=F("position") + count)


def carry(draft: FrameworkVersion, run: Run, place: Place, deeper: int) -> None:
    """Moves the run to the place, `deeper` levels down, and lets the others close up: one statement."""
    if place.position <= run.start:
        low, high, step, shift = place.position, run.end, place.position - run.start, run.length
    else:
        low, high, step, shift = run.start, place.position, place.position - run.end, -run.length
    is_carried = Q(position__gte=run.start, position__lt=run.end)
    draft.elements.filter(position__gte=low, position__lt=high).update(
        position=_where(is_carried, F("position") + step, F("position") + shift),
        depth=_where(is_carried, F("depth") + deeper, F("depth")),
    )


def _where(condition: Q, then: Combinable, other: Combinable) -> Case:
    return Case(When(condition, then=then), default=other, output_field=IntegerField())


def settle_headings(draft: FrameworkVersion, *parents: uuid.UUID | None) -> None:
    """What has something below it is a heading, which nobody rates; what has nothing left below can be rated."""
    keys = {key for key in parents if key}
    if keys:
        below = Element.objects.filter(parent=OuterRef("pk"))
        draft.elements.filter(pk__in=keys).update(is_rateable=~Exists(below))
