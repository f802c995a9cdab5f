"""What a programme covers, how deep, and what it offers for a need."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from programmes.enums import CoverageStatus, Depth
from programmes.models import Activity, Booking, LearningEvent, Mapping, Module
from programmes.selectors import (
    MOST_PARTS,
    coverage,
    depths_on,
    heat_map,
    losses,
    provision_by_element,
    provision_for,
    row_state,
    status_without,
)
from standards.models import Element, FrameworkVersion
from tests.cast import NOW, Cast


def element(cast: Cast, code: str) -> Element:
    return cast.framework_version.elements.get(code=code)


def map_(cast: Cast, code: str, depth: str, **item: Any) -> Mapping:
    return Mapping.objects.create(element=element(cast, code), depth=depth, **item)


def second_version(version: FrameworkVersion) -> FrameworkVersion:
    """A new text in which D1.1 keeps its lineage and D1.2 is a new element."""
    newer = FrameworkVersion.objects.create(framework=version.framework, number=2, changed_at=NOW)
    kept = version.elements.get(code="D1.1")
    for position, (code, lineage) in enumerate((("D1.1", kept.lineage), ("D1.2", None))):
        fields = {"lineage": lineage} if lineage else {}
        Element.objects.create(version=newer, position=position, depth=0, code=code, full_statement=code, **fields)
    return newer


def statuses_by_code(cast: Cast) -> dict[str, str]:
    return {row.element.code: row.status for row in coverage(cast.programme, cast.framework_version).rows}


def test_each_element_is_untouched_thin_unprepared_or_covered(cast: Cast) -> None:
    map_(cast, "D1.2", Depth.INTRODUCES, activity=cast.activity)
    map_(cast, "D1.3", Depth.ASSESSES, event=cast.event)
    map_(cast, "D2.1", Depth.ASSESSES, event=cast.event)
    map_(cast, "D2.1", Depth.DEVELOPS, programme=cast.programme)
    assert statuses_by_code(cast) == {
        "D1.1": CoverageStatus.COVERED,
        "D1.2": CoverageStatus.THIN,
        "D1.3": CoverageStatus.UNPREPARED,
        "D2.1": CoverageStatus.COVERED,
        "D2.2": CoverageStatus.UNTOUCHED,
        "D2.3": CoverageStatus.UNTOUCHED,
    }
    found = coverage(cast.programme, cast.framework_version)
    assert found.counts == {"untouched": 2, "thin": 1, "unprepared": 1, "covered": 2, "over": 0}
    assert [row.element.code for row in found.untouched] == ["D2.2", "D2.3"]
    assert [row.element.code for row in found.thin] == ["D1.2"]
    assert [row.element.code for row in found.unprepared] == ["D1.3"]


def test_depths_of_some_elements_are_read_in_one_query(cast: Cast, django_assert_num_queries: Any) -> None:
    map_(cast, "D1.2", Depth.INTRODUCES, activity=cast.activity)
    some = [element(cast, "D1.1"), element(cast, "D1.2"), element(cast, "D2.2")]
    with django_assert_num_queries(1):
        found = depths_on(cast.programme, some)
    assert list(found.values()) == [["develops"], ["introduces"], []]


def test_domains_sum_up_their_elements(cast: Cast) -> None:
    map_(cast, "D1.2", Depth.ASSESSES, event=cast.event)
    first, second = coverage(cast.programme, cast.framework_version).domains
    assert (first.element.code, first.touched, first.total, first.depth) == ("D1", 2, 3, Depth.ASSESSES)
    assert (second.element.code, second.touched, second.total, second.depth) == ("D2", 0, 3, None)
    assert (first.hours, second.hours) == (Decimal(5), Decimal(0))


def test_hours_of_an_activity_count_once_though_its_module_is_mapped_too(cast: Cast) -> None:
    map_(cast, "D1.1", Depth.INTRODUCES, activity=cast.activity)
    map_(cast, "D1.1", Depth.INTRODUCES, programme=cast.programme)
    Activity.objects.create(module=cast.modules[1], title="Elsewhere", strategy="seminar", mode="online", hours=9)
    row = coverage(cast.programme, cast.framework_version).rows[0]
    assert row.hours == Decimal(2)
    assert [cover.part.title for cover in row.covers] == ["Leading in Practice", "Leading self", "Reading group"]


def test_other_programmes_cover_nothing_here(cast: Cast) -> None:
    elsewhere = Module.objects.create(programme=cast.other_programme, title="Elsewhere")
    map_(cast, "D2.2", Depth.DEVELOPS, module=elsewhere)
    assert statuses_by_code(cast)["D2.2"] == CoverageStatus.UNTOUCHED
    assert provision_for(cast.programme, [element(cast, "D2.2")]) == []


def test_a_mapping_counts_in_a_newer_version_by_lineage(cast: Cast) -> None:
    newer = second_version(cast.framework_version)
    map_(cast, "D1.2", Depth.DEVELOPS, module=cast.modules[0])
    found = {row.element.code: row.status for row in coverage(cast.programme, newer).rows}
    assert found == {"D1.1": CoverageStatus.COVERED, "D1.2": CoverageStatus.UNTOUCHED}
    assert [part.part.title for part in provision_for(cast.programme, newer.elements.all())] == ["Leading self"]


def test_the_cell_of_the_version_itself_counts_before_that_of_another(cast: Cast) -> None:
    newer = second_version(cast.framework_version)
    kept = newer.elements.get(code="D1.1")
    Mapping.objects.create(element=kept, depth=Depth.INTRODUCES, module=cast.modules[0])
    assert coverage(cast.programme, newer).rows[0].status == CoverageStatus.THIN
    assert coverage(cast.programme, cast.framework_version).rows[0].status == CoverageStatus.COVERED
    assert [cell.depth for cell in row_state(cast.programme, kept)[1] if cell.depth] == ["introduces"]


@pytest.mark.parametrize("more", [0, 4])
def test_coverage_takes_five_queries_however_many_rows(cast: Cast, more: int, django_assert_num_queries: Any) -> None:
    for number in range(more):
        module = Module.objects.create(programme=cast.programme, title=f"More {number}")
        Activity.objects.create(module=module, title="More", strategy="seminar", mode="online")
        map_(cast, "D1.2", Depth.DEVELOPS, module=module)
    wanted = list(cast.framework_version.elements.all())
    with django_assert_num_queries(5):
        coverage(cast.programme, cast.framework_version)
    with django_assert_num_queries(5):
        coverage(cast.programme, cast.framework_version, reasons=True)
    with django_assert_num_queries(4):
        row_state(cast.programme, wanted[1])
    with django_assert_num_queries(4):
        provision_for(cast.programme, wanted)


def test_provision_is_ranked_deepest_then_soonest_and_says_why(cast: Cast) -> None:
    map_(cast, "D1.1", Depth.DEVELOPS, event=cast.event)
    map_(cast, "D1.2", Depth.ASSESSES, activity=cast.activity)
    map_(cast, "D1.2", Depth.INTRODUCES, event=cast.event)
    wanted = [element(cast, "D1.1"), element(cast, "D1.2")]
    with timezone.override("Europe/London"):
        found = provision_for(cast.programme, wanted, now=NOW)
    assert [(one.part.title, one.depth, one.why) for one in found] == [
        ("Reading group", "assesses", "assesses D1.2"),
        (
            "Workshop: change in small teams",
            "develops",
            "develops D1.1 · introduces D1.2 · Tue 1 Dec 2026, 10:00 · 12 places left",
        ),
        ("Leading self", "develops", "develops D1.1"),
    ]
    assert [(one.part.hours, one.part.mode) for one in found] == [
        (Decimal("2.0"), "online"),
        (Decimal("3.0"), "face to face"),
        (Decimal("2.0"), ""),
    ]


def test_a_full_event_stands_last(cast: Cast) -> None:
    map_(cast, "D1.1", Depth.ASSESSES, event=cast.event)
    LearningEvent.objects.filter(pk=cast.event.pk).update(capacity=1)
    asked = {"event": cast.event, "enrolment": cast.ben_enrolment}
    booking = Booking.objects.create(turn=1, status="booked", booked_at=NOW, **asked)
    wanted = [element(cast, "D1.1")]
    assert [one.part.title for one in provision_for(cast.programme, wanted, now=NOW)] == [
        "Leading self",
        cast.event.title,
    ]
    assert "full" in provision_for(cast.programme, wanted, now=NOW)[1].why
    booking.delete()
    assert provision_for(cast.programme, wanted, now=NOW)[0].part.title == cast.event.title


def test_an_event_that_is_over_is_not_suggested(cast: Cast) -> None:
    map_(cast, "D1.2", Depth.DEVELOPS, event=cast.event)
    later = NOW + dt.timedelta(days=8)
    wanted = [element(cast, "D1.2")]
    assert provision_for(cast.programme, wanted, now=later) == []
    assert [one.part.title for one in provision_for(cast.programme, wanted)] == [cast.event.title]


def test_provision_by_element_tells_each_element_its_own(cast: Cast, django_assert_num_queries: Any) -> None:
    map_(cast, "D1.2", Depth.DEVELOPS, event=cast.event)
    wanted = [element(cast, code) for code in ("D1.1", "D1.2", "D1.3")]
    with django_assert_num_queries(4):
        found = provision_by_element(cast.programme, wanted)
    titles = [[one.part.title for one in found[one_element.pk]] for one_element in wanted]
    assert titles == [["Leading self"], ["Workshop: change in small teams"], []]


def test_more_parts_than_an_element_needs(cast: Cast) -> None:
    """Given six parts that develop D1.2 and one that introduces it: enough. A seventh that assesses it is too many."""
    modules = [Module.objects.create(programme=cast.programme, title=f"More {n}") for n in range(MOST_PARTS + 1)]
    for module in modules[:-1]:
        map_(cast, "D1.2", Depth.DEVELOPS, module=module)
    map_(cast, "D1.2", Depth.INTRODUCES, event=cast.event)
    assert coverage(cast.programme, cast.framework_version).counts["over"] == 0
    map_(cast, "D1.2", Depth.ASSESSES, module=modules[-1])
    found = coverage(cast.programme, cast.framework_version)
    assert [row.element.code for row in found.of("over")] == ["D1.2"]
    assert found.of("over")[0].status == CoverageStatus.COVERED


@pytest.mark.parametrize(
    ("going", "depths", "left"),
    [
        (Depth.DEVELOPS, [Depth.DEVELOPS], "untouched"),
        (Depth.INTRODUCES, [Depth.INTRODUCES], "untouched"),
        (Depth.DEVELOPS, [Depth.DEVELOPS, Depth.INTRODUCES], "thin"),
        (Depth.ASSESSES, [Depth.ASSESSES, Depth.INTRODUCES], "thin"),
        (Depth.DEVELOPS, [Depth.DEVELOPS, Depth.ASSESSES], "unprepared"),
        (Depth.ASSESSES, [Depth.DEVELOPS, Depth.ASSESSES], None),
        (Depth.DEVELOPS, [Depth.DEVELOPS, Depth.DEVELOPS], None),
        (Depth.INTRODUCES, [Depth.INTRODUCES, Depth.INTRODUCES], None),
        (Depth.INTRODUCES, [], None),
    ],
)
def test_what_is_left_without_one_part(going: str, depths: list[str], left: str | None) -> None:
    assert status_without(going, depths) == left


def test_the_heat_map_gathers_what_is_in_each_module(cast: Cast) -> None:
    map_(cast, "D1.2", Depth.ASSESSES, activity=cast.activity)
    map_(cast, "D2.1", Depth.INTRODUCES, event=cast.event)
    heat = heat_map(coverage(cast.programme, cast.framework_version))
    assert [part.title for part in heat.columns if part] == ["Leading self", "Leading teams"]
    spots = {
        domain.element.code: [(spot.letter, spot.touched, spot.total) for spot in row] for domain, row in heat.rows
    }
    assert spots == {"D1": [("A", 2, 3), ("–", 0, 3)], "D2": [("–", 0, 3), ("I", 1, 3)]}


def test_losses_are_what_nothing_else_would_touch_or_develop(cast: Cast) -> None:
    """Given D1.1 developed by the module alone; D1.2 developed by it, assessed by the event; D1.3 by both developed."""
    map_(cast, "D1.2", Depth.DEVELOPS, module=cast.modules[0])
    map_(cast, "D1.2", Depth.ASSESSES, event=cast.event)
    for item in ({"module": cast.modules[0]}, {"event": cast.event}):
        map_(cast, "D1.3", Depth.DEVELOPS, **item)
    found = losses(coverage(cast.programme, cast.framework_version), {("module", cast.modules[0].pk)})
    assert [(loss.element.code, loss.before, loss.after) for loss in found] == [
        ("D1.1", "covered", "untouched"),
        ("D1.2", "covered", "unprepared"),
    ]
