"""What a draft asks: statements and scale chosen and chosen anew, what is asked besides, and the next version."""

import threading
from typing import Any

import pytest
from django.db import connection

from carnegie.core.errors import NotAllowed, Refused, Stale
from diagnostics import selectors, services
from diagnostics.enums import Ask, DiagnosticState, TargetAudience
from diagnostics.models import DiagnosticVersion, Target
from diagnostics.services import Asked, Asks, Audience, Contents
from standards.enums import AdoptionStatus, ScaleDirection
from standards.models import FrameworkVersion, LevelDescriptor, Scale, ScaleLevel
from tests.cast import LEVELS, NOW, Cast, make_attempt, make_framework


@pytest.fixture
def framework(cast: Cast) -> FrameworkVersion:
    return make_framework(cast.provider, "Early years", domains=2, per_domain=2)


def scale_of(cast: Cast, levels: int, **fields: Any) -> Scale:
    scale = Scale.objects.create(**({"title": f"{levels} steps", "owner": cast.provider} | fields))
    ScaleLevel.objects.bulk_create(ScaleLevel(scale=scale, value=n, label=f"Step {n}") for n in range(1, levels + 1))
    return scale


def draft_of(cast: Cast, framework: FrameworkVersion, **fields: Any) -> DiagnosticVersion:
    named = {"title": "Check", "introduction": "Hello", "minutes": 15, "by": cast.dee, "now": NOW}
    return services.create_diagnostic(programme=cast.programme, framework_version=framework, **(named | fields))


def change(cast: Cast, draft: DiagnosticVersion, **fields: Any) -> DiagnosticVersion:
    named = {"title": "Check", "introduction": "Hello", "minutes": 15, "by": cast.dee, "now": NOW}
    return services.change_diagnostic(version=draft, **(named | fields))


def codes(version: DiagnosticVersion) -> list[str]:
    return list(version.items.values_list("code", flat=True))


def labels(version: DiagnosticVersion) -> list[str]:
    return list(version.levels.values_list("label", flat=True))


def chosen(framework: FrameworkVersion, *names: str) -> list[Any]:
    return list(framework.elements.filter(code__in=names))


# ---- scales ----


@pytest.mark.parametrize("levels", [2, 11])
def test_a_scale_of_two_to_eleven_levels_may_be_chosen(cast: Cast, framework: FrameworkVersion, levels: int) -> None:
    version = draft_of(cast, framework, scale=scale_of(cast, levels))
    assert labels(version) == [f"Step {n}" for n in range(1, levels + 1)]
    assert list(version.levels.values_list("rank", flat=True)) == list(range(1, levels + 1))


@pytest.mark.parametrize("levels", [0, 1, 12])
def test_any_other_number_of_levels_is_refused(cast: Cast, framework: FrameworkVersion, levels: int) -> None:
    with pytest.raises(Refused, match="steps” cannot be used: a scale needs 2 to 11 levels"):
        draft_of(cast, framework, scale=scale_of(cast, levels))
    assert DiagnosticVersion.objects.count() == 1


def test_a_scale_on_which_less_is_more_is_turned_round(cast: Cast, framework: FrameworkVersion) -> None:
    version = draft_of(cast, framework, scale=scale_of(cast, 3, direction=ScaleDirection.LOWER_IS_MORE))
    assert labels(version) == ["Step 3", "Step 2", "Step 1"]


def test_the_scale_gives_the_words_for_what_does_not_apply(cast: Cast, framework: FrameworkVersion) -> None:
    scale = scale_of(cast, 3)
    plain = draft_of(cast, framework, title="Plain", scale=scale)
    ScaleLevel.objects.create(scale=scale, value=0, label="No children under two", is_not_applicable=True)
    version = draft_of(cast, framework, scale=scale)
    scale.levels.update(label="Rewritten")
    version.refresh_from_db()
    assert (labels(version)[0], version.not_applicable_words) == ("Step 1", "No children under two")
    assert plain.not_applicable_words == "Not applicable in my role"
    change(cast, version, contents=Contents(scale=None))
    version.refresh_from_db()
    assert (labels(version), version.not_applicable_words) == (list(LEVELS), "Not applicable in my role")


