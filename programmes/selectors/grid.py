"""The mapping grid: elements down, provision across."""

from dataclasses import dataclass
from uuid import UUID

from programmes.enums import CoverageStatus
from programmes.models import Mapping, Programme
from programmes.selectors.coverage import status_of
from programmes.selectors.provision import Key, Part, key_of, parts_of
from standards.models import Element, FrameworkVersion


@dataclass(frozen=True)
class Cell:
    """What one part does for one element; revision 0 is an empty cell."""

    part: Part
    depth: str = ""
    revision: int = 0
    rationale: str = ""

    @property
    def letter(self) -> str:
        """The first letter of the depth, or a dash."""
        return self.depth[:1].upper() or "–"


@dataclass(frozen=True)
class GridRow:
    """One element and its cells in the order of the grid's parts; a heading has no cells.

    `carried` are the depths that count for coverage though they were mapped in another version.
    """

    element: Element
    cells: list[Cell]
    carried: list[str]

    @property
    def status(self) -> CoverageStatus:
        return status_of([cell.depth for cell in self.cells if cell.depth] + self.carried)


@dataclass(frozen=True)
class Grid:
    """`touching` counts, for each part, the elements that it is mapped to."""

    version: FrameworkVersion
    parts: list[Part]
    rows: list[GridRow]

    @property
    def elements(self) -> list[GridRow]:
        return [row for row in self.rows if row.element.is_rateable]

    @property
    def counts(self) -> dict[str, int]:
        found = [row.status for row in self.elements]
        return {status.value: found.count(status) for status in CoverageStatus}

    @property
    def touching(self) -> list[int]:
        rows = self.elements
        return [sum(1 for row in rows if row.cells[place].depth) for place in range(len(self.parts))]


def grid(programme: Programme, version: FrameworkVersion) -> Grid:
    """All cells of one framework version; five queries however many elements and parts."""
    elements = list(version.elements.defer("notes", "keywords", "education_level"))
    return _grid(programme, version, elements)


def row_state(programme: Programme, element: Element) -> tuple[list[Part], GridRow]:
    """One row of the grid and its parts; four queries."""
    one = _grid(programme, element.version, [element])
    return one.parts, one.rows[0]


def _grid(programme: Programme, version: FrameworkVersion, elements: list[Element]) -> Grid:
    parts = list(parts_of(programme).values())
    by_lineage: dict[UUID, dict[Key, list[Mapping]]] = {}
    lineages = [element.lineage for element in elements]
    rows = Mapping.objects.of_programme(programme).filter(element__lineage__in=lineages).select_related("element")
    for mapping in rows:
        by_lineage.setdefault(mapping.element.lineage, {}).setdefault(key_of(mapping), []).append(mapping)
    return Grid(version, parts, [_row(element, parts, by_lineage.get(element.lineage, {})) for element in elements])


def _row(element: Element, parts: list[Part], found: dict[Key, list[Mapping]]) -> GridRow:
    if not element.is_rateable:
        return GridRow(element, [], [])
    own = {key: row for key, rows in found.items() for row in rows if row.element_id == element.pk}
    carried = [row.depth for key, rows in found.items() if key not in own for row in rows]
    return GridRow(element, [_cell(part, own.get(part.key)) for part in parts], carried)


def _cell(part: Part, mapping: Mapping | None) -> Cell:
    if mapping is None:
        return Cell(part)
    return Cell(part, mapping.depth, mapping.revision, mapping.rationale)
