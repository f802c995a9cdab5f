"""Which target profile counts for which learner: employer, role, the round's own, in this order."""

import datetime as dt
from typing import Any

import pytest

from diagnostics import selectors
from diagnostics.enums import TargetAudience
from diagnostics.models import TargetProfile
from tests.cast import LONG_AGO, TODAY, Cast, make_diagnostic


def profile(cast: Cast, title: str, **fields: Any) -> TargetProfile:
    named = {"programme": cast.programme, "diagnostic_version": cast.diagnostic_version, "title": title}
    return TargetProfile.objects.create(**(named | fields))


def for_role(cast: Cast, role: str, title: str = "Role", **fields: Any) -> TargetProfile:
    return profile(cast, title, audience=TargetAudience.ROLE, role=role, **fields)


def for_employer(cast: Cast, title: str = "Elm Park", **fields: Any) -> TargetProfile:
    named = {"audience": TargetAudience.ORGANISATION, "organisation": cast.employer_a}
    return profile(cast, title, **(named | fields))


def counts(cast: Cast, enrolment: Any = None, on: dt.date = TODAY) -> TargetProfile | None:
    return selectors.target_profile_for(cast.round, enrolment or cast.amara_enrolment, on)


def test_without_another_the_rounds_own_counts(cast: Cast) -> None:
    profile(cast, "Everybody, stricter")
    assert counts(cast) == cast.target_profile


def test_her_employer_comes_before_her_role_and_her_role_before_the_rounds_own(cast: Cast) -> None:
    role = for_role(cast, "Deputy head")
    assert (counts(cast), counts(cast, cast.ben_enrolment)) == (role, role)
    employer = for_employer(cast)
    assert (counts(cast), counts(cast, cast.ben_enrolment)) == (employer, role)


@pytest.mark.parametrize("said", ["deputy HEAD", "  Deputy head "])
def test_capitals_and_surrounding_space_of_a_role_do_not_matter(cast: Cast, said: str) -> None:
    cast.amara_enrolment.job_title = said
    role = for_role(cast, "Deputy head ")
    assert counts(cast) == role


@pytest.mark.parametrize("said", ["", "Deputy", "Deputy headteacher"])
def test_another_role_does_not_count(cast: Cast, said: str) -> None:
    cast.amara_enrolment.job_title = said
    for_role(cast, "Deputy head")
    assert counts(cast) == cast.target_profile


def test_who_employs_her_is_asked_for_the_day(cast: Cast) -> None:
    moves = TODAY + dt.timedelta(days=5)
    cast.amara_enrolment.employers.update(to_date=moves)
    cast.amara_enrolment.employers.create(organisation=cast.employer_b, from_date=moves)
    before, after = for_employer(cast), for_employer(cast, "Hillside", organisation=cast.employer_b)
    days = (LONG_AGO, moves - dt.timedelta(days=1), moves)
    assert [counts(cast, on=day) for day in days] == [before, before, after]
    assert counts(cast, on=LONG_AGO - dt.timedelta(days=1)) == cast.target_profile


def test_profiles_of_another_diagnostic_never_count(cast: Cast) -> None:
    other = make_diagnostic(cast.programme, cast.framework_version, cast.dee, title="Another")
    for_role(cast, "Deputy head", diagnostic_version=other)
    for_employer(cast, diagnostic_version=other)
    assert counts(cast) == cast.target_profile


def test_a_round_without_targets_measures_nobody(cast: Cast) -> None:
    for_employer(cast)
    for_role(cast, "Deputy head")
    cast.round.target_profile = None
    assert counts(cast) is None


def test_of_several_the_rounds_own_then_the_newest(cast: Cast) -> None:
    for_employer(cast)
    newer = for_employer(cast, "Elm Park, this year")
    assert counts(cast) == newer
    older = for_employer(cast, "Elm Park, as agreed", created_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    cast.round.target_profile = older
    assert counts(cast) == older


def test_a_round_that_names_another_organisations_targets_yields_to_her_role(cast: Cast) -> None:
    cast.round.target_profile = for_employer(cast, "Hillside", organisation=cast.employer_b)
    assert counts(cast) == cast.round.target_profile
    role = for_role(cast, "Deputy head")
    assert counts(cast) == role


@pytest.mark.parametrize("more", [0, 3])
def test_one_query(cast: Cast, django_assert_num_queries: Any, more: int) -> None:
    for number in range(more):
        for_role(cast, "Deputy head", f"Role {number}")
    with django_assert_num_queries(1):
        counts(cast)
