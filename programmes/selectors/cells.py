"""What grid, coverage and statement are drawn from: the elements of a version, and every mapped cell by lineage.

Read as plain tuples, since there may be fifteen hundred elements and ninety thousand cells: a page that draws sixty of
them should not build models of all.
"""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from django.db.models import BooleanField, Case, Q, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Left

from programmes.enums import DEPTH_RANK
from programmes.models import Mapping
from programmes.selectors.provision import Key, Part
from standards.models import Element, FrameworkVersion


class Line(NamedTuple):
    """An element as tables show it; `top` is the place of its domain among all lines, None where nothing is above."""

    pk: str
    lineage: str
    code: str
    title: str
    depth: int
    is_rateable: bool
    top: int | None = None

    def __str__(self) -> str:
        return f"{self.code} {self.title}".strip()


class Cell(NamedTuple):
    """What one part does for one element. `revision` 0: it was mapped in another version, or not at all.

    `rationale` is whole or its first letter alone, as it was asked for.
    """

    depth: str = ""
    revision: int = 0
    rationale: str = ""


Cells = dict[int, Cell]


def lines_of(version: FrameworkVersion) -> list[Line]:
    """All elements of a version in reading order; one query."""
    fields = ("code", "abbreviated_statement", "full_statement", "depth", "is_rateable")
    as_text = {"key": Cast("pk", TextField()), "line": Cast("lineage", TextField())}
    rows = Element.objects.filter(version=version).order_by("position").annotate(**as_text)
    found: list[Line] = []
    top: int | None = None
    for pk, lineage, code, short, full, depth, is_rateable in rows.values_list("key", "line", *fields):
        if depth == 0:
            top = len(found)
        found.append(Line(pk, lineage, code, short or full, depth, is_rateable, top if depth else None))
    return found


def cells_of(
    version: FrameworkVersion, parts: dict[Key, Part], *, reasons: bool = False, only: Element | None = None
) -> dict[str, Cells]:
    """For each lineage (or that of one element) its cells by the place of the part; one query.

    Where a part is mapped to an element in `version` itself, that cell counts; else the deepest that it has in other
    versions. `reasons` reads the rationales whole.
    """
    places = {str(pk): place for place, (_kind, pk) in enumerate(parts)}
    found: dict[str, Cells] = {}
    for item, lineage, is_own, depth, revision, rationale in _stored(version, parts, reasons, only):
        row = found.setdefault(lineage, {})
        place, there = places[item], row.get(places[item])
        if is_own:
            row[place] = Cell(depth, revision, rationale)
        elif there is None or (not there.revision and DEPTH_RANK[depth] > DEPTH_RANK[there.depth]):
            row[place] = Cell(depth, 0, rationale)
    return found


def _stored(
    version: FrameworkVersion, parts: dict[Key, Part], reasons: bool, only: Element | None
) -> Iterable[tuple[str, str, bool, str, int, str]]:
    columns = {
        "item": Cast(Coalesce("programme_id", "module_id", "activity_id", "event_id"), TextField()),
        "line": Cast("element__lineage", TextField()),
        "is_own": Case(
            When(element__version=version, then=Value(True)), default=Value(False), output_field=BooleanField()
        ),
    }
    why = "rationale" if reasons else Left("rationale", 1)
    within = Q(element__lineage__in=Element.objects.filter(version=version).values("lineage"))
    within = Q(element__lineage=only.lineage) if only else within
    rows = Mapping.objects.filter(_named(parts), within).annotate(**columns)
    return rows.values_list("item", "line", "is_own", "depth", "revision", why).order_by()


def _named(parts: Iterable[Key]) -> Q:
    """Mappings of these parts, each by the index of its kind."""
    ids: dict[str, list[UUID]] = {}
    for kind, pk in parts:
        ids.setdefault(kind, []).append(pk)
    named = Q()
    for kind, those in ids.items():
        named |= Q(**{f"{kind}__in": those})
    return named
