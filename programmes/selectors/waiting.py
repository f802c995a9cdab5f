"""Suggestions that wait for the programme admin, and the events that may still be asked to serve something."""

import datetime as dt

from django.db.models import OuterRef, QuerySet, Subquery

from programmes.enums import SuggestionState
from programmes.models import LearningEvent, Mapping, MappingSuggestion, Programme
from standards.models import Element


def waiting_suggestions(programme: Programme) -> QuerySet[MappingSuggestion]:
    """Those not decided yet, the oldest first, each with what the event does already (`mapped_depth`); one query."""
    there = Mapping.objects.filter(event=OuterRef("event"), element=OuterRef("element"))
    found = MappingSuggestion.objects.filter(event__programme=programme, state=SuggestionState.OPEN)
    return found.select_related("event", "element__version", "suggested_by").annotate(
        mapped_depth=Subquery(there.values("depth")[:1])
    )


def suggestions_of(programme: Programme, element: Element) -> QuerySet[MappingSuggestion]:
    """All that was suggested for one element, the latest first; one query."""
    found = MappingSuggestion.objects.filter(event__programme=programme, element__lineage=element.lineage)
    return found.select_related("event", "suggested_by").order_by("-created_at", "-pk")


def events_to_come(programme: Programme, now: dt.datetime) -> QuerySet[LearningEvent]:
    """Events that are not over, the next first."""
    return programme.events.filter(ends_at__gt=now).order_by("starts_at", "pk")
