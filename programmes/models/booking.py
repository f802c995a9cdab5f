"""Who has a place at an event, and who waits for one."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from carnegie.core.audit import tracked
from carnegie.core.models import UUIDModel
from carnegie.people.models import User
from programmes.enums import BookingStatus
from programmes.models.enrolment import Enrolment
from programmes.models.programme import LearningEvent


class BookingQuerySet(models.QuerySet["Booking"]):
    def visible_to(self, user: User, on: dt.date) -> "BookingQuerySet":
        """Her own, and those of learners whom she facilitates or whose programme she administers."""
        if not user.is_active:
            return self.none()
        people = Enrolment.objects.all()
        seen = people.as_learner(user) | people.as_facilitator(user, on) | people.as_programme_admin(user, on)
        return self.filter(enrolment__in=seen.order_by().values("pk"))

    def live(self) -> "BookingQuerySet":
        """A place, or a turn on the waiting list: what has not been cancelled."""
        return self.exclude(status=BookingStatus.CANCELLED)

    def with_ahead(self) -> "BookingQuerySet":
        """Each with `ahead`: how many wait for the same event and asked before."""
        before = Booking.objects.filter(
            event=OuterRef("event"), status=BookingStatus.WAITING, turn__lt=OuterRef("turn")
        ).order_by()
        number = before.values("event").annotate(number=Count("pk")).values("number")
        return self.annotate(ahead=Coalesce(Subquery(number), 0))


@tracked()
class Booking(UUIDModel):
    """A learner's place at an event or her turn on its waiting list.

    Asked for at `created_at`. `turn` counts those who asked, from 1 for each event: it is the order of the waiting
    list, whatever clocks say. A cancelled booking stays, and who asks again gets a new row and a later turn.
    """

    event = models.ForeignKey(LearningEvent, models.CASCADE, related_name="bookings")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="bookings")
    status = models.CharField(_("status"), max_length=20, choices=BookingStatus, default=BookingStatus.WAITING)
    turn = models.PositiveIntegerField()
    booked_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = BookingQuerySet.as_manager()

    class Meta:
        ordering = ["turn", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "enrolment"],
                condition=~Q(status=BookingStatus.CANCELLED),
                name="booking_once_per_event",
                violation_error_message=_("This learner has a place or waits for one already."),
            ),
            models.UniqueConstraint(
                fields=["event", "turn"],
                name="booking_turn_unique",
                violation_error_message=_("Somebody else has this turn."),
            ),
            models.CheckConstraint(
                name="booking_place_has_when",
                condition=Q(status=BookingStatus.CANCELLED)
                | Q(status=BookingStatus.BOOKED, booked_at__isnull=False)
                | Q(status=BookingStatus.WAITING, booked_at__isnull=True),
                violation_error_message=_("A place needs when it was given, and who waits has none."),
            ),
            models.CheckConstraint(
                name="booking_cancelled_has_who",
                condition=Q(status=BookingStatus.CANCELLED, cancelled_at__isnull=False, cancelled_by__isnull=False)
                | (~Q(status=BookingStatus.CANCELLED) & Q(cancelled_at__isnull=True, cancelled_by__isnull=True)),
                violation_error_message=_("A cancelled booking needs who cancelled it, and when; others have neither."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self.enrolment}"

    @property
    def is_booked(self) -> bool:
        return self.status == BookingStatus.BOOKED

    @property
    def is_live(self) -> bool:
        return self.status != BookingStatus.CANCELLED
