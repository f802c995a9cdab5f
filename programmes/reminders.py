"""What programmes tell people by mail: that they are expected, and what became of a place at an event."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from carnegie.core import audit
from carnegie.notifications.enums import DeliveryPolicy
from carnegie.notifications.models import Reminder
from carnegie.notifications.registry import ReminderKind
from carnegie.people.models import User
from programmes.enums import PLACE_CANCELLED, PLACE_FREE, PLACE_MOVED, BookingStatus, EnrolmentStatus
from programmes.models import Booking, Cohort, CohortRole, Enrolment, Supporter

Place = Enrolment | Supporter | CohortRole


def still_due(reminder: Reminder, now: dt.datetime) -> bool:
    """The place is still open, or the role is still held; support only while the learner takes part."""
    today = timezone.localdate(now)
    supported = {"enrolment__status": EnrolmentStatus.ACTIVE}
    return (
        Enrolment.objects.filter(pk=reminder.subject_id, status=EnrolmentStatus.ACTIVE).exists()
        or CohortRole.objects.active(today).filter(pk=reminder.subject_id).exists()
        or Supporter.objects.active(today).filter(pk=reminder.subject_id, **supported).exists()
    )


def context(reminder: Reminder) -> dict[str, Any]:
    """Names and the way in. `kind` and `role` (what it is called) are empty for a learner, `learner` for whoever
    supports nobody, and `by` where the trail names nobody; `is_own_choice`: the learner herself named her."""
    place = _place(reminder)
    cohort = place.enrolment.cohort if isinstance(place, Supporter) else place.cohort
    learner = place.enrolment.learner if isinstance(place, Supporter) else None
    by = _made_by(place)
    return {
        "cohort": cohort.title,
        "programme": cohort.programme.title,
        "starts_on": cohort.starts_on,
        "kind": "" if isinstance(place, Enrolment) else place.kind,
        "role": "" if isinstance(place, Enrolment) else place.get_kind_display(),
        "learner": learner.full_name if learner else "",
        "by": by.full_name if by else "",
        "is_own_choice": by is not None and by == learner,
        "has_password": reminder.recipient is not None and reminder.recipient.has_usable_password(),
        "sign_in_path": reverse("account_login"),
    }


def _place(reminder: Reminder) -> Place:
    """What the invitation is to."""
    key = reminder.subject_id
    if enrolment := Enrolment.objects.select_related("cohort__programme").filter(pk=key).first():
        return enrolment
    supporters = Supporter.objects.select_related("enrolment__cohort__programme", "enrolment__learner")
    if supporter := supporters.filter(pk=key).first():
        found: Supporter = supporter
        return found
    role: CohortRole = CohortRole.objects.select_related("cohort__programme").get(pk=key)
    return role


def _made_by(place: Place) -> User | None:
    """Who gave the place or the role."""
    key = audit.made_by(place)
    return User.objects.filter(pk=key).first() if key else None


def overseen(user: User, on: dt.date) -> QuerySet[Any, Any]:
    """The enrolments and roles whose invitations an admin of the programme may see the state of."""
    cohorts = Cohort.objects.as_programme_admin(user, on).order_by().values("pk")
    rows = (
        Enrolment.objects.filter(cohort__in=cohorts),
        CohortRole.objects.filter(cohort__in=cohorts),
        Supporter.objects.filter(enrolment__cohort__in=cohorts),
    )
    places, *roles = (found.order_by().values_list("pk", flat=True) for found in rows)
    return places.union(*roles)


INVITATION = ReminderKind(
    code="programmes.invitation",
    template="programmes/mail/invitation.txt",
    policy=DeliveryPolicy.MUST_DELIVER,
    still_due=still_due,
    context=context,
    title=_("Invitation to take part"),
    reason=_("somebody has given you a place or a role in a programme on Carnegie"),
    overseen=overseen,
)


def place_still_hers(reminder: Reminder, now: dt.datetime) -> bool:
    """She has the place that fell to her, and the event has not begun."""
    return _booking(reminder, now, BookingStatus.BOOKED).exists()


def place_still_cancelled(reminder: Reminder, now: dt.datetime) -> bool:
    """She has not booked the same event again, and still takes part."""
    row = _booking(reminder, now, BookingStatus.CANCELLED).first()
    if row is None or row.enrolment.status != EnrolmentStatus.ACTIVE:
        return False
    return not row.event.bookings.live().filter(enrolment=row.enrolment_id).exists()


def move_still_news(reminder: Reminder, now: dt.datetime) -> bool:
    """She has her place, and the event is still at the time that this mail is about."""
    row = _booking(reminder, now, BookingStatus.BOOKED).first()
    return row is not None and reminder.occurrence.startswith(f"{row.event.times} ")


def _booking(reminder: Reminder, now: dt.datetime, status: str) -> QuerySet[Booking]:
    about = {"pk": reminder.subject_id, "enrolment__learner": reminder.recipient_id}
    rows = Booking.objects.filter(**about, status=status, event__starts_at__gt=now)
    return rows.select_related("enrolment", "event")


def booking_context(reminder: Reminder) -> dict[str, Any]:
    """Which event, when and where, and the way to it; nobody's name but that of who cancelled."""
    row = Booking.objects.select_related("event__programme", "cancelled_by").get(pk=reminder.subject_id)
    return {
        "event": row.event.title,
        "programme": row.event.programme.title,
        "starts_at": row.event.starts_at,
        "ends_at": row.event.ends_at,
        "place": row.event.place,
        "by": row.cancelled_by.full_name if row.cancelled_by else "",
        "path": reverse("programmes:event-detail", args=[row.event_id]),
    }


def overseen_bookings(user: User, on: dt.date) -> QuerySet[Any, Any]:
    """The bookings of programmes that she administers."""
    cohorts = Cohort.objects.as_programme_admin(user, on).order_by().values("pk")
    return Booking.objects.filter(enrolment__cohort__in=cohorts).order_by().values_list("pk", flat=True)


KINDS = (
    INVITATION,
    ReminderKind(
        code=PLACE_FREE,
        template="programmes/mail/place_free.txt",
        policy=DeliveryPolicy.MUST_DELIVER,
        still_due=place_still_hers,
        context=booking_context,
        title=_("A place at an event has become free"),
        reason=_("you were on the waiting list of an event on Carnegie"),
        overseen=overseen_bookings,
    ),
    ReminderKind(
        code=PLACE_CANCELLED,
        template="programmes/mail/place_cancelled.txt",
        policy=DeliveryPolicy.MUST_DELIVER,
        still_due=place_still_cancelled,
        context=booking_context,
        title=_("A booking was cancelled"),
        reason=_("you had booked an event on Carnegie"),
        overseen=overseen_bookings,
    ),
    ReminderKind(
        code=PLACE_MOVED,
        template="programmes/mail/place_moved.txt",
        policy=DeliveryPolicy.MUST_DELIVER,
        still_due=move_still_news,
        context=booking_context,
        title=_("An event takes place at another time"),
        reason=_("you have a place at an event on Carnegie"),
        overseen=overseen_bookings,
    ),
)
