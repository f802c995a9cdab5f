"""What a person is to anybody: each of the cast, and people whose relations have ended."""

from typing import Any

import pytest

from carnegie.home.selectors.standing import Standing, standing
from tests.cast import TODAY, Cast, person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "flags"),
    [
        ("amara", {"is_learner"}),
        ("otto", {"is_learner"}),
        ("bill", {"is_facilitator"}),
        ("cora", {"is_coach"}),
        ("carl", {"is_workplace"}),
        ("lena", {"is_workplace"}),
        ("dee", {"is_programme_admin"}),
        ("pia", {"is_programme_admin"}),
        ("sam", {"is_sponsor"}),
        ("root", {"is_system_admin"}),
        ("eve", set()),
    ],
)
def test_each_of_the_cast(cast: Cast, name: str, flags: set[str]) -> None:
    found = standing(getattr(cast, name), TODAY)

    assert {flag for flag, holds in vars(found).items() if holds} == flags
    assert found.is_anybody == bool(flags)


def test_it_takes_one_query(cast: Cast, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        found = standing(cast.amara, TODAY)

    assert isinstance(found, Standing)


def test_a_stranger_is_nobody(cast: Cast) -> None:
    assert not standing(person("Nora"), TODAY).is_anybody
