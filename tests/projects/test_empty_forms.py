"""A form that is sent with nothing in it is a form with errors, not a page that is looked at."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from carnegie.people.models import User
from projects.enums import ProjectState
from tests.cast import Cast
from tests.projects.play import make_goal, make_project

SignIn = Callable[[User], Client]


@pytest.mark.parametrize("name", ["goal-new", "project-new", "evidence-new"])
def test_of_a_new_thing(cast: Cast, as_user: SignIn, name: str) -> None:
    assert as_user(cast.amara).post(reverse(f"projects:{name}")).status_code == 422


@pytest.mark.parametrize("name", ["goal-edit", "check-in-new", "goal-close"])
def test_of_a_goal(cast: Cast, as_user: SignIn, name: str) -> None:
    goal = make_goal(cast.amara_enrolment)
    assert as_user(cast.amara).post(reverse(f"projects:{name}", args=[goal.pk])).status_code == 422


@pytest.mark.parametrize("name", ["project-edit", "milestone-new", "measure-new", "colleague-new", "project-withdraw"])
def test_of_a_project(cast: Cast, as_user: SignIn, name: str) -> None:
    project = make_project(cast, ProjectState.IN_PROGRESS)
    assert as_user(cast.amara).post(reverse(f"projects:{name}", args=[project.pk])).status_code == 422
