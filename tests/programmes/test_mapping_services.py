"""Cells of the mapping grid, saved one by one."""

from typing import Any

import pytest

from carnegie.core.errors import Stale
from programmes import services
from programmes.models import Mapping
from tests.cast import NOW, Cast, make_framework
from tests.programmes.play import refused


def save_cell(cast: Cast, depth: str | None, base: int, code: str = "D2.1", **changes: Any) -> Mapping | None:
    arguments = {
        "item": cast.event,
        "element": cast.framework_version.elements.get(code=code),
        "rationale": None,
        "by": cast.dee,
        **changes,
    }
    return services.set_mapping(depth=depth, base_revision=base, now=NOW, **arguments)


def test_each_save_of_a_cell_raises_its_revision(cast: Cast) -> None:
    assert save_cell(cast, "introduces", 0, rationale="first").revision == 1
    second = save_cell(cast, "develops", 1)
    assert (second.revision, second.depth, second.rationale) == (2, "develops", "first")
    assert save_cell(cast, "develops", 2, rationale="").rationale == ""
    assert save_cell(cast, None, 3) is None
    assert not Mapping.objects.filter(event=cast.event).exists()


@pytest.mark.parametrize(("depth", "base"), [("assesses", 0), ("assesses", 1), (None, 0), (None, 1), ("assesses", 9)])
def test_a_cell_that_somebody_saved_meanwhile_is_stale(cast: Cast, depth: str | None, base: int) -> None:
    save_cell(cast, "introduces", 0)
    save_cell(cast, "develops", 1)
    with pytest.raises(Stale, match="Somebody else changed this cell meanwhile"):
        save_cell(cast, depth, base)
    kept = Mapping.objects.get(event=cast.event)
    assert (kept.depth, kept.revision) == ("develops", 2)


def test_a_cell_that_was_cleared_meanwhile_is_stale_also_when_filled_again(cast: Cast) -> None:
    save_cell(cast, "introduces", 0)
    save_cell(cast, None, 1)
    with pytest.raises(Stale):
        save_cell(cast, "develops", 1)
    assert save_cell(cast, "develops", 0).revision == 2
    with pytest.raises(Stale):
        save_cell(cast, "assesses", 1)
    with pytest.raises(Stale):
        save_cell(cast, None, 1)


def test_clearing_an_empty_cell_changes_nothing(cast: Cast) -> None:
    assert save_cell(cast, None, 0) is None


def test_only_elements_of_the_programmes_frameworks_are_mapped(cast: Cast) -> None:
    foreign = make_framework(cast.provider, "Foreign").elements.get(code="D1.1")
    with refused("The programme does not use the framework of this element."):
        save_cell(cast, "develops", 0, element=foreign)
    with refused("This is a heading: map the statements beneath it."):
        save_cell(cast, "develops", 0, code="D1")
    with refused("A depth is introduces, develops or assesses."):
        save_cell(cast, "masters", 0)


@pytest.mark.parametrize("kind", ["programme", "module", "activity", "event"])
def test_all_four_sorts_of_items_are_mapped(cast: Cast, kind: str) -> None:
    items = {"programme": cast.programme, "module": cast.modules[0], "activity": cast.activity, "event": cast.event}
    saved = save_cell(cast, "develops", 0, item=items[kind])
    assert saved.item == items[kind]
    assert save_cell(cast, "assesses", 1, item=items[kind]).revision == 2
