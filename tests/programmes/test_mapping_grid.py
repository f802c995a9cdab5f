"""The mapping as a page: what it shows, explains and filters."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from carnegie.people.models import User
from programmes.models import ProgrammeFramework
from standards.models import FrameworkVersion
from tests.cast import Cast, make_framework

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


def long_framework(cast: Cast) -> FrameworkVersion:
    long = make_framework(cast.provider, "Long", domains=4, per_domain=40)
    ProgrammeFramework.objects.create(programme=cast.programme, version=long)
    return long


def test_lines_come_in_blocks_and_the_one_asked_for_is_in_its_own(cast: Cast, dee: Client) -> None:
    long = long_framework(cast)
    address = at("mapping-grid", cast.programme.pk, long.pk)
    codes = r"<th scope=row><a [^>]*>([^<]*)"
    assert re.findall(codes, dee.get(address).text)[-1] == "D2.8"
    rows = dee.get(address, {"part": "rows", "page": "2"}).text
    assert (rows[:3], re.findall(codes, rows)[0], len(re.findall("<tr", rows))) == ("<tr", "D2.9", 50)
    last = long.elements.get(code="D4.40")
    assert f"element-{last.pk}" in dee.get(address, {"at": str(last.pk)}).text
    assert dee.get(address, {"at": "junk", "page": "junk"}).status_code == 200


@pytest.mark.parametrize(("name", "queries"), [("mapping-grid", 10), ("coverage", 11), ("statement", 10)])
@pytest.mark.parametrize("size", ["small", "long"])
def test_every_size_takes_as_many_queries(
    cast: Cast, dee: Client, name: str, queries: int, size: str, django_assert_num_queries: Any
) -> None:
    version = long_framework(cast) if size == "long" else cast.framework_version
    with django_assert_num_queries(queries):
        dee.get(at(name, cast.programme.pk, version.pk))


def test_a_module_keeps_its_columns_and_a_domain_its_lines(cast: Cast, dee: Client) -> None:
    address = at("mapping-grid", cast.programme.pk, cast.framework_version.pk)
    html = dee.get(address, {"module": str(cast.modules[0].pk)}).text
    assert re.findall(r'data-item="(\w+):', html) == ["module", "activity"]
    domain = cast.framework_version.elements.get(code="D2")
    html = dee.get(address, {"domain": str(domain.pk)}).text
    assert (html.count("data-element="), html.count("tr class=heading")) == (3, 1)
