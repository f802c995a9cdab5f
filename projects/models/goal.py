"""Goals: what a learner wants to be able to do by when, and how it is going."""

import datetime as dt

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carnegie.core.audit import tracked
from carnegie.core.models import Transition, UUIDModel
from carnegie.people.enums import GrantSubject
from carnegie.people.models import User
from diagnostics.models import Need
from programmes.enums import Strategy
from programmes.models import Enrolment
from projects.enums import GoalState
from projects.models import reach
from standards.models import Element

GOAL_TEXT = ("title", "success_measure", "baseline", "target", "why_strategies")


class GoalQuerySet(models.QuerySet["Goal"]):
    def visible_to(self, user: User, on: dt.date) -> "GoalQuerySet":
        """Goals that `user` may read: her own, those of learners she facilitates or coaches, and as line manager or
        as learner of the same cohort those shared with her."""
        shared = Q(pk__in=reach.granted(user, GrantSubject.GOAL, "enrolment__learner"))
        return self.filter(
            Q(enrolment__in=reach.own(user))
            | Q(enrolment__in=reach.facilitated(user, on))
            | Q(enrolment__in=reach.coached(user, on))
            | (shared & (Q(enrolment__in=reach.managed(user, on)) | Q(enrolment__in=reach.peers(user))))
        )

    def known_to(self, user: User, on: dt.date) -> "GoalQuerySet":
        """Goals of which `user` may know that they exist, their state and dates: also those she administers."""
        return self.visible_to(user, on) | self.filter(enrolment__in=reach.administered(user, on))


@tracked(exclude=GOAL_TEXT)
class Goal(UUIDModel):
    """A developmental goal, from a need or free. `lock_version` grows with each save (a stale save gets 409)."""

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="+")
    need = models.ForeignKey(Need, models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(_("goal"), max_length=200)
    success_measure = models.TextField(_("how I will know"))
    baseline = models.CharField(_("where I start"), max_length=200, blank=True)
    target = models.CharField(_("where I want to be"), max_length=200, blank=True)
    due_date = models.DateField(_("by when"))
    next_check_in_date = models.DateField(_("look back on"), null=True, blank=True)
    strategies = ArrayField(
        models.CharField(max_length=30, choices=Strategy),
        default=list,
        blank=True,
        verbose_name=_("how I will learn it"),
    )
    why_strategies = models.TextField(_("why this way suits me"), blank=True)
    state = models.CharField(_("state"), max_length=20, choices=GoalState, default=GoalState.ACTIVE)
    lock_version = models.PositiveIntegerField(default=1)

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ["due_date", "created_at", "pk"]

    def __str__(self) -> str:
        return self.title


class GoalElement(models.Model):
    """An element that a goal serves."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="elements")
    element = models.ForeignKey(Element, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "element"],
                name="goal_element_unique",
                violation_error_message=_("This goal already names this element."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.element)


class GoalTransition(Transition):
    """One change of a goal's state."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="transitions")

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"


@tracked(exclude=("note",))
class CheckIn(UUIDModel):
    """A look back at a goal: how confident (1 to 5), whether something blocks, and a note."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="check_ins")
    at = models.DateTimeField()
    confidence = models.PositiveSmallIntegerField(_("how confident I am"))
    is_blocked = models.BooleanField(_("something blocks me"), default=False)
    note = models.TextField(_("how it is going"), blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="check_in_confidence_1_to_5",
                condition=Q(confidence__gte=1, confidence__lte=5),
                violation_error_message=_("Confidence goes from 1 to 5."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"
