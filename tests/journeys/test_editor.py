"""The editor in a browser: by keyboard alone, by dragging, two people at once, on a phone, and without scripts."""

import datetime as dt
import os
import sys
import time

import pytest

from carnegie.people.models import User
from standards.models import EditingTurn, FrameworkVersion
from tests.cast import NOW, Cast, make_framework
from tests.fixtures.browser import OVERFLOW, PHONE
from tests.standards.drafting import at, change, outline, second_admin

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(live_server) -> Cast:
    return Cast()


@pytest.fixture
def draft(cast: Cast) -> FrameworkVersion:
    return make_framework(cast.provider, "Draft", status="draft")


def shoot(page, name: str) -> None:
    """A picture for who wants to look, light and dark."""
    if folder := os.environ.get("SCREENSHOT_DIR"):
        for scheme in ("dark", "light"):
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=f"{folder}/editor-{name}-{scheme}.png", full_page=True)


def open_editor(page, sign_in, user: User, draft: FrameworkVersion) -> None:
    sign_in(page, user)
    page.goto(f"/standards/{draft.pk}/edit/")


def row(page, code: str):
    return page.locator(".erow > a").filter(has=page.get_by_text(code, exact=True))


def said(page, text: str) -> None:
    page.get_by_test_id("editor-saved").filter(has_text=text).wait_for()


