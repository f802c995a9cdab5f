"""Nothing that she gave is lost, and nothing is called saved that is not: cut lines, crashes, the back button."""

import contextlib
from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

from diagnostics.models import Attempt
from tests.cast import Cast, make_attempt, make_diagnostic, make_framework
from tests.diagnostics.answer_page import SAVED, card, kept, state, url
from tests.journeys.steps import go_on

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

DOMAINS, PER_DOMAIN = 5, 12
# Everything that the bar ever said.
LISTEN = """
window.told = [];
addEventListener("DOMContentLoaded", () => {
  const bar = document.querySelector("[data-state]");
  if (bar) new MutationObserver(() => window.told.push(bar.textContent)).observe(bar, {childList: true, subtree: true});
});
"""


@pytest.fixture
def attempt(live_server: Any, cast: Cast) -> Attempt:
    """Sixty statements on five pages."""
    framework = make_framework(cast.provider, "Long", domains=DOMAINS, per_domain=PER_DOMAIN)
    cast.round.diagnostic_version = make_diagnostic(cast.programme, framework, cast.dee, title="Long")
    cast.round.target_profile = None
    cast.round.save()
    return make_attempt(cast.round, cast.amara_enrolment, ranks=[], submitted=False)


@pytest.fixture
def window(
    new_page: Callable[..., "Page"], attempt: Attempt, cast: Cast, sign_in: Callable[..., None]
) -> Callable[[], "Page"]:
    def open_window() -> "Page":
        page = new_page()
        page.add_init_script(LISTEN)
        sign_in(page, cast.amara)
        page.goto(url(attempt))
        return page

    return open_window


def ranks(attempt: Attempt) -> dict[str, int | None]:
    return {code: rank for code, (rank, _text) in kept(attempt).items()}


def flaky() -> Callable[["Route"], None]:
    """Every fifth request never arrives; every seventh does, but its answer gets lost."""
    turns = count(1)

    def handle(route: "Route") -> None:
        turn = next(turns)
        if turn % 5 == 0:
            route.abort()
        elif turn % 7 == 0:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    return handle


@pytest.mark.parametrize("trials", [1, pytest.param(20, marks=pytest.mark.slow)])
def test_two_browsers_answer_sixty_statements_between_them(
    window: Callable[[], "Page"], attempt: Attempt, trials: int
) -> None:
    """At the same time on the same pages, over a line that loses requests and answers."""
    browsers = [window(), window()]
    for page in browsers:
        page.route("**/answers/**", flaky())
    lost = 0
    for trial in range(trials):
        attempt.answers.all().delete()
        expected = {}
        for domain in range(1, DOMAINS + 1):
            for page in browsers:
                page.goto(url(attempt, domain))
            for number in range(PER_DOMAIN):
                rank = (trial + domain + number) % 5 + 1
                card(browsers[number % 2], number).get_by_test_id(f"level-{rank}").check()
                expected[f"D{domain}.{number + 1}"] = rank
            for page in browsers:
                state(page, SAVED)
        lost += sum(ranks(attempt).get(code) != rank for code, rank in expected.items())
    assert (lost, len(expected)) == (0, 60)


def answer_in_the_dark(page: "Page") -> dict[str, int]:
    """Twelve answers while nothing gets through; none is called saved."""
    for number in range(PER_DOMAIN):
        card(page, number).get_by_test_id(f"level-{number % 5 + 1}").check()
    card(page, 0).locator("summary").click()
    card(page, 0).get_by_test_id("example").fill("Written in a tunnel")
    state(page, "No connection")
    return {f"D1.{number + 1}": number % 5 + 1 for number in range(PER_DOMAIN)}


