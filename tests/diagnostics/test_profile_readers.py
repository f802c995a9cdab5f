"""What others wrote beside a profile, who reads it, who is told of it, and how much a wide profile costs."""

import re
from decimal import Decimal
from typing import Any

import pytest

from carnegie.core.models import AccessLog
from carnegie.people.enums import GrantSubject
from diagnostics import selectors, services
from diagnostics.enums import RoundKind
from diagnostics.models import Attempt, RaterPanel, Round, Target, TargetProfile
from tests.cast import NOW, Cast, make_diagnostic, make_framework
from tests.diagnostics.panels import make_panel
from tests.diagnostics.rounds import at, beside, make_round, make_year, rate, shown


@pytest.fixture
def year(cast: Cast) -> dict[str, Attempt]:
    return make_year(cast)


# ---- what others wrote, and who reads it ----


def test_comments_of_shown_groups_are_quotes_and_nothing_else_of_a_rater_is_seen(
    cast: Cast, year: dict[str, Attempt], as_user: Any
) -> None:
    make_panel(year["exit"].round, cast.amara_enrolment, {"colleague": (3, ["4"] * 6), "peer": (2, None)})
    make_panel(year["exit"].round, cast.ben_enrolment, {"coach": (3, ["1"] * 6)})
    browser = as_user(cast.amara)
    for page in (browser.get(at(year["exit"])), browser.get(at(year["exit"], "profile-csv"))):
        assert "canary-rater" not in page.text
        assert "canary-comment-Ben" not in page.text
        assert "Coach or mentor" not in page.text
        assert "peer" not in re.findall(r"canary-comment-\w+-\w+", page.text)
    page = browser.get(at(year["exit"])).text
    assert re.findall(r"canary-comment-[\w-]+", page) == [f"canary-comment-Amara-colleague-{n}" for n in (1, 2, 3)]
    hidden = re.search(r'data-testid="hidden-groups">(.*?)</p>', page)
    assert hidden is not None
    assert hidden[1].strip().endswith("Peers on the programme")


def test_an_open_panel_shows_nothing(cast: Cast, year: dict[str, Attempt], as_user: Any) -> None:
    make_panel(year["exit"].round, cast.amara_enrolment, {"colleague": (3, ["4"] * 6)}, closed=False)
    assert shown(year["exit"], cast).feedback is None
    assert "canary-comment" not in as_user(cast.amara).get(at(year["exit"])).text


def test_a_grant_on_the_attempt_opens_neither_what_others_say_nor_other_rounds(
    cast: Cast, year: dict[str, Attempt], as_user: Any
) -> None:
    panel = make_panel(year["exit"].round, cast.amara_enrolment, {"colleague": (3, ["1.5"] * 6)})
    services.share(shared=year["exit"], grantee=cast.cora, by=cast.amara, now=NOW)
    names = ("attempt-profile", "profile-csv", "profile-pdf")
    every = {"chosen": "1", "beside": [str(one.pk) for one in year.values()]}

    def seen() -> list[tuple[str, str]]:
        assert [as_user(cast.cora).get(at(year["exit"], name), every).status_code for name in names] == [200] * 3
        found = shown(year["exit"], cast, list(year.values()), reader="cora")
        heads = selectors.as_document(found, NOW)["heads"]
        assert heads[2:] == [column.full_title for column in found.profile.columns]
        assert selectors.as_table(found)[0][10:-3] == heads[2:]
        page = as_user(cast.cora).get(at(year["exit"]), every).text
        assert ("Colleagues" in page, "canary-comment" in page) == (bool(found.feedback), bool(found.feedback))
        return beside(found)

    assert seen() == []
    grant = services.share(shared=panel, grantee=cast.cora, by=cast.amara, now=NOW)
    assert seen() == [("group", "Colleagues")]
    services.share(shared=year["mid"], grantee=cast.cora, by=cast.amara, now=NOW)
    assert seen() == [("earlier", "Mid-point"), ("group", "Colleagues")]
    services.revoke_grant(grant=grant, by=cast.amara, now=NOW)
    assert seen() == [("earlier", "Mid-point")]


