"""How much room an event has, what a learner has booked, and who has a place, as far as the reader may know."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from carnegie.people.models import User
from programmes.enums import EnrolmentStatus
from programmes.models import Booking, Enrolment, LearningEvent, Programme


@dataclass(frozen=True)
class Room:
    """Of `places` (None: no limit) so many are booked, and so many learners wait for one."""

    places: int | None
    booked: int
    waiting: int

    @property
    def left(self) -> int | None:
        return None if self.places is None else max(self.places - self.booked, 0)

    @property
    def is_full(self) -> bool:
        return self.left == 0

    @property
    def words(self) -> str:
        """“two places left”, “full, 3 waiting”; nothing where there is no limit."""
        if self.left is None:
            return ""
        if self.left:
            return ngettext("%(number)s place left", "%(number)s places left", self.left) % {
                "number": apnumber(self.left)
            }
        if not self.waiting:
            return _("full")
        return ngettext("full, %(number)d waiting", "full, %(number)d waiting", self.waiting) % {"number": self.waiting}


def room_of(event: Any) -> Room:
    """Of an event that comes `with_seats`."""
    return Room(event.capacity, event.booked, event.waiting)


@dataclass(frozen=True)
class Seat:
    """What a learner has booked at an event, through one of her enrolments; None: nothing. `is_open` says whether she
    can still book, or give up what she has."""

    enrolment: Enrolment
    booking: Booking | None
    is_open: bool


@dataclass(frozen=True)
class Seats:
    """What she has booked at all events, by enrolment and event, at the moment `now`."""

    enrolments: Sequence[Enrolment]
    bookings: dict[tuple[UUID, UUID], Booking]
    now: dt.datetime

    def at(self, event: LearningEvent) -> tuple[Seat, ...]:
        """One for each enrolment with which she could book the event, or did before it began."""
        found = [self._at(event, one) for one in self.enrolments]
        return tuple(seat for seat in found if seat.is_open or seat.booking)

    def _at(self, event: LearningEvent, enrolment: Enrolment) -> Seat:
        takes_part = enrolment.status == EnrolmentStatus.ACTIVE
        is_open = takes_part and event.starts_at > self.now
        return Seat(enrolment, self.bookings.get((enrolment.pk, event.pk)), is_open)


def seats_of(enrolments: Sequence[Enrolment], now: dt.datetime) -> Seats:
    """Of one learner, for events of the programme of all these enrolments; one query, none without enrolments."""
    live = Booking.objects.live().with_ahead().filter(enrolment__in=enrolments) if enrolments else ()
    return Seats(enrolments, {(one.enrolment_id, one.event_id): one for one in live}, now)


def own_enrolments(user: User, programme: Programme) -> list[Enrolment]:
    """With which she takes part in the programme, or did; one query. Nearly always none or one."""
    mine = Enrolment.objects.as_learner(user).filter(cohort__programme=programme)
    return list(mine.select_related("cohort").order_by("cohort__starts_on", "pk"))


@dataclass(frozen=True)
class Guests:
    """Who has a place at an event and who waits, in turn, of the learners whom the reader may see; `more_booked` and
    `more_waiting` are how many others there are."""

    booked: list[Booking]
    waiting: list[Booking]
    more_booked: int
    more_waiting: int


def guests(event: Any, user: User, on: dt.date) -> Guests:
    """For who plans the event, which comes `with_seats`: learners of her cohorts, or all for an admin; one query."""
    seen = Booking.objects.visible_to(user, on).live().with_ahead().filter(event=event)
    rows = list(seen.select_related("enrolment__learner", "enrolment__cohort").order_by("turn"))
    booked, waiting = [one for one in rows if one.is_booked], [one for one in rows if not one.is_booked]
    return Guests(booked, waiting, event.booked - len(booked), event.waiting - len(waiting))
