"""A learner changes her employer: who supported her at the earlier workplace sees nothing from that day on."""

import datetime as dt

import pytest

from carnegie.people.enums import MembershipRole
from carnegie.people.models import Membership
from programmes import services
from programmes.enums import Relation, SupporterKind
from programmes.models import Enrolment, Supporter
from programmes.policies import relations
from tests.cast import LONG_AGO, NOW, TODAY, Cast, person

TOMORROW = TODAY + dt.timedelta(days=1)
NEXT_WEEK = TODAY + dt.timedelta(days=7)


def change(cast: Cast, day: dt.date) -> None:
    services.change_employer(
        enrolment=cast.amara_enrolment, organisation=cast.employer_b, from_date=day, by=cast.dee, now=NOW
    )


def names(cast: Cast, on: dt.date) -> set[str]:
    found = cast.amara_enrolment.supporters.active(on).values_list("user__full_name", flat=True)
    return {name.removesuffix(" Example").lower() for name in found}


@pytest.fixture
def mona(cast: Cast) -> Supporter:
    """A line manager of whom nobody wrote down where she works."""
    return Supporter.objects.create(
        enrolment=cast.amara_enrolment, user=person("Mona"), kind=SupporterKind.LINE_MANAGER, from_date=LONG_AGO
    )


def test_managers_and_colleagues_end_with_the_employment_and_coaches_stay(cast: Cast, mona: Supporter) -> None:
    assert names(cast, TODAY) == {"cora", "carl", "lena", "mona"}
    change(cast, NEXT_WEEK)
    assert names(cast, NEXT_WEEK - dt.timedelta(days=1)) == {"cora", "carl", "lena", "mona"}
    assert names(cast, NEXT_WEEK) == {"cora"}
    assert relations(mona.user, cast.amara_enrolment, NEXT_WEEK) == frozenset()
    assert not Enrolment.objects.as_line_manager(mona.user, NEXT_WEEK).exists()


def test_who_was_named_after_the_change_or_works_there_too_stays(cast: Cast, mona: Supporter) -> None:
    Membership.objects.create(
        user=mona.user, organisation=cast.employer_b, role=MembershipRole.STAFF, from_date=LONG_AGO
    )
    Supporter.objects.filter(user=cast.carl).update(from_date=TODAY)
    change(cast, TODAY - dt.timedelta(days=5))
    assert names(cast, TOMORROW) == {"cora", "carl", "mona"}
    assert relations(mona.user, cast.amara_enrolment, TOMORROW) == {Relation.LINE_MANAGER}


def test_support_that_had_ended_before_stays_as_it_was(cast: Cast, mona: Supporter) -> None:
    Supporter.objects.filter(pk=mona.pk).update(to_date=TODAY)
    change(cast, NEXT_WEEK)
    mona.refresh_from_db()
    assert mona.to_date == TODAY
