"""Places at events and their waiting lists.

Whoever gives or frees a place holds the row of the event, so that there are never more places given than there are, and
turns come in the order of asking. Who needs the row of an enrolment too holds that first.
"""

import datetime as dt
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from carnegie.core import audit
from carnegie.core.errors import Refused
from carnegie.notifications.services import plan_reminder
from carnegie.people.models import User
from programmes.enums import PLACE_CANCELLED, PLACE_FREE, PLACE_MOVED, BookingStatus, EnrolmentStatus
from programmes.models import Booking, Enrolment, LearningEvent
from programmes.policies import may_cancel_booking
from programmes.services.rows import keep, require


@audit.write
def book(*, event: LearningEvent, enrolment: Enrolment, by: User, now: dt.datetime) -> Booking:
    """A place for the learner, or the next turn on the waiting list when there is none; asking twice is asking once.

    Refused: everybody but the learner herself, who no longer takes part, an event of another programme, one that has
    begun or was deleted meanwhile.
    """
    require(by.is_active and by.pk == enrolment.learner_id, _("Learners book for themselves."))
    place = _taking_part(enrolment)
    held = _held(event.pk, now)
    if held.programme_id != place.cohort.programme_id:
        raise Refused(_("This event belongs to another programme."))
    known = held.bookings.live().filter(enrolment=place).first()
    return known or _ask(held, place, now)


def _taking_part(enrolment: Enrolment) -> Enrolment:
    """The enrolment, held: neither ended nor deleted meanwhile."""
    rows = Enrolment.objects.select_for_update(of=("self",), no_key=True).select_related("cohort")
    held = rows.filter(pk=enrolment.pk).first()
    if held is None or held.status != EnrolmentStatus.ACTIVE:
        raise Refused(_("You no longer take part in this programme."))
    return held


def _ask(event: LearningEvent, enrolment: Enrolment, now: dt.datetime) -> Booking:
    last = event.bookings.aggregate(last=Max("turn"))["last"] or 0
    booking = keep(Booking(event=event, enrolment=enrolment, turn=last + 1, created_at=now))
    fill_places(event=event, now=now, untold=booking.pk)
    booking.refresh_from_db()
    return booking


@audit.write
def cancel_booking(*, booking: Booking, by: User, now: dt.datetime) -> Booking:
    """Give up a place or a turn; the first who waits gets the place, and a learner whose booking another cancels is
    told.

    Refused: everybody but the learner, who facilitates her cohort and who administers its programme; what has been
    cancelled already, or once the event has begun.
    """
    allowed = may_cancel_booking(by, booking, timezone.localdate(now))
    require(allowed, _("You may not cancel this booking."))
    event = _held(booking.event_id, now)
    current = event.bookings.select_related("enrolment__learner").get(pk=booking.pk)
    if not current.is_live:
        raise Refused(_("This booking has been cancelled already."))
    _cancel(current, by, now)
    if by.pk != current.enrolment.learner_id:
        _tell(PLACE_CANCELLED, current, event, now)
    fill_places(event=event, now=now)
    return current


@audit.write
def free_places(*, enrolment: Enrolment, by: User, now: dt.datetime) -> None:
    """Cancel what a learner who no longer takes part has booked of events to come. For a service that holds her
    enrolment and has checked the actor."""
    mine = enrolment.bookings.live().filter(event__starts_at__gt=now)
    events = LearningEvent.objects.filter(pk__in=mine.order_by().values("event")).order_by("pk")
    for event in events.select_for_update(no_key=True):
        for booking in event.bookings.live().filter(enrolment=enrolment):
            _cancel(booking, by, now)
        fill_places(event=event, now=now)


def fill_places(*, event: LearningEvent, now: dt.datetime, untold: UUID | None = None) -> None:
    """Give the free places to those who wait, in turn, and tell them by mail (not her who has just asked, `untold`).
    Who cannot sign in is passed over. For a service that holds the event; does nothing once that has begun."""
    if event.starts_at <= now:
        return
    waiting = event.bookings.filter(status=BookingStatus.WAITING, enrolment__learner__is_active=True)
    for booking in waiting.select_related("enrolment__learner").order_by("turn")[: _places_left(event)]:
        booking.status, booking.booked_at = BookingStatus.BOOKED, now
        booking.save(update_fields=["status", "booked_at"])
        if booking.pk != untold:
            _tell(PLACE_FREE, booking, event, now)


def _places_left(event: LearningEvent) -> int | None:
    """None where there is no limit."""
    return None if event.capacity is None else max(event.capacity - _number_booked(event), 0)


def _number_booked(event: LearningEvent) -> int:
    return event.bookings.filter(status=BookingStatus.BOOKED).count()


def tell_moved(*, event: LearningEvent, now: dt.datetime) -> None:
    """Owe each who has a place at an event to come a mail that its beginning or end has changed, one for this change.
    For a service that holds the event and has changed it."""
    if event.starts_at <= now:
        return
    for booking in event.bookings.filter(status=BookingStatus.BOOKED).select_related("enrolment__learner"):
        _tell(PLACE_MOVED, booking, event, now, f"{event.times} {now.isoformat()}")


def hold_for_change(event: LearningEvent, capacity: int | None) -> LearningEvent | None:
    """The event as it is stored, held while it changes; None where it was deleted meanwhile. Refused: fewer places than
    are given."""
    held = LearningEvent.objects.select_for_update(no_key=True).filter(pk=event.pk).first()
    booked = _number_booked(event)
    if capacity is not None and capacity < booked:
        words = ngettext(
            "Number of places: %(booked)d place is given already, so there cannot be fewer.",
            "Number of places: %(booked)d places are given already, so there cannot be fewer.",
            booked,
        )
        raise Refused(words % {"booked": booked})
    return held


def _held(pk: UUID, now: dt.datetime) -> LearningEvent:
    event = LearningEvent.objects.select_for_update(no_key=True).filter(pk=pk).first()
    if event is None:
        raise Refused(_("This event has been deleted meanwhile."))
    if event.starts_at <= now:
        raise Refused(_("This event has begun already."))
    return event


def _cancel(booking: Booking, by: User, now: dt.datetime) -> None:
    booking.status, booking.cancelled_at, booking.cancelled_by = BookingStatus.CANCELLED, now, by
    booking.save(update_fields=["status", "cancelled_at", "cancelled_by"])


def _tell(kind: str, booking: Booking, event: LearningEvent, now: dt.datetime, occurrence: str = "1") -> None:
    """Owe the learner one mail, worth sending until the event begins."""
    plan_reminder(
        kind=kind,
        recipient=booking.enrolment.learner,
        subject_id=booking.pk,
        occurrence=occurrence,
        due_at=now,
        expires_at=event.starts_at,
        now=now,
    )
