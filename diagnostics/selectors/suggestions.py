"""What the programme offers for each gap."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from diagnostics.selectors.profile import ProfileLine
from programmes.models import Programme
from programmes.selectors import Provision, provision_by_element

MOST_SUGGESTIONS = 3


@dataclass(frozen=True)
class Gap:
    """One gap with the parts of the programme that help most with it."""

    line: ProfileLine
    provision: list[Provision]


def suggestions(programme: Programme, gaps: Sequence[ProfileLine], now: dt.datetime) -> list[Gap]:
    """`gaps` in their order, each with at most three parts: four queries, none without gaps."""
    if not gaps:
        return []
    offered = provision_by_element(programme, [line.item.element for line in gaps], now=now)
    return [Gap(line, offered[line.item.element_id][:MOST_SUGGESTIONS]) for line in gaps]
