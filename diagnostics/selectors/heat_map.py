"""What a cohort said in one round, element by level, in figures that each stand for several learners (ADR 0047).

Counted is each learner's first submitted attempt, in the order of submission, and only whole batches of
`AGGREGATE_MINIMUM`; who leaves stays counted. Published are whole multiples of that minimum, rounded down in SQL: the
numbers themselves never leave the database.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from diagnostics.enums import AttemptState
from diagnostics.models import DiagnosticLevel, Item, Round
from programmes.models import Cohort

# Rank 0 are the learners who rated themselves below what is expected of them. `filled` is the batch in which the
# figure first reached the minimum. `lowest` and `highest` are what is expected at least, of those who rated the item;
# `lowest` is empty unless something is expected of each of them.
_COUNTS = """
WITH first AS (
    SELECT DISTINCT ON (enrolment_id) id, target_profile_id, submitted_at FROM diagnostics_attempt
    WHERE round_id = %(round)s AND state = %(submitted)s ORDER BY enrolment_id, submitted_at, id
), counted AS MATERIALIZED (
    SELECT id, COALESCE(target_profile_id, %(profile)s) AS profile_id,
        (row_number() OVER (ORDER BY submitted_at, id) - 1) / %(minimum)s AS batch
    FROM first ORDER BY submitted_at, id
    LIMIT (SELECT count(*) / %(minimum)s * %(minimum)s FROM first)
), said AS (
    SELECT answer.item_id, level.rank, counted.batch,
        CASE WHEN counted.profile_id IS NULL THEN %(proficient)s ELSE target.minimum END AS expected
    FROM counted JOIN diagnostics_answer answer ON answer.attempt_id = counted.id
    JOIN diagnostics_diagnosticlevel level ON level.id = answer.level_id
    LEFT JOIN diagnostics_target target ON target.profile_id = counted.profile_id AND target.item_id = answer.item_id
), figures AS (
    SELECT item_id, rank, count(*) AS number, (array_agg(batch ORDER BY batch))[%(minimum)s] AS filled,
        NULL::integer AS lowest, NULL::integer AS highest
    FROM said GROUP BY item_id, rank
    UNION ALL
    SELECT item_id, 0, count(*) FILTER (WHERE rank < expected),
        (array_agg(batch ORDER BY batch) FILTER (WHERE rank < expected))[%(minimum)s],
        CASE WHEN bool_and(expected IS NOT NULL) THEN min(expected) END, max(expected)
    FROM said GROUP BY item_id
)
SELECT item_id, rank, (number / %(minimum)s * %(minimum)s)::integer, filled, lowest, highest FROM figures
"""


class Figure(NamedTuple):
    """One figure of one item before it is settled which of the row's figures are shown."""

    item_id: UUID
    rank: int
    number: int
    filled: int | None
    lowest: int | None
    highest: int | None


@dataclass(frozen=True)
class HeatRow:
    """One statement: at least so many learners stand at each level, from the lowest, and below what is expected.

    0 is hidden: fewer than the minimum, or not shown because a smaller number could be worked out. `expected` is the
    lowest rank that is expected of everybody who rated it, 0 where there is no such rank.
    """

    item: Item
    levels: tuple[int, ...]
    below: int
    expected: int = 0


@dataclass(frozen=True)
class HeatMap:
    """A round's rows by domain; `submitted` learners have submitted, the first `counted` of them are counted."""

    round: Round
    levels: list[DiagnosticLevel]
    submitted: int
    domains: list[tuple[str, list[HeatRow]]] = field(default_factory=list)

    @property
    def minimum(self) -> int:
        return settings.AGGREGATE_MINIMUM

    @property
    def counted(self) -> int:
        return whole_batches(self.submitted)

    @property
    def rows(self) -> list[HeatRow]:
        return [row for _title, rows in self.domains for row in rows]


def whole_batches(number: int) -> int:
    return number // settings.AGGREGATE_MINIMUM * settings.AGGREGATE_MINIMUM


def rounds_to_count(cohort: Cohort) -> QuerySet[Round]:
    """The cohort's rounds that ask all its learners, the last first; a round for one learner is never counted."""
    rounds = Round.objects.filter(cohort=cohort, enrolment=None).order_by("-opens_on", "-pk")
    return rounds.select_related("diagnostic_version__framework_version__framework", "diagnostic_version__diagnostic")