def test_a_minute_without_a_network(window: Callable[[], "Page"], attempt: Attempt) -> None:
    """The minute passes by the page's clock: its timers fire, fail, and say nothing untrue."""
    page = window()
    page.clock.install()
    page.context.set_offline(True)
    expected = answer_in_the_dark(page)
    page.clock.run_for(60_000)
    state(page, "No connection")
    assert (kept(attempt), [one for one in page.evaluate("told") if "Saved" in one]) == ({}, [])
    page.context.set_offline(False)
    state(page, SAVED)
    assert ranks(attempt) == expected
    assert kept(attempt)["D1.1"] == (1, "Written in a tunnel")


def test_a_server_that_cannot_be_reached_is_tried_again_by_itself(
    window: Callable[[], "Page"], attempt: Attempt
) -> None:
    """No event says that the way is open again: only the page's own patience."""
    page = window()
    page.clock.install()
    page.route("**/answers/**", lambda route: route.abort())
    expected = answer_in_the_dark(page)
    page.clock.run_for(60_000)
    state(page, "No connection")
    page.unroute_all()
    page.clock.run_for(31_000)
    state(page, SAVED)
    assert ranks(attempt) == expected


@pytest.mark.slow
def test_a_real_minute_without_a_network(window: Callable[[], "Page"], attempt: Attempt) -> None:
    page = window()
    page.context.set_offline(True)
    expected = answer_in_the_dark(page)
    page.wait_for_timeout(60_000)
    assert (kept(attempt), [one for one in page.evaluate("told") if "Saved" in one]) == ({}, [])
    page.context.set_offline(False)
    state(page, SAVED)
    assert ranks(attempt) == expected


@pytest.mark.parametrize("status", [500, 502, 503, 429])
def test_a_server_in_trouble_is_no_saved(window: Callable[[], "Page"], attempt: Attempt, status: int) -> None:
    page = window()
    page.clock.install()
    page.route("**/answers/**", lambda route: route.fulfill(status=status, body="<h1>Saved</h1>"))
    card(page, 0).get_by_test_id("level-3").check()
    state(page, "No connection")
    assert [one for one in page.evaluate("told") if "Saved" in one] == []
    page.unroute_all()
    page.clock.run_for(31_000)
    state(page, SAVED)
    assert ranks(attempt) == {"D1.1": 3}


def test_a_tab_that_crashes_has_kept_everything_on_the_device(window: Callable[[], "Page"], attempt: Attempt) -> None:
    page = window()
    page.route("**/answers/**", lambda route: route.abort())
    expected = answer_in_the_dark(page)
    crash(page)
    again = page.context.new_page()
    again.goto(url(attempt))
    state(again, SAVED)
    assert ranks(attempt) == expected
    assert card(again, 0).get_by_test_id("example").input_value() == "Written in a tunnel"


def crash(page: "Page") -> None:
    """Its process ends without a chance to say anything."""
    from playwright.sync_api import Error

    with page.expect_event("crash"), contextlib.suppress(Error):
        page.goto("chrome://crash")


def test_the_back_button_right_after_an_answer(window: Callable[[], "Page"], attempt: Attempt) -> None:
    """Once while it is being sent, once while nothing gets through."""
    page = window()
    card(page, 0).get_by_test_id("level-2").check()
    state(page, SAVED)
    go_on(page)
    card(page, 0).get_by_test_id("level-4").check()
    page.go_back()
    page.wait_for_url(f"**{url(attempt, 1)}")
    card(page, 0).locator("[data-testid=level-2]:checked").wait_for()
    page.route("**/answers/**", lambda route: route.abort())
    card(page, 1).get_by_test_id("level-5").check()
    state(page, "No connection")
    page.go_forward()
    page.wait_for_url(f"**{url(attempt, 2)}")
    page.unroute_all()
    page.reload()
    state(page, SAVED)
    assert card(page, 0).get_by_test_id("level-4").is_checked()
    assert ranks(attempt) == {"D1.1": 2, "D1.2": 5, "D2.1": 4}
    page.go_back()
    card(page, 1).locator("[data-testid=level-5]:checked").wait_for()
    assert card(page, 1).get_by_text("This is the newest answer.").count() == 0
