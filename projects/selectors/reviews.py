"""Reads of what waits for a facilitator, and of reviews."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from carnegie.people.models import User
from programmes.models import Cohort, Enrolment, EnrolmentEmployer
from projects.enums import WAITING_STATES, ProjectState
from projects.models import Evidence, Goal, Project, ProjectTransition, Review, ReviewJudgement, Submission

LATE_DAYS = 5
SOON_DAYS = 2
# The texts of a project in the order in which its form asks for them.
ASKED = (
    *("context", "aim", "benefit_self", "benefit_team", "benefit_organisation"),
    *("stakeholders", "risks", "ethics"),
)


@dataclass(frozen=True)
class Waiting:
    """One row of the queue: whose project waits, what for, since when; `days` are whole days."""

    project: Project
    learner: str
    employer: str
    cohort: Cohort
    what: str
    since: dt.datetime
    days: int
    tone: str
    reason: str


@dataclass(frozen=True)
class FrozenMilestone:
    """A milestone as it stood when the project was submitted."""

    title: str
    due_date: dt.date
    done_at: dt.datetime | None


@dataclass(frozen=True)
class ReviewPage:
    """A submission as it was frozen, with its evidence and perhaps a review."""

    submission: Submission
    project: Project
    texts: list[tuple[str, str]]
    snapshot: dict[str, Any]
    milestones: list[FrozenMilestone]
    goals: list[str]
    evidence: list[Evidence]
    review: Review | None
    judgements: dict[str, ReviewJudgement]


def queue(user: User, on: dt.date) -> QuerySet[Project]:
    """What waits for this facilitator, the oldest first, with `came_back`: it was returned before."""
    employers = EnrolmentEmployer.objects.active(on).select_related("organisation")
    came_back = ProjectTransition.objects.filter(project=OuterRef("pk"), from_state__in=_BACKS)
    return (
        _waiting_for(user, on)
        .select_related("enrolment__learner", "enrolment__cohort")
        .prefetch_related(Prefetch("enrolment__employers", queryset=employers))
        .annotate(came_back=Exists(came_back))
        .order_by("state_since", "pk")
    )


def waiting_by_cohort(user: User, on: dt.date) -> list[tuple[str, str, int]]:
    """Id, title and number of what waits of each cohort where anything waits for this facilitator."""
    cohorts = _waiting_for(user, on).order_by("enrolment__cohort__title")
    counted = cohorts.values_list("enrolment__cohort", "enrolment__cohort__title").annotate(number=Count("pk"))
    return [(str(pk), title, number) for pk, title, number in counted]


def waiting(projects: Iterable[Project], now: dt.datetime) -> list[Waiting]:
    """Rows of `queue` as its page shows them."""
    return [_waiting(project, now) for project in projects]


_BACKS = (ProjectState.RETURNED, ProjectState.REWORK)


def next_in_queue(user: User, on: dt.date) -> Project | None:
    """What has waited longest."""
    return _waiting_for(user, on).order_by("state_since", "pk").first()


def _waiting_for(user: User, on: dt.date) -> QuerySet[Project]:
    mine = Enrolment.objects.as_facilitator(user, on).order_by().values("pk")
    return Project.objects.filter(state__in=WAITING_STATES, enrolment__in=mine).exclude(enrolment__learner=user)


def _waiting(project: Project, now: dt.datetime) -> Waiting:
    enrolment = project.enrolment
    days = (timezone.localdate(now) - timezone.localdate(project.state_since)).days
    tone, reason = _flag(days)
    employers = list(enrolment.employers.all())
    return Waiting(
        project=project,
        learner=enrolment.learner.full_name,
        employer=str(employers[0]) if employers else "",
        cohort=enrolment.cohort,
        what=_what(project),
        since=project.state_since,
        days=days,
        tone=tone,
        reason=reason,
    )


def _what(project: Any) -> str:
    if project.state == ProjectState.SUBMITTED:
        return _("Sign-off asked again") if project.came_back else _("Sign-off asked")
    return _("Proposal sent again") if project.came_back else _("Proposal")


def _flag(days: int) -> tuple[str, str]:
    """Red, amber or green with the reason in words."""
    if days > LATE_DAYS:
        return "bad", _("Waiting over %(days)s days") % {"days": LATE_DAYS}
    if days > SOON_DAYS:
        return "warn", _("Waiting over %(days)s days") % {"days": SOON_DAYS}
    if days == 0:
        return "good", _("Came in today")
    return "good", ngettext("Waiting %(days)s day", "Waiting %(days)s days", days) % {"days": days}


def _texts(texts: dict[str, str]) -> list[tuple[str, str]]:
    """What was written, in the order in which the form asks for it: the database keeps no order of keys."""
    return [(Project.words_for(name), texts[name]) for name in ASKED if texts.get(name)]


def review_page(submission: Submission, user: User, on: dt.date) -> ReviewPage:
    """What a reviewer reads: the frozen texts, and the evidence named then that she may open."""
    snapshot = submission.snapshot
    ids = [row["id"] for row in snapshot["evidence"]]
    review = Review.objects.visible_to(user, on).filter(submission=submission).select_related("author").first()
    judged = review.judgements.select_related("element") if review else ReviewJudgement.objects.none()
    return ReviewPage(
        submission=submission,
        project=submission.project,
        texts=_texts(snapshot["texts"]),
        snapshot=snapshot,
        milestones=[_milestone(row) for row in snapshot["milestones"]],
        goals=_goal_titles(snapshot, user, on),
        evidence=list(Evidence.objects.visible_to(user, on).filter(pk__in=ids)),
        review=review,
        judgements={str(row.element_id): row for row in judged},
    )


def _milestone(row: dict[str, Any]) -> FrozenMilestone:
    done = dt.datetime.fromisoformat(row["done_at"]) if row["done_at"] else None
    return FrozenMilestone(row["title"], dt.date.fromisoformat(row["due_date"]), done)


def _goal_titles(snapshot: dict[str, Any], user: User, on: dt.date) -> list[str]:
    """As they were called then, of those goals that this person may read."""
    ids = [row["id"] for row in snapshot["goals"]]
    readable = {str(pk) for pk in Goal.objects.visible_to(user, on).filter(pk__in=ids).values_list("pk", flat=True)}
    return [row["title"] for row in snapshot["goals"] if row["id"] in readable]
