"""Making, publishing and freezing a diagnostic, and its targets."""

from typing import Any

import pytest

from carnegie.core.errors import NotAllowed, Refused
from diagnostics import services
from diagnostics.enums import DiagnosticState
from diagnostics.models import DiagnosticVersion, ItemDescriptor, Target
from standards.enums import AdoptionStatus, ScaleDirection
from standards.models import Element, FrameworkVersion, LevelDescriptor, ScaleLevel
from tests.cast import LEVELS, NOW, Cast, make_attempt, make_framework


@pytest.fixture
def framework(cast: Cast) -> FrameworkVersion:
    return make_framework(cast.provider, "Early years", domains=2, per_domain=2)


def create(cast: Cast, framework: FrameworkVersion, **fields: Any) -> DiagnosticVersion:
    named = {"title": "Check", "introduction": "Hello", "minutes": 15, "by": cast.dee, "now": NOW}
    return services.create_diagnostic(programme=cast.programme, framework_version=framework, **(named | fields))


def asked(version: DiagnosticVersion) -> list[tuple[str, str, int]]:
    return list(version.items.values_list("code", "domain", "domain_position"))


def test_every_rateable_element_becomes_an_item_on_its_domains_page(cast: Cast, framework: FrameworkVersion) -> None:
    version = create(cast, framework)
    one, two = "Early years domain 1", "Early years domain 2"
    assert asked(version) == [("D1.1", one, 1), ("D1.2", one, 1), ("D2.1", two, 2), ("D2.2", two, 2)]
    assert (version.state, version.minutes, version.introduction) == (DiagnosticState.DRAFT, 15, "Hello")


def test_a_chosen_domain_brings_what_lies_beneath_it(cast: Cast, framework: FrameworkVersion) -> None:
    version = create(cast, framework, elements=framework.elements.filter(code="D2"))
    assert [code for code, _domain, _page in asked(version)] == ["D2.1", "D2.2"]


def test_chosen_elements_alone(cast: Cast, framework: FrameworkVersion) -> None:
    version = create(cast, framework, elements=framework.elements.filter(code__in=["D1.2", "D2.1"]))
    assert [code for code, _domain, _page in asked(version)] == ["D1.2", "D2.1"]


def test_without_a_domain_the_framework_gives_the_page(cast: Cast, framework: FrameworkVersion) -> None:
    framework.elements.filter(depth=1).delete()
    framework.elements.update(is_rateable=True)
    assert asked(create(cast, framework)) == [("D1", "Early years", 1), ("D2", "Early years", 1)]


def test_the_wording_is_copied(cast: Cast, framework: FrameworkVersion) -> None:
    element = framework.elements.get(code="D1.1")
    Element.objects.filter(pk=element.pk).update(abbreviated_statement="Short", notes="Look for it.")
    copy = create(cast, framework).items.get(code="D1.1")
    assert (copy.statement, copy.explanation) == ("Short", "Early years standard 1.1\n\nLook for it.")
    assert (copy.element_id, copy.lineage) == (element.pk, element.lineage)


def test_levels_rank_from_the_least_whatever_the_direction(cast: Cast, framework: FrameworkVersion) -> None:
    framework.scale.direction = ScaleDirection.LOWER_IS_MORE
    framework.scale.save()
    ScaleLevel.objects.create(scale=framework.scale, value=0, label="Does not apply", is_not_applicable=True)
    levels = create(cast, framework).levels.values_list("rank", "value", "label", "is_proficient")
    assert list(levels) == [
        (1, 5, "Leading", True),
        (2, 4, "Established", True),
        (3, 3, "Developing", False),
        (4, 2, "Emerging", False),
        (5, 1, "Not yet", False),
    ]


def test_a_framework_without_a_scale_gets_the_default_one(cast: Cast, framework: FrameworkVersion) -> None:
    FrameworkVersion.objects.filter(pk=framework.pk).update(scale=None)
    framework.refresh_from_db()
    levels = create(cast, framework).levels.values_list("rank", "label")
    assert list(levels) == list(enumerate(LEVELS, start=1))


def test_descriptors_are_copied(cast: Cast, framework: FrameworkVersion) -> None:
    element, level = framework.elements.get(code="D1.1"), framework.scale.levels.get(value=3)
    LevelDescriptor.objects.create(element=element, level=level, text="As it looks here")
    version = create(cast, framework)
    copies = ItemDescriptor.objects.filter(item__version=version).values_list("item__code", "level__rank", "text")
    assert list(copies) == [("D1.1", 3, "As it looks here")]


