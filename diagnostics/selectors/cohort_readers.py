"""Whose part of a cohort's figures a person reads, and from when (ADR 0051).

Who leads the cohort reads all of them as they come. Learners and sponsors read the one table of those who had submitted
when the round first closed, and nothing that changes afterwards: a learner knows one answer more, and two tables beside
that could tell her another's.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate

from carnegie.people.enums import MembershipRole
from carnegie.people.models import Membership, Organisation, User
from diagnostics.enums import AttemptState
from diagnostics.models import Answer, Attempt, Need, Round
from diagnostics.selectors.figures import Figures, Shown, read_figures, whole_batches
from programmes.models import Cohort, Enrolment, EnrolmentEmployer

LEADER, LEARNER, SPONSOR = "leader", "learner", "sponsor"


def with_reader(user: User, on: dt.date, cohort_pk: UUID) -> dict[str, Exists]:
    """What `user` is to the cohort of this id, as annotations of whatever is asked for beside it."""
    same = Cohort.objects.filter(pk=cohort_pk)
    sponsored = Enrolment.objects.filter(cohort=cohort_pk).as_sponsor(user, on)
    return {
        "is_led": Exists(same.as_facilitator(user, on)),
        "is_admin": Exists(same.as_programme_admin(user, on)),
        "is_taken": Exists(same.as_learner(user)),
        "is_sponsored": Exists(sponsored),
    }


def reader_of(rights: Any) -> str:
    """As what she reads, by the rights of `with_reader`. Who learns in the cohort herself reads it as a learner, also
    when she stands for an employer; the empty word: not at all."""
    if rights.is_led or rights.is_admin:
        return LEADER
    return LEARNER if rights.is_taken else SPONSOR if rights.is_sponsored else ""


def rounds_to_count(cohort_pk: UUID, user: User, on: dt.date) -> list[Round]:
    """The rounds that ask all learners of a cohort and whose figures `user` may read, the last first, with the
    cohort's `is_led`, `is_admin` and `reader`. A learner reads those in which she has submitted, so that what others
    say comes after what she says. A round for one learner is never counted. One query."""
    hers = Attempt.objects.filter(round=OuterRef("pk"), enrolment__learner=user, state=AttemptState.SUBMITTED)
    rounds = Round.objects.filter(cohort=cohort_pk, enrolment=None).annotate(**with_reader(user, on, cohort_pk))
    leads = Q(is_led=True) | Q(is_admin=True)
    read = rounds.filter(leads | Q(Exists(hers), is_taken=True) | Q(is_sponsored=True, is_taken=False))
    joined = ("cohort__programme__provider", "diagnostic_version__framework_version__framework")
    return [_with_rights(one) for one in read.select_related(*joined).order_by("-opens_on", "-pk")]


def _with_rights(round_: Any) -> Round:
    cohort = round_.cohort
    cohort.is_led, cohort.is_admin, cohort.reader = round_.is_led, round_.is_admin, reader_of(round_)
    found: Round = round_
    return found


def first_closed_at(round_: Round) -> dt.datetime:
    """The moment at which the round closed for the first time, or will: who is given more time later, alone or with
    all others, changes nothing of what was shown from then on. One query."""
    for extension in round_.extensions.filter(enrolment=None):
        if extension.at >= round_.end_of(extension.closed_on):
            return round_.end_of(extension.closed_on)
    return round_.closes_at


# ---- learners ----


def learner_figures(round_: Round, closed: dt.datetime) -> Figures:
    """What a learner reads of those she learns with: levels, and nothing of what is expected, since each learner may
    know that of a statement only once she has rated it herself. One query."""
    found = read_figures(round_, until=closed)
    return Figures(found.submitted, {lineage: _levels(shown) for lineage, shown in found.items.items()}, {})


def _levels(shown: Shown) -> Shown:
    return Shown({rank: number for rank, number in shown.numbers.items() if rank})


def own_ranks(round_: Round, user: User) -> dict[UUID, int]:
    """The rank that `user` gave each item in her latest submitted attempt of the round: one query."""
    hers = Answer.objects.filter(attempt__round=round_, attempt__enrolment__learner=user, level__isnull=False)
    submitted = hers.filter(attempt__state=AttemptState.SUBMITTED).order_by("attempt__number")
    return dict(submitted.values_list("item", "level__rank"))


# ---- sponsors ----


def sponsored_organisations(user: User, on: dt.date) -> list[Organisation]:
    """Whom she stands for: one query."""
    standing = Membership.objects.active(on, user=user, role=MembershipRole.SPONSOR)
    return list(Organisation.objects.filter(pk__in=standing.order_by().values("organisation")))


def organisation_figures(
    round_: Round, organisations: Iterable[Organisation], closed: dt.datetime, *, with_chosen: bool = False
) -> Figures:
    """What can be said of these organisations' learners from the cohort's own figures and nothing else: at least so
    many of them are left when everybody of other employers is taken off.

    Whatever is worked out from these and the cohort's figures together follows from the cohort's alone. Two queries,
    three with the needs that they chose.
    """
    unit = settings.AGGREGATE_MINIMUM if with_chosen else 0
    found = read_figures(round_, chosen_by=unit, until=closed)
    theirs = _first_attempts(round_, organisations, closed)[: found.counted]
    others = theirs.count(False)
    items = {lineage: _less(shown, others) for lineage, shown in found.items.items()}
    chosen = _chosen_less(found, _first_needs(round_, organisations)) if with_chosen else {}
    return Figures(theirs.count(True), items, chosen)


def _less(shown: Shown, others: int) -> Shown:
    return Shown({rank: _left(number, others) for rank, number in shown.numbers.items()}, shown.expected)


def _chosen_less(found: Figures, theirs: list[bool]) -> dict[UUID, int]:
    others = theirs[: whole_batches(len(theirs))].count(False)
    return {lineage: _left(number, others) for lineage, number in found.chosen.items()}


def _left(number: int, others: int) -> int:
    return whole_batches(max(0, number - others))


def _first_attempts(round_: Round, organisations: Iterable[Organisation], closed: dt.datetime) -> list[bool]:
    """For each learner who had submitted when the round closed, in the order of submission, whether one of
    `organisations` employed her on that day."""
    submitted = Attempt.objects.filter(round=round_, state=AttemptState.SUBMITTED, submitted_at__lt=closed)
    first = submitted.order_by("enrolment_id", "submitted_at", "pk").distinct("enrolment_id")
    return _in_order(first, "submitted_at", "pk", round_, organisations)


def _first_needs(round_: Round, organisations: Iterable[Organisation]) -> list[bool]:
    """The same for each learner of the cohort who has chosen a need, in the order in which they chose their first."""
    needs = Need.objects.filter(enrolment__cohort=round_.cohort_id)
    first = needs.order_by("enrolment_id", "created_at", "pk").distinct("enrolment_id")
    return _in_order(first, "created_at", "enrolment_id", round_, organisations)


def _in_order(
    first: QuerySet[Any, Any], at: str, then: str, round_: Round, organisations: Iterable[Organisation]
) -> list[bool]:
    employed = EnrolmentEmployer.objects.filter(
        Q(to_date=None) | Q(to_date__gt=OuterRef("day")),
        enrolment=OuterRef("enrolment"),
        organisation__in=[one.pk for one in organisations],
        from_date__lte=OuterRef("day"),
    )
    days = first.annotate(day=TruncDate(at, tzinfo=round_.opens_at.tzinfo)).annotate(is_theirs=Exists(employed))
    return [is_theirs for *_order, is_theirs in sorted(days.values_list(at, then, "is_theirs"))]
