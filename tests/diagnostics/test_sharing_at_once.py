"""Sharing and taking back at the same moment, each on a connection of its own: never a fault, never two grants."""

from typing import Any

import pytest
from django.db import connection

from carnegie.core.models import AccessLog
from carnegie.people.models import SharingGrant
from diagnostics import services
from diagnostics.models import Attempt
from tests.cast import NOW, Cast, make_attempt
from tests.diagnostics.at_once import at_once, elsewhere

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def attempt(cast: Cast) -> Attempt:
    return make_attempt(cast.round, cast.amara_enrolment, ranks=[3] * 6)


def share(cast: Cast, attempt: Attempt) -> SharingGrant:
    return services.share(shared=attempt, grantee=cast.cora, by=cast.amara, now=NOW)


def test_taken_back_between_finding_that_it_is_shared_and_reading_it(cast: Cast, attempt: Attempt) -> None:
    """She presses both at once: it was taken back, so sharing it gives a new grant."""
    first = share(cast, attempt)
    taken_back: list[str] = []

    def take_back_first(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("SELECT") and "people_sharinggrant" in sql and not taken_back:
            taken_back.append(sql)
            elsewhere(lambda: services.revoke_grant(grant=first, by=cast.amara, now=NOW))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(take_back_first):
        second = share(cast, attempt)
    assert (len(taken_back), second != first, second.revoked_at) == (1, True, None)
    assert SharingGrant.objects.filter(revoked_at__isnull=True).get() == second


def test_shared_four_times_at_once_is_one_grant_and_one_line_in_her_log(cast: Cast, attempt: Attempt) -> None:
    assert at_once(*[lambda: share(cast, attempt)] * 4) == [True] * 4
    assert (SharingGrant.objects.count(), AccessLog.objects.count()) == (1, 1)


@pytest.mark.parametrize("_trial", range(3))
def test_both_pressed_by_four_hands(cast: Cast, attempt: Attempt, _trial: int) -> None:
    grant = share(cast, attempt)
    take_back = lambda: services.revoke_grant(grant=grant, by=cast.amara, now=NOW)  # noqa: E731
    assert at_once(take_back, *[lambda: share(cast, attempt)] * 2, take_back) == [True] * 4
    grant.refresh_from_db()
    assert grant.revoked_at == NOW
    assert SharingGrant.objects.filter(revoked_at__isnull=True).count() <= 1
