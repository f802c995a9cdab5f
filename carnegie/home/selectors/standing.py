"""What a person is to anybody at all on a day: it decides the parts of her home page and her navigation."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists
from django.http import HttpRequest

from carnegie.core import clock
from carnegie.people.enums import MembershipRole
from carnegie.people.models import User
from programmes.enums import EnrolmentStatus, SupporterKind
from programmes.models import CohortRole, Enrolment, ProgrammeRole
from projects.models import ProjectColleague


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
    def is_anybody(self) -> bool:
        return any(vars(self).values())


def standing(user: User, on: dt.date) -> Standing:
    """All of it in one query. `is_workplace`: line manager or colleague of a learner, or named on a project."""
    found = User.objects.filter(pk=user.pk).values_list(
        Exists(Enrolment.objects.as_learner(user).exclude(status=EnrolmentStatus.WITHDRAWN)),
        Exists(CohortRole.objects.active(on).filter(user=user)),
        Exists(Enrolment.objects.as_supporter(user, on, SupporterKind.COACH, SupporterKind.MENTOR)),
        Exists(Enrolment.objects.as_supporter(user, on, SupporterKind.LINE_MANAGER, SupporterKind.COLLEAGUE)),
        Exists(ProjectColleague.objects.active(on).filter(user=user)),
        Exists(ProgrammeRole.objects.active(on).filter(user=user)),
        Exists(user.memberships.active(on).filter(role=MembershipRole.PROGRAMME_ADMIN)),
        Exists(user.memberships.active(on).filter(role=MembershipRole.SPONSOR)),
    )
    learner, facilitator, coach, supporter, named, admin, provider_admin, sponsor = found.get()
    return Standing(
        is_learner=learner,
        is_facilitator=facilitator,
        is_coach=coach,
        is_workplace=supporter or named,
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
