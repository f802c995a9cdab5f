"""Needs, with what they are about."""

from django.db.models import QuerySet

from diagnostics.enums import NeedState
from diagnostics.models import Attempt, Need


def needs_with_elements(needs: QuerySet[Need]) -> QuerySet[Need]:
    """`needs` with all that a list of them shows: two queries."""
    return needs.select_related("enrolment__learner", "attempt__round").prefetch_related("elements__element")


def needs_of(attempt: Attempt) -> QuerySet[Need]:
    """The needs chosen from this attempt and not set aside, in the order of choosing."""
    return needs_with_elements(Need.objects.filter(attempt=attempt, state=NeedState.CHOSEN))