def test_the_scale_of_another_provider_is_refused(cast: Cast, framework: FrameworkVersion) -> None:
    foreign = scale_of(cast, 3, owner=cast.other_provider)
    assert foreign not in selectors.scales_to_choose(cast.programme)
    with pytest.raises(Refused, match="belongs to another organisation"):
        draft_of(cast, framework, scale=foreign)
    draft = draft_of(cast, framework)
    with pytest.raises(Refused, match="belongs to another organisation"):
        change(cast, draft, contents=Contents(scale=foreign))
    assert labels(draft) == list(LEVELS)


def test_descriptors_come_with_the_frameworks_own_scale_only(cast: Cast, framework: FrameworkVersion) -> None:
    LevelDescriptor.objects.create(
        element=framework.elements.get(code="D1.1"), level=framework.scale.levels.get(value=3), text="As here"
    )
    own, other = draft_of(cast, framework), draft_of(cast, framework, title="Other", scale=scale_of(cast, 5))
    assert [text.text for item in own.items.all() for text in item.descriptors.all()] == ["As here"]
    assert [text.text for item in other.items.all() for text in item.descriptors.all()] == []


# ---- changing a draft ----


def test_what_is_asked_beside_the_level(cast: Cast, framework: FrameworkVersion) -> None:
    draft = draft_of(cast, framework)
    asks = Asks(importance=Ask.OFF, confidence=Ask.REQUIRED, example=Ask.REQUIRED, not_applicable=False)
    change(cast, draft, asks=asks)
    draft.refresh_from_db()
    assert [getattr(draft, name) for name in selectors.ASKS] == ["off", "required", "required", False]
    change(cast, draft, title="Renamed")
    draft.refresh_from_db()
    assert [getattr(draft, name) for name in selectors.ASKS] == ["off", "required", "required", False]


def test_statements_of_a_draft_are_chosen_anew_and_targets_stay_with_theirs(
    cast: Cast, framework: FrameworkVersion
) -> None:
    draft = draft_of(cast, framework, elements=chosen(framework, "D1.1", "D1.2"))
    ranges = {item.pk: (2, 3 + item.position) for item in draft.items.all()}
    services.save_target_profile(version=draft, title="Heads", targets=ranges, by=cast.dee, now=NOW)
    change(cast, draft, contents=Contents(elements=chosen(framework, "D1.2", "D2.1")))
    assert codes(draft) == ["D1.2", "D2.1"]
    kept = Target.objects.filter(profile__diagnostic_version=draft)
    assert list(kept.values_list("item__code", "minimum", "maximum")) == [("D1.2", 2, 4)]


def test_other_levels_take_the_targets_away(cast: Cast, framework: FrameworkVersion) -> None:
    draft = draft_of(cast, framework)
    ranges = {draft.items.all()[0].pk: (2, 3)}
    services.save_target_profile(version=draft, title="Heads", targets=ranges, by=cast.dee, now=NOW)
    change(cast, draft, contents=Contents(scale=scale_of(cast, 3)))
    assert (labels(draft), codes(draft)) == (["Step 1", "Step 2", "Step 3"], ["D1.1", "D1.2", "D2.1", "D2.2"])
    assert list(draft.target_profiles.values_list("title", "targets")) == [("Heads", None)]


def test_words_may_change_after_the_framework_is_withdrawn_but_not_what_is_asked(
    cast: Cast, framework: FrameworkVersion
) -> None:
    draft = draft_of(cast, framework)
    FrameworkVersion.objects.filter(pk=framework.pk).update(status=AdoptionStatus.DEPRECATED)
    change(cast, draft, minutes=9, contents=Contents())
    with pytest.raises(Refused, match="Only an adopted framework"):
        change(cast, draft, minutes=8, contents=Contents(elements=chosen(framework, "D1.1")))
    draft.refresh_from_db()
    assert (draft.minutes, len(codes(draft))) == (9, 4)


