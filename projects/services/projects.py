"""Work based projects: their texts, links, milestones, measures and colleagues. Steps are in `steps`."""

import datetime as dt
from collections.abc import Iterable
from typing import TypedDict, Unpack

from django.utils import timezone
from django.utils.translation import gettext as _

from carnegie.core.audit import write
from carnegie.core.errors import NotAllowed, Refused
from carnegie.people.models import User
from programmes.models import Enrolment
from projects.enums import EDITABLE_STATES, ProjectState
from projects.models import (
    Goal,
    Milestone,
    Project,
    ProjectColleague,
    ProjectElement,
    ProjectGoal,
    ProjectMember,
    ProjectTransition,
    SuccessMeasure,
)
from projects.models.project import PROJECT_TEXT
from projects.policies import may_name_colleagues
from projects.selectors import possible_colleagues
from projects.services import checks
from projects.services.steps import lock_project
from standards.models import Element


class ProjectTexts(TypedDict, total=False):
    """What a project says beside its title; what is left out is empty."""

    context: str
    aim: str
    stakeholders: str
    risks: str
    ethics: str
    benefit_self: str
    benefit_team: str
    benefit_organisation: str


@write
def draft_project(
    *,
    enrolment: Enrolment,
    title: str,
    goals: Iterable[Goal] = (),
    elements: Iterable[Element] = (),
    by: User,
    now: dt.datetime,
    **texts: Unpack[ProjectTexts],
) -> Project:
    """The learner begins a project as a draft that she alone sees. Refuses anybody else, foreign goals and elements,
    and one who no longer takes part."""
    goals, elements = list(goals), list(elements)
    checks.is_own(enrolment, by)
    checks.takes_part(enrolment)
    checks.are_own(enrolment, goals)
    checks.are_of_programme(enrolment, elements)
    project = Project.objects.create(enrolment=enrolment, title=title, state_since=now, created_at=now, **texts)
    ProjectMember.objects.create(project=project, enrolment=enrolment)
    ProjectTransition.objects.create(project=project, action="draft", to_state=ProjectState.DRAFT, at=now, by=by)
    _link(project, goals, elements)
    return project


@write
def change_project(
    *,
    project: Project,
    base_version: int,
    title: str,
    goals: Iterable[Goal] = (),
    elements: Iterable[Element] = (),
    by: User,
    now: dt.datetime,
    **texts: Unpack[ProjectTexts],
) -> Project:
    """The learner rewords her project. Refused while it waits for a facilitator or is closed; Stale when it was
    saved since version `base_version`."""
    goals, elements = list(goals), list(elements)
    locked = _lock_editable(project, by)
    checks.is_fresh(locked, base_version)
    checks.are_own(locked.enrolment, goals)
    linked = list(locked.elements.values_list("element", flat=True))
    checks.are_of_programme(locked.enrolment, elements, linked)
    for name, text in (dict.fromkeys(PROJECT_TEXT, "") | {"title": title} | dict(texts)).items():
        setattr(locked, name, text)
    locked.lock_version += 1
    locked.save(update_fields=[*PROJECT_TEXT, "lock_version"])
    _link(locked, goals, elements)
    return locked


@write
def add_milestone(*, project: Project, title: str, due_date: dt.date, by: User, now: dt.datetime) -> Milestone:
    """Refused while the project waits for a facilitator or is closed, as for every part of its text."""
    locked = _lock_editable(project, by)
    return Milestone.objects.create(project=locked, title=title, due_date=due_date, created_at=now)


@write
def finish_milestone(*, milestone: Milestone, by: User, now: dt.datetime) -> Milestone:
    """Mark as done; done again changes nothing."""
    _lock_editable(milestone.project, by)
    Milestone.objects.filter(pk=milestone.pk, done_at__isnull=True).update(done_at=now)
    milestone.refresh_from_db()
    return milestone


@write
def add_measure(
    *,
    project: Project,
    measure: str,
    baseline: str = "",
    target: str = "",
    result: str = "",
    by: User,
    now: dt.datetime,
) -> SuccessMeasure:
    locked = _lock_editable(project, by)
    return SuccessMeasure.objects.create(
        project=locked, measure=measure, baseline=baseline, target=target, result=result, created_at=now
    )


@write
def change_measure(
    *,
    measure: SuccessMeasure,
    text: str,
    baseline: str = "",
    target: str = "",
    result: str = "",
    by: User,
    now: dt.datetime,
) -> SuccessMeasure:
    """Reword a measure or note its result."""
    _lock_editable(measure.project, by)
    measure.measure, measure.baseline, measure.target, measure.result = text, baseline, target, result
    measure.save(update_fields=["measure", "baseline", "target", "result"])
    return measure


@write
def add_colleague(
    *, project: Project, user: User, is_sponsor: bool = False, by: User, now: dt.datetime
) -> ProjectColleague:
    """Let a workplace colleague or line manager of the learner know this project from today."""
    locked = lock_project(project)
    _names_colleagues(locked, by)
    on = timezone.localdate(now)
    if not possible_colleagues(locked, on).filter(pk=user.pk).exists():
        raise checks.Foreign(_("Choose one of the colleagues who are named for you and not yet on this project."))
    return ProjectColleague.objects.create(
        project=locked, user=user, is_sponsor=is_sponsor, from_date=on, created_at=now
    )


@write
def end_colleague(*, colleague: ProjectColleague, by: User, now: dt.datetime) -> ProjectColleague:
    """The colleague no longer sees the project, at once."""
    project = lock_project(colleague.project)
    checks.is_own(project.enrolment, by)
    colleague.to_date = max(timezone.localdate(now), colleague.from_date)
    colleague.save(update_fields=["to_date"])
    return colleague


def _names_colleagues(project: Project, by: User) -> None:
    checks.is_own(project.enrolment, by)
    if not may_name_colleagues(by, project):
        raise Refused(_("This project is closed."))


def _lock_editable(project: Project, by: User) -> Project:
    locked = lock_project(project)
    if locked.enrolment.learner_id != by.pk or not by.is_active:
        raise NotAllowed(_("Only the learner can do this."))
    if locked.state not in EDITABLE_STATES:
        raise Refused(
            _("The project is “%(state)s”, so its text stands still.") % {"state": locked.get_state_display()}
        )
    return locked


def _link(project: Project, goals: Iterable[Goal], elements: Iterable[Element]) -> None:
    goal_ids = {goal.pk for goal in goals}
    element_ids = {element.pk for element in elements}
    project.goals.exclude(goal__in=goal_ids).delete()
    project.elements.exclude(element__in=element_ids).delete()
    ProjectGoal.objects.bulk_create(
        [ProjectGoal(project=project, goal_id=pk) for pk in goal_ids], ignore_conflicts=True
    )
    element_rows = [ProjectElement(project=project, element_id=pk) for pk in element_ids]
    ProjectElement.objects.bulk_create(element_rows, ignore_conflicts=True)
