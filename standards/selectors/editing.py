"""Reads of the editor of a draft."""

import datetime as dt
import uuid

from django.db.models import QuerySet

from carnegie.people.models import User
from standards.models import Association, EditingTurn, Element, FrameworkVersion, ScaleLevel


def turn(version: FrameworkVersion, now: dt.datetime) -> EditingTurn | None:
    """The turn that is running, with its editor; None when the draft is anybody's."""
    return EditingTurn.objects.filter(version=version, until__gt=now).select_related("editor").first()


def elements_for(user: User, on: dt.date) -> QuerySet[Element]:
    """The elements of all versions that this person may see, with what their own pages say of them."""
    visible = FrameworkVersion.objects.visible_to(user, on).values("pk")
    return Element.objects.filter(version__in=visible).select_related(
        "version__framework__owner", "version__scale", "parent"
    )


def links_for(user: User, on: dt.date) -> QuerySet[Association]:
    """The links of all versions that this person may see, with both ends."""
    visible = FrameworkVersion.objects.visible_to(user, on).values("pk")
    return Association.objects.filter(version__in=visible).select_related(
        "version__framework__owner", "origin", "destination"
    )


def links_of(element: Element) -> QuerySet[Association]:
    """The links of its own version that begin or end at this element: one query."""
    rows = element.version.associations.select_related("origin", "destination")
    return (rows.filter(origin=element) | rows.filter(destination=element)).order_by("kind", "pk")


def scale_levels(version: FrameworkVersion) -> list[ScaleLevel]:
    """The levels of the version's scale, by value: one query."""
    return list(ScaleLevel.objects.filter(scale=version.scale_id).order_by("value")) if version.scale_id else []


def described(element: Element) -> dict[int, str]:
    """What the levels look like for this element, by their value: one query."""
    return dict(element.level_descriptors.values_list("level__value", "text"))


def kinds_in(version: FrameworkVersion) -> list[str]:
    """The words that the version uses for its kinds of elements: one query."""
    return list(version.elements.exclude(kind="").order_by("kind").values_list("kind", flat=True).distinct()[:50])


def sibling_before(element: Element) -> uuid.UUID | None:
    """The key of the element that stands before this one under the same parent: one query."""
    siblings = Element.objects.filter(version=element.version_id, parent=element.parent_id)
    return siblings.filter(position__lt=element.position).order_by("-position").values_list("pk", flat=True).first()


def is_known_earlier(element: Element) -> bool:
    """Whether another version of the framework has this element too, so that a new meaning would replace it."""
    others = Element.objects.filter(identifier=element.identifier, version__framework=element.version.framework_id)
    return others.exclude(version=element.version_id).exists()


def below(element: Element) -> list[Element]:
    """All that stands under the element, in reading order: one query or two."""
    after = Element.objects.filter(version=element.version_id, position__gt=element.position).order_by("position")
    end = after.filter(depth__lte=element.depth).values_list("position", flat=True).first()
    return list(after if end is None else after.filter(position__lt=end))
