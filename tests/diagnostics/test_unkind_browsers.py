"""Devices without room, proxies with pages of their own, clocks put back: nothing is lost or wrongly called saved."""

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from diagnostics.models import Attempt, RaterAnswer
from tests.cast import Cast
from tests.diagnostics.answer_page import COME_BACK, NEWER, SAVED, card, kept, state, url
from tests.diagnostics.asking_beside import save
from tests.diagnostics.rating_play import ask, open_panel

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request, Route

FULL = "() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; }"
ITEMS = "Object.keys(localStorage).filter((key) => key.startsWith('carnegie-answer:')).length"


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (200, "<h1>Please accept the terms of this network</h1>", "No connection"),
        (200, '{"revision": 2, "sav', "No connection"),
        (400, "<h1>Bad gateway says no</h1>", "No connection"),
        (413, "", "No connection"),
        (404, "", "You have been signed out"),
    ],
)
def test_an_answer_that_is_not_ours_settles_nothing(
    opened: "Page", attempt: Attempt, status: int, body: str, said: str
) -> None:
    """Also a 404: somebody else has signed in here meanwhile."""
    opened.route("**/answers/**", lambda route: route.fulfill(status=status, body=body))
    card(opened, 1).get_by_test_id("level-5").check()
    state(opened, said)
    assert opened.evaluate(ITEMS) == 1
    opened.unroute_all()
    opened.reload()
    state(opened, SAVED)
    assert (kept(attempt)["D1.2"], opened.evaluate(ITEMS)) == ((5, ""), 0)


def test_what_was_refused_is_not_covered_by_a_later_saved(opened: "Page", attempt: Attempt) -> None:
    too_long = "x" * 4001
    card(opened, 1).locator("summary").click()
    card(opened, 1).get_by_test_id("example").evaluate("(one) => one.removeAttribute('maxlength')")
    card(opened, 1).get_by_test_id("example").fill(too_long)
    state(opened, "at most 4000 characters")
    with opened.expect_response("**/answers/**"):
        card(opened, 2).get_by_test_id("level-3").check()
    opened.get_by_text("2 of 6").wait_for()
    state(opened, "at most 4000 characters")
    card(opened, 1).get_by_test_id("example").fill("Short")
    state(opened, SAVED)
    assert (kept(attempt)["D1.2"], kept(attempt)["D1.3"]) == ((None, "Short"), (3, ""))


def test_a_device_without_room_is_not_said_to_keep_anything(opened: "Page", attempt: Attempt) -> None:
    """And who would leave then is asked first."""
    opened.evaluate(FULL)
    opened.route("**/answers/**", lambda route: route.abort())
    card(opened, 1).get_by_test_id("level-5").check()
    state(opened, "this device has no room to keep your answers")
    asked: list[str] = []

    def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    opened.on("dialog", stay)
    opened.evaluate("location.href = '/'")
    opened.wait_for_timeout(500)
    assert (asked, opened.url.endswith(url(attempt))) == (["beforeunload"], True)
    opened.unroute_all()
    opened.evaluate(COME_BACK)
    state(opened, SAVED)
    assert kept(attempt)["D1.2"] == (5, "")


def test_one_broken_entry_on_the_device_hides_no_other(opened: "Page", attempt: Attempt) -> None:
    opened.route("**/answers/**", lambda route: route.abort())
    card(opened, 1).get_by_test_id("level-5").check()
    state(opened, "No connection")
    for name, text in (("1", "{half"), ("2", "null"), ("3", '{"item": "x", "given": {}, "at": "now"}')):
        opened.evaluate(
            "([key, text]) => localStorage.setItem(key, text)", [f"carnegie-answer:{attempt.pk}:{name}", text]
        )
    opened.unroute_all()
    opened.reload()
    state(opened, SAVED)
    assert kept(attempt)["D1.2"] == (5, "")


def test_a_clock_that_is_put_back_does_not_make_an_older_answer_win(opened: "Page", attempt: Attempt) -> None:
    tab = opened.context.new_page()
    tab.goto(url(attempt))
    opened.evaluate("const now = Date.now; Date.now = () => now() + 3600000")
    opened.route("**/answers/**", lambda route: route.abort())
    card(opened, 0).get_by_test_id("level-1").check()
    state(opened, "No connection")
    card(tab, 0).get_by_test_id("level-5").check()
    state(tab, SAVED)
    card(opened, 0).locator("[data-testid=level-5]:checked").wait_for()
    opened.unroute_all()
    with opened.expect_response("**/answers/**"):
        card(opened, 1).get_by_test_id("level-2").check()
    state(opened, SAVED)
    assert {code: rank for code, (rank, _text) in kept(attempt).items()} == {"D1.1": 5, "D1.2": 2}


