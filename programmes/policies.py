"""Who is what to whom. Every app above asks here; a relation counts only on the days it is in force."""

import datetime as dt

from carnegie.people.enums import MembershipRole
from carnegie.people.models import Organisation, User
from programmes.enums import Relation, SupporterKind
from programmes.models import Cohort, Enrolment, EnrolmentEmployer, Programme, Supporter

_SUPPORT: dict[str, Relation] = {
    SupporterKind.COACH: Relation.COACH,
    SupporterKind.MENTOR: Relation.COACH,
    SupporterKind.COLLEAGUE: Relation.COLLEAGUE,
    SupporterKind.LINE_MANAGER: Relation.LINE_MANAGER,
}


def is_programme_admin(user: User, programme: Programme, on: dt.date) -> bool:
    """Holds a dated admin role on the programme, or stands as programme admin of its provider."""
    same = Programme.objects.filter(pk=programme.pk)
    return user.is_active and same.as_programme_admin(user, on).exists()


def is_provider_admin(user: User, organisation: Organisation | None, on: dt.date) -> bool:
    """Stands as programme admin of `organisation`; nobody does of none (shared, read-only)."""
    if organisation is None or not user.is_active:
        return False
    memberships = user.memberships.active(on)
    return memberships.filter(organisation=organisation, role=MembershipRole.PROGRAMME_ADMIN).exists()


def is_facilitator(user: User, cohort: Cohort, on: dt.date) -> bool:
    return user.is_active and cohort.roles.active(on).filter(user=user).exists()


def may_plan_events(user: User, programme: Programme, on: dt.date) -> bool:
    """Administers the programme, or facilitates one of its cohorts."""
    same = Programme.objects.filter(pk=programme.pk)
    rights = same.as_programme_admin(user, on) | same.as_facilitator(user, on)
    return user.is_active and rights.exists()


def supporter_kinds(user: User, enrolment: Enrolment, on: dt.date) -> frozenset[str]:
    """Whom `user` may name: admins and facilitators anybody, the learner people at her own workplace."""
    found = relations(user, enrolment, on)
    if found & {Relation.PROGRAMME_ADMIN, Relation.FACILITATOR}:
        return frozenset(SupporterKind.values)
    if Relation.LEARNER in found:
        return frozenset({SupporterKind.COLLEAGUE, SupporterKind.LINE_MANAGER})
    return frozenset()


def may_end_supporter(user: User, supporter: Supporter, on: dt.date) -> bool:
    """The learner, and who administers or facilitates."""
    allowed = {Relation.PROGRAMME_ADMIN, Relation.FACILITATOR, Relation.LEARNER}
    return bool(relations(user, supporter.enrolment, on) & allowed)


def relations(user: User, enrolment: Enrolment, on: dt.date) -> frozenset[Relation]:
    """All that `user` is to this enrolment on the day `on`; empty for outsiders and deactivated people.

    A line manager whose organisation is known counts only while it is the learner's employer; a colleague counts
    whatever the employer.
    """
    if not user.is_active:
        return frozenset()
    if user.pk == enrolment.learner_id:
        return frozenset({Relation.LEARNER}) | _others(user, enrolment, on)
    return _others(user, enrolment, on)


def _others(user: User, enrolment: Enrolment, on: dt.date) -> frozenset[Relation]:
    found = {
        _SUPPORT[kind] for kind in enrolment.supporters.active(on).filter(user=user).values_list("kind", flat=True)
    }
    if is_facilitator(user, enrolment.cohort, on):
        found.add(Relation.FACILITATOR)
    if is_programme_admin(user, enrolment.cohort.programme, on):
        found.add(Relation.PROGRAMME_ADMIN)
    if is_sponsor(user, enrolment, on):
        found.add(Relation.SPONSOR)
    if enrolment.cohort.enrolments.filter(learner=user).exclude(pk=enrolment.pk).exists():
        found.add(Relation.PEER)
    if Relation.LINE_MANAGER in found and not _manages_for_employer(user, enrolment, on):
        found.discard(Relation.LINE_MANAGER)
    return frozenset(found)


def is_sponsor(user: User, enrolment: Enrolment, on: dt.date) -> bool:
    """Stands as sponsor of the organisation that employs the learner on that day."""
    employers = enrolment.employers.active(on).values("organisation")
    return user.memberships.active(on).filter(role=MembershipRole.SPONSOR, organisation__in=employers).exists()


def _manages_for_employer(user: User, enrolment: Enrolment, on: dt.date) -> bool:
    """A line manager whose organisation is known must be of the learner's employer of that day."""
    homes = set(user.memberships.active(on).values_list("organisation", flat=True))
    employers = EnrolmentEmployer.objects.filter(enrolment=enrolment).active(on)
    return not homes or employers.filter(organisation__in=homes).exists()
