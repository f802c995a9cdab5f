"""The board: a row a learner, for those who lead or coach her. Dates, counts and states; nothing that she said."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from diagnostics.enums import AttemptState, NeedState
from diagnostics.models import Answer, Attempt, Need, Round
from programmes.enums import EnrolmentStatus
from programmes.models import Enrolment, EnrolmentEmployer
from projects.enums import WAITING_STATES, GoalState, ProjectState
from projects.models import CheckIn, Evidence, Goal, Project, ProjectTransition

LATE_WAIT, LATE_LOOK, IDLE, SILENT, CLOSING = 5, 7, 7, 28, 5
_TONES = ("bad", "warn", "info", "good")
Words = str | Promise
"""Promised, for of five hundred rows a page shows a few."""
Rag = tuple[str, Words]


@dataclass(frozen=True)
class Row:
    """How far one learner is. `tone` (bad, warn, info, good) comes with its `reason` in words."""

    enrolment: UUID
    learner: str
    employer: str
    cohort: str
    cohort_pk: UUID
    assessment: str | None
    needs: int
    goals: int
    project: UUID | None
    project_title: str
    project_state: str
    project_label: Words
    last_seen: dt.datetime | None
    tone: str
    reason: Words


def board(enrolments: QuerySet[Enrolment], now: dt.datetime, on: dt.date) -> list[Row]:
    """All of these learners who take part, those who need somebody first: one query."""
    found = _annotated(enrolments.filter(status=EnrolmentStatus.ACTIVE), on)
    rows = [_row(one, now, on) for one in found]
    return sorted(rows, key=lambda row: (_TONES.index(row.tone), row.learner))


def _annotated(enrolments: QuerySet[Enrolment], on: dt.date) -> QuerySet[Any]:
    here = OuterRef("pk")
    asks_her = Q(enrolment__isnull=True) | Q(enrolment=here)
    rounds = Round.objects.filter(asks_her, cohort=OuterRef("cohort"), opens_on__lte=on).order_by("-opens_on")
    closing = rounds.with_last_day(enrolment=OuterRef(OuterRef("pk")))
    attempts = Attempt.objects.filter(enrolment=here).order_by("-round__opens_on", "-number")
    goals = Goal.objects.filter(enrolment=here).exclude(state=GoalState.SET_ASIDE).order_by()
    active = goals.filter(state=GoalState.ACTIVE)
    looks = CheckIn.objects.filter(goal__enrolment=here, goal__state=GoalState.ACTIVE).order_by("-at")
    projects = (
        Project.objects.filter(enrolment=here).exclude(state=ProjectState.WITHDRAWN).order_by("-created_at", "-pk")
    )
    proposed = projects.exclude(state=ProjectState.DRAFT)
    employers = EnrolmentEmployer.objects.active(on, enrolment=here)
    needs = Need.objects.filter(enrolment=here, state=NeedState.CHOSEN).order_by()
    return enrolments.select_related("learner", "cohort").annotate(
        employer=Subquery(employers.values("organisation__name")[:1]),
        round_closes=Subquery(closing.values("last_day")[:1]),
        round_pk=Subquery(rounds.values("pk")[:1]),
        attempt_round=Subquery(attempts.values("round")[:1]),
        attempt_state=Subquery(attempts.values("state")[:1]),
        submitted_at=Subquery(attempts.values("submitted_at")[:1]),
        need_count=_aggregate(needs, "enrolment", Count("pk")),
        need_at=_aggregate(needs, "enrolment", Min("created_at")),
        goal_count=_aggregate(goals, "enrolment", Count("pk")),
        look_due=_aggregate(active, "enrolment", Min("next_check_in_date")),
        is_blocked=Subquery(looks.values("is_blocked")[:1]),
        project_pk=Subquery(proposed.values("pk")[:1]),
        project_title=Subquery(proposed.values("title")[:1]),
        project_state=Subquery(proposed.values("state")[:1]),
        project_since=Subquery(proposed.values("state_since")[:1]),
        has_project=Subquery(projects.values("pk")[:1]),
        last_seen=_last_seen(),
    )


def _aggregate(rows: QuerySet[Any], by: str, figure: Any) -> Subquery:
    return Subquery(rows.values(by).annotate(figure=figure).values("figure"))


def _last_seen() -> Greatest:
    """The last trace that the learner left: an answer, a need, a look back, evidence, or a step of her project."""
    here, learner = OuterRef("pk"), OuterRef("learner")
    answers = Answer.objects.filter(attempt__enrolment=here).order_by()
    needs = Need.objects.filter(enrolment=here).order_by()
    goals = Goal.objects.filter(enrolment=here).order_by()
    looks = CheckIn.objects.filter(goal__enrolment=here).order_by()
    evidence = Evidence.objects.filter(enrolment=here).order_by()
    steps = ProjectTransition.objects.filter(project__enrolment=here, by=learner).order_by()
    return Greatest(
        _aggregate(answers, "attempt__enrolment", Max("saved_at")),
        _aggregate(needs, "enrolment", Max("created_at")),
        _aggregate(goals, "enrolment", Max("created_at")),
        _aggregate(looks, "goal__enrolment", Max("at")),
        _aggregate(evidence, "enrolment", Max("created_at")),
        _aggregate(steps, "project__enrolment", Max("at")),
    )


def _row(one: Any, now: dt.datetime, on: dt.date) -> Row:
    tone, reason = rag(one, now, on)
    state = one.project_state or ""
    return Row(
        enrolment=one.pk,
        learner=str(one.learner),
        employer=one.employer or "",
        cohort=str(one.cohort),
        cohort_pk=one.cohort_id,
        assessment=one.attempt_state if one.attempt_round == one.round_pk else None,
        needs=one.need_count or 0,
        goals=one.goal_count or 0,
        project=one.project_pk,
        project_title=one.project_title or "",
        project_state=state,
        project_label=ProjectState(state).label if state else "",
        last_seen=one.last_seen,
        tone=tone,
        reason=reason,
    )


# ---- red, amber, green, each with its reason ----


def rag(one: Any, now: dt.datetime, on: dt.date) -> Rag:
    """How urgently somebody should look at this learner, and why: the worst that is true of her."""
    found = [answer for rule in _RULES if (answer := rule(one, now, on))]
    return min(found, key=lambda answer: _TONES.index(answer[0])) if found else ("good", _("On track"))


def _project_waits(one: Any, now: dt.datetime, on: dt.date) -> Rag | None:
    if one.project_state not in WAITING_STATES:
        return None
    days = _days(one.project_since, on)
    if days > LATE_WAIT:
        return "bad", ngettext("Waits for an answer for %(n)s day", "Waits for an answer for %(n)s days", days) % {
            "n": days
        }
    return "warn", _("Waits for an answer")


def _assessment(one: Any, now: dt.datetime, on: dt.date) -> Rag | None:
    is_submitted = one.attempt_state == AttemptState.SUBMITTED and one.attempt_round == one.round_pk
    if one.round_pk is None or is_submitted:
        return None
    left = (one.round_closes - on).days
    if left < 0:
        return "bad", _("Self-assessment closed unfinished")
    if left <= CLOSING:
        return "warn", ngettext("Self-assessment closes in %(n)s day", "Self-assessment closes in %(n)s days", left) % {
            "n": left
        }
    return "info", _("Self-assessment under way") if one.attempt_state else _("Not begun yet")


def _blocked(one: Any, now: dt.datetime, on: dt.date) -> Rag | None:
    return ("bad", _("Something blocks a goal")) if one.is_blocked else None


def _look_due(one: Any, now: dt.datetime, on: dt.date) -> Rag | None:
    days = (on - one.look_due).days if one.look_due else 0
    if days <= 0:
        return None
    reason = ngettext("Check-in overdue by %(n)s day", "Check-in overdue by %(n)s days", days) % {"n": days}
    return ("bad" if days > LATE_LOOK else "warn"), reason


def _returned(one: Any, now: dt.datetime, on: dt.date) -> Rag | None:
    if one.project_state not in (ProjectState.RETURNED, ProjectState.REWORK):
        return None
    days = _days(one.project_since, on)
    if days <= IDLE:
        return "info", _("Works on what was returned")
    return "warn", ngettext("Returned %(n)s day ago", "Returned %(n)s days ago", days) % {"n": days}


def _idle(one: Any, now: dt.datetime, on: dt.date) -> Rag | None:
    """Something that should follow has not followed for a week."""
    if one.submitted_at and not one.need_count:
        return _since(one.submitted_at, on, _("No needs chosen yet"))
    if one.need_count and not one.goal_count:
        return _since(one.need_at, on, _("Needs without a goal"))
    return None


def _since(moment: dt.datetime, on: dt.date, reason: Words) -> Rag:
    return ("warn" if _days(moment, on) > IDLE else "info"), reason


def _silent(one: Any, now: dt.datetime, on: dt.date) -> Rag | None:
    if one.last_seen is None or one.project_state == ProjectState.COMPLETED or _days(one.last_seen, on) < SILENT:
        return None
    return "warn", _("No trace for four weeks")


def _done(one: Any, now: dt.datetime, on: dt.date) -> Rag | None:
    return ("good", _("Signed off")) if one.project_state == ProjectState.COMPLETED else None


_RULES: Sequence[Callable[[Any, dt.datetime, dt.date], Rag | None]] = (
    _project_waits,
    _assessment,
    _blocked,
    _look_due,
    _returned,
    _idle,
    _silent,
    _done,
)


def _days(moment: dt.datetime, on: dt.date) -> int:
    return (on - timezone.localdate(moment)).days
