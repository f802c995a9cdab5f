"""Beginning, reviewing, submitting, choosing and sharing, through the pages and without JavaScript."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from carnegie.people.models import SharingGrant
from diagnostics.enums import AttemptState, NeedState
from diagnostics.models import Attempt, Need, Round
from tests.cast import Cast, make_attempt, make_need


@pytest.fixture
def amara(cast: Cast, as_user: Any) -> Client:
    return as_user(cast.amara)


def at(name: str, *args: Any) -> str:
    return reverse(f"diagnostics:{name}", args=args)


# ---- attempt-list, attempt-start ----


def test_my_list_shows_what_i_am_asked_and_how_far_i_am(cast: Cast, amara: Client, as_user: Any) -> None:
    assert b"Begin" in amara.get(at("attempt-list")).content
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[3], submitted=False)
    assert b"Go on" in amara.get(at("attempt-list")).content
    Attempt.objects.filter(pk=attempt.pk).update(state=AttemptState.SUBMITTED, submitted_at=attempt.started_at)
    assert at("attempt-profile", attempt.pk).encode() in amara.get(at("attempt-list")).content
    assert b"Nothing to rate yet" in as_user(cast.otto).get(at("attempt-list")).content


@pytest.mark.parametrize("rounds", [1, 3])
def test_my_list_does_not_grow_in_queries(
    cast: Cast, amara: Client, django_assert_num_queries: Any, rounds: int
) -> None:
    for _number in range(rounds - 1):
        cast.round.pk, cast.round._state.adding = None, True
        cast.round.save()
    with django_assert_num_queries(6):
        amara.get(at("attempt-list"))


def test_my_list_leads_to_what_i_chose_as_long_as_i_work_on_it(cast: Cast, amara: Client, as_user: Any) -> None:
    need = make_need(make_attempt(cast.round, cast.amara_enrolment, ranks=[2] * 6))
    listed = at("need-list", cast.amara_enrolment.pk)
    assert amara.get(at("attempt-list")).text.count(f'href="{listed}"') == 1
    assert 'data-testid="needs"' not in as_user(cast.ben).get(at("attempt-list")).text
    Need.objects.filter(pk=need.pk).update(state=NeedState.SET_ASIDE)
    assert listed not in amara.get(at("attempt-list")).text


def test_beginning_leads_to_the_first_page_that_is_not_done(cast: Cast, amara: Client) -> None:
    html = amara.get(at("attempt-start", cast.round.pk)).content.decode()
    assert ("about 20 minutes" in html, "Only you, unless you choose" in html) == (True, True)
    first = amara.post(at("attempt-start", cast.round.pk))
    attempt = Attempt.objects.get()
    assert first["Location"] == at("attempt-page", attempt.pk, 1)
    make = make_attempt(cast.round, cast.ben_enrolment, ranks=[3] * 3, submitted=False)
    ben = Client()
    ben.force_login(cast.ben)
    assert ben.post(at("attempt-start", cast.round.pk))["Location"] == at("attempt-page", make.pk, 2)


def test_the_promise_about_figures_names_the_number_that_is_set(cast: Cast, amara: Client, settings: Any) -> None:
    settings.AGGREGATE_MINIMUM = 7
    assert "only figures about 7 people or more" in amara.get(at("attempt-start", cast.round.pk)).text
    amara.force_login(cast.dee)
    for page in (at("diagnostic-detail", cast.diagnostic_version.pk), at("diagnostic-new", cast.programme.pk)):
        assert "only figures about 7 people or more" in amara.get(page).text


def test_after_submitting_only_a_deliberate_press_begins_again(cast: Cast, amara: Client) -> None:
    make_attempt(cast.round, cast.amara_enrolment, ranks=[3])
    amara.post(at("attempt-start", cast.round.pk))
    assert Attempt.objects.count() == 1
    amara.post(at("attempt-start", cast.round.pk), {"again": "yes"})
    assert list(Attempt.objects.order_by("number").values_list("number", flat=True)) == [1, 2]


def test_a_closed_round_says_so_and_begins_nothing(cast: Cast, amara: Client) -> None:
    cast.round.closes_on = cast.round.opens_on
    cast.round.save()
    assert b'data-testid="closed"' in amara.get(at("attempt-start", cast.round.pk)).content
    response = amara.post(at("attempt-start", cast.round.pk), follow=True)
    assert b"This round closed at the end of" in response.content
    assert Attempt.objects.count() == 0


def test_a_round_to_come_says_when(cast: Cast, amara: Client) -> None:
    cast.round.opens_on = cast.round.closes_on = dt.date(2027, 1, 4)
    cast.round.save()
    assert b"Mon 4 Jan 2027" in amara.get(at("attempt-start", cast.round.pk)).content


# ---- attempt-review ----


def test_review_lists_what_is_missing_and_asks_before_it_submits(cast: Cast, amara: Client) -> None:
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[3] * 5, submitted=False)
    review = at("attempt-review", attempt.pk)
    item = cast.diagnostic_version.items.get(code="D2.3")
    html = amara.get(review).content.decode()
    assert html.count('data-testid="unanswered"') == 1
    assert f"{at('attempt-page', attempt.pk, 2)}#item-{item.pk}" in html
    refused = amara.post(review)
    assert (refused.status_code, Attempt.objects.get().state) == (409, AttemptState.IN_PROGRESS)
    done = amara.post(review, {"confirm_missing": "yes"})
    assert (done["Location"], Attempt.objects.get().state) == (
        at("attempt-profile", attempt.pk),
        AttemptState.SUBMITTED,
    )
    assert amara.post(review)["Location"] == at("attempt-profile", attempt.pk)


def test_submitting_takes_ten_queries(cast: Cast, amara: Client, django_assert_num_queries: Any) -> None:
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[3] * 6, submitted=False)
    with django_assert_num_queries(10):
        amara.post(at("attempt-review", attempt.pk))
    assert Attempt.objects.get().is_submitted


# ---- need-choose, need-list, need-edit, need-set-aside ----


def test_choosing_two_needs(cast: Cast, amara: Client) -> None:
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[2] * 6)
    choose, listed = at("need-choose", attempt.pk), at("need-list", cast.amara_enrolment.pk)
    element = cast.framework_version.elements.get(code="D1.2").pk
    assert f'value="{element}"' in amara.get(f"{choose}?element={element}").content.decode()
    sent = {"title": "Delegate", "reason": "It matters", "context": "", "elements": [element]}
    assert amara.post(choose, sent)["Location"] == choose
    assert amara.post(choose, sent | {"title": "Listen"})["Location"] == listed
    assert list(Need.objects.values_list("title", "reason")) == [("Delegate", "It matters"), ("Listen", "It matters")]


def test_what_is_wrong_with_a_need_is_said_and_kept(cast: Cast, amara: Client) -> None:
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[2] * 6)
    element = cast.framework_version.elements.get(code="D1.2").pk
    domain = cast.framework_version.elements.get(code="D1").pk
    good = {"title": "Delegate", "reason": "It matters", "elements": [element]}
    for wrong in (
        {},
        good | {"reason": ""},
        good | {"elements": []},
        good | {"elements": [domain]},
        good | {"elements": ["nonsense", "\x00"]},
        good | {"title": "x\x00"},
        good | {"title": "x" * 201},
    ):
        response = amara.post(at("need-choose", attempt.pk), wrong)
        assert (response.status_code, b'data-testid="error-summary"' in response.content) == (422, True), wrong
    assert Need.objects.count() == 0


def test_what_was_chosen_in_an_earlier_round_stands_beside_the_form(cast: Cast, amara: Client) -> None:
    first = make_attempt(cast.round, cast.amara_enrolment, ranks=[2] * 6)
    theirs = make_need(make_attempt(cast.round, cast.ben_enrolment, ranks=[2] * 6), title="Of Ben")
    make_need(first, title="Delegate")
    Need.objects.filter(pk=make_need(first, title="Given up").pk).update(state=NeedState.SET_ASIDE)
    later = Round.objects.get(pk=cast.round.pk)
    later.pk, later._state.adding, later.title = None, True, "Half-way"
    later.save()
    page = amara.get(at("need-choose", make_attempt(later, cast.amara_enrolment, ranks=[3] * 6).pk)).text
    beside = re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page[page.index("<aside>") : page.index("</aside>")]))
    assert "Nothing from this round yet." in beside
    assert "From other rounds Delegate Baseline" in beside
    assert ("Given up" in page, theirs.title in page, "Nothing yet." in page) == (False, False, False)
    assert at("need-list", cast.amara_enrolment.pk) in page
    assert "From other rounds" not in amara.get(at("need-choose", first.pk)).text


def test_with_five_there_is_no_form(cast: Cast, amara: Client) -> None:
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[2] * 6)
    for number in range(5):
        make_need(attempt, title=f"Need {number}")
    assert b'data-testid="full"' in amara.get(at("need-choose", attempt.pk)).content


def test_changing_and_setting_aside(cast: Cast, amara: Client) -> None:
    need = make_need(make_attempt(cast.round, cast.amara_enrolment, ranks=[2] * 6))
    element = cast.framework_version.elements.get(code="D1.3").pk
    page = amara.get(at("need-edit", need.pk))
    assert b"canary-reason" in page.content
    sent = {"title": "New words", "reason": "Because", "context": "", "elements": [element]}
    sent["base"] = page.context["form"]["base"].value()
    assert amara.post(at("need-edit", need.pk), sent)["Location"] == at("need-list", cast.amara_enrolment.pk)
    amara.post(at("need-set-aside", need.pk))
    need.refresh_from_db()
    assert (need.title, need.state) == ("New words", NeedState.SET_ASIDE)
    assert b"No needs chosen yet" in amara.get(at("need-list", cast.amara_enrolment.pk)).content


@pytest.mark.parametrize("needs", [1, 3])
def test_the_list_of_needs_does_not_grow_in_queries(
    cast: Cast, amara: Client, django_assert_num_queries: Any, needs: int
) -> None:
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[2] * 6)
    for number in range(needs):
        make_need(attempt, title=f"Need {number}")
    with django_assert_num_queries(NEED_LIST_QUERIES):
        amara.get(at("need-list", cast.amara_enrolment.pk))


NEED_LIST_QUERIES = 16
"""Session, person, the header, enrolment, needs, their links, the elements, the latest attempt, their goals,
links, gaps, what she has booked, and four for what is offered."""


def test_a_line_manager_sees_only_the_need_that_she_was_shown(cast: Cast, amara: Client, as_user: Any) -> None:
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[2] * 6)
    shown, hidden = make_need(attempt, title="Shown"), make_need(attempt, title="Hidden")
    lena, listed = as_user(cast.lena), at("need-list", cast.amara_enrolment.pk)
    assert lena.get(listed).status_code == 404
    amara.post(at("need-share", shown.pk), {"people": [cast.lena.pk]})
    html = lena.get(listed).content.decode()
    assert (shown.title in html, hidden.title in html) == (True, False)


# ---- attempt-share, grant-revoke ----


def test_nobody_is_ticked_beforehand_and_sharing_can_be_taken_back(cast: Cast, amara: Client, as_user: Any) -> None:
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[2] * 6)
    share, profile = at("attempt-share", attempt.pk), at("attempt-profile", attempt.pk)
    html = amara.get(share).content.decode()
    assert [name in html for name in ("Cora", "Bill", "Lena", "Carl", "Sam", "Eve")] == [True] * 3 + [False] * 3
    assert "checked" not in html
    cora = as_user(cast.cora)
    assert cora.get(profile).status_code == 403
    amara.post(share, {"people": [cast.cora.pk]})
    assert cora.get(profile).status_code == 200
    grant = SharingGrant.objects.get()
    assert amara.post(at("grant-revoke", grant.pk))["Location"] == share
    assert cora.get(profile).status_code == 403


def looks(page: str) -> list[str]:
    return [re.sub("<[^>]+>", "", one) for one in re.findall(r'data-testid="looked">(.*?)</span>', page)]


def test_beside_each_person_stands_when_she_last_looked(
    cast: Cast, amara: Client, as_user: Any, django_assert_num_queries: Any
) -> None:
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[2] * 6)
    share, profile = at("attempt-share", attempt.pk), at("attempt-profile", attempt.pk)
    amara.post(share, {"people": [cast.cora.pk]})
    amara.get(share)
    with django_assert_num_queries(8):
        page = amara.get(share).text
    assert looks(page) == ["has not looked yet"]
    amara.post(share, {"people": [cast.bill.pk, cast.lena.pk]})
    for _again in range(2):
        as_user(cast.cora).get(profile)
    with django_assert_num_queries(8):
        page = amara.get(share).text
    assert sorted(looks(page)) == ["Cora looked on Tue 24 Nov 2026, 10:00", *["has not looked yet"] * 2]


def test_a_need_says_too_who_has_looked(cast: Cast, amara: Client, as_user: Any) -> None:
    need = make_need(make_attempt(cast.round, cast.amara_enrolment, ranks=[2] * 6))
    amara.post(at("need-share", need.pk), {"people": [cast.lena.pk]})
    as_user(cast.lena).get(at("need-list", cast.amara_enrolment.pk))
    assert looks(amara.get(at("need-share", need.pk)).text) == ["Lena looked on Tue 24 Nov 2026, 10:00"]


def test_sharing_with_a_stranger_is_not_a_choice(cast: Cast, amara: Client) -> None:
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[2] * 6)
    for people in ([cast.ben.pk], [cast.carl.pk], ["nonsense"], []):
        response = amara.post(at("attempt-share", attempt.pk), {"people": people})
        assert b'data-testid="error-summary"' in response.content
    assert SharingGrant.objects.count() == 0


def test_only_the_owner_takes_back(cast: Cast, amara: Client, as_user: Any) -> None:
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[2] * 6)
    amara.post(at("attempt-share", attempt.pk), {"people": [cast.cora.pk]})
    revoke = at("grant-revoke", SharingGrant.objects.get().pk)
    people = ("cora", "bill", "ben", "root")
    assert [as_user(getattr(cast, name)).post(revoke).status_code for name in people] == [403, 404, 404, 404]
    assert SharingGrant.objects.get().revoked_at is None
