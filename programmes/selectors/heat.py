"""The heat map: where in the programme each domain of a framework is taught, and how deep."""

from dataclasses import dataclass

from programmes.enums import DEPTH_RANK, Depth
from programmes.selectors.coverage import Coverage, DomainCoverage, ElementCoverage
from programmes.selectors.provision import Part


@dataclass(frozen=True)
class Spot:
    """One domain in one module: how many of its elements are touched there, and the deepest that it goes."""

    touched: int = 0
    total: int = 0
    depth: str = ""

    @property
    def rank(self) -> int:
        return DEPTH_RANK.get(self.depth, 0)

    @property
    def letter(self) -> str:
        return self.depth[:1].upper() or "–"

    @property
    def label(self) -> str:
        return str(Depth(self.depth).label) if self.depth else ""


@dataclass(frozen=True)
class Heat:
    """`columns` are the whole programme (if mapped), the modules with what is in them, events beside them together
    (None); each row has a spot a column."""

    columns: list[Part | None]
    rows: list[tuple[DomainCoverage, list[Spot]]]


def heat_map(found: Coverage) -> Heat:
    """Domain by module. No query."""
    column_of, columns = _columns(found.parts)
    used = {column_of[place] for row in found.rows for place in row.cells}
    shown = [n for n, part in enumerate(columns) if n in used or (part and part.kind == "module")]
    rows = [(domain, _spots(domain.rows, column_of, len(columns))) for domain in found.domains]
    return Heat([columns[n] for n in shown], [(domain, [spots[n] for n in shown]) for domain, spots in rows])


def _columns(parts: list[Part]) -> tuple[list[int], list[Part | None]]:
    """For each part the number of its column, and the columns."""
    columns: list[Part | None] = []
    column_of = []
    for part in parts:
        beside = part.kind == "event" and not part.module
        if part.kind in ("programme", "module"):
            columns.append(part)
        elif beside and columns[-1] is not None:
            columns.append(None)
        column_of.append(len(columns) - 1)
    return column_of, columns


def _spots(rows: list[ElementCoverage], column_of: list[int], columns: int) -> list[Spot]:
    touched, deepest = [0] * columns, [""] * columns
    for row in rows:
        for place, cell in row.cells.items():
            column = column_of[place]
            if DEPTH_RANK[cell.depth] > DEPTH_RANK.get(deepest[column], 0):
                deepest[column] = cell.depth
        for column in {column_of[place] for place in row.cells}:
            touched[column] += 1
    return [Spot(touched[n], len(rows), deepest[n]) for n in range(columns)]
