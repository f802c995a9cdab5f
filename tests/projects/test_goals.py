"""Goals: who sets them, from what, and what is refused."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from carnegie.core.errors import NotAllowed, Refused, Stale
from carnegie.people.models import User
from programmes.enums import EnrolmentStatus
from projects.enums import GOAL_TRANSITIONS, GoalState
from projects.models import CheckIn, Goal
from projects.services import change_goal, check_in, move_goal, set_goal
from tests.cast import NOW, TODAY, Cast, make_attempt, make_framework, make_need
from tests.projects.play import make_goal

SignIn = Callable[[User], Client]
WORDS: dict[str, Any] = {"title": "Delegate", "success_measure": "Two a week", "due_date": TODAY}


def given(cast: Cast, **fields: Any) -> dict[str, Any]:
    return {"enrolment": cast.amara_enrolment, "need": None, "by": cast.amara, "now": NOW} | WORDS | fields


def test_a_goal_is_kept_with_its_elements_and_its_beginning(cast: Cast) -> None:
    need = make_need(make_attempt(cast.round, cast.amara_enrolment, ranks=[2]))
    element = cast.framework_version.elements.get(code="D1.2")
    goal = set_goal(**given(cast, need=need, elements=[element, element], strategies=["coaching"]))
    assert (goal.state, goal.need, goal.lock_version, goal.strategies) == ("active", need, 1, ["coaching"])
    assert [row.element for row in goal.elements.all()] == [element]
    assert list(goal.transitions.values_list("from_state", "to_state", "by")) == [("", "active", cast.amara.pk)]


@pytest.mark.parametrize("name", ["ben", "bill", "cora", "dee", "root", "otto"])
def test_nobody_else_writes_her_goals(cast: Cast, name: str) -> None:
    by, goal = getattr(cast, name), make_goal(cast.amara_enrolment)
    writes: list[Callable[[], object]] = [
        lambda: set_goal(**given(cast, by=by)),
        lambda: change_goal(goal=goal, base_version=1, by=by, now=NOW, **WORDS),
        lambda: move_goal(goal=goal, state="achieved", by=by, now=NOW),
        lambda: check_in(goal=goal, confidence=3, is_blocked=False, note="", next_check_in_date=None, by=by, now=NOW),
    ]
    for write in writes:
        with pytest.raises(NotAllowed):
            write()


def test_foreign_needs_and_elements_are_refused(cast: Cast) -> None:
    foreign = make_need(make_attempt(cast.round, cast.ben_enrolment, ranks=[2]))
    elsewhere = make_framework(cast.other_provider, "Elsewhere").elements.first()
    for fields in ({"need": foreign}, {"elements": [elsewhere]}):
        with pytest.raises(Refused, match="your own"):
            set_goal(**given(cast, **fields))


def test_who_no_longer_takes_part_sets_no_goal(cast: Cast) -> None:
    cast.amara_enrolment.status = EnrolmentStatus.WITHDRAWN
    with pytest.raises(Refused, match="no longer take part"):
        set_goal(**given(cast))


@pytest.mark.parametrize("state", GoalState.values)
def test_a_goal_moves_as_its_table_says(cast: Cast, state: str) -> None:
    for target in GoalState.values:
        goal = make_goal(cast.amara_enrolment, state=state)
        if target in GOAL_TRANSITIONS[state]:
            moved = move_goal(goal=goal, state=target, reason=" Done ", by=cast.amara, now=NOW)
            assert (moved.state, moved.transitions.get().reason) == (target, "Done")
        else:
            with pytest.raises(Refused):
                move_goal(goal=goal, state=target, by=cast.amara, now=NOW)


def test_a_closed_goal_stands_still(cast: Cast) -> None:
    goal = make_goal(cast.amara_enrolment, state=GoalState.ACHIEVED)
    with pytest.raises(Refused, match="closed"):
        change_goal(goal=goal, base_version=1, by=cast.amara, now=NOW, **WORDS)
    with pytest.raises(Refused, match="closed"):
        check_in(goal=goal, confidence=3, is_blocked=False, note="", next_check_in_date=None, by=cast.amara, now=NOW)


def test_a_check_in_sets_the_next_date(cast: Cast) -> None:
    goal = make_goal(cast.amara_enrolment, next_check_in_date=TODAY)
    later = TODAY + dt.timedelta(days=14)
    check_in(goal=goal, confidence=4, is_blocked=True, note="Slow", next_check_in_date=later, by=cast.amara, now=NOW)
    goal.refresh_from_db()
    assert goal.next_check_in_date == later
    found = CheckIn.objects.values_list("at", "confidence", "is_blocked", "note")
    assert list(found) == [(NOW, 4, True, "Slow")]


@pytest.mark.parametrize("confidence", [0, 6])
def test_confidence_goes_from_1_to_5(cast: Cast, confidence: int) -> None:
    goal = make_goal(cast.amara_enrolment)
    with pytest.raises(Refused, match="1 to 5"):
        check_in(
            goal=goal, confidence=confidence, is_blocked=False, note="", next_check_in_date=None, by=cast.amara, now=NOW
        )
    with pytest.raises(IntegrityError, match="check_in_confidence_1_to_5"), transaction.atomic():
        CheckIn.objects.create(goal=goal, at=NOW, confidence=confidence)


def test_a_stale_save_is_refused_and_nothing_changes(cast: Cast) -> None:
    goal = make_goal(cast.amara_enrolment)
    change_goal(goal=goal, base_version=1, by=cast.amara, now=NOW, **WORDS | {"title": "First"})
    with pytest.raises(Stale):
        change_goal(goal=goal, base_version=1, by=cast.amara, now=NOW, **WORDS | {"title": "Second"})
    assert Goal.objects.values_list("title", "lock_version").get() == ("First", 2)


def test_a_page_from_before_a_check_in_does_not_take_its_date_back(cast: Cast) -> None:
    goal = make_goal(cast.amara_enrolment, next_check_in_date=TODAY)
    later = TODAY + dt.timedelta(days=14)
    check_in(goal=goal, confidence=4, is_blocked=False, note="", next_check_in_date=later, by=cast.amara, now=NOW)
    with pytest.raises(Stale):
        change_goal(goal=goal, base_version=1, next_check_in_date=TODAY, by=cast.amara, now=NOW, **WORDS)
    assert Goal.objects.get().next_check_in_date == later


def test_a_stale_page_shows_both_texts_and_can_be_saved_on_top(cast: Cast, as_user: SignIn) -> None:
    goal = make_goal(cast.amara_enrolment, title="Stored since", lock_version=4)
    address, client = reverse("projects:goal-edit", args=[goal.pk]), as_user(cast.amara)
    mine = {"base_version": 3, "title": "Mine", "success_measure": "Two a week", "due_date": "2027-01-01"}
    answer = client.post(address, mine)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert [word in text for word in ("Stored since", "Mine", 'name="base_version" value="4"')] == [True] * 3
    assert client.post(address, mine | {"base_version": 4}).status_code == 302
    assert Goal.objects.get().title == "Mine"


@pytest.mark.parametrize("base", ["", "x", "-1", "9" * 30])
def test_a_broken_version_is_an_error_on_the_form(cast: Cast, as_user: SignIn, base: str) -> None:
    goal = make_goal(cast.amara_enrolment)
    answer = as_user(cast.amara).post(
        reverse("projects:goal-edit", args=[goal.pk]),
        {"base_version": base, "title": "x", "success_measure": "x", "due_date": "2027-01-01"},
    )
    assert answer.status_code in (409, 422)


def test_a_foreign_need_or_element_is_not_taken_by_the_page(cast: Cast, as_user: SignIn) -> None:
    foreign = make_need(make_attempt(cast.round, cast.ben_enrolment, ranks=[2]))
    elsewhere = make_framework(cast.other_provider, "Elsewhere").elements.filter(is_rateable=True).first()
    client, address = as_user(cast.amara), reverse("projects:goal-new")
    assert client.get(address, {"need": foreign.pk}).status_code == 404
    assert client.get(address, {"need": "nonsense"}).status_code == 404
    data = {
        "base_version": 1,
        "title": "x",
        "success_measure": "x",
        "due_date": "2027-01-01",
        "elements": [elsewhere.pk],
    }
    assert client.post(address, data).status_code == 422
    assert client.post(address, data | {"elements": [], "due_date": "2020-01-01"}).status_code == 422
    assert client.post(address + f"?need={foreign.pk}", data | {"elements": []}).status_code == 404
    assert client.get(address, {"enrolment": cast.ben_enrolment.pk}).status_code == 404
    assert as_user(cast.bill).get(address).status_code == 403
    assert Goal.objects.count() == 0


def test_the_same_element_twice_is_refused_by_the_database(cast: Cast) -> None:
    goal, element = make_goal(cast.amara_enrolment), cast.framework_version.elements.get(code="D1.1")
    goal.elements.create(element=element)
    with pytest.raises(IntegrityError, match="goal_element_unique"), transaction.atomic():
        goal.elements.create(element=element)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_as_many_queries_for_three_as_for_one(
    cast: Cast, as_user: SignIn, django_assert_num_queries: Callable[..., Any], rows: int
) -> None:
    for _ in range(rows):
        for enrolment in (cast.amara_enrolment, cast.ben_enrolment):
            goal = make_goal(enrolment)
            goal.elements.create(element=cast.framework_version.elements.get(code="D1.1"))
    learner, facilitator = as_user(cast.amara), as_user(cast.bill)
    with django_assert_num_queries(LEARNER_QUERIES):
        learner.get(reverse("projects:goal-list"))
    with django_assert_num_queries(FACILITATOR_QUERIES):
        facilitator.get(reverse("projects:goal-list"))


LEARNER_QUERIES = 7
FACILITATOR_QUERIES = 8


@pytest.mark.parametrize("rows", [1, 3])
def test_a_goal_takes_as_many_queries_with_three_of_everything_as_with_one(
    cast: Cast, as_user: SignIn, django_assert_num_queries: Callable[..., Any], rows: int
) -> None:
    goal = make_goal(cast.amara_enrolment)
    for element in cast.framework_version.elements.filter(is_rateable=True)[:rows]:
        goal.elements.create(element=element)
    for _ in range(rows):
        check_in(
            goal=goal,
            confidence=3,
            is_blocked=False,
            note="A word",
            next_check_in_date=TODAY + dt.timedelta(days=7),
            by=cast.amara,
            now=NOW,
        )
    for user in (cast.amara, cast.bill):
        browser = as_user(user)
        with django_assert_num_queries(9):
            assert browser.get(reverse("projects:goal-detail", args=[goal.pk])).status_code == 200
