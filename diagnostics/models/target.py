"""Target profiles: what level is expected of a role."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from carnegie.core.audit import tracked
from carnegie.core.models import UUIDModel
from carnegie.people.models import User
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


@tracked()
class TargetProfile(UUIDModel):
    """Expected levels for a role in a programme; the learner sees each only after rating that element herself."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    diagnostic_version = models.ForeignKey(DiagnosticVersion, models.CASCADE, related_name="target_profiles")
    title = models.CharField(_("title"), max_length=200)

    objects = TargetProfileQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(
                fields=["diagnostic_version", "title"],
                name="target_profile_title_unique",
                violation_error_message=_("This diagnostic already has a target profile with this title."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


@tracked()
class Target(models.Model):
    """The expected range of one item, in ranks from 1 (least)."""

    profile = models.ForeignKey(TargetProfile, models.CASCADE, related_name="targets")
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
