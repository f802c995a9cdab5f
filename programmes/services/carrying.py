"""Many new cells of a mapping at once, as they are carried over from another version of a framework."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from carnegie.core import audit
from carnegie.core.errors import Refused, Stale
from carnegie.people.models import User
from programmes.models import Mapping, Programme
from programmes.models.mapping import ITEM_FIELDS
from programmes.services.programme import require_admin
from standards.models import Element

BATCH = 1_000


class NewCell(NamedTuple):
    """A cell to fill: the item by its kind ("programme", "module", "activity", "event") and key."""

    kind: str
    item: UUID
    element: Element
    depth: str
    rationale: str


@audit.write
def add_mappings(*, programme: Programme, cells: Iterable[NewCell], by: User, now: dt.datetime) -> list[Mapping]:
    """Fill empty cells of a programme, all or none. Refused: who is not its admin, a heading, a framework that the
    programme does not use. Stale: a cell that somebody has filled meanwhile."""
    require_admin(by, programme, now)
    wanted = list(cells)
    used = set(programme.frameworks.values_list("version", flat=True))
    if any(not cell.element.is_rateable or cell.element.version_id not in used for cell in wanted):
        raise Refused(_("Only statements of frameworks that the programme uses can be mapped."))
    earlier = _earlier_revisions(wanted)
    rows = [_row(cell, earlier, now) for cell in wanted]
    try:
        with transaction.atomic():
            return Mapping.objects.bulk_create(rows, batch_size=BATCH)
    except IntegrityError:
        raise Stale(_("Somebody changed the mapping meanwhile. Look again.")) from None


def _row(cell: NewCell, earlier: dict[Any, int], now: dt.datetime) -> Mapping:
    """Its revision goes on where an earlier row of the cell ended, so that an old page is noticed."""
    revision = earlier.get((cell.kind, cell.item, cell.element.pk), 0) + 1
    words = {"depth": cell.depth, "rationale": cell.rationale, "revision": revision}
    return Mapping(**{f"{cell.kind}_id": cell.item}, element=cell.element, created_at=now, **words)


def _earlier_revisions(cells: list[NewCell]) -> dict[Any, int]:
    """The last revision that each cell ever had, by kind, item and element: one query."""
    trail = apps.get_model("programmes", "MappingHistory").objects.filter(
        element__in={cell.element.pk for cell in cells}
    )
    rows = trail.order_by().values_list("element", *ITEM_FIELDS).annotate(last=Max("revision"))
    found = {}
    for element, *items, last in rows:
        kind, item = next((name, pk) for name, pk in zip(ITEM_FIELDS, items, strict=True) if pk)
        found[kind, item, element] = last
    return found