def test_a_page_out_of_the_browsers_store_sends_nothing_that_another_page_has_sent(
    opened: "Page", attempt: Attempt, cast: Cast
) -> None:
    opened.route("**/answers/**", lambda route: route.abort())
    card(opened, 0).get_by_test_id("level-1").check()
    state(opened, "No connection")
    opened.evaluate("localStorage.clear()")  # as another page does that has sent it
    save(attempt, "D1.1", cast.amara, rank=5, base_revision=1)
    opened.unroute_all()
    opened.wait_for_timeout(1100)
    opened.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    card(opened, 0).locator("[data-testid=level-5]:checked").wait_for()
    assert kept(attempt)["D1.1"] == (5, "")


def test_a_level_that_a_newer_save_took_away_is_not_shown_any_more(
    opened: "Page", attempt: Attempt, cast: Cast
) -> None:
    save(attempt, "D1.1", cast.amara, rank=None, base_revision=1, example="Words only")
    opened.wait_for_timeout(1100)
    opened.evaluate(COME_BACK)
    card(opened, 0).get_by_text(NEWER).wait_for()
    assert card(opened, 0).locator("[data-testid^=level-]:checked").count() == 0
    opened.get_by_text("0 of 6").wait_for()


# ---- what is stuck on its way ----


def get_stuck(page: "Page") -> "list[Request]":
    """The next save is held back somewhere, and its page given an error."""
    stuck: list[Request] = []

    def hold(route: "Route") -> None:
        stuck.append(route.request)
        route.abort()

    page.route("**/answers/**", hold, times=1)
    return stuck


def test_a_save_that_was_stuck_comes_too_late_to_replace_a_newer_one(opened: "Page", attempt: Attempt) -> None:
    stuck = get_stuck(opened)
    card(opened, 0).get_by_test_id("level-1").check()
    state(opened, "No connection")
    card(opened, 0).get_by_test_id("level-5").check()
    state(opened, SAVED)
    late = opened.request.fetch(stuck[0])
    assert (late.status, late.json()["kept"]["level"]) == (200, "5")
    assert kept(attempt)["D1.1"] == (5, "canary-example-Amara-D1.1")
    opened.reload()
    assert card(opened, 0).get_by_test_id("level-5").is_checked()


def test_what_a_reload_takes_up_is_sent_as_it_was_given(opened: "Page", attempt: Attempt) -> None:
    """So that the copy which the page before it sent is the same save, and both together are one."""
    stuck = get_stuck(opened)
    card(opened, 1).get_by_test_id("level-4").check()
    state(opened, "No connection")
    opened.route("**/answers/**", lambda route: route.abort())
    opened.reload()
    state(opened, "No connection")
    opened.unroute_all()
    opened.evaluate(COME_BACK)
    state(opened, SAVED)
    card(opened, 1).get_by_test_id("level-2").check()
    opened.get_by_text("2 of 6").wait_for()
    state(opened, SAVED)
    assert opened.request.fetch(stuck[0]).json()["kept"]["level"] == "2"
    assert attempt.answers.get(item__code="D1.2").revision == 2


def test_a_page_that_sends_what_was_replaced_shows_what_counts(opened: "Page", attempt: Attempt) -> None:
    """It took up an older answer before another page, of which it never heard, got a newer one through."""
    get_stuck(opened)
    card(opened, 0).get_by_test_id("level-1").check()
    state(opened, "No connection")
    waiting = opened.evaluate("Object.entries(localStorage)")
    card(opened, 0).get_by_test_id("level-5").check()
    state(opened, SAVED)
    opened.evaluate("(entries) => entries.forEach(([key, text]) => localStorage.setItem(key, text))", waiting)
    opened.reload()
    card(opened, 0).get_by_text(NEWER).wait_for()
    assert card(opened, 0).get_by_test_id("level-5").is_checked()
    state(opened, SAVED)
    assert (kept(attempt)["D1.1"][0], opened.evaluate(ITEMS)) == (5, 0)


def test_a_raters_save_that_was_stuck_too(page: "Page", live_server: Any, cast: Cast) -> None:
    kim = ask(cast, open_panel(cast), "Kim")[0]
    page.goto(reverse("diagnostics:rating-page", args=[kim.token, 1]))
    stuck = get_stuck(page)
    card(page, 0).get_by_test_id("level-1").check()
    state(page, "No connection")
    card(page, 0).get_by_test_id("level-5").check()
    state(page, SAVED)
    assert page.request.fetch(stuck[0]).json()["kept"]["level"] == "5"
    assert RaterAnswer.objects.values_list("level__rank", "revision").get() == (5, 1)
