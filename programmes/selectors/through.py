"""Coverage read through a crosswalk: what a programme that is mapped to one framework does for another (ADR 0035)."""

from dataclasses import dataclass

from programmes.enums import DEPTH_RANK, CoverageStatus, Depth
from programmes.models import Programme
from programmes.selectors.cells import Line, lines_of
from programmes.selectors.coverage import ElementCoverage, coverage, status_of
from programmes.selectors.crosswalk import version_in_force
from standards.enums import Approval, AssociationType, Strength
from standards.models import Crosswalk, CrosswalkLink, FrameworkVersion

FULL = frozenset({AssociationType.EXACT_MATCH_OF, AssociationType.IS_TRANSLATION_OF})
UNCOUNTED = frozenset({AssociationType.PRECEDES, AssociationType.EXEMPLAR, AssociationType.HAS_SKILL_LEVEL})


@dataclass(frozen=True)
class Way:
    """One approved link over which an element is reached: how it stands to the mapped one, and what that counts for.

    `depths` are empty where nothing is mapped there, or where such a link does not count.
    """

    words: str
    source: Line
    depths: tuple[str, ...]

    @property
    def label(self) -> str:
        deepest = max(self.depths, key=DEPTH_RANK.__getitem__, default=None)
        return str(Depth(deepest).label) if deepest else ""


@dataclass(frozen=True)
class ThroughRow:
    """A rateable element of the other framework, and the ways that lead to it."""

    element: Line
    ways: tuple[Way, ...]

    @property
    def status(self) -> CoverageStatus:
        return status_of(depth for way in self.ways for depth in way.depths)


@dataclass(frozen=True)
class Through:
    """The other framework's version in force, element by element; no version where none is adopted any more."""

    version: FrameworkVersion | None
    rows: list[ThroughRow]

    @property
    def counts(self) -> dict[str, int]:
        found = dict.fromkeys(CoverageStatus.values, 0)
        for row in self.rows:
            found[row.status.value] += 1
        return found

    @property
    def touched(self) -> int:
        return sum(1 for row in self.rows if row.status != CoverageStatus.UNTOUCHED)


def coverage_through(programme: Programme, version: FrameworkVersion, crosswalk: Crosswalk) -> Through:
    """What the programme's mapping to `version` says of the other framework of `crosswalk`. Eight queries.

    Approved links only, followed by lineage, one step far. An exact match or a translation counts at full depth, others
    as introduced at most; precedes, example, skill level and weak links do not count.
    """
    forward = crosswalk.left_id == version.framework_id
    other = version_in_force(crosswalk.right if forward else crosswalk.left)
    if other is None:
        return Through(None, [])
    mapped = {row.element.lineage: row for row in coverage(programme, version).rows}
    ways: dict[str, list[Way]] = {}
    for link in crosswalk.links.filter(approval=Approval.APPROVED).order_by("left__position", "right__position"):
        here, there = (link.left_lineage, link.right_lineage)[:: 1 if forward else -1]
        if row := mapped.get(str(here)):
            words = link.words_back if forward else link.words
            ways.setdefault(str(there), []).append(Way(words, row.element, _counted(link, row)))
    lines = [line for line in lines_of(other) if line.is_rateable]
    return Through(other, [ThroughRow(line, tuple(ways.get(line.lineage, ()))) for line in lines])


def _counted(link: CrosswalkLink, row: ElementCoverage) -> tuple[str, ...]:
    """What the link passes on of the depths at which the mapped element is covered."""
    depths = {cell.depth for cell in row.cells.values()}
    if link.kind in UNCOUNTED or link.strength == Strength.WEAK:
        return ()
    passed = depths if link.kind in FULL else {Depth.INTRODUCES} if depths else set()
    return tuple(sorted(passed, key=DEPTH_RANK.__getitem__))
