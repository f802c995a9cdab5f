"""Work based projects: application at work, with its people, measures and every step it took."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func
from django.utils.translation import gettext_lazy as _

from carnegie.core.audit import tracked
from carnegie.core.models import DatedRelation, DatedRelationQuerySet, Transition, UUIDModel
from programmes.models import Enrolment
from projects.enums import ProjectState
from projects.models.goal import Goal
from standards.models import Element

PROJECT_TEXT = (
    "title",
    "context",
    "aim",
    "stakeholders",
    "risks",
    "ethics",
    "benefit_self",
    "benefit_team",
    "benefit_organisation",
)


@tracked(exclude=PROJECT_TEXT)
class Project(UUIDModel):
    """What a learner changes at her workplace. `enrolment` is the one who leads it; `lock_version` grows with each
    save. Free text is what the form asks; the intended benefit is told apart for self, team and organisation."""

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=200)
    context = models.TextField(_("what is going on at work"), blank=True)
    aim = models.TextField(_("what I want to change"), blank=True)
    stakeholders = models.TextField(_("who is involved or affected"), blank=True)
    risks = models.TextField(_("what could get in the way"), blank=True)
    ethics = models.TextField(_("consent and confidentiality"), blank=True)
    benefit_self = models.TextField(_("benefit for me"), blank=True)
    benefit_team = models.TextField(_("benefit for my team"), blank=True)
    benefit_organisation = models.TextField(_("benefit for my organisation"), blank=True)
    state = models.CharField(_("state"), max_length=20, choices=ProjectState, default=ProjectState.DRAFT)
    state_since = models.DateTimeField()
    lock_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["state", "state_since"], name="project_queue")]

    def __str__(self) -> str:
        return self.title


class ProjectTransition(Transition):
    """One step of a project: from, to, by, at, and the reason where one was given."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="transitions")
    action = models.CharField(max_length=20)

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"


class ProjectMember(models.Model):
    """A learner who takes part in the project; the lead is one of them."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="members")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "enrolment"],
                name="project_member_unique",
                violation_error_message=_("This learner already takes part in the project."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.enrolment)


@tracked()
class ProjectColleague(UUIDModel, DatedRelation):
    """A colleague at the workplace who knows this project; one of them may be its named workplace sponsor."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="colleagues")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    is_sponsor = models.BooleanField(_("is the workplace sponsor"), default=False)

    objects = DatedRelationQuerySet.as_manager()

    class Meta:
        constraints = [
            DatedRelation.dates_in_order("project_colleague_dates_in_order"),
            ExclusionConstraint(
                name="project_colleague_once_at_a_time",
                expressions=[
                    (F("project"), RangeOperators.EQUAL),
                    (F("user"), RangeOperators.EQUAL),
                    (Func(F("from_date"), F("to_date"), function="daterange"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This colleague is already named on this project."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)


class ProjectGoal(models.Model):
    """A goal that a project serves."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="goals")
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="projects")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "goal"],
                name="project_goal_unique",
                violation_error_message=_("The project already serves this goal."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.goal)


class ProjectElement(models.Model):
    """An element that a project serves."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="elements")
    element = models.ForeignKey(Element, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "element"],
                name="project_element_unique",
                violation_error_message=_("The project already names this element."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.element)


class SuccessMeasure(UUIDModel):
    """How the project will be told a success: a measure with baseline, target and, later, result."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="measures")
    measure = models.CharField(_("measure"), max_length=200)
    baseline = models.CharField(_("baseline"), max_length=100, blank=True)
    target = models.CharField(_("target"), max_length=100, blank=True)
    result = models.CharField(_("result"), max_length=100, blank=True)

    class Meta:
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.measure


class Milestone(UUIDModel):
    """A step on the way, with its date."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="milestones")
    title = models.CharField(_("milestone"), max_length=200)
    due_date = models.DateField(_("by"))
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_date"]

    def __str__(self) -> str:
        return self.title


class Submission(UUIDModel):
    """The frozen copy of a project that a review pins: texts, measures and the ids of its evidence."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField()
    snapshot = models.JSONField()
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "number"],
                name="submission_number_unique",
                violation_error_message=_("This project already has a submission with this number."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.number}"
