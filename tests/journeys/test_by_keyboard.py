"""What people do often, by keyboard alone: the diagnostic, and the mapping grid."""

import pytest

from diagnostics.models import Answer
from programmes.models import Mapping
from tests.cast import Cast
from tests.journeys.steps import tab_and_enter, tab_to

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(live_server) -> Cast:
    return Cast()


def focused(page) -> list[str]:
    """Card and level of the focused radio button."""
    return page.evaluate(
        "[document.activeElement.closest('[data-testid=card]').querySelector('.code').textContent.trim(),"
        " document.activeElement.dataset.testid]"
    )


def test_a_diagnostic_from_the_first_card_to_submission(page, sign_in, cast):
    sign_in(page, cast.amara)
    page.goto("/diagnostics/mine/")
    tab_and_enter(page, "begin")
    page.wait_for_url("**/start/")
    tab_and_enter(page, "begin")
    page.wait_for_url("**/1/")

    # Numbers choose a level; arrows move from there.
    for number in range(3):
        tab_to(page, "[data-testid^=level-]")
        page.keyboard.press("4")
        assert focused(page) == [f"D1.{number + 1}", "level-4"]
    page.keyboard.press("ArrowLeft")
    assert focused(page) == ["D1.3", "level-3"]
    page.get_by_test_id("save-state").filter(has_text="Saved").wait_for()
    tab_and_enter(page, "next")

    page.wait_for_url("**/2/")
    for key in "15n":
        tab_to(page, "[data-testid^=level-]")
        page.keyboard.press(key)
    page.get_by_test_id("save-state").filter(has_text="Saved").wait_for()
    tab_and_enter(page, "next")
    page.wait_for_url("**/review/")
    tab_and_enter(page, "submit")
    page.wait_for_url("**/profile/")

    answers = Answer.objects.order_by("item__position").values_list("level__rank", "is_not_applicable")
    assert list(answers) == [(4, False), (4, False), (3, False), (1, False), (5, False), (None, True)]


def test_a_number_typed_into_an_example_is_a_number(page, sign_in, cast):
    sign_in(page, cast.amara)
    page.goto("/diagnostics/mine/")
    page.get_by_test_id("begin").click()
    page.get_by_test_id("begin").click()
    page.locator("[data-keys]").wait_for()  # keys work once the page says so
    tab_to(page, "[data-testid^=level-]")
    page.keyboard.press("2")
    tab_to(page, "summary")
    page.keyboard.press("Enter")
    tab_to(page, "textarea")
    page.keyboard.type("4 children, 1 adult")
    page.get_by_test_id("save-state").filter(has_text="Saved").wait_for()
    page.wait_for_timeout(1000)
    answer = Answer.objects.get()
    assert (answer.level.rank, answer.example) == (2, "4 children, 1 adult")


def test_the_mapping_grid(page, sign_in, cast):
    """Given one cell that says “develops”: letters set, space goes round, Delete clears, Ctrl-Z takes back."""
    sign_in(page, cast.dee)
    page.goto(f"/programmes/{cast.programme.pk}/mapping/{cast.framework_version.pk}/")
    tab_to(page, "#mapping td")
    saved = page.get_by_test_id("mapping-saved").filter(has_text="All changes saved")
    for keys in (["a"], ["ArrowDown", " ", " "], ["ArrowRight", "Delete", "i"], ["ArrowRight", "d", "Control+z"]):
        for key in keys:
            page.keyboard.press(key)
    saved.wait_for()
    page.reload()
    cells = Mapping.objects.exclude(depth="").order_by("element__code", "module__title")
    assert [(cell.element.code, str(cell.module or "whole programme"), cell.depth) for cell in cells] == [
        ("D1.1", "Leading self", "develops"),
        ("D1.1", "whole programme", "assesses"),
        ("D1.2", "Leading self", "introduces"),
        ("D1.2", "whole programme", "develops"),
    ]


