"""Reads of goals."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Prefetch, QuerySet

from carnegie.people.models import User
from diagnostics.models import Need
from programmes.enums import Strategy
from projects.enums import GoalState
from projects.models import CheckIn, Evidence, Goal, GoalElement, Project
from projects.policies import may_change_goal, may_reopen_goal, owns_goal, sees_check_ins
from standards.models import Element


@dataclass(frozen=True)
class GoalPage:
    """One goal as one person may see it."""

    goal: Goal
    elements: list[Element]
    sees_need: bool
    sees_check_ins: bool
    check_ins: list[CheckIn]
    projects: list[Project]
    evidence: list[Evidence]
    strategies: list[str]
    is_owner: bool
    may_change: bool
    may_reopen: bool
    check_in_is_due: bool


def goal_rows(user: User) -> QuerySet[Goal]:
    """Her own goals: those she works on first, by date."""
    return _rows(Goal.objects.filter(enrolment__learner=user))


def others_goal_rows(user: User, on: dt.date) -> QuerySet[Goal]:
    """Goals of other people that she may see."""
    return _rows(Goal.objects.visible_to(user, on).exclude(enrolment__learner=user))


def goals_of_needs(needs: Iterable[Need], user: User, on: dt.date) -> defaultdict[UUID, list[Goal]]:
    """By need, the goals made from it and not set aside that `user` may read: one query."""
    found: defaultdict[UUID, list[Goal]] = defaultdict(list)
    goals = Goal.objects.visible_to(user, on).filter(need__in=list(needs)).exclude(state=GoalState.SET_ASIDE)
    for goal in goals.order_by("created_at", "pk"):
        assert goal.need_id
        found[goal.need_id].append(goal)
    return found


def _rows(goals: QuerySet[Goal]) -> QuerySet[Goal]:
    elements = GoalElement.objects.select_related("element").order_by("element__position")
    return (
        goals.select_related("enrolment__learner", "enrolment__cohort", "need")
        .annotate(project_count=Count("projects", distinct=True), evidence_count=Count("evidence", distinct=True))
        .prefetch_related(Prefetch("elements", queryset=elements))
        .order_by("state", "due_date", "created_at", "pk")
    )


def goal_page(goal: Goal, user: User, on: dt.date) -> GoalPage:
    """Everything that the goal's page shows to `user`; projects and evidence by their own rules."""
    sees = sees_check_ins(user, goal, on)
    projects = Project.objects.visible_to(user, on).filter(goals__goal=goal)
    evidence = Evidence.objects.visible_to(user, on).filter(goals__goal=goal)
    words = dict(Strategy.choices)
    may_change = may_change_goal(user, goal)
    return GoalPage(
        goal=goal,
        elements=[row.element for row in goal.elements.select_related("element").order_by("element__position")],
        sees_need=goal.need is not None and Need.objects.visible_to(user, on).filter(pk=goal.need.pk).exists(),
        sees_check_ins=sees,
        check_ins=list(goal.check_ins.all()) if sees else [],
        projects=list(projects),
        evidence=list(evidence),
        strategies=[str(words.get(code, code)) for code in goal.strategies],
        is_owner=owns_goal(user, goal),
        may_change=may_change,
        may_reopen=may_reopen_goal(user, goal),
        check_in_is_due=may_change and goal.next_check_in_date is not None and goal.next_check_in_date <= on,
    )
