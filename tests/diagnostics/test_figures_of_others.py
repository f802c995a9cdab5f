"""What learners and sponsors read of a cohort: one table, once the round has closed, and nobody's answer from it."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, product
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from carnegie.people.enums import MembershipRole, OrganisationKind
from carnegie.people.models import Membership, Organisation
from diagnostics import services
from diagnostics.models import Attempt, Need, NeedElement, Round, RoundExtension
from diagnostics.selectors import demand, first_closed_at, learner_figures, organisation_figures
from programmes.models import CohortRole, Enrolment, EnrolmentEmployer
from tests.cast import LONG_AGO, NOW, TODAY, Cast, make_need
from tests.diagnostics.crowd import enrol, submit
from tests.diagnostics.test_heat_map import batches, published


@pytest.fixture
def closed(cast: Cast) -> Round:
    """The cohort's round, over since yesterday."""
    cast.round.opens_on, cast.round.closes_on = TODAY - dt.timedelta(days=20), TODAY - dt.timedelta(days=1)
    cast.round.save()
    return cast.round


def at(cast: Cast, name: str) -> str:
    return reverse(f"diagnostics:{name}", args=[cast.cohort.pk])


def words(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def crowd(cast: Cast, employer: Organisation, *ranks: list[int]) -> list[Enrolment]:
    """So many learners of one employer, each with what she said."""
    people = enrol(cast.cohort, len(ranks))
    EnrolmentEmployer.objects.bulk_create(
        EnrolmentEmployer(enrolment=one, organisation=employer, from_date=LONG_AGO) for one in people
    )
    submit(cast.round, people, ranks)
    return people


def first_line(response: Any) -> str:
    return response.content.decode().splitlines()[1]


# ---- learners ----


def test_a_learner_sees_where_all_stand_once_she_has_submitted_and_the_round_has_closed(
    cast: Cast, as_user: Any
) -> None:
    cast.round.opens_on, cast.round.closes_on = TODAY - dt.timedelta(days=20), TODAY + dt.timedelta(days=1)
    cast.round.save()
    crowd(cast, cast.employer_b, *[[2]] * 6, *[[4]] * 3)
    amara, url = as_user(cast.amara), at(cast, "cohort-heat-map")
    assert "First say where you stand yourself" in words(amara.get(url))
    submit(cast.round, [cast.amara_enrolment], [[4]])
    assert "Once “Baseline” has closed" in words(amara.get(url))
    assert "closes at the end of Wed 25 Nov 2026 ." in words(amara.get(url))
    assert 'data-testid="levels"' not in amara.get(url).content.decode()
    Round.objects.update(closes_on=TODAY - dt.timedelta(days=1))
    page = amara.get(url).content.decode()
    assert re.findall(r'<td class="d[1-3]">(\d+)', page) == ["5"]
    assert re.findall(r'>([^<]*)<span class="own">', page) == [""]  # at level 4, of which too few are to be shown
    assert page.count('class="own"') == 1
    assert ("canary" in page, "Learner 1" in page, "10 learners have" in page) == (False, False, False)


def test_she_is_told_nothing_of_what_is_expected(cast: Cast, closed: Round, as_user: Any) -> None:
    """She may know it of a statement only once she has rated it; of the second she has not."""
    crowd(cast, cast.employer_b, *[[2, 2]] * 6, *[[4, 4]] * 4)
    submit(closed, [cast.amara_enrolment], [[4]])
    page = as_user(cast.amara).get(at(cast, "cohort-heat-map"))
    assert ("Below expectation" in words(page), " expected" in page.content.decode()) == (False, False)
    lines = as_user(cast.amara).get(at(cast, "cohort-heat-map") + "?format=csv").content.decode().splitlines()
    assert lines[0] == "domain,code,statement,Not yet,Emerging,Developing,Established,Leading"
    assert lines[1].endswith(",not shown,at least 5,not shown,not shown,not shown")
    facilitator = as_user(cast.bill).get(at(cast, "cohort-heat-map"))
    assert "Below expectation" in words(facilitator)


def test_what_others_chose_and_other_cohorts_are_not_hers(cast: Cast, closed: Round, as_user: Any) -> None:
    amara = as_user(cast.amara)
    statuses = [amara.get(at(cast, name)).status_code for name in ("cohort-needs", "cohort-demand")]
    other = reverse("diagnostics:cohort-heat-map", args=[cast.other_cohort.pk])
    assert (statuses, amara.get(other).status_code) == ([403, 403], 404)


def test_a_round_in_which_she_submitted_nothing_does_not_exist_for_her(cast: Cast, closed: Round, as_user: Any) -> None:
    later = Round.objects.get(pk=closed.pk)
    later.pk, later._state.adding, later.title = None, True, "Exit"
    later.save()
    submit(closed, [cast.amara_enrolment], [[4]])
    url = at(cast, "cohort-heat-map")
    assert "Exit" not in words(as_user(cast.amara).get(url))
    assert as_user(cast.amara).get(f"{url}?round={later.pk}").status_code == 404


def test_the_table_stays_as_it_was_when_the_round_first_closed(cast: Cast, closed: Round) -> None:
    crowd(cast, cast.employer_b, *[[2]] * 6, *[[4]] * 4)

    def levels() -> dict[int, int]:
        item = closed.diagnostic_version.items.all()[0]
        return learner_figures(closed, first_closed_at(closed)).items[item.lineage].numbers

    before = levels()
    assert before == {2: 5}
    services.extend_round(round=closed, closes_on=TODAY + dt.timedelta(days=9), by=cast.bill, now=NOW)
    late = crowd(cast, cast.employer_b, *[[4]] * 10)
    Attempt.objects.filter(enrolment__in=late).update(submitted_at=NOW)
    assert levels() == before


def test_more_time_before_the_end_moves_the_end(cast: Cast, closed: Round) -> None:
    """And more time for one learner alone moves nothing."""
    opened = closed.closes_at - dt.timedelta(days=2)
    facts = {"round": closed, "closed_on": closed.closes_on, "by": cast.bill}
    RoundExtension.objects.create(**facts, closes_on=TODAY + dt.timedelta(days=2), at=opened)
    one = {"enrolment": cast.amara_enrolment, "closes_on": TODAY + dt.timedelta(days=9)}
    RoundExtension.objects.create(**facts, **one, at=NOW)
    closed.closes_on = TODAY + dt.timedelta(days=2)
    assert first_closed_at(closed) == closed.closes_at


# ---- sponsors ----


def test_a_sponsor_reads_at_least_how_many_of_her_own_people(cast: Cast, closed: Round, as_user: Any) -> None:
    crowd(cast, cast.employer_a, *[[2]] * 15, *[[4]] * 5)
    crowd(cast, cast.employer_b, *[[2]] * 3, *[[5]] * 2)
    sam, sue, bill = (as_user(one) for one in (cast.sam, cast.sue, cast.bill))
    url = at(cast, "cohort-heat-map")
    assert first_line(bill.get(url + "?format=csv")).endswith(
        ",not shown,at least 15,not shown,at least 5,not shown,at least 15"
    )
    assert first_line(sam.get(url + "?format=csv")).endswith(
        ",not shown,at least 10,not shown,not shown,not shown,at least 10"
    )
    assert "at least 20 people of Elm Park Nursery" in words(sam.get(url))
    page = words(sue.get(url))
    assert ("Hillside Primary" in page, "at least 5 people" in page) == (True, True)
    assert ("or too many others learn here" in page, "answers differ" in page) == (True, False)
    assert "at least 15" not in sue.get(url + "?format=csv").content.decode()
    assert first_line(sue.get(url + "?format=csv")).count("not shown") == 6


def test_where_all_are_hers_she_reads_the_cohorts_figures(cast: Cast, closed: Round) -> None:
    crowd(cast, cast.employer_a, *[[2]] * 7, *[[4]] * 8)
    item = closed.diagnostic_version.items.all()[0]
    hers = organisation_figures(closed, [cast.employer_a], first_closed_at(closed)).items[item.lineage]
    assert hers.numbers == {0: 5, 2: 5, 4: 5}
    none = organisation_figures(closed, [cast.employer_b], first_closed_at(closed))
    assert (none.submitted, none.items[item.lineage].numbers) == (0, {0: 0, 2: 0, 4: 0})


def test_who_employed_her_on_the_day_she_submitted_counts(cast: Cast, closed: Round) -> None:
    people = crowd(cast, cast.employer_a, *[[2]] * 15, *[[4]] * 5)
    for one in people:
        EnrolmentEmployer.objects.filter(enrolment=one).update(to_date=TODAY)
        EnrolmentEmployer.objects.create(enrolment=one, organisation=cast.employer_b, from_date=TODAY)
    closing = first_closed_at(closed)
    counts = [organisation_figures(closed, [one], closing).submitted for one in (cast.employer_a, cast.employer_b)]
    assert counts == [20, 0]


def test_what_her_people_chose_is_left_when_others_are_taken_off(cast: Cast, closed: Round, as_user: Any) -> None:
    element = cast.framework_version.elements.get(code="D2.1")
    for employer, number in ((cast.employer_a, 12), (cast.employer_b, 3)):
        for attempt in Attempt.objects.filter(enrolment__in=crowd(cast, employer, *[[2]] * number)):
            NeedElement.objects.filter(need=make_need(attempt)).update(element=element)
    Need.objects.update(reason="canary-reason")
    sam, url = as_user(cast.sam), at(cast, "cohort-demand") + "?format=csv"
    lines = {line.split(",")[0]: line.split(",")[3] for line in sam.get(url).content.decode().splitlines()}
    assert (lines["D2.1"], lines["D1.1"]) == (
        "at least 5",
        "not shown",
    )  # all fifteen chose it: ten are told, less three
    page = sam.get(at(cast, "cohort-demand")).content.decode()
    element_page = reverse("diagnostics:element-demand", args=[cast.cohort.pk, element.pk])
    assert ("canary" in page, element_page in page) == (False, False)
    assert (sam.get(element_page).status_code, sam.get(at(cast, "cohort-needs")).status_code) == (403, 403)
    assert [row.chosen for row in demand(closed, is_exact=False).rows[:1]] == [10]


def test_while_the_round_is_open_a_sponsor_reads_nothing(cast: Cast, as_user: Any) -> None:
    crowd(cast, cast.employer_a, *[[2]] * 15)
    Round.objects.update(opens_on=TODAY - dt.timedelta(days=9), closes_on=TODAY)
    for name in ("cohort-heat-map", "cohort-demand"):
        assert "Once “Baseline” has closed" in words(as_user(cast.sam).get(at(cast, name)))


def test_who_learns_in_the_cohort_reads_it_as_a_learner_only(cast: Cast, closed: Round, as_user: Any) -> None:
    """Two tables and an answer of her own would tell more than one."""
    crowd(cast, cast.employer_a, *[[2]] * 15, *[[4]] * 5)
    Membership.objects.create(
        user=cast.amara, organisation=cast.employer_a, role=MembershipRole.SPONSOR, from_date=LONG_AGO
    )
    submit(closed, [cast.amara_enrolment], [[4]])
    amara = as_user(cast.amara)
    assert "Elm Park" not in words(amara.get(at(cast, "cohort-heat-map")))
    assert amara.get(at(cast, "cohort-demand")).status_code == 403


def test_a_sponsor_whose_standing_has_ended_is_out_at_once(cast: Cast, closed: Round, as_user: Any) -> None:
    sam = as_user(cast.sam)
    assert sam.get(at(cast, "cohort-demand")).status_code == 200
    Membership.objects.filter(user=cast.sam).update(to_date=TODAY)
    assert [sam.get(at(cast, name)).status_code for name in ("cohort-demand", "cohort-heat-map")] == [404, 404]


def test_who_both_facilitates_and_sponsors_reads_the_cohort_only(cast: Cast, closed: Round, as_user: Any) -> None:
    CohortRole.objects.create(cohort=cast.cohort, user=cast.sam, from_date=LONG_AGO)
    crowd(cast, cast.employer_a, *[[2]] * 6, *[[4]] * 4)
    assert "10 learners have submitted" in words(as_user(cast.sam).get(at(cast, "cohort-heat-map")))


def test_her_home_leads_there(cast: Cast, as_user: Any) -> None:
    elsewhere = Organisation.objects.create(name="Elsewhere", kind=OrganisationKind.EMPLOYER)
    Membership.objects.create(user=cast.sam, organisation=elsewhere, role=MembershipRole.SPONSOR, from_date=LONG_AGO)
    page = as_user(cast.sam).get("/").content.decode()
    assert re.findall(r'href="(/diagnostics/cohorts/[^"]+)"', page) == [
        at(cast, "cohort-demand"),
        reverse("diagnostics:cohort-demand", args=[cast.other_cohort.pk]),
    ]


def test_the_home_of_a_sponsor_leads_to_no_cohort_in_which_she_learns_herself(cast: Cast, as_user: Any) -> None:
    """There she reads as a learner only, and would be shown the door."""
    Enrolment.objects.create(cohort=cast.cohort, learner=cast.sam, enrolled_at=NOW)
    sam = as_user(cast.sam)
    assert sam.get(at(cast, "cohort-demand")).status_code == 403
    page = sam.get("/").text
    assert (at(cast, "cohort-demand") in page, 'data-testid="home-sponsor"' in page) == (False, True)


def test_a_learners_cohort_and_closed_round_lead_there(cast: Cast, closed: Round, as_user: Any) -> None:
    amara: Client = as_user(cast.amara)
    url = at(cast, "cohort-heat-map")
    assert url in amara.get(reverse("programmes:cohort-detail", args=[cast.cohort.pk])).content.decode()
    assert url not in amara.get(reverse("diagnostics:attempt-list")).content.decode()
    submit(closed, [cast.amara_enrolment], [[4]])
    assert f"{url}?round={closed.pk}" in amara.get(reverse("diagnostics:attempt-list")).content.decode()


@pytest.mark.parametrize("size", [1, 3])
def test_a_fixed_number_of_queries(
    cast: Cast, closed: Round, as_user: Any, django_assert_num_queries: Any, size: int
) -> None:
    crowd(cast, cast.employer_a, *[[2]] * 5 * size)
    submit(closed, [cast.amara_enrolment], [[4]])
    for who, name, queries in (
        (cast.amara, "cohort-heat-map", 9),
        (cast.sam, "cohort-heat-map", 10),
        (cast.sam, "cohort-demand", 14),
    ):
        client = as_user(who)
        with django_assert_num_queries(queries):
            assert client.get(at(cast, name)).status_code == 200


# ---- nobody works out an answer ----

Said = tuple[int, ...]


def tables(said: Said, size: int, levels: int) -> list[Said]:
    """What leaders are shown of one statement after each batch: `said` is each learner's level, in order."""
    upto = range(size, len(said) + 1, size)
    history = [tuple(said[:end].count(level) for level in range(levels)) for end in upto]
    return [shown[1:] for shown in published(history, 1, size)]


def known(size: int, levels: int, hers: int, others: int, *, shown_apart: bool) -> Iterator[tuple[Any, int]]:
    """Numbers of other employers' learners at a level, below `size`, that a sponsor could tell who also reads the
    cohort's figures, and knows in what order whose people submitted."""
    for places in combinations(range(hers + others), others):
        alike: dict[Any, set[Said]] = defaultdict(set)
        for said in product(range(levels + 1), repeat=hers + others):
            apart = tuple(one for place, one in enumerate(said) if place not in places)
            theirs = [said[place] for place in places]
            cohort = tables(said, size, levels)
            counted = sum(place < len(said) // size * size for place in places)
            derived = [max(0, number - counted) // size * size for number in cohort[-1]]
            seen = tables(apart, size, levels) if shown_apart else derived
            alike[str((cohort, seen))].add(tuple(theirs.count(level) for level in range(levels)))
        for seen, possible in alike.items():
            for numbers in map(set, zip(*possible, strict=True)):
                if len(numbers) == 1 and 0 < min(numbers) < size:
                    yield seen, min(numbers)


def test_an_employers_own_figures_would_tell_of_the_others_even_where_both_are_many_enough(settings: Any) -> None:
    settings.AGGREGATE_MINIMUM = 2
    assert list(known(2, 2, 4, 2, shown_apart=True))


@pytest.mark.parametrize(("hers", "others"), [(4, 1), (4, 2), (3, 3)])
def test_what_is_left_of_the_cohorts_figures_tells_nothing(settings: Any, hers: int, others: int) -> None:
    settings.AGGREGATE_MINIMUM = 2
    assert list(known(2, 2, hers, others, shown_apart=False)) == []


WORLDS = [(2, 2, 3), (2, 3, 3), (3, 2, 3), (3, 3, 2), (4, 3, 2), (5, 3, 2)]


def with_own(size: int, levels: int, times: int, *, looks: slice) -> list[Any]:
    """Numbers of the other learners at a level that one of them could tell, who knows her own answer and her batch."""
    alike: dict[Any, set[Said]] = defaultdict(set)
    for said in product(batches(size, levels), repeat=times):
        history = [tuple(map(sum, zip(*said[: time + 1], strict=True))) for time in range(times)]
        seen = tuple(shown[1:] for shown in published(history, 1, size))[looks]
        for batch, own in product(range(times), range(levels)):
            if said[batch][own]:
                others = [
                    number - (level == own and time >= batch)
                    for time, numbers in enumerate(history)
                    for level, number in enumerate(numbers)
                ]
                alike[seen, batch, own].add(tuple(others[-levels:] if looks.start else others))
    return [
        (seen, numbers)
        for seen, possible in alike.items()
        for numbers in map(set, zip(*possible, strict=True))
        if len(numbers) == 1 and 0 < min(numbers) < size
    ]


@pytest.mark.parametrize(("size", "levels", "times"), WORLDS)
def test_a_learner_tells_nobody_elses_answer_from_the_one_table(
    settings: Any, size: int, levels: int, times: int
) -> None:
    settings.AGGREGATE_MINIMUM = size
    assert with_own(size, levels, times, looks=slice(-1, None)) == []


def test_had_she_seen_it_grow_she_could(settings: Any) -> None:
    settings.AGGREGATE_MINIMUM = 3
    assert with_own(3, 2, 4, looks=slice(0, None))
