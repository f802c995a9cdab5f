"""The list of threads: the learner's own, and one learner's for those who accompany her."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from carnegie.people.models import User
from projects.models import GoalElement
from tests.cast import Cast
from tests.home.conftest import Woven
from tests.projects.play import make_goal

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def links(page: str) -> list[str]:
    return re.findall(r'<a class="fw-bold" href="(/thread/[^"]+)"', page)


def test_a_learner_finds_her_own(cast: Cast, woven: Woven, as_user: SignIn) -> None:
    page = as_user(cast.amara).get("/thread/").text

    assert links(page) == [woven.url]
    assert re.findall(r"</svg>(\w+)</span>", page) == ["Chosen", "Goal", "Project", "Evidence"]


def test_before_there_is_one_it_says_what_will_be_here(cast: Cast, as_user: SignIn) -> None:
    page = as_user(cast.amara).get("/thread/").text

    assert links(page) == []
    assert "A thread begins when you choose what to work on." in page


@pytest.mark.parametrize(
    ("name", "begun"),
    [
        ("bill", ["Chosen", "Goal", "Project", "Evidence"]),
        ("cora", ["Chosen", "Goal", "Project"]),
        ("dee", ["Goal", "Project"]),
    ],
)
def test_those_who_accompany_her_find_what_they_may_know_of(
    cast: Cast, woven: Woven, as_user: SignIn, name: str, begun: list[str]
) -> None:
    page = as_user(getattr(cast, name)).get(f"/thread/{woven.enrolment.pk}/").text

    assert links(page) == [woven.url]
    assert re.findall(r"</svg>(\w+)</span>", page) == begun
    assert "canary" not in page


@pytest.mark.parametrize("name", ["ben", "carl", "lena", "sam", "root", "otto", "olga", "pia", "eve"])
def test_to_others_it_does_not_exist(cast: Cast, woven: Woven, as_user: SignIn, name: str) -> None:
    assert as_user(getattr(cast, name)).get(f"/thread/{woven.enrolment.pk}/").status_code == 404


def test_queries_do_not_grow_with_threads(
    cast: Cast, woven: Woven, as_user: SignIn, django_assert_num_queries: Any
) -> None:
    amara = as_user(cast.amara)
    with django_assert_num_queries(9):
        assert len(links(amara.get("/thread/").text)) == 1

    for code in ("D1.2", "D2.1"):
        goal = make_goal(cast.amara_enrolment, code)
        GoalElement.objects.create(goal=goal, element=cast.framework_version.elements.get(code=code))
    with django_assert_num_queries(9):
        assert len(links(amara.get("/thread/").text)) == 3
