"""Target profiles: what level is expected of a role."""

import datetime as dt
from uuid import UUID

from django.db import connection, models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from carnegie.core.audit import tracked
from carnegie.core.models import UUIDModel
from carnegie.people.models import Organisation, User
from diagnostics.enums import TargetAudience
from diagnostics.models.diagnostic import DiagnosticVersion, Item
from diagnostics.models.reach import administered, led_cohorts
from programmes.models import Enrolment, Programme


class TargetProfileQuerySet(models.QuerySet["TargetProfile"]):
    def visible_to(self, user: User, on: dt.date) -> "TargetProfileQuerySet":
        """Profiles of programmes in which `user` learns, supports, sponsors, facilitates or administers."""
        near = Enrolment.objects.near(user, on)
        return self.filter(
            Q(programme__in=administered(user, on).order_by().values("pk"))
            | Q(programme__in=led_cohorts(user, on).order_by().values("programme"))
            | Q(programme__in=near.order_by().values("cohort__programme"))
        )

    def keep_for_now(self, pk: UUID) -> bool:
        """Hold one profile against its deletion, and nothing else, until the transaction ends; False: it is gone."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM diagnostics_targetprofile WHERE id = %s FOR KEY SHARE", [pk])
            return cursor.fetchone() is not None


@tracked()
class TargetProfile(UUIDModel):
    """Expected levels for everybody in a programme, for one role (the learner's job title) or for the people of one
    organisation; the learner sees each only after rating that element herself."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    # No index of its own: target_profile_title_unique begins with it.
    diagnostic_version = models.ForeignKey(
        DiagnosticVersion, models.CASCADE, related_name="target_profiles", db_index=False
    )
    title = models.CharField(_("title"), max_length=200)
    audience = models.CharField(_("for whom"), max_length=20, choices=TargetAudience, default=TargetAudience.PROGRAMME)
    role = models.CharField(_("role"), max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )

    objects = TargetProfileQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(
                fields=["diagnostic_version", "title"],
                name="target_profile_title_unique",
                violation_error_message=_("This diagnostic already has a target profile with this title."),
            ),
            models.CheckConstraint(
                name="target_profile_names_its_audience",
                condition=Q(audience=TargetAudience.PROGRAMME, role="", organisation__isnull=True)
                | (Q(audience=TargetAudience.ROLE, organisation__isnull=True) & ~Q(role=""))
                | Q(audience=TargetAudience.ORGANISATION, role="", organisation__isnull=False),
                violation_error_message=_("Targets for a role name the role, targets for an organisation name it."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


@tracked()
class Target(models.Model):
    """The expected range of one item, in ranks from 1 (least)."""

    # No index of its own: target_item_unique begins with it.
    profile = models.ForeignKey(TargetProfile, models.CASCADE, related_name="targets", db_index=False)
    item = models.ForeignKey(Item, models.CASCADE, related_name="+")
    minimum = models.PositiveSmallIntegerField(_("at least"))
    maximum = models.PositiveSmallIntegerField(_("at most"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "item"],
                name="target_item_unique",
                violation_error_message=_("This profile already has a target for this element."),
            ),
            models.CheckConstraint(
                name="target_range_in_order",
                condition=Q(minimum__gte=1, maximum__gte=F("minimum")),
                violation_error_message=_("The highest expected level is below the lowest."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minimum}–{self.maximum}"
