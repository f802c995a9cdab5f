"""Reads around drafts and the versions of one framework."""

from django.db.models import Count, Q, QuerySet

from carnegie.people.models import Organisation
from standards.enums import AdoptionStatus
from standards.models import Framework, FrameworkVersion, Scale


def scales_for(owner: Organisation | None, *, beside: Scale | None = None) -> QuerySet[Scale]:
    """The scales that a framework of `owner` may use, with their levels: shared ones, its own, and the present one."""
    own = Q(owner=None) | Q(owner=owner)
    found = Scale.objects.filter(own | Q(pk=beside.pk) if beside else own)
    return found.prefetch_related("levels").order_by("-is_default", "title", "created_at")


def open_draft(framework: Framework) -> FrameworkVersion | None:
    """The draft of this framework, where there is one."""
    return framework.versions.filter(status=AdoptionStatus.DRAFT).first()


def is_settled(framework: Framework) -> bool:
    """Whether a version was ever adopted."""
    return framework.versions.exclude(status=AdoptionStatus.DRAFT).exists()


def siblings(version: FrameworkVersion, *, with_draft: bool) -> list[FrameworkVersion]:
    """All versions of the same framework, newest first, with `element_count`: one query."""
    found = version.framework.versions.annotate(element_count=Count("elements")).order_by("-number")
    return list(found if with_draft else found.exclude(status=AdoptionStatus.DRAFT))


def settled_before(version: FrameworkVersion) -> FrameworkVersion | None:
    """The latest version of the same framework before this one that was adopted."""
    earlier = version.framework.versions.filter(number__lt=version.number).exclude(status=AdoptionStatus.DRAFT)
    return earlier.select_related("scale").order_by("-number").first()
