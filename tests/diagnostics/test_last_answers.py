"""What she said last time, if she wants to see it; a later attempt never changes an earlier one; what is pinned."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from carnegie.core.errors import NotAllowed
from carnegie.people.models import User
from diagnostics import services
from diagnostics.models import Answer, Attempt, Round, TargetProfile
from programmes.models import Enrolment
from tests.cast import NOW, TODAY, Cast, make_attempt
from tests.diagnostics.asking_beside import save
from tests.diagnostics.test_attempt_page import fields, url

AsUser = Callable[[User], Client]


def make_round(cast: Cast, title: str, **fields: Any) -> Round:
    facts = {
        "cohort": cast.cohort,
        "diagnostic_version": cast.diagnostic_version,
        "opens_on": TODAY - dt.timedelta(days=1),
        "closes_on": TODAY + dt.timedelta(days=9),
        "opened_by": cast.bill,
    }
    return Round.objects.create(title=title, **(facts | fields))


def shown(html: str) -> list[str]:
    """What each card says of last time."""
    found = re.findall(r'data-testid="previous">(.*?)</p>', html, re.S)
    return [" ".join(re.sub("<[^>]+>", "", one).split()) for one in found]


@pytest.fixture
def earlier(cast: Cast) -> Attempt:
    """Amara's baseline; Ben's, which must not be seen, is newer."""
    ben = make_attempt(cast.round, cast.ben_enrolment, ranks=[5] * 6)
    Attempt.objects.filter(pk=ben.pk).update(submitted_at=NOW)
    return make_attempt(cast.round, cast.amara_enrolment, ranks=[1, 2])


@pytest.fixture
def attempt(cast: Cast, earlier: Attempt) -> Attempt:
    return make_attempt(make_round(cast, "Exit"), cast.amara_enrolment, ranks=[], submitted=False)


def test_it_is_her_choice_off_by_default_and_never_preselected(cast: Cast, attempt: Attempt, as_user: AsUser) -> None:
    client = as_user(cast.amara)
    page = client.get(url(attempt))
    assert (shown(page.content.decode()), b'data-testid="previous-on"' in page.content) == ([], True)
    item = cast.diagnostic_version.items.get(code="D1.3").pk.hex
    pressed = client.post(url(attempt), fields(page) | {f"{item}-level": "4", "go": "previous-on"})
    assert pressed["Location"] == url(attempt)
    html = client.get(url(attempt)).content.decode()
    assert shown(html) == [
        "Last time (Baseline, Mon 23 Nov 2026): Not yet · “canary-example-Amara-D1.1”",
        "Last time (Baseline, Mon 23 Nov 2026): Emerging · “canary-example-Amara-D1.2”",
    ]
    assert re.findall(r'value="(\d)" checked data-testid="level', html) == ["4"]
    assert [a.item.code for a in attempt.answers.select_related("item")] == ["D1.3"]
    client.post(url(attempt), fields(client.get(url(attempt))) | {"go": "previous-off"})
    assert shown(client.get(url(attempt)).content.decode()) == []


def test_the_latest_submitted_of_each_element_counts_whatever_the_round(
    cast: Cast, earlier: Attempt, attempt: Attempt, as_user: AsUser
) -> None:
    """A mid-point after the baseline rates D1.2 only; an attempt in progress says nothing yet."""
    later = make_attempt(make_round(cast, "Mid-point"), cast.amara_enrolment, ranks=[3, 4])
    Attempt.objects.filter(pk=later.pk).update(submitted_at=NOW)
    later.answers.get(item__code="D1.1").delete()
    make_attempt(make_round(cast, "Begun"), cast.amara_enrolment, ranks=[5, 5, 5], submitted=False)
    services.show_previous(attempt=attempt, shows=True, by=cast.amara, now=NOW)
    html = as_user(cast.amara).get(url(attempt)).content.decode()
    assert [one.split(" · ")[0] for one in shown(html)] == [
        "Last time (Baseline, Mon 23 Nov 2026): Not yet",
        "Last time (Mid-point, Tue 24 Nov 2026): Established",
    ]


def test_who_has_submitted_nothing_is_not_asked(cast: Cast, as_user: AsUser) -> None:
    make_attempt(cast.round, cast.ben_enrolment, ranks=[5] * 6)
    first = make_attempt(cast.round, cast.amara_enrolment, ranks=[3], submitted=False)
    assert b"my last answers" not in as_user(cast.amara).get(url(first)).content


@pytest.mark.parametrize("answered", [1, 3])
def test_ten_queries_with_last_time(cast: Cast, as_user: AsUser, django_assert_num_queries: Any, answered: int) -> None:
    make_attempt(cast.round, cast.amara_enrolment, ranks=[2] * answered)
    attempt = make_attempt(make_round(cast, "Exit"), cast.amara_enrolment, ranks=[], submitted=False)
    services.show_previous(attempt=attempt, shows=True, by=cast.amara, now=NOW)
    client = as_user(cast.amara)
    client.get("/")
    with django_assert_num_queries(10):
        html = client.get(url(attempt)).content.decode()
    assert len(shown(html)) == answered


def test_only_she_chooses_and_only_until_she_submits(cast: Cast, earlier: Attempt, attempt: Attempt) -> None:
    for name in ("ben", "bill", "cora", "dee", "lena", "root"):
        with pytest.raises(NotAllowed):
            services.show_previous(attempt=attempt, shows=True, by=getattr(cast, name), now=NOW)
    services.show_previous(attempt=earlier, shows=True, by=cast.amara, now=NOW)
    assert not Attempt.objects.filter(shows_previous=True).exists()


def test_a_later_attempt_leaves_the_earlier_one_as_it_was(cast: Cast, earlier: Attempt) -> None:
    before = list(Answer.objects.filter(attempt=earlier).order_by("pk").values())
    again = services.start_attempt(round=cast.round, enrolment=cast.amara_enrolment, again=True, by=cast.amara, now=NOW)
    save(again, "D1.1", cast.amara, rank=5)
    services.submit_attempt(attempt=again, confirm_missing=True, by=cast.amara, now=NOW)
    assert list(Answer.objects.filter(attempt=earlier).order_by("pk").values()) == before
    assert list(Attempt.objects.filter(enrolment=cast.amara_enrolment).values_list("number", flat=True)) == [2, 1]


# ---- what is pinned when she begins ----


def test_what_is_expected_of_her_is_settled_when_she_begins(cast: Cast) -> None:
    hers = TargetProfile.objects.create(
        programme=cast.programme,
        diagnostic_version=cast.diagnostic_version,
        title="Deputies",
        audience="role",
        role="Deputy head",
    )
    attempt = services.start_attempt(round=cast.round, enrolment=cast.amara_enrolment, by=cast.amara, now=NOW)
    assert attempt.target_profile == hers
    Enrolment.objects.filter(pk=cast.amara_enrolment.pk).update(job_title="Head")
    again = services.start_attempt(round=cast.round, enrolment=cast.amara_enrolment, by=cast.amara, now=NOW)
    assert (again, again.target_profile) == (attempt, hers)


def test_without_targets_of_the_round_nothing_is_expected(cast: Cast) -> None:
    Round.objects.filter(pk=cast.round.pk).update(target_profile=None)
    cast.round.refresh_from_db()
    attempt = services.start_attempt(round=cast.round, enrolment=cast.amara_enrolment, by=cast.amara, now=NOW)
    assert attempt.target_profile is None


# ---- looking back ----


def test_a_round_that_looks_back_says_so_on_every_page(cast: Cast, as_user: AsUser) -> None:
    client = as_user(cast.amara)
    then = make_round(cast, "Then", kind="retrospective")
    now = make_round(cast, "Now", kind="exit")
    for round_, says in ((then, True), (now, False)):
        attempt = make_attempt(round_, cast.amara_enrolment, ranks=[], submitted=False)
        pages = [
            reverse("diagnostics:attempt-start", args=[round_.pk]),
            url(attempt),
            reverse("diagnostics:attempt-review", args=[attempt.pk]),
        ]
        for page in pages:
            html = client.get(page).content.decode()
            assert ("Rate how you were at the start of the programme</b> (" in html) == says, page
            assert ("25 Sep 2026" in html) == says, page
