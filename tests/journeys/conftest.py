"""A journey that fails says what each page showed at that moment."""

from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any

import pytest

from tests.fixtures.browser import DESKTOP, OVERFLOW, PHONE, violations

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture
def new_page(new_page: Callable[..., "Page"], request: pytest.FixtureRequest) -> Callable[..., "Page"]:
    """As everywhere, and remembered for the report."""
    opened: list[Page] = []
    request.node.opened_pages = opened

    def open_page(**options: Any) -> "Page":
        opened.append(new_page(**options))
        return opened[-1]

    return open_page


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call" and report.failed:
        for page in getattr(item, "opened_pages", ()):
            report.sections.append((page.url, page.locator("body").inner_text()[:3000]))
    return report


@pytest.fixture
def look(record_property: Callable[[str, object], None]) -> Callable[["Page"], None]:
    """Axe at 0 on the page as it is at this step: light on a desk, dark on a phone where nothing needs sideways
    scrolling. Half of what `axe` looks at, for journeys of many pages; the page is left as wide as it was."""

    def at_both(page: "Page") -> None:
        width = page.viewport_size
        for scheme, size in (("dark", PHONE), ("light", DESKTOP)):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size(size)
            assert violations(page) == [], f"{page.url} {scheme}"
            assert page.evaluate(OVERFLOW) <= 0, f"{page.url} scrolls sideways at {size['width']} px"
            record_property("axe_states", 1)
        page.set_viewport_size(width)

    return at_both
