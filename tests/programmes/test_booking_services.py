"""Places at events: who books, who cancels, who waits, and to whom a place goes that becomes free."""

import datetime as dt
from typing import Any

import pytest
from django.core import mail

from carnegie.core.errors import NotAllowed
from carnegie.notifications import registry
from carnegie.notifications.models import Reminder
from carnegie.notifications.services import tick
from carnegie.notifications.services.mail import compose
from carnegie.people.models import User
from programmes import services
from programmes.enums import EnrolmentStatus
from programmes.models import Booking, CohortRole, Enrolment, LearningEvent
from tests.cast import NOW, TODAY, Cast
from tests.programmes.play import PLACE, TAUGHT, TIMES, enrol, refused

BEGUN = NOW + dt.timedelta(days=7)


def limit(cast: Cast, capacity: int | None) -> None:
    cast.event.capacity = capacity
    cast.event.save()


def book(cast: Cast, enrolment: Enrolment, **changes: Any) -> Booking:
    asked = {"event": cast.event, "enrolment": enrolment, "by": enrolment.learner, "now": NOW}
    return services.book(**asked | changes)


def cancel(booking: Booking, by: User, now: dt.datetime = NOW) -> Booking:
    return services.cancel_booking(booking=booking, by=by, now=now)


def change(cast: Cast, by: User | None = None, **fields: Any) -> LearningEvent:
    whole = {**TAUGHT, **TIMES, **PLACE, "module": None, **fields}
    return services.change_event(event=cast.event, **whole, by=by or cast.dee, now=NOW)


def line(cast: Cast) -> list[tuple[str, str]]:
    """Who has booked and who waits, in turn."""
    rows = Booking.objects.live().filter(event=cast.event).order_by("turn")
    return [(row.enrolment.learner.short_name, row.status) for row in rows.select_related("enrolment__learner")]


def told() -> list[tuple[str, str]]:
    """Who is owed a mail about a booking, and of which kind."""
    rows = Reminder.objects.filter(kind__contains=".place_").order_by("created_at", "pk")
    return [(row.recipient.short_name, row.kind.partition(".")[2]) for row in rows]


# ---- booking ----


def test_a_place_is_given_while_there_is_one_and_then_a_turn_on_the_list(cast: Cast) -> None:
    limit(cast, 1)
    first, second = book(cast, cast.amara_enrolment), book(cast, cast.ben_enrolment)
    assert (first.status, first.turn, first.created_at, first.booked_at) == ("booked", 1, NOW, NOW)
    assert (second.status, second.turn, second.booked_at) == ("waiting", 2, None)
    assert told() == []


def test_without_a_limit_everybody_has_a_place(cast: Cast) -> None:
    limit(cast, None)
    for enrolment in (cast.amara_enrolment, cast.ben_enrolment, cast.otto_enrolment):
        book(cast, enrolment)
    assert line(cast) == [("Amara", "booked"), ("Ben", "booked"), ("Otto", "booked")]


def test_asking_twice_is_asking_once(cast: Cast) -> None:
    assert book(cast, cast.amara_enrolment) == book(cast, cast.amara_enrolment)
    assert Booking.objects.count() == 1


@pytest.mark.parametrize("who", ["ben", "bill", "cora", "carl", "lena", "lars", "dee", "sam", "root", "otto", "eve"])
def test_nobody_books_for_somebody_else(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed, match=r"^Learners book for themselves\.$"):
        book(cast, cast.amara_enrolment, by=getattr(cast, who))
    assert line(cast) == []


def test_a_deactivated_learner_books_nothing(cast: Cast) -> None:
    cast.amara.is_active = False
    with pytest.raises(NotAllowed):
        book(cast, cast.amara_enrolment, by=cast.amara)


@pytest.mark.parametrize("status", [EnrolmentStatus.WITHDRAWN, EnrolmentStatus.COMPLETED])
def test_who_no_longer_takes_part_books_nothing(cast: Cast, status: str) -> None:
    Enrolment.objects.filter(pk=cast.amara_enrolment.pk).update(status=status)
    with refused("You no longer take part in this programme."):
        book(cast, cast.amara_enrolment)


def test_what_has_begun_is_neither_booked_nor_given_up(cast: Cast) -> None:
    booking = book(cast, cast.amara_enrolment, now=BEGUN - dt.timedelta(seconds=1))
    with refused("This event has begun already."):
        book(cast, cast.ben_enrolment, now=BEGUN)
    with refused("This event has begun already."):
        cancel(booking, cast.amara, now=BEGUN)


