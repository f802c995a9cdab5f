"""What learners are promised, in the numbers that this installation has set."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def fewest_people() -> int:
    """How many people a figure must stand for before anybody is shown it."""
    fewest: int = settings.AGGREGATE_MINIMUM
    return fewest
