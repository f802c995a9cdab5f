"""A learner's rounds over a year, built by models, and what of them a reader is shown."""

import datetime as dt
from typing import Any

from django.urls import reverse

from diagnostics.enums import RoundKind
from diagnostics.models import Attempt, DiagnosticVersion, Round
from diagnostics.selectors import ShownProfile, shown_profile
from tests.cast import NOW, TODAY, Cast, make_attempt

DAY = dt.timedelta(days=1)


def at(attempt: Attempt, name: str = "attempt-profile") -> str:
    return reverse(f"diagnostics:{name}", args=[attempt.pk])


def make_round(cast: Cast, title: str, kind: str, version: DiagnosticVersion | None = None) -> Round:
    return Round.objects.create(
        cohort=cast.cohort,
        diagnostic_version=version or cast.diagnostic_version,
        target_profile=cast.target_profile if version is None else None,
        title=title,
        kind=kind,
        opens_on=TODAY - 3 * DAY,
        closes_on=TODAY + 14 * DAY,
        opened_by=cast.bill,
    )


def rate(cast: Cast, round_: Round, ranks: list[int], days_ago: int, **facts: Any) -> Attempt:
    attempt = make_attempt(round_, cast.amara_enrolment, ranks=ranks)
    Attempt.objects.filter(pk=attempt.pk).update(submitted_at=NOW - days_ago * DAY, **facts)
    return Attempt.objects.select_related("enrolment__learner", "round__diagnostic_version").get(pk=attempt.pk)


def shown(attempt: Attempt, cast: Cast, wanted: list[Attempt] | None = None, reader: str = "amara") -> ShownProfile:
    keys = None if wanted is None else [str(one.pk) for one in wanted]
    return shown_profile(attempt, getattr(cast, reader), keys)


def beside(found: ShownProfile) -> list[tuple[str, str]]:
    return [(column.kind.value, column.title) for column in found.profile.columns]


def make_year(cast: Cast) -> dict[str, Attempt]:
    """Baseline, mid-point, exit, and the look back that was asked with the exit."""
    rounds = {kind: make_round(cast, str(kind.label).capitalize(), kind) for kind in RoundKind}
    return {
        "baseline": rate(cast, cast.round, [4, 3, 2, 3, 3, 3], 90),
        "mid": rate(cast, rounds[RoundKind.MID_POINT], [3, 3, 3, 3, 3, 3], 60),
        "exit": rate(cast, rounds[RoundKind.EXIT], [4, 5, 4, 2, 3, 3], 10),
        "then": rate(cast, rounds[RoundKind.RETROSPECTIVE], [2, 3, 1, 3, 3, 4], 9),
    }
