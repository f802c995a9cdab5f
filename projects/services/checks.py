"""What several services refuse, with the sentence that they say."""

from collections.abc import Iterable
from typing import Protocol
from uuid import UUID

from django.utils.translation import gettext as _

from carnegie.core.errors import NotAllowed, Refused, Stale
from carnegie.people.models import User
from programmes.enums import EnrolmentStatus
from programmes.models import Enrolment
from projects.models import Goal, Project
from projects.selectors import elements_for
from standards.models import Element


class Foreign(Refused):
    """Something that is not this learner's, or not of this programme."""


class Versioned(Protocol):
    lock_version: int


def is_own(enrolment: Enrolment, by: User) -> None:
    """Only the learner writes her own record."""
    if not by.is_active or enrolment.learner_id != by.pk:
        raise NotAllowed(_("Only the learner can do this."))


def takes_part(enrolment: Enrolment) -> None:
    if enrolment.status != EnrolmentStatus.ACTIVE:
        raise Refused(_("You no longer take part in this cohort, so nothing new can be added."))


def is_fresh(row: Versioned, base_version: int) -> None:
    if row.lock_version != base_version:
        raise Stale(_("This was changed since you opened it. Compare both texts, then save again."))


def are_of_programme(enrolment: Enrolment, elements: Iterable[Element], linked: Iterable[UUID] = ()) -> None:
    """Elements come from the programme's frameworks or from the learner's needs; what is linked may stay."""
    wanted = {element.pk for element in elements} - set(linked)
    if wanted and elements_for(enrolment).filter(pk__in=wanted).count() != len(wanted):
        raise Foreign(_("Choose standards of your own programme."))


def are_own(enrolment: Enrolment, rows: Iterable[Goal | Project]) -> None:
    if any(row.enrolment_id != enrolment.pk for row in rows):
        raise Foreign(_("Choose from your own goals and projects."))
