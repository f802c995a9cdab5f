"""Events: who plans them, and what is refused."""

from typing import Any

import pytest

from carnegie.core.errors import NotAllowed
from carnegie.people.models import User
from programmes import services
from programmes.enums import Depth
from programmes.models import (
    LearningEvent,
    Mapping,
    Module,
)
from tests.cast import NOW, Cast
from tests.programmes.play import LATER, PLACE, TAUGHT, TIMES, refused


def add_event(cast: Cast, who: User, **changes: Any) -> LearningEvent:
    fields = {"programme": cast.programme, "module": cast.modules[0], **TAUGHT, **TIMES, **PLACE, **changes}
    return services.add_event(**fields, by=who, now=NOW)


@pytest.mark.parametrize("who", ["dee", "bill", "olga"])
def test_admins_and_facilitators_of_the_programme_plan_events(cast: Cast, who: str) -> None:
    person = getattr(cast, who)
    event = add_event(cast, person)
    fields = {**TAUGHT, **TIMES, **PLACE, "title": "Moved"}
    services.change_event(event=event, module=None, **fields, by=person, now=NOW)
    event.refresh_from_db()
    assert (event.title, event.module) == ("Moved", None)
    services.delete_event(event=event, by=person, now=NOW)
    assert list(LearningEvent.objects.all()) == [cast.event]


@pytest.mark.parametrize("who", ["amara", "ben", "cora", "carl", "lena", "sam", "root", "otto", "pia", "eve"])
def test_nobody_else_plans_events(cast: Cast, who: str) -> None:
    person = getattr(cast, who)
    with pytest.raises(NotAllowed):
        add_event(cast, person)
    with pytest.raises(NotAllowed):
        services.change_event(event=cast.event, module=None, **TAUGHT, **TIMES, **PLACE, by=person, now=NOW)
    with pytest.raises(NotAllowed):
        services.delete_event(event=cast.event, by=person, now=NOW)


def test_an_event_takes_no_module_of_another_programme(cast: Cast) -> None:
    theirs = Module.objects.create(programme=cast.other_programme, title="Theirs")
    with refused("This module belongs to another programme."):
        add_event(cast, cast.dee, module=theirs)


def test_an_event_ends_after_it_starts(cast: Cast) -> None:
    with refused("The event ends before it starts."):
        add_event(cast, cast.dee, ends_at=LATER)


def test_an_event_with_mapped_cells_stays(cast: Cast) -> None:
    Mapping.objects.create(
        event=cast.event, element=cast.framework_version.elements.get(code="D2.1"), depth=Depth.DEVELOPS
    )
    with refused("It is mapped to elements: clear those cells first."):
        services.delete_event(event=cast.event, by=cast.dee, now=NOW)
