"""Many who act at the same moment: no place is given twice, none is lost, and nobody is left without an answer."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from carnegie.core.errors import Refused
from programmes import services
from programmes.enums import EnrolmentStatus
from programmes.models import Booking, Enrolment, EnrolmentEmployer, LearningEvent
from tests.cast import LONG_AGO, NOW, Cast, person
from tests.programmes.play import PLACE, TAUGHT, TIMES

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(acts: list[Callable[[], object]]) -> list[BaseException]:
    """Do all at the same moment, each on a connection of its own; what went wrong but for refusals."""
    start, wrong = threading.Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
        except Refused:
            pass
        except Exception as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


def crowd(cast: Cast, number: int) -> list[Enrolment]:
    people = [
        Enrolment.objects.create(cohort=cast.cohort, learner=person(f"Learner{n}"), enrolled_at=NOW)
        for n in range(number)
    ]
    EnrolmentEmployer.objects.bulk_create(
        EnrolmentEmployer(enrolment=one, organisation=cast.employer_a, from_date=LONG_AGO) for one in people
    )
    return people


def asks(cast: Cast, enrolment: Enrolment) -> Callable[[], object]:
    return lambda: services.book(event=cast.event, enrolment=enrolment, by=enrolment.learner, now=NOW)


def numbers(cast: Cast) -> tuple[list[int], list[int]]:
    """The turns of those who have a place, and of those who wait."""
    rows = Booking.objects.filter(event=cast.event).order_by("turn")
    return [row.turn for row in rows.filter(status="booked")], [row.turn for row in rows.filter(status="waiting")]


def test_twenty_ask_for_three_places(cast: Cast) -> None:
    LearningEvent.objects.filter(pk=cast.event.pk).update(capacity=3)
    people = crowd(cast, 20)
    assert at_once([asks(cast, one) for one in people]) == []
    assert numbers(cast) == ([1, 2, 3], list(range(4, 21)))
    assert {row.enrolment_id for row in Booking.objects.all()} == {one.pk for one in people}


def test_one_learner_asks_in_eight_windows(cast: Cast) -> None:
    assert at_once([asks(cast, cast.amara_enrolment)] * 8) == []
    assert numbers(cast) == ([1], [])


def test_places_are_given_up_asked_for_added_and_freed_at_the_same_moment(cast: Cast) -> None:
    """Six have a place and four wait; then two give theirs up, one is withdrawn, four more ask, and two are added."""
    LearningEvent.objects.filter(pk=cast.event.pk).update(capacity=6)
    people = crowd(cast, 14)
    for one in people[:10]:
        asks(cast, one)()
    mine = {row.enrolment_id: row for row in Booking.objects.all()}
    event = LearningEvent.objects.get(pk=cast.event.pk)
    fields = {**TAUGHT, **TIMES, **PLACE, "module": None, "capacity": 8}
    acts = [
        *[lambda one=one: services.cancel_booking(booking=mine[one.pk], by=one.learner, now=NOW) for one in people[:2]],
        lambda: services.withdraw_enrolment(enrolment=people[2], reason="", by=cast.dee, now=NOW),
        *[asks(cast, one) for one in people[10:]],
        lambda: services.change_event(event=event, **fields, by=cast.dee, now=NOW),
        asks(cast, people[2]),
    ]
    assert at_once(acts) == []
    booked, waiting = numbers(cast)
    assert (len(booked), len(waiting)) == (8, 3)
    assert max(booked) < min(waiting)
    assert Enrolment.objects.get(pk=people[2].pk).status == EnrolmentStatus.WITHDRAWN
    assert not Booking.objects.live().filter(enrolment=people[2]).exists()


def test_a_mistaken_enrolment_is_undone_while_its_learner_books(cast: Cast) -> None:
    """Between the last look for bookings and deleting: she who books waits, and is told; nobody sees a fault."""
    (one,) = crowd(cast, 1)
    wrong: list[BaseException] = []
    booking = threading.Thread(target=lambda: wrong.extend(at_once([asks(cast, one)])))

    def book_beside(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found = execute(sql, params, many, context)
        if '"programmes_booking"' in sql and "LIMIT" not in sql and booking.ident is None:
            booking.start()
            booking.join(timeout=1)  # without the lock it is done by now
        return found

    with connection.execute_wrapper(book_beside):
        services.delete_enrolment(enrolment=Enrolment.objects.get(pk=one.pk), by=cast.dee, now=NOW)
    booking.join()
    assert wrong == []
    assert (Enrolment.objects.filter(pk=one.pk).exists(), Booking.objects.exists()) == (False, False)