def test_each_reading_on_page_pdf_and_csv_is_in_the_learners_log(
    cast: Cast, year: dict[str, Attempt], as_user: Any
) -> None:
    panel = make_panel(year["exit"].round, cast.amara_enrolment, {"colleague": (3, ["4"] * 6)})
    for thing in (year["exit"], year["mid"], panel):
        services.share(shared=thing, grantee=cast.lena, by=cast.amara, now=NOW)
    for name in ("attempt-profile", "profile-pdf", "profile-csv"):
        AccessLog.objects.all().delete()
        as_user(cast.amara).get(at(year["exit"], name))
        as_user(cast.lena).get(at(year["exit"], name))
        assert sorted(AccessLog.objects.values_list("learner", "actor", "object_type", "object_id")) == sorted(
            (cast.amara.pk, cast.lena.pk, kind, thing.pk)
            for kind, thing in (
                (GrantSubject.ATTEMPT, year["exit"]),
                (GrantSubject.ATTEMPT, year["mid"]),
                (GrantSubject.PANEL, panel),
            )
        )


# ---- size ----


def of_size(cast: Cast, *, per_domain: int, rounds: int, raters: int) -> Attempt:
    """Ten domains; the last of `rounds` rounds, with five groups of raters."""
    framework = make_framework(cast.provider, "Wide", domains=10, per_domain=per_domain)
    version = make_diagnostic(cast.programme, framework, cast.dee, title="Wide")
    target = TargetProfile.objects.create(programme=cast.programme, diagnostic_version=version, title="Wide")
    Target.objects.bulk_create(Target(profile=target, item=item, minimum=4, maximum=5) for item in version.items.all())
    count = 10 * per_domain
    kinds = [RoundKind.BASELINE, RoundKind.MID_POINT, RoundKind.RETROSPECTIVE][: rounds - 1]
    for number, kind in enumerate(kinds):
        rate(
            cast,
            make_round(cast, f"Round {number}", kind, version),
            [1 + (i + number) % 5 for i in range(count)],
            30 - number,
        )
    last = rate(cast, make_round(cast, "Last", RoundKind.EXIT, version), [1 + i % 4 for i in range(count)], 1)
    Round.objects.filter(pk=last.round_id).update(target_profile=target)
    levels = [str(Decimal(2 + i % 7) / 2) for i in range(count)]
    groups = ["line_manager", "colleague", "peer", "report", "coach"]
    make_panel(
        last.round, cast.amara_enrolment, {name: (max(raters // 4, 1), levels) for name in groups[: raters // 2 or 1]}
    )
    return last


@pytest.mark.parametrize(("per_domain", "rounds", "raters"), [(1, 2, 1), (12, 4, 12)])
def test_queries_and_bytes_of_a_small_and_of_a_wide_profile(
    cast: Cast, as_user: Any, django_assert_num_queries: Any, per_domain: int, rounds: int, raters: int
) -> None:
    attempt = of_size(cast, per_domain=per_domain, rounds=rounds, raters=raters)
    browser = as_user(cast.amara)
    with django_assert_num_queries(15):
        response = browser.get(at(attempt))
    assert len(response.context["shown"].profile.columns) == rounds - 1 + min(raters // 2 or 1, 5)
    assert len(response.content) <= 150 * 1024


@pytest.mark.parametrize(("per_domain", "rounds", "raters"), [(1, 2, 1), (12, 4, 12)])
def test_queries_of_somebody_else_s_look_are_as_many_for_a_wide_profile(
    cast: Cast, as_user: Any, django_assert_num_queries: Any, per_domain: int, rounds: int, raters: int
) -> None:
    """Five more than the learner's own: what the reader is to her, her grants, and the note in the log."""
    attempt = of_size(cast, per_domain=per_domain, rounds=rounds, raters=raters)
    for shared in (*Attempt.objects.all(), *RaterPanel.objects.all()):
        services.share(shared=shared, grantee=cast.cora, by=cast.amara, now=NOW)
    browser = as_user(cast.cora)
    with django_assert_num_queries(20):
        response = browser.get(at(attempt))
    assert len(response.context["shown"].profile.columns) == rounds - 1 + min(raters // 2 or 1, 5)
