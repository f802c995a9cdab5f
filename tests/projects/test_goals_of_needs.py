"""The list of needs shows the goal that was made from one, and offers to make one only while there is none."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from carnegie.people.models import User
from projects.enums import GoalState
from projects.selectors import goals_of_needs
from tests.cast import TODAY, Cast, make_attempt, make_need
from tests.projects.play import make_goal

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def needs(cast: Cast) -> list[Any]:
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[2] * 6)
    return [make_need(attempt, title="Delegating"), make_need(attempt, title="Listening")]


def test_a_need_with_a_goal_leads_to_it(cast: Cast, needs: list[Any], as_user: SignIn) -> None:
    goal = make_goal(cast.amara_enrolment, need=needs[0])

    page = as_user(cast.amara).get(reverse("diagnostics:need-list", args=[cast.amara_enrolment.pk])).text

    assert f'href="{reverse("projects:goal-detail", args=[goal.pk])}"' in page
    assert [f"?need={need.pk}" in page for need in needs] == [False, True]


def test_one_that_was_set_aside_makes_room_for_another(cast: Cast, needs: list[Any], as_user: SignIn) -> None:
    make_goal(cast.amara_enrolment, need=needs[0], state=GoalState.SET_ASIDE)

    page = as_user(cast.amara).get(reverse("diagnostics:need-list", args=[cast.amara_enrolment.pk])).text

    assert f"?need={needs[0].pk}" in page


@pytest.mark.parametrize(("name", "number"), [("amara", 1), ("bill", 1), ("cora", 1), ("ben", 0), ("lena", 0)])
def test_each_finds_the_goals_she_may_read(cast: Cast, needs: list[Any], name: str, number: int) -> None:
    make_goal(cast.amara_enrolment, need=needs[0])

    assert len(goals_of_needs(needs, getattr(cast, name), TODAY)[needs[0].pk]) == number
