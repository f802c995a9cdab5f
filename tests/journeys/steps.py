"""What people do on pages: one small function a step, in the words of who takes it."""

import datetime as dt
import io
import re
from collections.abc import Iterable
from email.message import EmailMessage
from typing import TYPE_CHECKING

from django.core.management import call_command

from tests.cast import NOW, TODAY

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.fixtures.mail import Mailbox

AUTUMN_STARTS, AUTUMN_ENDS = TODAY - dt.timedelta(days=7), TODAY + dt.timedelta(days=200)
EVENT_STARTS = (NOW + dt.timedelta(days=10)).replace(tzinfo=None, microsecond=0)
EVENT_ENDS = EVENT_STARTS + dt.timedelta(hours=3)
BY_KEY = dt.date(2026, 12, 12)
"""A day to type: its digits are the same whether day or month comes first in the browser's language."""
EMERGING, DEVELOPING, ESTABLISHED, LEADING = "2", "3", "4", "5"

# ---- hands ----


def fill(page: "Page", **fields: str | dt.date) -> None:
    """Type into fields by name."""
    for name, value in fields.items():
        page.locator(f"main [name={name}]").fill(str(value))


def choose(page: "Page", **choices: str) -> None:
    """Choose from lists by name, as they are written there."""
    for name, label in choices.items():
        page.locator(f"main select[name={name}]").select_option(label=label)


def tick(page: "Page", *labels: str) -> None:
    for label in labels:
        page.locator("main").get_by_label(label).first.check()


def press(page: "Page", testid: str) -> None:
    page.get_by_test_id(testid).first.click()


def open_from(page: "Page", testid: str, name: str) -> None:
    """Follow a link inside a part of the page."""
    page.get_by_test_id(testid).get_by_role("link", name=name, exact=True).click()


def shown(page: "Page", testid: str) -> str:
    """The words of a part of the page, waited for."""
    return " ".join(page.get_by_test_id(testid).first.inner_text().split())


def saved(page: "Page", testid: str = "save") -> None:
    """Press the form's button; the page that follows must not complain."""
    press(page, testid)
    assert page.get_by_test_id("error-summary").count() == 0, shown(page, "error-summary")


# ---- hands on a keyboard ----


def tab_to(page: "Page", selector: str, most: int = 60) -> None:
    """Press Tab until the focus is on something that matches, as often as a person would bear."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab did not reach {selector} on {page.url}")


def tab_and_enter(page: "Page", testid: str) -> None:
    tab_to(page, f"[data-testid={testid}]")
    page.keyboard.press("Enter")


def tab_on(page: "Page", testid: str) -> None:
    """The same, where it leads to another page, and until that is there."""
    tab_to(page, f"[data-testid={testid}]")
    enter(page)


def enter(page: "Page") -> None:
    """Press Enter on what has the focus, and wait for the page that it leads to."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


# ---- mail and the door ----


def deliver_mail() -> None:
    """What beat does every minute."""
    call_command("tick", stdout=io.StringIO())


def mails_to(mailbox: "Mailbox", address: str) -> list[EmailMessage]:
    return [message for message in mailbox.messages if message["X-Envelope-To"] == address]


def subjects_to(mailbox: "Mailbox", address: str) -> list[str]:
    return [str(message["Subject"]) for message in mails_to(mailbox, address)]


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def link_in(message: EmailMessage, part: str) -> str:
    """The first address in a mail that holds `part`."""
    found = re.search(rf"https?://\S*{part}\S*", text_of(message))
    assert found, text_of(message)
    return found[0]


def sign_in_by_code(page: "Page", mailbox: "Mailbox", address: str) -> None:
    """At the door: the way of somebody who has no password yet."""
    press(page, "sign-in-code")
    page.get_by_test_id("email").fill(address)
    press(page, "send-code")
    page.get_by_test_id("code").wait_for()
    code = re.search(r"^([A-Z0-9-]{6,})\s*$", text_of(mails_to(mailbox, address)[-1]), re.M)
    assert code
    page.get_by_test_id("code").fill(code[1])
    press(page, "confirm-code")
    page.get_by_test_id("account-menu").wait_for()


# ---- programme admin: standards ----


def adopt_the_headteachers_standards(page: "Page") -> None:
    page.goto("/standards/")
    press(page, "import-framework")
    press(page, "import-seed")
    page.get_by_test_id("import-confirm").wait_for()
    assert "School culture" in shown(page, "import-outline")
    press(page, "import-confirm")
    assert "Continuous school improvement" in page.get_by_test_id("tree").text_content()
    press(page, "adopt")
    press(page, "confirm")
    assert shown(page, "status") == "Adopted"


# ---- programme admin: provision ----


