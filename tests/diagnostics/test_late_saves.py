"""A save that arrives late, or twice, after a newer one of the same page changes nothing and is told what counts.

Each page load calls itself by a random key and numbers what is given on it (`diagnostics.models.stroke`).
"""

import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from carnegie.core.errors import Refused
from diagnostics import services
from diagnostics.models import Answer, Attempt, Item, RaterAnswer
from diagnostics.models.stroke import Stroke
from tests.cast import NOW, Cast, make_attempt
from tests.diagnostics.asking_beside import make_questions, save
from tests.diagnostics.rating_play import ask, open_panel
from tests.diagnostics.test_attempt_page import fields

DESK, PHONE = UUID(int=1), UUID(int=2)


@pytest.fixture
def attempt(cast: Cast) -> Attempt:
    return make_attempt(cast.round, cast.amara_enrolment, ranks=[], submitted=False)


@pytest.fixture
def item(cast: Cast) -> Item:
    return cast.diagnostic_version.items.get(code="D1.1")


def kept(attempt: Attempt) -> tuple[int | None, str, int]:
    answer = attempt.answers.select_related("level").get()
    return answer.level and answer.level.rank, answer.example, answer.revision


def play(attempt: Attempt, cast: Cast, *saves: tuple[UUID | None, int, int]) -> services.SavedAnswer:
    """Saves of one statement in the order in which they arrive: page, number, level. What the last one is told."""
    for writer, number, rank in saves:
        stroke = Stroke(writer, number) if writer else None
        told = save(attempt, "D1.1", cast.amara, rank=rank, stroke=stroke)
    return told


def test_the_order_in_which_they_were_given_counts_not_that_of_arrival(cast: Cast, attempt: Attempt) -> None:
    told = play(attempt, cast, (DESK, 2, 5), (DESK, 1, 2))
    assert kept(attempt) == (5, "", 1)
    assert (told.revision, told.superseded, told.kept) == (1, False, attempt.answers.get())


def test_in_order_each_replaces_the_one_before(cast: Cast, attempt: Attempt) -> None:
    told = play(attempt, cast, (DESK, 1, 2), (DESK, 2, 5))
    assert (kept(attempt), told.revision, told.kept) == ((5, "", 2), 2, None)


def test_the_same_save_twice_is_told_the_same(cast: Cast, attempt: Attempt) -> None:
    told = [play(attempt, cast, (DESK, 1, 2)) for _twice in range(2)]
    assert [(one.revision, one.saved_at, one.superseded) for one in told] == [(1, NOW, False)] * 2
    assert kept(attempt) == (2, "", 1)


def test_a_late_save_stays_late_though_another_device_wrote_between(cast: Cast, attempt: Attempt) -> None:
    play(attempt, cast, (DESK, 2, 5), (PHONE, 1, 4))
    told = [play(attempt, cast, (DESK, number, 2)) for number in (1, 2)]
    assert (kept(attempt), [one.kept.level.rank for one in told]) == ((4, "", 2), [4, 4])


def test_of_two_pages_the_newest_save_counts_whatever_their_numbers(cast: Cast, attempt: Attempt) -> None:
    told = play(attempt, cast, (DESK, 9, 5), (PHONE, 1, 4), (DESK, 10, 3))
    assert (kept(attempt), told.superseded) == ((3, "", 3), True)


def test_without_scripts_a_save_has_no_number_and_counts_as_ever(cast: Cast, attempt: Attempt) -> None:
    told = play(attempt, cast, (DESK, 2, 5), (None, 0, 4), (None, 0, 3))
    assert (kept(attempt), told.kept) == ((3, "", 3), None)
    assert play(attempt, cast, (DESK, 1, 1)).kept.level.rank == 3


def test_a_number_says_nothing_of_another_statement(cast: Cast, attempt: Attempt) -> None:
    for code, number in (("D1.1", 7), ("D1.2", 3)):
        save(attempt, code, cast.amara, rank=4, stroke=Stroke(DESK, number))
    assert sorted(attempt.answers.values_list("item__code", flat=True)) == ["D1.1", "D1.2"]


def test_only_what_is_part_of_it_can_be_late(cast: Cast, attempt: Attempt) -> None:
    play(attempt, cast, (DESK, 2, 5))
    with pytest.raises(Refused, match="not part of this self-assessment"):
        play(attempt, cast, (DESK, 3, 99))
    services.submit_attempt(attempt=attempt, confirm_missing=True, by=cast.amara, now=NOW)
    with pytest.raises(Refused, match="no longer changes"):
        play(attempt, cast, (DESK, 1, 2))
    assert kept(attempt) == (5, "", 1)


def test_what_is_remembered_stays_small(cast: Cast, attempt: Attempt) -> None:
    """After some twenty page loads that changed it, it begins anew; the newest is always known."""
    for number in range(60):
        play(attempt, cast, (UUID(int=number + 10), 1, number % 5 + 1))
    assert kept(attempt)[2] == 60
    assert len(json.dumps(attempt.answers.get().strokes)) < 1100
    assert play(attempt, cast, (UUID(int=69), 1, 2)).kept.level.rank == 5


# ---- as pages send it ----


def send(client: Client, attempt: Attempt, item: Item, **body: Any) -> HttpResponse:
    url = reverse("diagnostics:answer-save", args=[attempt.pk, item.pk])
    return client.post(url, json.dumps(body), content_type="application/json")


