"""A profile with rounds, a look back and groups of raters beside it, in a real browser: also without scripts."""

import pytest
from django.urls import reverse

from tests.cast import Cast
from tests.diagnostics.panels import make_panel
from tests.diagnostics.rounds import make_year

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def address(live_server) -> tuple[Cast, str]:
    cast = Cast()
    exit_ = make_year(cast)["exit"]
    groups = {"line_manager": (1, ["3", "3", "5"]), "colleague": (4, ["2.5", "5", "4"]), "peer": (2, None)}
    make_panel(exit_.round, cast.amara_enrolment, groups)
    return cast, reverse("diagnostics:attempt-profile", args=[exit_.pk])


def heads(page) -> list[str]:
    return page.get_by_test_id("profile-domains").locator("thead th").all_inner_texts()


def test_everything_laid_beside_passes_axe_and_rounds_are_chosen_by_keyboard(page, sign_in, axe, address):
    cast, url = address
    sign_in(page, cast.amara)
    page.goto(url)
    axe(page)
    names = [text.split("\n")[0] for text in heads(page)]
    assert names == [
        *("Part", "You", "Expected", "Baseline", "Mid-point", "Looking back (“then”)", "Line manager", "Colleagues"),
    ]
    box = page.get_by_label("Mid-point")
    box.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**chosen=1**")
    assert not page.get_by_label("Mid-point").is_checked()
    assert [text.split("\n")[0] for text in heads(page)] == [name for name in names if name != "Mid-point"]
    assert page.get_by_test_id("pdf").get_attribute("href").count("beside=") == 2


def test_without_scripts_it_says_the_same(page_without_scripts, sign_in, address):
    cast, url = address
    page = page_without_scripts
    sign_in(page, cast.amara)
    page.goto(url)
    page.get_by_label("Baseline").uncheck()
    page.get_by_test_id("lay-beside").click()
    assert "Baseline" not in "".join(heads(page))
    assert page.get_by_test_id("group").count() == 2
