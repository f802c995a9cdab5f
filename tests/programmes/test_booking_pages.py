"""Where learners book and give up places, what planners see of it, and what others find out: nothing."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from carnegie.people.models import User
from programmes.enums import EnrolmentStatus
from programmes.models import Booking, CohortRole, Enrolment, LearningEvent
from tests.cast import NOW, TODAY, Cast, make_attempt, make_need, person
from tests.programmes.test_pages import text_of

SignIn = Callable[[User], Client]


def at(name: str, *args: Any) -> str:
    return reverse(f"programmes:{name}", args=args)


def book_at(cast: Cast, enrolment: Enrolment) -> str:
    return at("booking-new", enrolment.pk, cast.event.pk)


def booked(cast: Cast, enrolment: Enrolment, **fields: Any) -> Booking:
    turn = Booking.objects.filter(event=cast.event).count() + 1
    place = {"status": "booked", "booked_at": NOW} | fields
    return Booking.objects.create(event=cast.event, enrolment=enrolment, turn=turn, **place)


def waits(cast: Cast, enrolment: Enrolment) -> Booking:
    return booked(cast, enrolment, status="waiting", booked_at=None)


def limit(cast: Cast, capacity: int) -> None:
    LearningEvent.objects.filter(pk=cast.event.pk).update(capacity=capacity)


def handles(answer: Any) -> list[str]:
    found = re.findall(r'data-testid="([\w-]+)"', answer.text)
    return [one for one in found if one in ("seat", "book", "give-up", "booked", "waiting", "booking-cancel")]


@pytest.fixture
def amara(cast: Cast, as_user: SignIn) -> Client:
    return as_user(cast.amara)


@pytest.fixture
def event_page(cast: Cast) -> str:
    return at("event-detail", cast.event.pk)


# ---- the learner ----


def test_a_learner_books_sees_her_place_and_gives_it_up(cast: Cast, amara: Client, event_page: str) -> None:
    limit(cast, 2)
    booked(cast, cast.ben_enrolment)
    page = amara.get(event_page)
    assert "2 · one place left" in text_of(page)
    assert handles(page) == ["book"]
    page = amara.post(book_at(cast, cast.amara_enrolment), follow=True)
    assert page.redirect_chain == [(event_page, 302)]
    assert "You have a place: “Workshop: change in small teams”." in text_of(page)
    assert "2 · full" in text_of(page)
    assert handles(page) == ["seat", "give-up"]
    leave = at("booking-cancel", Booking.objects.get(enrolment=cast.amara_enrolment).pk)
    assert "If you book again later, you go to the end of the line." in text_of(amara.get(leave))
    assert Booking.objects.live().count() == 2
    assert "You have given up your place" in text_of(amara.post(leave, follow=True))
    assert [row.enrolment for row in Booking.objects.live()] == [cast.ben_enrolment]


def test_a_learner_waits_in_turn_and_leaves_the_list(cast: Cast, amara: Client, event_page: str) -> None:
    limit(cast, 1)
    booked(cast, cast.ben_enrolment)
    waits(cast, cast.otto_enrolment)
    assert "Join the waiting list" in text_of(amara.get(event_page))
    page = text_of(amara.post(book_at(cast, cast.amara_enrolment), follow=True))
    assert "you are on the waiting list, and get a mail when a place is yours" in page
    assert "Waiting list, number 2" in page
    assert "full, 2 waiting" in page
    leave = at("booking-cancel", Booking.objects.get(enrolment=cast.amara_enrolment).pk)
    assert "Leave the waiting list?" in text_of(amara.get(leave))
    assert "You no longer wait for a place" in text_of(amara.post(leave, follow=True))


def test_what_filled_up_since_she_saw_the_page_puts_her_on_the_list_and_says_so(cast: Cast, amara: Client) -> None:
    limit(cast, 1)
    booked(cast, cast.ben_enrolment)
    page = text_of(amara.post(book_at(cast, cast.amara_enrolment), follow=True))
    assert "is full: you are on the waiting list" in page


def test_a_double_click_books_once_and_a_second_giving_up_says_that_it_is_done(cast: Cast, amara: Client) -> None:
    for _click in range(2):
        assert "You have a place:" in text_of(amara.post(book_at(cast, cast.amara_enrolment), follow=True))
    booking = Booking.objects.get()
    leave = at("booking-cancel", booking.pk)
    assert "You have given up your place" in text_of(amara.post(leave, follow=True))
    for again in (amara.post(leave, follow=True), amara.get(leave, follow=True)):
        assert again.redirect_chain == [(at("event-detail", cast.event.pk), 302)]
        assert "This booking has been cancelled already." in text_of(again)
        assert "You have given up your place" not in text_of(again)
    assert Booking.objects.get().cancelled_at is not None


def test_looking_at_the_addresses_changes_nothing(cast: Cast, amara: Client) -> None:
    booking = booked(cast, cast.amara_enrolment)
    assert amara.get(book_at(cast, cast.amara_enrolment)).status_code == 405
    assert amara.get(at("booking-cancel", booking.pk)).status_code == 200
    assert list(Booking.objects.live()) == [booking]


def test_an_event_that_has_begun_offers_nothing_and_a_withdrawn_learner_neither(
    cast: Cast, amara: Client, event_page: str
) -> None:
    Enrolment.objects.filter(pk=cast.amara_enrolment.pk).update(status=EnrolmentStatus.WITHDRAWN)
    assert handles(amara.get(event_page)) == []
    page = amara.post(book_at(cast, cast.amara_enrolment), follow=True)
    assert "You no longer take part in this programme." in text_of(page)
    Enrolment.objects.filter(pk=cast.amara_enrolment.pk).update(status=EnrolmentStatus.ACTIVE)
    LearningEvent.objects.filter(pk=cast.event.pk).update(starts_at=NOW - dt.timedelta(hours=1))
    assert handles(amara.get(event_page)) == []
    page = text_of(amara.post(book_at(cast, cast.amara_enrolment), follow=True))
    assert "This event has begun already." in page
    assert "places left" not in page
    booked(cast, cast.amara_enrolment)
    assert handles(amara.get(event_page)) == ["seat"]


def test_where_an_event_is_stands_once(cast: Cast, amara: Client, event_page: str) -> None:
    pages = (event_page, at("programme-detail", cast.programme.pk))
    for place, online in (("online", [1, 1]), ("Room 2, online", [2, 2])):
        LearningEvent.objects.filter(pk=cast.event.pk).update(mode="online", place=place)
        said = [text_of(amara.get(page)).partition(cast.event.title)[2] for page in pages]
        assert [len(re.findall("online", words, re.I)) for words in said] == online


def test_nobody_is_told_how_to_book_what_is_over(cast: Cast, as_user: SignIn, event_page: str) -> None:
    bill = as_user(cast.bill)
    assert "Learners book for themselves" in text_of(bill.get(event_page))
    begun = {"starts_at": NOW - dt.timedelta(hours=2), "ends_at": NOW - dt.timedelta(hours=1)}
    LearningEvent.objects.filter(pk=cast.event.pk).update(**begun)
    page = text_of(bill.get(event_page))
    assert ("Nobody booked a place here." in page, "Learners book for themselves" in page) == (True, False)


def test_an_event_of_another_programme_is_not_there(cast: Cast, amara: Client) -> None:
    theirs = LearningEvent.objects.get(pk=cast.event.pk)
    theirs.pk, theirs._state.adding, theirs.programme, theirs.module = None, True, cast.other_programme, None
    theirs.save()
    answers = [amara.post(at("booking-new", cast.amara_enrolment.pk, pk)).status_code for pk in (theirs.pk, uuid4())]
    assert answers == [404, 404]


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [("/needs/#need-1", "/needs/#need-1"), ("//evil.test/", None), ("https://evil.test/", None), ("", None)],
)
def test_she_comes_back_to_the_page_she_came_from_and_to_no_other_site(
    cast: Cast, amara: Client, event_page: str, wanted: str, reached: str | None
) -> None:
    answer = amara.post(book_at(cast, cast.amara_enrolment), {"back": wanted})
    assert answer["Location"] == (reached or event_page)
    answer = amara.post(at("booking-cancel", Booking.objects.get().pk), {"back": wanted})
    assert answer["Location"] == (reached or event_page)


def test_the_programmes_page_says_of_each_event_how_much_room_it_has_and_what_is_hers(
    cast: Cast, amara: Client, as_user: SignIn
) -> None:
    limit(cast, 3)
    page = amara.get(at("programme-detail", cast.programme.pk))
    assert "three places left" in text_of(page)
    assert handles(page) == ["book"]
    booked(cast, cast.amara_enrolment)
    page = amara.get(at("programme-detail", cast.programme.pk))
    assert ("two places left" in text_of(page), handles(page)) == (True, ["seat", "give-up"])
    assert handles(as_user(cast.cora).get(at("programme-detail", cast.programme.pk))) == []


def test_a_need_leads_to_a_place_and_back(cast: Cast, amara: Client, as_user: SignIn) -> None:
    need = make_need(make_attempt(cast.round, cast.amara_enrolment, ranks=[2, 3, 1]))
    cast.event.mappings.create(element=need.elements.get().element, depth="develops")
    needs = reverse("diagnostics:need-list", args=[cast.amara_enrolment.pk])
    page = amara.get(needs)
    assert ("12 places left" in text_of(page), handles(page)) == (True, ["book"])
    back = re.search(r'name="back" value="([^"]+)"', page.text).group(1)
    assert back == f"{needs}#need-{need.pk}"
    page = amara.post(book_at(cast, cast.amara_enrolment), {"back": back}, follow=True)
    assert ("You have a place" in text_of(page), handles(page)) == (True, ["seat", "give-up"])
    for reader in (cast.cora, cast.bill):
        theirs = as_user(reader).get(needs)
        assert ("11 places left" in text_of(theirs), handles(theirs)) == (True, [])


def test_what_she_has_booked_stands_on_her_home_however_many_events_come_before(
    cast: Cast, amara: Client, as_user: SignIn
) -> None:
    for number in range(4):
        sooner = LearningEvent.objects.get(pk=cast.event.pk)
        sooner.pk, sooner._state.adding, sooner.title = None, True, f"Sooner {number}"
        sooner.starts_at = NOW + dt.timedelta(days=1)
        sooner.save()
    assert cast.event.title not in text_of(amara.get("/"))
    booking = booked(cast, cast.amara_enrolment)
    assert "You have a place · Workshop · Room 2" in text_of(amara.get("/"))
    Booking.objects.filter(pk=booking.pk).update(status="waiting", booked_at=None)
    assert "You are on the waiting list · Workshop · Room 2" in text_of(amara.get("/"))
    assert cast.event.title not in text_of(as_user(cast.ben).get("/"))


# ---- who plans events ----


def test_planners_see_the_learners_they_look_after_and_how_many_others(
    cast: Cast, as_user: SignIn, event_page: str
) -> None:
    limit(cast, 2)
    for enrolment in (cast.amara_enrolment, cast.otto_enrolment):
        booked(cast, enrolment)
    waits(cast, cast.ben_enrolment)
    bill, olga, dee = (text_of(as_user(who).get(event_page)) for who in (cast.bill, cast.olga, cast.dee))
    found = {
        name: [f"{one} Example" in page for one in ("Amara", "Ben", "Otto")]
        for name, page in (("bill", bill), ("olga", olga), ("dee", dee))
    }
    assert found == {"bill": [True, True, False], "olga": [False, False, True], "dee": [True, True, True]}
    assert bill.count("and 1 learner of another cohort") == 1
    assert olga.count("and 1 learner of another cohort") == 2
    assert "of another cohort" not in dee
    assert "Who has a place 2 of 2" in dee


@pytest.mark.parametrize("who", ["amara", "ben", "cora", "lena", "lars", "otto"])
def test_nobody_else_sees_who_comes(cast: Cast, as_user: SignIn, event_page: str, who: str) -> None:
    other = Enrolment.objects.create(cohort=cast.cohort, learner=person("Nora"), enrolled_at=NOW)
    booked(cast, other)
    page = text_of(as_user(getattr(cast, who)).get(event_page))
    assert "11 places left" in page
    assert [word for word in ("Nora", "Who has a place", "Who waits") if word in page] == []


def test_a_facilitator_cancels_for_her_learner_and_the_next_has_the_place(
    cast: Cast, as_user: SignIn, event_page: str
) -> None:
    limit(cast, 1)
    booking = booked(cast, cast.amara_enrolment)
    waits(cast, cast.ben_enrolment)
    bill = as_user(cast.bill)
    assert handles(bill.get(event_page)) == ["booked", "booking-cancel", "waiting", "booking-cancel"]
    ask = text_of(bill.get(at("booking-cancel", booking.pk)))
    assert "Cancel the booking of Amara Example?" in ask
    assert "Amara Example is told by mail that you have cancelled it." in ask
    page = text_of(bill.post(at("booking-cancel", booking.pk), follow=True))
    assert "The booking of Amara Example is cancelled." in page
    assert list(Booking.objects.live().values_list("enrolment", "status")) == [(cast.ben_enrolment.pk, "booked")]


@pytest.mark.parametrize("many", [False, True])
def test_the_events_page_does_not_grow_in_queries(
    cast: Cast, as_user: SignIn, event_page: str, many: bool, django_assert_num_queries: Any
) -> None:
    limit(cast, 2)
    people = [cast.amara_enrolment, cast.ben_enrolment, cast.otto_enrolment]
    for enrolment in people if many else people[:1]:
        booked(cast, enrolment) if enrolment != cast.otto_enrolment else waits(cast, enrolment)
    for who, queries in ((cast.dee, 7), (cast.amara, 7)):
        client = as_user(who)
        client.get(event_page)
        with django_assert_num_queries(queries):
            client.get(event_page)


def test_fewer_places_than_are_given_are_refused_at_the_field(cast: Cast, as_user: SignIn) -> None:
    booked(cast, cast.amara_enrolment)
    booked(cast, cast.ben_enrolment)
    data = {"title": "T", "strategy": "seminar", "mode": "online", "hours": "1", "capacity": "1"}
    data |= {"starts_at": "2026-12-01T13:30", "ends_at": "2026-12-01T15:00"}
    answer = as_user(cast.dee).post(at("event-edit", cast.event.pk), data)
    assert answer.status_code == 422
    words = ["2 places are given already, so there cannot be fewer."]
    assert answer.context["form"].errors == {"capacity": words}
    cast.event.refresh_from_db()
    assert cast.event.capacity == 12


def test_who_edits_an_event_reads_beforehand_that_people_are_told_of_another_time(cast: Cast, as_user: SignIn) -> None:
    dee, url = as_user(cast.dee), at("event-edit", cast.event.pk)
    waits(cast, cast.otto_enrolment)
    assert 'data-testid="are-told"' not in dee.get(url).text
    booked(cast, cast.amara_enrolment)
    assert "Whoever has a place is told by mail when you change the date or the time." in dee.get(url).text


# ---- attacks ----


OUTSIDE = ["ben", "lars", "sue", "otto", "olga", "pia", "eve", "root"]
INSIDE = ["cora", "lena", "sam", "bill", "dee"]


@pytest.mark.parametrize("who", OUTSIDE + INSIDE)
def test_nobody_books_through_somebody_elses_enrolment(cast: Cast, as_user: SignIn, who: str) -> None:
    answer = as_user(getattr(cast, who)).post(book_at(cast, cast.amara_enrolment))
    assert answer.status_code == (404 if who in OUTSIDE else 403)
    assert Booking.objects.count() == 0


@pytest.mark.parametrize("who", [*OUTSIDE, "cora", "carl", "lena", "sam"])
def test_a_booking_is_not_there_for_others_whoever_they_are(cast: Cast, as_user: SignIn, who: str) -> None:
    booking, browser = booked(cast, cast.amara_enrolment), as_user(getattr(cast, who))
    for pk in (booking.pk, uuid4()):
        answers = [ask(at("booking-cancel", pk)).status_code for ask in (browser.get, browser.post)]
        assert answers == [404, 404]
    assert list(Booking.objects.live()) == [booking]


def test_without_signing_in_there_is_nothing(cast: Cast, client: Client) -> None:
    booking = booked(cast, cast.ben_enrolment)
    for address in (book_at(cast, cast.amara_enrolment), at("booking-cancel", booking.pk)):
        assert client.post(address)["Location"].startswith("/accounts/login/")
    assert list(Booking.objects.live()) == [booking]


def test_a_role_that_has_ended_counts_on_the_next_request(cast: Cast, as_user: SignIn, event_page: str) -> None:
    booking, bill = booked(cast, cast.amara_enrolment), as_user(cast.bill)
    assert bill.get(at("booking-cancel", booking.pk)).status_code == 200
    CohortRole.objects.filter(user=cast.bill).update(to_date=TODAY)
    assert [bill.post(at("booking-cancel", booking.pk)).status_code, bill.get(event_page).status_code] == [404, 404]
    assert list(Booking.objects.live()) == [booking]
