"""The page about her work, before the statements: `diagnostics:attempt-context`, and saving answer by answer."""

import json
import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from carnegie.core.errors import NotAllowed, Refused
from carnegie.people.models import User
from diagnostics import services
from diagnostics.models import Attempt, ContextQuestion
from tests.cast import NOW, Cast, make_attempt, make_diagnostic, make_framework
from tests.diagnostics.asking_beside import make_questions, save
from tests.diagnostics.test_attempt_page import fields

AsUser = Callable[[User], Client]


@pytest.fixture
def questions(cast: Cast) -> list[ContextQuestion]:
    return make_questions(cast)


@pytest.fixture
def attempt(cast: Cast) -> Attempt:
    return make_attempt(cast.round, cast.amara_enrolment, ranks=[3] * 6, submitted=False)


def at(attempt: Attempt) -> str:
    return reverse("diagnostics:attempt-context", args=[attempt.pk])


def send(client: Client, attempt: Attempt, question: Any, body: Any) -> HttpResponse:
    url = reverse("diagnostics:context-save", args=[attempt.pk, question])
    return client.post(url, json.dumps(body), content_type="application/json")


def say(attempt: Attempt, question: ContextQuestion, text: str, by: User, base: int = 0) -> services.SavedAnswer:
    return services.save_context(attempt=attempt, answers=[(question, text, base)], by=by, now=NOW)[0]


def kept(attempt: Attempt) -> list[tuple[int, str, int]]:
    return list(attempt.context_answers.order_by("question").values_list("question__position", "text", "revision"))


def test_she_begins_with_it_and_finds_it_beside_the_parts(
    cast: Cast, questions: list[ContextQuestion], as_user: AsUser
) -> None:
    client = as_user(cast.amara)
    start = reverse("diagnostics:attempt-start", args=[cast.round.pk])
    first = client.post(start)["Location"]
    attempt = Attempt.objects.get()
    assert first == at(attempt)
    html = client.get(first).content.decode()
    assert re.findall(r"<h1>(.*?)</h1>", html) == ["About your work"]
    assert re.findall(r'class="side-note">([^<]+)<', html) == ["0/3", "0/3", "0/3", "0/3"]
    assert re.findall(r'data-testid="option">', html) == ['data-testid="option">'] * 3
    page = client.get(reverse("diagnostics:attempt-page", args=[attempt.pk, 1])).content.decode()
    assert f'href="{at(attempt)}"' in page
    say(attempt, questions[0], "4", cast.amara)
    assert client.post(start)["Location"] == reverse("diagnostics:attempt-page", args=[attempt.pk, 1])


def test_without_questions_there_is_no_such_page(cast: Cast, attempt: Attempt, as_user: AsUser) -> None:
    client = as_user(cast.amara)
    assert client.get(at(attempt)).status_code == 404
    page = client.get(reverse("diagnostics:attempt-page", args=[attempt.pk, 1]))
    assert b"About your work" not in page.content


def test_without_javascript_it_is_saved_by_its_buttons(
    cast: Cast, questions: list[ContextQuestion], attempt: Attempt, as_user: AsUser
) -> None:
    client = as_user(cast.amara)
    number, choice, words = (f"{question.pk.hex}-text" for question in questions)
    sent = fields(client.get(at(attempt))) | {number: "12", choice: "A nursery", words: "Two\r\nsites"}
    leads = {
        "back": reverse("diagnostics:attempt-start", args=[cast.round.pk]),
        "stay": at(attempt),
        "next": reverse("diagnostics:attempt-page", args=[attempt.pk, 1]),
    }
    for go, where in leads.items():
        assert client.post(at(attempt), sent | {"go": go})["Location"] == where
    assert kept(attempt) == [(0, "12", 1), (1, "A nursery", 1), (2, "Two\nsites", 1)]
    html = client.get(at(attempt)).content.decode()
    assert ('value="12"' in html, 'value="A nursery" checked' in html, "Two\nsites</textarea>" in html) == (True,) * 3
    first = reverse("diagnostics:attempt-page", args=[attempt.pk, 1])
    back = client.post(first, fields(client.get(first)) | {"go": "back"})
    assert back["Location"] == at(attempt)


