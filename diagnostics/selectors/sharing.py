"""With whom a learner may share, and with whom she does."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from carnegie.core.models import AccessLog
from carnegie.people.enums import GrantSubject
from carnegie.people.models import SharingGrant, User
from diagnostics.enums import AttemptState
from diagnostics.models import Attempt, Need, RaterPanel
from diagnostics.policies import unnamed_invitations
from programmes.enums import SupporterKind
from programmes.models import Enrolment

_COACHES = (SupporterKind.COACH, SupporterKind.MENTOR)


@dataclass(frozen=True)
class Reader:
    """Somebody to share with; `relation` in words, `grant` the one in force."""

    user: User
    relation: str
    grant: SharingGrant | None = None


@dataclass(frozen=True)
class ShownTo:
    """What learners show a person: self-assessments, and what others said; by learner, the latest first."""

    attempts: list[Attempt]
    panels: list[RaterPanel]


def shown_to(user: User, on: dt.date) -> ShownTo:
    """What `user` may open on the day `on` because it was granted to her, and finds nowhere else: two queries."""
    grants = SharingGrant.objects.filter(grantee=user, revoked_at__isnull=True)
    supported = Enrolment.objects.as_supporter(user, on, *_COACHES) | Enrolment.objects.as_line_manager(user, on)
    known = (supported | Enrolment.objects.as_facilitator(user, on)).order_by().values("pk")

    def granted(subject: str) -> dict[str, QuerySet[Any, Any]]:
        return {"pk__in": grants.filter(subject=subject).values("subject_id"), "enrolment__in": known}

    attempts = Attempt.objects.filter(state=AttemptState.SUBMITTED, **granted(GrantSubject.ATTEMPT))
    panels = RaterPanel.objects.filter(closed_at__isnull=False, **granted(GrantSubject.PANEL))
    told = panels.exclude(pk__in=unnamed_invitations(user).values("panel"))
    by_learner = ("enrolment__learner__full_name", "-round__opens_on", "-pk")
    return ShownTo(
        list(attempts.select_related("enrolment__learner", "round").order_by(*by_learner)),
        list(told.select_related("enrolment__learner", "round").order_by(*by_learner)),
    )


def possible_readers(shared: Attempt | Need | RaterPanel, on: dt.date) -> list[Reader]:
    """Who may be shown it on the day `on`, each once: line managers, and for a self-assessment and what others say
    coaches and facilitators too, who see needs anyway; but none of those who answered there without their names. Three
    queries, one more for what others say."""
    grants = {grant.grantee_id: grant for grant in grants_of(shared)}
    people = _people(shared.enrolment, on, only_managers=isinstance(shared, Need))
    found = [Reader(user, relation, grants.get(user.pk)) for user, relation in people.values()]
    unable = _unnamed(shared, [one.user for one in found]) if isinstance(shared, RaterPanel) else set()
    return [one for one in found if one.user.email.lower() not in unable]


def grants_of(shared: Attempt | Need | RaterPanel) -> QuerySet[SharingGrant]:
    """The grants in force on it, each with `looked_at`: when its grantee last read it, None when she has not yet."""
    looks = AccessLog.objects.readings_of(OuterRef("owner"), OuterRef("subject"), OuterRef("subject_id"))
    last = looks.filter(actor=OuterRef("grantee")).order_by("-at").values("at")[:1]
    grants = SharingGrant.objects.filter(subject_id=shared.pk, revoked_at__isnull=True)
    return grants.annotate(looked_at=Subquery(last)).select_related("grantee")


def _unnamed(panel: RaterPanel, people: Iterable[User]) -> set[str]:
    """Addresses of those among them who were asked without their names."""
    return set(unnamed_invitations(*people).filter(panel=panel).values_list("email", flat=True))


def _people(enrolment: Enrolment, on: dt.date, *, only_managers: bool) -> dict[object, tuple[User, str]]:
    kinds = (SupporterKind.LINE_MANAGER,) if only_managers else (*_COACHES, SupporterKind.LINE_MANAGER)
    supporters = enrolment.supporters.active(on, kind__in=kinds).select_related("user")
    roles = enrolment.cohort.roles.active(on).select_related("user")
    facilitators = roles.none() if only_managers else roles
    relations = [(link.user, str(link.get_kind_display())) for link in (*supporters, *facilitators)]
    return {user.pk: (user, relation) for user, relation in relations if user.pk != enrolment.learner_id}
