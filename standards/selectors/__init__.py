"""Reads of this app, each with a fixed number of queries."""

from standards.selectors.difference import Difference, difference
from standards.selectors.drafts import is_settled, open_draft, scales_for, settled_before, siblings
from standards.selectors.seeds import SEEDS, Seed, seeds
from standards.selectors.succession import Successor, successors
from standards.selectors.versions import (
    ORDERS,
    Kind,
    Place,
    Step,
    elements_elsewhere,
    feed,
    history,
    kinds,
    levels,
    library,
    link_counts,
    other_adopted,
    owners_for,
    places,
    status_counts,
    tree,
    versions_for,
    with_levels_and_history,
)

__all__ = [
    "ORDERS",
    "SEEDS",
    "Difference",
    "Kind",
    "Place",
    "Seed",
    "Step",
    "Successor",
    "difference",
    "elements_elsewhere",
    "feed",
    "history",
    "is_settled",
    "kinds",
    "levels",
    "library",
    "link_counts",
    "open_draft",
    "other_adopted",
    "owners_for",
    "places",
    "scales_for",
    "seeds",
    "settled_before",
    "siblings",
    "status_counts",
    "successors",
    "tree",
    "versions_for",
    "with_levels_and_history",
]
