"""Choices of goals, projects, evidence and reviews, with the table of what may follow what, and by whom."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GoalState(models.TextChoices):
    ACTIVE = "active", _("working on it")
    ACHIEVED = "achieved", _("achieved")
    SET_ASIDE = "set_aside", _("set aside")


GOAL_TRANSITIONS: dict[str, frozenset[str]] = {
    GoalState.ACTIVE: frozenset({GoalState.ACHIEVED, GoalState.SET_ASIDE}),
    GoalState.ACHIEVED: frozenset({GoalState.ACTIVE}),
    GoalState.SET_ASIDE: frozenset({GoalState.ACTIVE}),
}


class ProjectState(models.TextChoices):
    DRAFT = "draft", _("draft")
    PROPOSED = "proposed", _("proposed")
    RETURNED = "returned", _("returned")
    APPROVED = "approved", _("approved")
    IN_PROGRESS = "in_progress", _("in progress")
    SUBMITTED = "submitted", _("submitted")
    REWORK = "rework", _("returned for more work")
    COMPLETED = "completed", _("completed")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ProjectAction(models.TextChoices):
    PROPOSE = "propose", _("propose")
    RETURN = "return", _("return with a reason")
    APPROVE = "approve", _("approve")
    START = "start", _("start")
    SUBMIT = "submit", _("submit for sign-off")
    RETURN_FOR_WORK = "return_for_work", _("return for more work")
    COMPLETE = "complete", _("sign off")
    WITHDRAW = "withdraw", _("withdraw")
    RESUME = "resume", _("take up again")


class Actor(models.TextChoices):
    """In which relation a person takes a step."""

    LEARNER = "learner", _("learner")
    FACILITATOR = "facilitator", _("facilitator")


_OPEN = frozenset(
    {
        ProjectState.DRAFT,
        ProjectState.PROPOSED,
        ProjectState.RETURNED,
        ProjectState.APPROVED,
        ProjectState.IN_PROGRESS,
        ProjectState.SUBMITTED,
        ProjectState.REWORK,
    }
)

# action: (states it starts from, state it leads to, who may, whether a reason is required).
# A withdrawn project is taken up again as a draft, so that it is proposed and approved anew.
TRANSITIONS: dict[str, tuple[frozenset[str], str, frozenset[str], bool]] = {
    ProjectAction.PROPOSE: (
        frozenset({ProjectState.DRAFT, ProjectState.RETURNED}),
        ProjectState.PROPOSED,
        frozenset({Actor.LEARNER}),
        False,
    ),
    ProjectAction.RETURN: (
        frozenset({ProjectState.PROPOSED}),
        ProjectState.RETURNED,
        frozenset({Actor.FACILITATOR}),
        True,
    ),
    ProjectAction.APPROVE: (
        frozenset({ProjectState.PROPOSED}),
        ProjectState.APPROVED,
        frozenset({Actor.FACILITATOR}),
        False,
    ),
    ProjectAction.START: (
        frozenset({ProjectState.APPROVED}),
        ProjectState.IN_PROGRESS,
        frozenset({Actor.LEARNER}),
        False,
    ),
    ProjectAction.SUBMIT: (
        frozenset({ProjectState.IN_PROGRESS, ProjectState.REWORK}),
        ProjectState.SUBMITTED,
        frozenset({Actor.LEARNER}),
        False,
    ),
    ProjectAction.RETURN_FOR_WORK: (
        frozenset({ProjectState.SUBMITTED}),
        ProjectState.REWORK,
        frozenset({Actor.FACILITATOR}),
        True,
    ),
    ProjectAction.COMPLETE: (
        frozenset({ProjectState.SUBMITTED}),
        ProjectState.COMPLETED,
        frozenset({Actor.FACILITATOR}),
        False,
    ),
    ProjectAction.WITHDRAW: (
        _OPEN,
        ProjectState.WITHDRAWN,
        frozenset({Actor.LEARNER, Actor.FACILITATOR}),
        True,
    ),
    ProjectAction.RESUME: (
        frozenset({ProjectState.WITHDRAWN}),
        ProjectState.DRAFT,
        frozenset({Actor.LEARNER, Actor.FACILITATOR}),
        False,
    ),
}


# While a project waits for a facilitator its text stands still; completed and withdrawn ones are closed.
EDITABLE_STATES = frozenset(
    {
        ProjectState.DRAFT,
        ProjectState.RETURNED,
        ProjectState.APPROVED,
        ProjectState.IN_PROGRESS,
        ProjectState.REWORK,
    }
)
WAITING_STATES = frozenset({ProjectState.PROPOSED, ProjectState.SUBMITTED})
CLOSED_STATES = frozenset({ProjectState.COMPLETED, ProjectState.WITHDRAWN})


class EvidenceKind(models.TextChoices):
    FILE = "file", _("file")
    LINK = "link", _("link")
    TEXT = "text", _("text")


class ReviewState(models.TextChoices):
    DRAFT = "draft", _("draft")
    RELEASED = "released", _("released")


class ReviewDecision(models.TextChoices):
    SIGN_OFF = "sign_off", _("sign off")
    MORE_WORK = "more_work", _("return for more work")


class Judgement(models.TextChoices):
    NOT_YET = "not_yet", _("not yet shown")
    PARTLY = "partly", _("partly shown")
    MET = "met", _("met")


class ClaimState(models.TextChoices):
    """How far a claim that a standard is met already has come."""

    CLAIMED = "claimed", _("claimed")
    ACCEPTED = "accepted", _("accepted")
    IN_PART = "in_part", _("accepted in part")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")


CLAIM_DECISIONS = (ClaimState.ACCEPTED, ClaimState.IN_PART, ClaimState.DECLINED)
"""What a facilitator may decide."""

CLAIM_TRANSITIONS: dict[str, frozenset[str]] = {
    ClaimState.CLAIMED: frozenset({ClaimState.ACCEPTED, ClaimState.IN_PART, ClaimState.DECLINED, ClaimState.WITHDRAWN}),
    ClaimState.IN_PART: frozenset({ClaimState.ACCEPTED}),
    ClaimState.ACCEPTED: frozenset(),
    ClaimState.DECLINED: frozenset(),
    ClaimState.WITHDRAWN: frozenset(),
}
