"""A learner answers: on a phone over a bad line, by keyboard alone, without scripts, and after she was signed out."""

from itertools import count

import pytest
from django.contrib.sessions.models import Session

from diagnostics.models import Attempt, ContextAnswer
from tests.cast import Cast, make_attempt
from tests.diagnostics.asking_beside import ask, make_questions
from tests.fixtures.browser import PHONE
from tests.journeys.steps import go_on, press, shown
from tests.journeys.test_by_keyboard import tab_and_enter, tab_to

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "correct horse battery"


@pytest.fixture
def cast(live_server) -> Cast:
    """A baseline that asks about her work and how sure she is; she has rated herself once before."""
    cast = Cast()
    ask(cast, asks_confidence="required")
    make_questions(cast)
    make_attempt(cast.round, cast.amara_enrolment, ranks=[1, 2])
    return cast


def begin(page) -> None:
    page.goto("/diagnostics/mine/")
    page.goto(f"/diagnostics/rounds/{Attempt.objects.get().round_id}/start/")
    page.locator("summary", has_text="Rate yourself again").click()
    press(page, "again")


def card(page, number: int):
    return page.get_by_test_id("card").nth(number)


def saved(page) -> None:
    page.get_by_test_id("save-state").filter(has_text="Saved").wait_for()


def unsteady(page) -> None:
    """Every third request is lost, every fifth answer too."""
    turns = count(1)

    def handle(route):
        turn = next(turns)
        if turn % 3 == 0:
            route.abort()
        elif turn % 5 == 0:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    for pattern in ("**/answers/**", "**/questions/**"):
        page.route(pattern, handle)


def look(page, axe) -> None:
    """As everywhere; then on the phone again."""
    axe(page)
    page.set_viewport_size(PHONE)


def said(attempt: Attempt) -> list[tuple[str, int | None, int | None]]:
    rows = attempt.answers.order_by("item__position")
    return list(rows.values_list("item__code", "level__rank", "confidence"))


def test_on_a_phone_over_a_bad_line(page, sign_in, axe, cast):
    page.set_viewport_size(PHONE)
    sign_in(page, cast.amara)
    begin(page)
    attempt = Attempt.objects.get(number=2)
    unsteady(page)
    when_she_says_where_she_works(page)
    look(page, axe)
    go_on(page)
    when_she_wants_to_see_her_last_answers(page)
    look(page, axe)
    for number, level in enumerate("345"):
        card(page, number).get_by_test_id(f"level-{level}").check()
        card(page, number).get_by_test_id("confidence-2").check()
    saved(page)
    go_on(page)
    when_she_forgets_how_sure_she_is(page)
    go_on(page)
    then_the_review_says_what_is_missing_and_leads_there(page)
    look(page, axe)
    page.get_by_test_id("unanswered").first.click()
    card(page, 0).get_by_test_id("confidence-3").check()
    saved(page)
    go_on(page)
    assert "Every statement has an answer" in page.locator("main").inner_text()
    look(page, axe)
    press(page, "submit")
    page.get_by_test_id("profile-domains").wait_for()
    assert said(attempt) == [
        ("D1.1", 3, 2), ("D1.2", 4, 2), ("D1.3", 5, 2), ("D2.1", 2, 3), ("D2.2", 2, 1), ("D2.3", None, None),
    ]  # fmt: skip


def when_she_says_where_she_works(page) -> None:
    assert page.locator("h1").inner_text() == "About your work"
    card(page, 0).get_by_test_id("number").fill("12")
    card(page, 1).get_by_text("A primary school").click()
    card(page, 2).get_by_test_id("text").fill("Two sites")
    saved(page)
    assert sorted(ContextAnswer.objects.values_list("text", flat=True)) == ["12", "A primary school", "Two sites"]


def when_she_wants_to_see_her_last_answers(page) -> None:
    assert page.get_by_test_id("previous").count() == 0
    press(page, "previous-on")
    page.get_by_test_id("previous-off").wait_for()
    assert [one.split(":")[1].split("·")[0].strip() for one in page.get_by_test_id("previous").all_inner_texts()] == [
        "Not yet",
        "Emerging",
    ]
    assert page.locator("[data-testid^=level-]:checked").count() == 0