def cohort_heat_map(round_: Round) -> HeatMap:
    """Four queries, whatever the number of learners and statements."""
    version = round_.diagnostic_version_id
    levels = list(DiagnosticLevel.objects.filter(version=version))
    found = HeatMap(round_, levels, submitted_by(round_))
    shown = figures(round_, levels, found.counted)
    items = Item.objects.filter(version=version).order_by("domain_position", "position")
    for (_place, title), group in groupby(items, lambda item: (item.domain_position, item.domain)):
        found.domains.append((title, [shown.get(item.pk, _Shown()).row(item, len(levels)) for item in group]))
    return found


def submitted_by(round_: Round) -> int:
    """How many learners have submitted; one query."""
    done = round_.attempts.filter(state=AttemptState.SUBMITTED)
    return done.order_by().values("enrolment").distinct().count()


@dataclass(frozen=True)
class _Shown:
    """What is published of one item, by rank; rank 0 is those below what is expected."""

    numbers: dict[int, int] = field(default_factory=dict)
    expected: int = 0

    def row(self, item: Item, levels: int) -> HeatRow:
        by_level = tuple(self.numbers.get(rank, 0) for rank in range(1, levels + 1))
        return HeatRow(item, by_level, self.numbers.get(0, 0), self.expected)


def figures(round_: Round, levels: list[DiagnosticLevel], counted: int) -> dict[UUID, _Shown]:
    """What is published of each item that was rated; one query, none while nobody is counted."""
    if not counted:
        return {}
    proficient = min((level.rank for level in levels if level.is_proficient), default=None)
    named = {
        "round": round_.pk,
        "submitted": AttemptState.SUBMITTED,
        "profile": round_.target_profile_id,
        "proficient": proficient,
        "minimum": settings.AGGREGATE_MINIMUM,
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, named)
        rows = sorted(map(Figure._make, cursor.fetchall()), key=lambda one: (str(one.item_id), one.rank))
    return {item: settle(list(group), counted) for item, group in groupby(rows, lambda one: one.item_id)}


def settle(row: list[Figure], counted: int) -> _Shown:
    """Which figures of one item are shown.

    At most one fewer than the minimum, those that reached it first: were as many figures as a batch has learners to
    rise together, each would have risen by exactly one, and all would be known. Those below what is expected are a
    figure of their own only where fewer levels than the minimum lie below; otherwise the levels shown are added up.
    Nor is everybody ever accounted for: that all stand at these levels would say where each of them stands.
    """
    minimum = settings.AGGREGATE_MINIMUM
    gap = row[0]
    own = [one for one in row if one.rank or (one.highest or 0) <= minimum]
    reached = sorted((one for one in own if one.number), key=lambda one: (one.filled, one.rank))
    numbers = {one.rank: one.number for one in reached[: max(minimum - 1, 1)]}
    expected = gap.lowest or 0
    if minimum > 1:
        _leave_some_out(numbers, expected, counted)
    numbers[0] = max(numbers.get(0, 0), _sides(numbers, expected)[0])
    return _Shown(numbers, expected)


def _leave_some_out(numbers: dict[int, int], expected: int, counted: int) -> None:
    """Take the minimum from the level shown last, and from those below, where the figures account for everybody."""
    levels = [rank for rank in numbers if rank]
    if levels and sum(numbers[rank] for rank in levels) >= counted:
        numbers[levels[-1]] -= settings.AGGREGATE_MINIMUM
    if numbers.get(0) and numbers[0] + _sides(numbers, expected)[1] >= counted:
        numbers[0] -= settings.AGGREGATE_MINIMUM


def _sides(numbers: dict[int, int], expected: int) -> tuple[int, int]:
    """The learners shown at levels below the one that is expected, and from it on."""
    levels = {rank: number for rank, number in numbers.items() if rank}
    below = sum(number for rank, number in levels.items() if rank < expected)
    return below, sum(levels.values()) - below


def most_said(rows: Iterable[HeatRow]) -> int:
    """The largest figure shown: what the deepest colour stands for."""
    return max((number for row in rows for number in row.levels), default=0)
