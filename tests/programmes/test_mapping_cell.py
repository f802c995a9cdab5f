"""Saving one cell from the grid: what it answers to whom, to whom it was too late, and to junk."""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from carnegie.people.models import User
from programmes.models import Mapping, Module
from tests.cast import Cast, make_framework

SignIn = Callable[[User], Client]


def cell(cast: Cast, **changes: Any) -> dict[str, Any]:
    element = cast.framework_version.elements.get(code="D2.1")
    return {
        "item": f"event:{cast.event.pk}",
        "element": str(element.pk),
        "depth": "develops",
        "base_revision": 0,
        **changes,
    }


def post(browser: Client, cast: Cast, data: Any) -> Any:
    address = reverse("programmes:mapping-cell", args=[cast.programme.pk])
    body = data if isinstance(data, str) else json.dumps(data)
    return browser.post(address, body, content_type="application/json")


def test_a_saved_cell_answers_with_its_revision_and_the_coverage_of_its_row(cast: Cast, as_user: SignIn) -> None:
    browser = as_user(cast.dee)
    first = post(browser, cast, cell(cast, depth="introduces"))
    light, deep, none = {"deep": 0, "light": 1}, {"deep": 1, "light": 0}, {"deep": 0, "light": 0}
    empty = {"rationale": "", "cleared": ""}
    assert first.status_code == 200
    assert first.json() == {"depth": "introduces", "revision": 1, "status": "thin", **light, **empty}
    second = post(browser, cast, cell(cast, base_revision=1, rationale="Since they ask"))
    assert second.json() == {
        "depth": "develops",
        "revision": 2,
        "status": "covered",
        **deep,
        **empty,
        "rationale": "Since they ask",
    }
    third = post(browser, cast, cell(cast, depth="", base_revision=2))
    assert third.json() == {
        "depth": "",
        "revision": 0,
        "status": "untouched",
        **none,
        **empty,
        "cleared": "Since they ask",
    }


def test_a_save_without_a_reason_leaves_it_as_it_is(cast: Cast, as_user: SignIn) -> None:
    browser = as_user(cast.dee)
    post(browser, cast, cell(cast, rationale="Since they ask"))
    assert post(browser, cast, cell(cast, depth="assesses", base_revision=1)).json()["rationale"] == "Since they ask"
    assert post(browser, cast, cell(cast, base_revision=2, rationale="")).json()["rationale"] == ""
    assert post(browser, cast, cell(cast, base_revision=3, rationale="x" * 2001)).status_code == 400


def test_one_cell_is_read_with_its_reason(cast: Cast, as_user: SignIn) -> None:
    element = cast.framework_version.elements.get(code="D1.1")
    address = reverse("programmes:cell-detail", args=[cast.programme.pk, element.pk, "module", cast.modules[0].pk])
    answer = as_user(cast.bill).get(address).json()
    assert (answer["depth"], answer["revision"], answer["rationale"]) == ("develops", 1, "Core of the module")
    assert as_user(cast.pia).get(address).status_code == 404
    assert as_user(cast.dee).get(address.replace("/module/", "/junk/")).status_code == 404


def test_the_second_of_two_browsers_is_told_what_is_there(cast: Cast, as_user: SignIn) -> None:
    one, other = as_user(cast.dee), as_user(cast.dee)
    post(one, cast, cell(cast, depth="introduces"))
    late = post(other, cast, cell(cast, depth="assesses"))
    assert late.status_code == 409
    assert late.json() == {
        "depth": "introduces",
        "revision": 1,
        "status": "thin",
        "rationale": "",
        "deep": 0,
        "light": 1,
        "reason": "Somebody else changed this cell meanwhile. It now shows what they saved.",
    }
    assert Mapping.objects.get(event=cast.event).depth == "introduces"


@pytest.mark.parametrize(
    "junk",
    [
        "",
        "[]",
        "null",
        "{",
        '"text"',
        '{"item": 5}',
        pytest.param("[" * 100_000, id="nested too deep"),
        "\x00",
        {"depth": "masters"},
        {"base_revision": -1},
        {"base_revision": "x"},
        {"base_revision": 10**12},
        {"element": "x"},
        {"item": "event:x"},
        {"item": "user:00000000-0000-0000-0000-000000000000"},
        {"item": "event"},
        {"item": {"a": 1}},
        {"item": "\x00"},
    ],
)
def test_junk_is_answered_with_400(cast: Cast, as_user: SignIn, junk: Any) -> None:
    data = cell(cast, **junk) if isinstance(junk, dict) else junk
    assert post(as_user(cast.dee), cast, data).status_code == 400
    assert Mapping.objects.count() == 1


def test_ids_of_elsewhere_answer_like_missing_ones(cast: Cast, as_user: SignIn) -> None:
    browser = as_user(cast.dee)
    foreign = make_framework(cast.provider, "Foreign").elements.get(code="D1.1")
    theirs = Module.objects.create(programme=cast.other_programme, title="Theirs")
    for changes in (
        {"element": str(foreign.pk)},
        {"element": str(uuid4())},
        {"item": f"module:{theirs.pk}"},
        {"item": f"module:{uuid4()}"},
        {"item": f"programme:{cast.other_programme.pk}"},
    ):
        assert post(browser, cast, cell(cast, **changes)).status_code == 404
    assert Mapping.objects.count() == 1


def test_a_heading_is_refused_with_a_sentence(cast: Cast, as_user: SignIn) -> None:
    heading = cast.framework_version.elements.get(code="D1")
    answer = post(as_user(cast.dee), cast, cell(cast, element=str(heading.pk)))
    assert (answer.status_code, answer.json()) == (
        400,
        {"reason": "This is a heading: map the statements beneath it."},
    )


def test_insiders_are_told_403_and_outsiders_404(cast: Cast, as_user: SignIn) -> None:
    answers = {name: post(as_user(getattr(cast, name)), cast, cell(cast)).status_code for name in NAMES}
    assert answers == dict.fromkeys(NAMES[:6], 403) | dict.fromkeys(NAMES[6:], 404)
    assert Mapping.objects.count() == 1


NAMES = ["amara", "bill", "cora", "lena", "sam", "olga", "pia", "eve", "carl", "root"]


def test_only_posts_are_answered(cast: Cast, as_user: SignIn) -> None:
    address = reverse("programmes:mapping-cell", args=[cast.programme.pk])
    assert as_user(cast.dee).get(address).status_code == 405


@pytest.mark.parametrize(("base", "expected"), [(0, 6), (1, 6)])
def test_a_save_takes_few_statements_however_large_the_grid(
    cast: Cast, as_user: SignIn, base: int, expected: int
) -> None:
    """Beside session, account and the transaction's own statements."""
    browser = as_user(cast.dee)
    if base:
        post(browser, cast, cell(cast))
    data = cell(cast, depth="assesses", base_revision=base)
    with CaptureQueriesContext(connection) as queries:
        assert post(browser, cast, data).status_code == 200
    words = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    work = [sql for sql in words if "django_session" not in sql and 'FROM "people_user"' not in sql]
    assert len(work) == expected, work