@pytest.mark.parametrize("text", ["twelve", "1e5", "1,", "--1", "12 people", "٣", "9" * 13])
def test_a_number_is_a_number(
    cast: Cast, questions: list[ContextQuestion], attempt: Attempt, as_user: AsUser, text: str
) -> None:
    client = as_user(cast.amara)
    response = send(client, attempt, questions[0].pk, {"text": text, "base_revision": 0})
    assert (response.status_code, response.json()["message"]) == (
        400,
        "How many people do you lead?: Write a number, for example 12 or 2.5.",
    )
    page = client.post(at(attempt), {f"{questions[0].pk.hex}-text": text})
    assert (page.status_code, b'data-testid="error-summary"' in page.content) == (422, True)
    with pytest.raises(Refused, match="Write a number"):
        say(attempt, questions[0], text, cast.amara)
    assert kept(attempt) == []


@pytest.mark.parametrize("text", ["0", "12", "2.5", "2,5", "-3"])
def test_numbers_are_kept_as_typed(
    cast: Cast, questions: list[ContextQuestion], attempt: Attempt, as_user: AsUser, text: str
) -> None:
    said = send(as_user(cast.amara), attempt, questions[0].pk, {"text": f" {text} ", "base_revision": 0}).json()
    assert (said["revision"], said["saved"], said["superseded"]) == (1, "10:00", False)
    assert kept(attempt) == [(0, text, 1)]


def test_a_choice_is_one_of_those_offered(
    cast: Cast, questions: list[ContextQuestion], attempt: Attempt, as_user: AsUser
) -> None:
    client = as_user(cast.amara)
    refused = send(client, attempt, questions[1].pk, {"text": "A school of my own", "base_revision": 0})
    assert (refused.status_code, refused.json()["message"]) == (400, "Where do you work?: Choose one of the answers.")
    assert send(client, attempt, questions[1].pk, {"text": "Elsewhere", "base_revision": 0}).status_code == 200
    assert send(client, attempt, questions[1].pk, {"text": "", "base_revision": 1}).json()["revision"] == 2
    assert kept(attempt) == [(1, "", 2)]


def test_the_newest_counts_and_says_that_it_replaced_another(
    cast: Cast, questions: list[ContextQuestion], attempt: Attempt
) -> None:
    say(attempt, questions[2], "one", cast.amara)
    assert say(attempt, questions[2], "one", cast.amara).revision == 1
    say(attempt, questions[2], "two", cast.amara, base=1)
    third = say(attempt, questions[2], "three", cast.amara, base=1)
    assert (third.revision, third.superseded, kept(attempt)) == (3, True, [(2, "three", 3)])


def test_what_must_be_answered_is_listed_before_submitting(
    cast: Cast, questions: list[ContextQuestion], attempt: Attempt, as_user: AsUser
) -> None:
    client = as_user(cast.amara)
    review = reverse("diagnostics:attempt-review", args=[attempt.pk])
    html = client.get(review).content.decode()
    assert re.findall(r'data-testid="unanswered-question">([^<]+)<', html) == ["How many people do you lead?"]
    assert f"{at(attempt)}#item-{questions[0].pk}" in html
    assert client.post(review).status_code == 409
    with pytest.raises(services.MissingAnswers) as refusal:
        services.submit_attempt(attempt=attempt, by=cast.amara, now=NOW)
    assert (refusal.value.items, refusal.value.questions) == ([], [questions[0]])
    say(attempt, questions[0], "12", cast.amara)
    html = client.get(review).content.decode()
    assert ("unanswered-question" in html, "Every statement has an answer" in html) == (False, True)
    assert client.post(review)["Location"] == reverse("diagnostics:attempt-profile", args=[attempt.pk])


