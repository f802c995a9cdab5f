"""How well a programme covers a framework: element by element, domain by domain, module by module."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from django.db.models import Q

from programmes.enums import DEPTH_RANK, OVER, CoverageStatus, Depth
from programmes.models import Activity, LearningEvent, Module, Programme
from programmes.selectors.cells import Cell, Cells, Line, cells_of, lines_of
from programmes.selectors.provision import Key, Links, Part, mappings_by_lineage, parts_of, settle
from standards.models import Element, FrameworkVersion

INTRODUCES, DEVELOPS = Depth.INTRODUCES.value, Depth.DEVELOPS.value
MOST_PARTS = 6
"""More parts than this that develop or assess one element are more than a learner needs: with one a month it would be
met for half a year, and those hours are missing where nothing is developed."""


@dataclass(frozen=True)
class Cover:
    """One part that covers an element, how far, and why."""

    part: Part
    depth: str
    rationale: str = ""

    @property
    def label(self) -> str:
        return str(Depth(self.depth).label)


class Hours:
    """Adds up the hours of activities and events, each once, however often it is reached."""

    def __init__(self, parts: dict[Key, Part]) -> None:
        self.of_key = {key: part.hours for key, part in parts.items()}
        self.reached = [part.of for part in parts.values()]

    def of(self, places: Iterable[int]) -> Decimal:
        """Those of the parts at `places`, themselves or through their module."""
        keys = set().union(*(self.reached[place] for place in places))
        return sum((self.of_key[key] for key in keys), Decimal(0))


@dataclass(frozen=True, eq=False, repr=False)
class ElementCoverage:
    """One rateable element and its cells by the place of the part, those of other versions too."""

    element: Line
    cells: Cells
    whole: "Coverage"

    @cached_property
    def status(self) -> CoverageStatus:
        return status_of(cell.depth for cell in self.cells.values())

    @cached_property
    def depth(self) -> str | None:
        return _deepest(cell.depth for cell in self.cells.values())

    @property
    def depth_label(self) -> str:
        return str(Depth(self.depth).label) if self.depth else ""

    @property
    def hours(self) -> Decimal:
        """Hours of the activities and events that are mapped, themselves or through their module, each once."""
        return self.whole.timetable.of(self.cells)

    @property
    def covers(self) -> list[Cover]:
        """What covers it, in the order of the programme."""
        found = sorted(self.cells.items())
        return [Cover(self.whole.parts[place], cell.depth, cell.rationale) for place, cell in found]

    @property
    def deep(self) -> int:
        """How many parts develop or assess it."""
        return sum(1 for cell in self.cells.values() if cell.depth != INTRODUCES)

    @property
    def is_over(self) -> bool:
        return len(self.cells) > MOST_PARTS and self.deep > MOST_PARTS

    def has(self, status: str) -> bool:
        """Whether it belongs under this filter: a status, or more than is needed."""
        return self.is_over if status == OVER else self.status == status


@dataclass(frozen=True, eq=False, repr=False)
class DomainCoverage:
    """A top heading of the framework with what stands beneath; hours count each activity and event once."""

    element: Line | None
    rows: list[ElementCoverage]
    whole: "Coverage"

    @property
    def hours(self) -> Decimal:
        return self.whole.timetable.of({place for row in self.rows for place in row.cells})

    @cached_property
    def depth(self) -> str | None:
        return _deepest(row.depth for row in self.rows)

    @property
    def touched(self) -> int:
        return sum(1 for row in self.rows if row.cells)

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def depth_label(self) -> str:
        return str(Depth(self.depth).label) if self.depth else ""


@dataclass(frozen=True, eq=False, repr=False)
class Coverage:
    """All lines of one version in reading order, its rateable elements, and the same by domain.

    `parts` are those of the programme in reading order: the columns of the grid.
    """

    version: FrameworkVersion
    lines: list[Line]
    parts: list[Part]
    timetable: Hours
    rows: list[ElementCoverage] = field(default_factory=list)

    @cached_property
    def by_element(self) -> dict[str, ElementCoverage]:
        return {row.element.pk: row for row in self.rows}

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many elements have each status, and how many are covered by more parts than they need."""
        found = dict.fromkeys([*CoverageStatus.values, OVER], 0)
        for row in self.rows:
            found[row.status.value] += 1
            found[OVER] += row.is_over
        return found

    @cached_property
    def domains(self) -> list[DomainCoverage]:
        """Elements at the top of the tree with those beneath; rateable ones at the top are one without a name."""
        groups: dict[int | None, list[ElementCoverage]] = {}
        for row in self.rows:
            groups.setdefault(row.element.top, []).append(row)
        named = {top: None if top is None else self.lines[top] for top in groups}
        return [DomainCoverage(named[top], inside, self) for top, inside in groups.items()]

    @property
    def hours(self) -> Decimal:
        return self.timetable.of({place for row in self.rows for place in row.cells})

    @cached_property
    def touching(self) -> list[int]:
        """For each part, how many elements it is mapped to in this version."""
        found = [0] * len(self.parts)
        for row in self.rows:
            for place, cell in row.cells.items():
                found[place] += bool(cell.revision)
        return found

    def of(self, status: str) -> list[ElementCoverage]:
        return [row for row in self.rows if row.has(status)]

    @property
    def untouched(self) -> list[ElementCoverage]:
        return self.of(CoverageStatus.UNTOUCHED)

    @property
    def thin(self) -> list[ElementCoverage]:
        return self.of(CoverageStatus.THIN)

    @property
    def unprepared(self) -> list[ElementCoverage]:
        return self.of(CoverageStatus.UNPREPARED)

    @property
    def touched(self) -> int:
        return sum(1 for row in self.rows if row.cells)

    def within(self, module: str) -> list[int]:
        """The places of a module and of what is in it, by the module's id; all places for none that is there."""
        heads = [place for place, part in enumerate(self.parts) if part.kind == "module" and str(part.pk) == module]
        if not heads:
            return list(range(len(self.parts)))
        own = self.parts[heads[0]].of
        return heads + [place for place, part in enumerate(self.parts) if part.key in own]


