"""What learners show a person stands on her home page: all that she may open, and nothing else."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from carnegie.people.enums import GrantSubject
from carnegie.people.models import SharingGrant, User
from diagnostics import policies
from diagnostics.models import Attempt, RaterInvitation, RaterPanel, Round
from programmes.models import Supporter
from tests.cast import EVERYBODY, NOW, TODAY, Cast, make_attempt
from tests.diagnostics.panels import make_panel

SignIn = Callable[[User], Client]


@pytest.fixture
def shared(cast: Cast) -> list[Attempt | RaterPanel]:
    """A submitted and an unfinished attempt, a closed and an open panel of Amara's, granted to everybody there is."""
    later = Round.objects.get(pk=cast.round.pk)
    later.pk, later.title, later._state.adding = None, "Mid-point", True
    later.save()
    rows = [
        make_attempt(cast.round, cast.amara_enrolment, ranks=[3]),
        make_attempt(later, cast.amara_enrolment, ranks=[3], submitted=False),
        make_panel(cast.round, cast.amara_enrolment, {"colleague": (3, ["3"])}),
        make_panel(later, cast.amara_enrolment, {"colleague": (3, None)}, closed=False),
    ]
    SharingGrant.objects.bulk_create(
        SharingGrant(
            owner=cast.amara,
            grantee=getattr(cast, name),
            subject=GrantSubject.ATTEMPT if isinstance(row, Attempt) else GrantSubject.PANEL,
            subject_id=row.pk,
            granted_at=NOW,
        )
        for name in {*EVERYBODY, "root"} - {"amara"}
        for row in rows
    )
    return rows


def address(row: Attempt | RaterPanel) -> str:
    return reverse(f"diagnostics:{'attempt-profile' if isinstance(row, Attempt) else 'report-detail'}", args=[row.pk])


def may_open(user: User, row: Attempt | RaterPanel) -> bool:
    may = policies.may_read_answers if isinstance(row, Attempt) else policies.may_read_report
    return bool(may(user, row, TODAY))


def found(cast: Cast, as_user: SignIn, rows: list[Attempt | RaterPanel]) -> dict[str, int]:
    """How many of these lead from each home page, and that each leads only where its reader gets in."""
    counts = {}
    for name in {*EVERYBODY, "root"} - {"amara"}:
        user = getattr(cast, name)
        page = as_user(user).get("/").text
        assert [address(row) in page for row in rows] == [may_open(user, row) for row in rows], name
        counts |= {name: sum(address(row) in page for row in rows)}
    return {name: count for name, count in counts.items() if count}


def test_each_finds_what_she_may_open(cast: Cast, as_user: SignIn, shared: list[Attempt | RaterPanel]) -> None:
    assert found(cast, as_user, shared) == {"bill": 2, "cora": 2, "lena": 2}
    assert as_user(cast.cora).get(address(shared[0])).status_code == 200


def test_it_ends_with_grant_relation_and_anonymity(
    cast: Cast, as_user: SignIn, shared: list[Attempt | RaterPanel]
) -> None:
    SharingGrant.objects.filter(grantee=cast.bill).update(revoked_at=NOW)
    Supporter.objects.filter(user=cast.lena).update(to_date=TODAY - dt.timedelta(days=1))
    RaterInvitation.objects.filter(panel=shared[2], name__endswith="1").update(email=cast.cora.email)
    assert found(cast, as_user, shared) == {"cora": 1}
    assert 'data-testid="home-shown"' not in as_user(cast.bill).get("/").text
