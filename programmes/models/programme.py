"""Programmes and what they are made of."""

import datetime as dt
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import BooleanField, Count, ExpressionWrapper, F, Func, Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from carnegie.core.audit import tracked
from carnegie.core.models import DatedRelation, DatedRelationQuerySet, UUIDModel
from carnegie.people.enums import MembershipRole
from carnegie.people.models import Organisation, User
from programmes.enums import BookingStatus, Mode, ProgrammeRoleKind, Strategy
from programmes.models.held import held
from standards.models import FrameworkVersion


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    """Programmes by what a person is to them on the day `on`."""

    def as_programme_admin(self, user: User, on: dt.date) -> "ProgrammeQuerySet":
        return self.filter(_administered(user, on))

    def as_facilitator(self, user: User, on: dt.date) -> "ProgrammeQuerySet":
        """Those of which she leads a cohort."""
        return self.filter(_led(user, on))

    def visible_to(self, user: User, on: dt.date) -> "ProgrammeQuerySet":
        """Known to its admins, to facilitators, and to everybody who is somebody to one of its learners."""
        if not user.is_active:
            return self.none()
        near = _rows("Enrolment").near(user, on).order_by().values("cohort__programme")
        return self.filter(_administered(user, on) | _led(user, on) | Q(pk__in=near))

    def with_rights(self, user: User, on: dt.date) -> "ProgrammeQuerySet":
        """Each with what `user` may do: `is_admin` (change it) and `is_led` (plan events)."""
        return self.annotate(is_admin=as_flag(_administered(user, on)), is_led=as_flag(_led(user, on)))


def as_flag(condition: Q) -> ExpressionWrapper:
    """A condition as a column of the answer."""
    return ExpressionWrapper(condition, output_field=BooleanField())


def _administered(user: User, on: dt.date) -> Q:
    roles = held("programmes.ProgrammeRole", "programme_id", on, user_id=user.pk)
    return Q(pk__in=roles) | Q(provider__in=administering(user, on))


def administering(user: User, on: dt.date) -> RawSQL:
    """The organisations of which she is programme admin."""
    role = MembershipRole.PROGRAMME_ADMIN.value
    return held("people.Membership", "organisation_id", on, user_id=user.pk, role=role)


def _led(user: User, on: dt.date) -> Q:
    cohorts = _rows("Cohort").filter(pk__in=leading(user, on))
    return Q(pk__in=cohorts.order_by().values("programme"))


def leading(user: User, on: dt.date) -> RawSQL:
    """The cohorts that she leads."""
    return held("programmes.CohortRole", "cohort_id", on, user_id=user.pk)


def _rows(model: str) -> Any:
    """The rows of a model of this app that is declared further up: who takes part decides who may know."""
    return apps.get_model("programmes", model).objects.all()


@tracked()
class Programme(UUIDModel):
    """What a provider teaches, as modules, activities and events."""

    provider = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"), blank=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "title"],
                name="programme_title_unique",
                violation_error_message=_("This provider already has a programme with this title."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


@tracked()
class ProgrammeFramework(models.Model):
    """A framework version that a programme is mapped to."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="frameworks")
    version = models.ForeignKey(FrameworkVersion, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "version"],
                name="programme_framework_unique",
                violation_error_message=_("The programme already uses this framework."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.version)


@tracked()
class ProgrammeRole(UUIDModel, DatedRelation):
    """A person's dated role on one programme."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="roles")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=ProgrammeRoleKind, default=ProgrammeRoleKind.ADMIN)

    objects = DatedRelationQuerySet.as_manager()

    class Meta:
        constraints = [
            DatedRelation.dates_in_order("programme_role_dates_in_order"),
            ExclusionConstraint(
                name="programme_role_once_at_a_time",
                expressions=[
                    (F("programme"), RangeOperators.EQUAL),
                    (F("user"), RangeOperators.EQUAL),
                    (F("kind"), RangeOperators.EQUAL),
                    (Func(F("from_date"), F("to_date"), function="daterange"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This person already has this role in this period."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_kind_display()}"


class Ordered(models.Model):
    """A part with its place among its siblings, from 1."""

    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        abstract = True


@tracked()
class Module(UUIDModel, Ordered):
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="modules")
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"), blank=True)

    class Meta:
        ordering = ["position", "title"]

    def __str__(self) -> str:
        return self.title


class Taught(models.Model):
    """What activities and events have in common: how people learn, where, and how long (in hours)."""

    title = models.CharField(_("title"), max_length=200)
    strategy = models.CharField(_("how people learn"), max_length=30, choices=Strategy)
    mode = models.CharField(_("where"), max_length=20, choices=Mode)
    hours = models.DecimalField(
        _("hours"), max_digits=5, decimal_places=1, default=1, validators=[MinValueValidator(0)]
    )

    class Meta:
        abstract = True


@tracked()
class Activity(UUIDModel, Ordered, Taught):
    """Something to do in a module, at no fixed time."""

    module = models.ForeignKey(Module, models.PROTECT, related_name="activities")

    class Meta:
        ordering = ["position", "title"]
        constraints = [
            models.CheckConstraint(
                name="activity_hours_not_negative",
                condition=Q(hours__gte=0),
                violation_error_message=_("Hours cannot be negative."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class LearningEventQuerySet(models.QuerySet["LearningEvent"]):
    def with_seats(self) -> "LearningEventQuerySet":
        """Each with `booked` and `waiting`: how many have a place and how many wait for one, counted in one pass."""
        return self.annotate(
            booked=Count("bookings", filter=Q(bookings__status=BookingStatus.BOOKED)),
            waiting=Count("bookings", filter=Q(bookings__status=BookingStatus.WAITING)),
        )

    def visible_to(self, user: User, on: dt.date) -> "LearningEventQuerySet":
        """Those of the programmes she administers, leads, takes, or follows as coach or line manager; not sponsors."""
        if not user.is_active:
            return self.none()
        programmes = Programme.objects.all()
        people = _rows("Enrolment")
        followed = people.close_to(user, on) | people.as_line_manager(user, on)
        return self.filter(
            Q(programme__in=programmes.as_programme_admin(user, on).values("pk"))
            | Q(programme__in=programmes.as_facilitator(user, on).values("pk"))
            | Q(programme__in=followed.values("cohort__programme"))
        )


@tracked()
class LearningEvent(UUIDModel, Taught):
    """A dated event of a programme, in a module or beside them; `capacity` null means unlimited."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="events")
    module = models.ForeignKey(Module, models.PROTECT, null=True, blank=True, related_name="events")
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True)

    objects = LearningEventQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="event_ends_after_start",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("The event ends before it starts."),
            ),
            models.CheckConstraint(
                name="event_hours_not_negative",
                condition=Q(hours__gte=0),
                violation_error_message=_("Hours cannot be negative."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def times(self) -> str:
        """Beginning and end as one word, which tells whether they are still those that somebody was told."""
        return f"{self.starts_at.timestamp():.0f}-{self.ends_at.timestamp():.0f}"
