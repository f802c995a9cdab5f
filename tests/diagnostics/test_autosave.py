"""A self-assessment in a real browser: saved as it is given, kept while there is no connection, usable by keyboard."""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib.sessions.models import Session
from django.urls import reverse

from diagnostics.models import Attempt
from tests.cast import Cast
from tests.diagnostics.answer_page import SAVED, card, kept, state, url
from tests.diagnostics.asking_beside import save

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_each_answer_is_saved_as_it_is_given(opened: "Page", attempt: Attempt) -> None:
    card(opened, 0).get_by_test_id("level-4").check()
    card(opened, 1).locator("summary").click()
    card(opened, 1).get_by_test_id("example").fill("What I did\nand what came of it")
    card(opened, 1).get_by_test_id("level-3").check()
    opened.get_by_text("2 of 6").wait_for()
    state(opened, SAVED)
    assert kept(attempt) == {
        "D1.1": (4, "canary-example-Amara-D1.1"),
        "D1.2": (3, "What I did\nand what came of it"),
    }
    opened.reload()
    assert card(opened, 0).get_by_test_id("level-4").is_checked()
    opened.get_by_test_id("next").click()
    opened.wait_for_url(f"**{url(attempt, 2)}")
    assert attempt.answers.get(item__code="D1.1").revision == 2


def test_the_keyboard_alone(opened: "Page", attempt: Attempt) -> None:
    card(opened, 1).get_by_test_id("level-1").focus()
    opened.keyboard.press("3")
    opened.keyboard.press("ArrowRight")
    card(opened, 2).get_by_test_id("level-1").focus()
    opened.keyboard.press("n")
    state(opened, SAVED)
    opened.get_by_text("3 of 6").wait_for()
    assert kept(attempt)["D1.2"] == (4, "")
    assert attempt.answers.get(item__code="D1.3").is_not_applicable


def test_without_connection_nothing_is_called_saved_and_nothing_is_lost(opened: "Page", attempt: Attempt) -> None:
    opened.context.set_offline(True)
    card(opened, 1).get_by_test_id("level-5").check()
    state(opened, "No connection")
    card(opened, 2).get_by_test_id("level-1").check()
    opened.get_by_test_id("next").click()
    state(opened, "No connection")
    assert list(kept(attempt)) == ["D1.1"]
    assert opened.get_by_text("1 of 6").is_visible()
    opened.context.set_offline(False)
    opened.wait_for_url(f"**{url(attempt, 2)}")
    assert {code: rank for code, (rank, _text) in kept(attempt).items()} == {"D1.1": 2, "D1.2": 5, "D1.3": 1}


def test_who_goes_on_answering_is_not_led_away(opened: "Page", attempt: Attempt) -> None:
    """She pressed Next without a connection, stayed, and changed her mind."""
    opened.context.set_offline(True)
    card(opened, 1).get_by_test_id("level-5").check()
    opened.get_by_test_id("next").click()
    state(opened, "No connection")
    card(opened, 1).get_by_test_id("level-4").check()
    opened.context.set_offline(False)
    state(opened, SAVED)
    opened.wait_for_timeout(500)
    assert (opened.url.endswith(url(attempt)), kept(attempt)["D1.2"]) == (True, (4, ""))


def test_what_was_given_before_the_script_came_is_sent_too(opened: "Page", attempt: Attempt) -> None:
    scripts = []
    opened.route("**/js/diagnostic.js", lambda route: scripts.append(route))
    opened.goto(url(attempt), wait_until="commit")
    card(opened, 1).get_by_test_id("level-5").check()
    assert list(kept(attempt)) == ["D1.1"]
    scripts[0].continue_()
    opened.get_by_text("2 of 6").wait_for()
    assert kept(attempt) == {"D1.1": (2, "canary-example-Amara-D1.1"), "D1.2": (5, "")}


def test_the_back_button_shows_what_is_kept_now(opened: "Page", attempt: Attempt, cast: Cast) -> None:
    """She goes on, says otherwise on her phone, and comes back here."""
    card(opened, 0).get_by_test_id("level-4").check()
    opened.get_by_test_id("next").click()
    opened.wait_for_url(f"**{url(attempt, 2)}")
    save(attempt, "D1.1", cast.amara, rank=1, base_revision=2)
    opened.go_back()
    opened.wait_for_url(f"**{url(attempt, 1)}")
    card(opened, 0).locator("[data-testid=level-1]:checked").wait_for()
    opened.wait_for_timeout(500)
    assert kept(attempt)["D1.1"] == (1, "")


