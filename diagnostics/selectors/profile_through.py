"""A self-assessment read in the words of another framework, over the approved links of a crosswalk (ADR 0035)."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from diagnostics.models import Answer, Attempt, Item
from programmes.selectors import Line, lines_of, version_in_force
from standards.enums import Approval
from standards.models import Crosswalk, FrameworkVersion


@dataclass(frozen=True)
class RatedWay:
    """One link over which a rating is reached: how the other element stands to the statement that was rated."""

    words: str
    item: Item
    answer: Answer | None


@dataclass(frozen=True)
class ThroughLine:
    """A rateable element of the other framework, with every rating that leads to it; they are never added up."""

    element: Line
    ways: tuple[RatedWay, ...]


@dataclass(frozen=True)
class ThroughProfile:
    """The other framework's version in force, element by element; no version where none is adopted any more."""

    version: FrameworkVersion | None
    lines: list[ThroughLine]

    @property
    def reached(self) -> int:
        """Elements to which at least one answer leads."""
        return sum(any(way.answer for way in line.ways) for line in self.lines)


def profile_through(attempt: Attempt, crosswalk: Crosswalk) -> ThroughProfile:
    """What the attempt says of the other framework of `crosswalk`: approved links only, followed by lineage, one step
    far. Five queries. Only what was rated is shown beside each link, since a link does not say at which level the other
    element is met."""
    framework = attempt.round.diagnostic_version.framework_version.framework_id
    forward = crosswalk.left_id == framework
    other = version_in_force(crosswalk.right if forward else crosswalk.left)
    if other is None:
        return ThroughProfile(None, [])
    ways = _ways(attempt, crosswalk, forward=forward)
    lines = [line for line in lines_of(other) if line.is_rateable]
    return ThroughProfile(other, [ThroughLine(line, tuple(ways.get(line.lineage, ()))) for line in lines])


def _ways(attempt: Attempt, crosswalk: Crosswalk, *, forward: bool) -> dict[str, list[RatedWay]]:
    """The ways to each element of the other framework, by its lineage."""
    items = {item.lineage: item for item in attempt.round.diagnostic_version.items.all()}
    answers: dict[UUID, Answer] = {one.item_id: one for one in attempt.answers.answered().select_related("level")}
    found: dict[str, list[RatedWay]] = defaultdict(list)
    for link in crosswalk.links.filter(approval=Approval.APPROVED).order_by("left__position", "right__position"):
        here, there = (link.left_lineage, link.right_lineage)[:: 1 if forward else -1]
        if item := items.get(here):
            words = link.words_back if forward else link.words
            found[str(there)].append(RatedWay(words, item, answers.get(item.pk)))
    return found
