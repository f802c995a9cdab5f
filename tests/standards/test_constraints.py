"""Each named constraint of this app, tripped."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from standards.models import (
    Association,
    Crosswalk,
    CrosswalkLink,
    DismissedPair,
    EditingTurn,
    Element,
    FrameworkVersion,
    LevelDescriptor,
    Scale,
    ScaleLevel,
)
from tests.cast import NOW, Cast, make_framework, make_link


def _second_version(cast: Cast) -> object:
    return FrameworkVersion.objects.create(framework=cast.framework_version.framework, number=1, changed_at=NOW)


def _two_drafts(cast: Cast) -> object:
    framework = cast.framework_version.framework
    return [FrameworkVersion.objects.create(framework=framework, number=n, changed_at=NOW) for n in (2, 3)]


def _element(cast: Cast) -> object:
    first = cast.framework_version.elements.all()[0]
    return Element.objects.create(
        version=cast.framework_version, identifier=first.identifier, position=99, depth=0, full_statement="x"
    )


def _association(cast: Cast) -> object:
    ends = {"origin_identifier": "a", "destination_identifier": "b", "kind": "isRelatedTo"}
    first = Association.objects.create(version=cast.framework_version, **ends)
    return Association.objects.create(version=cast.framework_version, identifier=first.identifier, **ends)


def _descriptor(cast: Cast) -> object:
    element = cast.framework_version.elements.all()[0]
    level = cast.framework_version.scale.levels.all()[0]
    return [LevelDescriptor.objects.create(element=element, level=level, text="x") for _ in range(2)]


def _level(cast: Cast) -> object:
    return ScaleLevel.objects.create(scale=cast.framework_version.scale, value=1, label="again")


def _default_scale(cast: Cast) -> object:
    return [Scale.objects.create(title="x", is_default=True) for _ in range(2)]


def _turn(cast: Cast) -> object:
    times = {"since": NOW, "until": NOW - dt.timedelta(minutes=1)}
    return EditingTurn.objects.create(version=cast.framework_version, editor=cast.dee, **times)


def _crosswalk(cast: Cast, **fields: object) -> Crosswalk:
    other = make_framework(cast.provider, "Others")
    ends = {"left": cast.framework_version.framework, "right": other.framework}
    return Crosswalk.objects.create(**{"owner": cast.provider, "title": "Heads to others", **ends, **fields})


def _two_titles(cast: Cast) -> object:
    first = _crosswalk(cast, owner=None)
    return Crosswalk.objects.create(title=first.title, left=first.left, right=first.right)


def _one_framework(cast: Cast) -> object:
    return _crosswalk(cast, right=cast.framework_version.framework)


def _pair(crosswalk: Crosswalk) -> tuple[Element, Element]:
    return crosswalk.left.versions.get().elements.all()[1], crosswalk.right.versions.get().elements.all()[1]


def _two_links(cast: Cast) -> object:
    crosswalk = _crosswalk(cast)
    return [make_link(crosswalk, *_pair(crosswalk), author=cast.dee) for _ in range(2)]


def _approved_by_nobody(cast: Cast) -> object:
    crosswalk = _crosswalk(cast)
    return make_link(crosswalk, *_pair(crosswalk), author=cast.dee, approval="approved")


def _dismissed_twice(cast: Cast) -> object:
    crosswalk = _crosswalk(cast)
    left, right = (one.lineage for one in _pair(crosswalk))
    facts = {"left_lineage": left, "right_lineage": right, "by": cast.dee, "at": NOW}
    return [DismissedPair.objects.create(crosswalk=crosswalk, **facts) for _ in range(2)]


TRIPS: dict[str, Callable[[Cast], object]] = {
    "crosswalk_title_unique": _two_titles,
    "crosswalk_two_frameworks": _one_framework,
    "crosswalk_link_unique": _two_links,
    "crosswalk_link_approval_told": _approved_by_nobody,
    "crosswalk_dismissed_once": _dismissed_twice,
    "framework_version_number_unique": _second_version,
    "framework_one_draft": _two_drafts,
    "element_identifier_unique": _element,
    "association_identifier_unique": _association,
    "level_descriptor_unique": _descriptor,
    "scale_level_value_unique": _level,
    "scale_one_default": _default_scale,
    "editing_turn_dates_in_order": _turn,
}


@pytest.mark.parametrize("name", list(TRIPS))
def test_the_database_refuses(cast: Cast, name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        TRIPS[name](cast)


def test_every_constraint_is_tripped() -> None:
    models = (
        Crosswalk,
        CrosswalkLink,
        DismissedPair,
        EditingTurn,
        FrameworkVersion,
        Element,
        Association,
        LevelDescriptor,
        Scale,
        ScaleLevel,
    )
    assert {constraint.name for model in models for constraint in model._meta.constraints} == set(TRIPS)


def test_codes_may_repeat(cast: Cast) -> None:
    for position in (90, 91):
        Element.objects.create(
            version=cast.framework_version, code="D1.1", position=position, depth=0, full_statement="x"
        )
    assert cast.framework_version.elements.filter(code="D1.1").count() == 3
