"""Which programmes and cohorts a person leads on a day: the subqueries that `visible_to` is built from here."""

import datetime as dt

from django.db.models import Q, QuerySet

from carnegie.people.enums import MembershipRole
from carnegie.people.models import Membership, User
from programmes.models import Cohort, CohortRole, Programme, ProgrammeRole


def administered(user: User, on: dt.date) -> QuerySet[Programme]:
    """Programmes that `user` is admin of, by a dated role or by standing for the provider."""
    roles = ProgrammeRole.objects.active(on, user=user).values("programme")
    standing = Membership.objects.active(on, user=user, role=MembershipRole.PROGRAMME_ADMIN).values("organisation")
    return Programme.objects.filter(Q(pk__in=roles) | Q(provider__in=standing))


def led_cohorts(user: User, on: dt.date) -> QuerySet[Cohort]:
    """Cohorts that `user` facilitates, or whose programme she administers."""
    facilitated = CohortRole.objects.active(on, user=user).values("cohort")
    return Cohort.objects.filter(Q(pk__in=facilitated) | Q(programme__in=administered(user, on).values("pk")))