def test_once_submitted_nothing_about_her_work_changes(
    cast: Cast, questions: list[ContextQuestion], attempt: Attempt, as_user: AsUser
) -> None:
    say(attempt, questions[0], "12", cast.amara)
    services.submit_attempt(attempt=attempt, by=cast.amara, now=NOW)
    client = as_user(cast.amara)
    late = send(client, attempt, questions[0].pk, {"text": "13", "base_revision": 1})
    assert (late.status_code, "no longer changes" in late.json()["message"]) == (409, True)
    assert client.get(at(attempt))["Location"] == reverse("diagnostics:attempt-profile", args=[attempt.pk])
    assert kept(attempt) == [(0, "12", 1)]


def test_a_question_of_another_diagnostic_is_refused_and_answers_like_a_missing_one(
    cast: Cast, questions: list[ContextQuestion], attempt: Attempt, as_user: AsUser
) -> None:
    other = make_diagnostic(cast.programme, make_framework(cast.provider, "Other"), cast.dee, title="Other")
    foreign = ContextQuestion.objects.create(version=other, position=0, wording="canary-foreign")
    with pytest.raises(Refused, match="not part of this"):
        say(attempt, foreign, "x", cast.amara)
    answers = [send(as_user(cast.amara), attempt, pk, {"text": "x"}) for pk in (foreign.pk, uuid4())]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert len(answers[0].content) == len(answers[1].content)
    assert kept(attempt) == []


def test_only_the_learner_reads_and_answers(
    cast: Cast, questions: list[ContextQuestion], attempt: Attempt, as_user: AsUser
) -> None:
    say(attempt, questions[2], "canary-work", cast.amara)
    news = reverse("diagnostics:context-news", args=[attempt.pk])
    knowing = dict.fromkeys(("bill", "cora", "dee"), 403)
    outside = dict.fromkeys(["ben", "otto", "lena", "carl", "sam", "sue", "pia", "eve", "root"], 404)
    for name, status in (knowing | outside).items():
        client = as_user(getattr(cast, name))
        assert [client.get(at(attempt)).status_code, client.get(news).status_code] == [status, status], name
        assert send(client, attempt, questions[2].pk, {"text": "mine"}).status_code == status, name
    for name in ("ben", "bill", "cora", "dee", "lena", "root"):
        with pytest.raises(NotAllowed):
            say(attempt, questions[2], "mine", getattr(cast, name))
    assert kept(attempt) == [(2, "canary-work", 1)]


def test_junk_stores_nothing(cast: Cast, questions: list[ContextQuestion], attempt: Attempt, as_user: AsUser) -> None:
    client = as_user(cast.amara)
    for body in ([], None, 7, {}, {"text": "x", "base_revision": -1}, {"text": "a\x00b"}, {"text": "x" * 4001}):
        response = send(client, attempt, questions[2].pk, body)
        assert (response.status_code, bool(response.json()["message"])) == (400, True), body
    assert kept(attempt) == []


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_questions(
    cast: Cast, attempt: Attempt, as_user: AsUser, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        question = ContextQuestion.objects.create(version=cast.diagnostic_version, position=number, wording="What?")
        say(attempt, question, "This", cast.amara)
    client = as_user(cast.amara)
    client.get("/")
    with django_assert_num_queries(CONTEXT_QUERIES):
        client.get(at(attempt))
    with django_assert_num_queries(DOMAIN_QUERIES):
        client.get(reverse("diagnostics:attempt-page", args=[attempt.pk, 1]))


CONTEXT_QUERIES = 8
"""Session, person, the header, attempt, levels, answers, items, context."""
DOMAIN_QUERIES = 9
"""The same, and descriptors."""


def test_a_statement_is_saved_beside_it_as_ever(cast: Cast, questions: list[ContextQuestion], attempt: Attempt) -> None:
    assert save(attempt, "D1.1", cast.amara, rank=5, base_revision=1).revision == 2
