"""Saving many cells of one framework version at once, in few statements however many there are."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from carnegie.core import audit
from carnegie.core.errors import Refused, Stale
from carnegie.people.models import User
from programmes.enums import Depth
from programmes.formats import Change
from programmes.models import Activity, LearningEvent, Mapping, Module, Programme
from programmes.models.mapping import ITEM_FIELDS
from programmes.services.programme import require_admin
from standards.models import FrameworkVersion

Key = tuple[str, str, str]  # kind and id of the item, id of the element


@audit.write
def apply_changes(
    *, programme: Programme, version: FrameworkVersion, changes: Sequence[Change], by: User, now: dt.datetime
) -> int:
    """Save all these cells or none; answers how many.

    Refused: who is not an admin of the programme, a version that it does not use, a part or an element that is not
    theirs, a depth that does not exist. Stale: any cell that somebody has saved since its `base_revision`.
    """
    require_admin(by, programme, now)
    _check(programme, version, changes)
    wanted = {(change.kind, change.item, change.element): change for change in changes}
    there = _stored(programme, version, wanted)
    for key, change in wanted.items():
        if (there[key].revision if key in there else 0) != change.base_revision:
            raise Stale(
                _("Somebody has saved some of these cells meanwhile, so nothing is stored. Read the file again.")
            )
    cleared = [there[key].pk for key, change in wanted.items() if key in there and not change.depth]
    Mapping.objects.filter(pk__in=cleared).delete()
    kept = [_changed(there[key], change) for key, change in wanted.items() if key in there and change.depth]
    Mapping.objects.bulk_update(kept, ["depth", "rationale", "revision"], batch_size=1000)
    added = [change for key, change in wanted.items() if key not in there and change.depth]
    try:
        with transaction.atomic():
            Mapping.objects.bulk_create(_new(added, now), batch_size=1000)
    except IntegrityError:
        raise _stale() from None
    return len(wanted)


def _stale() -> Stale:
    return Stale(_("Somebody has saved some of these cells meanwhile, so nothing is stored. Read the file again."))


def _check(programme: Programme, version: FrameworkVersion, changes: Sequence[Change]) -> None:
    if not programme.frameworks.filter(version=version).exists():
        raise Refused(_("The programme does not use this framework."))
    parts = {("programme", str(programme.pk))}
    parts |= {("module", str(pk)) for pk in Module.objects.filter(programme=programme).values_list("pk", flat=True)}
    activities = Activity.objects.filter(module__programme=programme)
    parts |= {("activity", str(pk)) for pk in activities.values_list("pk", flat=True)}
    events = LearningEvent.objects.filter(programme=programme)
    parts |= {("event", str(pk)) for pk in events.values_list("pk", flat=True)}
    elements = {str(pk) for pk in version.elements.filter(is_rateable=True).values_list("pk", flat=True)}
    for change in changes:
        if (change.kind, change.item) not in parts or change.element not in elements:
            raise Refused(_("A part of the programme or an element is not there any more. Read the file again."))
        if change.depth not in ("", *Depth.values):
            raise Refused(_("A depth is introduces, develops or assesses."))


def _stored(programme: Programme, version: FrameworkVersion, wanted: dict[Key, Change]) -> dict[Key, Mapping]:
    """The cells of these that are filled, held until all is saved."""
    elements = {UUID(element) for _kind, _item, element in wanted}
    rows = Mapping.objects.filter(element__in=elements, element__version=version)
    own = rows.filter(pk__in=Mapping.objects.of_programme(programme).values("pk"))
    found = {}
    for row in own.select_for_update(of=("self",)):
        kind = next(kind for kind in ITEM_FIELDS if getattr(row, f"{kind}_id"))
        found[kind, str(getattr(row, f"{kind}_id")), str(row.element_id)] = row
    return {key: row for key, row in found.items() if key in wanted}


def _changed(row: Mapping, change: Change) -> Mapping:
    row.depth, row.rationale, row.revision = change.depth, change.rationale, row.revision + 1
    return row


def _new(changes: Sequence[Change], now: dt.datetime) -> list[Mapping]:
    """New rows. Their revisions go on where earlier ones of the same cells ended, so that old pages are noticed."""
    earlier = _last_revisions({UUID(change.element) for change in changes})
    return [
        Mapping(
            **{f"{change.kind}_id": UUID(change.item)},
            element_id=UUID(change.element),
            depth=change.depth,
            rationale=change.rationale,
            revision=earlier.get((change.kind, change.item, change.element), 0) + 1,
            created_at=now,
        )
        for change in changes
    ]


def _last_revisions(elements: set[UUID]) -> dict[Key, int]:
    history = apps.get_model("programmes", "MappingHistory").objects.filter(element__in=elements)
    ids = [f"{kind}_id" for kind in ITEM_FIELDS]
    found = {}
    for row in history.values("element_id", *ids).annotate(last=Max("revision")).order_by():
        kind = next((kind for kind in ITEM_FIELDS if row[f"{kind}_id"]), "")
        found[kind, str(row.get(f"{kind}_id")), str(row["element_id"])] = row["last"]
    return found
