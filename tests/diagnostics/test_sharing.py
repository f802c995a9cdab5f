"""Sharing with a named person: the services, and what a grant opens."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from carnegie.core.enums import AccessKind
from carnegie.core.errors import NotAllowed, Refused
from carnegie.core.models import AccessLog
from carnegie.people.enums import GrantSubject
from carnegie.people.models import SharingGrant
from diagnostics import policies, services
from diagnostics.models import Attempt, Need
from diagnostics.selectors import possible_readers
from programmes.models import Supporter
from tests.cast import NOW, TODAY, Cast, make_attempt, make_need

EVERYBODY = "amara ben bill cora carl lena lars dee sam sue root otto olga pia eve"


@pytest.fixture
def attempt(cast: Cast) -> Attempt:
    return make_attempt(cast.round, cast.amara_enrolment, ranks=[3] * 6)


def readers(cast: Cast, attempt: Attempt) -> list[str]:
    return [n for n in EVERYBODY.split() if policies.may_read_answers(getattr(cast, n), attempt, TODAY)]


def knowers(cast: Cast, attempt: Attempt) -> list[str]:
    known = Attempt.objects.filter(pk=attempt.pk)
    return [n for n in EVERYBODY.split() if known.visible_to(getattr(cast, n), TODAY).exists()]


def test_nobody_reads_it_before_she_shares(cast: Cast, attempt: Attempt) -> None:
    assert readers(cast, attempt) == ["amara"]
    assert knowers(cast, attempt) == ["amara", "bill", "cora", "dee"]


def test_each_grant_opens_it_to_one_person(cast: Cast, attempt: Attempt) -> None:
    for name, now_reading in (
        ("cora", ["amara", "cora"]),
        ("bill", ["amara", "bill", "cora"]),
        ("lena", ["amara", "bill", "cora", "lena"]),
    ):
        services.share(shared=attempt, grantee=getattr(cast, name), by=cast.amara, now=NOW)
        assert readers(cast, attempt) == now_reading
    assert knowers(cast, attempt) == ["amara", "bill", "cora", "lena", "dee"]


def test_nobody_else_can_be_shared_with(cast: Cast, attempt: Attempt) -> None:
    for name in ("amara", "ben", "carl", "lars", "dee", "sam", "root", "olga", "eve"):
        with pytest.raises(Refused, match="your coach, your facilitator or your line manager"):
            services.share(shared=attempt, grantee=getattr(cast, name), by=cast.amara, now=NOW)
    assert SharingGrant.objects.count() == 0


def test_a_grant_that_was_made_elsewhere_opens_nothing_to_outsiders(cast: Cast, attempt: Attempt) -> None:
    for name in ("ben", "carl", "sam", "dee", "lars", "olga", "eve"):
        SharingGrant.objects.create(
            owner=cast.amara,
            grantee=getattr(cast, name),
            subject=GrantSubject.ATTEMPT,
            subject_id=attempt.pk,
            granted_at=NOW,
        )
    assert readers(cast, attempt) == ["amara"]
    assert knowers(cast, attempt) == ["amara", "bill", "cora", "dee"]


def test_a_draft_is_hers_alone_whatever_is_granted(cast: Cast) -> None:
    begun = make_attempt(cast.round, cast.amara_enrolment, ranks=[3], submitted=False)
    with pytest.raises(Refused, match="Submit your self-assessment"):
        services.share(shared=begun, grantee=cast.cora, by=cast.amara, now=NOW)
    SharingGrant.objects.create(
        owner=cast.amara, grantee=cast.cora, subject=GrantSubject.ATTEMPT, subject_id=begun.pk, granted_at=NOW
    )
    assert readers(cast, begun) == ["amara"]


def test_only_the_learner_shares_and_takes_back(cast: Cast, attempt: Attempt) -> None:
    grant = services.share(shared=attempt, grantee=cast.cora, by=cast.amara, now=NOW)
    for name in ("ben", "bill", "cora", "dee", "root"):
        with pytest.raises(NotAllowed):
            services.share(shared=attempt, grantee=cast.lena, by=getattr(cast, name), now=NOW)
        with pytest.raises(NotAllowed):
            services.revoke_grant(grant=grant, by=getattr(cast, name), now=NOW)


def test_taken_back_it_is_closed_at_once(cast: Cast, attempt: Attempt) -> None:
    grant = services.share(shared=attempt, grantee=cast.lena, by=cast.amara, now=NOW)
    services.revoke_grant(grant=grant, by=cast.amara, now=NOW)
    assert (readers(cast, attempt), knowers(cast, attempt)) == (["amara"], ["amara", "bill", "cora", "dee"])


def test_a_relation_that_has_ended_closes_it_though_granted(cast: Cast, attempt: Attempt) -> None:
    services.share(shared=attempt, grantee=cast.cora, by=cast.amara, now=NOW)
    Supporter.objects.filter(user=cast.cora).update(to_date=TODAY - dt.timedelta(days=1))
    assert (readers(cast, attempt), knowers(cast, attempt)) == (["amara"], ["amara", "bill", "dee"])


def test_sharing_twice_is_one_grant_and_is_in_the_learners_log(cast: Cast, attempt: Attempt) -> None:
    first = services.share(shared=attempt, grantee=cast.cora, by=cast.amara, now=NOW)
    assert services.share(shared=attempt, grantee=cast.cora, by=cast.amara, now=NOW) == first
    log = AccessLog.objects.values_list("learner", "actor", "kind", "object_type", "object_id", "at")
    assert list(log) == [(cast.amara.pk, cast.amara.pk, AccessKind.SHARED, "attempt", attempt.pk, NOW)]


# ---- needs ----


def need_readers(cast: Cast, need: Need) -> list[str]:
    same = Need.objects.filter(pk=need.pk)
    return [name for name in EVERYBODY.split() if same.visible_to(getattr(cast, name), TODAY).exists()]


def test_a_need_is_offered_to_the_line_manager_only(cast: Cast, attempt: Attempt) -> None:
    """Coach and facilitator see it anyway."""
    offered = {
        shared: [reader.user for reader in possible_readers(shared, TODAY)] for shared in (attempt, make_need(attempt))
    }
    assert [sorted(user.short_name for user in users) for users in offered.values()] == [
        ["Bill", "Cora", "Lena"],
        ["Lena"],
    ]


def test_a_need_is_seen_by_coach_and_facilitator_and_by_the_line_manager_when_granted(
    cast: Cast, attempt: Attempt
) -> None:
    need = make_need(attempt)
    assert need_readers(cast, need) == ["amara", "bill", "cora"]
    services.share(shared=need, grantee=cast.lena, by=cast.amara, now=NOW)
    assert need_readers(cast, need) == ["amara", "bill", "cora", "lena"]
    assert readers(cast, attempt) == ["amara"]


def test_who_was_shown_nothing_is_told_whom_to_ask_and_no_name(cast: Cast, as_user: Any) -> None:
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[2])
    for reader in (cast.bill, cast.cora, cast.dee):
        for name in ("attempt-profile", "profile-pdf", "profile-csv"):
            response = as_user(reader).get(reverse(f"diagnostics:{name}", args=[attempt.pk]))
            assert response.status_code == 403
            assert "This profile has not been shared with you. Ask the learner" in response.text
            assert [word for word in ("Amara", "canary", "You may not do this") if word in response.text] == []
