"""What a closed panel shows, worked out once from what the raters submitted.

Of an anonymous group the mean is shown in halves and never at the ends of the scale: "1.5" may be all of them at 1, so
that nobody can be held to a level. With too few answers, or on a scale so short that this leaves one value only,
nothing is shown. ADR 0045 gives the argument, `tests/diagnostics/test_rater_solver.py` tries every case.
"""

from collections import defaultdict
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from uuid import UUID

from diagnostics.models import (
    RaterAnswer,
    RaterGroupReport,
    RaterGroupResult,
    RaterInvitation,
    RaterPanel,
)

HALF = Fraction(1, 2)
CENT = Decimal("0.01")
FEWEST_VEILED = 3
"""A scale of two levels has one value between its ends: to show it would say nothing."""


def plain_level(ranks: Sequence[int]) -> Decimal | None:
    """The mean to two decimals, for raters who were told that it can be traced to them; None without any."""
    if not ranks:
        return None
    return (Decimal(sum(ranks)) / len(ranks)).quantize(CENT, ROUND_HALF_UP)


def veiled_level(ranks: Sequence[int], *, levels: int, minimum: int) -> Decimal | None:
    """The mean of an anonymous group as it may be shown on a scale of `levels` levels; None where it may not."""
    if len(ranks) < minimum or levels < FEWEST_VEILED:
        return None
    mean = Fraction(sum(ranks), len(ranks))
    in_halves = Fraction((2 * mean + HALF).__floor__(), 2)
    inside = min(max(in_halves, 1 + HALF), levels - HALF)
    return Decimal(inside.numerator) / inside.denominator


def write_report(panel: RaterPanel) -> None:
    """Keep a row for every group that was asked, and for those that may be shown a row for every item."""
    answered = _submitted(panel)
    ranks = _ranks(panel)
    levels = panel.round.diagnostic_version.levels.count()
    for relationship in sorted(answered):
        count, hides = answered[relationship], panel.hides(relationship)
        is_shown = count >= panel.minimum if hides else count > 0
        group = RaterGroupReport.objects.create(panel=panel, relationship=relationship, raters=count, is_shown=is_shown)
        if is_shown:
            _write_results(group, ranks[relationship], hides=hides, levels=levels)


def _write_results(group: RaterGroupReport, ranks: dict[UUID, list[int]], *, hides: bool, levels: int) -> None:
    minimum = group.panel.minimum
    shown = {
        item: veiled_level(given, levels=levels, minimum=minimum) if hides else plain_level(given)
        for item, given in ranks.items()
    }
    RaterGroupResult.objects.bulk_create(
        RaterGroupResult(group=group, item_id=item, level=level) for item, level in shown.items() if level is not None
    )


def _submitted(panel: RaterPanel) -> dict[str, int]:
    """Every group that was asked, with how many submitted."""
    counts: dict[str, int] = defaultdict(int)
    invited = RaterInvitation.objects.filter(panel=panel).values_list("relationship", "response__submitted_at")
    for relationship, submitted_at in invited:
        counts[relationship] += submitted_at is not None
    return counts


def _ranks(panel: RaterPanel) -> dict[str, dict[UUID, list[int]]]:
    """The levels of all submitted responses, by group and item."""
    found: dict[str, dict[UUID, list[int]]] = defaultdict(lambda: defaultdict(list))
    given = RaterAnswer.objects.filter(
        response__invitation__panel=panel, response__submitted_at__isnull=False, level__isnull=False
    ).order_by("item__position")
    for relationship, item, rank in given.values_list("response__invitation__relationship", "item", "level__rank"):
        found[relationship][item].append(rank)
    return found
