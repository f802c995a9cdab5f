"""Somebody without an account says how she sees a learner's work: by the link in a mail, on a phone, without scripts,
by keyboard alone.

Given: Amara asks three colleagues; the mails go through a real mail server.
"""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from carnegie.notifications.services import tick
from diagnostics.models import RaterAnswer, RaterResponse
from tests.cast import NOW, Cast
from tests.diagnostics.rating_play import ask, open_panel
from tests.fixtures.browser import PHONE

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def link(live_server: Any, smtp_server: Any) -> str:
    """The address in Kim's mail."""
    cast = Cast()
    ask(cast, open_panel(cast), "Kim", "Lee", "Mo")
    tick(now=NOW)
    mail = next(one for one in smtp_server.messages if one["To"] == "kim@rater.test")
    return re.search(r"/diagnostics/view/\S+", mail.get_content())[0]


def levels() -> dict[str, int | None]:
    return dict(RaterAnswer.objects.values_list("item__code", "level__rank"))


def submitted() -> bool:
    return RaterResponse.objects.get().submitted_at is not None


def test_on_a_phone(page: "Page", link: str, axe: Callable[..., None]) -> None:
    page.set_viewport_size(PHONE)
    page.goto(link)
    assert page.get_by_text("You are anonymous.").is_visible()
    axe(page)
    page.set_viewport_size(PHONE)
    page.get_by_test_id("begin").click()
    for number in range(5):
        page.get_by_test_id("card").nth(number).get_by_test_id("level-4").check()
    page.get_by_test_id("card").nth(5).get_by_test_id("level-na").check()
    page.get_by_text("6 of 6").wait_for()
    page.get_by_test_id("card").first.locator("summary").click()
    with page.expect_response("**/answers/**"):
        page.get_by_test_id("comment").first.fill("Listens first")
    page.get_by_test_id("save-state").filter(has_text="Saved 10:00").wait_for()
    assert RaterAnswer.objects.get(item__code="D1.1").comment == "Listens first"
    axe(page)
    page.set_viewport_size(PHONE)
    page.get_by_test_id("next").click()
    page.get_by_text("Every statement has an answer.").wait_for()
    axe(page)
    page.get_by_test_id("submit").click()
    page.get_by_test_id("submitted").wait_for()
    page.locator("summary").click()
    assert page.get_by_text("Listens first").is_visible()
    axe(page)
    assert levels() == {"D1.1": 4, "D1.2": 4, "D1.3": 4, "D2.1": 4, "D2.2": 4, "D2.3": None}
    assert submitted()
    assert page.context.cookies() == []
    page.goto(link)
    assert page.get_by_test_id("submitted").is_visible()


def test_without_scripts(page_without_scripts: "Page", link: str) -> None:
    page = page_without_scripts
    page.set_viewport_size(PHONE)
    page.goto(link)
    page.get_by_test_id("begin").click()
    page.get_by_test_id("card").nth(0).get_by_test_id("level-2").check()
    page.get_by_test_id("save").click()
    assert levels() == {"D1.1": 2}
    assert page.get_by_test_id("card").nth(0).get_by_test_id("level-2").is_checked()
    page.get_by_test_id("card").nth(1).get_by_test_id("level-5").check()
    page.get_by_test_id("next").click()
    assert page.get_by_test_id("unanswered").count() == 4
    page.get_by_test_id("submit").click()
    assert page.get_by_test_id("submitted").is_visible()
    assert (levels(), submitted()) == ({"D1.1": 2, "D1.2": 5}, True)


def test_by_keyboard_alone(page: "Page", link: str) -> None:
    page.goto(link)
    go_to(page, "begin")
    page.keyboard.press("Enter")
    page.get_by_text("Keys: a number chooses a level").wait_for()
    page.keyboard.press("Tab")
    for key in "321n45":
        while page.evaluate("document.activeElement.type") != "radio":
            page.keyboard.press("Tab")
        page.keyboard.press(key)
        page.keyboard.press("Tab")
    page.get_by_text("6 of 6").wait_for()
    go_to(page, "next")
    page.keyboard.press("Enter")
    page.get_by_text("Every statement has an answer.").wait_for()
    go_to(page, "submit")
    page.keyboard.press("Enter")
    page.get_by_test_id("submitted").wait_for()
    assert levels() == {"D1.1": 3, "D1.2": 2, "D1.3": 1, "D2.1": None, "D2.2": 4, "D2.3": 5}


def go_to(page: "Page", testid: str) -> None:
    """Tab until the control has the focus."""
    for _step in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.testid") == testid:
            return
    raise AssertionError(f"{testid} is not reached by Tab")


def test_a_network_that_fails(page: "Page", link: str) -> None:
    page.goto(link)
    page.get_by_test_id("begin").click()
    page.get_by_test_id("card").first.wait_for()
    page.context.set_offline(True)
    page.get_by_test_id("card").nth(0).get_by_test_id("level-4").check()
    page.get_by_test_id("save-state").filter(has_text="No connection").wait_for()
    page.get_by_test_id("card").nth(1).get_by_test_id("level-2").check()
    assert not RaterAnswer.objects.exists()
    page.context.set_offline(False)
    page.get_by_test_id("save-state").filter(has_text="Saved 10:00").wait_for()
    assert levels() == {"D1.1": 4, "D1.2": 2}


def test_what_is_chosen_before_the_script_is_there_is_saved_too(page: "Page", link: str) -> None:
    release = []
    page.route("**/js/rating*.js", lambda route: release.append(route))
    page.goto(link)
    page.get_by_test_id("begin").click(no_wait_after=True)
    page.get_by_test_id("card").nth(0).get_by_test_id("level-4").check()
    assert not RaterAnswer.objects.exists()
    release[0].continue_()
    page.get_by_test_id("save-state").filter(has_text="Saved 10:00").wait_for()
    page.get_by_text("1 of 6").wait_for()
    assert levels() == {"D1.1": 4}


def test_saying_no(page: "Page", link: str, axe: Callable[..., None]) -> None:
    page.goto(link)
    page.get_by_test_id("decline").click()
    axe(page)
    page.get_by_test_id("confirm").click()
    page.get_by_test_id("declined").wait_for()
    axe(page)
    assert not RaterResponse.objects.exists()


def test_a_page_of_a_proxy_is_no_acknowledgement(page: "Page", link: str) -> None:
    page.goto(link)
    page.get_by_test_id("begin").click()
    page.route("**/answers/**", lambda route: route.fulfill(status=200, body="<h1>Accept our terms</h1>"))
    page.get_by_test_id("card").first.get_by_test_id("level-4").check()
    page.get_by_test_id("save-state").filter(has_text="connection").wait_for()
    page.unroute_all()
    page.get_by_test_id("save-state").filter(has_text="Saved 10:00").wait_for()
    assert levels() == {"D1.1": 4}


def test_who_leaves_while_an_answer_is_on_its_way_is_asked_first(page: "Page", link: str) -> None:
    page.goto(link)
    page.get_by_test_id("begin").click()
    held: list[Any] = []
    page.route("**/answers/**", lambda route: held.append(route))
    with page.expect_request("**/answers/**"):
        page.get_by_test_id("card").first.get_by_test_id("level-4").check()
    page.get_by_test_id("save-state").filter(has_text="Saving").wait_for()
    asked: list[str] = []

    def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.evaluate("location.href = '/'")
    page.wait_for_timeout(500)
    assert (asked, len(held)) == (["beforeunload"], 1)
    held[0].continue_()
    page.get_by_test_id("save-state").filter(has_text="Saved 10:00").wait_for()
    assert levels() == {"D1.1": 4}