def test_events_of_other_programmes_are_not_booked(cast: Cast) -> None:
    fields = {name: value for name, value in {**TAUGHT, **TIMES}.items() if name != "title"}
    theirs = LearningEvent.objects.create(programme=cast.other_programme, title="Theirs", **fields)
    with refused("This event belongs to another programme."):
        book(cast, cast.amara_enrolment, event=theirs)


def test_an_event_that_was_deleted_meanwhile_is_not_booked(cast: Cast) -> None:
    seen = LearningEvent.objects.get(pk=cast.event.pk)
    services.delete_event(event=cast.event, by=cast.dee, now=NOW)
    with refused("This event has been deleted meanwhile."):
        book(cast, cast.amara_enrolment, event=seen)


# ---- giving up, cancelling ----


@pytest.mark.parametrize("who", ["amara", "bill", "dee"])
def test_the_learner_her_facilitator_and_an_admin_cancel(cast: Cast, who: str) -> None:
    person = getattr(cast, who)
    booking = cancel(book(cast, cast.amara_enrolment), person)
    assert (booking.status, booking.cancelled_by, booking.cancelled_at) == ("cancelled", person, NOW)
    assert told() == ([] if who == "amara" else [("Amara", "place_cancelled")])


@pytest.mark.parametrize(
    "who", ["ben", "cora", "carl", "lena", "lars", "sam", "sue", "root", "otto", "olga", "pia", "eve"]
)
def test_nobody_else_cancels(cast: Cast, who: str) -> None:
    booking = book(cast, cast.amara_enrolment)
    with pytest.raises(NotAllowed, match=r"^You may not cancel this booking\.$"):
        cancel(booking, getattr(cast, who))
    assert line(cast) == [("Amara", "booked")]


def test_a_facilitator_cancels_no_longer_once_her_role_has_ended(cast: Cast) -> None:
    booking = book(cast, cast.amara_enrolment)
    CohortRole.objects.filter(user=cast.bill).update(to_date=TODAY)
    with pytest.raises(NotAllowed):
        cancel(booking, cast.bill)


def test_what_was_cancelled_is_not_cancelled_again_and_stays_as_it_was(cast: Cast) -> None:
    booking = cancel(book(cast, cast.amara_enrolment), cast.amara)
    with refused("This booking has been cancelled already."):
        cancel(booking, cast.dee)
    booking.refresh_from_db()
    assert booking.cancelled_by == cast.amara


def test_a_place_that_is_given_up_goes_to_the_first_who_waits(cast: Cast) -> None:
    limit(cast, 1)
    hers = book(cast, cast.amara_enrolment)
    book(cast, cast.ben_enrolment)
    book(cast, cast.otto_enrolment)
    cancel(hers, cast.amara)
    assert line(cast) == [("Ben", "booked"), ("Otto", "waiting")]
    assert told() == [("Ben", "place_free")]


def test_who_cannot_sign_in_any_more_is_passed_over(cast: Cast) -> None:
    limit(cast, 1)
    hers = book(cast, cast.amara_enrolment)
    book(cast, cast.ben_enrolment)
    book(cast, cast.otto_enrolment)
    User.objects.filter(pk=cast.ben.pk).update(is_active=False)
    cancel(hers, cast.amara)
    assert line(cast) == [("Ben", "waiting"), ("Otto", "booked")]


def test_leaving_the_list_moves_up_nobody_but_those_behind(cast: Cast) -> None:
    limit(cast, 1)
    book(cast, cast.amara_enrolment)
    waits = book(cast, cast.ben_enrolment)
    book(cast, cast.otto_enrolment)
    cancel(waits, cast.ben)
    assert line(cast) == [("Amara", "booked"), ("Otto", "waiting")]
    assert [one.ahead for one in Booking.objects.live().with_ahead().order_by("turn")] == [0, 0]
    assert told() == []


def test_who_asks_again_is_last(cast: Cast) -> None:
    limit(cast, 1)
    hers = book(cast, cast.amara_enrolment)
    book(cast, cast.ben_enrolment)
    book(cast, cast.otto_enrolment)
    cancel(hers, cast.amara)
    again = book(cast, cast.amara_enrolment)
    assert (again.status, again.turn) == ("waiting", 4)
    assert line(cast) == [("Ben", "booked"), ("Otto", "waiting"), ("Amara", "waiting")]


# ---- the event changes ----


