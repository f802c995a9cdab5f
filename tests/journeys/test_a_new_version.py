"""A new version in a browser: begun, reworded, compared, adopted, and a programme carried over, undone and carried
again; each page looked at as all pages are."""

import os

import pytest
from django.urls import reverse

from programmes.models import Mapping
from standards.models import FrameworkVersion
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)


def shoot(page, name: str) -> None:
    """A picture for who wants to look, light, dark and on a phone."""
    if folder := os.environ.get("SCREENSHOT_DIR"):
        for scheme, width, word in (("dark", 1280, "dark"), ("light", 360, "phone"), ("light", 1280, "light")):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 800})
            page.screenshot(path=f"{folder}/version-{name}-{word}.png", full_page=True)


def reword(page, version: FrameworkVersion, code: str, statement: str, *, meaning_changes: bool = False) -> None:
    page.goto(reverse("standards:element-edit", args=[version.elements.get(code=code).pk]))
    page.locator("[name=full_statement]").fill(statement)
    if meaning_changes:
        page.locator("[name=meaning_changes]").check()
    page.get_by_test_id("save").click()
    page.wait_for_url("**/edit/**")


def test_from_the_button_to_the_carried_programme(page, sign_in, axe, live_server):
    cast = Cast()
    first = cast.framework_version
    for code in ("D1.2", "D2.3"):
        Mapping.objects.create(activity=cast.activity, element=first.elements.get(code=code), depth="develops")
    sign_in(page, cast.dee)

    page.goto(reverse("standards:version-detail", args=[first.pk]))
    page.get_by_test_id("version-new").click()
    page.get_by_label("Version").fill("2027")
    axe(page)
    shoot(page, "new")
    page.get_by_test_id("version-new").click()
    page.wait_for_url("**/edit/")

    draft = first.framework.versions.get(status="draft")
    reword(page, draft, "D1.1", "Heads standard 1.1, said more plainly than before")
    reword(page, draft, "D1.2", "Asks those who know the children best", meaning_changes=True)
    page.goto(reverse("standards:element-delete", args=[draft.elements.get(code="D2.3").pk]))
    page.get_by_test_id("confirm").click()
    page.wait_for_url("**/edit/**")

    page.goto(reverse("standards:version-adopt", args=[draft.pk]))
    numbers = page.get_by_test_id("difference-numbers")
    assert "1 removed, 1 replaced, 1 reworded, 5 unchanged" in numbers.inner_text()
    numbers.get_by_role("link").click()
    assert page.get_by_test_id("reworded").locator("ins").first.inner_text().strip() != ""
    axe(page)
    shoot(page, "difference")

    page.goto(reverse("standards:version-adopt", args=[draft.pk]))
    page.get_by_test_id("confirm").click()
    page.get_by_test_id("version-affected").click()
    axe(page)
    shoot(page, "affected")
    page.get_by_test_id("uses").get_by_role("link", name="Carry over").click()
    assert "D2.3" in page.get_by_test_id("lost").inner_text()
    axe(page)
    shoot(page, "carry")
    page.get_by_test_id("carry").click()
    page.get_by_test_id("carried").wait_for()
    axe(page)
    shoot(page, "carried")
    codes = Mapping.objects.filter(element__version=draft).order_by("element__code")
    assert list(codes.values_list("element__code", flat=True)) == ["D1.1", "D1.2"]
    page.get_by_test_id("carry-undo").click()
    page.get_by_test_id("carry").click()
    page.get_by_test_id("carried").wait_for()
    assert codes.count() == 2

    page.goto(reverse("programmes:coverage", args=[cast.programme.pk, draft.pk]))
    assert page.get_by_test_id("coverage").or_(page.locator("h1")).first.is_visible()
    page.goto(reverse("standards:version-log", args=[draft.pk]))
    assert page.get_by_test_id("log-write").locator(".row-title").all_inner_texts() == [
        *("Adopted it", "Deleted elements", "Changed an element", "Changed an element", "Began a new version"),
        "Changed it",
    ]
    axe(page)
    shoot(page, "log")
    page.goto(reverse("standards:version-detail", args=[draft.pk]))
    axe(page)
    shoot(page, "detail")
    page.goto(reverse("standards:version-publish", args=[draft.pk]))
    axe(page)
    shoot(page, "publish")
    page.goto(reverse("standards:framework-new"))
    axe(page)
    shoot(page, "framework-new")
