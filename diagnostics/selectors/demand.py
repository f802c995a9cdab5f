"""Demand versus coverage: what the learners of a cohort need, beside what their programme teaches."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.conf import settings

from diagnostics.models import Round
from diagnostics.selectors.figures import Figures, read_figures
from programmes.enums import DEPTH_RANK
from programmes.selectors import Coverage, DomainCoverage, ElementCoverage, coverage


@dataclass(frozen=True)
class DemandRow:
    """One element that was asked about: at least `below` learners stand below what is expected, `chosen` have chosen
    it as a need, and the programme teaches it as `taught` says."""

    taught: ElementCoverage
    below: int
    chosen: int

    @property
    def needed(self) -> int:
        """How many learners need it: those that stand below, or those that chose it, whichever are more."""
        return max(self.below, self.chosen)

    @cached_property
    def hours(self) -> Decimal:
        return self.taught.hours

    @property
    def urgency(self) -> tuple[int, int, Decimal]:
        """Sorts the most needed first, and of equally needed ones the least taught."""
        return -self.needed, DEPTH_RANK.get(self.taught.depth or "", 0), self.hours


@dataclass(frozen=True)
class DemandDomain:
    """A domain with those of its elements that were asked about. Its figures are the highest among them: a sum would
    count a learner several times."""

    taught: DomainCoverage
    rows: list[DemandRow]

    @property
    def below(self) -> int:
        return max(row.below for row in self.rows)

    @property
    def chosen(self) -> int:
        return max(row.chosen for row in self.rows)


@dataclass(frozen=True)
class Demand:
    """`is_exact`: chosen needs are counted one by one, since the reader may read each; else as all other figures."""

    figures: Figures
    coverage: Coverage
    domains: list[DemandDomain]
    is_exact: bool

    @cached_property
    def rows(self) -> list[DemandRow]:
        """The most needed and least taught first; equal ones in their order."""
        return sorted((row for domain in self.domains for row in domain.rows), key=lambda row: row.urgency)

    @property
    def needed(self) -> list[DemandRow]:
        return [row for row in self.rows if row.needed]

    def row_of(self, element_pk: str) -> DemandRow | None:
        return next((row for row in self.rows if row.taught.element.pk == element_pk), None)


def demand(round_: Round, *, is_exact: bool, figures: Figures | None = None) -> Demand:
    """What the cohort needs by this round (or what the given `figures` say), beside what its programme teaches. Six
    queries, whatever the size; one fewer where the figures are given."""
    figures = figures or read_figures(round_, chosen_by=1 if is_exact else settings.AGGREGATE_MINIMUM)
    taught = coverage(round_.cohort.programme, round_.diagnostic_version.framework_version)
    asked = {str(lineage): shown.numbers.get(0, 0) for lineage, shown in figures.items.items()}
    chosen = {str(lineage): number for lineage, number in figures.chosen.items()}
    domains = []
    for domain in taught.domains:
        lines = [(row, row.element.lineage) for row in domain.rows if row.element.lineage in asked]
        rows = [DemandRow(row, asked[lineage], chosen.get(lineage, 0)) for row, lineage in lines]
        domains += [DemandDomain(domain, rows)] if rows else []
    return Demand(figures, taught, domains, is_exact)