def test_more_places_go_to_those_who_wait_in_turn(cast: Cast) -> None:
    limit(cast, 1)
    for enrolment in (cast.amara_enrolment, cast.ben_enrolment, cast.otto_enrolment, enrol(cast)):
        book(cast, enrolment)
    times = {"starts_at": cast.event.starts_at, "ends_at": cast.event.ends_at}
    change(cast, capacity=3, **times)
    assert [status for _name, status in line(cast)] == ["booked", "booked", "booked", "waiting"]
    assert told() == [("Ben", "place_free"), ("Otto", "place_free")]
    change(cast, capacity=None, **times)
    assert [status for _name, status in line(cast)] == ["booked"] * 4


def test_there_are_never_fewer_places_than_are_given(cast: Cast) -> None:
    book(cast, cast.amara_enrolment)
    book(cast, cast.ben_enrolment)
    with refused(r"Number of places: 2 places are given already, so there cannot be fewer\."):
        change(cast, capacity=1)
    cast.event.refresh_from_db()
    assert cast.event.capacity == 12
    change(cast, capacity=2)
    assert line(cast) == [("Amara", "booked"), ("Ben", "booked")]


def test_an_event_with_people_stays_and_one_that_all_have_left_goes(cast: Cast) -> None:
    booking = book(cast, cast.amara_enrolment)
    with refused("People have a place at it or wait for one, so it stays."):
        services.delete_event(event=cast.event, by=cast.dee, now=NOW)
    cancel(booking, cast.amara)
    services.delete_event(event=cast.event, by=cast.dee, now=NOW)
    assert (LearningEvent.objects.count(), Booking.objects.count()) == (0, 0)


# ---- the learner leaves ----


@pytest.mark.parametrize("step", [services.withdraw_enrolment, services.complete_enrolment])
def test_who_leaves_the_programme_frees_her_places_to_come(cast: Cast, step: Any) -> None:
    limit(cast, 1)
    past = {**TAUGHT, "starts_at": NOW - dt.timedelta(days=2), "ends_at": NOW - dt.timedelta(days=1)}
    over = LearningEvent.objects.create(programme=cast.programme, **past)
    kept = Booking.objects.create(
        event=over, enrolment=cast.amara_enrolment, turn=1, status="booked", booked_at=NOW - dt.timedelta(days=9)
    )
    hers = book(cast, cast.amara_enrolment)
    book(cast, cast.ben_enrolment)
    step(enrolment=cast.amara_enrolment, reason="", by=cast.dee, now=NOW)
    hers.refresh_from_db()
    kept.refresh_from_db()
    assert (hers.status, hers.cancelled_by, kept.status) == ("cancelled", cast.dee, "booked")
    assert line(cast) == [("Ben", "booked")]
    assert told() == [("Ben", "place_free")]


def test_coming_back_brings_no_place_back(cast: Cast) -> None:
    book(cast, cast.amara_enrolment)
    services.withdraw_enrolment(enrolment=cast.amara_enrolment, reason="", by=cast.dee, now=NOW)
    services.resume_enrolment(enrolment=cast.amara_enrolment, reason="", by=cast.dee, now=NOW)
    assert line(cast) == []


def test_an_enrolment_with_bookings_is_withdrawn_not_undone(cast: Cast) -> None:
    cancel(book(cast, cast.ben_enrolment), cast.ben)
    cast.ben_enrolment.supporters.all().delete()
    with refused("She has booked an event: withdraw her instead."):
        services.delete_enrolment(enrolment=cast.ben_enrolment, by=cast.dee, now=NOW)


# ---- the trail and the mails ----


def test_the_trail_says_who_gave_the_place_away(cast: Cast) -> None:
    limit(cast, 1)
    hers = book(cast, cast.amara_enrolment)
    his = book(cast, cast.ben_enrolment)
    cancel(hers, cast.dee)
    rows = [(row.status, row.pgh_context.metadata["service"]) for row in his.history.order_by("pgh_id")]
    assert rows == [("waiting", "book"), ("booked", "cancel_booking")]
    assert his.history.order_by("pgh_id").last().pgh_context.metadata["actor"] == str(cast.dee.pk)


def due(reminder: Reminder, now: dt.datetime = NOW) -> bool:
    return registry.get(reminder.kind).still_due(reminder, now)


def test_the_mail_of_a_place_names_the_event_and_no_other_learner(cast: Cast) -> None:
    limit(cast, 1)
    hers = book(cast, cast.amara_enrolment)
    book(cast, cast.ben_enrolment)
    cancel(hers, cast.amara)
    owed = Reminder.objects.get(kind="programmes.place_free")
    sent = compose(owed, registry.get(owed.kind), cast.ben)
    assert sent.subject == "You have a place: Workshop: change in small teams"
    assert "Tue 1 Dec 2026, 10:00, Room 2." in sent.body
    assert f"/programmes/events/{cast.event.pk}/" in sent.body
    assert "Amara" not in sent.body
    assert (owed.expires_at, due(owed), due(owed, BEGUN)) == (BEGUN, True, False)
    cancel(Booking.objects.live().get(), cast.ben)
    assert not due(owed)


