"""Scales of two to eleven levels: they fit, their targets are large enough, and keys choose what they say."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from diagnostics.models import Attempt, DiagnosticLevel
from tests.cast import Cast, make_attempt
from tests.diagnostics.answer_page import SAVED, card, state, url
from tests.fixtures.browser import DESKTOP, NARROWEST, OVERFLOW, PHONE

if TYPE_CHECKING:
    from playwright.sync_api import Page

TARGETS = """() => [...document.querySelectorAll('.level, .bar-buttons .btn, .side-nav a, summary')]
    .filter(one => one.checkVisibility()).map(one => one.getBoundingClientRect())
    .filter(box => box.height < 44 || box.width < 44).length"""
ROWS = """() => new Set([...document.querySelectorAll('[data-card]')[0].querySelectorAll('.level-row .level')]
    .map(one => one.getBoundingClientRect().top)).size"""


def set_levels(cast: Cast, labels: list[str], *, described: bool = False) -> None:
    DiagnosticLevel.objects.filter(version=cast.diagnostic_version).delete()
    DiagnosticLevel.objects.bulk_create(
        DiagnosticLevel(
            version=cast.diagnostic_version,
            value=rank,
            rank=rank,
            label=label,
            description=f"{label}: what this looks like on an ordinary day" if described else "",
        )
        for rank, label in enumerate(labels, start=1)
    )


@pytest.fixture
def attempt(live_server: Any, cast: Cast) -> Attempt:
    return make_attempt(cast.round, cast.amara_enrolment, ranks=[], submitted=False)


@pytest.fixture
def amaras(page: "Page", cast: Cast, sign_in: Callable[..., None]) -> "Page":
    sign_in(page, cast.amara)
    return page


def words(count: int) -> list[str]:
    return [f"Level no. {number}" for number in range(1, count + 1)]


@pytest.mark.parametrize(("described", "rows"), [(True, {2: 1, 5: 1, 6: 2, 11: 2}), (False, {2: 1, 6: 2, 11: 2})])
def test_every_length_fits(amaras: "Page", cast: Cast, attempt: Attempt, described: bool, rows: dict[int, int]) -> None:
    for count in range(2, 12):
        set_levels(cast, words(count), described=described)
        amaras.goto(url(attempt))
        for size in (DESKTOP, PHONE, NARROWEST):
            amaras.set_viewport_size(size)
            assert amaras.evaluate(OVERFLOW) <= 0, (count, size)
            assert amaras.evaluate(TARGETS) == 0, (count, size)
            if size == DESKTOP and count in rows:
                assert amaras.evaluate(ROWS) == rows[count], count


def test_figures_stand_in_one_row_and_few_on_a_phone(amaras: "Page", cast: Cast, attempt: Attempt) -> None:
    set_levels(cast, [str(number) for number in range(11)])
    for size, rows in ((DESKTOP, 1), (PHONE, 3)):
        amaras.set_viewport_size(size)
        amaras.goto(url(attempt))
        assert (amaras.evaluate(ROWS), amaras.evaluate(OVERFLOW), amaras.evaluate(TARGETS)) == (rows, 0, 0)


def test_descriptors_are_in_view_without_a_press(amaras: "Page", cast: Cast, attempt: Attempt) -> None:
    set_levels(cast, words(7), described=True)
    for size in (DESKTOP, PHONE):
        amaras.set_viewport_size(size)
        amaras.goto(url(attempt))
        assert card(amaras, 0).get_by_text("what this looks like on an ordinary day").count() == 7
        assert card(amaras, 0).get_by_text("Level no. 7: what this looks like").is_visible()


def pressed(page: "Page", key: str, number: int = 0) -> str:
    """The value of the radio that has the focus after a key on the first level of a card."""
    card(page, number).get_by_test_id("level-1").focus()
    page.keyboard.press(key)
    return str(page.evaluate("document.activeElement.value"))


def test_keys_choose_by_place_and_zero_is_the_tenth(amaras: "Page", cast: Cast, attempt: Attempt) -> None:
    set_levels(cast, words(11))
    amaras.goto(url(attempt))
    assert [pressed(amaras, key) for key in "1290n"] == ["1", "2", "9", "10", "na"]
    card(amaras, 0).get_by_test_id("level-10").focus()
    amaras.keyboard.press("ArrowRight")
    state(amaras, SAVED)
    assert attempt.answers.get().level.rank == 11


def test_a_key_chooses_the_level_that_is_called_so(amaras: "Page", cast: Cast, attempt: Attempt) -> None:
    """On a scale from 0 to 10 the seven is the seven, though it is the eighth."""
    set_levels(cast, [str(number) for number in range(11)])
    amaras.goto(url(attempt))
    assert [pressed(amaras, key) for key in "079"] == ["1", "8", "10"]


def test_a_key_without_a_level_does_nothing_and_enter_does_not_leave(
    amaras: "Page", cast: Cast, attempt: Attempt
) -> None:
    set_levels(cast, words(2))
    amaras.goto(url(attempt))
    assert [pressed(amaras, key) for key in ("9", "0", "Enter")] == ["1", "1", "1"]
    assert amaras.url.endswith(url(attempt))
    assert attempt.answers.count() == 0


def test_keys_in_another_group_choose_there(amaras: "Page", cast: Cast, attempt: Attempt) -> None:
    amaras.goto(url(attempt))
    card(amaras, 0).locator("summary").click()
    card(amaras, 0).get_by_test_id("importance-1").focus()
    amaras.keyboard.press("3")
    state(amaras, SAVED)
    answer = attempt.answers.get()
    assert (answer.level, answer.importance) == (None, 3)