def build_the_programme(page: "Page") -> None:
    """Two modules, an activity, a dated event."""
    page.goto("/programmes/")
    press(page, "programme-new")
    fill(page, title="Leading in Practice", summary="For those who lead a school for the first time.")
    saved(page)
    for title in ("Leading self", "Leading teams"):
        press(page, "module-new")
        fill(page, title=title)
        saved(page)
    press(page, "activity-new")
    fill(page, title="Reading group", hours="4")
    choose(page, strategy="Self study", mode="Online")
    saved(page)
    press(page, "event-new")
    fill(page, title="Workshop: change in small teams", hours="3", place="Room 2")
    fill(page, starts_at=EVENT_STARTS.isoformat("T", "minutes"), ends_at=EVENT_ENDS.isoformat("T", "minutes"))
    choose(page, module="Leading teams", strategy="Workshop", mode="Face to face")
    saved(page)


def open_programme(page: "Page") -> None:
    page.goto("/programmes/")
    page.get_by_role("link", name="Leading in Practice").first.click()


def use_the_framework(page: "Page") -> None:
    open_programme(page)
    press(page, "framework-add")
    page.locator("select[name=version]").select_option(index=1)
    saved(page)


def map_by_keyboard(page: "Page") -> None:
    """The first module develops “School culture” and introduces “Behaviour”; the event assesses the last element."""
    press(page, "mapping-grid")
    page.locator("#mapping td[tabindex='0']").focus()
    for key in ("ArrowRight", *["ArrowDown"] * 7, "d", "ArrowDown", "i", "Control+End", "a"):
        page.keyboard.press(key)
    page.get_by_test_id("mapping-saved").filter(has_text="All changes saved").wait_for()


def coverage(page: "Page") -> str:
    press(page, "coverage")
    return shown(page, "totals")


# ---- programme admin: cohort and diagnostic ----


def make_the_cohort(page: "Page") -> None:
    open_programme(page)
    press(page, "cohort-new")
    fill(page, title="Autumn 2026", starts_on=AUTUMN_STARTS, ends_on=AUTUMN_ENDS)
    saved(page)


def enrol(page: "Page", name: str, employer: str) -> None:
    press(page, "enrolment-new")
    fill(page, email=address_of(name), full_name=name, new_employer=employer, job_title="Deputy head")
    saved(page)


def name_facilitator(page: "Page", name: str) -> None:
    press(page, "facilitator-new")
    fill(page, email=address_of(name), full_name=name)
    saved(page)


def name_coach(page: "Page", name: str, learner: str) -> None:
    open_from(page, "learners", learner)
    press(page, "supporter-new")
    choose(page, kind="Coach")
    fill(page, email=address_of(name), full_name=name)
    saved(page)


def back_to_the_cohort(page: "Page") -> None:
    open_programme(page)
    open_from(page, "cohorts", "Autumn 2026")


def address_of(name: str) -> str:
    return f"{name.split()[0].lower()}@example.test"


def publish_the_diagnostic(page: "Page") -> None:
    """Of the ten standards of section 2 of the one framework that the programme uses."""
    page.goto("/diagnostics/")
    press(page, "new")
    fill(page, title="Where I stand", minutes="15")
    page.get_by_test_id("pick-count").wait_for()  # until the script has come, only "everything" is ticked
    page.get_by_label("Section 1: Ethics and professional conduct").uncheck()
    saved(page)
    press(page, "publish")
    press(page, "confirm")
    page.get_by_test_id("target-new").wait_for()


def set_targets(page: "Page") -> None:
    press(page, "target-new")
    fill(page, title="Deputy heads")
    page.get_by_label("Set all to at least").select_option(label="4 Established")
    page.get_by_label("and at most").select_option(label="5 Leading")
    press(page, "set-all")
    saved(page)


def open_the_baseline(page: "Page") -> None:
    press(page, "round-new")
    fill(page, title="Baseline", opens_on=TODAY, closes_on=TODAY + dt.timedelta(days=14))
    page.locator("select[name=target_profile]").select_option(index=1)
    saved(page)


# ---- learner: diagnostic ----


def answer_page(page: "Page", levels: Iterable[str], start: int = 0) -> None:
    """Choose a level on each card from the one numbered `start`, and wait until the server has them."""
    cards = page.get_by_test_id("card")
    for number, level in enumerate(levels, start):
        cards.nth(number).get_by_test_id(f"level-{level}").check()
    page.get_by_test_id("save-state").filter(has_text="Saved").wait_for()


def go_on(page: "Page") -> None:
    """To the next part, or to the review after the last."""
    before = page.url
    press(page, "next")
    page.wait_for_url(lambda url: url != before)


def choose_need(page: "Page", title: str, reason: str, *statements: str) -> None:
    fill(page, title=title, reason=reason, context="With the two heads of year")
    tick(page, *statements)
    saved(page)
