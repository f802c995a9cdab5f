"""The mapping as a page: what it shows, explains and filters."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from carnegie.people.models import User
from tests.cast import Cast

SignIn = Callable[[User], Client]


def at(name: str, *args: Any) -> str:
    return reverse(f"programmes:{name}", args=args)


@pytest.fixture
def dee(cast: Cast, as_user: SignIn) -> Client:
    return as_user(cast.dee)


def test_the_grid_shows_every_element_against_every_part(cast: Cast, dee: Client) -> None:
    answer = dee.get(at("mapping-grid", cast.programme.pk, cast.framework_version.pk))
    html = answer.content.decode()
    assert html.count("data-element=") == 6
    assert html.count("data-item=") == 5
    assert html.count('<td class="d2 w" data-r=1>D') == 1
    assert html.count("data-status=untouched") == 5


def test_the_words_of_the_grid_are_explained_above_it(cast: Cast, as_user: SignIn) -> None:
    html = as_user(cast.amara).get(at("mapping-grid", cast.programme.pk, cast.framework_version.pk)).text
    legend = html[html.index('data-testid="mapping-legend"') : html.index('id="mapping"')]
    words = [re.sub("<[^>]+>", "", one).strip() for one in re.findall(r"(?s)<d[td] [^>]*>(.*?)</d[td]>", legend)]
    assert [word.lower() for word in words] == [
        *("untouched", "nothing in the programme serves it yet."),
        *("thin", "introduced, but nowhere developed or assessed."),
        *("assessed, not developed", "assessed, but nowhere developed."),
        *("covered", "developed at least once."),
    ]


def test_the_grid_of_readers_has_nothing_to_save_with(cast: Cast, as_user: SignIn) -> None:
    html = as_user(cast.amara).get(at("mapping-grid", cast.programme.pk, cast.framework_version.pk)).content.decode()
    assert "data-url" not in html
    assert "mapping-why" not in html.replace("mapping-why.js", "")


def test_the_grid_can_show_untouched_elements_only(cast: Cast, dee: Client) -> None:
    address = at("mapping-grid", cast.programme.pk, cast.framework_version.pk)
    html = dee.get(address, {"show": "untouched"}).content.decode()
    assert html.count("data-element=") == 5
    assert dee.get(address, {"show": "junk"}).content.decode().count("data-element=") == 6
