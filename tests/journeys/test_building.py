"""Building a diagnostic in a browser: ticks with and without scripts, and the grid of targets by keyboard."""

import pytest

from diagnostics.models import DiagnosticVersion, TargetProfile
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(live_server) -> Cast:
    return Cast()


def open_new(page, cast: Cast) -> None:
    page.goto(f"/diagnostics/programmes/{cast.programme.pk}/new/")
    page.get_by_label("Title").fill("Short check")


def asked() -> list[str]:
    return list(DiagnosticVersion.objects.get(diagnostic__title="Short check").items.values_list("code", flat=True))


def test_a_branch_is_ticked_whole_and_a_single_statement_taken_out(page, sign_in, cast):
    sign_in(page, cast.dee)
    open_new(page, cast)
    count = page.get_by_test_id("pick-count")
    assert (count.inner_text(), page.get_by_test_id("everything").is_checked()) == ("6 statements chosen", True)
    first = page.get_by_label("Heads domain 1")
    first.uncheck()
    assert (count.inner_text(), page.get_by_test_id("everything").is_checked()) == ("3 statements chosen", False)
    page.locator("summary", has_text="Heads domain 2").click()
    page.get_by_label("Heads standard 2.2").uncheck()
    assert page.get_by_label("Heads domain 2").evaluate("box => box.indeterminate")
    assert count.inner_text() == "2 statements chosen"
    page.get_by_test_id("save").click()
    page.get_by_test_id("publish").wait_for()
    assert asked() == ["D2.1", "D2.3"]


def test_without_scripts_a_ticked_heading_stands_for_all_beneath(page_without_scripts, sign_in, cast):
    page = page_without_scripts
    sign_in(page, cast.dee)
    open_new(page, cast)
    page.get_by_test_id("everything").uncheck()
    page.get_by_label("Heads domain 2").check()
    page.get_by_test_id("save").click()
    page.get_by_test_id("publish").wait_for()
    assert asked() == ["D2.1", "D2.2", "D2.3"]


def test_the_grid_of_targets_by_keyboard(page, sign_in, cast):
    sign_in(page, cast.dee)
    page.goto(f"/diagnostics/versions/{cast.diagnostic_version.pk}/targets/new/")
    page.get_by_label("Title").fill("Deputies")
    assert not page.get_by_label("Role", exact=True).is_visible()
    page.get_by_label("For whom").select_option("role")
    page.get_by_label("Role", exact=True).fill("Deputy head")
    page.get_by_label("D1.1, at least").focus()
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    page.keyboard.press("3")
    page.keyboard.press("Tab")
    page.keyboard.press("4")
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("5")
    page.get_by_label("Set all to at least").select_option("1")
    page.get_by_label("and at most").select_option("2")
    page.get_by_label("in", exact=True).select_option(label="Heads domain 2")
    page.get_by_test_id("set-all").click()
    page.get_by_test_id("save").click()
    page.get_by_test_id("targets").wait_for()
    profile = TargetProfile.objects.get(title="Deputies")
    told = profile.targets.order_by("item__position").values_list("item__code", "minimum", "maximum")
    part = [(f"D2.{n}", 1, 2) for n in (1, 2, 3)]
    assert (profile.role, list(told)) == ("Deputy head", [("D1.1", 2, 5), ("D1.2", 3, 4), *part])
