"""Reads of projects."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from carnegie.people.models import User
from projects.enums import Actor, ProjectAction, ProjectState
from projects.models import (
    Evidence,
    Goal,
    Project,
    ProjectColleague,
    ProjectTransition,
    Review,
    ReviewJudgement,
    Submission,
)
from projects.policies import actors, may_change_project, may_name_colleagues, open_actions, owns_project
from standards.models import Element

# The way of a project in one line, as its page draws it.
WAY = (
    ProjectState.DRAFT,
    ProjectState.PROPOSED,
    ProjectState.APPROVED,
    ProjectState.IN_PROGRESS,
    ProjectState.SUBMITTED,
    ProjectState.COMPLETED,
)
_GOAL_OR_STANDARD = _("a goal or standard that it serves")
_BACK_TO = {ProjectState.RETURNED: ProjectState.DRAFT, ProjectState.REWORK: ProjectState.IN_PROGRESS}


@dataclass(frozen=True)
class ProjectPage:
    """One project as one person may see it."""

    project: Project
    steps: list[dict[str, str]]
    goals: list[Goal]
    elements: list[Element]
    colleagues: list[ProjectColleague]
    evidence: list[Evidence]
    reviews: list[Review]
    history: list[ProjectTransition]
    last_reason: ProjectTransition | None
    submission: Submission | None
    who: frozenset[Actor]
    actions: frozenset[str]
    is_owner: bool
    may_change: bool
    may_name: bool
    may_add_evidence: bool
    may_review: bool
    missing: list[str]


def project_rows(user: User) -> QuerySet[Project]:
    """Her own projects, the newest first."""
    return _rows(Project.objects.filter(enrolment__learner=user))


def others_project_rows(user: User, on: dt.date) -> QuerySet[Project]:
    """Projects of other people that she may see."""
    return _rows(Project.objects.visible_to(user, on).exclude(enrolment__learner=user)).order_by(
        "enrolment__learner__full_name", "-created_at"
    )


def _rows(projects: QuerySet[Project]) -> QuerySet[Project]:
    return projects.select_related("enrolment__learner", "enrolment__cohort").annotate(
        evidence_count=Count("evidence", distinct=True),
        milestone_count=Count("milestones", distinct=True),
        done_count=Count("milestones", filter=Q(milestones__done_at__isnull=False), distinct=True),
    )


def project_page(project: Project, user: User, on: dt.date) -> ProjectPage:
    """Everything that the workspace shows to `user`; goals, evidence and reviews by their own rules."""
    history = list(project.transitions.select_related("by"))
    who = actors(user, project, on)
    reviewing = project.state == ProjectState.SUBMITTED and Actor.FACILITATOR in who
    goals = list(Goal.objects.visible_to(user, on).filter(projects__project=project))
    elements = [row.element for row in project.elements.select_related("element").order_by("element__position")]
    return ProjectPage(
        project=project,
        steps=step_rows(project),
        goals=goals,
        elements=elements,
        colleagues=list(project.colleagues.active(on).select_related("user").order_by("user__full_name")),
        evidence=list(Evidence.objects.visible_to(user, on).filter(projects__project=project)),
        reviews=_reviews(project, user, on),
        history=history,
        last_reason=_last_reason(project, history),
        submission=project.submissions.order_by("-number").first() if reviewing else None,
        who=who,
        actions=open_actions(project, who),
        is_owner=owns_project(user, project),
        may_change=may_change_project(user, project),
        may_name=may_name_colleagues(user, project),
        may_add_evidence=may_name_colleagues(user, project),
        may_review=reviewing,
        missing=_missing(project, goals, elements),
    )


def _reviews(project: Project, user: User, on: dt.date) -> list[Review]:
    judgements = ReviewJudgement.objects.select_related("element").order_by("element__position")
    reviews = Review.objects.visible_to(user, on).filter(submission__project=project)
    return list(
        reviews.select_related("author", "submission")
        .prefetch_related(Prefetch("judgements", queryset=judgements))
        .order_by("-submission__number")
    )


def _last_reason(project: Project, history: list[ProjectTransition]) -> ProjectTransition | None:
    """Why it came back, while it is back."""
    backs = (ProjectState.RETURNED, ProjectState.REWORK, ProjectState.WITHDRAWN)
    return history[-1] if history and project.state in backs else None


def _missing(project: Project, goals: list[Goal], elements: list[Element]) -> list[str]:
    """What a proposal still needs, in words."""
    if ProjectAction.PROPOSE not in open_actions(project, frozenset({Actor.LEARNER})):
        return []
    asked = ("aim", "benefit_self", "benefit_team", "benefit_organisation")
    words = [Project.words_for(name) for name in asked if not getattr(project, name).strip()]
    return words if goals or elements else [*words, str(_GOAL_OR_STANDARD)]


def step_rows(project: Project) -> list[dict[str, str]]:
    """The six stations of a project's way, each done, now or waiting; one that came back says so where it is now."""
    state = ProjectState(project.state)
    here = -1 if state == ProjectState.WITHDRAWN else WAY.index(_BACK_TO.get(state, state))
    words = [str((state if i == here else station).label).capitalize() for i, station in enumerate(WAY)]
    return [{"label": label, "state": _station(project, i, here)} for i, label in enumerate(words)]


def _station(project: Project, index: int, here: int) -> str:
    if index < here or project.state == ProjectState.COMPLETED:
        return "done"
    return "now" if index == here else "waiting"
