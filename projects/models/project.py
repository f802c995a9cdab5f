"""Work based projects: application at work, with its people, measures and every step it took."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from carnegie.core.audit import tracked
from carnegie.core.models import DatedRelation, DatedRelationQuerySet, Transition, UUIDModel
from carnegie.people.enums import GrantSubject
from carnegie.people.models import User
from programmes.enums import SupporterKind
from programmes.models import Enrolment, Supporter
from projects.enums import ProjectState
from projects.models import reach
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


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to(self, user: User, on: dt.date) -> "ProjectQuerySet":
        """Projects that `user` may read: her own at any time; once proposed, those of learners whom she
        facilitates, coaches, manages or administers, those that name her as colleague, and as sponsor or as learner
        of the same cohort those shared with her."""
        named = ProjectColleague.objects.active(on, user=user).values("project")
        shared = Q(pk__in=reach.granted(user, GrantSubject.PROJECT, "enrolment__learner"))
        others = (
            Q(enrolment__in=reach.facilitated(user, on))
            | Q(enrolment__in=reach.coached(user, on))
            | Q(enrolment__in=reach.managed(user, on))
            | Q(enrolment__in=reach.administered(user, on))
            | Q(pk__in=named)
            | (shared & (Q(enrolment__in=reach.sponsored(user, on)) | Q(enrolment__in=reach.peers(user))))
        )
        return self.filter(Q(enrolment__in=reach.own(user)) | (others & _was_proposed()))

    def known_to(self, user: User, on: dt.date) -> "ProjectQuerySet":
        """Projects of which `user` may know that they exist, their state and dates: also a sponsor's."""
        return self.visible_to(user, on) | self.filter(_was_proposed(), enrolment__in=reach.sponsored(user, on))


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

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "state_since"], name="project_queue")]

    def __str__(self) -> str:
        return self.title

    @staticmethod
    def words_for(name: str) -> str:
        """What the form calls the text field `name`."""
        field = Project._meta.get_field(name)
        return str(field.verbose_name) if isinstance(field, models.Field) else name


class ProjectTransition(Transition):
    """One step of a project: from, to, by, at, and the reason where one was given."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="transitions")
    action = models.CharField(max_length=20)

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"

    @property
    def to_words(self) -> str:
        """The state that it led to, as people say it."""
        return str(ProjectState(self.to_state).label).capitalize()


def _was_proposed() -> Q:
    """A draft is its learner's alone, and so is one that she withdrew before she ever proposed it."""
    proposed = ProjectTransition.objects.filter(project=OuterRef("pk"), to_state=ProjectState.PROPOSED)
    return ~Q(state=ProjectState.DRAFT) & (~Q(state=ProjectState.WITHDRAWN) | Exists(proposed))


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


class ProjectColleagueQuerySet(DatedRelationQuerySet):
    def active(self, on: dt.date, **about: Any) -> "ProjectColleagueQuerySet":
        """Named on that day, and still a colleague or line manager of the learner: who no longer is one of these sees
        nothing of her projects."""
        workplace = Supporter.objects.active(on, kind__in=(SupporterKind.COLLEAGUE, SupporterKind.LINE_MANAGER))
        still = workplace.filter(enrolment=OuterRef("project__enrolment"), user=OuterRef("user"))
        return super().active(on, **about).filter(Exists(still))


@tracked()
class ProjectColleague(UUIDModel, DatedRelation):
    """A colleague at the workplace who knows this project; one of them may be its named workplace sponsor."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="colleagues")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    is_sponsor = models.BooleanField(_("is the workplace sponsor"), default=False)

    objects = ProjectColleagueQuerySet.as_manager()

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
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.measure


class Milestone(UUIDModel):
    """A step on the way, with its date."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="milestones")
    title = models.CharField(_("milestone"), max_length=200)
    due_date = models.DateField(_("by"))
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_date", "pk"]

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
