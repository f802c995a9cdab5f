"""The pages that paste an outline and give a draft its scale."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from carnegie.people.models import User
from standards import services
from standards.models import FrameworkVersion, Scale
from tests.cast import NOW, Cast, make_framework
from tests.standards.drafting import at, outline, second_admin

SignIn = Callable[[User], Client]
PAGES = ("element-paste", "version-scale", "scale-new")


@pytest.fixture
def draft(cast: Cast) -> FrameworkVersion:
    return make_framework(cast.provider, "Draft", status="draft")


def url(name: str, draft: FrameworkVersion) -> str:
    return reverse(f"standards:{name}", args=[draft.pk])


def scale_data(*labels: str, **changes: Any) -> dict[str, Any]:
    facts = {"title": "Own", "direction": "ascending", "base_lock_version": 1}
    return facts | {f"label_{n}": label for n, label in enumerate(labels, start=1)} | changes


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("name", "status"), [("pia", 404), ("bill", 404), ("amara", 404)])
def test_a_draft_is_unknown_to_others(
    cast: Cast, as_user: SignIn, draft: FrameworkVersion, name: str, status: int, page: str
) -> None:
    client = as_user(getattr(cast, name))
    assert client.get(url(page, draft)).status_code == status
    assert client.post(url(page, draft), {"text": "A", "add": "1"}).status_code == status
    assert draft.elements.count() == 8


@pytest.mark.parametrize("page", PAGES)
def test_an_adopted_text_stays(cast: Cast, as_user: SignIn, page: str) -> None:
    assert as_user(cast.dee).get(url(page, cast.framework_version)).status_code == 400


def test_pasting_shows_first_and_adds_then(cast: Cast, as_user: SignIn, draft: FrameworkVersion) -> None:
    client = as_user(cast.dee)
    data = {"text": "3 Third\n\t3.1 <b>Leads</b>", "kind": "standard", "parent": at(draft, "D2.3").pk}
    shown = client.post(url("element-paste", draft), data)
    html = shown.content.decode()
    assert (shown.status_code, draft.elements.count()) == (200, 8)
    assert "2 elements would be added" in html
    assert "&lt;b&gt;Leads" in html
    added = client.post(url("element-paste", draft), {**data, "add": "1"})
    first = draft.elements.get(full_statement="3 Third")
    assert added.headers["Location"] == f"{url('version-edit', draft)}#e-{first.pk}"
    assert outline(draft)[-3:] == [".D2.3", "..", "...3.1"]
    assert draft.elements.filter(kind="standard", depth__gte=2).count() == 2


@pytest.mark.parametrize(
    "data",
    [
        {"text": ""},
        {"text": "A\n B"},
        {"text": "A\x00"},
        {"text": "A", "parent": "junk"},
        {"text": "A", "parent": "00000000-0000-0000-0000-000000000000"},
        {"text": "x" * 1_000_001},
        {"text": "A\n" * 2_001},
        {"text": "A", "kind": "k" * 101},
    ],
)
def test_junk_is_told_and_nothing_is_added(
    cast: Cast, as_user: SignIn, draft: FrameworkVersion, data: dict[str, Any]
) -> None:
    response = as_user(cast.dee).post(url("element-paste", draft), {**data, "add": "1"})
    assert (response.status_code, draft.elements.count()) == (422, 8)


def test_while_somebody_else_edits_nothing_is_lost(cast: Cast, as_user: SignIn, draft: FrameworkVersion) -> None:
    services.take_turn(version=draft, by=second_admin(cast), now=NOW)
    client, who = as_user(cast.dee), "Olga Example is editing now, since 10:00. Nothing was saved."
    response = client.post(url("element-paste", draft), {"text": "A line", "add": "1"})
    assert (response.status_code, response.context["refusal"]) == (409, who)
    assert response.context["form"]["text"].value() == "A line"
    response = client.post(url("scale-new", draft), scale_data("a", "b"))
    assert (response.status_code, response.context["refusal"]) == (409, who)
    assert response.context["form"]["label_2"].value() == "b"
    assert (draft.elements.count(), Scale.objects.filter(title="Own").count()) == (8, 0)


def test_choosing_and_writing_a_scale(cast: Cast, as_user: SignIn, draft: FrameworkVersion) -> None:
    client = as_user(cast.dee)
    html = client.get(url("scale-new", draft)).content.decode()
    assert 'value="Emerging"' in html
    client.post(url("scale-new", draft), scale_data("No", "Yes", proficient_2="on"))
    draft.refresh_from_db()
    assert list(draft.scale.levels.values_list("label", "is_proficient")) == [("No", False), ("Yes", True)]
    shared = services.default_scale(by=cast.dee, now=NOW)
    data = {"scale": shared.pk, "base_lock_version": draft.lock_version}
    assert client.post(url("version-scale", draft), data).status_code == 302
    draft.refresh_from_db()
    assert draft.scale == shared


def test_a_stale_or_wrong_scale_keeps_what_was_written(cast: Cast, as_user: SignIn, draft: FrameworkVersion) -> None:
    client = as_user(cast.dee)
    stale = client.post(url("scale-new", draft), scale_data("a", "b", base_lock_version=9))
    assert (stale.status_code, stale.context["form"]["base_lock_version"].value()) == (409, "1")
    for data in (
        scale_data("a"),
        scale_data("a", "a"),
        scale_data("a", "", "b", description_2="no label"),
        scale_data("a", "b", direction="sideways"),
        scale_data("a\x00", "b"),
        scale_data(*"abcdefghijkl"),
        scale_data("a", "b", base_lock_version="-1"),
    ):
        assert client.post(url("scale-new", draft), data).status_code == 422
    theirs = Scale.objects.create(owner=cast.other_provider, title="Theirs")
    for scale in (theirs.pk, "junk", ""):
        assert client.post(url("version-scale", draft), {"scale": scale, "base_lock_version": 1}).status_code == 422
    assert Scale.objects.filter(title="Own").count() == 0
