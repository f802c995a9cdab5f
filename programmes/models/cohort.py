"""Cohorts and who leads them."""

import datetime as dt

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from carnegie.core.audit import tracked
from carnegie.core.models import DatedRelation, DatedRelationQuerySet, UUIDModel
from carnegie.people.models import User
from programmes.enums import CohortRoleKind
from programmes.models.held import learnt
from programmes.models.programme import Programme, as_flag, leading


class CohortQuerySet(models.QuerySet["Cohort"]):
    """Cohorts by what a person is to them on the day `on`."""

    def as_programme_admin(self, user: User, on: dt.date) -> "CohortQuerySet":
        return self.filter(programme__in=Programme.objects.as_programme_admin(user, on).values("pk"))

    def as_facilitator(self, user: User, on: dt.date) -> "CohortQuerySet":
        return self.filter(pk__in=leading(user, on))

    def as_learner(self, user: User) -> "CohortQuerySet":
        return self.filter(pk__in=learnt("cohort_id", user.pk))

    def visible_to(self, user: User, on: dt.date) -> "CohortQuerySet":
        """Known to its learners, facilitators and admins; that it exists and when, to coaches and sponsors."""
        if not user.is_active:
            return self.none()
        seen = apps.get_model("programmes", "Enrolment").objects.own_coached_or_sponsored(user, on)
        return self.filter(
            Q(programme__in=Programme.objects.as_programme_admin(user, on).order_by().values("pk"))
            | Q(pk__in=leading(user, on))
            | Q(pk__in=seen.order_by().values("cohort"))
        )

    def with_rights(self, user: User, on: dt.date) -> "CohortQuerySet":
        """Each with what `user` is to it: `is_admin`, `is_led` (she facilitates it), `is_taken` (she learns in it)."""
        runs = Q(programme__in=Programme.objects.as_programme_admin(user, on).order_by().values("pk"))
        return self.annotate(
            is_admin=as_flag(runs),
            is_led=as_flag(Q(pk__in=leading(user, on))),
            is_taken=as_flag(Q(pk__in=learnt("cohort_id", user.pk))),
        )


@tracked()
class Cohort(UUIDModel):
    """A group that takes a programme together; its learners may have different employers."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="cohorts")
    title = models.CharField(_("title"), max_length=200)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    time_zone = models.CharField(_("time zone"), max_length=60, default="Europe/London")

    objects = CohortQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "title"]
        constraints = [
            models.CheckConstraint(
                name="cohort_dates_in_order",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The cohort ends before it starts."),
            ),
            models.UniqueConstraint(
                fields=["programme", "title"],
                name="cohort_title_unique",
                violation_error_message=_("This programme already has a cohort with this title."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


@tracked()
class CohortRole(UUIDModel, DatedRelation):
    """A person's dated role for a whole cohort."""

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="roles")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=CohortRoleKind, default=CohortRoleKind.FACILITATOR)

    objects = DatedRelationQuerySet.as_manager()

    class Meta:
        constraints = [
            DatedRelation.dates_in_order("cohort_role_dates_in_order"),
            ExclusionConstraint(
                name="cohort_role_once_at_a_time",
                expressions=[
                    (F("cohort"), RangeOperators.EQUAL),
                    (F("user"), RangeOperators.EQUAL),
                    (F("kind"), RangeOperators.EQUAL),
                    (Func(F("from_date"), F("to_date"), function="daterange"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This person already has this role in this period."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_kind_display()}"
