"""Dated events of a programme."""

import datetime as dt
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from carnegie.core import audit
from carnegie.core.errors import Refused
from carnegie.people.models import User
from programmes.models import LearningEvent, Module, Programme
from programmes.policies import may_plan_events
from programmes.services.rows import drop, keep, require


@audit.write
def add_event(
    *,
    programme: Programme,
    module: Module | None,
    title: str,
    strategy: str,
    mode: str,
    hours: Decimal,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    place: str,
    capacity: int | None,
    by: User,
    now: dt.datetime,
) -> LearningEvent:
    """A dated event, in a module or beside them; `capacity` None is unlimited.

    Refused: who neither administers the programme nor facilitates a cohort of it, a module of another programme, an
    end before the start.
    """
    event = LearningEvent(programme=programme, capacity=capacity, place=place, created_at=now)
    return _fill(event, module, title, strategy, mode, hours, starts_at, ends_at, by, now)


@audit.write
def change_event(
    *,
    event: LearningEvent,
    module: Module | None,
    title: str,
    strategy: str,
    mode: str,
    hours: Decimal,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    place: str,
    capacity: int | None,
    by: User,
    now: dt.datetime,
) -> LearningEvent:
    """Change an event, also its module. Refused as for a new one."""
    event.place, event.capacity = place, capacity
    return _fill(event, module, title, strategy, mode, hours, starts_at, ends_at, by, now)


def _fill(
    event: LearningEvent,
    module: Module | None,
    title: str,
    strategy: str,
    mode: str,
    hours: Decimal,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    by: User,
    now: dt.datetime,
) -> LearningEvent:
    _require_planner(by, event.programme, now)
    if module is not None and module.programme_id != event.programme_id:
        raise Refused(_("This module belongs to another programme."))
    event.module, event.title, event.strategy, event.mode = module, title, strategy, mode
    event.hours, event.starts_at, event.ends_at = hours, starts_at, ends_at
    return keep(event)


@audit.write
def delete_event(*, event: LearningEvent, by: User, now: dt.datetime) -> None:
    """Remove an event. Refused: who may not plan events, one with mapped cells."""
    _require_planner(by, event.programme, now)
    drop(event, hanging=[(event.mappings.all(), _("It is mapped to elements: clear those cells first."))])


def _require_planner(by: User, programme: Programme, now: dt.datetime) -> None:
    allowed = may_plan_events(by, programme, timezone.localdate(now))
    require(allowed, _("Only an admin or a facilitator of this programme may plan its events."))
