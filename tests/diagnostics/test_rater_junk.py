"""Whatever is sent to a rater's pages and to the page that invites: refused in words, never kept, never a fault."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from diagnostics.models import RaterAnswer, RaterInvitation
from tests.cast import Cast, make_diagnostic, make_framework
from tests.diagnostics.rating_play import ask, open_panel

HUGE = "9" * 400
JUNK = [
    b"",
    b"[]",
    b"null",
    b"\xff\xfe",
    b"[" * 100_000,
    b'{"level": ' + b"9" * 5000 + b"}",
    b'{"level": 1e999}',
    *(
        json.dumps(sent).encode()
        for sent in (
            {"level": "0"},
            {"level": "9"},
            {"level": HUGE},
            {"level": "3\x00"},
            {"level": "\ud83d"},
            {"level": {"rank": 3}},
            {"level": ["3"]},
            {"level": "3", "comment": "a\x00b"},
            {"level": "3", "comment": "half \ud83d"},
            {"level": "3", "comment": "x" * 4001},
            {"level": "3", "base_revision": -1},
            {"level": "3", "base_revision": HUGE},
            {"level": "3", "base_revision": {"a": 1}},
            {"level": "3", "shown": "x" * 65},
            {"level": "3", "shown": "\x00"},
        )
    ),
]


@pytest.fixture
def kim(cast: Cast) -> RaterInvitation:
    return ask(cast, open_panel(cast), "Kim")[0]


def at(name: str, *args: Any) -> str:
    return reverse(f"diagnostics:{name}", args=args)


@pytest.mark.parametrize("sent", JUNK)
def test_junk_for_one_statement_is_refused_and_not_kept(cast: Cast, kim: RaterInvitation, sent: bytes) -> None:
    item = cast.diagnostic_version.items.first()
    client = Client(raise_request_exception=False)
    response = client.post(at("rating-save", kim.token, item.pk), sent, content_type="application/json")
    assert (response.status_code, bool(response.json()["message"])) in [(400, True), (409, True)]
    assert not RaterAnswer.objects.exists()
    assert not response.cookies


def test_a_statement_of_another_diagnostic_is_refused(cast: Cast, kim: RaterInvitation) -> None:
    other = make_diagnostic(cast.programme, make_framework(cast.provider, "Other"), cast.dee, title="Other")
    for item in (other.items.first().pk, kim.pk):
        sent = Client().post(at("rating-save", kim.token, item), {"level": "3"}, content_type="application/json")
        assert sent.status_code == 409
    assert not RaterAnswer.objects.exists()


@pytest.mark.parametrize(
    ("level", "comment"), [("9" * 30, ""), ("12", "a\x00b"), ("-1", ""), ("3", "x" * 4001), ("3\x00", ""), ("", "\x00")]
)
def test_junk_for_a_page_is_refused_whole(cast: Cast, kim: RaterInvitation, level: str, comment: str) -> None:
    first, second = list(cast.diagnostic_version.items.all())[:2]
    sent = {f"{first.pk.hex}-level": "3", f"{second.pk.hex}-level": level, f"{second.pk.hex}-comment": comment}
    response = Client(raise_request_exception=False).post(at("rating-page", kim.token, 1), sent)
    assert response.status_code in (409, 422)
    assert not RaterAnswer.objects.exists()


def test_wrong_methods_and_pages_that_are_not_there(kim: RaterInvitation) -> None:
    client = Client(raise_request_exception=False)
    pages = [at(f"rating-{name}", kim.token) for name in ("start", "review", "decline")]
    pages += [at("rating-page", kim.token, 1), at("rating-save", kim.token, kim.pk)]
    for method in ("put", "patch", "delete", "options"):
        assert {getattr(client, method)(page).status_code for page in pages} == {405}
    assert client.get(at("rating-save", kim.token, kim.pk)).status_code == 405
    for number in (0, 99, 10**30):
        assert client.get(at("rating-page", kim.token, number)).status_code == 404
    for token in ("é" * 22, "A" * 5000, kim.token[:-1], kim.token + "A", kim.token.swapcase(), kim.pk.hex):
        assert client.get(at("rating-start", token)).status_code == 404
        assert client.post(at("rating-decline", token)).status_code == 404
    assert client.get("/diagnostics/view/%00/").status_code == 400


def people(**first: str) -> dict[str, str]:
    kept = {"people-TOTAL_FORMS": "5", "people-INITIAL_FORMS": "0"}
    person = {"name": "Pat", "email": "pat@rater.test", "relationship": "peer"} | first
    return kept | {f"people-0-{name}": value for name, value in person.items()}


@pytest.mark.parametrize(
    "sent",
    [
        {},
        people(name="P\x00"),
        people(email="pat\x00@rater.test"),
        people(email="x" * 250 + "@rater.test"),
        people(email="no address"),
        people(email="pat@rater.test, lee@rater.test"),
        people(email="pat@rater.test\r\nBcc: all@rater.test"),
        people(name="P" * 151),
        people(name="see https://spam.test"),
        people(relationship="friend"),
        people(relationship=""),
        people() | {"people-TOTAL_FORMS": "10000"},
        people() | {"people-TOTAL_FORMS": HUGE},
        people() | {"people-TOTAL_FORMS": "-1"},
    ],
)
def test_junk_on_the_page_that_invites_asks_nobody(cast: Cast, as_user: Any, sent: dict[str, str]) -> None:
    panel = open_panel(cast)
    client = as_user(cast.amara)
    client.raise_request_exception = False
    response = client.post(at("rater-invite", panel.pk), sent)
    assert response.status_code in (400, 422)
    assert not RaterInvitation.objects.exists()


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2026-02-30", "", "\x00", HUGE])
@pytest.mark.parametrize("mode", ["named", "secret"])
def test_junk_on_the_page_that_opens_a_panel(cast: Cast, as_user: Any, day: str, mode: str) -> None:
    client = as_user(cast.amara)
    client.raise_request_exception = False
    new = at("panel-new", cast.round.pk, cast.amara_enrolment.pk)
    assert client.post(new, {"mode": mode, "closes_on": day}).status_code == 422
    assert not cast.round.panels.exists()
