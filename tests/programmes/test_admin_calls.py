"""Every write that belongs to admins of the programme, and that nobody else may make it."""

from collections.abc import Callable
from typing import Any

import pytest

from carnegie.core.errors import NotAllowed
from carnegie.people.models import User
from programmes import services
from programmes.models import (
    CohortRole,
    Module,
    ProgrammeFramework,
)
from tests.cast import NOW, TODAY, Cast, make_framework
from tests.programmes.play import DATES, TAUGHT


def calls(cast: Cast) -> dict[str, Callable[[User], Any]]:
    """Every write that belongs to admins of the programme, as a call by `who`."""
    first = cast.framework_version.elements.get(code="D1.1")
    framework = ProgrammeFramework.objects.get(programme=cast.programme)
    other = make_framework(cast.provider, "Coaches")
    empty = Module.objects.create(programme=cast.programme, title="Empty", position=3)
    role = CohortRole.objects.get(cohort=cast.cohort, user=cast.bill)
    person = {"email": "new@example.test", "full_name": "New Person"}
    p, c, e = cast.programme, cast.cohort, cast.ben_enrolment

    def call(service: Callable[..., Any], **arguments: Any) -> Callable[[User], Any]:
        return lambda who: service(**arguments, by=who, now=NOW)

    return {
        "create_programme": call(services.create_programme, provider=cast.provider, title="Second", summary=""),
        "change_programme": call(services.change_programme, programme=p, title="Renamed", summary="s"),
        "add_framework": call(services.add_framework, programme=p, version=other),
        "add_module": call(services.add_module, programme=p, title="M", summary=""),
        "change_module": call(services.change_module, module=cast.modules[0], title="M", summary=""),
        "move_module": call(services.move_module, module=cast.modules[0], earlier=False),
        "delete_module": call(services.delete_module, module=empty),
        "add_activity": call(services.add_activity, module=cast.modules[0], **TAUGHT),
        "change_activity": call(services.change_activity, activity=cast.activity, **TAUGHT),
        "move_activity": call(services.move_activity, activity=cast.activity, earlier=True),
        "delete_activity": call(services.delete_activity, activity=cast.activity),
        "set_mapping": call(
            services.set_mapping, item=p, element=first, depth="develops", rationale="", base_revision=0
        ),
        "add_mappings": call(services.add_mappings, programme=p, cells=[]),
        "apply_changes": call(services.apply_changes, programme=p, version=cast.framework_version, changes=[]),
        "create_cohort": call(services.create_cohort, programme=p, title="Winter", **DATES),
        "change_cohort": call(services.change_cohort, cohort=c, title="Autumn 1", **DATES),
        "name_facilitator": call(services.name_facilitator, cohort=c, **person),
        "end_cohort_role": call(services.end_cohort_role, role=role),
        "name_employer": call(services.name_employer, programme=p, name="New Employer"),
        "enrol_learner": call(services.enrol_learner, cohort=c, employer=cast.employer_a, job_title="Head", **person),
        "change_enrolment": call(services.change_enrolment, enrolment=e, job_title="Head"),
        "change_employer": call(services.change_employer, enrolment=e, organisation=cast.employer_a, from_date=TODAY),
        "withdraw_enrolment": call(services.withdraw_enrolment, enrolment=e, reason="moved"),
        "complete_enrolment": call(services.complete_enrolment, enrolment=cast.amara_enrolment, reason=""),
        "remove_framework": call(services.remove_framework, framework=framework),
    }


ADMIN_CALLS = [
    "create_programme",
    "change_programme",
    "add_framework",
    "add_module",
    "change_module",
    "move_module",
    "delete_module",
    "add_activity",
    "change_activity",
    "move_activity",
    "delete_activity",
    "set_mapping",
    "add_mappings",
    "apply_changes",
    "create_cohort",
    "change_cohort",
    "name_facilitator",
    "end_cohort_role",
    "name_employer",
    "enrol_learner",
    "change_enrolment",
    "change_employer",
    "withdraw_enrolment",
    "complete_enrolment",
    "remove_framework",
]
NOT_ADMINS = ["amara", "ben", "bill", "cora", "carl", "lena", "sam", "root", "otto", "olga", "pia", "eve"]


@pytest.mark.parametrize("name", ADMIN_CALLS)
def test_only_an_admin_of_the_programme_may(cast: Cast, name: str) -> None:
    call = calls(cast)[name]
    for who in NOT_ADMINS:
        with pytest.raises(NotAllowed):
            call(getattr(cast, who))
    if name != "remove_framework":
        call(cast.dee)


def test_the_list_of_admin_calls_is_complete(cast: Cast) -> None:
    elsewhere = {"add_event", "change_event", "delete_event", "name_supporter", "end_supporter"}
    booking = {"book", "cancel_booking"}  # tests/programmes/test_booking_services.py
    crosswalks = {  # facilitators may propose: tests/programmes/test_crosswalk_services.py
        *("create_crosswalk", "change_crosswalk", "delete_crosswalk", "begin_with_seed", "import_links"),
        *("link_elements", "change_link", "delete_link", "approve_link", "approve_links", "dismiss_pair"),
    }
    suggested = {"suggest_mapping", "accept_suggestion", "decline_suggestion"}  # tests/programmes/test_suggestions.py
    no_writes = {"preview_links", "LinkReport", "NewCell"}
    with_own_test = {"delete_programme", "delete_cohort", "delete_enrolment", "resume_enrolment", "set_mappings"}
    assert {*calls(cast), *elsewhere, *crosswalks, *suggested, *booking, *no_writes, *with_own_test} == set(
        services.__all__
    )
    assert sorted(calls(cast)) == sorted(ADMIN_CALLS)


def test_a_deactivated_admin_may_nothing(cast: Cast) -> None:
    cast.dee.is_active = False
    cast.dee.save()
    with pytest.raises(NotAllowed):
        services.add_module(programme=cast.programme, title="M", summary="", by=cast.dee, now=NOW)
    with pytest.raises(NotAllowed):
        calls(cast)["set_mapping"](cast.dee)
