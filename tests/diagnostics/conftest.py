"""A self-assessment that Amara has begun, in a browser; tests without one make their own."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from diagnostics.models import Attempt
from tests.cast import Cast, make_attempt
from tests.diagnostics.answer_page import url

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture
def attempt(live_server: Any, cast: Cast) -> Attempt:
    return make_attempt(cast.round, cast.amara_enrolment, ranks=[2], submitted=False)


@pytest.fixture
def opened(page: "Page", attempt: Attempt, cast: Cast, sign_in: Callable[..., None]) -> "Page":
    """Its first page."""
    sign_in(page, cast.amara)
    page.goto(url(attempt))
    return page
