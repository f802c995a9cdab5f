"""What a cohort said in one round, in figures that stand for several learners and cannot be taken apart (ADR 0047).

Counted is each learner's first submitted attempt, in the order of submission, and only whole batches of
`AGGREGATE_MINIMUM`; who leaves stays counted. Published are whole multiples of that minimum, rounded down in SQL: the
numbers themselves never leave the database.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import connection

from diagnostics.enums import MOST_LEVELS, AttemptState, NeedState
from diagnostics.models import Round

EARLY = 20
"""Batches within which a figure must reach the minimum to be shown at all: a level that so many learners leave nearly
empty stays hidden, and which figures are shown is settled without sorting the answers of everybody."""

# Rank 0 are the learners who rated themselves below what is expected of them. `filled` is the batch in which the
# figure first reached the minimum. `lowest` and `highest` are what is expected at least, of those who rated the item;
# `lowest` is empty unless something is expected of each of them. Two more sorts of rows come along, so that a page
# asks once: how many learners have submitted, and how many have chosen each element.
_FIGURES = """
SELECT * FROM (
WITH first AS (
    SELECT DISTINCT ON (enrolment_id) id, target_profile_id, submitted_at FROM diagnostics_attempt
    WHERE round_id = %(round)s AND state = %(submitted)s
        AND (%(until)s::timestamptz IS NULL OR submitted_at < %(until)s::timestamptz)
    ORDER BY enrolment_id, submitted_at, id
), counted AS MATERIALIZED (
    SELECT id, COALESCE(target_profile_id, %(profile)s) AS profile_id,
        (row_number() OVER (ORDER BY submitted_at, id) - 1) / %(minimum)s AS batch
    FROM first ORDER BY submitted_at, id
    LIMIT (SELECT count(*) / %(minimum)s * %(minimum)s FROM first)
), proficient AS (
    SELECT min(rank) AS rank FROM diagnostics_diagnosticlevel WHERE version_id = %(version)s AND is_proficient
), said AS NOT MATERIALIZED (
    SELECT answer.item_id, level.rank, counted.batch,
        CASE WHEN counted.profile_id IS NULL THEN (SELECT rank FROM proficient) ELSE target.minimum END AS expected
    FROM counted JOIN diagnostics_answer answer ON answer.attempt_id = counted.id
    JOIN diagnostics_diagnosticlevel level ON level.id = answer.level_id
    LEFT JOIN diagnostics_target target ON target.profile_id = counted.profile_id AND target.item_id = answer.item_id
), numbers AS MATERIALIZED (
    SELECT item_id, rank, expected, count(*) AS number FROM said GROUP BY item_id, rank, expected
), early AS MATERIALIZED (
    SELECT item_id, rank, expected, batch FROM said WHERE batch < %(early)s
), figures AS (
    SELECT numbers.item_id, numbers.rank, numbers.number, filled.batch AS filled, NULL::integer AS lowest,
        NULL::integer AS highest
    FROM (SELECT item_id, rank, sum(number) AS number FROM numbers GROUP BY item_id, rank) AS numbers
    LEFT JOIN (
        SELECT item_id, rank, (array_agg(batch ORDER BY batch))[%(minimum)s] AS batch FROM early GROUP BY item_id, rank
    ) AS filled USING (item_id, rank)
    UNION ALL
    SELECT numbers.item_id, 0, COALESCE(numbers.number, 0), filled.batch, numbers.lowest, numbers.highest
    FROM (
        SELECT item_id, sum(number) FILTER (WHERE rank < expected) AS number,
            CASE WHEN bool_and(expected IS NOT NULL) THEN min(expected) END AS lowest, max(expected) AS highest
        FROM numbers GROUP BY item_id
    ) AS numbers
    LEFT JOIN (
        SELECT item_id, (array_agg(batch ORDER BY batch))[%(minimum)s] AS batch FROM early WHERE rank < expected
        GROUP BY item_id
    ) AS filled USING (item_id)
)
SELECT item.id, item.lineage, rank, (div(number, %(minimum)s) * %(minimum)s)::integer, filled, lowest, highest
FROM diagnostics_item item LEFT JOIN figures ON figures.item_id = item.id WHERE item.version_id = %(version)s
UNION ALL SELECT NULL, NULL, NULL, count(*)::integer, NULL, NULL, NULL FROM first
) AS figures
"""

# Needs by element: exact, or of those who chose their first need first, in whole batches, and rounded down. Then they
# never account for everybody either: that all chose it would say of each that she did.
_CHOSEN = """
UNION ALL
SELECT NULL, lineage, NULL, (LEAST(number, counted - (%(unit)s > 1)::integer) / %(unit)s * %(unit)s)::integer, NULL,
    NULL, NULL
