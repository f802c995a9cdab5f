"""Programmes, their modules and activities, and the frameworks that they serve."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from carnegie.core import audit
from carnegie.core.errors import Refused
from carnegie.people.models import Organisation, User
from programmes.models import Activity, Mapping, Module, Programme, ProgrammeFramework
from programmes.policies import is_programme_admin, is_provider_admin
from programmes.services.rows import clear_seen, drop, keep, require
from standards.enums import AdoptionStatus
from standards.models import FrameworkVersion


def require_admin(by: User, programme: Programme, now: dt.datetime) -> None:
    """Refuse everybody but an admin of the programme."""
    allowed = is_programme_admin(by, programme, timezone.localdate(now))
    require(allowed, _("Only an admin of this programme may do this."))


@audit.write
def create_programme(*, provider: Organisation, title: str, summary: str, by: User, now: dt.datetime) -> Programme:
    """A new, empty programme of `provider`. Refused: who is not its programme admin, a title that it uses already."""
    allowed = is_provider_admin(by, provider, timezone.localdate(now))
    require(allowed, _("Only a programme admin of this provider may add a programme."))
    return keep(Programme(provider=provider, title=title, summary=summary, created_at=now))


@audit.write
def change_programme(*, programme: Programme, title: str, summary: str, by: User, now: dt.datetime) -> Programme:
    """Reword a programme. Refused: who is not its admin, a title that its provider uses already."""
    require_admin(by, programme, now)
    programme.title, programme.summary = title, summary
    return keep(programme, "title", "summary")


@audit.write
def delete_programme(*, programme: Programme, by: User, now: dt.datetime) -> None:
    """Remove a programme that is still empty. Refused: who is not its admin, one with parts, cohorts or mappings."""
    require_admin(by, programme, now)
    drop(
        programme,
        hanging=[
            (programme.cohorts.all(), _("It has cohorts, so it stays.")),
            (programme.modules.all(), _("It has modules: delete those first.")),
            (programme.events.all(), _("It has events: delete those first.")),
            (programme.mappings.all(), _("It is mapped to elements: clear those cells first.")),
        ],
    )


@audit.write
def add_framework(*, programme: Programme, version: FrameworkVersion, by: User, now: dt.datetime) -> ProgrammeFramework:
    """Map the programme to one more framework version from now on.

    Refused: who is not its admin; a version that is not adopted, or of another provider, or used already.
    """
    require_admin(by, programme, now)
    if version.status != AdoptionStatus.ADOPTED:
        raise Refused(_("Only an adopted framework can be used: its text no longer changes."))
    if version.framework.owner_id not in (None, programme.provider_id):
        raise Refused(_("This framework belongs to another provider."))
    return keep(ProgrammeFramework(programme=programme, version=version))


@audit.write
def remove_framework(*, framework: ProgrammeFramework, by: User, now: dt.datetime) -> None:
    """Stop mapping the programme to a framework version. Refused: who is not its admin, one with mapped cells."""
    require_admin(by, framework.programme, now)
    mapped = Mapping.objects.of_programme(framework.programme).filter(element__version=framework.version)
    drop(framework, hanging=[(mapped, _("Some of the programme is mapped to it: clear those cells first."))])


@audit.write
def add_module(*, programme: Programme, title: str, summary: str, by: User, now: dt.datetime) -> Module:
    """A module at the end of the programme. Refused: who is not its admin."""
    require_admin(by, programme, now)
    last = programme.modules.aggregate(last=Max("position"))["last"] or 0
    return keep(Module(programme=programme, title=title, summary=summary, position=last + 1, created_at=now))


@audit.write
def change_module(*, module: Module, title: str, summary: str, by: User, now: dt.datetime) -> Module:
    """Reword a module. Refused: who is not an admin of its programme."""
    require_admin(by, module.programme, now)
    module.title, module.summary = title, summary
    return keep(module, "title", "summary")


@audit.write
def move_module(*, module: Module, earlier: bool, by: User, now: dt.datetime) -> None:
    """Change places with the module before (`earlier`) or after; at the end of the row nothing changes."""
    require_admin(by, module.programme, now)
    _step(list(module.programme.modules.select_for_update()), module, earlier)


@audit.write
def delete_module(*, module: Module, by: User, now: dt.datetime, cells: int = 0) -> None:
    """Remove an empty module, with its mapped cells if there are `cells` of them.

    Refused: who is not an admin, one with activities, events or (when `cells` is 0) mapped cells. Stale: another
    number of them.
    """
    require_admin(by, module.programme, now)
    clear_seen(module.mappings.all(), cells)
    drop(
        module,
        hanging=[
            (module.activities.all(), _("It has activities: delete those first.")),
            (module.events.all(), _("It has events: delete or move those first.")),
            (module.mappings.all(), _("It is mapped to elements: clear those cells first.")),
        ],
    )


@audit.write
def add_activity(
    *, module: Module, title: str, strategy: str, mode: str, hours: Decimal, by: User, now: dt.datetime
) -> Activity:
    """An activity of `hours` at the end of a module. Refused: who is not an admin of its programme."""
    require_admin(by, module.programme, now)
    last = module.activities.aggregate(last=Max("position"))["last"] or 0
    fields = {"title": title, "strategy": strategy, "mode": mode, "hours": hours}
    return keep(Activity(module=module, position=last + 1, created_at=now, **fields))


@audit.write
def change_activity(
    *, activity: Activity, title: str, strategy: str, mode: str, hours: Decimal, by: User, now: dt.datetime
) -> Activity:
    """Change an activity. Refused: who is not an admin of its programme."""
    require_admin(by, activity.module.programme, now)
    activity.title, activity.strategy, activity.mode, activity.hours = title, strategy, mode, hours
    return keep(activity, "title", "strategy", "mode", "hours")


@audit.write
def move_activity(*, activity: Activity, earlier: bool, by: User, now: dt.datetime) -> None:
    """Change places with the activity before (`earlier`) or after; at the end of the row nothing changes."""
    require_admin(by, activity.module.programme, now)
    _step(list(activity.module.activities.select_for_update()), activity, earlier)


@audit.write
def delete_activity(*, activity: Activity, by: User, now: dt.datetime, cells: int = 0) -> None:
    """Remove an activity, with its mapped cells if there are `cells` of them.

    Refused: who is not an admin of its programme, one with mapped cells when `cells` is 0. Stale: another number.
    """
    require_admin(by, activity.module.programme, now)
    clear_seen(activity.mappings.all(), cells)
    mapped = (activity.mappings.all(), _("It is mapped to elements: clear those cells first."))
    drop(activity, hanging=[mapped])


def _step(siblings: Sequence[Module | Activity], row: Module | Activity, earlier: bool) -> None:
    """Put `row` one place earlier or later and number all its siblings anew from 1. Refused: one that is gone."""
    ordered = list(siblings)
    if row not in ordered:
        raise Refused(_("Somebody has deleted “%(row)s” meanwhile.") % {"row": row})
    here = ordered.index(row)
    there = min(max(here + (-1 if earlier else 1), 0), len(ordered) - 1)
    ordered.insert(there, ordered.pop(here))
    with transaction.atomic():
        for position, sibling in enumerate(ordered, start=1):
            if sibling.position != position:
                sibling.position = position
                sibling.save(update_fields=["position"])