def test_a_late_page_is_shown_what_counts(cast: Cast, attempt: Attempt, item: Item, as_user: Any) -> None:
    client = as_user(cast.amara)
    newer = send(client, attempt, item, level="5", example="Newer", writer=DESK.hex, stroke=2).json()
    assert "kept" not in newer
    late = send(client, attempt, item, level="2", example="Older", writer=DESK.hex, stroke=1)
    assert (late.status_code, late.json()) == (
        200,
        newer
        | {
            "kept": {
                "level": "5",
                "importance": "",
                "confidence": "",
                "example": "Newer",
                "base_revision": "1",
                "shown": newer["shown"],
            }
        },
    )


@pytest.mark.parametrize(("stroke", "queries"), [(2, 6), (3, 6), (1, 7)])
def test_being_late_costs_one_query_more(
    cast: Cast, attempt: Attempt, item: Item, as_user: Any, django_assert_num_queries: Any, stroke: int, queries: int
) -> None:
    """To say what is kept; a save that counts takes six as ever."""
    client = as_user(cast.amara)
    send(client, attempt, item, level="5", writer=DESK.hex, stroke=1)
    with django_assert_num_queries(queries):
        assert send(client, attempt, item, level="4", writer=DESK.hex, stroke=stroke).status_code == 200


JUNK = [
    {"writer": DESK.hex},
    {"stroke": 1},
    {"writer": "", "stroke": 1},
    {"writer": "nobody", "stroke": 1},
    {"writer": "\x00", "stroke": 1},
    {"writer": "\ud800", "stroke": 1},
    {"writer": [DESK.hex], "stroke": 1},
    {"writer": {"a": 1}, "stroke": 1},
    {"writer": 7, "stroke": 1},
    {"writer": DESK.hex, "stroke": 0},
    {"writer": DESK.hex, "stroke": -1},
    {"writer": DESK.hex, "stroke": 2**31},
    {"writer": DESK.hex, "stroke": 1.5},
    {"writer": DESK.hex, "stroke": "first"},
    {"writer": DESK.hex, "stroke": [1]},
    {"writer": DESK.hex, "stroke": True},
]


@pytest.mark.parametrize("junk", JUNK)
def test_a_stroke_that_is_none_is_refused_in_words(
    cast: Cast, attempt: Attempt, item: Item, as_user: Any, junk: dict[str, Any]
) -> None:
    kim = ask(cast, open_panel(cast), "Kim")[0]
    rating = reverse("diagnostics:rating-save", args=[kim.token, item.pk])
    body = json.dumps({"level": "3"} | junk)
    answers = [
        send(as_user(cast.amara), attempt, item, level="3", **junk),
        Client().post(rating, body, content_type="application/json"),
    ]
    assert [(one.status_code, bool(one.json()["message"])) for one in answers] == [(400, True)] * 2
    assert (Answer.objects.count(), RaterAnswer.objects.count()) == (0, 0)


def test_a_page_that_is_posted_whole_takes_no_number(cast: Cast, attempt: Attempt, item: Item, as_user: Any) -> None:
    """Without scripts nothing numbers it; what somebody adds to it by hand is no reason to believe it."""
    kim = ask(cast, open_panel(cast), "Kim")[0]
    sent = {f"{item.pk.hex}-{name}": value for name, value in (("level", "3"), ("writer", DESK.hex), ("stroke", "5"))}
    for client, url in (
        (as_user(cast.amara), reverse("diagnostics:attempt-page", args=[attempt.pk, 1])),
        (Client(), reverse("diagnostics:rating-page", args=[kim.token, 1])),
    ):
        client.post(url, fields(client.get(url)) | sent)
    assert (kept(attempt), attempt.answers.get().strokes) == ((3, "", 1), {})
    assert RaterAnswer.objects.values_list("level__rank", "strokes").get() == (3, {})


# ---- about her work, and by raters ----


def test_about_her_work_too(cast: Cast, attempt: Attempt, as_user: Any) -> None:
    question = make_questions(cast)[2]
    url, client = reverse("diagnostics:context-save", args=[attempt.pk, question.pk]), as_user(cast.amara)

    def said(text: str, stroke: int) -> dict[str, Any]:
        body = {"text": text, "writer": str(DESK), "stroke": stroke}
        return client.post(url, json.dumps(body), content_type="application/json").json()

    newer = said("Newer", 2)
    late = said("Older", 1)
    assert late == newer | {"kept": {"text": "Newer", "base_revision": "1", "shown": newer["shown"]}}
    assert list(attempt.context_answers.values_list("text", "revision")) == [("Newer", 1)]


def test_a_raters_late_save_too(cast: Cast, item: Item) -> None:
    kim = ask(cast, open_panel(cast), "Kim")[0]
    url = reverse("diagnostics:rating-save", args=[kim.token, item.pk])

    def said(level: str, stroke: int, writer: UUID = DESK) -> dict[str, Any]:
        body = {"level": level, "comment": f"c{level}", "writer": str(writer), "stroke": stroke}
        return Client().post(url, json.dumps(body), content_type="application/json").json()

    newer = said("5", 2)
    late = said("2", 1)
    assert "kept" not in newer
    assert late == newer | {"kept": {"level": "5", "comment": "c5", "base_revision": 1, "shown": newer["shown"]}}
    said("na", 1, writer=PHONE)
    assert said("2", 1)["kept"] == said("5", 2)["kept"]
    kept = RaterAnswer.objects.get()
    assert (kept.is_not_applicable, kept.comment, kept.revision, kept.strokes) == (
        True,
        "cna",
        2,
        {str(DESK): 2, str(PHONE): 1},
    )
    for _time in range(60):
        said("3", 1, writer=uuid4())
    assert len(json.dumps(RaterAnswer.objects.get().strokes)) < 1100
