"""Coverage as a page and as a file: filters, figures, rules told, and nothing for who may not know."""

import csv
import io
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from carnegie.people.models import User
from programmes.enums import Depth
from programmes.models import Mapping, Module
from tests.cast import Cast

SignIn = Callable[[User], Client]


@pytest.fixture
def dee(cast: Cast, as_user: SignIn) -> Client:
    return as_user(cast.dee)


def address(cast: Cast) -> str:
    return reverse("programmes:coverage", args=[cast.programme.pk, cast.framework_version.pk])


def codes(html: str) -> list[str]:
    return re.findall(r'<tr id="element-[^"]*"><th scope="row"><span[^>]*>([^<]*)</span>', html)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["D1.1", "D1.2", "D1.3", "D2.1", "D2.2", "D2.3"]),
        ({"show": "untouched"}, ["D1.2", "D1.3", "D2.1", "D2.2", "D2.3"]),
        ({"show": "covered"}, ["D1.1"]),
        ({"show": "thin"}, []),
        ({"show": "over"}, []),
        ({"show": "junk", "domain": "junk", "page": "-3"}, ["D1.1", "D1.2", "D1.3", "D2.1", "D2.2", "D2.3"]),
    ],
)
def test_filters_keep_what_they_name(cast: Cast, dee: Client, query: dict[str, str], expected: list[str]) -> None:
    assert codes(dee.get(address(cast), query).text) == expected


def test_a_domain_keeps_its_own_elements(cast: Cast, dee: Client) -> None:
    domain = cast.framework_version.elements.get(code="D2")
    assert codes(dee.get(address(cast), {"domain": str(domain.pk), "show": "untouched"}).text) == [
        *("D2.1", "D2.2", "D2.3"),
    ]


def test_the_rule_of_more_than_needed_stands_on_its_page(cast: Cast, dee: Client) -> None:
    element = cast.framework_version.elements.get(code="D2.2")
    for number in range(7):
        module = Module.objects.create(programme=cast.programme, title=f"More {number}")
        Mapping.objects.create(module=module, element=element, depth=Depth.DEVELOPS)
    html = dee.get(address(cast), {"show": "over"}).text
    assert codes(html) == ["D2.2"]
    assert "Developed or assessed by more than 6 parts" in html


def test_everything_comes_as_a_file_that_runs_no_formula(cast: Cast, dee: Client) -> None:
    cast.modules[0].title = "=HYPERLINK(1)"
    cast.modules[0].save()
    answer = dee.get(address(cast), {"format": "csv", "show": "covered"})
    assert answer["Content-Type"].startswith("text/csv")
    rows = list(csv.reader(io.StringIO(answer.text)))
    first = ["D1 Heads domain 1", "D1.1", "Heads standard 1.1", "covered", "", "develops", "2.0", "1"]
    assert rows[1:] == [[*first, "'=HYPERLINK(1) (develops)"]]


def test_outsiders_get_neither_page_nor_file(cast: Cast, as_user: SignIn) -> None:
    pia = as_user(cast.pia)
    assert [pia.get(address(cast), query).status_code for query in ({}, {"format": "csv"})] == [404, 404]


def test_readers_see_no_way_to_change(cast: Cast, as_user: SignIn) -> None:
    assert "Map it" not in as_user(cast.amara).get(address(cast)).text
    assert as_user(cast.dee).get(address(cast)).text.count("Map it") == 5
