"""Targets and drafts are thrown away while somebody else works with them, each on a connection of its own: who comes
second gets an answer, never a fault."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from carnegie.core.errors import Refused
from diagnostics import services
from diagnostics.enums import TargetAudience
from diagnostics.models import Attempt, DiagnosticVersion, Round, TargetProfile
from tests.cast import NOW, TODAY, Cast
from tests.diagnostics.at_once import at_once, elsewhere

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def hers(cast: Cast) -> TargetProfile:
    """For the people of Amara's employer, more particular than those that the round names."""
    whose = services.Audience(kind=TargetAudience.ORGANISATION, organisation=cast.employer_a)
    version = cast.diagnostic_version
    return services.save_target_profile(
        version=version, title="Theirs", audience=whose, targets={}, by=cast.dee, now=NOW
    )


def delete(cast: Cast, profile: TargetProfile) -> None:
    services.delete_target_profile(profile=TargetProfile.objects.get(pk=profile.pk), by=cast.dee, now=NOW)


def once_read(table: str, act: Callable[[], object]) -> Callable[..., Any]:
    """Does `act` on another connection right after rows of the table were read for the first time."""
    done: list[str] = []

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found = execute(sql, params, many, context)
        if sql.startswith("SELECT") and f'FROM "{table}"' in sql and not done:
            done.append(sql)
            elsewhere(act)
        return found

    return wrapper


def test_a_learner_begins_while_targets_that_fit_her_are_deleted(cast: Cast, as_user: Any, hers: TargetProfile) -> None:
    """She is measured by what the round names, and sees nothing of it."""
    url = reverse("diagnostics:attempt-start", args=[cast.round.pk])
    amara = as_user(cast.amara)
    with connection.execute_wrapper(once_read("diagnostics_targetprofile", lambda: delete(cast, hers))):
        response = amara.post(url)
    attempt = Attempt.objects.get(enrolment=cast.amara_enrolment)
    assert (response.status_code, str(attempt.pk) in response["Location"]) == (302, True)
    assert attempt.target_profile == cast.target_profile
    assert not TargetProfile.objects.filter(pk=hers.pk).exists()


def test_targets_by_which_a_learner_begins_to_be_measured_are_not_deleted(cast: Cast, hers: TargetProfile) -> None:
    """She has chosen them and is not done: who deletes them waits for her, and is told that they are in use."""
    told: list[str] = []

    def try_to_delete() -> None:
        try:
            delete(cast, hers)
        except Refused as refusal:
            told.append(str(refusal))
        finally:
            connection.close()

    thread = threading.Thread(target=try_to_delete)

    def begin_beside(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("INSERT") and '"diagnostics_attempt"' in sql:
            thread.start()
            thread.join(timeout=1)  # without the lock it is done by now
        return execute(sql, params, many, context)

    with connection.execute_wrapper(begin_beside):
        services.start_attempt(round=cast.round, enrolment=cast.amara_enrolment, by=cast.amara, now=NOW)
    thread.join()
    assert told == ["These targets are in use, so they stay: 1 learner is measured by them."]
    assert Attempt.objects.get(enrolment=cast.amara_enrolment).target_profile == hers


def test_a_round_does_not_name_targets_that_are_deleted_meanwhile(cast: Cast, hers: TargetProfile) -> None:
    seen = TargetProfile.objects.get(pk=hers.pk)
    delete(cast, hers)
    said = {"kind": "exit", "title": "Exit", "opens_on": TODAY, "closes_on": TODAY}
    with pytest.raises(Refused, match="deleted meanwhile: choose others"):
        services.open_round(
            cohort=cast.cohort,
            diagnostic_version=cast.diagnostic_version,
            target_profile=seen,
            **said,
            by=cast.bill,
            now=NOW,
        )
    assert not Round.objects.filter(title="Exit").exists()


def test_who_comes_second_is_told_that_they_are_gone(cast: Cast, as_user: Any, hers: TargetProfile) -> None:
    """Deleted in another window between opening the page and pressing the button."""
    dee, url = as_user(cast.dee), reverse("diagnostics:target-delete", args=[hers.pk])
    with connection.execute_wrapper(once_read("diagnostics_targetprofile", lambda: delete(cast, hers))):
        response = dee.post(url)
    assert (response.status_code, "Somebody has deleted these targets meanwhile." in response.text) == (409, True)
    with pytest.raises(Refused, match="deleted these targets meanwhile"):
        services.save_target_profile(
            version=cast.diagnostic_version, profile=hers, title="Ours", targets={}, by=cast.dee, now=NOW
        )


def test_a_draft_that_is_gone_is_neither_deleted_nor_changed(cast: Cast, as_user: Any) -> None:
    draft = services.begin_version(version=cast.diagnostic_version, by=cast.dee, now=NOW)
    seen = DiagnosticVersion.objects.get(pk=draft.pk)
    accepted = at_once(*[lambda: services.delete_diagnostic(version=seen, by=cast.dee, now=NOW)] * 3)
    assert sorted(accepted) == [False, False, True]
    for act in (services.delete_diagnostic, services.publish_diagnostic):
        with pytest.raises(Refused, match="deleted this draft meanwhile"):
            act(version=seen, by=cast.dee, now=NOW)
    with pytest.raises(Refused, match="deleted this draft meanwhile"):
        services.save_target_profile(version=seen, title="Late", targets={}, by=cast.dee, now=NOW)
