"""With whom a learner may share, and with whom she does."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet

from carnegie.people.models import SharingGrant, User
from diagnostics.models import Attempt, Need
from programmes.enums import SupporterKind
from programmes.models import Enrolment

_KINDS = (SupporterKind.COACH, SupporterKind.MENTOR, SupporterKind.LINE_MANAGER)


@dataclass(frozen=True)
class Reader:
    """Somebody to share with; `relation` in words, `grant` the one in force."""

    user: User
    relation: str
    grant: SharingGrant | None = None


def possible_readers(shared: Attempt | Need, on: dt.date) -> list[Reader]:
    """The learner's coaches, facilitators and line managers of the day `on`, each once: three queries."""
    grants = {grant.grantee_id: grant for grant in grants_of(shared)}
    people = _people(shared.enrolment, on)
    return [Reader(user, relation, grants.get(user.pk)) for user, relation in people.values()]


def grants_of(shared: Attempt | Need) -> QuerySet[SharingGrant]:
    """The grants in force on it."""
    return SharingGrant.objects.filter(subject_id=shared.pk, revoked_at__isnull=True).select_related("grantee")


def _people(enrolment: Enrolment, on: dt.date) -> dict[object, tuple[User, str]]:
    supporters = enrolment.supporters.active(on).filter(kind__in=_KINDS).select_related("user")
    facilitators = enrolment.cohort.roles.active(on).select_related("user")
    relations = [(link.user, str(link.get_kind_display())) for link in (*supporters, *facilitators)]
    return {user.pk: (user, relation) for user, relation in relations if user.pk != enrolment.learner_id}
