"""One self-assessment in two windows or on two devices: the newest acknowledged answer counts, and both say so."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from diagnostics.models import Attempt, ContextQuestion
from tests.cast import Cast
from tests.diagnostics.answer_page import COME_BACK, NEWER, SAVED, card, kept, state, url
from tests.diagnostics.asking_beside import make_questions, save

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture
def one(opened: "Page") -> "Page":
    return opened


@pytest.fixture
def other_tab(one: "Page", attempt: Attempt) -> "Page":
    """Of the same browser."""
    tab = one.context.new_page()
    tab.goto(url(attempt))
    return tab


@pytest.fixture
def other_device(new_page: Callable[..., "Page"], attempt: Attempt, cast: Cast, sign_in: Callable[..., None]) -> "Page":
    device = new_page()
    sign_in(device, cast.amara)
    device.goto(url(attempt))
    return device


def test_the_other_tab_is_told_at_once_and_shows_the_newest(one: "Page", other_tab: "Page", attempt: Attempt) -> None:
    card(one, 0).get_by_test_id("level-5").check()
    state(one, SAVED)
    card(other_tab, 0).get_by_text(NEWER).wait_for()
    assert card(other_tab, 0).get_by_test_id("level-5").is_checked()
    card(one, 1).get_by_test_id("level-1").check()
    other_tab.get_by_text("2 of 6").wait_for()
    card(other_tab, 0).get_by_test_id("level-4").check()
    card(one, 0).get_by_text(NEWER).wait_for()
    assert card(one, 0).get_by_test_id("level-4").is_checked()
    # It had heard of the first change, so what it sent replaced nothing unheard of.
    assert other_tab.get_by_text("Changed in another window as well").count() == 0
    assert {code: rank for code, (rank, _text) in kept(attempt).items()} == {"D1.1": 4, "D1.2": 1}


def test_another_device_is_told_when_it_comes_back_to_the_front(
    one: "Page", other_device: "Page", attempt: Attempt
) -> None:
    card(one, 0).get_by_test_id("level-5").check()
    card(one, 1).locator("summary").click()
    card(one, 1).get_by_test_id("example").fill("At my desk")
    state(one, SAVED)
    one.get_by_text("1 of 6").wait_for()
    other_device.wait_for_timeout(1100)
    with other_device.expect_response("**/news/"):
        other_device.evaluate(COME_BACK)
    card(other_device, 0).get_by_text(NEWER).wait_for()
    assert card(other_device, 0).get_by_test_id("level-5").is_checked()
    assert card(other_device, 1).get_by_test_id("example").input_value() == "At my desk"
    assert card(other_device, 2).get_by_text(NEWER).count() == 0


def test_what_is_being_typed_there_is_not_touched_and_counts_as_the_newest(
    one: "Page", other_device: "Page", attempt: Attempt, cast: Cast
) -> None:
    other_device.route("**/answers/**", lambda route: route.abort())
    card(other_device, 0).get_by_test_id("example").fill("Typed on the train")
    state(other_device, "No connection")
    save(attempt, "D1.1", cast.amara, rank=5, base_revision=1, example="Typed at the desk")
    other_device.wait_for_timeout(1100)
    with other_device.expect_response("**/news/"):
        other_device.evaluate(COME_BACK)
    assert card(other_device, 0).get_by_test_id("example").input_value() == "Typed on the train"
    other_device.unroute_all()
    card(other_device, 0).get_by_text("Changed in another window as well").wait_for()
    state(other_device, SAVED)
    assert kept(attempt)["D1.1"] == (2, "Typed on the train")


def test_an_older_answer_that_waits_in_one_tab_never_replaces_a_newer_one_of_the_other(
    one: "Page", attempt: Attempt
) -> None:
    """The second tab takes up what the first could not send; then the first changes its mind and gets through."""
    failing = lambda route: route.abort()  # noqa: E731
    one.context.route("**/answers/**", failing)
    card(one, 0).get_by_test_id("level-1").check()
    state(one, "No connection")
    tab = one.context.new_page()
    tab.goto(url(attempt))
    state(tab, "No connection")
    assert card(tab, 0).get_by_test_id("level-1").is_checked()
    one.context.unroute_all()
    tab.route("**/answers/**", failing)
    card(one, 0).get_by_test_id("level-5").check()
    state(one, SAVED)
    tab.unroute_all()
    with tab.expect_response("**/answers/**"):
        card(tab, 1).get_by_test_id("level-2").check()
    state(tab, SAVED)
    assert {code: rank for code, (rank, _text) in kept(attempt).items()} == {"D1.1": 5, "D1.2": 2}
    assert card(tab, 0).get_by_test_id("level-5").is_checked()


def test_the_page_about_her_work_too(one: "Page", other_device: "Page", attempt: Attempt, cast: Cast) -> None:
    questions: list[ContextQuestion] = make_questions(cast)
    address = reverse("diagnostics:attempt-context", args=[attempt.pk])
    tab = one.context.new_page()
    for page in (one, tab, other_device):
        page.goto(address)
    card(one, 0).get_by_test_id("number").fill("12")
    card(one, 1).get_by_test_id("option").first.check()
    state(one, SAVED)
    one.get_by_text("2/3").first.wait_for(state="attached")
    assert one.get_by_text("1 of 6").is_visible()
    card(tab, 0).get_by_text(NEWER).wait_for()
    other_device.wait_for_timeout(1100)
    other_device.evaluate(COME_BACK)
    card(other_device, 1).get_by_text(NEWER).wait_for()
    assert other_device.get_by_test_id("number").input_value() == "12"
    card(other_device, 0).get_by_test_id("number").fill("twelve")
    state(other_device, "Write a number, for example 12 or 2.5.")
    assert dict(attempt.context_answers.values_list("question", "text")) == {
        questions[0].pk: "12",
        questions[1].pk: "A nursery",
    }


def test_a_tab_whose_attempt_was_submitted_elsewhere_says_so(
    other_device: "Page", attempt: Attempt, cast: Cast
) -> None:
    Attempt.objects.filter(pk=attempt.pk).update(state="submitted", submitted_at=attempt.started_at)
    other_device.wait_for_timeout(1100)
    other_device.evaluate(COME_BACK)
    state(other_device, "You have submitted this self-assessment")


def test_no_window_polls(one: "Page") -> None:
    asked: list[str] = []
    one.on("request", lambda request: asked.append(request.url))
    one.wait_for_timeout(3000)
    assert asked == []
