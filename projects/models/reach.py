"""The enrolments a person reaches by what she is to them on a day, as subqueries."""

import datetime as dt
from typing import Any

from django.db.models import OuterRef, QuerySet

from carnegie.people.models import SharingGrant, User
from programmes.enums import SupporterKind
from programmes.models import Enrolment, EnrolmentEmployer

Rows = QuerySet[Any, Any]


def own(user: User) -> Rows:
    return _keys(Enrolment.objects.as_learner(user))


def facilitated(user: User, on: dt.date) -> Rows:
    return _keys(Enrolment.objects.as_facilitator(user, on))


def coached(user: User, on: dt.date) -> Rows:
    return _keys(Enrolment.objects.as_supporter(user, on, SupporterKind.COACH, SupporterKind.MENTOR))


def managed(user: User, on: dt.date) -> Rows:
    return _keys(Enrolment.objects.as_line_manager(user, on))


def administered(user: User, on: dt.date) -> Rows:
    return _keys(Enrolment.objects.as_programme_admin(user, on))


def sponsored(user: User, on: dt.date) -> Rows:
    return _keys(Enrolment.objects.as_sponsor(user, on))


def peers(user: User) -> Rows:
    """Everybody of the cohorts that the person belongs to herself."""
    cohorts = Enrolment.objects.as_learner(user).order_by().values("cohort")
    return _keys(Enrolment.objects.filter(cohort__in=cohorts))


def granted(user: User, subject: str, owner: str) -> Rows:
    """Ids of the objects of kind `subject` whose owner (`owner`: the path to her from the object) shares them with
    this person now."""
    grants = SharingGrant.objects.filter(grantee=user, subject=subject, revoked_at__isnull=True)
    return grants.filter(owner=OuterRef(owner)).values("subject_id")


def employer_now(enrolment: str, on: dt.date) -> Rows:
    """Organisations that employ the learner on that day; `enrolment` is the path to her enrolment."""
    return EnrolmentEmployer.objects.active(on, enrolment=OuterRef(enrolment)).values("organisation")


def homes(user: User, on: dt.date) -> Rows:
    """Organisations at which the person has a standing role."""
    return user.memberships.active(on).values("organisation")


def _keys(enrolments: QuerySet[Enrolment]) -> Rows:
    return enrolments.order_by().values("pk")
