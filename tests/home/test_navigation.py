"""The header: the places of each relation, and the one the person is in."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from carnegie.home.context_processors import NavItem, mark_current
from carnegie.people.models import User
from tests.cast import Cast, person

pytestmark = pytest.mark.django_db
LEARNER = ["Home", "Self-assessment", "Goals", "Projects", "Golden thread"]
ADMIN = ["Home", "Frameworks", "Programmes", "Diagnostics"]


def places(page: str) -> list[str]:
    menu = page[page.index('class="menu-list"') : page.index('class="me"')]
    return re.findall(r"<li><a [^>]*>([^<]+)</a>", menu)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("amara", LEARNER),
        ("bill", ["Home", "Queue", "Projects", "Programmes", "Diagnostics"]),
        ("cora", ["Home", "Goals", "Projects"]),
        ("carl", ["Home", "Projects"]),
        ("lena", ["Home", "Projects"]),
        ("dee", ADMIN),
        ("sam", ["Home"]),
        ("root", ["Home", "Frameworks", "Reminders", "Administration"]),
        ("eve", ["Home"]),
    ],
)
def test_each_of_the_cast(cast: Cast, as_user: Callable[[User], Client], name: str, found: list[str]) -> None:
    assert places(as_user(getattr(cast, name)).get("/").text) == found


def test_every_place_opens_for_those_who_are_sent_there(cast: Cast, as_user: Callable[[User], Client]) -> None:
    for name in ("amara", "bill", "cora", "carl", "lena", "dee", "root"):
        client = as_user(getattr(cast, name))
        page = client.get("/").text
        menu = page[page.index('class="menu-list"') : page.index('class="me"')]
        for url in re.findall(r'href="([^"]+)"', menu):
            assert client.get(url).status_code == 200, (name, url)


def test_a_stranger_has_home_only(as_user: Callable[[User], Client]) -> None:
    assert places(as_user(person("Nora")).get("/").text) == ["Home"]


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("/", "Home"),
        ("/projects/", "Projects"),
        ("/projects/goals/", "Goals"),
        ("/projects/goals/new/", "Goals"),
        ("/projects/submissions/1/review/", "Queue"),
        ("/diagnostics/attempts/1/1/", "Self-assessment"),
        ("/accounts/email/", None),
    ],
)
def test_the_current_place_is_the_closest(path: str, label: str | None) -> None:
    items = [
        NavItem("Home", "/"),
        NavItem("Self-assessment", "/diagnostics/mine/", inside=("/diagnostics/",)),
        NavItem("Goals", "/projects/goals/"),
        NavItem("Projects", "/projects/"),
        NavItem("Queue", "/projects/queue/", inside=("/projects/submissions/",)),
    ]

    marked = [item.label for item in mark_current(items, path) if item.current]

    assert marked == ([label] if label else [])
