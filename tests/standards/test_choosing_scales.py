"""The scale of a draft: chosen or written, with what elements say of its levels."""

from typing import Any

import pytest

from carnegie.core.errors import Refused, Stale
from standards import services
from standards.models import FrameworkVersion, LevelDescriptor, Scale
from standards.services import Level
from tests.cast import NOW, Cast, make_framework, make_scale
from tests.standards.drafting import at, change


@pytest.fixture
def draft(cast: Cast) -> FrameworkVersion:
    return make_framework(cast.provider, "Draft", status="draft")


def lock(draft: FrameworkVersion) -> int:
    return FrameworkVersion.objects.get(pk=draft.pk).lock_version


def make(cast: Cast, draft: FrameworkVersion, *labels: str, **facts: Any) -> Scale:
    levels = facts.pop("levels", None) or [Level(label=label) for label in labels]
    asked = {"title": "Own", "base_lock_version": lock(draft), "by": cast.dee, "now": NOW, **facts}
    return services.make_scale(version=draft, levels=levels, **asked)


def choose(cast: Cast, draft: FrameworkVersion, scale: Scale) -> None:
    services.choose_scale(version=draft, scale=scale, base_lock_version=lock(draft), by=cast.dee, now=NOW)


def test_a_scale_of_its_own(cast: Cast, draft: FrameworkVersion) -> None:
    levels = [
        Level(label="No", description="Not seen"),
        Level(label="Yes", is_proficient=True),
        Level(label="Not for my role", is_not_applicable=True),
    ]
    scale = make(cast, draft, levels=levels, direction="descending")
    draft.refresh_from_db()
    assert (draft.scale, scale.owner, scale.direction) == (scale, cast.provider, "descending")
    rows = scale.levels.values_list("value", "label", "description", "is_proficient", "is_not_applicable")
    assert list(rows) == [
        (1, "No", "Not seen", False, False),
        (2, "Yes", "", True, False),
        (3, "Not for my role", "", False, True),
    ]


def test_texts_go_over_to_the_level_in_the_same_place(cast: Cast, draft: FrameworkVersion) -> None:
    change(cast, at(draft, "D1.1"), texts={1: "least", 3: "third"})
    up = make(cast, draft, "a", "b", "c")
    texts = LevelDescriptor.objects.filter(element__version=draft).order_by("text")
    assert list(texts.values_list("level__scale", "level__value", "text")) == [(up.pk, 1, "least"), (up.pk, 3, "third")]
    down = make(cast, draft, "x", "y", "z", direction="descending")
    assert list(texts.values_list("level__scale", "level__value", "text")) == [
        (down.pk, 3, "least"),
        (down.pk, 1, "third"),
    ]


def test_texts_are_not_lost(cast: Cast, draft: FrameworkVersion) -> None:
    change(cast, at(draft, "D1.1"), texts={1: "least", 5: "most"})
    with pytest.raises(Refused, match="1 texts would be lost"):
        make(cast, draft, "a", "b", "c", "d")
    assert Scale.objects.filter(title="Own").count() == 0
    choose(cast, draft, make_scale())
    assert LevelDescriptor.objects.filter(element__version=draft).count() == 2


@pytest.mark.parametrize(
    ("labels", "reason"),
    [
        (["a"], "2 to 11"),
        ([str(n) for n in range(12)], "2 to 11"),
        (["a", "A "], "label of its own"),
        (["a", " "], "label of its own"),
    ],
)
def test_what_is_no_scale(cast: Cast, draft: FrameworkVersion, labels: list[str], reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        make(cast, draft, *labels)
    two = [Level(label="a"), Level(label="b"), *(Level(label=x, is_not_applicable=True) for x in "yz")]
    with pytest.raises(Refused, match="One level at most"):
        make(cast, draft, levels=two)


def test_others_scales_and_stale_pages_are_refused(cast: Cast, draft: FrameworkVersion) -> None:
    theirs = Scale.objects.create(owner=cast.other_provider, title="Theirs")
    with pytest.raises(Refused, match="another organisation"):
        choose(cast, draft, theirs)
    with pytest.raises(Stale, match="changed since you opened"):
        make(cast, draft, "a", "b", base_lock_version=99)
