"""Reviews: written by one facilitator, released once, and what follows."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from carnegie.core.errors import NotAllowed, Refused, Stale
from carnegie.people.models import User
from programmes.models import CohortRole
from projects.enums import ProjectAction, ProjectState
from projects.models import Project, Review, Submission
from projects.services import release_review, save_review, take_step
from projects.services.steps import NotReady, WrongState
from tests.cast import LONG_AGO, NOW, TODAY, Cast
from tests.projects.play import make_project, make_review, make_submission

SignIn = Callable[[User], Client]


def waiting(cast: Cast) -> Submission:
    return make_project(cast, ProjectState.SUBMITTED).submissions.get()


def save(cast: Cast, submission: Submission, **fields: Any) -> Review:
    element = cast.framework_version.elements.get(code="D1.1")
    values = {
        "comment": "Seen",
        "decision": "sign_off",
        "judgements": {element.pk: ("met", "Yes")},
        "base_version": 0,
        "by": cast.bill,
        "now": NOW,
    }
    return save_review(submission=submission, **values | fields)


def state() -> str:
    return Project.objects.values_list("state", flat=True).get()


def test_a_released_sign_off_completes_the_project(cast: Cast) -> None:
    review = release_review(review=save(cast, waiting(cast)), by=cast.bill, now=NOW)
    assert (review.state, review.released_at, state()) == ("released", NOW, "completed")


def test_a_released_return_sends_it_back_and_the_history_does_not_quote_the_review(cast: Cast) -> None:
    submission = waiting(cast)
    release_review(review=save(cast, submission, decision="more_work", judgements={}), by=cast.bill, now=NOW)
    assert (state(), submission.project.transitions.last().reason) == ("rework", "The review of submission 1 says why.")


@pytest.mark.parametrize(
    "fields", [{"comment": " "}, {"decision": ""}, {"judgements": {}}], ids=["comment", "decision", "judgements"]
)
def test_an_unfinished_review_is_not_released(cast: Cast, fields: dict[str, Any]) -> None:
    review = save(cast, waiting(cast), **fields)
    with pytest.raises(NotReady):
        release_review(review=review, by=cast.bill, now=NOW)
    assert (Review.objects.get().state, state()) == ("draft", "submitted")


def test_a_released_review_stays_as_it_is(cast: Cast) -> None:
    submission = waiting(cast)
    review = release_review(review=save(cast, submission), by=cast.bill, now=NOW)
    with pytest.raises(WrongState):
        save(cast, submission, base_version=1)
    with pytest.raises(WrongState):
        release_review(review=review, by=cast.bill, now=NOW)
    Project.objects.update(state="submitted")
    with pytest.raises(NotAllowed):
        save(cast, submission, base_version=1)


def test_only_the_last_submission_is_reviewed(cast: Cast) -> None:
    submission = waiting(cast)
    make_submission(submission.project, number=2)
    with pytest.raises(WrongState):
        save(cast, submission)


@pytest.mark.parametrize("name", ["amara", "ben", "cora", "carl", "lena", "dee", "sam", "root", "olga", "eve"])
def test_only_a_facilitator_of_the_cohort_writes_and_releases(cast: Cast, name: str) -> None:
    submission = waiting(cast)
    review = make_review(submission.project, cast.bill, released=False)
    with pytest.raises(NotAllowed):
        save(cast, submission, base_version=1, by=getattr(cast, name))
    with pytest.raises(NotAllowed):
        release_review(review=review, by=getattr(cast, name), now=NOW)


def test_another_facilitator_takes_over_only_once_the_author_is_none(cast: Cast) -> None:
    CohortRole.objects.create(cohort=cast.cohort, user=cast.olga, from_date=LONG_AGO)
    submission = waiting(cast)
    save(cast, submission)
    with pytest.raises(NotAllowed):
        save(cast, submission, base_version=1, by=cast.olga)
    CohortRole.objects.filter(user=cast.bill).update(to_date=TODAY)
    assert save(cast, submission, base_version=1, by=cast.olga).author == cast.olga


def test_judgements_are_of_the_elements_that_were_submitted(cast: Cast) -> None:
    other = cast.framework_version.elements.get(code="D2.1")
    with pytest.raises(Refused, match="submission names"):
        save(cast, waiting(cast), judgements={other.pk: ("met", "")})
    element = cast.framework_version.elements.get(code="D1.1")
    with pytest.raises(Refused, match="judgements offered"):
        save(cast, Submission.objects.get(), judgements={element.pk: ("splendid", "")})


@pytest.mark.parametrize("released", [False, True])
def test_who_writes_beside_another_facilitator_keeps_her_words(cast: Cast, as_user: SignIn, released: bool) -> None:
    CohortRole.objects.create(cohort=cast.cohort, user=cast.olga, from_date=LONG_AGO)
    submission = make_review(make_project(cast, ProjectState.SUBMITTED), cast.bill, released=released).submission
    mine = {"base_version": 0, "comment": "What Olga saw at the gate"}
    answer = as_user(cast.olga).post(reverse("projects:review-edit", args=[submission.pk]), mine)
    assert (answer.status_code, "What Olga saw at the gate" in answer.content.decode()) == (403, True)
    assert Review.objects.get().author == cast.bill


def test_a_stale_page_says_which_judgements_are_stored_now(cast: Cast, as_user: SignIn) -> None:
    submission = make_review(make_project(cast, ProjectState.SUBMITTED), cast.bill, released=False).submission
    (element,) = submission.snapshot["elements"]
    mine = {"base_version": 0, "comment": "canary-review", "decision": "sign_off"}
    address = reverse("projects:review-edit", args=[submission.pk])
    answer = as_user(cast.bill).post(address, mine | {f"judgement_{element['id']}": "not_yet"})
    assert (answer.status_code, answer.context["differences"]) == (409, [("Judgement of D1.1", "met", "not yet shown")])


def test_a_stale_draft_is_refused_and_the_page_shows_both_texts(cast: Cast, as_user: SignIn) -> None:
    submission = waiting(cast)
    save(cast, submission, comment="Stored since")
    with pytest.raises(Stale):
        save(cast, submission, comment="Mine")
    answer = as_user(cast.bill).post(
        reverse("projects:review-edit", args=[submission.pk]), {"base_version": 0, "comment": "Mine"}
    )
    text = answer.content.decode()
    assert (answer.status_code, "Stored since" in text, ">\nMine</textarea>" in text) == (409, True, True)
    assert Review.objects.get().comment == "Stored since"


def test_the_queue_shows_twenty_five_at_a_time_and_one_cohort_when_asked(cast: Cast, as_user: SignIn) -> None:
    for number in range(26):
        since = NOW - dt.timedelta(hours=number)
        make_project(cast, ProjectState.PROPOSED, title=f"Number {number}", state_since=since)
    bill, address = as_user(cast.bill), reverse("projects:queue")

    def titles(**query: object) -> list[str]:
        return re.findall(r'muted">(Number \d+)<', bill.get(address, query).content.decode())

    first, second = titles(), titles(page=2)
    assert (len(first), first[0], second) == (25, "Number 25", ["Number 0"])
    assert titles(cohort=cast.cohort.pk, page=2) == second
    assert titles(cohort=cast.other_cohort.pk) == titles(cohort="junk\x07") == titles(page="junk") == first


def test_the_queue_is_the_facilitators_own_the_oldest_first(cast: Cast, as_user: SignIn) -> None:
    def since(days: int) -> dt.datetime:
        return NOW - dt.timedelta(days=days)

    make_project(cast, ProjectState.PROPOSED, title="Third", state_since=since(0))
    make_project(cast, ProjectState.SUBMITTED, cast.ben_enrolment, title="First", state_since=since(6))
    make_project(cast, ProjectState.PROPOSED, title="Second", state_since=since(3))
    make_project(cast, ProjectState.PROPOSED, cast.otto_enrolment, title="Elsewhere")
    for quiet in set(ProjectState.values) - {"proposed", "submitted"}:
        make_project(cast, quiet, title="Quiet")
    page = as_user(cast.bill).get(reverse("projects:queue")).content.decode()
    body = page[page.index("<tbody>") :]
    assert re.findall(r"First|Second|Third|Elsewhere|Quiet", re.sub(r"<[^>]+>", " ", body))[::2] == [
        "First",
        "Second",
        "Third",
    ]
    assert re.findall(r"Waiting over \d days|Came in today", body) == [
        "Waiting over 5 days",
        "Waiting over 2 days",
        "Came in today",
    ]
    for name in ("amara", "dee", "eve", "root"):
        assert "Nothing waits for you" in as_user(getattr(cast, name)).get(reverse("projects:queue")).content.decode()


def test_the_submission_shows_its_milestones_as_they_were(cast: Cast, as_user: SignIn) -> None:
    project = make_project(cast, ProjectState.IN_PROGRESS)
    project.milestones.create(title="Trial week", due_date=TODAY, done_at=NOW)
    project.milestones.create(title="Second door", due_date=TODAY + dt.timedelta(days=7))
    take_step(project=project, action=ProjectAction.SUBMIT, by=cast.amara, now=NOW)
    project.milestones.update(title="Renamed afterwards", done_at=None)

    page = as_user(cast.bill).get(reverse("projects:review-edit", args=[project.submissions.get().pk])).text

    part = page[page.index('data-testid="frozen-milestones"') :]
    rows = re.findall(r"<li>(.*?)</li>", part[: part.index("</ul>")])
    assert [re.sub("<[^>]+>", "", row) for row in rows] == [
        "Trial week done on Tue 24 Nov 2026",
        "Second door not done, planned by Tue 1 Dec 2026",
    ]


def test_an_empty_review_is_not_shown_once_more_before_release(cast: Cast, as_user: SignIn) -> None:
    submission, bill = waiting(cast), as_user(cast.bill)
    address = reverse("projects:review-edit", args=[submission.pk])
    element = cast.framework_version.elements.get(code="D1.1").pk
    assert "keeps the draft and shows it to you as the learner will get it" in bill.get(address).text

    empty = bill.post(address, {"base_version": "0", "check": "x"})
    unjudged = bill.post(address, {"base_version": "0", "check": "x", "comment": "Seen", "decision": "sign_off"})
    assert (empty.status_code, empty.context["form"].errors) == (
        422,
        {"comment": ["Write what you saw: the learner reads it."], "decision": ["Choose a decision."]},
    )
    assert unjudged.context["form"].errors == {f"judgement_{element}": ["Judge every standard before you sign off."]}
    assert Review.objects.count() == 0

    kept = bill.post(address, {"base_version": "0", "submit": "x"})
    checked = bill.post(address, {"base_version": "1", "check": "x", "comment": "Go on", "decision": "more_work"})
    assert (kept["Location"], checked["Location"]) == (
        address,
        reverse("projects:review-detail", args=[Review.objects.get().pk]),
    )
