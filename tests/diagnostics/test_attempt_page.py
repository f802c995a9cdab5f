"""One domain a page: `diagnostics:attempt-page`, and how it works without JavaScript."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from carnegie.people.models import User
from diagnostics.models import Attempt, Item
from tests.cast import Cast, make_attempt, make_diagnostic, make_framework

AsUser = Callable[[User], Client]


def url(attempt: Attempt, number: int = 1) -> str:
    return reverse("diagnostics:attempt-page", args=[attempt.pk, number])


def fields(response: HttpResponse) -> dict[str, str]:
    """What a browser without JavaScript would send back, untouched."""
    html = response.content.decode()
    sent = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html))
    sent |= dict(re.findall(r'name="([^"]+)" value="([^"]*)" checked', html))
    sent |= dict(re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>([^<]*)</textarea>', html))
    return sent


def kept(attempt: Attempt) -> dict[str, tuple[int | None, str, int]]:
    rows = attempt.answers.select_related("item", "level")
    return {row.item.code: (row.level and row.level.rank, row.example, row.revision) for row in rows}


@pytest.fixture
def attempt(cast: Cast) -> Attempt:
    return make_attempt(cast.round, cast.amara_enrolment, ranks=[3, 4], submitted=False)


def test_a_page_shows_its_domain_and_the_way_to_the_others(cast: Cast, attempt: Attempt, as_user: AsUser) -> None:
    html = as_user(cast.amara).get(url(attempt)).content.decode()
    assert re.findall(r'data-testid="card"', html) == ['data-testid="card"'] * 3
    assert re.findall(r"<h1>(.*?)</h1>", html) == ["Heads domain 1"]
    assert re.findall(r'class="side-note">([^<]+)<', html) == ["2/3", "2/3", "0/3"]
    assert "Developing, as it looks" in html
    assert re.findall(r'value="(\d)" checked data-testid="level', html) == ["3", "4"]


def test_targets_are_nowhere_on_it(cast: Cast, attempt: Attempt, as_user: AsUser) -> None:
    cast.target_profile.title = "canary-target"
    cast.target_profile.save()
    html = as_user(cast.amara).get(url(attempt)).content.decode()
    assert ("canary-target" in html, "xpected" in html) == (False, False)


@pytest.mark.parametrize("per_domain", [3, 12])
def test_queries_do_not_grow_with_items(
    cast: Cast, as_user: AsUser, django_assert_num_queries: Any, per_domain: int
) -> None:
    framework = make_framework(cast.provider, "Long", domains=4, per_domain=per_domain)
    cast.round.diagnostic_version = make_diagnostic(cast.programme, framework, cast.dee, title="Long")
    cast.round.target_profile = None
    cast.round.save()
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[3] * per_domain, submitted=False)
    client = as_user(cast.amara)
    client.get("/")
    with django_assert_num_queries(PAGE_QUERIES):
        client.get(url(attempt))


PAGE_QUERIES = 9
"""Session, person, what she is to others (the header), attempt, levels, answers, items, descriptors, context."""


def test_without_javascript_a_page_is_saved_by_its_button(cast: Cast, attempt: Attempt, as_user: AsUser) -> None:
    client = as_user(cast.amara)
    sent = fields(client.get(url(attempt)))
    items = {item.code: item.pk.hex for item in Item.objects.filter(version=cast.diagnostic_version)}
    sent |= {f"{items['D1.2']}-level": "na", f"{items['D1.3']}-example": "Only\r\nwords", "go": "next"}
    response = client.post(url(attempt), sent)
    assert (response.status_code, response["Location"]) == (302, url(attempt, 2))
    assert kept(attempt) == {
        "D1.1": (3, "canary-example-Amara-D1.1", 1),
        "D1.2": (None, "canary-example-Amara-D1.2", 2),
        "D1.3": (None, "Only\nwords", 1),
    }


def test_a_page_that_has_grown_old_overwrites_only_what_she_touched(
    cast: Cast, attempt: Attempt, as_user: AsUser
) -> None:
    client = as_user(cast.amara)
    old = fields(client.get(url(attempt)))
    items = {item.code: item.pk.hex for item in Item.objects.filter(version=cast.diagnostic_version)}
    client.post(url(attempt), old | {f"{items['D1.1']}-level": "5", f"{items['D1.2']}-level": "5"})
    response = client.post(url(attempt), old | {f"{items['D1.2']}-level": "1"}, follow=True)
    assert {code: (rank, revision) for code, (rank, _text, revision) in kept(attempt).items()} == {
        "D1.1": (5, 2),
        "D1.2": (1, 3),
    }
    assert "had also been changed in another window" in response.content.decode()


def test_each_button_leads_where_it_says(cast: Cast, attempt: Attempt, as_user: AsUser) -> None:
    client = as_user(cast.amara)
    for number, go, where in (
        (1, "back", reverse("diagnostics:attempt-start", args=[cast.round.pk])),
        (1, "stay", url(attempt, 1)),
        (1, "next", url(attempt, 2)),
        (1, "nonsense", url(attempt, 2)),
        (2, "back", url(attempt, 1)),
        (2, "next", reverse("diagnostics:attempt-review", args=[attempt.pk])),
    ):
        sent = fields(client.get(url(attempt, number))) | {"go": go}
        assert client.post(url(attempt, number), sent)["Location"] == where


def test_junk_is_answered_with_an_error_summary_and_the_input_kept(
    cast: Cast, attempt: Attempt, as_user: AsUser
) -> None:
    client = as_user(cast.amara)
    item = cast.diagnostic_version.items.first().pk.hex
    sent = fields(client.get(url(attempt)))
    before = kept(attempt)
    for name, value in (
        ("level", "99999"),
        ("level", "x"),
        ("importance", "9"),
        ("base_revision", "-1"),
        ("example", "nul \x00 byte"),
        ("example", "x" * 4001),
    ):
        response = client.post(url(attempt), sent | {f"{item}-{name}": value})
        assert (response.status_code, b'data-testid="error-summary"' in response.content) == (422, True), name
    assert kept(attempt) == before
    response = client.post(url(attempt), sent | {f"{item}-level": "9"})
    assert (response.status_code, b"not part of this self-assessment" in response.content) == (409, True)


def test_an_empty_post_changes_only_what_it_clears(cast: Cast, attempt: Attempt, as_user: AsUser) -> None:
    assert as_user(cast.amara).post(url(attempt), {}).status_code == 302


def test_after_the_round_has_closed_answers_stay_readable(cast: Cast, attempt: Attempt, as_user: AsUser) -> None:
    cast.round.opens_on = cast.round.closes_on = cast.round.opens_on
    cast.round.save()
    client = as_user(cast.amara)
    page = client.get(url(attempt))
    assert b'data-testid="closed"' in page.content
    item = cast.diagnostic_version.items.first().pk.hex
    response = client.post(url(attempt), fields(page) | {f"{item}-level": "5"})
    assert (response.status_code, b'data-testid="refusal"' in response.content) == (409, True)


def test_no_such_page(cast: Cast, attempt: Attempt, as_user: AsUser) -> None:
    client = as_user(cast.amara)
    assert [client.get(url(attempt, number)).status_code for number in (0, 3, 99)] == [404, 404, 404]


def test_a_submitted_attempt_leads_to_its_profile(cast: Cast, as_user: AsUser) -> None:
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[3])
    client = as_user(cast.amara)
    profile = reverse("diagnostics:attempt-profile", args=[attempt.pk])
    assert [client.get(url(attempt))["Location"], client.post(url(attempt), {})["Location"]] == [profile, profile]