def test_of_two_who_change_a_draft_the_second_is_told(cast: Cast, framework: FrameworkVersion) -> None:
    draft = draft_of(cast, framework)
    seen = selectors.state_of_draft(draft)
    change(cast, draft, seen=seen, introduction="First", contents=Contents(elements=chosen(framework, "D1.1")))
    for fields in ({"introduction": "Second"}, {"contents": Contents(elements=chosen(framework, "D2.1"))}):
        with pytest.raises(Stale, match="changed this draft"):
            change(cast, draft, seen=seen, **fields)
    draft.refresh_from_db()
    assert (draft.introduction, codes(draft)) == ("First", ["D1.1"])


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "Another title"},
        {"minutes": 16},
        {"asks": Asks(confidence=Ask.OPTIONAL)},
        {"asks": Asks(not_applicable=False)},
    ],
)
def test_every_change_is_noticed(cast: Cast, framework: FrameworkVersion, fields: dict[str, Any]) -> None:
    draft = draft_of(cast, framework)
    seen = selectors.state_of_draft(draft)
    change(cast, draft, **fields)
    with pytest.raises(Stale):
        change(cast, draft, seen=seen)


def test_what_was_looked_at_is_what_is_published(cast: Cast, framework: FrameworkVersion) -> None:
    draft = draft_of(cast, framework)
    seen = selectors.state_of_all(draft)
    services.add_question(version=draft, question=Asked(wording="Where?"), by=cast.dee, now=NOW)
    with pytest.raises(Stale, match="Look again before you publish"):
        services.publish_diagnostic(version=draft, seen=seen, by=cast.dee, now=NOW)
    services.publish_diagnostic(version=draft, seen=selectors.state_of_all(draft), by=cast.dee, now=NOW)


def test_a_published_one_no_longer_changes_in_any_part(cast: Cast) -> None:
    version = cast.diagnostic_version
    before = (codes(version), labels(version), [getattr(version, name) for name in selectors.ASKS])
    for fields in ({}, {"asks": Asks(importance=Ask.OFF)}, {"contents": Contents(scale=scale_of(cast, 3))}):
        with pytest.raises(Refused, match="published, so it no longer changes"):
            change(cast, version, **fields)
    version.refresh_from_db()
    assert (codes(version), labels(version), [getattr(version, name) for name in selectors.ASKS]) == before


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_once_one_does_and_the_other_is_told() -> None:
    cast = Cast()
    draft = draft_of(cast, make_framework(cast.provider, "Early years"))
    seen, barrier, outcomes = selectors.state_of_draft(draft), threading.Barrier(2), []

    def save(minutes: int) -> None:
        barrier.wait()
        try:
            change(cast, draft, minutes=minutes, seen=seen)
            outcomes.append("saved")
        except Stale:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=(minutes,)) for minutes in (5, 6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["saved", "told"]


# ---- the next version ----


def published_with_everything(cast: Cast, framework: FrameworkVersion) -> DiagnosticVersion:
    asks = Asks(importance=Ask.REQUIRED, confidence=Ask.OPTIONAL, example=Ask.OFF, not_applicable=False)
    elements = chosen(framework, "D1.1", "D2.2")
    draft = draft_of(cast, framework, elements=elements, scale=scale_of(cast, 7), asks=asks)
    question = Asked(wording="Where?", kind="choice", options=["Here", "There"], is_required=True, hint="Now")
    services.add_question(version=draft, question=question, by=cast.dee, now=NOW)
    ranges = {item.pk: (5, 7) for item in draft.items.all()}
    whose = Audience(kind=TargetAudience.ROLE, role="Deputy head")
    services.save_target_profile(version=draft, title="Deputies", targets=ranges, audience=whose, by=cast.dee, now=NOW)
    return services.publish_diagnostic(version=draft, by=cast.dee, now=NOW)


def test_the_next_version_asks_and_expects_the_same(cast: Cast, framework: FrameworkVersion) -> None:
    version = published_with_everything(cast, framework)
    draft = services.begin_version(version=version, by=cast.dee, now=NOW)
    assert (draft.number, draft.state, draft.introduction, draft.minutes) == (2, DiagnosticState.DRAFT, "Hello", 15)
    assert (codes(draft), labels(draft)) == (["D1.1", "D2.2"], [f"Step {n}" for n in range(1, 8)])
    assert [getattr(draft, name) for name in selectors.ASKS] == ["required", "optional", "off", False]
    fields = ("position", "kind", "wording", "hint", "is_required", "options")
    assert list(draft.questions.values_list(*fields)) == [(1, "choice", "Where?", "Now", True, ["Here", "There"])]
    told = draft.target_profiles.values_list("title", "audience", "role", "targets__item__code", "targets__minimum")
    assert sorted(told) == [("Deputies", "role", "Deputy head", code, 5) for code in ("D1.1", "D2.2")]
    assert draft.questions.get() != version.questions.get()


def test_rounds_keep_their_version_and_its_answers(cast: Cast) -> None:
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[3, 4])
    draft = services.begin_version(version=cast.diagnostic_version, by=cast.dee, now=NOW)
    services.publish_diagnostic(version=draft, by=cast.dee, now=NOW)
    cast.round.refresh_from_db()
    assert cast.round.diagnostic_version == cast.diagnostic_version
    assert list(attempt.answers.values_list("level__rank", flat=True)) == [3, 4]
    assert cast.diagnostic_version.target_profiles.get() == cast.target_profile


