"""What each item asks beside the level: off, optional or required, and whether “not applicable” may be chosen."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from carnegie.core.errors import Refused
from carnegie.people.models import User
from diagnostics import services
from diagnostics.models import Attempt
from tests.cast import NOW, Cast, make_attempt
from tests.diagnostics.asking_beside import ask, save
from tests.diagnostics.test_attempt_page import fields, url

AsUser = Callable[[User], Client]
GIVEN = {"importance": 2, "confidence": 1, "example": "I planned it."}


@pytest.fixture
def attempt(cast: Cast) -> Attempt:
    return make_attempt(cast.round, cast.amara_enrolment, ranks=[], submitted=False)


def kept(attempt: Attempt) -> list[tuple[str, int | None, int | None, int | None, str, int]]:
    rows = attempt.answers.order_by("item__position").select_related("item", "level")
    return [(a.item.code, a.level and a.level.rank, a.importance, a.confidence, a.example, a.revision) for a in rows]


def asked_on(html: str) -> list[str]:
    """What the first card asks beside the level."""
    card = html.split('data-testid="card"')[1]
    names = re.findall(r'data-testid="(importance|confidence)-1"|data-testid="(example)"', card)
    return [a or b for a, b in names]


def test_confidence_is_kept_by_page_and_by_autosave(cast: Cast, attempt: Attempt, as_user: AsUser) -> None:
    ask(cast, asks_confidence="optional")
    client = as_user(cast.amara)
    item = cast.diagnostic_version.items.get(code="D1.1")
    body = {"level": "3", "importance": "1", "confidence": "2", "example": "", "base_revision": 0}
    save_url = reverse("diagnostics:answer-save", args=[attempt.pk, item.pk])
    assert client.post(save_url, json.dumps(body), content_type="application/json").json()["revision"] == 1
    page = client.get(url(attempt))
    assert re.findall(r'value="(\d)" checked data-testid="(\w+)-', page.content.decode()) == [
        ("3", "level"),
        ("1", "importance"),
        ("2", "confidence"),
    ]
    client.post(url(attempt), fields(page) | {f"{item.pk.hex}-confidence": "3"})
    assert kept(attempt) == [("D1.1", 3, 1, 3, "", 2)]


def test_a_change_of_confidence_alone_is_a_new_revision(cast: Cast, attempt: Attempt) -> None:
    ask(cast, asks_confidence="optional")
    assert save(attempt, "D1.1", cast.amara, confidence=1).revision == 1
    assert save(attempt, "D1.1", cast.amara, confidence=1, base_revision=1).revision == 1
    assert save(attempt, "D1.1", cast.amara, confidence=3, base_revision=1).revision == 2


@pytest.mark.parametrize("junk", ["9", "0", "x", [1]])
def test_junk_confidence_is_refused_in_words(cast: Cast, attempt: Attempt, as_user: AsUser, junk: Any) -> None:
    ask(cast, asks_confidence="optional")
    item = cast.diagnostic_version.items.first()
    save_url = reverse("diagnostics:answer-save", args=[attempt.pk, item.pk])
    body = json.dumps({"level": "3", "confidence": junk})
    response = as_user(cast.amara).post(save_url, body, content_type="application/json")
    assert (response.status_code, response.json()["message"][:14]) == (400, "How sure I am:")
    assert kept(attempt) == []


@pytest.mark.parametrize("off", ["importance", "confidence", "example"])
def test_what_is_off_is_not_shown_and_is_refused(cast: Cast, attempt: Attempt, as_user: AsUser, off: str) -> None:
    asks = {f"asks_{name}": "off" if name == off else "optional" for name in GIVEN}
    ask(cast, **asks)
    client = as_user(cast.amara)
    page = client.get(url(attempt))
    assert asked_on(page.content.decode()) == [name for name in GIVEN if name != off]
    with pytest.raises(Refused, match="does not ask for that"):
        save(attempt, "D1.1", cast.amara, **{off: GIVEN[off]})
    item = cast.diagnostic_version.items.first().pk.hex
    response = client.post(url(attempt), fields(page) | {f"{item}-level": "3", f"{item}-{off}": str(GIVEN[off])})
    assert (response.status_code, b"does not ask for that" in response.content) == (409, True)
    assert kept(attempt) == []
    save(attempt, "D1.1", cast.amara, **{name: given for name, given in GIVEN.items() if name != off})
    assert len(kept(attempt)) == 1


def test_with_everything_off_there_is_nothing_to_unfold(cast: Cast, attempt: Attempt, as_user: AsUser) -> None:
    ask(cast, asks_importance="off", asks_example="off")
    html = as_user(cast.amara).get(url(attempt)).content.decode()
    assert ('<details class="fold"' in html, asked_on(html)) == (False, [])


def test_what_is_required_stands_open_and_what_is_optional_is_folded(
    cast: Cast, attempt: Attempt, as_user: AsUser
) -> None:
    ask(cast, asks_confidence="required", asks_importance="optional", asks_example="optional")
    html = as_user(cast.amara).get(url(attempt)).content.decode()
    before, folded = html.split('data-testid="card"')[1].split('<details class="fold"')
    assert ("confidence-1" in before, "(must be answered)" in before, "importance-1" in before) == (True, True, False)
    assert ("importance-1" in folded, "confidence-1" in folded) == (True, False)
    assert re.findall(r"<summary>(.*?)</summary>", folded) == ["Importance and an example from your practice"]


@pytest.mark.parametrize("name", ["importance", "confidence", "example"])
def test_what_is_required_counts_as_missing_until_given(
    cast: Cast, attempt: Attempt, as_user: AsUser, name: str
) -> None:
    """D1.1 has its level only, D1.2 all, D1.3 does not apply, D2 has all."""
    ask(cast, **{f"asks_{name}": "required"})
    save(attempt, "D1.1", cast.amara)
    save(attempt, "D1.2", cast.amara, **{name: GIVEN[name]})
    save(attempt, "D1.3", cast.amara, rank=None, is_not_applicable=True)
    for code in ("D2.1", "D2.2", "D2.3"):
        save(attempt, code, cast.amara, **{name: GIVEN[name]})
    client = as_user(cast.amara)
    review = reverse("diagnostics:attempt-review", args=[attempt.pk])
    html = client.get(review).content.decode()
    assert re.findall(r'data-testid="unanswered">(\S+)', html) == ["D1.1"]
    assert f"missing: {name}" in html
    assert re.findall(r'class="side-note">([^<]+)<', client.get(url(attempt)).content.decode())[-2:] == ["2/3", "3/3 ✓"]
    with pytest.raises(services.MissingAnswers) as refusal:
        services.submit_attempt(attempt=attempt, by=cast.amara, now=NOW)
    assert [item.code for item in refusal.value.items] == ["D1.1"]
    save(attempt, "D1.1", cast.amara, base_revision=1, **{name: GIVEN[name]})
    assert b'data-testid="unanswered"' not in client.get(review).content
    assert services.submit_attempt(attempt=attempt, by=cast.amara, now=NOW).is_submitted


def test_levels_without_what_is_required_may_be_submitted_when_confirmed(cast: Cast, attempt: Attempt) -> None:
    ask(cast, asks_importance="required")
    save(attempt, "D1.1", cast.amara)
    with pytest.raises(services.MissingAnswers):
        services.submit_attempt(attempt=attempt, by=cast.amara, now=NOW)
    done = services.submit_attempt(attempt=attempt, confirm_missing=True, by=cast.amara, now=NOW)
    assert done.is_submitted


def test_not_applicable_is_no_choice_where_it_is_not_allowed(cast: Cast, attempt: Attempt, as_user: AsUser) -> None:
    client = as_user(cast.amara)
    assert client.get(url(attempt)).content.count(b'data-testid="level-na"') == 3
    ask(cast, allows_not_applicable=False)
    page = client.get(url(attempt))
    assert (page.content.count(b'data-testid="level-na"'), b"n means not applicable" in page.content) == (0, False)
    with pytest.raises(Refused, match="is not a choice"):
        save(attempt, "D1.1", cast.amara, rank=None, is_not_applicable=True)
    item = cast.diagnostic_version.items.first().pk.hex
    response = client.post(url(attempt), fields(page) | {f"{item}-level": "na"})
    assert (response.status_code, b"is not a choice" in response.content) == (409, True)
    assert kept(attempt) == []
