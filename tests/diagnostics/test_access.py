"""Every page of this app × everybody of the cast: who gets in, who is told no, and to whom it does not exist."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from diagnostics.models import Answer, Attempt, ContextQuestion, DiagnosticVersion, Need, Round, TargetProfile
from diagnostics.urls import urlpatterns
from tests.cast import Cast, make_attempt, make_need
from tests.diagnostics.panels import make_panel

EVERYBODY = "amara ben bill cora carl lena lars dee sam sue root otto olga pia eve"
IN, NO, NONE = "in", 403, 404

# Page → those let in (2xx or a redirect to another page), those who may know of it (403); 404 to all others.
ALLOWED: dict[str, tuple[str, str]] = {
    "diagnostic-list": (EVERYBODY, ""),
    "attempt-list": (EVERYBODY, ""),
    "diagnostic-new": ("dee", "amara ben otto bill olga cora carl lena lars sam sue"),
    "diagnostic-detail": ("dee bill olga amara ben", ""),
    "diagnostic-edit": ("dee", "bill olga amara ben"),
    "diagnostic-delete": ("dee", "bill olga amara ben"),
    "diagnostic-publish": ("dee", "bill olga amara ben"),
    "diagnostic-renew": ("dee", "bill olga amara ben"),
    "question-new": ("dee", "bill olga amara ben"),
    "question-edit": ("dee", "bill olga amara ben"),
    "question-move": ("dee", "bill olga amara ben"),
    "question-delete": ("dee", "bill olga amara ben"),
    "target-new": ("dee", "bill olga amara ben"),
    "target-edit": ("dee", "bill olga amara ben otto cora lena lars sam sue"),
    "target-delete": ("dee", "bill olga amara ben otto cora lena lars sam sue"),
    "target-export": ("dee", "bill olga amara ben otto cora lena lars sam sue"),
    "target-import": ("dee", "bill olga amara ben otto cora lena lars sam sue"),
    "round-new": ("dee bill", "amara ben"),
    "round-detail": ("dee bill amara ben", ""),
    "round-extend": ("dee bill", "amara ben"),
    "round-board": ("bill", "dee amara ben"),
    "round-nudge": ("dee bill", "amara ben"),
    "attempt-start": ("amara ben", "dee bill"),
    "attempt-page": ("amara", "dee bill cora"),
    "answer-news": ("amara", "dee bill cora"),
    "answer-save": ("amara", "dee bill cora"),
    "attempt-context": ("amara", "dee bill cora"),
    "context-news": ("amara", "dee bill cora"),
    "context-save": ("amara", "dee bill cora"),
    "attempt-review": ("amara", "dee bill cora"),
    "attempt-profile": ("amara", "dee bill cora"),
    "profile-pdf": ("amara", "dee bill cora"),
    "profile-csv": ("amara", "dee bill cora"),
    "profile-through": ("amara", "dee bill cora"),
    "report-detail": ("amara", "dee bill"),
    "report-share": ("amara", "dee bill"),
    "attempt-share": ("amara", "dee bill cora"),
    "cohort-needs": ("dee bill", "amara ben cora sam sue"),
    "cohort-heat-map": ("dee bill amara ben sam sue", "cora"),
    "cohort-demand": ("dee bill sam sue", "amara ben cora"),
    "element-demand": ("dee bill", "amara ben cora sam sue"),
    "need-choose": ("amara", "dee bill cora"),
    "need-list": ("amara bill cora", ""),
    "need-edit": ("amara", "bill cora"),
    "need-set-aside": ("amara", "bill cora"),
    "need-share": ("amara", "bill cora"),
}
RATERS = ("panel-", "rater-", "rating-")  # these have a table of their own, in `test_rater_access.py`
POST_ONLY = {"question-move", "answer-save", "context-save", "need-set-aside", "grant-revoke", "round-nudge"}


@pytest.fixture
def pages(cast: Cast) -> dict[str, str]:
    """The address of each page for Amara's things; Ben's lie beside them and must never show."""
    begun = make_attempt(cast.round, cast.amara_enrolment, ranks=[3, 4], submitted=False)
    second = Round.objects.get(pk=cast.round.pk)
    second.pk, second._state.adding = None, True
    second.save()
    done = make_attempt(second, cast.amara_enrolment, ranks=[3] * 6)
    make_need(make_attempt(second, cast.ben_enrolment, ranks=[2] * 6), title="Ben's need")
    need = make_need(done)
    version, item = cast.diagnostic_version, cast.diagnostic_version.items.first()
    question = ContextQuestion.objects.create(version=version, position=0, wording="What is special?")
    arguments: dict[str, tuple[Any, ...]] = {
        "diagnostic-list": (),
        "attempt-list": (),
        "diagnostic-new": (cast.programme.pk,),
        "round-new": (cast.cohort.pk,),
        "attempt-page": (begun.pk, 1),
        "answer-news": (begun.pk, 1),
        "answer-save": (begun.pk, item.pk),
        "attempt-context": (begun.pk,),
        "context-news": (begun.pk,),
        "context-save": (begun.pk, question.pk),
        "attempt-review": (begun.pk,),
        "need-list": (cast.amara_enrolment.pk,),
    }
    question = version.questions.create(position=1, wording="Where do you work?")
    of_version = ("diagnostic-detail", "diagnostic-edit", "diagnostic-delete", "diagnostic-publish", "diagnostic-renew")
    arguments |= dict.fromkeys((*of_version, "question-new", "target-new"), (version.pk,))
    arguments |= dict.fromkeys(("question-edit", "question-move", "question-delete"), (question.pk,))
    arguments |= dict.fromkeys(
        ("target-edit", "target-delete", "target-export", "target-import"), (cast.target_profile.pk,)
    )
    arguments |= dict.fromkeys(
        ("round-detail", "round-extend", "round-board", "round-nudge", "attempt-start"), (cast.round.pk,)
    )
    arguments |= dict.fromkeys(("cohort-needs", "cohort-heat-map", "cohort-demand"), (cast.cohort.pk,))
    arguments["element-demand"] = (cast.cohort.pk, item.element_id)
    arguments |= dict.fromkeys(
        ("attempt-profile", "profile-pdf", "profile-csv", "profile-through", "attempt-share"), (done.pk,)
    )
    arguments |= dict.fromkeys(("attempt-share", "need-choose"), (done.pk,))
    panel = make_panel(second, cast.amara_enrolment, {"colleague": (3, ["2"] * 6)})
    arguments |= dict.fromkeys(("report-detail", "report-share"), (panel.pk,))
    arguments |= dict.fromkeys(("need-edit", "need-set-aside", "need-share"), (need.pk,))
    return {name: reverse(f"diagnostics:{name}", args=args) for name, args in arguments.items()}


def outcome(client: Client, name: str, url: str) -> str | int:
    response = client.post(url) if name in POST_ONLY else client.get(url)
    if name in ("answer-save", "context-save") and response.status_code == 400:
        return IN
    return IN if response.status_code in (200, 302) else response.status_code


def expected(name: str, who: str) -> str | int:
    let_in, told_no = ALLOWED[name]
    return IN if who in let_in.split() else NO if who in told_no.split() else NONE


@pytest.mark.parametrize("who", EVERYBODY.split())
def test_every_page(cast: Cast, pages: dict[str, str], as_user: Callable[..., Client], who: str) -> None:
    client = as_user(getattr(cast, who))
    assert {name: outcome(client, name, pages[name]) for name in ALLOWED} == {
        name: expected(name, who) for name in ALLOWED
    }


def test_nobody_unknown_gets_anywhere(pages: dict[str, str]) -> None:
    for name, url in pages.items():
        response = Client().post(url) if name in POST_ONLY else Client().get(url)
        assert response["Location"].startswith("/accounts/login/"), name


def test_every_route_is_in_the_table_and_names_its_row() -> None:
    walked = {route.name for route in urlpatterns if not route.name.startswith(RATERS)}
    assert walked == set(ALLOWED) | {"grant-revoke"}
    assert all(route.callback.access.object for route in urlpatterns)


def test_who_is_refused_changes_nothing_by_posting(cast: Cast, pages: dict[str, str], as_user: Any) -> None:
    def state() -> list[Any]:
        models = (Answer, Attempt, ContextQuestion, DiagnosticVersion, Need, Round, TargetProfile)
        return [list(model.objects.order_by("pk").values()) for model in models]

    before = state()
    browsers = {who: as_user(getattr(cast, who)) for who in EVERYBODY.split()}
    refused = {name: [who for who in EVERYBODY.split() if expected(name, who) != IN] for name in ALLOWED}
    for name, people in refused.items():
        for who in people:
            assert browsers[who].post(pages[name]).status_code in (NO, NONE, 405), (name, who)
    assert state() == before


def test_a_deactivated_person_gets_nowhere(cast: Cast, pages: dict[str, str], as_user: Any) -> None:
    client = as_user(cast.amara)
    cast.amara.is_active = False
    cast.amara.save()
    assert client.get(pages["attempt-profile"]).status_code == 302