def when_she_forgets_how_sure_she_is(page) -> None:
    card(page, 0).get_by_test_id("level-2").check()
    card(page, 1).get_by_test_id("level-2").check()
    card(page, 1).get_by_test_id("confidence-1").check()
    card(page, 2).get_by_test_id("level-na").check()
    saved(page)
    assert "5 of 6" in shown(page, "progress")


def then_the_review_says_what_is_missing_and_leads_there(page) -> None:
    assert page.get_by_test_id("unanswered").all_inner_texts() == ["D2.1 Heads standard 2.1"]
    assert "missing: confidence" in page.locator("main").inner_text()


def test_by_keyboard_alone(page, sign_in, cast):
    sign_in(page, cast.amara)
    begin(page)
    page.wait_for_url("**/about-your-work/")
    tab_to(page, "[data-testid=number]")
    page.keyboard.type("7")
    tab_to(page, "[name$=-text][type=radio]")
    page.keyboard.press("2")
    saved(page)
    tab_and_enter(page, "next")
    for domain in (1, 2):
        page.wait_for_url(f"**/{domain}/")
        for key in "35n":
            tab_to(page, "[data-testid^=level-]")
            page.keyboard.press(key)
            if key != "n":
                tab_to(page, "[data-testid^=confidence-]")
                page.keyboard.press("1")
        saved(page)
        tab_and_enter(page, "next")
    page.wait_for_url("**/review/")
    tab_and_enter(page, "submit")
    page.wait_for_url("**/profile/")
    attempt = Attempt.objects.get(number=2)
    one_domain = [(3, 1), (5, 1), (None, None)]
    assert [row[1:] for row in said(attempt)] == one_domain * 2
    assert sorted(attempt.context_answers.values_list("text", flat=True)) == ["7", "A primary school"]


def test_without_scripts(page_without_scripts, sign_in, cast):
    page = page_without_scripts
    page.set_viewport_size(PHONE)
    sign_in(page, cast.amara)
    begin(page)
    page.get_by_test_id("number").fill("many")
    press(page, "next")
    assert "Write a number" in shown(page, "error-summary")
    page.get_by_test_id("number").fill("9")
    press(page, "next")
    card(page, 0).get_by_test_id("level-4").check()
    press(page, "previous-on")
    assert page.get_by_test_id("previous").count() == 2
    assert card(page, 0).get_by_test_id("level-4").is_checked()
    card(page, 1).get_by_test_id("level-na").check()
    press(page, "save")
    press(page, "next")
    press(page, "next")
    assert page.get_by_test_id("unanswered").count() == 5
    press(page, "submit")
    assert "not answered yet" in shown(page, "refusal")
    page.get_by_test_id("confirm-missing").check()
    press(page, "submit")
    attempt = Attempt.objects.get(number=2)
    assert (attempt.is_submitted, said(attempt)) == (True, [("D1.1", 4, None), ("D1.2", None, None)])


def test_after_she_was_signed_out_she_comes_back_to_the_same_place(page, sign_in, cast):
    cast.amara.set_password(PASSWORD)
    cast.amara.save()
    sign_in(page, cast.amara)
    begin(page)
    go_on(page)
    here = page.url
    Session.objects.all().delete()
    card(page, 2).locator("summary").click()
    card(page, 2).get_by_test_id("example").fill("Half a sentence")
    page.get_by_test_id("save-state").filter(has_text="You have been signed out").wait_for()
    page.get_by_role("link", name="sign in again").click()
    page.get_by_test_id("login").fill(cast.amara.email)
    page.get_by_test_id("password").fill(PASSWORD)
    press(page, "sign-in")
    saved(page)
    item = cast.diagnostic_version.items.get(code="D1.3")
    assert page.url == f"{here}#item-{item.pk}"
    assert card(page, 2).get_by_test_id("example").input_value() == "Half a sentence"
    assert Attempt.objects.get(number=2).answers.get(item=item).example == "Half a sentence"
