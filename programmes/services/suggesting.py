"""What a facilitator would have an event serve, and what the programme admin makes of it."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from carnegie.core.audit import write
from carnegie.core.errors import Refused, Stale
from carnegie.people.models import User
from programmes.enums import SuggestionState
from programmes.models import LearningEvent, Mapping, MappingSuggestion, Programme
from programmes.policies import is_programme_admin
from programmes.services.mapping import set_mapping
from programmes.services.rows import require
from standards.models import Element


@write
def suggest_mapping(
    *, event: LearningEvent, element: Element, depth: str, reason: str, by: User, now: dt.datetime
) -> MappingSuggestion:
    """Ask that an event to come serve an element. Refused: who does not facilitate in the programme, an event that is
    over, an element of a framework that the programme does not use, a heading, what the event serves already, what
    waits already."""
    _require_facilitator(by, event.programme, now)
    if event.ends_at <= now:
        raise Refused(_("This event is over: choose one that is still to come."))
    if not element.is_rateable or not event.programme.frameworks.filter(version=element.version_id).exists():
        raise Refused(_("The programme does not use the framework of this element."))
    if Mapping.objects.filter(event=event, element=element).exists():
        raise Refused(_("This event serves this element already."))
    try:
        with transaction.atomic():
            return MappingSuggestion.objects.create(
                event=event, element=element, depth=depth, reason=reason.strip(), suggested_by=by, created_at=now
            )
    except IntegrityError:
        raise Refused(_("This is suggested already.")) from None


@write
def accept_suggestion(*, suggestion: MappingSuggestion, by: User, now: dt.datetime) -> MappingSuggestion:
    """Make the cell. Refused as `set_mapping` refuses; stale when it is decided already, or when the event serves
    the element meanwhile: the suggestion then waits on, to be declined."""
    locked = _locked(suggestion, by, now)
    if Mapping.objects.filter(event=locked.event, element=locked.element).exists():
        raise Stale(_("The event serves this element already: decline the suggestion, or change the cell in the grid."))
    set_mapping(
        item=locked.event,
        element=locked.element,
        depth=locked.depth,
        rationale=locked.reason,
        base_revision=0,
        by=by,
        now=now,
    )
    return _decided(locked, SuggestionState.ACCEPTED, by, now)


@write
def decline_suggestion(*, suggestion: MappingSuggestion, by: User, now: dt.datetime) -> MappingSuggestion:
    """Leave the mapping as it is. Stale when it is decided already."""
    return _decided(_locked(suggestion, by, now), SuggestionState.DECLINED, by, now)


def _require_facilitator(by: User, programme: Programme, now: dt.datetime) -> None:
    led = Programme.objects.filter(pk=programme.pk).as_facilitator(by, timezone.localdate(now))
    require(by.is_active and led.exists(), _("Only a facilitator of this programme suggests this."))


def _locked(suggestion: MappingSuggestion, by: User, now: dt.datetime) -> MappingSuggestion:
    """The suggestion, held so that of two decisions one is told that it came second."""
    rows = MappingSuggestion.objects.select_for_update(of=("self",)).select_related("event__programme", "element")
    locked = rows.get(pk=suggestion.pk)
    allowed = is_programme_admin(by, locked.event.programme, timezone.localdate(now))
    require(allowed, _("Only an admin of this programme decides on suggestions."))
    if locked.state != SuggestionState.OPEN:
        raise Stale(_("This suggestion is decided already: it was %(state)s.") % {"state": locked.get_state_display()})
    return locked


def _decided(locked: MappingSuggestion, state: str, by: User, now: dt.datetime) -> MappingSuggestion:
    locked.state, locked.decided_by, locked.decided_at = state, by, now
    locked.save(update_fields=["state", "decided_by", "decided_at"])
    return locked