def coverage(programme: Programme, version: FrameworkVersion, *, reasons: bool = False) -> Coverage:
    """What the programme covers of `version`, followed by lineage through the versions. Five queries.

    `reasons` reads the rationales whole, not only whether there is one.
    """
    parts = parts_of(programme)
    lines = lines_of(version)
    cells = cells_of(version, parts, reasons=reasons)
    found = Coverage(version, lines, list(parts.values()), Hours(parts))
    found.rows.extend(ElementCoverage(line, cells.get(line.lineage, {}), found) for line in lines if line.is_rateable)
    return found


def row_state(programme: Programme, element: Element) -> tuple[list[Part], list[Cell]]:
    """One row of the grid, empty cells too, and its parts; four queries."""
    parts = parts_of(programme)
    cells = cells_of(element.version, parts, reasons=True, only=element).get(str(element.lineage), {})
    own = {place: cell for place, cell in cells.items() if cell.revision}
    return list(parts.values()), [own.get(place, Cell()) for place in range(len(parts))]


def depths_on(programme: Programme, elements: Iterable[Element]) -> dict[UUID, list[str]]:
    """The depths at which each of these elements of one version is covered, by its id; one query."""
    wanted = list(elements)
    versions = {element.lineage: element.version_id for element in wanted}
    links: Links = settle(mappings_by_lineage(programme, Q(element__lineage__in=list(versions))), versions)
    return {
        element.pk: [depths[element.lineage] for depths in links.values() if element.lineage in depths]
        for element in wanted
    }


def status_of(depths: Iterable[str]) -> CoverageStatus:
    """Untouched: nothing. Thin: only introduced. Unprepared: assessed though never developed. Else covered."""
    found = set(depths)
    if not found:
        return CoverageStatus.UNTOUCHED
    if DEVELOPS in found:
        return CoverageStatus.COVERED
    return CoverageStatus.THIN if found == {INTRODUCES} else CoverageStatus.UNPREPARED


def status_without(depth: str, depths: Iterable[str]) -> CoverageStatus | None:
    """What is left of an element covered at `depths` when one at `depth` goes; None where that is no loss."""
    rest = list(depths)
    before = status_of(rest)
    if depth in rest:
        rest.remove(depth)
    after = status_of(rest)
    return after if after != before else None


def _deepest(depths: Iterable[str | None]) -> str | None:
    return max((depth for depth in depths if depth), key=DEPTH_RANK.__getitem__, default=None)


@dataclass(frozen=True)
class Loss:
    """An element that would be covered worse without some parts."""

    element: Line
    before: CoverageStatus
    after: CoverageStatus


def losses(found: Coverage, without: Collection[Key]) -> list[Loss]:
    """Elements that nothing would touch, or nothing would develop, without these parts. No query."""
    gone = {place for place, part in enumerate(found.parts) if part.key in without}
    lost = []
    for row in found.rows:
        if gone & row.cells.keys():
            after = status_of(cell.depth for place, cell in row.cells.items() if place not in gone)
            if after != row.status and after != CoverageStatus.COVERED:
                lost.append(Loss(row.element, row.status, after))
    return lost


@dataclass(frozen=True)
class Going:
    """What goes with a part that is deleted: its mapped cells, and what that makes of elements, by framework."""

    cells: int
    losses: list[tuple[FrameworkVersion, list[Loss]]]


def going(programme: Programme, item: Module | Activity | LearningEvent, kind: str) -> Going:
    """What would be lost with this part. One query when nothing is; else five more a framework."""
    cells = item.mappings.count()
    if not cells:
        return Going(0, [])
    lost = [
        (framework.version, losses(coverage(programme, framework.version), {(kind, item.pk)}))
        for framework in programme.frameworks.select_related("version__framework")
    ]
    return Going(cells, [(version, those) for version, those in lost if those])
