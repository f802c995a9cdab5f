"""Saving one answer as it is given: `diagnostics:answer-save`."""

import datetime as dt
import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from carnegie.core.errors import NotAllowed, Refused
from diagnostics import services
from diagnostics.models import Answer, Attempt, Item
from tests.cast import NOW, Cast, make_attempt, make_diagnostic, make_framework

GIVEN = {"level": "3", "importance": "2", "example": "I planned it.", "base_revision": 0}


@pytest.fixture
def attempt(cast: Cast) -> Attempt:
    return make_attempt(cast.round, cast.amara_enrolment, ranks=[], submitted=False)


@pytest.fixture
def item(cast: Cast) -> Item:
    return cast.diagnostic_version.items.first()


def save(attempt: Attempt, item: Item, by: Any, **given: Any) -> services.SavedAnswer:
    fields = {"rank": 3, "is_not_applicable": False, "importance": None, "example": "", "base_revision": 0}
    return services.save_answer(attempt=attempt, item=item, by=by, now=NOW, **(fields | given))


def send(client: Client, attempt: Attempt, item: UUID | str, body: Any) -> HttpResponse:
    url = reverse("diagnostics:answer-save", args=[attempt.pk, item])
    raw = body if isinstance(body, (str, bytes)) else json.dumps(body)
    return client.post(url, raw, content_type="application/json")


def kept(attempt: Attempt) -> list[tuple[int | None, bool, int | None, str, int]]:
    rows = attempt.answers.order_by("item__position")
    return [(a.level and a.level.rank, a.is_not_applicable, a.importance, a.example, a.revision) for a in rows]


def test_the_first_save_is_revision_one(cast: Cast, attempt: Attempt, item: Item) -> None:
    saved = save(attempt, item, cast.amara, importance=3, example="What I did")
    assert saved == services.SavedAnswer(item.pk, 1, NOW, superseded=False)
    assert kept(attempt) == [(3, False, 3, "What I did", 1)]


def test_two_windows_the_newest_counts_and_says_that_it_replaced_another(
    cast: Cast, attempt: Attempt, item: Item
) -> None:
    save(attempt, item, cast.amara, rank=2)
    first_window = save(attempt, item, cast.amara, rank=3, base_revision=1)
    second_window = save(attempt, item, cast.amara, rank=4, base_revision=1)
    assert (first_window.revision, first_window.superseded) == (2, False)
    assert (second_window.revision, second_window.superseded) == (3, True)
    assert kept(attempt) == [(4, False, None, "", 3)]


def test_a_save_sent_twice_is_no_second_change(cast: Cast, attempt: Attempt, item: Item) -> None:
    save(attempt, item, cast.amara)
    again = save(attempt, item, cast.amara)
    assert (again.revision, again.superseded) == (1, False)


def test_two_devices_on_different_items_lose_nothing(cast: Cast, attempt: Attempt) -> None:
    one, two = cast.diagnostic_version.items.all()[:2]
    for rank in (1, 2, 3):
        save(attempt, one, cast.amara, rank=rank, base_revision=rank - 1)
        save(attempt, two, cast.amara, rank=6 - rank, base_revision=rank - 1)
    assert kept(attempt) == [(3, False, None, "", 3), (3, False, None, "", 3)]


def test_a_comment_may_come_before_a_level(cast: Cast, attempt: Attempt, item: Item) -> None:
    save(attempt, item, cast.amara, rank=None, example="First the words")
    assert kept(attempt) == [(None, False, None, "First the words", 1)]
    assert not Answer.objects.answered().exists()


def test_a_level_of_no_such_rank_is_refused(cast: Cast, attempt: Attempt, item: Item) -> None:
    for rank in (0, 6, 99):
        with pytest.raises(Refused, match="not part of this self-assessment"):
            save(attempt, item, cast.amara, rank=rank)
    assert kept(attempt) == []


def test_an_item_of_another_diagnostic_is_refused(cast: Cast, attempt: Attempt) -> None:
    version = make_framework(cast.provider, "Other")
    foreign = make_diagnostic(cast.programme, version, cast.dee, title="Other").items.first()
    with pytest.raises(Refused, match="not part of this self-assessment"):
        save(attempt, foreign, cast.amara)


def test_level_and_not_applicable_together_are_refused(cast: Cast, attempt: Attempt, item: Item) -> None:
    with pytest.raises(Refused, match="not both"):
        save(attempt, item, cast.amara, is_not_applicable=True)


def test_a_submitted_attempt_never_changes(cast: Cast, item: Item) -> None:
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[2])
    before = kept(attempt)
    with pytest.raises(Refused, match="no longer changes"):
        save(attempt, item, cast.amara, rank=5, base_revision=1)
    assert kept(attempt) == before


@pytest.mark.parametrize(("days", "words"), [(-4, "opens on"), (15, "closed at the end of")])
def test_nothing_is_saved_while_the_round_is_not_open(
    cast: Cast, attempt: Attempt, item: Item, days: int, words: str
) -> None:
    moment = NOW + dt.timedelta(days=days)
    fields = {"rank": 3, "is_not_applicable": False, "importance": None, "example": "", "base_revision": 0}
    with pytest.raises(Refused, match=words):
        services.save_answer(attempt=attempt, item=item, by=cast.amara, now=moment, **fields)
    assert kept(attempt) == []


