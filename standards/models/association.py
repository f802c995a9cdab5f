"""Links between elements, also of other frameworks and other servers."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from carnegie.core.audit import tracked
from carnegie.core.models import UUIDModel
from standards.enums import Approval, AssociationType
from standards.models.element import Element
from standards.models.framework import FrameworkVersion


@tracked()
class Association(UUIDModel):
    """A CASE association of `version`. Both ends keep identifier and URI; an end that is known here is linked too.

    `group_identifier` and `group_title` are those of its CASE association grouping, where it has one.
    The tree itself lives in `Element.parent`; an `isChildOf` row exists only for what a tree cannot hold.
    """

    version = models.ForeignKey(FrameworkVersion, models.CASCADE, related_name="associations")
    identifier = models.UUIDField(default=uuid.uuid4)
    uri = models.CharField(max_length=500, blank=True)
    kind = models.CharField(_("type"), max_length=30, choices=AssociationType)
    extension_kind = models.CharField(max_length=100, blank=True)
    origin = models.ForeignKey(Element, models.CASCADE, null=True, blank=True, related_name="links_out")
    origin_identifier = models.CharField(max_length=300)
    origin_uri = models.CharField(max_length=500, blank=True)
    destination = models.ForeignKey(Element, models.SET_NULL, null=True, blank=True, related_name="links_in")
    destination_identifier = models.CharField(max_length=300)
    destination_uri = models.CharField(max_length=500, blank=True)
    destination_title = models.TextField(blank=True)
    sequence_number = models.IntegerField(null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    group_identifier = models.UUIDField(null=True, blank=True)
    group_title = models.CharField(_("group"), max_length=200, blank=True)
    approval = models.CharField(max_length=20, choices=Approval, default=Approval.APPROVED)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "identifier"],
                name="association_identifier_unique",
                violation_error_message=_("Two associations of a version cannot have the same identifier."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.origin_identifier} {self.kind} {self.destination_identifier}"
