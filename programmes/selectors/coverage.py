"""How well a programme covers a framework: element by element, domain by domain."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from django.db.models import Q

from programmes.enums import DEPTH_RANK, CoverageStatus, Depth
from programmes.models import Programme
from programmes.selectors.provision import Key, Links, Part, mappings_by_lineage, parts_of, settle
from standards.models import Element, FrameworkVersion


@dataclass(frozen=True)
class Cover:
    """One part that covers an element, and how far."""

    part: Part
    depth: str

    @property
    def label(self) -> str:
        return str(Depth(self.depth).label)


@dataclass(frozen=True)
class ElementCoverage:
    """`hours` are those of the activities and events that are mapped, themselves or through their module, each once."""

    element: Element
    status: CoverageStatus
    depth: str | None
    hours: Decimal
    covers: list[Cover]

    @property
    def depth_label(self) -> str:
        return str(Depth(self.depth).label) if self.depth else ""


@dataclass(frozen=True)
class DomainCoverage:
    """A top heading of the framework with what stands beneath; hours count each activity and event once."""

    element: Element | None
    rows: list[ElementCoverage]
    hours: Decimal
    depth: str | None

    @property
    def touched(self) -> int:
        return sum(1 for row in self.rows if row.covers)

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def depth_label(self) -> str:
        return str(Depth(self.depth).label) if self.depth else ""


@dataclass(frozen=True)
class Coverage:
    """All rateable elements of one version in reading order, and the same by domain."""

    version: FrameworkVersion
    rows: list[ElementCoverage]
    domains: list[DomainCoverage]
    hours: Decimal
    counts: dict[str, int] = field(default_factory=dict)

    def of(self, status: str) -> list[ElementCoverage]:
        return [row for row in self.rows if row.status == status]

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
        return len(self.rows) - len(self.untouched)


def coverage(programme: Programme, version: FrameworkVersion) -> Coverage:
    """What the programme covers of `version`, followed by lineage through the versions. Five queries.

    Domains are the elements at the top of the tree; rateable elements at the top are a domain without a name.
    """
    elements = list(version.elements.defer("notes", "keywords", "education_level"))
    parts = parts_of(programme)
    by_lineage = _by_lineage(_links(programme, elements), parts)
    rows = [_row(element, by_lineage.get(element.lineage, []), parts) for element in elements if element.is_rateable]
    counts = {status.value: sum(1 for row in rows if row.status == status) for status in CoverageStatus}
    return Coverage(version, rows, _domains(elements, rows, parts), _hours(_parts_in(rows), parts), counts)


def statuses(programme: Programme, elements: Iterable[Element]) -> dict[UUID, CoverageStatus]:
    """The status of each of these elements of one version, by its id; one query."""
    wanted = list(elements)
    links = _links(programme, wanted)
    return {
        element.pk: status_of(depths[element.lineage] for depths in links.values() if element.lineage in depths)
        for element in wanted
    }


def status_of(depths: Iterable[str]) -> CoverageStatus:
    """Untouched: nothing. Thin: only introduced. Unprepared: assessed though never developed. Else covered."""
    found = set(depths)
    if not found:
        return CoverageStatus.UNTOUCHED
    if found == {Depth.INTRODUCES}:
        return CoverageStatus.THIN
    return CoverageStatus.COVERED if Depth.DEVELOPS in found else CoverageStatus.UNPREPARED


def _links(programme: Programme, elements: list[Element]) -> Links:
    versions = {element.lineage: element.version_id for element in elements}
    return settle(mappings_by_lineage(programme, Q(element__lineage__in=list(versions))), versions)


def _by_lineage(links: Links, parts: dict[Key, Part]) -> dict[UUID, list[Cover]]:
    """What covers each lineage, in the order of the programme."""
    found: dict[UUID, list[Cover]] = {}
    for key, part in parts.items():
        for lineage, depth in links.get(key, {}).items():
            found.setdefault(lineage, []).append(Cover(part, depth))
    return found


def _row(element: Element, covers: list[Cover], parts: dict[Key, Part]) -> ElementCoverage:
    depths = [cover.depth for cover in covers]
    hours = _hours((cover.part for cover in covers), parts)
    return ElementCoverage(element, status_of(depths), _deepest(depths), hours, covers)


def _deepest(depths: Iterable[str | None]) -> str | None:
    return max((depth for depth in depths if depth), key=DEPTH_RANK.__getitem__, default=None)


def _hours(mapped: Iterable[Part], parts: dict[Key, Part]) -> Decimal:
    """Hours of the activities and events that are mapped or stand in a mapped module, each once."""
    reached = {key for part in mapped for key in part.of}
    return sum((parts[key].hours for key in reached), Decimal(0))


def _parts_in(rows: Iterable[ElementCoverage]) -> Iterator[Part]:
    return (cover.part for row in rows for cover in row.covers)


def _domains(elements: list[Element], rows: list[ElementCoverage], parts: dict[Key, Part]) -> list[DomainCoverage]:
    tops = _tops(elements)
    groups: dict[Element | None, list[ElementCoverage]] = {}
    for row in rows:
        groups.setdefault(tops[row.element.pk], []).append(row)
    return [
        DomainCoverage(top, inside, _hours(_parts_in(inside), parts), _deepest(row.depth for row in inside))
        for top, inside in groups.items()
    ]


def _tops(elements: list[Element]) -> dict[UUID, Element | None]:
    """The heading at the top of the tree above each element, which come in reading order; none above a top one."""
    found: dict[UUID, Element | None] = {}
    top: Element | None = None
    for element in elements:
        if element.depth == 0:
            top = element
        found[element.pk] = None if element.depth == 0 else top
    return found
