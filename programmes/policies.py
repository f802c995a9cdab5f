"""Who is what to whom. Every app above asks here; a relation counts only on the days it is in force."""

import datetime as dt
from typing import Any

from django.db.models import Exists

from carnegie.people.enums import MembershipRole
from carnegie.people.models import Organisation, User
from programmes.enums import Relation, SupporterKind
from programmes.models import Booking, Cohort, Enrolment, Programme, Supporter
from standards.enums import Approval
from standards.models import CrosswalkLink


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
    return user.is_active and cohort.roles.active(on, user=user).exists()


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


def may_cancel_booking(user: User, booking: Booking, on: dt.date) -> bool:
    """The learner herself, and who facilitates her cohort or administers its programme."""
    return Booking.objects.visible_to(user, on).filter(pk=booking.pk).exists()


def relations(user: User, enrolment: Enrolment, on: dt.date) -> frozenset[Relation]:
    """All that `user` is to this enrolment on the day `on`, in one query; outsiders and the deactivated are nothing.

    A line manager whose organisation is known counts only while it is the learner's employer; a colleague counts
    whatever the employer.
    """
    if not user.is_active:
        return frozenset()
    same = Enrolment.objects.filter(pk=enrolment.pk)
    found = {
        Relation.LEARNER: same.as_learner(user),
        Relation.COACH: same.as_supporter(user, on, SupporterKind.COACH, SupporterKind.MENTOR),
        Relation.COLLEAGUE: same.as_supporter(user, on, SupporterKind.COLLEAGUE),
        Relation.LINE_MANAGER: same.as_line_manager(user, on),
        Relation.FACILITATOR: same.as_facilitator(user, on),
        Relation.PROGRAMME_ADMIN: same.as_programme_admin(user, on),
        Relation.SPONSOR: same.as_sponsor(user, on),
        Relation.PEER: Enrolment.objects.filter(cohort=enrolment.cohort_id, learner=user).exclude(pk=enrolment.pk),
    }
    holds = same.values_list(*map(Exists, found.values())).get()
    return frozenset(relation for relation, held in zip(found, holds, strict=True) if held)


def may_propose_links(user: User, owner: Organisation | None, on: dt.date) -> bool:
    """May write into crosswalks of `owner`: its programme admins, and who administers or teaches a programme of its."""
    if owner is None or not user.is_active:
        return False
    theirs = Programme.objects.filter(provider=owner)
    teaching = theirs.as_programme_admin(user, on) | theirs.as_facilitator(user, on)
    return is_provider_admin(user, owner, on) or teaching.exists()


def may_change_link(user: User, link: CrosswalkLink, on: dt.date) -> bool:
    """Admins of the owner any; others what they proposed themselves, as long as nobody approved it."""
    if is_provider_admin(user, link.crosswalk.owner, on):
        return True
    is_hers = link.author_id == user.pk and link.approval == Approval.PROPOSED
    return is_hers and may_propose_links(user, link.crosswalk.owner, on)


def may_write_link(user: User, link: CrosswalkLink, crosswalk: Any) -> bool:
    """The same without a query, where the crosswalk comes with `may_approve` and `may_propose`."""
    is_hers = link.author_id == user.pk and link.approval == Approval.PROPOSED
    return bool(crosswalk.may_approve or (is_hers and crosswalk.may_propose))
