"""What a person is to anybody at all on a day: it decides the parts of her home page and her navigation."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.http import HttpRequest

from carnegie.core import clock
from carnegie.people.enums import MembershipRole
from carnegie.people.models import Membership, User
from programmes.enums import EnrolmentStatus, SupporterKind
from programmes.models import CohortRole, Enrolment, ProgrammeRole, Supporter

# Written out: every page asks this, and building it from querysets took ten times as long as asking.
IN_FORCE = "user_id = %(user)s AND from_date <= %(on)s AND (to_date IS NULL OR to_date > %(on)s)"
QUERY = f"""
SELECT
    EXISTS (SELECT FROM {Enrolment._meta.db_table} WHERE learner_id = %(user)s AND status <> %(withdrawn)s),
    EXISTS (SELECT FROM {CohortRole._meta.db_table} WHERE {IN_FORCE}),
    EXISTS (SELECT FROM {Supporter._meta.db_table} WHERE {IN_FORCE} AND kind = ANY(%(coaches)s)),
    EXISTS (SELECT FROM {Supporter._meta.db_table} WHERE {IN_FORCE} AND kind = ANY(%(workplace)s)),
    EXISTS (SELECT FROM {ProgrammeRole._meta.db_table} WHERE {IN_FORCE}),
    EXISTS (SELECT FROM {Membership._meta.db_table} WHERE {IN_FORCE} AND role = %(admin)s),
    EXISTS (SELECT FROM {Membership._meta.db_table} WHERE {IN_FORCE} AND role = %(sponsor)s)
"""  # noqa: S608 - names of our own tables
KINDS: dict[str, Any] = {
    "withdrawn": EnrolmentStatus.WITHDRAWN.value,
    "coaches": [SupporterKind.COACH.value, SupporterKind.MENTOR.value],
    "workplace": [SupporterKind.LINE_MANAGER.value, SupporterKind.COLLEAGUE.value],
    "admin": MembershipRole.PROGRAMME_ADMIN.value,
    "sponsor": MembershipRole.SPONSOR.value,
}


@dataclass(frozen=True)
class Standing:
    """One flag for each relation that has a part on the home page; a person may hold several."""

    is_learner: bool
    is_facilitator: bool
    is_coach: bool
    is_workplace: bool
    is_programme_admin: bool
    is_sponsor: bool
    is_system_admin: bool

    @property
    def may_be_shown(self) -> bool:
        """Whether learners can share with this person."""
        return self.is_facilitator or self.is_coach or self.is_workplace

    @property
    def is_anybody(self) -> bool:
        return any(vars(self).values())


def standing(user: User, on: dt.date) -> Standing:
    """All of it in one query. `is_workplace`: line manager or colleague of a learner."""
    with connection.cursor() as cursor:
        cursor.execute(QUERY, {"user": user.pk, "on": on, **KINDS})
        learner, facilitator, coach, workplace, admin, provider_admin, sponsor = cursor.fetchone()
    return Standing(
        is_learner=learner,
        is_facilitator=facilitator,
        is_coach=coach,
        is_workplace=workplace,
        is_programme_admin=admin or provider_admin,
        is_sponsor=sponsor,
        is_system_admin=user.is_staff,
    )


def standing_of(request: HttpRequest) -> Standing:
    """The standing of the person who asks, read once a request."""
    known: Standing | None = getattr(request, "_standing", None)
    if known is None:
        assert isinstance(request.user, User)
        known = standing(request.user, clock.today())
        request._standing = known  # type: ignore[attr-defined]
    return known
