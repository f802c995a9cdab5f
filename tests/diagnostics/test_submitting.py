"""Beginning and submitting an attempt: once, whatever happens at the same moment."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction

from carnegie.core.errors import NotAllowed, Refused
from diagnostics import services
from diagnostics.enums import AttemptState
from diagnostics.models import Attempt, AttemptTransition, Round
from programmes.enums import EnrolmentStatus
from tests.cast import NOW, TODAY, Cast, make_attempt


def start(cast: Cast, **fields: Any) -> Attempt:
    named = {"round": cast.round, "enrolment": cast.amara_enrolment, "by": cast.amara, "now": NOW}
    return services.start_attempt(**(named | fields))


def submit(attempt: Attempt, by: Any, **fields: Any) -> Attempt:
    return services.submit_attempt(attempt=attempt, by=by, **({"now": NOW} | fields))


def test_beginning_twice_is_one_attempt(cast: Cast) -> None:
    first = start(cast)
    assert start(cast) == first
    assert (first.number, first.state, first.started_at) == (1, AttemptState.IN_PROGRESS, NOW)


def test_a_second_attempt_only_when_she_means_it(cast: Cast) -> None:
    first = make_attempt(cast.round, cast.amara_enrolment, ranks=[3] * 6)
    with pytest.raises(Refused, match="You have submitted"):
        start(cast)
    second = start(cast, again=True)
    assert (second.number, second.pk != first.pk) == (2, True)
    assert start(cast) == second


def test_a_round_that_does_not_ask_her_is_refused(cast: Cast) -> None:
    elsewhere = Round.objects.get(pk=cast.round.pk)
    elsewhere.pk, elsewhere.cohort, elsewhere._state.adding = None, cast.other_cohort, True
    elsewhere.save()
    for_ben = Round.objects.get(pk=cast.round.pk)
    for_ben.pk, for_ben.enrolment, for_ben._state.adding = None, cast.ben_enrolment, True
    for_ben.save()
    for round_ in (elsewhere, for_ben):
        with pytest.raises(Refused, match="does not ask you"):
            start(cast, round=round_)


@pytest.mark.parametrize(("days", "words"), [(-4, "opens on Sat 21 Nov 2026"), (15, "closed at the end of")])
def test_only_while_the_round_is_open(cast: Cast, days: int, words: str) -> None:
    with pytest.raises(Refused, match=words):
        start(cast, now=NOW + dt.timedelta(days=days))
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[3] * 6, submitted=False)
    with pytest.raises(Refused, match=words):
        submit(attempt, cast.amara, now=NOW + dt.timedelta(days=days))


def test_an_extended_round_takes_the_attempt_again(cast: Cast) -> None:
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[3] * 6, submitted=False)
    late = NOW + dt.timedelta(days=15)
    services.extend_round(round=cast.round, closes_on=TODAY + dt.timedelta(days=20), by=cast.bill, now=late)
    assert submit(attempt, cast.amara, now=late).is_submitted


def test_nobody_else_begins_or_submits(cast: Cast) -> None:
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[3] * 6, submitted=False)
    for name in ("ben", "bill", "cora", "dee", "lena", "root"):
        with pytest.raises(NotAllowed):
            start(cast, by=getattr(cast, name))
        with pytest.raises(NotAllowed):
            submit(attempt, getattr(cast, name))


def test_who_has_withdrawn_no_longer_answers(cast: Cast) -> None:
    cast.amara_enrolment.status = EnrolmentStatus.WITHDRAWN
    with pytest.raises(NotAllowed):
        start(cast)


def test_a_complete_attempt_is_submitted_with_its_history_row(cast: Cast) -> None:
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[3] * 6, submitted=False)
    submitted = submit(attempt, cast.amara)
    assert (submitted.state, submitted.submitted_at) == (AttemptState.SUBMITTED, NOW)
    step = AttemptTransition.objects.get()
    assert (step.attempt, step.from_state, step.to_state, step.at, step.by) == (
        attempt,
        AttemptState.IN_PROGRESS,
        AttemptState.SUBMITTED,
        NOW,
        cast.amara,
    )


def test_missing_answers_are_named_and_may_be_confirmed(cast: Cast) -> None:
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[3] * 4, submitted=False)
    services.save_answer(
        attempt=attempt,
        item=cast.diagnostic_version.items.get(code="D2.2"),
        rank=None,
        is_not_applicable=True,
        importance=None,
        example="",
        base_revision=0,
        by=cast.amara,
        now=NOW,
    )
    with pytest.raises(services.MissingAnswers) as refusal:
        submit(attempt, cast.amara)
    assert [item.code for item in refusal.value.items] == ["D2.3"]
    assert submit(attempt, cast.amara, confirm_missing=True).is_submitted


def test_an_empty_attempt_is_never_submitted(cast: Cast) -> None:
    with pytest.raises(Refused, match="at least one statement"):
        submit(start(cast), cast.amara, confirm_missing=True)


def at_once(times: int, act: Callable[[], object]) -> Counter[str]:
    """Run `act` in so many threads that begin together; count what came of it by name."""
    barrier = Barrier(times)

    def run(_number: int) -> str:
        try:
            barrier.wait(timeout=30)
            return type(act()).__name__
        except Refused as refusal:
            return type(refusal).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return Counter(pool.map(run, range(times)))


@pytest.mark.django_db(transaction=True)
def test_of_fifty_submissions_at_once_one_succeeds() -> None:
    cast = Cast()
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[3] * 6, submitted=False)
    came = at_once(50, lambda: submit(Attempt.objects.get(pk=attempt.pk), cast.amara))
    assert came == {"Attempt": 1, "Refused": 49}
    assert AttemptTransition.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_twenty_beginnings_at_once_there_is_one_attempt() -> None:
    cast = Cast()
    assert at_once(20, lambda: start(cast)) == {"Attempt": 20}
    assert Attempt.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_no_answer_slips_in_after_a_submission() -> None:
    """Saves and one submission at once: what was saved before it counts, and nothing changes after it."""
    cast = Cast()
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[3] * 6, submitted=False)
    items = list(cast.diagnostic_version.items.all())
    turns = iter(range(40))

    def act() -> object:
        turn = next(turns)
        if turn == 20:
            return submit(Attempt.objects.get(pk=attempt.pk), cast.amara)
        return services.save_answer(
            attempt=Attempt.objects.select_related("round", "enrolment").get(pk=attempt.pk),
            item=items[turn % 6],
            rank=turn % 5 + 1,
            is_not_applicable=False,
            importance=None,
            example=f"turn {turn}",
            base_revision=1,
            by=cast.amara,
            now=NOW,
        )

    came = at_once(40, act)
    assert came["Attempt"] == 1
    assert came["SavedAnswer"] + came["Refused"] == 39
    accepted = sum(attempt.answers.values_list("revision", flat=True)) - 6
    assert accepted == came["SavedAnswer"]


@pytest.mark.django_db(transaction=True)
def test_a_save_waits_for_a_submission_that_is_under_way() -> None:
    cast = Cast()
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[3] * 6, submitted=False)

    def save() -> str:
        try:
            return type(save_first(cast, attempt)).__name__
        except Refused as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            submit(attempt, cast.amara)
            late = pool.submit(save)
            with pytest.raises(TimeoutError):
                late.result(timeout=1)
        assert late.result(timeout=20) == "You have submitted this self-assessment, so it no longer changes."
    assert attempt.answers.get(item__code="D1.1").revision == 1


def save_first(cast: Cast, attempt: Attempt) -> services.SavedAnswer:
    return services.save_answer(
        attempt=attempt,
        item=cast.diagnostic_version.items.get(code="D1.1"),
        rank=5,
        is_not_applicable=False,
        importance=None,
        example="",
        base_revision=1,
        by=cast.amara,
        now=NOW,
    )
