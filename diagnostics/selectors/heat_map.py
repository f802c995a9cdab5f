"""The heat map of a cohort: element by level, for one round."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby
from uuid import UUID

from diagnostics.models import DiagnosticLevel, Item, Round
from diagnostics.selectors.figures import Figures, read_figures


@dataclass(frozen=True)
class HeatRow:
    """One statement: at least so many learners stand at each level, from the lowest, and below what is expected.

    0 is hidden: fewer than the minimum, or not shown because a smaller number could be worked out. `expected` is the
    lowest rank that is expected of everybody who rated it, 0 where there is no such rank; `own` the reader's own rank.
    """

    item: Item
    levels: tuple[int, ...]
    below: int
    expected: int = 0
    counted: int = 0
    own: int = 0

    @property
    def cells(self) -> list[tuple[int, int, bool]]:
        """For each level its figure, how dark it is drawn (0 to 3), and whether the reader put herself there."""
        return [
            (number, -(-3 * number // self.counted) if number else 0, rank == self.own)
            for rank, number in enumerate(self.levels, start=1)
        ]


@dataclass(frozen=True)
class HeatMap:
    """A round's rows by domain, with the levels from the lowest."""

    figures: Figures
    levels: list[DiagnosticLevel]
    domains: list[tuple[str, list[HeatRow]]] = field(default_factory=list)

    @property
    def rows(self) -> list[HeatRow]:
        return [row for _title, rows in self.domains for row in rows]

    @property
    def is_empty(self) -> bool:
        return not any(any(row.levels) for row in self.rows)


def cohort_heat_map(round_: Round, figures: Figures | None = None, own: Mapping[UUID, int] | None = None) -> HeatMap:
    """Of the whole cohort, or of the `figures` that the reader is shown. `own`: her own ranks by item. Three queries,
    whatever the number of learners and statements; two where the figures are given."""
    version = round_.diagnostic_version_id
    found = HeatMap(figures or read_figures(round_), list(DiagnosticLevel.objects.filter(version=version)))
    items = Item.objects.filter(version=version).order_by("domain_position", "position")
    for (_place, title), group in groupby(items, lambda item: (item.domain_position, item.domain)):
        found.domains.append((title, [_row(item, found, own or {}) for item in group]))
    return found


def _row(item: Item, heat: HeatMap, own: Mapping[UUID, int]) -> HeatRow:
    shown = heat.figures.items[item.lineage]
    by_level = tuple(shown.numbers.get(level.rank, 0) for level in heat.levels)
    return HeatRow(item, by_level, shown.numbers.get(0, 0), shown.expected, heat.figures.counted, own.get(item.pk, 0))
