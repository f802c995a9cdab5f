"""A page of a self-assessment in a real browser: where it is, what it shows, and what is kept of it."""

from typing import TYPE_CHECKING

from django.urls import reverse

from diagnostics.models import Attempt

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

SAVED = "Saved 10:00"
NEWER = "This is the newest answer."
COME_BACK = "window.dispatchEvent(new Event('focus'))"


def url(attempt: Attempt, number: int = 1) -> str:
    return reverse("diagnostics:attempt-page", args=[attempt.pk, number])


def card(page: "Page", number: int) -> "Locator":
    return page.get_by_test_id("card").nth(number)


def state(page: "Page", text: str) -> None:
    page.get_by_test_id("save-state").filter(has_text=text).wait_for()


def kept(attempt: Attempt) -> dict[str, tuple[int | None, str]]:
    rows = attempt.answers.select_related("item", "level")
    return {row.item.code: (row.level and row.level.rank, row.example) for row in rows}
