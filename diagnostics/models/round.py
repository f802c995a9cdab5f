"""Rounds: when a cohort, or one learner, is asked."""

import datetime as dt
import zoneinfo
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Expression, F, Max, Q, Subquery
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from carnegie.core.audit import tracked
from carnegie.core.models import UUIDModel
from carnegie.people.models import User
from diagnostics.enums import RoundKind
from diagnostics.models.diagnostic import DiagnosticVersion
from diagnostics.models.reach import led_cohorts
from diagnostics.models.target import TargetProfile
from programmes.models import Cohort, Enrolment


class RoundQuerySet(models.QuerySet["Round"]):
    def for_learner(self, user: User) -> "RoundQuerySet":
        """Rounds that ask `user`: of her cohorts, and not meant for another learner alone."""
        cohorts = Enrolment.objects.as_learner(user).order_by().values("cohort")
        return self.filter(Q(enrolment__isnull=True) | Q(enrolment__learner=user), cohort__in=cohorts)

    def visible_to(self, user: User, on: dt.date) -> "RoundQuerySet":
        """Rounds that ask `user`, and those of cohorts that she facilitates or administers."""
        return self.for_learner(user) | self.filter(cohort__in=led_cohorts(user, on).order_by().values("pk"))

    def with_last_day(self, **whose: Any) -> models.QuerySet[Any, Any]:
        """Each with `last_day`: until the end of which day one learner may answer (`enrolment=` or
        `enrolment__learner=` says who)."""
        return self.annotate(last_day=last_day("closes_on", round=models.OuterRef("pk"), **whose))


def last_day(closes_on: str | Expression, **extensions: Any) -> Expression:
    """The one rule until when a learner may answer: the round's last day, or a later one that she alone was given.

    `closes_on` is the round's day or the path to it, `extensions` says which extensions are hers.
    """
    hers = RoundExtension.objects.filter(**extensions).order_by().values("round")
    return Greatest(closes_on, Subquery(hers.annotate(day=Max("closes_on")).values("day")))


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

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["opens_on", "pk"]
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
        return self.end_of(self.closes_on)

    def end_of(self, day: dt.date) -> dt.datetime:
        """The first moment after `day` in the round's time zone."""
        return dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min, zoneinfo.ZoneInfo(self.time_zone))

    def is_open(self, now: dt.datetime, last_day: dt.date | None = None) -> bool:
        """Whether it is open at `now`; `last_day`: for a learner who may answer until then."""
        return self.opens_at <= now < self.end_of(last_day or self.closes_on)

    def last_day_for(self, enrolment: UUID) -> dt.date:
        """Until the end of which day this learner may answer: one query."""
        days = Round.objects.filter(pk=self.pk).with_last_day(enrolment=enrolment)
        return days.values_list("last_day", flat=True).get()


class RoundExtension(models.Model):
    """More time in a round, for everybody or (`enrolment`) for one learner: written once, with both days."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="extensions")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, null=True, blank=True, related_name="+")
    closed_on = models.DateField(_("closed until then at the end of"))
    closes_on = models.DateField(_("closes at the end of"))
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                name="round_extension_is_later",
                condition=Q(closes_on__gt=F("closed_on")),
                violation_error_message=_("More time ends later than before."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.closed_on} → {self.closes_on}"
