"""Making diagnostics, targets and rounds through the pages."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from diagnostics.enums import DiagnosticState
from diagnostics.models import DiagnosticVersion, Round, TargetProfile
from programmes.models import ProgrammeFramework
from tests.cast import TODAY, Cast, make_attempt, make_framework


@pytest.fixture
def dee(cast: Cast, as_user: Any) -> Client:
    return as_user(cast.dee)


def at(name: str, *args: Any) -> str:
    return reverse(f"diagnostics:{name}", args=args)


def test_a_diagnostic_from_some_parts_of_the_programmes_framework(cast: Cast, dee: Client) -> None:
    new = at("diagnostic-new", cast.programme.pk)
    domain = cast.framework_version.elements.get(code="D2").pk
    assert f'value="{domain}"' in dee.get(new).content.decode()
    sent = {"title": "Short check", "introduction": "Hello", "minutes": "10", "parts": [domain]}
    response = dee.post(new, sent)
    version = DiagnosticVersion.objects.get(diagnostic__title="Short check")
    assert response["Location"] == at("diagnostic-detail", version.pk)
    assert list(version.items.values_list("code", flat=True)) == ["D2.1", "D2.2", "D2.3"]


def test_with_several_frameworks_one_is_chosen_first(cast: Cast, dee: Client) -> None:
    second = make_framework(cast.provider, "Second")
    ProgrammeFramework.objects.create(programme=cast.programme, version=second)
    new = at("diagnostic-new", cast.programme.pk)
    assert dee.get(new).content.decode().count('data-testid="framework"') == 2
    assert b"Second domain 1" in dee.get(f"{new}?framework={second.pk}").content
    assert dee.get(f"{new}?framework=nonsense").status_code == 200
    foreign = make_framework(cast.other_provider, "Foreign")
    assert b"Foreign" not in dee.get(f"{new}?framework={foreign.pk}").content


def test_what_is_wrong_is_said(cast: Cast, dee: Client) -> None:
    domain = cast.framework_version.elements.get(code="D2").pk
    good = {"title": "Short", "introduction": "", "minutes": "10", "parts": [domain]}
    leaf = cast.framework_version.elements.get(code="D2.1").pk
    for wrong in (
        {},
        good | {"title": "Self-assessment"},
        good | {"title": "\x00"},
        good | {"minutes": "0"},
        good | {"minutes": "9" * 30},
        good | {"parts": []},
        good | {"parts": [leaf]},
        good | {"parts": ["x"]},
    ):
        response = dee.post(at("diagnostic-new", cast.programme.pk), wrong)
        assert (response.status_code, b'data-testid="error-summary"' in response.content) == (422, True), wrong
    assert DiagnosticVersion.objects.count() == 1


def test_a_draft_is_changed_published_and_then_closed_to_change(cast: Cast, dee: Client) -> None:
    DiagnosticVersion.objects.update(state=DiagnosticState.DRAFT)
    pk = cast.diagnostic_version.pk
    assert b'data-testid="publish"' in dee.get(at("diagnostic-detail", pk)).content
    dee.post(at("diagnostic-edit", pk), {"title": "Renamed", "introduction": "", "minutes": "5"})
    dee.post(at("diagnostic-publish", pk))
    version = DiagnosticVersion.objects.select_related("diagnostic").get()
    assert (version.diagnostic.title, version.minutes, version.state) == ("Renamed", 5, DiagnosticState.PUBLISHED)
    response = dee.post(at("diagnostic-edit", pk), {"title": "Again", "introduction": "", "minutes": "5"})
    assert b"published, so it no longer changes" in response.content
    assert b"no longer changes" in dee.post(at("diagnostic-publish", pk), follow=True).content


def test_targets_level_by_level(cast: Cast, dee: Client) -> None:
    items = list(cast.diagnostic_version.items.all())
    sent = {"title": "Deputies"} | {f"low-{item.pk.hex}": "2" for item in items[:2]}
    sent |= {f"high-{item.pk.hex}": "3" for item in items[:2]}
    dee.post(at("target-new", cast.diagnostic_version.pk), sent)
    profile = TargetProfile.objects.get(title="Deputies")
    assert list(profile.targets.values_list("item", "minimum", "maximum")) == [(item.pk, 2, 3) for item in items[:2]]
    assert b"Deputies" in dee.get(at("target-edit", profile.pk)).content
    one = items[0].pk.hex
    for wrong in ({f"low-{one}": "5"}, {f"low-{one}": "6"}, {f"high-{one}": ""}, {"title": ""}, {"title": "New heads"}):
        response = dee.post(at("target-edit", profile.pk), sent | wrong)
        assert (response.status_code, b'data-testid="error-summary"' in response.content) == (422, True), wrong
    dee.post(at("target-edit", profile.pk), {"title": "Deputies"})
    assert profile.targets.count() == 0


def test_a_round_is_opened_followed_and_extended(cast: Cast, dee: Client) -> None:
    new = at("round-new", cast.cohort.pk)
    assert dee.get(f"{new}?diagnostic=nonsense").status_code == 200
    sent = {
        "title": "Exit",
        "diagnostic": cast.diagnostic_version.pk,
        "kind": "exit",
        "target_profile": cast.target_profile.pk,
        "opens_on": "2026-11-24",
        "closes_on": "2026-12-01",
    }
    for wrong in (
        {"closes_on": "2026-11-01"},
        {"closes_on": "nonsense"},
        {"diagnostic": "x"},
        {"kind": "\x00"},
        {"target_profile": cast.round.pk},
    ):
        response = dee.post(new, sent | wrong)
        assert (response.status_code, b'data-testid="error-summary"' in response.content) == (422, True), wrong
    response = dee.post(new, sent)
    round_ = Round.objects.get(title="Exit")
    assert response["Location"] == at("round-detail", round_.pk)
    refused = dee.post(at("round-extend", round_.pk), {"closes_on": "2026-11-30", "whom": "everybody"})
    assert b"open until the end of Tue 1 Dec 2026 already" in refused.content
    dee.post(at("round-extend", round_.pk), {"closes_on": "2026-12-09", "whom": "everybody"})
    round_.refresh_from_db()
    assert round_.closes_on == dt.date(2026, 12, 9)


def test_whom_the_targets_are_for_is_marked_as_required(cast: Cast, dee: Client) -> None:
    page = dee.get(at("target-new", cast.diagnostic_version.pk)).text
    assert 'for="id_title">For whom<span class="asteriskField">*</span></label>' in page
    assert re.search(r'<input [^>]*name="title"[^>]* required ', page)


@pytest.mark.parametrize(
    ("opens_on", "said"),
    [
        ("2026-11-20", "The round is open now: each learner gets a mail."),
        ("2026-11-24", "The round is open now: each learner gets a mail."),
        ("2026-11-25", "The round is planned: each learner gets a mail when it opens."),
    ],
)
def test_a_new_round_says_whether_it_is_open(cast: Cast, dee: Client, opens_on: str, said: str) -> None:
    sent = {"title": "Exit", "diagnostic": cast.diagnostic_version.pk, "kind": "exit"}
    sent |= {"opens_on": opens_on, "closes_on": "2026-12-01"}
    page = dee.post(at("round-new", cast.cohort.pk), sent, follow=True)
    assert [str(message) for message in page.context["messages"]] == [said]


def test_the_board_says_who_has_done_it_and_nothing_of_what_was_said(cast: Cast, as_user: Any) -> None:
    make_attempt(cast.round, cast.amara_enrolment, ranks=[3] * 6)
    make_attempt(cast.round, cast.ben_enrolment, ranks=[3], submitted=False)
    for user in (cast.bill, cast.dee):
        html = as_user(user).get(at("round-detail", cast.round.pk)).content.decode()
        assert [name in html for name in ("Amara Example", "Ben Example", "Otto Example")] == [True, True, False]
        assert ("Submitted" in html, "In progress" in html, "canary" in html) == (True, True, False)


@pytest.mark.parametrize("attempts", [0, 2])
def test_the_board_does_not_grow_in_queries(
    cast: Cast, as_user: Any, django_assert_num_queries: Any, attempts: int
) -> None:
    for enrolment in (cast.amara_enrolment, cast.ben_enrolment)[:attempts]:
        make_attempt(cast.round, enrolment, ranks=[3])
    client = as_user(cast.bill)
    with django_assert_num_queries(12):
        client.get(at("round-detail", cast.round.pk))


@pytest.mark.parametrize("diagnostics", [1, 3])
def test_the_list_does_not_grow_in_queries(
    cast: Cast, dee: Client, django_assert_num_queries: Any, diagnostics: int
) -> None:
    for number in range(diagnostics - 1):
        cast.diagnostic_version.pk, cast.diagnostic_version._state.adding = None, True
        cast.diagnostic_version.number = number + 2
        cast.diagnostic_version.save()
    with django_assert_num_queries(5):
        dee.get(at("diagnostic-list"))


def test_a_learner_meets_the_definition_once_her_round_is_open(cast: Cast, as_user: Any) -> None:
    detail, amara = at("diagnostic-detail", cast.diagnostic_version.pk), as_user(cast.amara)
    html = amara.get(detail).content.decode()
    assert ("Heads standard 1.1" in html, "New heads" in html, 'data-testid="rounds"' in html) == (True, False, False)
    cast.round.opens_on = TODAY + dt.timedelta(days=1)
    cast.round.save()
    assert amara.get(detail).status_code == 404


def test_a_form_with_errors_is_answered_as_such(cast: Cast, dee: Client) -> None:
    new = reverse("diagnostics:diagnostic-new", args=[cast.programme.pk])
    asked = reverse("diagnostics:round-new", args=[cast.cohort.pk])
    assert [dee.post(address, {}).status_code for address in (new, asked)] == [422, 422]
