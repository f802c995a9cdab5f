"""Scales that files bring: stored for their owner, shared by what has the same, never taken from under a text."""

import pytest

from standards import services
from standards.models import FrameworkVersion, LevelDescriptor, Scale
from standards.services import ImportReport
from tests.cast import NOW, Cast
from tests.standards.files import ROOT, matrix, moodle, row, small_case


def bring_in(cast: Cast, data: bytes, name: str = "file") -> ImportReport:
    return services.import_framework(data=data, file_name=name, owner=cast.provider, by=cast.dee, now=NOW)


def stored(cast: Cast, data: bytes) -> FrameworkVersion:
    version = bring_in(cast, data).version
    assert version is not None
    version.refresh_from_db()
    return version


def levels(version: FrameworkVersion) -> list[tuple[int, str, bool]]:
    return [(level.value, level.label, level.is_proficient) for level in version.scale.levels.all()]


def small_moodle(values: str = "Not yet,Yes", name: str = "Frame", elements: str = "a") -> bytes:
    return moodle({**ROOT, 2: name, 5: values}, *(row("", code, code) for code in elements))


def test_the_scale_of_the_file_is_stored_for_its_owner(cast: Cast) -> None:
    report = bring_in(cast, small_moodle())
    version = report.version
    assert version is not None
    assert levels(version) == [(1, "Not yet", False), (2, "Yes", True)]
    assert (version.scale.title, version.scale.owner, version.scale.is_default) == (
        "Not yet / Yes",
        cast.provider,
        False,
    )
    assert report.levels == 2


def test_frameworks_with_the_same_scale_share_it(cast: Cast) -> None:
    first, second = stored(cast, small_moodle()), stored(cast, small_moodle(name="Other"))
    other = stored(cast, small_moodle("No,Yes", name="Third"))
    assert (first.scale == second.scale, first.scale == other.scale) == (True, False)
    theirs = services.import_framework(
        data=small_moodle(), file_name="x", owner=cast.other_provider, by=cast.pia, now=NOW
    ).version
    assert theirs is not None
    assert theirs.scale != first.scale


@pytest.mark.parametrize("data", [small_moodle(), matrix([{"standardid": 1, "name": "One"}])], ids=["moodle", "matrix"])
def test_the_same_file_again_makes_no_scale(cast: Cast, data: bytes) -> None:
    first = stored(cast, data)
    count = Scale.objects.count()
    assert (stored(cast, data), Scale.objects.count()) == (first, count)


def test_a_file_with_another_scale_changes_that_of_the_draft(cast: Cast) -> None:
    first = stored(cast, small_moodle())
    report = bring_in(cast, small_moodle("No,Yes"))
    first.refresh_from_db()
    assert (report.version, report.unchanged, report.updated) == (first, 1, 0)
    assert levels(first) == [(1, "No", False), (2, "Yes", True)]


def test_a_draft_whose_levels_are_described_keeps_its_scale_and_says_so(cast: Cast) -> None:
    first = stored(cast, small_moodle())
    before = levels(first)
    LevelDescriptor.objects.create(element=first.elements.get(), level=first.scale.levels.all()[0], text="As here")
    report = bring_in(cast, small_moodle("No,Yes"))
    (kept,) = [warning for warning in report.warnings if warning["code"] == "scale_kept"]
    assert "No / Yes" in kept["message"]
    first.refresh_from_db()
    assert levels(first) == before


def test_an_adopted_version_keeps_its_scale_and_the_new_draft_has_the_new_one(cast: Cast) -> None:
    first = stored(cast, small_moodle())
    services.adopt_version(version=first, by=cast.dee, now=NOW)
    second = stored(cast, small_moodle("No,Yes", elements="ab"))
    first.refresh_from_db()
    assert (second.number, second.scale.title, first.scale.title) == (2, "No / Yes", "Not yet / Yes")


def test_a_file_without_scale_leaves_the_default_one(cast: Cast) -> None:
    assert stored(cast, small_case()).scale.is_default
    assert bring_in(cast, small_case()).levels == 0
