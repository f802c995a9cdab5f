"""The library: who sees what, filters with counts, and a fixed number of queries."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from carnegie.people.models import User
from tests.cast import Cast, make_framework

SignIn = Callable[[User], Client]
URL = reverse("standards:framework-list")


def titles(client: Client, query: str = "") -> list[str]:
    return [version.framework.title for version in client.get(URL + query).context["page"]]


@pytest.fixture
def library(cast: Cast) -> Cast:
    """Beside the adopted one of the cast: drafts of both providers, and a deprecated one."""
    make_framework(cast.provider, "Draft of ours", status="draft")
    make_framework(cast.other_provider, "Draft of theirs", status="draft")
    make_framework(cast.other_provider, "Old", status="deprecated")
    return cast


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("amara", ["Heads", "Old"]),
        ("bill", ["Heads", "Old"]),
        ("sam", ["Heads", "Old"]),
        ("root", ["Heads", "Old"]),
        ("eve", ["Heads", "Old"]),
        ("dee", ["Draft of ours", "Heads", "Old"]),
        ("pia", ["Draft of theirs", "Heads", "Old"]),
    ],
)
def test_everyone_sees_what_was_adopted_and_admins_their_own_drafts(
    library: Cast, as_user: SignIn, name: str, seen: list[str]
) -> None:
    client = as_user(getattr(library, name))
    assert titles(client) == seen
    links = b'data-testid="import-framework"' in client.get(URL).content
    assert links == (name in ("dee", "pia"))


def test_anonymous_people_sign_in_first(library: Cast, client: Client) -> None:
    assert client.get(URL).headers["Location"] == f"/accounts/login/?next={URL}"


def test_filters_count_and_sort(library: Cast, as_user: SignIn) -> None:
    client = as_user(library.dee)
    assert titles(client, "?q=draft") == ["Draft of ours"]
    assert titles(client, "?q=standards+board&status=deprecated") == ["Old"]
    assert titles(client, "?q=theirs") == []
    tabs = client.get(URL + "?q=o").context["tabs"]
    assert [(tab["label"], tab["count"]) for tab in tabs] == [
        ("Every status", 3),
        ("Draft", 1),
        ("Adopted", 1),
        ("Deprecated", 1),
    ]


@pytest.mark.parametrize("query", ["?status=nonsense", "?sort=nonsense", "?page=999", "?page=x", "?q=" + "x" * 500])
def test_nonsense_in_the_address_is_no_error(library: Cast, as_user: SignIn, query: str) -> None:
    assert as_user(library.dee).get(URL + query).status_code == 200


def test_the_list_as_csv_holds_the_same_rows(library: Cast, as_user: SignIn) -> None:
    response = as_user(library.amara).get(URL + "?format=csv&status=adopted")
    assert response.headers["Content-Disposition"] == 'attachment; filename="frameworks.csv"'
    lines = response.content.decode().splitlines()
    assert [line.split(",")[:6] for line in lines[1:]] == [["Heads", "", "Standards Board", "adopted", "8", "6"]]


@pytest.mark.parametrize("more", [0, 2])
def test_queries_do_not_grow(
    cast: Cast, as_user: SignIn, django_assert_num_queries: DjangoAssertNumQueries, more: int
) -> None:
    for n in range(more):
        make_framework(cast.provider, f"More {n}")
    client = as_user(cast.dee)
    client.get(URL)
    with django_assert_num_queries(7):
        assert len(titles(client)) == 1 + more


def test_only_reading(cast: Cast, as_user: SignIn) -> None:
    assert as_user(cast.dee).post(URL).status_code == 405
