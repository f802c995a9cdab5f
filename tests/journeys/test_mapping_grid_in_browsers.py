"""The mapping grid in real browsers: two at once, one without a connection, a mouse that drags, a long framework."""

import pytest

from programmes.models import Mapping, ProgrammeFramework
from standards.models import FrameworkVersion
from tests.cast import Cast, make_framework

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(live_server) -> Cast:
    return Cast()


def open_grid(page, cast: Cast, version: FrameworkVersion | None = None) -> None:
    page.goto(f"/programmes/{cast.programme.pk}/mapping/{(version or cast.framework_version).pk}/")


def cell(page, code: str, column: int):
    return page.locator("tr[data-element]").filter(has_text=code).locator("td").nth(column)


def saved(page):
    page.get_by_test_id("mapping-saved").filter(has_text="All changes saved").wait_for()


def depths(cast: Cast, code: str) -> list[str]:
    return list(Mapping.objects.filter(element__code=code).order_by("depth").values_list("depth", flat=True))


def test_two_browsers_lose_nothing(new_page, sign_in, cast):
    """Both see an empty cell; one introduces, the other assesses: the second is shown both, and may put hers."""
    one, other = new_page(), new_page()
    for page in (one, other):
        sign_in(page, cast.dee)
        open_grid(page, cast)
    cell(one, "D2.1", 1).click()
    saved(one)
    cell(other, "D2.1", 2).click()
    other.keyboard.press("ArrowLeft")
    other.keyboard.press("a")
    told = other.get_by_test_id("mapping-told")
    told.filter(has_text="You chose: assesses. The other person saved: introduces.").wait_for()
    assert cell(other, "D2.1", 1).inner_text() == "I"
    assert depths(cast, "D2.1") == ["introduces", "introduces"]
    told.get_by_role("button").click()
    saved(other)
    assert depths(cast, "D2.1") == ["assesses", "introduces"]


def test_what_could_not_be_sent_is_sent_when_the_page_opens_again(page, sign_in, cast):
    sign_in(page, cast.dee)
    open_grid(page, cast)
    page.route("**/mapping/cell/", lambda route: route.abort())
    cell(page, "D2.2", 1).click()
    page.get_by_test_id("mapping-saved").filter(has_text="Not saved yet").wait_for()
    assert depths(cast, "D2.2") == []
    page.unroute("**/mapping/cell/")
    page.on("dialog", lambda dialog: dialog.accept())
    open_grid(page, cast)
    saved(page)
    assert depths(cast, "D2.2") == ["introduces"]
    assert cell(page, "D2.2", 1).inner_text() == "I"


def test_a_mouse_fills_by_dragging_and_one_press_takes_it_back(page, sign_in, cast):
    """Given D1.1 developed by the first module: dragged down and right, four rows and columns say the same."""
    sign_in(page, cast.dee)
    open_grid(page, cast)
    cell(page, "D1.1", 2).drag_to(cell(page, "D1.3", 3))
    saved(page)
    assert [depths(cast, code) for code in ("D1.1", "D1.2", "D1.3")] == [["develops"] * 2] * 3
    assert page.locator("tfoot b").all_inner_texts() == ["0", "3", "3", "0", "0"]
    page.get_by_test_id("undo").click()
    saved(page)
    assert [depths(cast, code) for code in ("D1.1", "D1.2", "D1.3")] == [["develops"], [], []]
    page.get_by_test_id("redo").click()
    saved(page)
    assert depths(cast, "D1.3") == ["develops"] * 2


def test_a_long_framework_comes_as_one_scrolls(page, sign_in, cast):
    long = make_framework(cast.provider, "Long", domains=10, per_domain=20)
    ProgrammeFramework.objects.create(programme=cast.programme, version=long)
    sign_in(page, cast.dee)
    open_grid(page, cast, long)
    lines = page.locator("#mapping tbody tr")
    assert lines.count() < 210
    page.locator("#mapping td[tabindex='0']").focus()
    page.keyboard.press("Control+End")
    page.locator("tr", has_text="D10.20").wait_for()
    page.keyboard.press("a")
    saved(page)
    assert lines.count() == 210
    assert depths(cast, "D10.20") == ["assesses"]