def test_nobody_answers_for_another(cast: Cast, attempt: Attempt, item: Item) -> None:
    for name in ("ben", "bill", "cora", "dee", "lena", "root"):
        with pytest.raises(NotAllowed):
            save(attempt, item, getattr(cast, name))


# ---- the page's own calls ----


def test_saved_is_said_with_the_time_in_the_learners_zone(
    cast: Cast, attempt: Attempt, item: Item, as_user: Any
) -> None:
    response = send(as_user(cast.amara), attempt, item.pk, GIVEN)
    said = response.json()
    assert (response.status_code, said["revision"], said["saved"], said["superseded"]) == (200, 1, "10:00", False)
    assert kept(attempt) == [(3, False, 2, "I planned it.", 1)]


@pytest.mark.parametrize("answered", [0, 5])
def test_six_queries_however_much_is_answered(
    cast: Cast, item: Item, as_user: Any, django_assert_num_queries: Any, answered: int
) -> None:
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[3] * answered, submitted=False)
    client = as_user(cast.amara)
    with django_assert_num_queries(6):
        assert send(client, attempt, item.pk, GIVEN).status_code == 200


JUNK = [
    "",
    "{",
    "[]",
    "null",
    "7",
    b"\xff\xfe",
    "[" * 100_000,
    {"level": "x"},
    {"level": "0"},
    {"level": "-1"},
    {"level": "9" * 40},
    {"level": ["1"]},
    {"level": {"a": 1}},
    {"level": True},
    {"level": "3\x00"},
    {"level": "3", "importance": "9"},
    {"level": "3", "importance": [1]},
    {"level": "3", "base_revision": "x"},
    {"level": "3", "base_revision": -1},
    {"level": "3", "base_revision": 10**30},
    {"level": "3", "example": "nul \x00 byte"},
    {"level": "3", "example": "half a \ud800 pair"},
    {"level": "3", "example": "x" * 4001},
]


def test_junk_is_answered_with_a_sentence_and_stores_nothing(
    cast: Cast, attempt: Attempt, item: Item, as_user: Any
) -> None:
    client = as_user(cast.amara)
    for body in JUNK:
        response = send(client, attempt, item.pk, body)
        assert (response.status_code, bool(response.json()["message"])) == (400, True), body
    assert kept(attempt) == []


def test_a_nul_byte_in_an_example_is_refused_in_words(cast: Cast, attempt: Attempt, item: Item, as_user: Any) -> None:
    response = send(as_user(cast.amara), attempt, item.pk, {"level": "3", "example": "a\x00b"})
    assert response.json() == {"message": "Example from my practice: Null characters are not allowed."}


def test_refusals_reach_the_page(cast: Cast, item: Item, as_user: Any) -> None:
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[2])
    response = send(as_user(cast.amara), attempt, item.pk, GIVEN)
    assert response.status_code == 409
    assert response.json()["message"] == "You have submitted this self-assessment, so it no longer changes."


def test_a_missing_item_and_a_foreign_one_answer_alike(cast: Cast, attempt: Attempt, as_user: Any) -> None:
    other = make_diagnostic(cast.programme, make_framework(cast.provider, "Other"), cast.dee, title="Other")
    client = as_user(cast.amara)
    answers = [send(client, attempt, pk, GIVEN) for pk in (uuid4(), other.items.first().pk)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert len(answers[0].content) == len(answers[1].content)


def test_only_the_learner_saves(cast: Cast, attempt: Attempt, item: Item, as_user: Any) -> None:
    knowing = dict.fromkeys(("bill", "cora", "dee"), 403)
    outside = dict.fromkeys(["ben", "otto", "lena", "lars", "carl", "sam", "sue", "olga", "pia", "eve", "root"], 404)
    for name, status in (knowing | outside).items():
        assert send(as_user(getattr(cast, name)), attempt, item.pk, GIVEN).status_code == status, name
    assert kept(attempt) == []


def test_a_session_that_has_ended_leads_to_sign_in(attempt: Attempt, item: Item) -> None:
    response = send(Client(), attempt, item.pk, GIVEN)
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


def test_only_by_post(cast: Cast, attempt: Attempt, item: Item, as_user: Any) -> None:
    url = reverse("diagnostics:answer-save", args=[attempt.pk, item.pk])
    assert as_user(cast.amara).get(url).status_code == 405


@pytest.mark.parametrize("number", [0, 2, 3, 10**4, 10**30])
def test_news_of_a_page_without_answers_or_that_there_is_not_is_empty(cast: Cast, as_user: Any, number: int) -> None:
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[2], submitted=False)
    response = as_user(cast.amara).get(reverse("diagnostics:answer-news", args=[attempt.pk, number]))
    assert (response.status_code, response.json()) == (200, {"kept": {}, "is_submitted": False})
