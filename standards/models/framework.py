"""Frameworks and their versions: the line that an issuing body keeps, and the texts it publishes."""

import datetime as dt
import uuid
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carnegie.core.audit import tracked
from carnegie.core.models import Transition, UUIDModel
from carnegie.people.enums import MembershipRole
from carnegie.people.models import Membership, Organisation, User
from standards.enums import AdoptionStatus
from standards.models.scale import Scale


@tracked()
class Framework(UUIDModel):
    """A set of professional standards through all its versions. `owner` null means shared by all providers: only who
    runs the installation brings one in (by command), adopts it and takes it out of use.

    `is_public`: its owner lets everybody read its adopted and deprecated versions, without signing in, as CASE.
    """

    owner = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(_("title"), max_length=300)
    creator = models.CharField(_("issuing body"), max_length=200)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    description = models.TextField(_("description"), blank=True)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=20, default="en")
    licence_title = models.CharField(_("licence"), max_length=200, blank=True)
    licence_uri = models.CharField(_("licence address"), max_length=500, blank=True)
    official_source_url = models.CharField(_("official source"), max_length=500, blank=True)
    is_public = models.BooleanField(_("public"), default=False)

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class FrameworkVersionQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User, on: dt.date) -> "FrameworkVersionQuerySet":
        """Adopted and deprecated versions to everyone with an account; drafts to those who may change them."""
        if not user.is_active:
            return self.none()
        return self.filter(~Q(status=AdoptionStatus.DRAFT) | changeable_by(user, on))

    def in_feed(self, user: User | AnonymousUser) -> "FrameworkVersionQuerySet":
        """What machines may read as CASE: public frameworks for all, the others for who has signed in; no drafts."""
        settled = self.exclude(status=AdoptionStatus.DRAFT)
        return settled if user.is_authenticated and user.is_active else settled.filter(framework__is_public=True)


def changeable_by(user: User, on: dt.date) -> Q:
    """Versions of the organisations for which `user` is programme admin; of shared ones for system administrators."""
    owned = Q(framework__owner__in=administered_by(user, on))
    return owned | Q(framework__owner__isnull=True) if user.is_staff else owned


def administered_by(user: User, on: dt.date) -> models.QuerySet[Membership, Any]:
    """The ids of the organisations for which `user` is programme admin on that day, for use in a query."""
    roles = Membership.objects.active(on, user=user, role=MembershipRole.PROGRAMME_ADMIN)
    return roles.values("organisation")


@tracked()
class FrameworkVersion(UUIDModel):
    """One text of a framework. Adopted = locked: a change makes a new version.

    `case_identifier` and `case_uri` are those of the CASE document it came from or is published as;
    `lock_version` grows with every saved change of a draft, so that a stale save is noticed.
    """

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(default=1)
    label = models.CharField(_("version"), max_length=50, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=AdoptionStatus, default=AdoptionStatus.DRAFT)
    status_start_date = models.DateField(_("in force from"), null=True, blank=True)
    status_end_date = models.DateField(_("in force until"), null=True, blank=True)
    notes = models.TextField(_("notes"), blank=True)
    scale = models.ForeignKey(Scale, models.PROTECT, null=True, blank=True, related_name="+")
    case_identifier = models.UUIDField(default=uuid.uuid4)
    case_uri = models.CharField(max_length=500, blank=True)
    content_digest = models.CharField(max_length=64, blank=True)
    lock_version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(_("last change"))

    objects = FrameworkVersionQuerySet.as_manager()

    class Meta:
        ordering = ["framework__title", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "number"],
                name="framework_version_number_unique",
                violation_error_message=_("This framework already has a version with this number."),
            ),
            models.UniqueConstraint(
                fields=["framework"],
                condition=Q(status=AdoptionStatus.DRAFT),
                name="framework_one_draft",
                violation_error_message=_("This framework already has a draft: adopt or delete it first."),
            ),
        ]

    def __str__(self) -> str:
        """Told apart from its siblings: by its label, else a later one by its number."""
        if self.label or self.number == 1:
            return f"{self.framework.title} {self.label}".strip()
        return _("%(title)s, version %(number)d") % {"title": self.framework.title, "number": self.number}

    @property
    def is_locked(self) -> bool:
        return self.status != AdoptionStatus.DRAFT


class FrameworkTransition(Transition):
    """One step of a version between draft, adopted and deprecated."""

    version = models.ForeignKey(FrameworkVersion, models.CASCADE, related_name="transitions")

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"
