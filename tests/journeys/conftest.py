"""A journey that fails says what each page showed at that moment."""

from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any

import pytest

from tests.fixtures.browser import violations

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
    """Axe at 0 on the page as it is at this step, light and dark; `axe` looks at phones too, and takes thrice as long."""

    def at_both(page: "Page") -> None:
        for scheme in ("dark", "light"):
            page.emulate_media(color_scheme=scheme)
            assert violations(page) == [], f"{page.url} {scheme}"
            record_property("axe_states", 1)

    return at_both
