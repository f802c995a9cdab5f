"""What a person may open: 404 to those who may not know of it, 403 to those who may see it but not do this."""

from typing import TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from carnegie.core import clock
from programmes.models import (
    Activity,
    Booking,
    Cohort,
    CohortRole,
    Enrolment,
    LearningEvent,
    Module,
    Programme,
    Supporter,
)

M = TypeVar("M", bound=Model)


def found_programme(request: HttpRequest, pk: UUID) -> Programme:
    """A programme that she may know of, with `is_admin` and `is_led`."""
    on = clock.today()
    known = Programme.objects.visible_to(request.user, on).with_rights(request.user, on)
    return get_object_or_404(known.select_related("provider"), pk=pk)


def own_programme(request: HttpRequest, pk: UUID) -> Programme:
    """A programme that she administers."""
    programme = found_programme(request, pk)
    allow(programme.is_admin)
    return programme


def allow(right: bool) -> None:
    if not right:
        raise PermissionDenied


def _known(request: HttpRequest) -> QuerySet[Programme]:
    return Programme.objects.visible_to(request.user, clock.today()).values("pk")


def own_module(request: HttpRequest, pk: UUID) -> Module:
    """A module of a programme that she administers."""
    rows = Module.objects.filter(programme__in=_known(request))
    module = get_object_or_404(rows.select_related("programme__provider"), pk=pk)
    module.programme = own_programme(request, module.programme_id)
    return module


def own_activity(request: HttpRequest, pk: UUID) -> Activity:
    """An activity of a programme that she administers."""
    rows = Activity.objects.filter(module__programme__in=_known(request))
    activity = get_object_or_404(rows.select_related("module__programme__provider"), pk=pk)
    activity.module.programme = own_programme(request, activity.module.programme_id)
    return activity


def found_event(request: HttpRequest, pk: UUID) -> LearningEvent:
    """An event that she may know of, with its seats."""
    rows = LearningEvent.objects.visible_to(request.user, clock.today()).with_seats()
    event = get_object_or_404(rows.select_related("module"), pk=pk)
    event.programme = found_programme(request, event.programme_id)
    return event


def planned_event(request: HttpRequest, pk: UUID) -> LearningEvent:
    """An event that she may change."""
    event = found_event(request, pk)
    allow(event.programme.is_admin or event.programme.is_led)
    return event


def found_cohort(request: HttpRequest, pk: UUID) -> Cohort:
    """A cohort that she may know of, with `is_admin`, `is_led` and `is_taken`."""
    on = clock.today()
    known = Cohort.objects.visible_to(request.user, on).with_rights(request.user, on)
    return get_object_or_404(known.select_related("programme__provider"), pk=pk)


def own_cohort(request: HttpRequest, pk: UUID) -> Cohort:
    """A cohort of a programme that she administers."""
    cohort = found_cohort(request, pk)
    allow(cohort.is_admin)
    return cohort


def own_role(request: HttpRequest, pk: UUID) -> CohortRole:
    """A role in a cohort of a programme that she administers."""
    known = Cohort.objects.visible_to(request.user, clock.today()).values("pk")
    role = get_object_or_404(CohortRole.objects.filter(cohort__in=known).select_related("user"), pk=pk)
    role.cohort = own_cohort(request, role.cohort_id)
    return role


def found_enrolment(request: HttpRequest, pk: UUID) -> Enrolment:
    """An enrolment that she may know of, with `is_close` and `is_admin`."""
    on = clock.today()
    known = Enrolment.objects.visible_to(request.user, on).with_rights(request.user, on)
    return get_object_or_404(known.select_related("learner", "cohort__programme__provider"), pk=pk)


def own_enrolment(request: HttpRequest, pk: UUID) -> Enrolment:
    """An enrolment in a programme that she administers."""
    enrolment = found_enrolment(request, pk)
    allow(enrolment.is_admin)
    return enrolment


def found_supporter(request: HttpRequest, pk: UUID) -> Supporter:
    """Somebody's support, seen by those who may look into the enrolment."""
    known = Enrolment.objects.close_to(request.user, clock.today()).values("pk")
    rows = Supporter.objects.filter(enrolment__in=known)
    return get_object_or_404(rows.select_related("user", "enrolment__learner", "enrolment__cohort__programme"), pk=pk)


def found_booking(request: HttpRequest, pk: UUID) -> Booking:
    """A booking that she may see: her own, or of a learner whom she facilitates or whose programme she administers."""
    rows = Booking.objects.visible_to(request.user, clock.today())
    return get_object_or_404(rows.select_related("event__programme", "enrolment__learner"), pk=pk)
