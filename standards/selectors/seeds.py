"""The frameworks that come with Carnegie: openly licensed ones, official headings with short summaries of our own."""

import csv
import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "seed"
SEEDS = {path.stem: path for path in sorted(FOLDER.glob("*.csv"))}


@dataclass(frozen=True)
class Seed:
    """What the page of imports says of one; `until` is the day on which it was superseded, where it was."""

    name: str
    title: str
    creator: str
    label: str
    notes: str
    elements: int
    start: dt.date
    until: dt.date | None

    @property
    def edition(self) -> str:
        """The year it is known by, or which part of it there is."""
        return self.label or str(self.start.year)


@cache
def seeds() -> tuple[Seed, ...]:
    """All of them, those in force first, the latest before the earlier. Reads the files once."""
    found = [_read(name, path) for name, path in SEEDS.items()]
    return tuple(sorted(found, key=lambda seed: (seed.until is not None, -seed.start.toordinal(), seed.title)))


def _read(name: str, path: Path) -> Seed:
    with path.open(encoding="utf-8", newline="") as source:
        top, *rows = csv.DictReader(source)
    until = top.get("in_force_until")
    return Seed(
        name=name,
        title=top["heading"],
        creator=top["creator"],
        label=top.get("version", ""),
        notes=top["notes"],
        elements=len(rows),
        start=dt.date.fromisoformat(top["in_force_from"]),
        until=dt.date.fromisoformat(until) if until else None,
    )
