"""What the levels of a draft's scale look like for one element."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from carnegie.core.errors import Refused
from standards.models import Element, FrameworkVersion, LevelDescriptor


def describe(draft: FrameworkVersion, element: Element, texts: Mapping[int, str]) -> None:
    """Stores the texts by level value, inside another service's write; an empty one takes the old one away."""
    levels = {level.value: level for level in draft.scale.levels.all()} if draft.scale else {}
    if set(texts) - set(levels):
        raise Refused(_("The scale of this draft does not have such a level. Load the page again."))
    empty = [levels[value] for value, text in texts.items() if not text.strip()]
    element.level_descriptors.filter(level__in=empty).delete()
    LevelDescriptor.objects.bulk_create(
        (
            LevelDescriptor(element=element, level=levels[value], text=text.strip())
            for value, text in texts.items()
            if text.strip()
        ),
        update_conflicts=True,
        unique_fields=["element", "level"],
        update_fields=["text"],
    )
