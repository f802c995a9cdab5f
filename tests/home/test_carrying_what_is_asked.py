"""Carrying over keeps what a diagnostic asks besides, its questions, its scale and for whom its targets are."""

import pytest

from carnegie.core.errors import Refused
from carnegie.home.services import undo_carrying
from diagnostics.models import DiagnosticVersion
from standards.models import Scale, ScaleLevel
from tests.cast import LEVELS, NOW, Cast
from tests.home.test_mapping_carry import carry, everything, next_version, plan_of


@pytest.fixture
def asking(cast: Cast) -> Cast:
    """The published diagnostic asks about confidence and context, and expects something of one employer's people."""
    version, profile = cast.diagnostic_version, cast.target_profile
    version.questions.create(position=1, wording="Where do you work?")
    version.asks_confidence, version.allows_not_applicable = "required", False
    version.scale = Scale.objects.create(title="The same five levels, chosen", owner=cast.provider)
    ScaleLevel.objects.bulk_create(
        ScaleLevel(scale=version.scale, value=value, label=label) for value, label in enumerate(LEVELS, start=1)
    )
    version.save()
    profile.audience, profile.organisation = "organisation", cast.employer_a
    profile.save()
    return cast


def test_the_draft_asks_and_expects_the_same(asking: Cast) -> None:
    after = next_version(asking)
    after.scale.levels.update(label="Renamed in the framework")
    plan = plan_of(asking, after)
    assert [one.targets for one in plan.diagnostics] == [6]
    carry(asking, after)
    new = DiagnosticVersion.objects.get(framework_version=after)
    assert (new.asks_confidence, new.allows_not_applicable) == ("required", False)
    assert list(new.questions.values_list("wording", flat=True)) == ["Where do you work?"]
    assert list(new.levels.values_list("label", flat=True)) == list(LEVELS)
    told = new.target_profiles.values_list("audience", "role", "organisation")
    assert list(told) == [("organisation", "", asking.employer_a.pk)]


def test_undo_takes_the_questions_of_the_draft_with_it(asking: Cast) -> None:
    after = next_version(asking)
    was = everything(asking, after)
    undo_carrying(carried=carry(asking, after), by=asking.dee, now=NOW)
    assert everything(asking, after) == was
    assert DiagnosticVersion.objects.get() == asking.diagnostic_version


def test_a_question_that_was_added_since_is_not_undone(asking: Cast) -> None:
    after = next_version(asking)
    carried = carry(asking, after)
    draft = DiagnosticVersion.objects.get(framework_version=after)
    draft.questions.create(position=2, wording="Since asked")
    with pytest.raises(Refused, match="changed since"):
        undo_carrying(carried=carried, by=asking.dee, now=NOW)
    assert draft.questions.count() == 2
