"""The heat map of a cohort: element by level, for one round."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, cast
from uuid import UUID

from django.db.models import Exists, Q

from carnegie.people.models import User
from diagnostics.models import DiagnosticLevel, Item, Round
from diagnostics.selectors.figures import Figures, read_figures
from programmes.models import Cohort


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
    counted: int = 0

    @property
    def cells(self) -> list[tuple[int, int, bool]]:
        """For each level its figure, how dark it is drawn (0 to 3), and whether it lies below what is expected."""
        return [
            (number, -(-3 * number // self.counted) if number else 0, rank < self.expected)
            for rank, number in enumerate(self.levels, start=1)
        ]


@dataclass(frozen=True)
class HeatMap:
    """A round's rows by domain, with the levels from the lowest."""

    figures: Figures
    levels: list[DiagnosticLevel]
    domains: list[tuple[str, list[HeatRow]]] = field(default_factory=list)

    @property
    def rows(self) -> list[HeatRow]:
        return [row for _title, rows in self.domains for row in rows]

    @property
    def is_empty(self) -> bool:
        return not any(any(row.levels) for row in self.rows)


def rounds_to_count(cohort_pk: UUID, user: User, on: dt.date) -> list[Round]:
    """The rounds that ask all learners of a cohort, the last first, with the cohort as `CohortQuerySet.with_rights`
    gives it; none for who neither facilitates nor administers it. A round for one learner is never counted. One query.
    """
    cohorts = Cohort.objects.filter(pk=cohort_pk)
    led, run = cohorts.as_facilitator(user, on), cohorts.as_programme_admin(user, on)
    rounds = Round.objects.filter(Q(cohort__in=led) | Q(cohort__in=run), enrolment=None).order_by("-opens_on", "-pk")
    joined = ("cohort__programme__provider", "diagnostic_version__framework_version__framework")
    found = rounds.select_related(*joined).annotate(is_led=Exists(led), is_admin=Exists(run))
    return [_with_rights(one) for one in found]


def _with_rights(round_: Any) -> Round:
    round_.cohort.is_led, round_.cohort.is_admin = round_.is_led, round_.is_admin
    return cast(Round, round_)


def cohort_heat_map(round_: Round) -> HeatMap:
    """Three queries, whatever the number of learners and statements."""
    version = round_.diagnostic_version_id
    found = HeatMap(read_figures(round_), list(DiagnosticLevel.objects.filter(version=version)))
    items = Item.objects.filter(version=version).order_by("domain_position", "position")
    for (_place, title), group in groupby(items, lambda item: (item.domain_position, item.domain)):
        found.domains.append((title, [_row(item, found.figures, found.levels) for item in group]))
    return found


def _row(item: Item, figures: Figures, levels: Iterable[DiagnosticLevel]) -> HeatRow:
    shown = figures.items[item.lineage]
    by_level = tuple(shown.numbers.get(level.rank, 0) for level in levels)
    return HeatRow(item, by_level, shown.numbers.get(0, 0), shown.expected, figures.counted)
