"""Every read of this app that a page needs, each in a fixed number of queries."""

from programmes.selectors.coverage import (
    Cover,
    Coverage,
    DomainCoverage,
    ElementCoverage,
    coverage,
    status_of,
    statuses,
)
from programmes.selectors.grid import Grid, GridRow, grid, row_state
from programmes.selectors.people import (
    CohortRow,
    adoptable_frameworks,
    cohort_rows,
    known_employers,
    providers_of,
)
from programmes.selectors.provision import (
    Outline,
    Part,
    Provision,
    outline,
    parts_of,
    provision_by_element,
    provision_for,
)

__all__ = [
    "CohortRow",
    "Cover",
    "Coverage",
    "DomainCoverage",
    "ElementCoverage",
    "Grid",
    "GridRow",
    "Outline",
    "Part",
    "Provision",
    "adoptable_frameworks",
    "cohort_rows",
    "coverage",
    "grid",
    "known_employers",
    "outline",
    "parts_of",
    "providers_of",
    "provision_by_element",
    "provision_for",
    "row_state",
    "status_of",
    "statuses",
]
