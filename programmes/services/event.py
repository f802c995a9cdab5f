"""Dated events of a programme."""

import datetime as dt
from decimal import Decimal
from typing import TypedDict, Unpack

from django.utils import timezone
from django.utils.translation import gettext as _

from carnegie.core import audit
from carnegie.core.errors import Refused
from carnegie.people.models import User
from programmes.models import LearningEvent, Module, Programme
from programmes.policies import is_programme_admin, may_plan_events
from programmes.services.booking import fill_places, hold_for_change, tell_moved
from programmes.services.rows import clear_seen, drop, keep, require


class EventFields(TypedDict):
    """What an event says; `capacity` None is unlimited."""

    module: Module | None
    title: str
    strategy: str
    mode: str
    hours: Decimal
    starts_at: dt.datetime
    ends_at: dt.datetime
    place: str
    capacity: int | None


@audit.write
def add_event(*, programme: Programme, by: User, now: dt.datetime, **fields: Unpack[EventFields]) -> LearningEvent:
    """A dated event, in a module or beside them.

    Refused: who neither administers the programme nor facilitates a cohort of it, a module of another programme, an
    end before the start.
    """
    _check(programme, fields["module"], by, now)
    return keep(LearningEvent(programme=programme, created_at=now, **fields))


@audit.write
def change_event(*, event: LearningEvent, by: User, now: dt.datetime, **fields: Unpack[EventFields]) -> LearningEvent:
    """Change an event, also its module; places that are new go to those who wait, in turn, and who has a place is told
    by mail where the event begins or ends at another time.

    Refused as for a new one, and fewer places than are given.
    """
    _check(event.programme, fields["module"], by, now)
    before = hold_for_change(event, fields["capacity"])
    for name, value in fields.items():
        setattr(event, name, value)
    changed = keep(event, *fields)
    if before and before.times != changed.times:
        tell_moved(event=changed, now=now)
    fill_places(event=changed, now=now)
    return changed


def _check(programme: Programme, module: Module | None, by: User, now: dt.datetime) -> None:
    _require_planner(by, programme, now)
    if module is not None and module.programme_id != programme.pk:
        raise Refused(_("This module belongs to another programme."))


@audit.write
def delete_event(*, event: LearningEvent, by: User, now: dt.datetime, cells: int = 0) -> None:
    """Remove an event, with its mapped cells if there are `cells` of them, which only an admin may clear.

    Refused: who may not plan events, one with mapped cells when `cells` is 0, one with people who have a place or wait.
    Stale: another number.
    """
    _require_planner(by, event.programme, now)
    hold_for_change(event, None)
    if cells:
        allowed = is_programme_admin(by, event.programme, timezone.localdate(now))
        require(allowed, _("Only an admin of this programme may change its mapping."))
    clear_seen(event.mappings.all(), cells)
    mapped = (event.mappings.all(), _("It is mapped to elements: clear those cells first."))
    booked = (event.bookings.live(), _("People have a place at it or wait for one, so it stays."))
    drop(event, hanging=[mapped, booked])


def _require_planner(by: User, programme: Programme, now: dt.datetime) -> None:
    allowed = may_plan_events(by, programme, timezone.localdate(now))
    require(allowed, _("Only an admin or a facilitator of this programme may plan its events."))
