"""Needs, with what they are about."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import QuerySet

from diagnostics.enums import FEWEST_NEEDS, AttemptState, NeedState
from diagnostics.models import Attempt, Need
from programmes.enums import EnrolmentStatus
from programmes.models import Cohort, Enrolment
from standards.models import Element


def needs_with_elements(needs: QuerySet[Need]) -> QuerySet[Need]:
    """`needs` with all that a list of them shows: two queries."""
    return needs.select_related("enrolment__learner", "attempt__round").prefetch_related("elements__element")


def needs_of(attempt: Attempt) -> QuerySet[Need]:
    """The needs chosen from this attempt and not set aside, in the order of choosing."""
    return needs_with_elements(Need.objects.filter(attempt=attempt, state=NeedState.CHOSEN))


@dataclass(frozen=True)
class ChooserRow:
    """One learner of a cohort with the needs that she has chosen; `has_submitted` says whether she can choose yet."""

    enrolment: Enrolment
    needs: list[Need]
    has_submitted: bool

    @property
    def is_short(self) -> bool:
        """Has begun to choose, but not as many as make a plan."""
        return 0 < len(self.needs) < FEWEST_NEEDS

    @cached_property
    def elements(self) -> dict[UUID, Element]:
        """What her needs are about, by lineage, each once."""
        return {link.element.lineage: link.element for need in self.needs for link in need.elements.all()}


@dataclass(frozen=True)
class CohortNeeds:
    """Who has chosen what; those who left are listed only where they had chosen something."""

    rows: list[ChooserRow]

    @property
    def chosen(self) -> list[ChooserRow]:
        return [row for row in self.rows if row.needs]

    @property
    def waiting(self) -> list[ChooserRow]:
        return [row for row in self.rows if not row.needs]

    @property
    def short(self) -> list[ChooserRow]:
        return [row for row in self.rows if row.is_short]

    @cached_property
    def by_element(self) -> list[tuple[Element, int]]:
        """Each element that somebody chose with the number of learners who did, the most chosen first."""
        numbers: dict[UUID, int] = {}
        elements: dict[UUID, Element] = {}
        for row in self.rows:
            for lineage, element in row.elements.items():
                numbers[lineage] = numbers.get(lineage, 0) + 1
                elements.setdefault(lineage, element)
        found = [(elements[lineage], number) for lineage, number in numbers.items()]
        return sorted(found, key=lambda pair: (-pair[1], pair[0].position))


def cohort_needs(cohort: Cohort) -> CohortNeeds:
    """The cohort's learners by name with their chosen needs: five queries, whatever their number."""
    needs: dict[UUID, list[Need]] = {}
    chosen = Need.objects.filter(enrolment__cohort=cohort, state=NeedState.CHOSEN)
    for need in chosen.prefetch_related("elements__element"):
        needs.setdefault(need.enrolment_id, []).append(need)
    done = Attempt.objects.filter(enrolment__cohort=cohort, state=AttemptState.SUBMITTED).order_by()
    submitted = set(done.values_list("enrolment", flat=True))
    people = cohort.enrolments.select_related("learner").order_by("learner__full_name", "pk")
    for one in people:
        for need in needs.get(one.pk, []):
            need.enrolment = one  # instead of joining each of them again
    return CohortNeeds(
        [
            ChooserRow(one, needs.get(one.pk, []), one.pk in submitted)
            for one in people
            if one.status == EnrolmentStatus.ACTIVE or one.pk in needs
        ]
    )