def press(page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def drawn(page) -> list[str]:
    """Codes as they are drawn, indented by depth."""
    return page.evaluate(
        """() => [...document.querySelectorAll("#editor-tree li")].map(item => {
            let depth = 0;
            for (let one = item.parentElement.closest("li"); one; one = one.parentElement.closest("li")) depth += 1;
            return ".".repeat(depth) + item.querySelector(".code").textContent;
        })"""
    )


def test_by_keyboard_alone(page, sign_in, axe, cast, draft):
    open_editor(page, sign_in, cast.dee, draft)
    row(page, "D1").focus()
    press(page, "ArrowDown", "ArrowDown", "Alt+ArrowUp")
    said(page, "Moved. Saved")
    press(page, "Alt+ArrowRight")
    said(page, "nothing before it")
    assert drawn(page) == outline(draft) == ["D1", ".D1.2", ".D1.1", ".D1.3", "D2", ".D2.1", ".D2.2", ".D2.3"]
    press(page, "Alt+ArrowDown", "Alt+ArrowRight")
    said(page, "Moved. Saved")
    page.wait_for_function("document.querySelectorAll('#editor-tree ul ul').length === 1")
    assert drawn(page) == outline(draft) == ["D1", ".D1.1", "..D1.2", ".D1.3", "D2", ".D2.1", ".D2.2", ".D2.3"]

    press(page, "Alt+Enter")
    page.get_by_test_id("editor-panel").wait_for()
    page.keyboard.type("D1.2b")
    page.keyboard.press("Tab")
    press(page, "Tab")
    page.keyboard.type("Written by keyboard")
    axe(page)
    shoot(page, "panel")
    page.get_by_test_id("save").focus()
    press(page, "Enter")
    said(page, "Added. Saved")
    assert page.evaluate("document.activeElement.textContent").startswith("D1.2b")
    assert drawn(page) == outline(draft)
    assert drawn(page)[2:4] == ["..D1.2", "..D1.2b"]

    press(page, "Enter")
    field = page.locator(".epanel [name=full_statement]")
    field.fill("Reworded by keyboard")
    page.locator(".epanel [name=level_5]").fill("Others learn from it")
    page.get_by_test_id("save").focus()
    press(page, "Enter")
    said(page, "Saved")
    page.get_by_test_id("editor-panel").wait_for(state="detached")
    assert at(draft, "D1.2b").full_statement == "Reworded by keyboard"
    assert [text.text for text in at(draft, "D1.2b").level_descriptors.all()] == ["Others learn from it"]

    press(page, "Home", "Delete")
    page.get_by_test_id("confirm").wait_for()
    shoot(page, "delete")
    assert "5 elements" not in page.get_by_test_id("editor-panel").inner_text()
    press(page, "Escape", "End", "Home", "Delete")
    page.get_by_test_id("confirm").focus()
    press(page, "Enter")
    said(page, "5 elements deleted")
    assert drawn(page) == outline(draft) == ["D2", ".D2.1", ".D2.2", ".D2.3"]


def test_what_is_typed_at_once_lands_in_the_panel(page, sign_in, cast, draft):
    """The panel comes with its form and its focus in one go, and an answer that comes late does not take the focus."""
    held = []
    page.route("**/move/", lambda route: held.append(route))
    open_editor(page, sign_in, cast.dee, draft)
    page.evaluate(
        """() => {
            window.focusedAsItCame = [];
            const look = (changes) => {
                if (changes.some(change => [...change.addedNodes].some(node => node.matches?.(".epanel"))))
                    window.focusedAsItCame.push(document.activeElement.name);
            };
            new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
        }"""
    )
    row(page, "D1.1").focus()
    press(page, "Alt+ArrowDown", "Enter")
    page.get_by_test_id("editor-panel").wait_for()
    assert page.evaluate("window.focusedAsItCame") == ["code"]
    page.keyboard.type("A")
    held[0].continue_()
    said(page, "Moved. Saved")
    page.keyboard.type("B")
    assert page.locator(".epanel [name=code]").input_value() == "ABD1.1"


def drag(page, code: str, onto: str, part: float) -> None:
    grip = row(page, code).locator("xpath=..").locator(".grip").bounding_box()
    box = row(page, onto).locator("xpath=..").bounding_box()
    page.mouse.move(grip["x"] + 8, grip["y"] + 20)
    page.mouse.down()
    page.mouse.move(grip["x"] + 8, grip["y"] + 30)
    page.mouse.move(box["x"] + 60, box["y"] + box["height"] * part, steps=4)
    page.mouse.up()
    said(page, "Moved. Saved")
    page.get_by_test_id("editor-saved").evaluate("element => { element.textContent = '' }")


def test_by_dragging(page, sign_in, cast, draft):
    open_editor(page, sign_in, cast.dee, draft)
    drag(page, "D2.3", "D1.1", 0.1)
    assert drawn(page) == outline(draft) == ["D1", ".D2.3", ".D1.1", ".D1.2", ".D1.3", "D2", ".D2.1", ".D2.2"]
    drag(page, "D2", "D1.2", 0.5)
    assert drawn(page) == outline(draft) == ["D1", ".D2.3", ".D1.1", ".D1.2", "..D2", "...D2.1", "...D2.2", ".D1.3"]
    drag(page, "D2.1", "D1.3", 0.9)
    assert drawn(page) == outline(draft) == ["D1", ".D2.3", ".D1.1", ".D1.2", "..D2", "...D2.2", ".D1.3", ".D2.1"]


def test_two_at_once(new_page, sign_in, axe, cast, draft, monkeypatch):
    dee, olga = new_page(), new_page()
    open_editor(dee, sign_in, cast.dee, draft)
    row(dee, "D1.1").click()
    dee.locator(".epanel [name=full_statement]").fill("What Dee wrote")
    open_editor(olga, sign_in, second_admin(cast), draft)
    assert "Dee Example is editing now" in olga.get_by_test_id("occupied").inner_text()
    assert olga.locator("[data-editor]").count() == 0
    axe(olga)
    shoot(olga, "occupied")

    # Six minutes without an act of Dee's: Olga takes over.
    monkeypatch.setenv("CARNEGIE_NOW", (NOW + dt.timedelta(minutes=6)).isoformat())
    olga.get_by_test_id("look-again").click()
    row(olga, "D1.1").click()
    olga.locator(".epanel [name=full_statement]").fill("What Olga wrote")
    dee.get_by_test_id("save").click()
    dee.get_by_test_id("refusal").wait_for()
    assert "Olga Example is editing now" in dee.get_by_test_id("refusal").inner_text()
    assert dee.locator(".epanel [name=full_statement]").input_value() == "What Dee wrote"
    olga.get_by_test_id("save").click()
    said(olga, "Saved")
    olga.get_by_test_id("editor-done").click()
    olga.wait_for_url(f"**/standards/{draft.pk}/")

    # Now it is free, but the element is not as Dee saw it: both texts.
    dee.get_by_test_id("save").click()
    dee.get_by_test_id("differences").wait_for()
    both = dee.get_by_test_id("differences").inner_text()
    assert "What Olga wrote" in both
    assert "What Dee wrote" in both
    axe(dee)
    shoot(dee, "stale")
    dee.get_by_test_id("save").click()
    said(dee, "Saved")
    assert at(draft, "D1.1").full_statement == "What Dee wrote"


def test_on_a_phone(page, sign_in, cast, draft):
    page.set_viewport_size(PHONE)
    open_editor(page, sign_in, cast.dee, draft)
    row(page, "D1.2").click()
    page.get_by_test_id("editor-panel").wait_for()
    assert page.evaluate(OVERFLOW) <= 0
    shoot(page, "phone")
    page.locator(".epanel .btn-link").first.click()
    page.locator("[data-do=up]").click()
    said(page, "Moved. Saved")
    assert outline(draft)[1:3] == [".D1.2", ".D1.1"]


def test_without_scripts(page_without_scripts, sign_in, cast, draft):
    page = page_without_scripts
    open_editor(page, sign_in, cast.dee, draft)
    row(page, "D1.2").click()
    page.get_by_test_id("move-out").click()
    assert outline(draft)[:5] == ["D1", ".D1.1", ".D1.3", "D1.2", "D2"]
    row(page, "D2.2").click()
    shoot(page, "plain")
    page.get_by_test_id("add-inside").click()
    page.locator("[name=code]").fill("D2.2.1")
    page.locator("[name=full_statement]").fill("By a plain form")
    page.get_by_test_id("save").click()
    row(page, "D2.2.1").click()
    page.get_by_test_id("element-delete").click()
    page.get_by_test_id("confirm").click()
    assert "1 element deleted" in page.get_by_test_id("message").inner_text()
    assert "D2.2.1" not in " ".join(outline(draft))


def test_a_lost_connection_keeps_what_was_typed(page, sign_in, cast, draft):
    open_editor(page, sign_in, cast.dee, draft)
    row(page, "D1.1").click()
    page.locator(".epanel [name=full_statement]").fill("Still here")
    page.context.set_offline(True)
    page.get_by_test_id("save").click()
    said(page, "no connection")
    page.context.set_offline(False)
    page.get_by_test_id("save").click()
    said(page, "Saved")
    assert at(draft, "D1.1").full_statement == "Still here"


def test_typing_keeps_the_turn(page, sign_in, cast, draft, monkeypatch):
    open_editor(page, sign_in, cast.dee, draft)
    row(page, "D1.1").click()
    monkeypatch.setenv("CARNEGIE_NOW", (NOW + dt.timedelta(minutes=4)).isoformat())
    page.evaluate("Date.now = () => performance.timeOrigin + performance.now() + 240000")
    with page.expect_response("**/turn/"):
        page.locator(".epanel [name=full_statement]").press_sequentially("x")
    assert EditingTurn.objects.get(version=draft).until == NOW + dt.timedelta(minutes=9)


def test_a_large_tree_is_quick(page, sign_in, cast):
    large = make_framework(cast.provider, "Large", status="draft", domains=50, per_domain=29)
    change(cast, at(large, "D50.29"), full_statement="The last of 1,500")
    sign_in(page, cast.dee)
    begun = time.monotonic()
    page.goto(f"/standards/{large.pk}/edit/")
    opened = time.monotonic() - begun
    page.get_by_role("button", name="Expand all").click()
    row(page, "D50").focus()
    begun = time.monotonic()
    press(page, "Alt+ArrowUp")
    said(page, "Moved. Saved")
    moved = time.monotonic() - begun
    sys.stdout.write(f"\n1,500 elements: open {opened * 1000:.0f} ms, move {moved * 1000:.0f} ms\n")
    assert drawn(page) == outline(large)