FROM (
    WITH chooser AS (
        SELECT need.enrolment_id, min(need.created_at) AS since FROM diagnostics_need need
        JOIN programmes_enrolment enrolment ON enrolment.id = need.enrolment_id
        WHERE enrolment.cohort_id = %(cohort)s GROUP BY need.enrolment_id
    ), counted AS MATERIALIZED (
        SELECT enrolment_id FROM chooser ORDER BY since, enrolment_id
        LIMIT (SELECT count(*) / %(unit)s * %(unit)s FROM chooser)
    )
    SELECT element.lineage, count(DISTINCT need.enrolment_id) AS number, (SELECT count(*) FROM counted) AS counted
    FROM diagnostics_needelement named JOIN diagnostics_need need ON need.id = named.need_id
    JOIN standards_element element ON element.id = named.element_id
    WHERE need.state = %(chosen)s AND need.enrolment_id IN (SELECT enrolment_id FROM counted)
    GROUP BY element.lineage
) AS named
"""


class Figure(NamedTuple):
    """One figure of one item before it is settled which of the item's figures are shown."""

    item_id: UUID
    lineage: UUID
    rank: int | None
    number: int
    filled: int | None
    lowest: int | None
    highest: int | None


@dataclass(frozen=True)
class Shown:
    """What is published of one item, by rank from 1; rank 0 is those below what is expected. `expected` is the lowest
    rank that is expected of everybody who rated it, 0 where there is none."""

    numbers: dict[int, int] = field(default_factory=dict)
    expected: int = 0


@dataclass(frozen=True)
class Figures:
    """Of one round: how many learners have submitted, what is published by the lineage of the item, and how many have
    chosen each lineage as a need (where that was asked)."""

    submitted: int
    items: dict[UUID, Shown]
    chosen: dict[UUID, int]

    @property
    def counted(self) -> int:
        return whole_batches(self.submitted)


def whole_batches(number: int) -> int:
    minimum: int = settings.AGGREGATE_MINIMUM
    return number // minimum * minimum


def read_figures(round_: Round, *, chosen_by: int = 0, until: dt.datetime | None = None) -> Figures:
    """The figures of a round, one query. `chosen_by` 1 counts chosen needs exactly, `AGGREGATE_MINIMUM` in whole
    multiples of it, 0 not at all. `until`: only of what was submitted before that moment."""
    named = {
        "round": round_.pk,
        "version": round_.diagnostic_version_id,
        "cohort": round_.cohort_id,
        "submitted": AttemptState.SUBMITTED,
        "chosen": NeedState.CHOSEN,
        "profile": round_.target_profile_id,
        "minimum": settings.AGGREGATE_MINIMUM,
        "early": EARLY,
        "unit": chosen_by,
        "until": until,
    }
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES + (_CHOSEN if chosen_by else ""), named)
        return _sorted_out([Figure._make(row) for row in cursor.fetchall()])


def _sorted_out(rows: list[Figure]) -> Figures:
    submitted = next(one.number for one in rows if one.lineage is None)
    chosen = {one.lineage: one.number for one in rows if one.lineage and not one.item_id}
    asked = sorted((one for one in rows if one.item_id), key=lambda one: (str(one.lineage), one.rank or 0))
    counted = whole_batches(submitted)
    items = {lineage: settle(list(group), counted) for lineage, group in groupby(asked, lambda one: one.lineage)}
    return Figures(submitted, items, chosen)


def settle(row: list[Figure], counted: int) -> Shown:
    """Which figures of one item are shown.

    At most one fewer than the minimum, those that reached it first (and early): were as many figures as a batch has
    learners to rise together, each would have risen by exactly one, and all would be known. Those below what is
    expected are a figure of their own only where fewer levels than the minimum lie below; otherwise the levels shown
    are added up.
    Nor is everybody ever accounted for: that all stand at these levels would say where each of them stands.
    """
    minimum = settings.AGGREGATE_MINIMUM
    gap = row[0]
    if gap.rank is None:
        return Shown()
    own = [one for one in row if one.rank or (one.highest or 0) <= minimum]
    reached = sorted((one for one in own if one.filled is not None), key=lambda one: (one.filled, one.rank))
    numbers = {one.rank or 0: one.number for one in reached[: max(minimum - 1, 1)]}
    if minimum > 1:
        _leave_some_out(numbers, gap.highest or 0, counted)
    expected = gap.lowest or 0
    numbers[0] = max(numbers.get(0, 0), _at(numbers, range(1, expected)))
    return Shown(numbers, expected)


def _leave_some_out(numbers: dict[int, int], highest: int, counted: int) -> None:
    """Take the minimum from the level shown last, and from those below, where the figures account for everybody."""
    levels = [rank for rank in numbers if rank]
    if levels and _at(numbers, levels) >= counted:
        numbers[levels[-1]] -= settings.AGGREGATE_MINIMUM
    if numbers.get(0) and numbers[0] + _at(numbers, range(max(highest, 1), MOST_LEVELS + 1)) >= counted:
        numbers[0] -= settings.AGGREGATE_MINIMUM


def _at(numbers: dict[int, int], ranks: Iterable[int]) -> int:
    return sum(numbers.get(rank, 0) for rank in ranks)
