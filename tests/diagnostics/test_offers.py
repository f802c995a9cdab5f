"""What the programme offers for each need, and why in this order."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from diagnostics.enums import RoundKind
from diagnostics.models import Attempt, NeedElement, Round, Target
from diagnostics.selectors import needs_of, offers
from programmes.enums import Depth
from programmes.models import Booking, Enrolment, LearningEvent, Mapping
from programmes.selectors import Room, seats_of
from standards.enums import AssociationType, Strength
from standards.models import Crosswalk, Element
from tests.cast import NOW, Cast, make_attempt, make_framework, make_link, make_need


@pytest.fixture
def attempt(cast: Cast) -> Attempt:
    return make_attempt(cast.round, cast.amara_enrolment, ranks=[2, 3, 1, 4, 5, 2])


def element(cast: Cast, code: str) -> Element:
    return cast.framework_version.elements.get(code=code)


def event(cast: Cast, title: str, days: int, **fields: Any) -> LearningEvent:
    made = LearningEvent.objects.get(pk=cast.event.pk)
    made.pk, made._state.adding, made.title = None, True, title
    made.starts_at, made.ends_at = NOW + dt.timedelta(days=days), NOW + dt.timedelta(days=days, hours=2)
    for name, value in fields.items():
        setattr(made, name, value)
    made.save()
    return made


def mapped(item: LearningEvent, to: Element, depth: str) -> None:
    Mapping.objects.create(event=item, element=to, depth=depth)


def said(cast: Cast, attempt: Attempt, *, with_gaps: bool = True) -> list[tuple[str, str]]:
    """Title and reason of each offer for the first need."""
    needs = list(needs_of(attempt))
    found = offers(cast.programme, needs, NOW, with_gaps=with_gaps)[needs[0].pk]
    return [(one.part.title, one.why) for one in found]


def test_the_deepest_stands_first_then_the_soonest_with_date_and_places(cast: Cast, attempt: Attempt) -> None:
    make_need(attempt)  # about D1.1, to which the first module is mapped: develops
    mapped(event(cast, "Later", 49, capacity=None), element(cast, "D1.1"), Depth.ASSESSES)
    mapped(event(cast, "Sooner", 14, capacity=1), element(cast, "D1.1"), Depth.ASSESSES)
    mapped(event(cast, "Over", -3), element(cast, "D1.1"), Depth.ASSESSES)
    assert said(cast, attempt) == [
        ("Sooner", "assesses D1.1 · 2 levels to go · Tue 8 Dec 2026, 10:00 · one place left"),
        ("Later", "assesses D1.1 · 2 levels to go · Tue 12 Jan 2027, 10:00"),
        ("Leading self", "develops D1.1 · 2 levels to go"),
    ]


def test_the_gap_is_that_of_her_last_rating_a_look_back_does_not_count(cast: Cast, attempt: Attempt) -> None:
    make_need(attempt)

    def later(kind: str, rank: int, *, submitted: bool = True) -> Attempt:
        asked = Round.objects.get(pk=cast.round.pk)
        asked.pk, asked._state.adding, asked.kind = None, True, kind
        asked.save()
        made = make_attempt(asked, cast.amara_enrolment, ranks=[rank] * 6, submitted=submitted)
        if submitted:
            Attempt.objects.filter(pk=made.pk).update(submitted_at=attempt.submitted_at + dt.timedelta(days=30))
        return made

    later(RoundKind.RETROSPECTIVE, 1)
    later(RoundKind.EXIT, 5, submitted=False)
    assert said(cast, attempt) == [("Leading self", "develops D1.1 · 2 levels to go")]
    later(RoundKind.MID_POINT, 3)
    assert said(cast, attempt) == [("Leading self", "develops D1.1 · 1 level to go")]


def test_the_largest_gap_stands_before_all(cast: Cast, attempt: Attempt) -> None:
    need = make_need(attempt)
    NeedElement.objects.create(need=need, element=element(cast, "D1.3"))
    mapped(cast.event, element(cast, "D1.3"), Depth.INTRODUCES)
    assert said(cast, attempt) == [
        (cast.event.title, "introduces D1.3 · 3 levels to go · Tue 1 Dec 2026, 10:00 · 12 places left"),
        ("Leading self", "develops D1.1 · 2 levels to go"),
    ]
    assert said(cast, attempt, with_gaps=False) == [
        ("Leading self", "develops D1.1"),
        (cast.event.title, "introduces D1.3 · Tue 1 Dec 2026, 10:00 · 12 places left"),
    ]


def test_a_gap_is_to_her_own_targets_and_else_to_the_proficient_level(cast: Cast, attempt: Attempt) -> None:
    make_need(attempt)
    Target.objects.update(minimum=3)
    assert "1 level to go" in said(cast, attempt)[0][1]
    Target.objects.all().delete()
    assert "to go" not in said(cast, attempt)[0][1]
    type(cast.round).objects.update(target_profile=None)
    assert "2 levels to go" in said(cast, attempt)[0][1]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"kind": AssociationType.EXACT_MATCH_OF}, "assesses X, which is linked to D2.1"),
        ({"kind": AssociationType.IS_RELATED_TO}, "introduces X, which is linked to D2.1"),
        ({"kind": AssociationType.PRECEDES}, ""),
        ({"kind": AssociationType.EXACT_MATCH_OF, "strength": Strength.WEAK}, ""),
        ({"kind": AssociationType.EXACT_MATCH_OF, "approved_by": None}, ""),
    ],
)
def test_an_approved_crosswalk_leads_to_what_is_mapped_elsewhere(
    cast: Cast, attempt: Attempt, fields: dict[str, Any], why: str
) -> None:
    need = make_need(attempt)
    need.elements.update(element=element(cast, "D2.1"))
    other = make_framework(cast.provider, "Nurseries")
    there = other.elements.get(code="D1.2")
    Element.objects.filter(pk=there.pk).update(code="X")
    mapped(cast.event, there, Depth.ASSESSES)
    crosswalk = Crosswalk.objects.create(
        owner=cast.provider, title="Both", left=other.framework, right=cast.framework_version.framework
    )
    approved = {"approved_by": cast.dee} | fields
    if approved["approved_by"] is None:
        del approved["approved_by"]
    make_link(crosswalk, there, element(cast, "D2.1"), author=cast.bill, **approved)
    expected = [(cast.event.title, f"{why} · Tue 1 Dec 2026, 10:00 · 12 places left")] if why else []
    assert said(cast, attempt, with_gaps=False) == expected


def asked(event: LearningEvent, *enrolments: Enrolment, places: int) -> None:
    """They have asked for a place in this order, and `places` of them got one."""
    for turn, enrolment in enumerate(enrolments, start=1):
        status = {"status": "booked", "booked_at": NOW} if turn <= places else {"status": "waiting"}
        Booking.objects.create(event=event, enrolment=enrolment, turn=turn, **status)


def test_what_is_full_stands_after_what_has_places_and_of_two_the_one_with_more(cast: Cast, attempt: Attempt) -> None:
    need = make_need(attempt)
    need.elements.update(element=element(cast, "D1.2"))
    full, few, many = event(cast, "Full", 10, capacity=1), event(cast, "Few", 14), event(cast, "Many", 14)
    asked(full, cast.ben_enrolment, cast.otto_enrolment, places=1)
    asked(few, cast.ben_enrolment, places=1)
    mapped(full, element(cast, "D1.2"), Depth.ASSESSES)
    for one in (few, many):
        mapped(one, element(cast, "D1.2"), Depth.DEVELOPS)
    assert said(cast, attempt, with_gaps=False) == [
        ("Many", "develops D1.2 · Tue 8 Dec 2026, 10:00 · 12 places left"),
        ("Few", "develops D1.2 · Tue 8 Dec 2026, 10:00 · 11 places left"),
        ("Full", "assesses D1.2 · Fri 4 Dec 2026, 10:00 · full, 1 waiting"),
    ]


def test_what_she_has_booked_herself_is_not_full_for_her(cast: Cast, attempt: Attempt) -> None:
    need = make_need(attempt)
    asked(event(cast, "Hers", 10, capacity=1), cast.amara_enrolment, cast.ben_enrolment, places=1)
    mapped(LearningEvent.objects.get(title="Hers"), element(cast, "D1.1"), Depth.ASSESSES)
    order = {
        who: [one.part.title for one in offers(cast.programme, [need], NOW, with_gaps=False, seats=seats)[need.pk]]
        for who, seats in (("hers", seats_of([cast.amara_enrolment], NOW)), ("others", None))
    }
    assert order == {"hers": ["Hers", "Leading self"], "others": ["Leading self", "Hers"]}


@pytest.mark.parametrize("events", [1, 3])
def test_places_left_are_counted_in_one_query_for_all_events(
    cast: Cast, attempt: Attempt, events: int, django_assert_num_queries: Any
) -> None:
    make_need(attempt)
    for number in range(events):
        one = event(cast, f"Event {number}", 10 + number)
        mapped(one, element(cast, "D1.1"), Depth.ASSESSES)
        asked(one, cast.ben_enrolment, cast.amara_enrolment, cast.otto_enrolment, places=2)
    needs = list(needs_of(attempt))
    with django_assert_num_queries(6):
        found = offers(cast.programme, needs, NOW, with_gaps=False, seats=seats_of([cast.amara_enrolment], NOW))
    assert [one.part.room for one in found[needs[0].pk]][:events] == [Room(12, 2, 1)] * events


def test_her_page_says_how_far_it_is_and_her_coachs_does_not(cast: Cast, attempt: Attempt, as_user: Any) -> None:
    make_need(attempt)
    url = reverse("diagnostics:need-list", args=[cast.amara_enrolment.pk])
    pages = {name: as_user(getattr(cast, name)).get(url).content.decode() for name in ("amara", "cora", "bill")}
    assert {name: "develops D1.1" in page for name, page in pages.items()} == dict.fromkeys(pages, True)
    assert {name: "to go" in page for name, page in pages.items()} == {"amara": True, "cora": False, "bill": False}


def test_nothing_to_offer_is_said(cast: Cast, attempt: Attempt, as_user: Any) -> None:
    make_need(attempt)
    Mapping.objects.all().delete()
    page = as_user(cast.amara).get(reverse("diagnostics:need-list", args=[cast.amara_enrolment.pk])).content.decode()
    assert "nothing for it yet" in page