def test_leaving_a_field_that_is_saved_sends_nothing(opened: "Page", attempt: Attempt) -> None:
    sent: list[str] = []
    opened.on("request", lambda request: sent.append(request.url) if "/answers/" in request.url else None)
    with opened.expect_response("**/answers/**"):
        card(opened, 0).get_by_test_id("example").fill("Said once")
    with opened.expect_response("**/answers/**"):
        card(opened, 0).get_by_test_id("example").press("End")
        card(opened, 0).get_by_test_id("example").type(".")
    card(opened, 1).get_by_test_id("level-1").focus()
    opened.wait_for_timeout(500)
    assert (len(sent), kept(attempt)["D1.1"]) == (2, (2, "Said once."))


def test_what_could_not_be_sent_is_taken_up_after_a_reload(opened: "Page", attempt: Attempt) -> None:
    opened.route("**/answers/**", lambda route: route.abort())
    card(opened, 1).get_by_test_id("level-5").check()
    state(opened, "No connection")
    opened.unroute_all()
    opened.goto(url(attempt, 2))
    state(opened, SAVED)
    opened.goto(url(attempt, 1))
    assert card(opened, 1).get_by_test_id("level-5").is_checked()
    assert kept(attempt)["D1.2"] == (5, "")


def test_a_session_that_ended_asks_to_sign_in_and_keeps_the_text(
    opened: "Page", attempt: Attempt, cast: Cast, sign_in: Callable[..., None]
) -> None:
    Session.objects.all().delete()
    card(opened, 1).locator("summary").click()
    card(opened, 1).get_by_test_id("example").fill("Not lost")
    state(opened, "You have been signed out")
    link = opened.get_by_role("link", name="sign in again")
    item = attempt.round.diagnostic_version.items.get(code="D1.2")
    assert link.get_attribute("href") == f"/accounts/login/?next={url(attempt)}%23item-{item.pk}"
    sign_in(opened, cast.amara)
    opened.reload()
    state(opened, SAVED)
    assert card(opened, 1).get_by_test_id("example").input_value() == "Not lost"
    assert kept(attempt)["D1.2"] == (None, "Not lost")


def test_a_change_on_another_device_is_said(opened: "Page", attempt: Attempt, cast: Cast) -> None:
    answer = attempt.answers.get(item__code="D1.1")
    answer.level, answer.revision = cast.diagnostic_version.levels.get(rank=5), 4
    answer.save()
    card(opened, 0).get_by_test_id("level-3").check()
    card(opened, 0).get_by_text("Changed in another window as well").wait_for()
    assert kept(attempt)["D1.1"][0] == 3


def test_a_round_that_closed_meanwhile_is_said_and_not_called_saved(
    opened: "Page", attempt: Attempt, cast: Cast
) -> None:
    cast.round.closes_on = cast.round.opens_on + dt.timedelta(days=1)
    cast.round.save()
    card(opened, 1).get_by_test_id("level-5").check()
    state(opened, "This round closed at the end of")
    assert list(kept(attempt)) == ["D1.1"]


def test_the_whole_of_it_without_scripts(
    page_without_scripts: "Page", attempt: Attempt, cast: Cast, sign_in: Callable[..., None]
) -> None:
    page = page_without_scripts
    sign_in(page, cast.amara)
    page.goto(reverse("diagnostics:attempt-start", args=[cast.round.pk]))
    page.get_by_test_id("begin").click()
    for _domain in range(2):
        for number in range(3):
            card(page, number).get_by_test_id("level-3").check()
        page.get_by_test_id("next").click()
    page.get_by_test_id("submit").click()
    page.get_by_test_id("choose").first.click()
    assert Attempt.objects.get().is_submitted
    for title in ("Delegate", "Listen"):
        page.get_by_label("What I want to work on").fill(title)
        page.get_by_label("Why this matters now").fill("My team waits for me.")
        page.get_by_role("checkbox").first.check()
        page.get_by_test_id("save").click()
    assert page.get_by_test_id("need").count() == 2


def test_a_page_with_everything_unfolded_is_accessible(
    page: "Page", attempt: Attempt, cast: Cast, sign_in: Callable[..., None], axe: Callable[..., None]
) -> None:
    sign_in(page, cast.amara)
    page.goto(url(attempt))
    page.get_by_test_id("card").nth(1).locator("summary").click()
    axe(page)


def test_all_targets_are_set_at_once(page: "Page", live_server: Any, cast: Cast, sign_in: Callable[..., None]) -> None:
    sign_in(page, cast.dee)
    page.goto(reverse("diagnostics:target-new", args=[cast.diagnostic_version.pk]))
    page.get_by_test_id("title").fill("Deputies")
    page.get_by_label("Set all to at least").select_option("2")
    page.get_by_label("and at most").select_option("3")
    page.get_by_test_id("set-all").click()
    page.get_by_test_id("save").click()
    page.wait_for_url(f"**/versions/{cast.diagnostic_version.pk}/")
    profile = cast.diagnostic_version.target_profiles.get(title="Deputies")
    assert set(profile.targets.values_list("minimum", "maximum")) == {(2, 3)}
    assert profile.targets.count() == 6
