"""Every read of this app that a page needs, each in a fixed number of queries."""

from programmes.selectors.cells import Cell, Line
from programmes.selectors.coverage import (
    MOST_PARTS,
    Cover,
    Coverage,
    DomainCoverage,
    ElementCoverage,
    Going,
    Loss,
    coverage,
    depths_on,
    going,
    losses,
    row_state,
    status_of,
)
from programmes.selectors.heat import Heat, heat_map
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
from programmes.selectors.statement import statement

__all__ = [
    "MOST_PARTS",
    "Cell",
    "CohortRow",
    "Cover",
    "Coverage",
    "DomainCoverage",
    "ElementCoverage",
    "Going",
    "Heat",
    "Line",
    "Loss",
    "Outline",
    "Part",
    "Provision",
    "adoptable_frameworks",
    "cohort_rows",
    "coverage",
    "depths_on",
    "going",
    "heat_map",
    "known_employers",
    "losses",
    "outline",
    "parts_of",
    "providers_of",
    "provision_by_element",
    "provision_for",
    "row_state",
    "statement",
    "status_of",
]
