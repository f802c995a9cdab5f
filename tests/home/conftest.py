"""A whole thread for Amara, and the same for Ben and Otto beside it, whose words must never come out of hers."""

import datetime as dt
from dataclasses import dataclass

import pytest

from carnegie.people.models import SharingGrant, User
from diagnostics.enums import RoundKind
from diagnostics.models import Attempt, Need, Round
from programmes.models import Enrolment
from projects.enums import ProjectAction, ProjectState
from projects.models import (
    CheckIn,
    Evidence,
    EvidenceElement,
    Goal,
    GoalElement,
    Project,
    ProjectColleague,
    ProjectTransition,
    Review,
)
from standards.models import Element
from tests.cast import NOW, TODAY, Cast, make_attempt, make_need
from tests.projects.play import link_goal, make_evidence, make_goal, make_project, make_review


def ago(days: int) -> dt.datetime:
    return NOW - dt.timedelta(days=days)


@dataclass
class Woven:
    """One learner's thread for the first element, by its stations."""

    enrolment: Enrolment
    element: Element
    attempt: Attempt
    need: Need
    goal: Goal
    check_in: CheckIn
    project: Project
    evidence: Evidence
    review: Review

    @property
    def url(self) -> str:
        return f"/thread/{self.enrolment.pk}/{self.element.pk}/"

    def words(self) -> dict[str, str]:
        """What each station holds that not everybody may read; every learner's words differ."""
        name = self.enrolment.learner.short_name
        return {
            "rated": f"canary-example-{name}-D1.1",
            "chosen": f"canary-reason-{name}",
            "goal": f"canary-goal-{name}",
            "look": f"canary-look-{name}",
            "project": f"canary-project-{name}",
            "evidence": f"canary-piece-{name}",
            "judged": f"canary-judged-{name}",
        }


def weave(
    cast: Cast, enrolment: Enrolment, *, state: str = ProjectState.COMPLETED, round_: Round | None = None
) -> Woven:
    """Rated, chosen, a goal with a look back, a project approved by Bill, evidence and a released review."""
    name = enrolment.learner.short_name
    element = cast.framework_version.elements.get(code="D1.1")
    attempt = make_attempt(cast.round, enrolment, ranks=[2, 3, 4])
    need = make_need(attempt, f"Need of {name}")
    Need.objects.filter(pk=need.pk).update(reason=f"canary-reason-{name}", created_at=ago(20))
    goal = make_goal(enrolment, f"canary-goal-{name}", need=need, created_at=ago(15))
    GoalElement.objects.create(goal=goal, element=element)
    look = CheckIn.objects.create(goal=goal, at=ago(5), confidence=4, note=f"canary-look-{name}")
    project = make_project(cast, state, enrolment, title=f"canary-project-{name}", state_since=ago(2))
    link_goal(project, goal)
    step = {"project": project, "by": cast.bill, "from_state": ProjectState.PROPOSED}
    ProjectTransition.objects.create(**step, action=ProjectAction.RETURN, to_state=ProjectState.RETURNED, at=ago(12))
    ProjectTransition.objects.create(**step, action=ProjectAction.APPROVE, to_state=ProjectState.APPROVED, at=ago(10))
    if state == ProjectState.COMPLETED:
        ProjectTransition.objects.create(**step, action=ProjectAction.COMPLETE, to_state=state, at=ago(2))
    evidence = make_evidence(enrolment, project, title=f"canary-piece-{name}", created_at=ago(4))
    EvidenceElement.objects.create(evidence=evidence, element=element)
    review = make_review(project, cast.bill, released=True)
    review.judgements.update(comment=f"canary-judged-{name}")
    return Woven(enrolment, element, attempt, need, goal, look, project, evidence, review)


@pytest.fixture
def woven(cast: Cast) -> Woven:
    """Amara's, with Carl named on her project; Ben's in the same cohort and Otto's in the other stand beside it."""
    thread = weave(cast, cast.amara_enrolment)
    weave(cast, cast.ben_enrolment)
    weave(cast, cast.otto_enrolment)
    ProjectColleague.objects.create(project=thread.project, user=cast.carl, is_sponsor=True, from_date=TODAY)
    return thread


def share(owner: User, grantee: User, subject: str, pk: object) -> SharingGrant:
    return SharingGrant.objects.create(owner=owner, grantee=grantee, subject=subject, subject_id=pk, granted_at=NOW)


def exit_round(cast: Cast, *, opens: int) -> Round:
    """A later round that asks the cohort again; it opens in so many days."""
    return Round.objects.create(
        cohort=cast.cohort,
        diagnostic_version=cast.diagnostic_version,
        kind=RoundKind.EXIT,
        title="Exit",
        opens_on=TODAY + dt.timedelta(days=opens),
        closes_on=TODAY + dt.timedelta(days=opens + 10),
        opened_by=cast.bill,
    )