def test_the_mail_of_a_cancelled_booking_says_by_whom_and_is_due_until_she_books_again(cast: Cast) -> None:
    cancel(book(cast, cast.amara_enrolment), cast.bill)
    owed = Reminder.objects.get(kind="programmes.place_cancelled")
    sent = compose(owed, registry.get(owed.kind), cast.amara)
    assert "Bill Example has cancelled your booking of “Workshop: change in small teams”" in sent.body
    assert due(owed)
    book(cast, cast.amara_enrolment)
    assert not due(owed)


# ---- the event is moved ----

MOVED = {"starts_at": BEGUN + dt.timedelta(days=3), "ends_at": BEGUN + dt.timedelta(days=3, hours=4)}


def test_who_has_a_place_is_told_once_for_each_change_of_the_time(cast: Cast) -> None:
    """Not who waits, nor who gave her place up; and no change of anything else."""
    limit(cast, 1)
    cancel(book(cast, cast.otto_enrolment), cast.otto)
    book(cast, cast.amara_enrolment)
    book(cast, cast.ben_enrolment)
    times = {"starts_at": cast.event.starts_at, "ends_at": cast.event.ends_at}
    change(cast, capacity=1, title="Renamed", place="Room 9", **times)
    assert told() == []
    change(cast, capacity=1, **MOVED)
    change(cast, capacity=1, **MOVED)
    assert told() == [("Amara", "place_moved")]
    later = MOVED | {"ends_at": MOVED["ends_at"] + dt.timedelta(hours=1)}
    fields = {**TAUGHT, **PLACE, "module": None, "capacity": 1}
    an_hour_on = NOW + dt.timedelta(hours=1)
    services.change_event(event=cast.event, **fields, **later, by=cast.dee, now=an_hour_on)
    services.change_event(event=cast.event, **fields, **MOVED, by=cast.dee, now=an_hour_on + dt.timedelta(hours=1))
    assert told() == [("Amara", "place_moved")] * 3


def test_of_several_changes_only_the_one_in_force_is_sent(cast: Cast) -> None:
    booking = book(cast, cast.amara_enrolment)
    change(cast, **MOVED)
    first = Reminder.objects.get(kind="programmes.place_moved")
    assert (first.expires_at, due(first), due(first, MOVED["starts_at"])) == (MOVED["starts_at"], True, False)
    change(cast, **TIMES)
    second = Reminder.objects.exclude(pk=first.pk).get(kind="programmes.place_moved")
    assert (due(first), due(second)) == (False, True)
    tick(now=NOW, budget_seconds=60)
    assert [(one.to, one.subject) for one in mail.outbox if "time" in one.subject] == [
        ([cast.amara.email], "Another time: Seminar")
    ]
    cancel(booking, cast.amara)
    assert not due(second)


def test_the_mail_says_the_new_time_and_where(cast: Cast) -> None:
    book(cast, cast.amara_enrolment)
    change(cast, title="Seminar", **MOVED)
    owed = Reminder.objects.get(kind="programmes.place_moved")
    sent = compose(owed, registry.get(owed.kind), cast.amara)
    assert sent.subject == "Another time: Seminar"
    assert "from Fri 4 Dec 2026, 10:00 to Fri 4 Dec 2026, 14:00, Room 1." in sent.body
    assert f"/programmes/events/{cast.event.pk}/" in sent.body


def test_an_event_that_is_put_into_the_past_tells_nobody(cast: Cast) -> None:
    book(cast, cast.amara_enrolment)
    change(cast, starts_at=NOW - dt.timedelta(hours=2), ends_at=NOW - dt.timedelta(hours=1))
    assert told() == []


def test_an_event_that_a_stale_page_moves_is_measured_by_what_is_stored(cast: Cast) -> None:
    """The row in hand may be older than the change of somebody else."""
    book(cast, cast.amara_enrolment)
    seen = LearningEvent.objects.get(pk=cast.event.pk)
    change(cast, **MOVED)
    fields = {**TAUGHT, **PLACE, "module": None}
    services.change_event(event=seen, **fields, **MOVED, by=cast.dee, now=NOW + dt.timedelta(hours=1))
    assert told() == [("Amara", "place_moved")]
