"""Each rule of the database, tripped once, with the sentence that a person would read."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from programmes.models import (
    Activity,
    Booking,
    Cohort,
    CohortRole,
    Enrolment,
    EnrolmentEmployer,
    LearningEvent,
    Mapping,
    MappingSuggestion,
    Programme,
    ProgrammeFramework,
    ProgrammeRole,
    Supporter,
)
from tests.cast import LONG_AGO, NOW, TODAY, Cast

YESTERDAY = TODAY - dt.timedelta(days=1)


def nonsense(cast: Cast) -> dict[str, models.Model]:
    """For every named constraint, a row that it forbids."""
    element = cast.framework_version.elements.get(code="D1.1")
    other = cast.framework_version.elements.get(code="D1.2")
    place, taught = cast.amara_enrolment, {"title": "T", "strategy": "seminar", "mode": "online"}
    backwards = {"from_date": TODAY, "to_date": YESTERDAY}
    unique = {
        "programme": cast.programme,
        "module": cast.modules[0],
        "activity": cast.activity,
        "event": cast.event,
    }
    for item in unique.values():
        Mapping.objects.get_or_create(**{_field(item): item}, element=element, defaults={"depth": "develops"})
    ProgrammeRole.objects.create(programme=cast.programme, user=cast.dee, from_date=LONG_AGO)
    wished = {"event": cast.event, "suggested_by": cast.bill}
    MappingSuggestion.objects.get_or_create(element=element, **wished)
    asked = {"event": cast.event, "enrolment": place}
    Booking.objects.create(turn=1, **asked)
    cancelled = {"event": cast.event, "enrolment": cast.ben_enrolment, "turn": 2, "status": "cancelled"}
    return {
        "booking_once_per_event": Booking(turn=2, **asked),
        "booking_turn_unique": Booking(event=cast.event, enrolment=cast.ben_enrolment, turn=1),
        "booking_place_has_when": Booking(event=cast.event, enrolment=cast.ben_enrolment, turn=2, status="booked"),
        "booking_cancelled_has_who": Booking(**cancelled, cancelled_at=NOW),
        "programme_title_unique": Programme(provider=cast.provider, title=cast.programme.title),
        "programme_framework_unique": ProgrammeFramework(programme=cast.programme, version=cast.framework_version),
        "programme_role_dates_in_order": ProgrammeRole(programme=cast.programme, user=cast.bill, **backwards),
        "programme_role_once_at_a_time": ProgrammeRole(programme=cast.programme, user=cast.dee, from_date=TODAY),
        "activity_hours_not_negative": Activity(module=cast.modules[0], hours=-1, **taught),
        "event_ends_after_start": LearningEvent(programme=cast.programme, starts_at=NOW, ends_at=NOW, **taught),
        "event_hours_not_negative": LearningEvent(
            programme=cast.programme, starts_at=NOW, ends_at=NOW + dt.timedelta(hours=1), hours=-1, **taught
        ),
        "cohort_dates_in_order": Cohort(programme=cast.programme, title="X", starts_on=TODAY, ends_on=YESTERDAY),
        "cohort_title_unique": Cohort(programme=cast.programme, title="Autumn", starts_on=TODAY, ends_on=TODAY),
        "cohort_role_dates_in_order": CohortRole(cohort=cast.cohort, user=cast.cora, **backwards),
        "cohort_role_once_at_a_time": CohortRole(cohort=cast.cohort, user=cast.bill, from_date=TODAY),
        "enrolment_once_per_cohort": Enrolment(cohort=cast.cohort, learner=cast.amara, enrolled_at=NOW),
        "enrolment_employer_dates_in_order": EnrolmentEmployer(
            enrolment=place, organisation=cast.employer_b, **backwards
        ),
        "enrolment_employer_one_at_a_time": EnrolmentEmployer(
            enrolment=place, organisation=cast.employer_b, from_date=TODAY
        ),
        "supporter_dates_in_order": Supporter(enrolment=place, user=cast.bill, kind="coach", **backwards),
        "supporter_once_at_a_time": Supporter(enrolment=place, user=cast.cora, kind="coach", from_date=TODAY),
        "mapping_exactly_one_item": Mapping(
            programme=cast.programme, module=cast.modules[0], element=other, depth="develops"
        ),
        "mapping_suggestion_once": MappingSuggestion(element=element, **wished),
        "mapping_suggestion_decided_has_who": MappingSuggestion(element=other, state="accepted", **wished),
        **{
            f"mapping_{name}_element_unique": Mapping(**{name: item}, element=element, depth="assesses")
            for name, item in unique.items()
        },
    }


def _field(item: models.Model) -> str:
    return {"Programme": "programme", "Module": "module", "Activity": "activity", "LearningEvent": "event"}[
        type(item).__name__
    ]


def named_constraints() -> dict[str, Any]:
    tables = (
        Programme, ProgrammeFramework, ProgrammeRole, Activity, LearningEvent, Cohort, CohortRole, Enrolment,
        EnrolmentEmployer, Supporter, Mapping, MappingSuggestion, Booking,
    )  # fmt: skip
    return {constraint.name: constraint for table in tables for constraint in table._meta.constraints}


@pytest.mark.parametrize("name", sorted(named_constraints()))
def test_the_database_refuses_nonsense_and_the_form_says_why(cast: Cast, name: str) -> None:
    row = nonsense(cast)[name]
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        row.save()
    constraint = named_constraints()[name]
    with pytest.raises(ValidationError) as caught:
        constraint.validate(type(row), row)
    assert caught.value.messages == [str(constraint.violation_error_message)]
