"""What the homes of people around the learner show: workplaces, sponsors, and those who run the installation."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from carnegie.notifications.enums import ReminderState
from carnegie.notifications.models import Reminder
from carnegie.people.enums import MembershipRole
from carnegie.people.models import Membership, User
from programmes.enums import EnrolmentStatus
from programmes.models import Cohort, Enrolment, EnrolmentEmployer
from projects.models import Project, ProjectColleague

REMINDER_DAYS = 7


def workplace_projects(user: User, on: dt.date) -> list[Project]:
    """Projects of people she manages or is named on, that she may read: one query."""
    managed = Enrolment.objects.as_line_manager(user, on).order_by().values("pk")
    named = ProjectColleague.objects.active(on, user=user).values("project")
    rows = Project.objects.visible_to(user, on).filter(Q(enrolment__in=managed) | Q(pk__in=named))
    return list(
        rows.select_related("enrolment__learner").order_by("enrolment__learner__full_name", "-created_at", "-pk")
    )


@dataclass(frozen=True)
class Sponsored:
    """One organisation: how many of its people learn now, or None where they are too few to say; and the cohorts
    that they learn in."""

    name: str
    learners: int | None
    minimum: int
    cohorts: list[Cohort]


def sponsored(user: User, on: dt.date) -> Sequence[Sponsored]:
    """The organisations that `user` stands for, each with its number of learners: two queries."""
    minimum = settings.AGGREGATE_MINIMUM
    employed = EnrolmentEmployer.objects.active(on).filter(
        organisation=OuterRef("organisation"), enrolment__status=EnrolmentStatus.ACTIVE
    )
    counted = employed.order_by().values("organisation").annotate(count=Count("enrolment__learner", distinct=True))
    rows = Membership.objects.active(on, user=user, role=MembershipRole.SPONSOR).order_by("organisation__name")
    counts = rows.annotate(learners=Subquery(counted.values("count")))
    cohorts = _cohorts_by_employer(user, on)
    return [
        Sponsored(name, count if (count or 0) >= minimum else None, minimum, cohorts[pk])
        for pk, name, count in counts.values_list("organisation", "organisation__name", "learners")
    ]


def _cohorts_by_employer(user: User, on: dt.date) -> defaultdict[UUID, list[Cohort]]:
    """The cohorts in which people of the organisations that `user` stands for take part, by organisation; without those
    in which she learns herself, whose figures she reads as a learner only."""
    standing = Membership.objects.active(on, user=user, role=MembershipRole.SPONSOR).order_by().values("organisation")
    employed = EnrolmentEmployer.objects.active(on, organisation__in=standing, enrolment__status=EnrolmentStatus.ACTIVE)
    employed = employed.exclude(enrolment__cohort__in=Cohort.objects.as_learner(user).order_by().values("pk"))
    found: defaultdict[UUID, list[Cohort]] = defaultdict(list)
    for one in employed.select_related("enrolment__cohort").order_by("enrolment__cohort__title", "enrolment__cohort"):
        if one.enrolment.cohort not in found[one.organisation_id]:
            found[one.organisation_id].append(one.enrolment.cohort)
    return found


def reminder_counts(now: dt.datetime) -> list[dict[str, Any]]:
    """How many reminders of the last week are in each state: one query. `is_bad`: somebody should look."""
    recent: QuerySet[Reminder] = Reminder.objects.filter(
        due_at__gte=now - dt.timedelta(days=REMINDER_DAYS), due_at__lte=now
    )
    counts = dict(recent.order_by().values_list("state").annotate(count=Count("pk")))
    bad = {ReminderState.FAILED, ReminderState.UNCERTAIN}
    return [
        {"label": state.label, "count": counts[state], "is_bad": state in bad}
        for state in ReminderState
        if state in counts
    ]
