"""The figures of a cohort: who is counted, what is shown, and that nobody works out a smaller number."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any
from uuid import UUID

import pytest
from django.db.models import ProtectedError

from carnegie.core.errors import Refused
from diagnostics.models import Attempt, DiagnosticLevel, Round, Target, TargetProfile
from diagnostics.selectors import figures, profile
from diagnostics.selectors.figures import Figure, Figures, read_figures, settle
from diagnostics.selectors.heat_map import cohort_heat_map
from programmes.enums import EnrolmentStatus
from programmes.models import Enrolment
from programmes.services import delete_enrolment
from tests.cast import NOW, Cast
from tests.diagnostics.crowd import enrol, submit

ITEM = UUID(int=1)


def first_row(round_: Round) -> tuple[tuple[int, ...], int]:
    row = cohort_heat_map(round_).rows[0]
    return row.levels, row.below


def say(cast: Cast, *ranks: int | None) -> list[Enrolment]:
    """So many learners submit, each with this level for the first statement."""
    people = enrol(cast.cohort, len(ranks))
    submit(cast.round, people, [[rank] for rank in ranks])
    return people


# ---- who is counted ----


def test_while_fewer_than_five_have_submitted_there_is_nothing(cast: Cast) -> None:
    say(cast, 2, 2, 2, 2)
    found = cohort_heat_map(cast.round)
    assert (found.figures.submitted, found.figures.counted, first_row(cast.round)) == (4, 0, ((0, 0, 0, 0, 0), 0))


def test_only_whole_batches_are_counted_in_the_order_of_submission(cast: Cast) -> None:
    say(cast, *[2] * 6, *[4] * 3)
    assert first_row(cast.round) == ((0, 0, 0, 0, 0), 0)  # of the first five all said 2: that is everybody
    say(cast, 4)
    found = cohort_heat_map(cast.round)
    assert (found.figures.submitted, found.figures.counted, first_row(cast.round)) == (10, 10, ((0, 5, 0, 0, 0), 5))
    say(cast, 4, 4, 4, 4)
    assert first_row(cast.round) == ((0, 5, 0, 0, 0), 5)
    say(cast, 4)
    assert first_row(cast.round) == ((0, 5, 0, 5, 0), 5)


def test_a_second_attempt_counts_no_second_time_and_changes_nothing(cast: Cast) -> None:
    people = say(cast, *[2] * 6, *[4] * 4)
    before = first_row(cast.round)
    Attempt.objects.filter(enrolment=people[0]).update(number=1)
    submit_again(cast, people[0])
    assert (first_row(cast.round), read_figures(cast.round).submitted) == (before, 10)


def submit_again(cast: Cast, enrolment: Enrolment) -> None:
    again = Attempt.objects.get(enrolment=enrolment)
    again.pk, again._state.adding, again.number, again.submitted_at = None, True, 2, NOW
    again.save()
    again.answers.create(
        item=cast.diagnostic_version.items.all()[0],
        level=cast.diagnostic_version.levels.get(rank=5),
        saved_at=NOW,
    )


def test_who_leaves_stays_counted(cast: Cast) -> None:
    people = say(cast, *[2] * 6, *[4] * 4)
    before = first_row(cast.round)
    Enrolment.objects.filter(pk__in=[one.pk for one in people]).update(status=EnrolmentStatus.WITHDRAWN)
    assert first_row(cast.round) == before == ((0, 5, 0, 0, 0), 5)


def test_what_was_left_out_and_what_is_in_progress_is_not_counted(cast: Cast) -> None:
    people = say(cast, *[2] * 5, *[None] * 5)
    other = Round.objects.get(pk=cast.round.pk)
    other.pk, other._state.adding = None, True
    other.save()
    submit(other, people, [[5]] * 10)
    Attempt.objects.bulk_create(
        Attempt(round=cast.round, enrolment=one, started_at=NOW) for one in enrol(cast.cohort, 5)
    )
    assert (first_row(cast.round), first_row(other)) == (((0, 5, 0, 0, 0), 5), ((0, 0, 0, 0, 5), 0))


def test_nobody_is_taken_out_of_the_batches(cast: Cast) -> None:
    """Without one of them "5+" would be gone, which says where she stands: the database keeps who has submitted."""
    people = say(cast, *[2] * 5, *[4] * 5)
    before = first_row(cast.round)
    for gone in (people[0], people[0].learner):
        with pytest.raises(ProtectedError):
            gone.delete()
    with pytest.raises(Refused, match="Something else is built on"):
        delete_enrolment(enrolment=people[0], by=cast.dee, now=NOW)
    assert first_row(cast.round) == before == ((0, 5, 0, 0, 0), 5)
    Attempt.objects.filter(enrolment=people[0]).delete()
    assert first_row(cast.round) != before


# ---- what is expected ----


def test_below_is_measured_by_the_targets_of_each_learner(cast: Cast) -> None:
    own = TargetProfile.objects.create(
        programme=cast.programme, diagnostic_version=cast.diagnostic_version, title="Own", role="", audience="programme"
    )
    Target.objects.create(profile=own, item=cast.diagnostic_version.items.all()[0], minimum=2, maximum=3)
    people = say(cast, *[3] * 10, *[None] * 5)
    Attempt.objects.filter(enrolment__in=people[:5]).update(target_profile=own)
    row = cohort_heat_map(cast.round).rows[0]
    assert (row.levels, row.below, row.expected) == ((0, 0, 10, 0, 0), 5, 2)


def test_without_targets_it_is_the_level_that_the_scale_calls_proficient(cast: Cast) -> None:
    Round.objects.update(target_profile=None)
    say(cast, *[3] * 5, *[4] * 5, *[None] * 5)
    cast.round.refresh_from_db()
    assert first_row(cast.round) == ((0, 0, 5, 5, 0), 5)
    DiagnosticLevel.objects.update(is_proficient=False)
    assert first_row(cast.round) == ((0, 0, 5, 5, 0), 0)


def test_three_queries_whatever_the_size(cast: Cast, django_assert_num_queries: Any) -> None:
    for people in (5, 10):
        submit(cast.round, enrol(cast.cohort, people), [[2, 3, 4, 5, 1, 2]] * people)
        with django_assert_num_queries(3):
            assert len(cohort_heat_map(cast.round).rows) == 6


# ---- nobody works out a smaller number ----

Counts = tuple[int, ...]


def batches(size: int, levels: int) -> list[Counts]:
    """What a batch may say of one statement: so many at each level, the others nothing."""
    return [one for one in product(range(size + 1), repeat=levels) if sum(one) <= size]


def histories(size: int, levels: int, times: int) -> Iterator[list[Counts]]:
    """All that one statement may have gathered, after each batch."""
    for said in product(batches(size, levels), repeat=times):
        yield [tuple(map(sum, zip(*said[: time + 1], strict=True))) for time in range(times)]


def published(history: list[Counts], expected: int, size: int) -> list[Counts]:
    """What is shown after each batch, the number below what is expected first; by the rule itself."""
    shown = []
    for time in range(len(history)):
        found = settle(_row(history[: time + 1], expected, size), (time + 1) * size).numbers
        shown.append(tuple(found.get(rank, 0) for rank in range(len(history[0]) + 1)))
    return shown


def test_a_level_that_stays_nearly_empty_for_long_is_never_shown(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "EARLY", 2)
    say(cast, *[2] * 6, *[4] * 4, *[4] * 10)
    assert first_row(cast.round) == ((0, 5, 0, 0, 0), 5)


def _row(history: list[Counts], expected: int, size: int) -> list[Figure]:
    with_gap = [(sum(counts[: expected - 1]), *counts) for counts in history]
    return [_figure(rank, numbers, expected, size) for rank, numbers in enumerate(zip(*with_gap, strict=True))]


def _figure(rank: int, numbers: Counts, expected: int, size: int) -> Figure:
    early = enumerate(numbers[: figures.EARLY])
    filled = next((time for time, number in early if number >= size), None)
    asked = (expected, expected) if rank == 0 else (None, None)
    return Figure(ITEM, ITEM, rank, numbers[-1] // size * size, filled, *asked)


def known_exactly(size: int, levels: int, times: int, expected: int, show: Callable[..., list[Counts]]) -> list[Any]:
    """Hidden numbers of 1 to `size` - 1 that are the same in everything that would be published alike."""
    alike = defaultdict(list)
    for history in histories(size, levels, times):
        alike[tuple(show(history, expected, size))].append(
            [(sum(counts[: expected - 1]), *counts) for counts in history]
        )
    return [
        (shown, time, rank)
        for shown, possible in alike.items()
        for time in range(times)
        for rank in range(levels + 1)
        if len(found := {history[time][rank] for history in possible}) == 1 and 0 < min(found) < size
    ]


WORLDS = [(2, 2, 4), (2, 3, 4), (2, 4, 3), (3, 2, 4), (3, 3, 3), (3, 4, 2), (4, 3, 2), (5, 3, 2), (5, 4, 1), (5, 5, 1)]


@pytest.mark.parametrize(("size", "levels", "times"), WORLDS)
def test_no_hidden_number_can_be_worked_out_now_or_from_earlier_pages(
    settings: Any, size: int, levels: int, times: int
) -> None:
    settings.AGGREGATE_MINIMUM = size
    for expected in range(1, levels + 2):
        assert known_exactly(size, levels, times, expected, published) == []


def test_nor_where_only_the_first_batches_decide_what_is_shown(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "EARLY", 2)
    for size, levels, times in ((2, 3, 4), (3, 2, 4), (3, 3, 3)):
        settings.AGGREGATE_MINIMUM = size
        for expected in range(1, levels + 2):
            assert known_exactly(size, levels, times, expected, published) == []


def as_counted(history: list[Counts], expected: int, size: int) -> list[Counts]:
    """What pages usually do: numbers from the minimum on as they are, smaller ones hidden."""
    with_gap = [(sum(counts[: expected - 1]), *counts) for counts in history]
    return [tuple(number if number >= size else 0 for number in numbers) for numbers in with_gap]


def rounded(history: list[Counts], expected: int, size: int) -> list[Counts]:
    """Numbers rounded down, without a limit to how many of them."""
    with_gap = [(sum(counts[: expected - 1]), *counts) for counts in history]
    return [tuple(number // size * size for number in numbers) for numbers in with_gap]


@pytest.mark.parametrize("show", [as_counted, rounded])
def test_hiding_or_rounding_alone_would_not_do(settings: Any, show: Callable[..., list[Counts]]) -> None:
    settings.AGGREGATE_MINIMUM = 3
    assert known_exactly(3, 3, 3, 1, show)


def test_every_figure_shown_stands_for_so_many_and_never_falls(settings: Any) -> None:
    settings.AGGREGATE_MINIMUM = 3
    for history in histories(3, 3, 3):
        before: Counts = (0,) * 4
        for counts, shown in zip(history, published(history, 3, 3), strict=True):
            assert all(number == 0 or 3 <= number <= true for number, true in zip(shown[1:], counts, strict=True))
            assert shown[0] in (0, 3, 6, 9)
            assert shown[0] <= sum(counts[:2])
            assert all(now >= then for now, then in zip(shown, before, strict=True))
            before = shown


def test_the_database_counts_as_the_rule_is_proved(cast: Cast, settings: Any) -> None:
    settings.AGGREGATE_MINIMUM = 3
    drawn = random.Random(4)
    people = enrol(cast.cohort, 12)
    said = [[drawn.choice([None, 1, 2, 2, 3, 4, 4, 5]) for _item in range(6)] for _learner in people]
    items = list(cast.diagnostic_version.items.all())
    for time in range(4):
        submit(cast.round, people[time * 3 : time * 3 + 3], said[time * 3 : time * 3 + 3])
        found = read_figures(cast.round).items
        for place, item in enumerate(items):
            history = [
                tuple([row[place] for row in said[: upto * 3 + 3]].count(rank) for rank in range(1, 6))
                for upto in range(time + 1)
            ]
            rule = published(history, 4, 3)[-1]
            assert tuple(found[item.lineage].numbers.get(rank, 0) for rank in range(6)) == rule


def test_batches_are_as_large_as_the_setting_says(settings: Any) -> None:
    settings.AGGREGATE_MINIMUM = 7
    assert Figures(20, {}, {}).counted == 14


@pytest.mark.parametrize(("pinned", "of_round", "least"), [(2, 5, 2), (None, 5, 5), (3, None, 3), (None, None, None)])
def test_what_is_expected_is_the_same_here_and_in_each_profile(
    cast: Cast, pinned: int | None, of_round: int | None, least: int | None
) -> None:
    """The profile pinned to her attempt, else the round's, else the lowest level that the scale calls proficient."""

    def targets(minimum: int | None) -> TargetProfile | None:
        if minimum is None:
            return None
        named = {"programme": cast.programme, "diagnostic_version": cast.diagnostic_version}
        made = TargetProfile.objects.create(**named, title=f"From {minimum}")
        Target.objects.bulk_create(
            Target(profile=made, item=item, minimum=minimum, maximum=5) for item in cast.diagnostic_version.items.all()
        )
        return made

    cast.round.target_profile = targets(of_round)
    cast.round.save()
    attempts = submit(cast.round, enrol(cast.cohort, 10), [[1, 2, 3, 4, 5]] * 10)
    Attempt.objects.update(target_profile=targets(pinned))
    hers = profile(Attempt.objects.select_related("round").get(pk=attempts[0].pk))
    found = read_figures(cast.round).items
    rated = [line for line in hers.lines if line.rank]
    usual = min(level.rank for level in hers.levels if level.is_proficient)
    assert [line.minimum for line in rated] == [least or usual] * 5
    assert [found[line.item.lineage].expected for line in rated] == [least or usual] * 5
    assert [found[line.item.lineage].numbers[0] > 0 for line in rated] == [line.gap > 0 for line in rated]