@pytest.mark.parametrize("status", [AdoptionStatus.DRAFT, AdoptionStatus.DEPRECATED])
def test_only_an_adopted_framework_is_asked_about(cast: Cast, status: str) -> None:
    framework = make_framework(cast.provider, "Not adopted", status=status)
    with pytest.raises(Refused, match="Only an adopted framework"):
        create(cast, framework)


def test_refusals_leave_nothing_behind(cast: Cast, framework: FrameworkVersion) -> None:
    foreign = cast.framework_version.elements.filter(code="D1.1")
    for fields, words in (
        ({"title": "Self-assessment"}, "already in use"),
        ({"elements": []}, "nothing to rate"),
        ({"elements": foreign}, "not part of this framework"),
    ):
        with pytest.raises(Refused, match=words):
            create(cast, framework, **fields)
    assert DiagnosticVersion.objects.count() == 1


def test_only_a_programme_admin_makes_one(cast: Cast, framework: FrameworkVersion) -> None:
    for name in ("amara", "bill", "cora", "lena", "sam", "pia", "eve", "root"):
        with pytest.raises(NotAllowed):
            create(cast, framework, by=getattr(cast, name))


def test_published_is_frozen_though_the_framework_changes(cast: Cast, framework: FrameworkVersion) -> None:
    version = services.publish_diagnostic(version=create(cast, framework), by=cast.dee, now=NOW)
    before = (asked(version), list(version.items.values_list("statement")), list(version.levels.values_list("label")))
    framework.elements.update(full_statement="Rewritten", code="X")
    framework.scale.levels.update(label="Rewritten")
    after = (asked(version), list(version.items.values_list("statement")), list(version.levels.values_list("label")))
    assert after == before
    for refused in (
        lambda: services.publish_diagnostic(version=version, by=cast.dee, now=NOW),
        lambda: services.change_diagnostic(
            version=version, title="New", introduction="", minutes=5, by=cast.dee, now=NOW
        ),
    ):
        with pytest.raises(Refused, match="published, so it no longer changes"):
            refused()


def test_publishing_says_who_and_when(cast: Cast, framework: FrameworkVersion) -> None:
    services.publish_diagnostic(version=create(cast, framework), by=cast.dee, now=NOW)
    kept = DiagnosticVersion.objects.get(diagnostic__title="Check")
    assert (kept.state, kept.published_at, kept.published_by) == (DiagnosticState.PUBLISHED, NOW, cast.dee)


def test_a_framework_deprecated_meanwhile_is_not_published(cast: Cast, framework: FrameworkVersion) -> None:
    version = create(cast, framework)
    FrameworkVersion.objects.filter(pk=framework.pk).update(status=AdoptionStatus.DEPRECATED)
    with pytest.raises(Refused, match="Only an adopted framework"):
        services.publish_diagnostic(version=version, by=cast.dee, now=NOW)


# ---- targets ----


def save_targets(cast: Cast, targets: dict[Any, tuple[int, int]], **fields: Any) -> Any:
    named = {"title": "Deputies", "by": cast.dee, "now": NOW}
    return services.save_target_profile(version=cast.diagnostic_version, targets=targets, **(named | fields))


def test_targets_are_stored_and_replaced(cast: Cast) -> None:
    one, two = cast.diagnostic_version.items.all()[:2]
    profile = save_targets(cast, {one.pk: (2, 3), two.pk: (4, 5)})
    save_targets(cast, {two.pk: (3, 3)}, profile=profile, title="Deputy heads")
    profile.refresh_from_db()
    kept = Target.objects.filter(profile=profile).values_list("item", "minimum", "maximum")
    assert (profile.title, list(kept)) == ("Deputy heads", [(two.pk, 3, 3)])


def test_targets_that_make_no_sense_are_refused(cast: Cast) -> None:
    item = cast.diagnostic_version.items.first().pk
    foreign = create(cast, make_framework(cast.provider, "Other")).items.first().pk
    for targets in ({item: (0, 3)}, {item: (3, 6)}, {item: (4, 3)}, {foreign: (1, 2)}):
        with pytest.raises(Refused):
            save_targets(cast, targets)
    assert Target.objects.exclude(profile=cast.target_profile).count() == 0


def test_targets_that_learners_have_seen_no_longer_change(cast: Cast) -> None:
    make_attempt(cast.round, cast.amara_enrolment, ranks=[3])
    with pytest.raises(Refused, match="already been shown"):
        save_targets(cast, {}, profile=cast.target_profile)
    assert cast.target_profile.targets.count() == 6
