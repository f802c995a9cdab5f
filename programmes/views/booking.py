"""Booking a place at an event, and giving it up."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from carnegie.core import clock
from carnegie.core.access import access
from carnegie.core.errors import NotAllowed, Refused
from carnegie.core.views.pages import way_back
from programmes import services
from programmes.models import Booking
from programmes.views.answer import confirmed
from programmes.views.programme import FORM
from programmes.views.reach import allow, found_booking, found_enrolment, found_event


@access("booking", POST="create")
@require_POST
def booking_new(request: HttpRequest, pk: UUID, event_pk: UUID) -> HttpResponse:
    """A place at the event for the learner of this enrolment, by herself; she waits when there is none."""
    enrolment = found_enrolment(request, pk)
    allow(enrolment.learner_id == request.user.pk)
    event = found_event(request, event_pk)
    try:
        booking = services.book(event=event, enrolment=enrolment, by=request.user, now=clock.now())
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        _tell(request, booking)
    return redirect(way_back(request, reverse("programmes:event-detail", args=[event_pk])))


def _tell(request: HttpRequest, booking: Booking) -> None:
    """Place or waiting list: it may have become the other since she saw the page."""
    words = {"event": booking.event.title}
    if booking.is_booked:
        messages.success(request, _("You have a place: “%(event)s”.") % words)
    else:
        text = _("“%(event)s” is full: you are on the waiting list, and get a mail when a place is yours.")
        messages.info(request, text % words)


@access("booking", GET="cancel", POST="cancel")
@require_http_methods(FORM)
def booking_cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give up a place or a turn; the learner herself, or who looks after her cohort or programme."""
    booking = found_booking(request, pk)
    is_own = booking.enrolment.learner_id == request.user.pk
    back = way_back(request, reverse("programmes:event-detail", args=[booking.event_id]))
    if not booking.is_live:
        messages.info(request, _("This booking has been cancelled already."))
        return redirect(back)

    def write() -> None:
        services.cancel_booking(booking=booking, by=request.user, now=clock.now())

    context = {"booking": booking, "event": booking.event, "is_own": is_own, "back": back}
    return confirmed(request, "programmes/booking_cancel.html", context, write, _done(booking, is_own=is_own), back)


def _done(booking: Booking, *, is_own: bool) -> str:
    if not is_own:
        return _("The booking of %(learner)s is cancelled.") % {"learner": booking.enrolment.learner}
    if booking.is_booked:
        return _("You have given up your place: “%(event)s”.") % {"event": booking.event.title}
    return _("You no longer wait for a place: “%(event)s”.") % {"event": booking.event.title}