def test_a_row_of_the_mapping_grid_is_copied_taken_back_and_explained(page, sign_in, cast):
    """Given D1.1 developed by the first module: C and V copy the row to D1.2, Ctrl-Z and Ctrl-Y, W says why."""
    sign_in(page, cast.dee)
    page.goto(f"/programmes/{cast.programme.pk}/mapping/{cast.framework_version.pk}/")
    tab_to(page, "#mapping td")
    saved = page.get_by_test_id("mapping-saved").filter(has_text="All changes saved")
    of_d12 = Mapping.objects.filter(element__code="D1.2").values_list("module__title", "depth", "rationale")

    for key in ("i", "c", "ArrowDown", "v"):
        page.keyboard.press(key)
    saved.wait_for()
    assert sorted(of_d12.all(), key=str) == [("Leading self", "develops", ""), (None, "introduces", "")]
    page.keyboard.press("Control+z")
    saved.wait_for()
    assert list(of_d12.all()) == []
    page.keyboard.press("Control+y")
    saved.wait_for()
    assert of_d12.count() == 2

    page.keyboard.press("w")
    page.get_by_test_id("why-dialog").wait_for()
    page.keyboard.type("They meet it on the first day")
    tab_and_enter(page, "why-save")
    saved.wait_for()
    assert of_d12.get(programme=cast.programme) == (None, "introduces", "They meet it on the first day")

    # Cleared and taken back: the reason comes back too, and what was lost is told.
    page.keyboard.press("Delete")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Delete")
    page.get_by_test_id("mapping-told").filter(has_text="nothing does now").wait_for()
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    saved.wait_for()
    assert of_d12.get(programme=cast.programme) == (None, "introduces", "They meet it on the first day")


def test_cells_of_the_mapping_grid_are_filled_in_a_row_and_the_only_ones_are_said(page, sign_in, cast):
    """Given D1.1 developed by the first module alone: Shift with arrows fills from it, Ctrl-Z takes one step back."""
    sign_in(page, cast.dee)
    page.goto(f"/programmes/{cast.programme.pk}/mapping/{cast.framework_version.pk}/")
    tab_to(page, "#mapping td")
    saved = page.get_by_test_id("mapping-saved").filter(has_text="All changes saved")
    called = "document.activeElement.ariaLabel"
    underlined = "getComputedStyle(document.activeElement).textDecorationLine"

    page.keyboard.press("ArrowRight")
    name = "D1.1 Heads standard 1.1"
    assert page.evaluate(called) == f"{name}, Leading self: develops, with a reason, the only part that serves it"
    assert page.evaluate(underlined) == "underline"
    for key in ("Shift+ArrowRight", "Shift+ArrowDown", "Shift+ArrowDown"):
        page.keyboard.press(key)
    saved.wait_for()
    filled = Mapping.objects.filter(depth="develops").order_by("element__code", "created_at")
    assert sorted((cell.element.code, str(cell.item)) for cell in filled) == [
        ("D1.1", "Leading self"),
        ("D1.1", "Reading group"),
        ("D1.2", "Reading group"),
        ("D1.3", "Reading group"),
    ]
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate(called) == f"{name}, Reading group: develops"
    assert page.evaluate(underlined) == "none"
    page.keyboard.press("Control+z")
    page.get_by_test_id("mapping-told").filter(has_text="nothing does now").wait_for()
    assert filled.all().count() == 3


def test_the_mapping_grid_is_filtered(page, sign_in, cast):
    """Given one of six elements covered: “thin” shows what is only introduced."""
    Mapping.objects.create(
        module=cast.modules[0], element=cast.framework_version.elements.get(code="D2.1"), depth="introduces"
    )
    sign_in(page, cast.dee)
    page.goto(f"/programmes/{cast.programme.pk}/mapping/{cast.framework_version.pk}/")
    tab_to(page, "[name=show]")
    page.keyboard.type("thin")
    tab_and_enter(page, "filter-go")
    page.wait_for_url("**show=thin**")
    assert [text.split()[0] for text in page.locator("tr[data-element] th").all_inner_texts()] == ["D2.1"]
