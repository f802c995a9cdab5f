"""Rounds: when a cohort, or one learner, is asked."""

import datetime as dt
import zoneinfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from carnegie.core.audit import tracked
from carnegie.core.models import UUIDModel
from diagnostics.enums import RoundKind
from diagnostics.models.diagnostic import DiagnosticVersion
from diagnostics.models.target import TargetProfile
from programmes.models import Cohort, Enrolment


@tracked()
class Round(UUIDModel):
    """One asking. Open from the start of `opens_on` to the end of `closes_on`, local days in `time_zone`.

    `enrolment` set: for that learner only. The diagnostic version is pinned and must be published.
    """

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="+")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, null=True, blank=True, related_name="+")
    diagnostic_version = models.ForeignKey(DiagnosticVersion, models.PROTECT, related_name="rounds")
    target_profile = models.ForeignKey(TargetProfile, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(_("kind"), max_length=20, choices=RoundKind, default=RoundKind.BASELINE)
    title = models.CharField(_("title"), max_length=200)
    opens_on = models.DateField(_("opens on"))
    closes_on = models.DateField(_("closes at the end of"))
    time_zone = models.CharField(max_length=60, default="Europe/London")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["opens_on"]
        constraints = [
            models.CheckConstraint(
                name="round_dates_in_order",
                condition=Q(closes_on__gte=F("opens_on")),
                violation_error_message=_("The round closes before it opens."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def opens_at(self) -> dt.datetime:
        return dt.datetime.combine(self.opens_on, dt.time.min, zoneinfo.ZoneInfo(self.time_zone))

    @property
    def closes_at(self) -> dt.datetime:
        """The first moment it is no longer open."""
        day_after = self.closes_on + dt.timedelta(days=1)
        return dt.datetime.combine(day_after, dt.time.min, zoneinfo.ZoneInfo(self.time_zone))

    def is_open(self, now: dt.datetime) -> bool:
        return self.opens_at <= now < self.closes_at
