"""The access matrix as the tests read it: who may do what to which object, under which condition."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parent.parent / "access_matrix.yaml"

# Conditions that hold in the plain scene, and those that hold once the owner has shared and flagged everything.
PLAIN = frozenset({"", "m", "r", "a", "n3"})
SHARED = PLAIN | {"g", "e"}


@dataclass(frozen=True)
class Cell:
    actor: str
    condition: str


@cache
def load() -> dict[str, Any]:
    return dict(yaml.safe_load(FILE.read_text()))


def objects() -> dict[str, dict[str, list[str]]]:
    return dict(load()["objects"])


def cells(object_name: str, action: str) -> list[Cell]:
    """The cells of one row; nothing that the matrix does not list is allowed, so an unknown row is an error."""
    entries = objects()[object_name][action]
    return [Cell(actor, condition) for actor, _, condition in (entry.partition(":") for entry in entries)]


def may(actor: str, object_name: str, action: str, held: frozenset[str]) -> bool:
    """Whether the matrix lets `actor` do this while the conditions `held` hold."""
    return any(cell.actor == actor and cell.condition in held for cell in cells(object_name, action))


def may_know(actor: str, object_name: str, held: frozenset[str]) -> bool:
    """Whether the actor may know that the object exists: she then gets 403, not 404, for what she may not do."""
    seeing = [action for action in ("view", "view_meta") if action in objects()[object_name]]
    return any(may(actor, object_name, action, held) for action in seeing)
