"""Who takes part, as far as the reader may know; and what forms may offer."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery

from carnegie.people.enums import MembershipRole
from carnegie.people.models import Membership, Organisation, User
from programmes.enums import EnrolmentStatus
from programmes.models import Cohort, Enrolment, EnrolmentEmployer, Programme, ProgrammeFramework, Supporter
from standards.enums import AdoptionStatus
from standards.models import FrameworkVersion


@dataclass(frozen=True)
class CohortRow:
    """One learner on the cohort's page. Who is not close to her sees name, status and dates only."""

    enrolment: Enrolment
    employer: Organisation | None
    supporters: list[Supporter]
    is_close: bool

    @property
    def tone(self) -> str:
        tones = {EnrolmentStatus.ACTIVE: "good", EnrolmentStatus.COMPLETED: "info"}
        return tones.get(EnrolmentStatus(self.enrolment.status), "neutral")


def cohort_rows(cohort: Cohort, user: User, on: dt.date) -> list[CohortRow]:
    """The learners of the cohort that `user` may know of, with employer and support of the day; three queries."""
    employers = EnrolmentEmployer.objects.active(on).select_related("organisation")
    supporters = Supporter.objects.active(on).select_related("user")
    enrolments = (
        Enrolment.objects.visible_to(user, on)
        .with_rights(user, on)
        .filter(cohort=cohort)
        .select_related("learner")
        .prefetch_related(
            Prefetch("employers", employers, to_attr="employed_by"),
            Prefetch("supporters", supporters, to_attr="supported_by"),
        )
    )
    return [_row(enrolment) for enrolment in enrolments]


def _row(enrolment: Any) -> CohortRow:
    """`enrolment` carries the rights and the lists that `cohort_rows` asked for beside its own columns."""
    if not enrolment.is_close:
        return CohortRow(enrolment, None, [], False)
    employer = enrolment.employed_by[0].organisation if enrolment.employed_by else None
    return CohortRow(enrolment, employer, enrolment.supported_by, True)


def known_employers(provider: Organisation) -> QuerySet[Organisation]:
    """Employers that a form of this provider may offer: those with learners in its programmes, and no others."""
    clients = EnrolmentEmployer.objects.filter(enrolment__cohort__programme__provider=provider)
    return Organisation.objects.filter(pk__in=clients.values("organisation"))


def adoptable_frameworks(programme: Programme) -> QuerySet[FrameworkVersion]:
    """Adopted versions, shared or the provider's own, that the programme does not use yet."""
    return (
        FrameworkVersion.objects.filter(status=AdoptionStatus.ADOPTED)
        .filter(Q(framework__owner=None) | Q(framework__owner=programme.provider_id))
        .exclude(pk__in=programme.frameworks.values("version"))
        .select_related("framework")
    )


def frameworks_of(programme: Programme) -> QuerySet[ProgrammeFramework]:
    """The framework versions that it uses, each with `newer`: the key of the latest adopted version after it."""
    later = FrameworkVersion.objects.filter(
        framework=OuterRef("version__framework"), number__gt=OuterRef("version__number"), status=AdoptionStatus.ADOPTED
    )
    newer = Subquery(later.order_by("-number").values("pk")[:1])
    return programme.frameworks.select_related("version__framework").annotate(newer=newer)


def providers_of(user: User, on: dt.date) -> QuerySet[Organisation]:
    """The providers for which `user` stands as programme admin."""
    standing = Membership.objects.active(on, user=user, role=MembershipRole.PROGRAMME_ADMIN)
    return Organisation.objects.filter(pk__in=standing.values("organisation"))
