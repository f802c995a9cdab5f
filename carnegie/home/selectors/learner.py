"""What a learner's home shows: where she stands in each of her cohorts, what is due, and who is around her."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce, NullIf

from carnegie.people.models import User
from diagnostics.enums import AttemptState, NeedState
from diagnostics.models import Answer, Attempt, Item, Need, NeedElement, Round
from programmes.enums import EnrolmentStatus
from programmes.models import Booking, CohortRole, Enrolment, EnrolmentEmployer, LearningEvent, Supporter
from projects.enums import GoalState, ProjectAction, ProjectState
from projects.models import Evidence, Goal, Milestone, Project, ProjectTransition

EVENTS_SHOWN = 3


@dataclass(frozen=True)
class Person:
    """Somebody around the learner, and what she is to her."""

    name: str
    role: str


@dataclass(frozen=True)
class Place:
    """One enrolment, with all that its learner made there. Rows carry what the pages need as annotations."""

    enrolment: Any
    rounds: Sequence[Any]
    needs: Sequence[Any]
    goals: Sequence[Any]
    projects: Sequence[Any]
    people: Sequence[Person]
    events: Sequence[Any]

    @property
    def project(self) -> Any:
        """The newest that is not withdrawn."""
        return next((one for one in self.projects if one.state != ProjectState.WITHDRAWN), None)


def places(user: User, now: dt.datetime, on: dt.date) -> list[Place]:
    """Where `user` learns, the newest cohort first; eight queries whatever there is."""
    enrolments = list(_enrolments(user, on))
    rounds = list(_rounds(user))
    needs, goals, projects = list(_needs(user)), list(_goals(user)), list(_projects(user))
    people = _people(enrolments, on)
    events = _events(enrolments, now)
    return [
        Place(
            enrolment=one,
            rounds=[row for row in rounds if row.cohort_id == one.cohort_id and row.enrolment_id in (None, one.pk)],
            needs=_of(one, needs),
            goals=_of(one, goals),
            projects=_of(one, projects),
            people=people[one.pk],
            events=_next(one, events),
        )
        for one in enrolments
    ]


def _of(enrolment: Enrolment, rows: Sequence[Any]) -> list[Any]:
    return [row for row in rows if row.enrolment_id == enrolment.pk]


def _enrolments(user: User, on: dt.date) -> QuerySet[Enrolment]:
    employers = EnrolmentEmployer.objects.active(on, enrolment=OuterRef("pk"))
    mine = Enrolment.objects.as_learner(user).exclude(status=EnrolmentStatus.WITHDRAWN)
    return (
        mine.annotate(employer=Subquery(employers.values("organisation__name")[:1]))
        .select_related("cohort__programme")
        .order_by("-cohort__starts_on", "cohort__title")
    )


def _rounds(user: User) -> QuerySet[Any]:
    """Rounds that ask her, each with her newest attempt: `attempt`, `state`, `answered` of `asked`."""
    mine = Attempt.objects.filter(round=OuterRef("pk"), enrolment__learner=user).order_by("-number")
    answers = Answer.objects.filter(attempt__round=OuterRef("pk"), attempt__enrolment__learner=user)
    given = answers.filter(Q(level__isnull=False) | Q(is_not_applicable=True), attempt__state=AttemptState.IN_PROGRESS)
    items = Item.objects.filter(version=OuterRef("diagnostic_version")).order_by()
    return (
        Round.objects.for_learner(user)
        .annotate(
            attempt=Subquery(mine.values("pk")[:1]),
            state=Subquery(mine.values("state")[:1]),
            submitted_at=Subquery(mine.values("submitted_at")[:1]),
            answered=_count(given.order_by(), "attempt__round"),
            asked=_count(items, "version"),
        )
        .with_last_day(enrolment__learner=user)
        .select_related("diagnostic_version")
        .order_by("opens_on")
    )


def _count(rows: QuerySet[Any], by: str) -> Subquery:
    return Subquery(rows.values(by).annotate(count=Count("pk")).values("count"))


def _needs(user: User) -> QuerySet[Need]:
    """Her needs, each with its first element (`element`, `lineage`, `element_title`, `element_code`)."""
    first = NeedElement.objects.filter(need=OuterRef("pk")).order_by("element__position")
    mine = Need.objects.filter(enrolment__learner=user, state=NeedState.CHOSEN)
    answers = Answer.objects.filter(attempt=OuterRef("attempt"), item__lineage=OuterRef("lineage"))
    title = Coalesce(
        NullIf("element__abbreviated_statement", Value("")), "element__full_statement", output_field=TextField()
    )
    return (
        mine.annotate(
            element=Subquery(first.values("element")[:1]),
            lineage=Subquery(first.values("element__lineage")[:1]),
            element_title=Subquery(first.values(words=title)[:1]),
            element_code=Subquery(first.values("element__code")[:1]),
        )
        .annotate(rank=Subquery(answers.values("level__rank")[:1]))
        .order_by("created_at", "pk")
    )


def _goals(user: User) -> QuerySet[Goal]:
    mine = Goal.objects.filter(enrolment__learner=user).exclude(state=GoalState.SET_ASIDE)
    return mine.annotate(last_look=Max("check_ins__at")).order_by(F("next_check_in_date").asc(nulls_last=True))


def _projects(user: User) -> QuerySet[Project]:
    """Her projects, the newest first, with their counts, the next milestone, and who approved them."""
    steps = ProjectTransition.objects.filter(project=OuterRef("pk")).order_by("-at")
    approved = steps.filter(action=ProjectAction.APPROVE)
    milestones = Milestone.objects.filter(project=OuterRef("pk")).order_by()
    following = milestones.filter(done_at__isnull=True).order_by("due_date")
    evidence = Evidence.objects.filter(projects__project=OuterRef("pk")).order_by()
    return (
        Project.objects.filter(enrolment__learner=user)
        .annotate(
            approved_by=Subquery(approved.values("by__full_name")[:1]),
            last_reason=Subquery(steps.values("reason")[:1]),
            last_by=Subquery(steps.values("by__full_name")[:1]),
            milestone_count=_count(milestones, "project"),
            milestones_done=_count(milestones.filter(done_at__isnull=False), "project"),
            evidence_count=_count(evidence, "projects__project"),
            next_milestone=Subquery(following.values("title")[:1]),
            next_milestone_date=Subquery(following.values("due_date")[:1]),
        )
        .order_by("-created_at", "-pk")
    )


def _people(enrolments: Sequence[Enrolment], on: dt.date) -> dict[UUID, list[Person]]:
    """Facilitators, then supporters, of each enrolment."""
    around: dict[UUID, list[Person]] = {one.pk: [] for one in enrolments}
    leading = CohortRole.objects.active(on, cohort__in=[one.cohort_id for one in enrolments])
    for role in leading.select_related("user").order_by("user__full_name"):
        for one in enrolments:
            if one.cohort_id == role.cohort_id:
                around[one.pk].append(Person(str(role.user), role.get_kind_display()))
    for link in Supporter.objects.active(on, enrolment__in=enrolments).select_related("user"):
        around[link.enrolment_id].append(Person(str(link.user), link.get_kind_display()))
    return around


def _events(enrolments: Sequence[Enrolment], now: dt.datetime) -> list[Any]:
    """Events that are not over, the next first, each with `booking`: whether its learner has a place or waits."""
    programmes = {one.cohort.programme_id for one in enrolments}
    mine = Booking.objects.live().filter(event=OuterRef("pk"), enrolment__in=enrolments).order_by("status")
    ahead = LearningEvent.objects.filter(programme__in=programmes, ends_at__gt=now)
    return list(ahead.annotate(booking=Subquery(mine.values("status")[:1])).order_by("starts_at"))


def _next(enrolment: Enrolment, events: Sequence[Any]) -> list[Any]:
    """The next few of the programme; what she has booked is among them, however many come before."""
    here = [event for event in events if event.programme_id == enrolment.cohort.programme_id]
    booked_first = sorted(here, key=lambda event: event.booking is None)
    return booked_first[:EVENTS_SHOWN]
