"""A learner does her part of the main job with JavaScript off, on a phone."""

import datetime as dt

import pytest

from tests.cast import TODAY, Cast
from tests.fixtures.browser import PHONE
from tests.journeys import steps
from tests.journeys.steps import fill, press, saved, shown

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(live_server) -> Cast:
    return Cast()


@pytest.fixture
def desk(page_without_scripts, sign_in, cast):
    page_without_scripts.set_viewport_size(PHONE)
    sign_in(page_without_scripts, cast.amara)
    return page_without_scripts


def test_from_a_diagnostic_to_a_goal(desk):
    when_she_answers_the_first_part_and_leaves(desk)
    then_she_can_go_on_where_she_was(desk)
    when_she_submits_with_one_left_open(desk)
    then_her_profile_names_the_gaps(desk)
    when_she_chooses_a_need(desk)
    when_she_makes_it_a_goal(desk)
    then_it_stands_in_her_list(desk)


def when_she_answers_the_first_part_and_leaves(page) -> None:
    page.goto("/diagnostics/mine/")
    press(page, "begin")
    press(page, "begin")
    for number, level in enumerate("243"):
        page.get_by_test_id("card").nth(number).get_by_test_id(f"level-{level}").check()
    press(page, "next")
    page.goto("/")


def then_she_can_go_on_where_she_was(page) -> None:
    page.goto("/diagnostics/mine/")
    press(page, "continue")
    assert "3 of 6" in shown(page, "progress")
    assert page.locator("h1").inner_text() == "Heads domain 2"


def when_she_submits_with_one_left_open(page) -> None:
    """The first attempt to submit is refused, and says what is missing."""
    for number, level in enumerate("45"):
        page.get_by_test_id("card").nth(number).get_by_test_id(f"level-{level}").check()
    press(page, "next")
    assert page.get_by_test_id("unanswered").all_inner_texts() == ["D2.3 Heads standard 2.3"]
    press(page, "submit")
    page.get_by_test_id("confirm-missing").check()
    press(page, "submit")


def then_her_profile_names_the_gaps(page) -> None:
    assert "Not answered" in page.get_by_test_id("profile-items").last.inner_text()
    assert page.get_by_test_id("gap").get_by_role("heading").all_inner_texts() == [
        "D1.1 Heads standard 1.1",
        "D1.3 Heads standard 1.3",
    ]


def when_she_chooses_a_need(page) -> None:
    press(page, "work-on")
    steps.choose_need(page, "Delegating with follow-up", "Three new colleagues look to me.")
    press(page, "needs")


def when_she_makes_it_a_goal(page) -> None:
    press(page, "make-goal")
    fill(page, success_measure="Two colleagues run the rota", due_date=TODAY + dt.timedelta(days=60))
    saved(page)
    assert page.locator("h1").inner_text() == "Delegating with follow-up"


def then_it_stands_in_her_list(page) -> None:
    page.goto("/projects/goals/")
    assert "Delegating with follow-up" in shown(page, "goal")
