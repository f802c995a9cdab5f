"""What a submitted attempt says: the numbers, and the page `diagnostics:attempt-profile`."""

import re
from typing import Any

import pytest
from django.urls import reverse

from carnegie.core.enums import AccessKind
from carnegie.core.models import AccessLog
from diagnostics import selectors, services
from diagnostics.models import Answer, Attempt, Target
from tests.cast import NOW, Cast, make_attempt, make_diagnostic, make_framework, make_need


def url(attempt: Attempt) -> str:
    return reverse("diagnostics:attempt-profile", args=[attempt.pk])


def say(attempt: Attempt, code: str, **fields: Any) -> None:
    Answer.objects.filter(attempt=attempt, item__code=code).update(**fields)


@pytest.fixture
def attempt(cast: Cast) -> Attempt:
    """Rated 5, 3, 1 and 4; the fifth not applicable, the sixth without an answer. Expected is 4 to 5."""
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[5, 3, 1, 4, 2])
    say(attempt, "D2.2", level=None, is_not_applicable=True)
    return attempt


def test_means_are_of_what_was_rated_and_expectations_of_the_same(cast: Cast, attempt: Attempt) -> None:
    Target.objects.filter(item__code="D1.1").update(minimum=3)
    Target.objects.filter(item__code="D2.3").update(minimum=1)
    domains = selectors.profile(attempt).domains
    assert [(domain.title, domain.level, domain.expected) for domain in domains] == [
        ("Heads domain 1", 3.0, 3.7),
        ("Heads domain 2", 4.0, 4.0),
    ]


def test_a_target_is_hidden_until_the_statement_is_rated(cast: Cast, attempt: Attempt) -> None:
    lines = selectors.profile(attempt).lines
    assert [(line.item.code, line.rank, line.minimum, line.maximum) for line in lines] == [
        ("D1.1", 5, 4, 5),
        ("D1.2", 3, 4, 5),
        ("D1.3", 1, 4, 5),
        ("D2.1", 4, 4, 5),
        ("D2.2", None, None, None),
        ("D2.3", None, None, None),
    ]


def test_strengths_come_highest_first_and_gaps_by_size_times_importance(cast: Cast, attempt: Attempt) -> None:
    say(attempt, "D1.2", importance=3)
    say(attempt, "D1.3", importance=1)
    profile = selectors.profile(attempt)
    assert [line.item.code for line in profile.strengths] == ["D1.1", "D2.1"]
    assert [(line.item.code, line.gap, line.weight) for line in profile.gaps] == [("D1.2", 1, 3), ("D1.3", 3, 3)]
    say(attempt, "D1.3", importance=None)
    assert [(line.item.code, line.weight) for line in selectors.profile(attempt).gaps] == [("D1.3", 6), ("D1.2", 3)]


def test_without_targets_the_scales_own_proficient_level_is_expected(cast: Cast, attempt: Attempt) -> None:
    cast.round.target_profile = None
    cast.round.save()
    profile = selectors.profile(Attempt.objects.get(pk=attempt.pk))
    assert (profile.has_targets, [line.item.code for line in profile.gaps]) == (False, ["D1.3", "D1.2"])


def test_the_learner_sees_numbers_sentences_and_what_helps(cast: Cast, attempt: Attempt, as_user: Any) -> None:
    say(attempt, "D1.1", level=cast.diagnostic_version.levels.get(rank=2))
    response = as_user(cast.amara).get(url(attempt))
    html = response.content.decode()
    assert re.findall(r'<td class="numeric" data-label="\w+">(.*?)</td>', html) == ["2.0", "4.0", "4.0", "4.0"]
    assert "Of each round the latest submitted self-assessment counts" in html
    assert html.count('data-testid="gap"') == 3
    assert re.findall(r'row-title">(.*?)</span><span class="row-note">(.*?)</span>', html) == [
        ("Leading self", "develops D1.1")
    ]
    assert html.count("The programme has nothing for it yet that is still to come") == 2
    assert "canary-example-Amara-D1.1" in html
    assert "canary-example-Ben" not in html
    assert reverse("diagnostics:need-choose", args=[attempt.pk]) in html


def test_a_figure_is_drawn_from_three_domains_on(cast: Cast, as_user: Any) -> None:
    framework = make_framework(cast.provider, "Three", domains=3, per_domain=1)
    cast.round.diagnostic_version = make_diagnostic(cast.programme, framework, cast.dee, title="Three")
    cast.round.target_profile = None
    cast.round.save()
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[1, 2, 3])
    assert b'role="img"' in as_user(cast.amara).get(url(attempt)).content
    say(attempt, "D3.1", level=None)
    assert b'role="img"' not in as_user(cast.amara).get(url(attempt)).content


@pytest.mark.parametrize("items", [3, 12])
def test_queries_do_not_grow_with_items(cast: Cast, as_user: Any, django_assert_num_queries: Any, items: int) -> None:
    framework = make_framework(cast.provider, "Long", domains=3, per_domain=items // 3)
    cast.round.diagnostic_version = make_diagnostic(cast.programme, framework, cast.dee, title="Long")
    profile = services.save_target_profile(
        version=cast.round.diagnostic_version,
        title="Long",
        targets={item.pk: (4, 5) for item in cast.round.diagnostic_version.items.all()},
        by=cast.dee,
        now=NOW,
    )
    cast.round.target_profile = profile
    cast.round.save()
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[2] * items)
    client = as_user(cast.amara)
    with django_assert_num_queries(PROFILE_QUERIES):
        client.get(url(attempt))


PROFILE_QUERIES = 14
"""Session, person, what she is to others (the header), attempt, other rounds, report of the raters, levels, answers,
targets, items, and four for what the programme offers."""


def test_somebody_elses_reading_is_in_the_learners_log(cast: Cast, attempt: Attempt, as_user: Any) -> None:
    services.share(shared=attempt, grantee=cast.cora, by=cast.amara, now=NOW)
    AccessLog.objects.all().delete()
    as_user(cast.amara).get(url(attempt))
    assert AccessLog.objects.count() == 0
    response = as_user(cast.cora).get(url(attempt))
    assert b"What Amara Example said" in response.content
    assert b"Choose what to work on" not in response.content
    log = AccessLog.objects.values_list("learner", "actor", "kind", "object_type", "object_id", "at")
    assert list(log) == [(cast.amara.pk, cast.cora.pk, AccessKind.VIEWED, "attempt", attempt.pk, NOW)]


def test_an_attempt_in_progress_leads_back_to_its_pages(cast: Cast, as_user: Any) -> None:
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[3], submitted=False)
    response = as_user(cast.amara).get(url(attempt))
    assert response["Location"] == reverse("diagnostics:attempt-page", args=[attempt.pk, 1])


def test_a_gap_that_was_chosen_says_so(cast: Cast, attempt: Attempt, as_user: Any) -> None:
    element = Answer.objects.get(attempt=attempt, item__code="D1.3").item.element
    need = make_need(attempt)
    need.elements.update(element=element)

    page = as_user(cast.amara).get(url(attempt)).text

    assert page.count('data-testid="chosen"') == 1
    assert f"?element={element.pk}" not in page
