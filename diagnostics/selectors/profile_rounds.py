"""Which other rounds of hers may be laid beside an attempt, and which of them stand there unasked.

The rule of recency: of each round the latest submitted attempt counts. An attempt never takes another's place.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from carnegie.people.enums import GrantSubject
from carnegie.people.models import User
from diagnostics.enums import AttemptState
from diagnostics.models import Attempt, Item
from diagnostics.policies import grants_to, owns
from diagnostics.selectors.profile_columns import day_of, is_then, submitted_before


@dataclass(frozen=True)
class RoundChoice:
    """One round that may be laid beside the attempt."""

    attempt: Attempt
    is_shown: bool

    @property
    def day(self) -> str:
        return day_of(self.attempt)


@dataclass(frozen=True)
class Rounds:
    """`choices`, the earliest first; `superseded`: earlier attempts in the attempt's own round, still to be read."""

    choices: Sequence[RoundChoice]
    superseded: Sequence[Attempt]

    @property
    def shown(self) -> list[Attempt]:
        return [choice.attempt for choice in self.choices if choice.is_shown]


def rounds_beside(attempt: Attempt, reader: User, wanted: Collection[str] | None) -> Rounds:
    """Her other rounds that asked about some of the same statements and that `reader` may read: one query.

    `wanted` holds ids of attempts; None is the usual choice, and what is no choice is ignored. Whoever may read the
    attempt reads an earlier one only with a grant on that one too.
    """
    found = list(_others(attempt, reader))
    counted = {other.round_id: other.pk for other in found}
    latest = [other for other in found if counted[other.round_id] == other.pk]
    superseded = [one for one in found if one.round_id == attempt.round_id and one.number < attempt.number]
    offered = [other for other in latest if other not in superseded]
    keys = {str(other.pk) for other in _usual(attempt, offered)} if wanted is None else set(wanted)
    return Rounds([RoundChoice(other, str(other.pk) in keys) for other in offered], superseded)


def _others(attempt: Attempt, reader: User) -> QuerySet[Attempt]:
    asked_too = Item.objects.filter(version=attempt.round.diagnostic_version_id).values("lineage")
    same = Item.objects.filter(version=OuterRef("round__diagnostic_version"), lineage__in=asked_too)
    hers = Attempt.objects.filter(enrolment=attempt.enrolment_id, state=AttemptState.SUBMITTED)
    found = hers.filter(Exists(same)).exclude(pk=attempt.pk).select_related("round")
    if not owns(reader, attempt.enrolment):
        granted = grants_to(reader, attempt.enrolment, GrantSubject.ATTEMPT).filter(subject_id=OuterRef("pk"))
        found = found.filter(Exists(granted))
    return found.order_by("submitted_at", "number")


def _usual(attempt: Attempt, offered: Sequence[Attempt]) -> list[Attempt]:
    """The first and the latest earlier one; and once there is an earlier one, the latest look back at the start.
    Beside a look back: the first and the latest."""
    thens = [other for other in offered if is_then(other)]
    plain = [other for other in offered if not is_then(other)]
    if is_then(attempt):
        return [*plain[:1], *plain[-1:]]
    earlier = [other for other in plain if submitted_before(other, attempt)]
    return [*earlier[:1], *earlier[-1:], *thens[-1:]] if earlier else []
