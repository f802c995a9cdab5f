"""Goals beside the needs they came from, for a page of an app that does not know of goals."""

from collections.abc import Sequence

from django import template

from carnegie.core import clock
from carnegie.people.models import User
from diagnostics.models import Need
from projects.models import Goal
from projects.selectors import goals_of_needs

register = template.Library()


@register.simple_tag
def needs_with_goals(*, needs: Sequence[Need], user: User) -> list[tuple[Need, list[Goal]]]:
    """Each need with those of its goals that `user` may read: one query."""
    goals = goals_of_needs(needs, user, clock.today())
    return [(need, goals[need.pk]) for need in needs]
