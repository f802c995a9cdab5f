"""A goal or project that was closed while its owner wrote: the page refuses, and keeps what she wrote."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from carnegie.people.models import User
from projects.enums import GoalState, ProjectState
from projects.models import CheckIn, Goal, Project
from tests.cast import Cast
from tests.projects.play import make_goal, make_project

SignIn = Callable[[User], Client]
WORDS = "What I wrote for an hour"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("goal-edit", {"base_version": 1, "title": WORDS, "success_measure": "Two a week", "due_date": "2027-01-01"}),
        ("check-in-new", {"confidence": 3, "note": WORDS}),
    ],
)
def test_of_a_goal(cast: Cast, as_user: SignIn, name: str, data: dict[str, object]) -> None:
    goal = make_goal(cast.amara_enrolment, state=GoalState.ACHIEVED)
    address = reverse(f"projects:{name}", args=[goal.pk])
    assert as_user(cast.amara).get(address).status_code == 403
    answer = as_user(cast.amara).post(address, data)
    assert (answer.status_code, WORDS in answer.content.decode()) == (422, True)
    assert (Goal.objects.filter(title=WORDS).count(), CheckIn.objects.count()) == (0, 0)


@pytest.mark.parametrize("name", ["project-edit", "milestone-new", "measure-new"])
def test_of_a_project(cast: Cast, as_user: SignIn, name: str) -> None:
    project = make_project(cast, ProjectState.WITHDRAWN)
    address = reverse(f"projects:{name}", args=[project.pk])
    data = {"base_version": 1, "title": WORDS, "measure": WORDS, "due_date": "2027-01-01"}
    assert as_user(cast.amara).get(address).status_code == 403
    answer = as_user(cast.amara).post(address, data)
    assert (answer.status_code, WORDS in answer.content.decode()) == (422, True)
    assert Project.objects.get().title != WORDS
    assert as_user(cast.bill).post(address, data).status_code == 403
