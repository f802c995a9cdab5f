"""Draft, adopted, deprecated: the table of steps, who may take them, and that a step is taken once."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from carnegie.core.errors import NotAllowed, Refused
from carnegie.people.models import User
from programmes.services import add_framework
from standards import services
from standards.enums import TRANSITIONS, AdoptionStatus
from standards.models import FrameworkVersion
from tests.cast import NOW, TODAY, Cast, make_framework

SignIn = Callable[[User], Client]
STEPS = {AdoptionStatus.ADOPTED: services.adopt_version, AdoptionStatus.DEPRECATED: services.deprecate_version}


@pytest.mark.parametrize("begin", AdoptionStatus.values)
@pytest.mark.parametrize("to", list(STEPS))
def test_only_the_steps_of_the_table_are_taken(cast: Cast, begin: str, to: AdoptionStatus) -> None:
    version = make_framework(cast.provider, "Mine", status=begin)
    if to in TRANSITIONS[begin]:
        STEPS[to](version=version, by=cast.dee, now=NOW)
        expected = to.value
    else:
        with pytest.raises(Refused, match="already"):
            STEPS[to](version=version, by=cast.dee, now=NOW)
        expected = begin
    version.refresh_from_db()
    assert version.status == expected
    assert [(step.from_state, step.to_state) for step in version.transitions.all()] == (
        [(begin, to)] if to in TRANSITIONS[begin] else []
    )


def test_the_steps_leave_dates_reason_and_who(cast: Cast) -> None:
    version = make_framework(cast.provider, "Mine", status="draft")
    services.adopt_version(version=version, by=cast.dee, now=NOW)
    services.deprecate_version(version=version, by=cast.dee, now=NOW, reason="2027 text is out")
    version.refresh_from_db()
    assert (version.status_start_date, version.status_end_date, version.lock_version) == (TODAY, TODAY, 3)
    assert [(s.to_state, s.by, s.at, s.reason) for s in version.transitions.all()] == [
        ("adopted", cast.dee, NOW, ""),
        ("deprecated", cast.dee, NOW, "2027 text is out"),
    ]


def test_nobody_else_takes_them(cast: Cast) -> None:
    version = make_framework(cast.provider, "Mine", status="draft")
    shared = make_framework(None, "Shared", status="draft")
    for person in (cast.pia, cast.amara, cast.bill, cast.sam, cast.root):
        with pytest.raises(NotAllowed):
            services.adopt_version(version=version, by=person, now=NOW)
    with pytest.raises(NotAllowed):
        services.adopt_version(version=shared, by=cast.dee, now=NOW)


def test_a_shared_framework_is_adopted_and_ended_by_who_runs_the_installation(cast: Cast, as_user: SignIn) -> None:
    version = make_framework(None, "Shared", status="draft")
    address = reverse("standards:version-detail", args=[version.pk])
    assert [as_user(one).get(address).status_code for one in (cast.dee, cast.amara, cast.root)] == [404, 404, 200]
    root = as_user(cast.root)
    assert 'data-testid="adopt"' in root.get(address).content.decode()
    assert root.post(reverse("standards:version-adopt", args=[version.pk])).status_code == 302
    assert 'data-testid="deprecate"' not in as_user(cast.dee).get(address).content.decode()
    add_framework(programme=cast.programme, version=FrameworkVersion.objects.get(pk=version.pk), by=cast.dee, now=NOW)
    assert root.post(reverse("standards:version-deprecate", args=[version.pk])).status_code == 302
    version.refresh_from_db()
    assert version.status == "deprecated"


def test_an_ended_role_and_a_closed_account_no_longer_count(cast: Cast) -> None:
    version = make_framework(cast.provider, "Mine", status="draft")
    cast.dee.memberships.update(to_date=TODAY)
    with pytest.raises(NotAllowed):
        services.adopt_version(version=version, by=cast.dee, now=NOW)
    cast.dee.memberships.update(to_date=None)
    cast.dee.is_active = False
    with pytest.raises(NotAllowed):
        services.adopt_version(version=version, by=cast.dee, now=NOW)


def test_an_empty_version_is_not_adopted(cast: Cast) -> None:
    version = make_framework(cast.provider, "Mine", status="draft", domains=0)
    with pytest.raises(Refused, match="no elements"):
        services.adopt_version(version=version, by=cast.dee, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_adopt_at_once_exactly_one_does() -> None:
    cast = Cast()
    version = make_framework(cast.provider, "Mine", status="draft")
    start = threading.Barrier(2)
    outcomes: list[Any] = []

    def adopt() -> None:
        start.wait()
        try:
            services.adopt_version(version=FrameworkVersion.objects.get(pk=version.pk), by=cast.dee, now=NOW)
            outcomes.append("adopted")
        except Refused as refusal:
            outcomes.append(str(refusal))
        finally:
            connection.close()

    threads = [threading.Thread(target=adopt) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["This version is adopted already.", "adopted"]
    assert version.transitions.count() == 1
