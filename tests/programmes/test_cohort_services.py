"""Cohorts and enrolments: what each write does, and the sentence with which it refuses."""

import datetime as dt
from typing import Any

import pytest

from carnegie.core.errors import NotAllowed, Refused
from carnegie.notifications.models import Reminder
from carnegie.people.models import Organisation, User
from programmes import services
from programmes.enums import EnrolmentStatus
from programmes.models import (
    Cohort,
    CohortRole,
    Enrolment,
    EnrolmentEmployer,
    EnrolmentTransition,
)
from tests.cast import NOW, TODAY, Cast
from tests.programmes.play import DATES, enrol, refused


def test_a_cohort_needs_ordered_dates_a_known_zone_and_a_new_title(cast: Cast) -> None:
    def create(**changes: Any) -> Cohort:
        fields = {"title": "Winter", **DATES, **changes}
        return services.create_cohort(programme=cast.programme, **fields, by=cast.dee, now=NOW)

    with refused("The cohort ends before it starts."):
        create(ends_on=TODAY - dt.timedelta(days=1))
    with refused("This time zone is not known."):
        create(time_zone="Mars/Olympus")
    with refused("This programme already has a cohort with this title."):
        create(title="Autumn")
    assert create().programme == cast.programme


def test_a_cohort_with_learners_or_past_facilitators_stays(cast: Cast) -> None:
    with refused("It has learners, so it stays."):
        services.delete_cohort(cohort=cast.cohort, by=cast.dee, now=NOW)
    empty = services.create_cohort(programme=cast.programme, title="Winter", **DATES, by=cast.dee, now=NOW)
    with pytest.raises(NotAllowed):
        services.delete_cohort(cohort=empty, by=cast.bill, now=NOW)
    services.delete_cohort(cohort=empty, by=cast.dee, now=NOW)
    assert not Cohort.objects.filter(title="Winter").exists()


def test_a_facilitator_is_named_once_and_invited_once(cast: Cast) -> None:
    role = services.name_facilitator(
        cohort=cast.cohort, email="Fay@Example.test", full_name="Fay Example", by=cast.dee, now=NOW
    )
    assert (role.user.email, role.user.has_usable_password(), role.from_date) == ("fay@example.test", False, TODAY)
    assert Reminder.objects.get(subject_id=role.pk).recipient == role.user
    with refused("Fay Example leads this cohort already."):
        services.name_facilitator(cohort=cast.cohort, email="fay@example.test", full_name="", by=cast.dee, now=NOW)
    with refused("Amara Example is a learner in this cohort."):
        services.name_facilitator(cohort=cast.cohort, email=cast.amara.email, full_name="", by=cast.dee, now=NOW)


def test_a_role_ends_once_and_can_begin_again(cast: Cast) -> None:
    role = CohortRole.objects.get(cohort=cast.cohort, user=cast.bill)
    assert services.end_cohort_role(role=role, by=cast.dee, now=NOW).to_date == TODAY
    with refused("This has ended already."):
        services.end_cohort_role(role=role, by=cast.dee, now=NOW)
    services.name_facilitator(cohort=cast.cohort, email=cast.bill.email, full_name="", by=cast.dee, now=NOW)
    assert CohortRole.objects.filter(cohort=cast.cohort, user=cast.bill).count() == 2


def test_enrolling_makes_an_account_without_password_an_employment_and_an_invitation(cast: Cast) -> None:
    enrolment = enrol(cast)
    learner = enrolment.learner
    assert (learner.email, learner.full_name, learner.has_usable_password()) == (
        "new@example.test",
        "New Person",
        False,
    )
    employment = EnrolmentEmployer.objects.get(enrolment=enrolment)
    assert (employment.organisation, employment.from_date, employment.to_date) == (cast.employer_a, TODAY, None)
    row = EnrolmentTransition.objects.get(enrolment=enrolment)
    assert (row.from_state, row.to_state, row.by, row.at) == ("", "active", cast.dee, NOW)
    invitation = Reminder.objects.get()
    assert (invitation.kind, invitation.recipient, invitation.subject_id, invitation.due_at) == (
        "programmes.invitation",
        learner,
        enrolment.pk,
        NOW,
    )


