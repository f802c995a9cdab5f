"""Who may do what with goals, projects, evidence and reviews. Who may see them is in the models' `visible_to`."""

import datetime as dt

from carnegie.people.models import User
from programmes.enums import Relation
from programmes.policies import is_facilitator, relations
from projects.enums import (
    CLOSED_STATES,
    EDITABLE_STATES,
    GOAL_TRANSITIONS,
    TRANSITIONS,
    Actor,
    GoalState,
    ReviewState,
)
from projects.models import Claim, Evidence, Goal, Project, Review


def owns_goal(user: User, goal: Goal) -> bool:
    return user.is_active and user.pk == goal.enrolment.learner_id


def may_change_goal(user: User, goal: Goal) -> bool:
    """Her own, as long as she works on it."""
    return owns_goal(user, goal) and goal.state == GoalState.ACTIVE


def may_reopen_goal(user: User, goal: Goal) -> bool:
    return owns_goal(user, goal) and GoalState.ACTIVE in GOAL_TRANSITIONS[goal.state]


def sees_check_ins(user: User, goal: Goal, on: dt.date) -> bool:
    """Of a goal that she may see: the learner, coach, facilitator and line manager; a fellow learner does not."""
    return bool(relations(user, goal.enrolment, on) & _CHECK_IN_READERS)


_CHECK_IN_READERS = frozenset({Relation.LEARNER, Relation.COACH, Relation.FACILITATOR, Relation.LINE_MANAGER})


def owns_project(user: User, project: Project) -> bool:
    return user.is_active and user.pk == project.enrolment.learner_id


def may_change_project(user: User, project: Project) -> bool:
    """Her own, unless it waits for a facilitator or is closed."""
    return owns_project(user, project) and project.state in EDITABLE_STATES


def may_name_colleagues(user: User, project: Project) -> bool:
    return owns_project(user, project) and project.state not in CLOSED_STATES


def actors(user: User, project: Project, on: dt.date) -> frozenset[Actor]:
    """In which relation this person may take steps of the project on that day; nobody facilitates her own."""
    if owns_project(user, project):
        return frozenset({Actor.LEARNER})
    return frozenset({Actor.FACILITATOR}) if is_facilitator(user, project.enrolment.cohort, on) else frozenset()


def open_actions(project: Project, who: frozenset[Actor]) -> frozenset[str]:
    """The steps that these actors may take from where the project stands."""
    return frozenset(
        action
        for action, (starts, _leads_to, allowed, _reason) in TRANSITIONS.items()
        if project.state in starts and who & allowed
    )


def may_change_review(user: User, review: Review, on: dt.date) -> bool:
    """Its author until it is released, or another facilitator once the author is no longer one."""
    cohort = review.submission.project.enrolment.cohort
    if review.state != ReviewState.DRAFT or not is_facilitator(user, cohort, on):
        return False
    return user.pk == review.author_id or not is_facilitator(review.author, cohort, on)


def owns_evidence(user: User, evidence: Evidence) -> bool:
    return user.is_active and user.pk == evidence.enrolment.learner_id


def owns_claim(user: User, claim: Claim) -> bool:
    return user.is_active and user.pk == claim.enrolment.learner_id


def may_decide_claim(user: User, claim: Claim, on: dt.date) -> bool:
    """A facilitator of the cohort, and nobody her own."""
    return not owns_claim(user, claim) and is_facilitator(user, claim.enrolment.cohort, on)


def may_read_claim(user: User, claim: Claim, on: dt.date) -> bool:
    """What the learner wrote and shows: herself and who decides; a programme admin knows only that there is a claim."""
    return owns_claim(user, claim) or may_decide_claim(user, claim, on)
