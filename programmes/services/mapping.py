"""Saving one cell of the mapping grid."""

import datetime as dt
from collections.abc import Iterable
from typing import TypedDict
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Exists, F, Max, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from carnegie.core import audit
from carnegie.core.errors import Refused, Stale
from carnegie.people.models import User
from programmes.enums import Depth
from programmes.models import Activity, LearningEvent, Mapping, Module, Programme, ProgrammeFramework
from programmes.services.rows import require
from standards.models import Element

Item = Programme | Module | Activity | LearningEvent


@audit.write
def set_mapping(
    *,
    item: Item,
    element: Element,
    depth: str | None,
    rationale: str | None,
    base_revision: int,
    by: User,
    now: dt.datetime,
) -> Mapping | None:
    """Say how far `item` takes learners in `element`; depth None says nothing, and removes the row.

    `base_revision` is the revision that the writer saw, 0 for an empty cell; `rationale` None leaves the reason as it
    is. Returns the row with its new revision, or None. Refused: who is not an admin of the item's programme, an
    element of a framework that the programme does not use, a heading, a depth that does not exist. Stale: somebody
    saved this cell after it was seen. Two writers of one cell: one wins, the other is told.
    """
    _check(item, element, depth, by, now)
    cell = Mapping.objects.filter(**{item_field(item): item}, element=element)
    if depth is None:
        _clear(cell, base_revision)
        return None
    if base_revision:
        return _deepen(cell, depth, rationale, base_revision)
    return _begin(item, element, depth, rationale or "", now)


class CellChange(TypedDict):
    """One cell as a writer wants it; the words are those of `set_mapping`."""

    item: Item
    element: Element
    depth: str | None
    rationale: str | None
    base_revision: int


@audit.write
def set_mappings(*, cells: Iterable[CellChange], by: User, now: dt.datetime) -> None:
    """Save several cells, all or none. Refused as one of them is."""
    for cell in cells:
        set_mapping(**cell, by=by, now=now)


def item_field(item: Item) -> str:
    """The field of `Mapping` that holds such an item."""
    fields = {Programme: "programme", Module: "module", Activity: "activity", LearningEvent: "event"}
    return fields[type(item)]


def programme_id_of(item: Item) -> UUID:
    """The programme that an item belongs to."""
    if isinstance(item, Programme):
        return item.pk
    return item.module.programme_id if isinstance(item, Activity) else item.programme_id


def _check(item: Item, element: Element, depth: str | None, by: User, now: dt.datetime) -> None:
    """One query tells whether the writer may and whether the programme uses the element's framework."""
    same = Programme.objects.filter(pk=programme_id_of(item))
    uses = ProgrammeFramework.objects.filter(programme=OuterRef("pk"), version=element.version_id)
    admin = same.filter(pk=OuterRef("pk")).as_programme_admin(by, timezone.localdate(now))
    found = same.annotate(may=Exists(admin), uses=Exists(uses)).values("may", "uses").get()
    require(by.is_active and found["may"], _("Only an admin of this programme may change its mapping."))
    if not found["uses"]:
        raise Refused(_("The programme does not use the framework of this element."))
    if not element.is_rateable:
        raise Refused(_("This is a heading: map the statements beneath it."))
    if depth is not None and depth not in Depth.values:
        raise Refused(_("A depth is introduces, develops or assesses."))


def _clear(cell: QuerySet[Mapping], base_revision: int) -> None:
    """Remove the row if it is as the writer saw it; an empty cell that she saw empty stays so."""
    deleted, _rows = cell.filter(revision=base_revision).delete()
    if not deleted and (base_revision or cell.exists()):
        raise _stale()


def _deepen(cell: QuerySet[Mapping], depth: str, rationale: str | None, base_revision: int) -> Mapping:
    """Compare and swap in one statement."""
    values = {"depth": depth} if rationale is None else {"depth": depth, "rationale": rationale}
    if not cell.filter(revision=base_revision).update(revision=F("revision") + 1, **values):
        raise _stale()
    return cell.get()


def _begin(item: Item, element: Element, depth: str, rationale: str, now: dt.datetime) -> Mapping:
    """A new row. Its revision goes on where an earlier one of this cell ended, so that an old page is noticed."""
    field = item_field(item)
    earlier = apps.get_model("programmes", "MappingHistory").objects.filter(element=element, **{field: item})
    revision = (earlier.aggregate(last=Max("revision"))["last"] or 0) + 1
    try:
        with transaction.atomic():
            return Mapping.objects.create(
                **{field: item}, element=element, depth=depth, rationale=rationale, revision=revision, created_at=now
            )
    except IntegrityError:
        raise _stale() from None


def _stale() -> Stale:
    return Stale(_("Somebody else changed this cell meanwhile. It now shows what they saved."))