def test_an_existing_account_is_used_whatever_the_case_and_never_renamed(cast: Cast) -> None:
    enrolment = enrol(cast, email=" OTTO@example.TEST ", full_name="Somebody Else")
    assert enrolment.learner == cast.otto
    cast.otto.refresh_from_db()
    assert cast.otto.full_name == "Otto Example"


def test_nobody_is_enrolled_twice_in_a_cohort(cast: Cast) -> None:
    with refused("This person is already enrolled in this cohort."):
        enrol(cast, email=cast.amara.email)
    assert Enrolment.objects.filter(learner=cast.amara).count() == 1
    assert not Reminder.objects.exists()


def test_a_facilitator_does_not_learn_in_her_own_cohort(cast: Cast) -> None:
    with refused("Bill Example leads this cohort."):
        enrol(cast, email=cast.bill.email)


def test_enrolment_needs_an_address_a_name_and_an_active_account(cast: Cast) -> None:
    with refused("This is not a complete e-mail address."):
        enrol(cast, email="nobody")
    with refused("There is no account with this e-mail address yet: give the person’s name too."):
        enrol(cast, full_name=" ")
    User.objects.filter(pk=cast.otto.pk).update(is_active=False)
    with refused("The account with this e-mail address has been deactivated."):
        enrol(cast, email=cast.otto.email)
    assert not User.objects.filter(email="new@example.test").exists()


def test_an_employer_is_found_by_name_whatever_the_case(cast: Cast) -> None:
    def name(words: str) -> Organisation:
        return services.name_employer(programme=cast.programme, name=words, by=cast.dee, now=NOW)

    assert name("  elm park   NURSERY ") == cast.employer_a
    assert name("Oak Lane School").name == "Oak Lane School"
    with refused("name: This field cannot be blank."):
        name("  ")


def test_a_place_goes_from_active_to_withdrawn_and_back_with_a_row_each(cast: Cast) -> None:
    place = cast.ben_enrolment
    arguments = {"enrolment": place, "by": cast.dee, "now": NOW}
    services.withdraw_enrolment(reason="new post", **arguments)
    with pytest.raises(NotAllowed):
        services.resume_enrolment(enrolment=place, reason="", by=cast.bill, now=NOW)
    services.resume_enrolment(reason="is back", **arguments)
    services.complete_enrolment(reason="", **arguments)
    rows = EnrolmentTransition.objects.filter(enrolment=place).values_list("from_state", "to_state", "reason")
    assert list(rows) == [
        ("active", "withdrawn", "new post"),
        ("withdrawn", "active", "is back"),
        ("active", "completed", ""),
    ]
    for service in (services.withdraw_enrolment, services.resume_enrolment, services.complete_enrolment):
        with pytest.raises(Refused, match=r"^This place is “completed” and cannot become"):
            service(reason="", **arguments)
    place.refresh_from_db()
    assert place.status == EnrolmentStatus.COMPLETED


def test_a_mistaken_enrolment_can_be_undone_until_something_hangs_on_it(cast: Cast) -> None:
    enrolment = enrol(cast)
    with pytest.raises(NotAllowed):
        services.delete_enrolment(enrolment=enrolment, by=cast.bill, now=NOW)
    services.delete_enrolment(enrolment=enrolment, by=cast.dee, now=NOW)
    assert not Enrolment.objects.filter(learner__email="new@example.test").exists()
    with refused("People have been named to support this learner: withdraw her instead."):
        services.delete_enrolment(enrolment=cast.amara_enrolment, by=cast.dee, now=NOW)


def test_a_change_of_employer_closes_one_period_and_opens_the_next(cast: Cast) -> None:
    place = cast.ben_enrolment
    day = TODAY + dt.timedelta(days=10)

    def change(organisation: Organisation, from_date: dt.date) -> EnrolmentEmployer:
        return services.change_employer(
            enrolment=place, organisation=organisation, from_date=from_date, by=cast.dee, now=NOW
        )

    with refused("Hillside Primary is the learner’s employer already."):
        change(cast.employer_b, day)
    change(cast.employer_a, day)
    periods = place.employers.order_by("from_date").values_list("organisation__name", "to_date")
    assert list(periods) == [("Hillside Primary", day), ("Elm Park Nursery", None)]
    with refused("Choose a day after the present employment began."):
        change(cast.employer_b, day)
