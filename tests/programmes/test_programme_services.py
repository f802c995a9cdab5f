"""Programmes and their parts: what each write does, and the sentence with which it refuses."""

from decimal import Decimal

import pytest

from carnegie.core.errors import NotAllowed, Refused
from programmes import services
from programmes.enums import Depth
from programmes.models import (
    Activity,
    Mapping,
    Module,
    Programme,
    ProgrammeFramework,
)
from standards.enums import AdoptionStatus
from tests.cast import NOW, Cast, make_framework
from tests.programmes.play import TAUGHT, refused


def test_two_programmes_of_a_provider_have_two_titles(cast: Cast) -> None:
    with refused("This provider already has a programme with this title."):
        services.create_programme(provider=cast.provider, title=cast.programme.title, summary="", by=cast.dee, now=NOW)


def test_a_title_is_needed(cast: Cast) -> None:
    with refused("title: This field cannot be blank."):
        services.add_module(programme=cast.programme, title="", summary="", by=cast.dee, now=NOW)


def test_a_programme_with_parts_stays_and_an_empty_one_goes(cast: Cast) -> None:
    with refused("It has cohorts, so it stays."):
        services.delete_programme(programme=cast.programme, by=cast.dee, now=NOW)
    empty = services.create_programme(provider=cast.provider, title="Second", summary="", by=cast.dee, now=NOW)
    with pytest.raises(NotAllowed):
        services.delete_programme(programme=empty, by=cast.pia, now=NOW)
    services.delete_programme(programme=empty, by=cast.dee, now=NOW)
    assert not Programme.objects.filter(title="Second").exists()


def test_a_programme_on_which_an_app_above_builds_stays(cast: Cast) -> None:
    programme = Programme.objects.create(provider=cast.provider, title="Second")
    cast.diagnostic_version.diagnostic.programme = programme
    cast.diagnostic_version.diagnostic.save()
    with refused("Something else is built on “Second”, so it stays."):
        services.delete_programme(programme=programme, by=cast.dee, now=NOW)


def test_a_draft_framework_cannot_be_used(cast: Cast) -> None:
    draft = make_framework(cast.provider, "Draft", status=AdoptionStatus.DRAFT)
    with refused("Only an adopted framework can be used: its text no longer changes."):
        services.add_framework(programme=cast.programme, version=draft, by=cast.dee, now=NOW)


def test_a_framework_of_another_provider_cannot_be_used(cast: Cast) -> None:
    theirs = make_framework(cast.other_provider, "Theirs")
    with refused("This framework belongs to another provider."):
        services.add_framework(programme=cast.programme, version=theirs, by=cast.dee, now=NOW)
    shared = make_framework(None, "Shared")
    services.add_framework(programme=cast.programme, version=shared, by=cast.dee, now=NOW)
    with refused("The programme already uses this framework."):
        services.add_framework(programme=cast.programme, version=shared, by=cast.dee, now=NOW)


def test_a_framework_with_mapped_cells_stays(cast: Cast) -> None:
    framework = ProgrammeFramework.objects.get(programme=cast.programme)
    with refused("Some of the programme is mapped to it: clear those cells first."):
        services.remove_framework(framework=framework, by=cast.dee, now=NOW)
    Mapping.objects.all().delete()
    services.remove_framework(framework=framework, by=cast.dee, now=NOW)
    assert not cast.programme.frameworks.exists()


def test_modules_are_numbered_from_one_and_change_places(cast: Cast) -> None:
    services.add_module(programme=cast.programme, title="Third", summary="", by=cast.dee, now=NOW)

    def order() -> list[tuple[int, str]]:
        return list(cast.programme.modules.values_list("position", "title"))

    assert order() == [(1, "Leading self"), (2, "Leading teams"), (3, "Third")]
    services.move_module(module=Module.objects.get(title="Third"), earlier=True, by=cast.dee, now=NOW)
    assert order() == [(1, "Leading self"), (2, "Third"), (3, "Leading teams")]
    services.move_module(module=cast.modules[0], earlier=True, by=cast.dee, now=NOW)
    assert order() == [(1, "Leading self"), (2, "Third"), (3, "Leading teams")]
    services.move_module(module=cast.modules[0], earlier=False, by=cast.dee, now=NOW)
    assert order() == [(1, "Third"), (2, "Leading self"), (3, "Leading teams")]


def test_a_module_on_which_something_hangs_stays(cast: Cast) -> None:
    first, second = cast.modules
    with refused("It has activities: delete those first."):
        services.delete_module(module=first, by=cast.dee, now=NOW)
    with refused("It has events: delete or move those first."):
        services.delete_module(module=second, by=cast.dee, now=NOW)
    services.delete_activity(activity=cast.activity, by=cast.dee, now=NOW)
    with refused("It is mapped to elements: clear those cells first."):
        services.delete_module(module=first, by=cast.dee, now=NOW)
    assert Module.objects.count() == 2


def test_an_activity_with_mapped_cells_stays(cast: Cast) -> None:
    Mapping.objects.create(
        activity=cast.activity, element=cast.framework_version.elements.get(code="D2.1"), depth=Depth.DEVELOPS
    )
    with refused("It is mapped to elements: clear those cells first."):
        services.delete_activity(activity=cast.activity, by=cast.dee, now=NOW)


def test_hours_are_not_negative_and_choices_are_known(cast: Cast) -> None:
    with pytest.raises(Refused, match="hours: "):
        services.add_activity(module=cast.modules[0], **{**TAUGHT, "hours": Decimal(-1)}, by=cast.dee, now=NOW)
    with pytest.raises(Refused, match="how people learn: "):
        services.add_activity(module=cast.modules[0], **{**TAUGHT, "strategy": "magic"}, by=cast.dee, now=NOW)
    assert Activity.objects.count() == 1