def test_one_draft_at_a_time_and_only_from_a_published_one(cast: Cast) -> None:
    who = {"by": cast.dee, "now": NOW}
    draft = services.begin_version(version=cast.diagnostic_version, **who)
    with pytest.raises(Refused, match="has a draft already"):
        services.begin_version(version=cast.diagnostic_version, **who)
    with pytest.raises(Refused, match="This is a draft"):
        services.begin_version(version=draft, **who)
    for name in ("amara", "bill", "cora", "lena", "sam", "pia", "eve", "root"):
        with pytest.raises(NotAllowed):
            services.begin_version(version=cast.diagnostic_version, by=getattr(cast, name), now=NOW)


# ---- the tree of statements ----


def test_ticks_and_what_they_stand_for(cast: Cast, framework: FrameworkVersion) -> None:
    tree = selectors.ElementTree(framework)
    by_code = {element.code: element for element in tree.elements}
    first, single = by_code["D1"].pk, by_code["D2.2"].pk

    def told(kinds: Any = ("standard",), **ticks: Any) -> list[str]:
        return [element.code for element in tree.chosen(selectors.Ticks(**ticks), kinds)]

    assert told(everything=True) == ["D1.1", "D1.2", "D2.1", "D2.2"]
    assert told(branches=frozenset({first})) == ["D1.1", "D1.2"]
    assert told(branches=frozenset({first}), statements=frozenset({single})) == ["D1.1", "D1.2", "D2.2"]
    assert told(everything=True, kinds=("descriptor",)) == []
    assert told() == []


def test_a_heading_that_can_be_rated_itself_comes_with_what_lies_beneath(
    cast: Cast, framework: FrameworkVersion
) -> None:
    framework.elements.filter(code="D1").update(is_rateable=True)
    tree = selectors.ElementTree(framework)
    heading = next(element for element in tree.elements if element.code == "D1")
    ticks = selectors.Ticks(branches=frozenset({heading.pk}))
    assert [element.code for element in tree.chosen(ticks, tree.kinds)] == ["D1", "D1.1", "D1.2"]
    lines = [(row.element.code, row.is_branch, len(row.closes)) for row in tree.rows(ticks)]
    assert lines == [
        ("D1", True, 0),
        ("D1", False, 0),
        ("D1.1", False, 0),
        ("D1.2", False, 1),
        ("D2", True, 0),
        ("D2.1", False, 0),
        ("D2.2", False, 1),
    ]


@pytest.mark.parametrize(
    ("asked", "branches", "statements"),
    [
        (["D1.1", "D1.2"], ["D1"], []),
        (["D1.1", "D2.1", "D2.2"], ["D2"], ["D1.1"]),
        (["D1.1"], [], ["D1.1"]),
    ],
)
def test_the_fewest_ticks_that_ask_for_the_same(
    cast: Cast, framework: FrameworkVersion, asked: list[str], branches: list[str], statements: list[str]
) -> None:
    tree = selectors.ElementTree(framework)
    codes_of = {element.pk: element.code for element in tree.elements}
    ticks = tree.ticks_for({element.pk for element in tree.elements if element.code in asked}, tree.kinds)
    found = (sorted(codes_of[pk] for pk in ticks.branches), sorted(codes_of[pk] for pk in ticks.statements))
    assert (ticks.everything, *found) == (False, branches, statements)
    assert [element.code for element in tree.chosen(ticks, tree.kinds)] == asked


def test_everything_is_one_tick(cast: Cast, framework: FrameworkVersion) -> None:
    tree = selectors.ElementTree(framework)
    assert tree.ticks_for({element.pk for element in tree.elements}, tree.kinds) == selectors.Ticks(everything=True)
