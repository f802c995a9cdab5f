"""Needs, with what they are about."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from carnegie.people.models import User
from diagnostics.enums import FEWEST_NEEDS, AttemptState, NeedState
from diagnostics.models import Attempt, Need, NeedElement
from programmes.enums import EnrolmentStatus
from programmes.models import Cohort, Enrolment
from standards.models import Element


def needs_with_elements(needs: QuerySet[Need]) -> QuerySet[Need]:
    """`needs` with all that a list of them shows: two queries."""
    return needs.select_related("enrolment__learner", "attempt__round").prefetch_related("elements__element")


def needs_of(attempt: Attempt) -> QuerySet[Need]:
    """The needs chosen from this attempt and not set aside, in the order of choosing."""
    return needs_with_elements(Need.objects.filter(attempt=attempt, state=NeedState.CHOSEN))


def needs_of_other_rounds(attempt: Attempt) -> QuerySet[Need]:
    """What the learner of this attempt has chosen from others of hers, with the round, in the order of choosing."""
    chosen = Need.objects.filter(enrolment=attempt.enrolment_id, state=NeedState.CHOSEN)
    return chosen.exclude(attempt=attempt).select_related("attempt__round")


def enrolments_with_needs(user: User) -> QuerySet[Enrolment]:
    """Where `user` works on needs as a learner."""
    chosen = Need.objects.filter(enrolment=OuterRef("pk"), state=NeedState.CHOSEN)
    mine = Enrolment.objects.as_learner(user).filter(Exists(chosen))
    return mine.select_related("cohort__programme").order_by("-cohort__starts_on", "pk")


@dataclass(frozen=True)
class ChooserRow:
    """One learner of a cohort with the needs that she has chosen; `has_submitted` says whether she can choose yet."""

    enrolment: Enrolment
    needs: list[Need]
    has_submitted: bool


@dataclass(frozen=True)
class CohortNeeds:
    """How many of a cohort's learners there are to list, have chosen something, and have begun to choose but not as
    many as make a plan; and each element that somebody chose with the number of learners who did."""

    total: int
    chosen: int
    short: int
    by_element: list[tuple[Element, int]]

    @property
    def waiting(self) -> int:
        return self.total - self.chosen


SHOWN = {
    "chosen": Q(chosen__gt=0),
    "short": Q(chosen__gt=0, chosen__lt=FEWEST_NEEDS),
    "waiting": Q(chosen=0),
}
"""Which of a cohort's learners a list may keep."""


def choosers(cohort: Cohort, *, show: str = "", element: str = "") -> QuerySet[Any, Any]:
    """The cohort's learners by name, with `chosen` and `has_submitted`; those who left only where they had chosen
    something. `show` is a key of `SHOWN`, `element` a lineage that they must have chosen: other words keep all, or
    nobody."""
    needs = Need.objects.filter(enrolment=OuterRef("pk"), state=NeedState.CHOSEN).order_by().values("enrolment")
    done = Attempt.objects.filter(enrolment=OuterRef("pk"), state=AttemptState.SUBMITTED)
    number = Coalesce(Subquery(needs.annotate(number=Count("pk")).values("number")), 0)
    people = cohort.enrolments.annotate(chosen=number, has_submitted=Exists(done)).select_related("learner")
    found = people.filter(SHOWN.get(show, Q()), Q(status=EnrolmentStatus.ACTIVE) | Q(chosen__gt=0))
    return _about(found, element).order_by("learner__full_name", "pk")


def _about(people: QuerySet[Any, Any], element: str) -> QuerySet[Any, Any]:
    if not element:
        return people
    try:
        lineage = UUID(element)
    except ValueError:
        return people.none()
    return people.filter(Exists(_named().filter(need__enrolment=OuterRef("pk"), element__lineage=lineage)))


def _named() -> QuerySet[NeedElement]:
    return NeedElement.objects.filter(need__state=NeedState.CHOSEN)


def chooser_rows(people: Iterable[Any]) -> list[ChooserRow]:
    """These of `choosers` with their chosen needs: two queries beside the one that finds them."""
    listed = list(people)
    by_learner: dict[UUID, list[Need]] = {one.pk: [] for one in listed}
    about = Prefetch("elements", NeedElement.objects.select_related("element"))
    chosen = Need.objects.filter(enrolment__in=by_learner, state=NeedState.CHOSEN)
    for need in chosen.select_related("enrolment").prefetch_related(about):
        by_learner[need.enrolment_id].append(need)
    return [ChooserRow(one, by_learner[one.pk], one.has_submitted) for one in listed]


def cohort_needs(cohort: Cohort) -> CohortNeeds:
    """The cohort in numbers, counted in the database: three queries."""
    numbers = choosers(cohort).aggregate(
        all=Count("pk"), any=Count("pk", filter=SHOWN["chosen"]), few=Count("pk", filter=SHOWN["short"])
    )
    return CohortNeeds(numbers["all"], numbers["any"], numbers["few"], _by_element(cohort))


def _by_element(cohort: Cohort) -> list[tuple[Element, int]]:
    """The most chosen first. An element of several framework versions counts once, under one of its names."""
    named = _named().filter(need__enrolment__cohort=cohort).order_by().values("element__lineage")
    counted = named.annotate(number=Count("need__enrolment", distinct=True), names=ArrayAgg("element"))
    numbers = {min(names): number for names, number in counted.values_list("names", "number")}
    elements = Element.objects.filter(pk__in=numbers)
    return sorted(((one, numbers[one.pk]) for one in elements), key=lambda pair: (-pair[1], pair[0].position))
