"""Crosswalks: how the elements of one framework answer to those of another, as somebody judged it.

What a framework's own file says of other frameworks stays an `Association` of that version; see ADR 0035.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from carnegie.core.audit import tracked
from carnegie.core.models import UUIDModel
from carnegie.people.models import Organisation
from standards.enums import Approval, AssociationType, Strength, link_words
from standards.models.element import Element
from standards.models.framework import Framework


@tracked()
class Crosswalk(UUIDModel):
    """Links between two frameworks through all their versions, kept by `owner` (None: comes with Carnegie), who need
    not be the owner of either. Only links that are approved are read by others than the editor."""

    owner = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    left = models.ForeignKey(Framework, models.PROTECT, related_name="+", verbose_name=_("one framework"))
    right = models.ForeignKey(Framework, models.PROTECT, related_name="+", verbose_name=_("the other framework"))

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "title"],
                nulls_distinct=False,
                name="crosswalk_title_unique",
                violation_error_message=_("This organisation already has a crosswalk with this title."),
            ),
            models.CheckConstraint(
                name="crosswalk_two_frameworks",
                condition=~Q(left=F("right")),
                violation_error_message=_("A crosswalk joins two different frameworks."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


@tracked()
class CrosswalkLink(UUIDModel):
    """One judgement: `left` stands to `right` as `kind` says, or the other way round when `is_inverse`.

    The elements are those that the author saw; reading goes by their lineages, so that a link holds in every version
    that keeps both. `revision` grows with every save. `identifier` is that of the CASE association it is published as.
    """

    crosswalk = models.ForeignKey(Crosswalk, models.CASCADE, related_name="links")
    left = models.ForeignKey(Element, models.PROTECT, related_name="+")
    right = models.ForeignKey(Element, models.PROTECT, related_name="+")
    left_lineage = models.UUIDField(db_index=True)
    right_lineage = models.UUIDField(db_index=True)
    kind = models.CharField(_("type"), max_length=30, choices=AssociationType)
    is_inverse = models.BooleanField(default=False)
    strength = models.CharField(_("strength"), max_length=10, choices=Strength, default=Strength.MEDIUM)
    note = models.TextField(_("note"), blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    approval = models.CharField(_("state"), max_length=20, choices=Approval, default=Approval.PROPOSED)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    identifier = models.UUIDField(default=uuid.uuid4, unique=True)

    class Meta:
        ordering = ["left__position", "right__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["crosswalk", "left_lineage", "right_lineage"],
                name="crosswalk_link_unique",
                violation_error_message=_("These two elements are linked here already: change that link."),
            ),
            models.CheckConstraint(
                name="crosswalk_link_approval_told",
                condition=Q(approval=Approval.PROPOSED, approved_by__isnull=True, approved_at__isnull=True)
                | Q(approval=Approval.APPROVED, approved_by__isnull=False, approved_at__isnull=False),
                violation_error_message=_("An approved link says who approved it and when; a proposed one does not."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.left} {self.words} {self.right}"

    @property
    def words(self) -> str:
        """How the left element stands to the right one."""
        return link_words(self.kind, is_inverse=self.is_inverse)

    @property
    def words_back(self) -> str:
        """How the right element stands to the left one."""
        return link_words(self.kind, is_inverse=not self.is_inverse)


@tracked()
class DismissedPair(models.Model):
    """Two elements that somebody looked at and found not alike: they are not suggested again."""

    crosswalk = models.ForeignKey(Crosswalk, models.CASCADE, related_name="dismissed")
    left_lineage = models.UUIDField()
    right_lineage = models.UUIDField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["crosswalk", "left_lineage", "right_lineage"],
                name="crosswalk_dismissed_once",
                violation_error_message=_("This suggestion is dismissed already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.left_lineage} – {self.right_lineage}"
