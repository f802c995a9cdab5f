"""The scale of a draft: one of those there are, or one of its own."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import BigIntegerField, Case, F, Value, When
from django.utils.translation import gettext as _

from carnegie.core import audit
from carnegie.core.errors import Refused, Stale
from carnegie.people.models import User
from standards.enums import ScaleDirection
from standards.models import FrameworkVersion, LevelDescriptor, Scale, ScaleLevel
from standards.services.editing import opened, touched

FEWEST, MOST = 2, 11


@dataclass(frozen=True, kw_only=True)
class Level:
    """One level of a scale that somebody writes, in its place from the lowest value on."""

    label: str
    description: str = ""
    is_proficient: bool = False
    is_not_applicable: bool = False


@audit.write
def choose_scale(
    *, version: FrameworkVersion, scale: Scale, base_lock_version: int, by: User, now: dt.datetime
) -> FrameworkVersion:
    """Gives the draft this scale. What elements say of a level goes over to the level in the same place.

    Refused: a scale of another organisation; fewer levels than elements describe, saying how many texts would be lost.
    Stale when the draft has changed since `base_lock_version`.
    """
    draft = _seen(version, base_lock_version, by, now)
    if scale.owner_id not in (None, draft.framework.owner_id):
        raise Refused(_("This scale belongs to another organisation."))
    _take(draft, scale, now)
    return draft


@audit.write
def make_scale(
    *,
    version: FrameworkVersion,
    title: str,
    levels: Sequence[Level],
    base_lock_version: int,
    by: User,
    now: dt.datetime,
    direction: str = ScaleDirection.HIGHER_IS_MORE,
) -> Scale:
    """Makes a scale for the organisation of the draft's framework, and gives it to the draft as `choose_scale` does.

    Refused: not 2 to 11 levels that can be chosen, a level without a label or with that of another, several for "not
    applicable". A scale is never changed after: what was rated with it stands.
    """
    draft = _seen(version, base_lock_version, by, now)
    _check(levels)
    scale = Scale.objects.create(owner=draft.framework.owner, title=title, direction=direction, created_at=now)
    ScaleLevel.objects.bulk_create(
        ScaleLevel(scale=scale, value=value, **vars(level)) for value, level in enumerate(levels, start=1)
    )
    _take(draft, scale, now)
    return scale


def _seen(version: FrameworkVersion, base_lock_version: int, by: User, now: dt.datetime) -> FrameworkVersion:
    draft = opened(version, by, now)
    if draft.lock_version != base_lock_version:
        raise Stale(_("This draft has changed since you opened the page. Nothing of yours was saved yet."))
    return draft


def _check(levels: Sequence[Level]) -> None:
    rated = [level for level in levels if not level.is_not_applicable]
    if not FEWEST <= len(rated) <= MOST:
        raise Refused(_("A scale has %(least)d to %(most)d levels.") % {"least": FEWEST, "most": MOST})
    if len(levels) - len(rated) > 1:
        raise Refused(_("One level at most can mean “not applicable”."))
    labels = [level.label.strip().lower() for level in levels]
    if "" in labels or len(set(labels)) < len(labels):
        raise Refused(_("Each level needs a label of its own."))


def _take(draft: FrameworkVersion, scale: Scale, now: dt.datetime) -> None:
    """The draft's texts go from each level to the one in the same place, in one statement."""
    if draft.scale_id == scale.pk:
        return
    texts = LevelDescriptor.objects.filter(element__version=draft)
    pairs = _pairs(draft.scale, scale)
    lost = texts.exclude(level__in=pairs).count()
    if lost:
        message = _("Elements describe levels that this scale does not have: %(count)d texts would be lost.")
        raise Refused(message % {"count": lost})
    if pairs and texts.exists():
        moves = [When(level=old, then=Value(new)) for old, new in pairs.items()]
        texts.update(level=Case(*moves, default=F("level"), output_field=BigIntegerField()))
    FrameworkVersion.objects.filter(pk=draft.pk).update(scale=scale)
    touched(draft, now)


def _pairs(old: Scale | None, new: Scale) -> dict[int, int]:
    """The key of each level of the old scale, and that of the new one in its place; "not applicable" goes to its
    like."""
    if old is None:
        return {}
    pairs: dict[int, int] = {}
    for is_not_applicable in (False, True):
        pairs |= dict(zip(_in_place(old, is_not_applicable), _in_place(new, is_not_applicable), strict=False))
    return pairs


def _in_place(scale: Scale, is_not_applicable: bool) -> list[int]:
    """The keys of its levels of this sort, from the least on."""
    order = "-value" if scale.direction == ScaleDirection.LOWER_IS_MORE else "value"
    levels = scale.levels.filter(is_not_applicable=is_not_applicable)
    return list(levels.order_by(order).values_list("pk", flat=True))
