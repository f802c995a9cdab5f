"""The scale as a CASE rubric: written, read back equal, and everything that does not fit named."""

import datetime as dt
import json
from typing import Any

import pytest

from standards import formats, services
from standards.formats import case_rubrics
from standards.formats.draft import FrameworkDraft, LevelDraft, Parsed, ScaleDraft
from standards.models import FrameworkVersion, LevelDescriptor, Scale
from tests.cast import NOW, Cast
from tests.standards.feed import body, published
from tests.standards.files import child, item, item_id, link, package, small_case
from tests.standards.test_version_export import SCHEMA, SCHEMA_V1P0, export, needs_data, schema_errors


def described() -> FrameworkDraft:
    """A framework with a scale that uses every field, and one element that describes it."""
    draft = formats.read(small_case()).draft
    assert draft
    levels = [LevelDraft("N/A", is_not_applicable=True), LevelDraft("Low", description="So so")]
    draft.scale = ScaleDraft([*levels, LevelDraft("High", is_proficient=True)], "Our scale")
    draft.elements[1].descriptors = ["", "a little", "a lot"]
    return draft


def rubric(*criteria: Any, **fields: Any) -> dict[str, Any]:
    return {"identifier": item_id(900), "title": "Rubric", "CFRubricCriteria": list(criteria), **fields}


def criterion(levels: str, of: int | None = None, scores: Any = (3, 2, 1), **fields: Any) -> dict[str, Any]:
    """A criterion whose levels are named by the letters of `levels`."""
    rows = [
        {"quality": label, "description": f"{label}!", "score": score}
        for label, score in zip(levels, scores, strict=False)
    ]
    found = {"identifier": item_id(901), "CFRubricCriterionLevels": rows, **fields}
    return found if of is None else {**found, "CFItemURI": {"identifier": item_id(of)}}


def read(*rubrics: Any) -> Parsed:
    return formats.read(json.dumps({**package([item(1), item(2)]), "CFRubrics": list(rubrics)}).encode())


def oddities(parsed: Parsed) -> list[tuple[str, str]]:
    return [(issue.code, issue.field) for issue in parsed.warnings]


@needs_data
@pytest.mark.parametrize(("format", "schema"), [("case-v1p1", SCHEMA), ("case-v1p0", SCHEMA_V1P0)])
def test_the_scale_is_written_strictly(format: str, schema: Any) -> None:
    assert schema_errors(export(described(), format), schema) == []


def test_scale_and_descriptors_come_back_equal() -> None:
    draft = described()
    parsed = formats.read(export(draft).encode())
    again = parsed.draft
    assert again
    assert (oddities(parsed), again.scale) == ([], draft.scale)
    assert [one.descriptors for one in again.elements] == [[], ["", "a little", "a lot"], []]


def test_a_scale_that_counts_downwards_comes_back_as_one() -> None:
    draft = described()
    assert draft.scale
    draft.scale.is_descending = True
    text = export(draft)
    levels = json.loads(text)["CFRubrics"][0]["CFRubricCriteria"][0]["CFRubricCriterionLevels"]
    assert [level["score"] for level in levels] == [3, 2, 1]
    assert formats.read(text.encode()).draft.scale == draft.scale  # type: ignore[union-attr]


def test_rubrics_that_begin_with_the_best_are_turned_round() -> None:
    parsed = read(rubric(criterion("ABC", of=1), criterion("ABC", of=2)))
    assert parsed.draft
    assert parsed.draft.scale == ScaleDraft([LevelDraft("C"), LevelDraft("B"), LevelDraft("A")], "Rubric")
    assert [one.descriptors for one in parsed.draft.elements] == [["C!", "B!", "A!"]] * 2


@pytest.mark.parametrize(
    ("rubrics", "found"),
    [
        ([rubric(criterion("ABC", weight=0.3))], [("field_left_out", "weight")]),
        ([rubric(criterion("ABC"), criterion("ABC", of=9))], [("criterion_left_out", "CFItemURI")]),
        (
            [rubric(criterion("ABC"), criterion("ABC", of=1), criterion("ABC", of=1))],
            [("criterion_left_out", "CFItemURI")],
        ),
        ([rubric(criterion("ABC"), criterion("AB", scores=(2, 1)))], [("criterion_left_out", "CFRubricCriteria")]),
        ([rubric(criterion("ABC", scores=(None, None, None)))], [("order_of_levels", "score")]),
        ([rubric(criterion("ABC", scores=(9, 5, 1)))], [("field_left_out", "score")]),
        ([rubric(criterion("A"))], [("criterion_left_out", "CFRubricCriteria"), ("rubrics_left_out", "CFRubrics")]),
        ([None, 1, {}], [("rubrics_left_out", "CFRubrics")]),
        ([rubric(criterion("ABC", scores=(2**2000, float("nan"), True)))], [("order_of_levels", "score")]),
    ],
)
def test_what_of_a_rubric_is_not_stored_is_named(rubrics: list[Any], found: list[tuple[str, str]]) -> None:
    assert oddities(read(*rubrics)) == found


def bring_in(cast: Cast, data: bytes) -> FrameworkVersion:
    version = services.import_framework(data=data, file_name="x", owner=cast.provider, by=cast.dee, now=NOW).version
    assert version
    version.refresh_from_db()
    return version


def texts(version: FrameworkVersion) -> list[str]:
    rows = LevelDescriptor.objects.filter(element__version=version).order_by("element__position", "level__value")
    return list(rows.values_list("text", flat=True))


def test_the_import_stores_them_and_the_export_says_the_same(cast: Cast) -> None:
    draft = described()
    version = bring_in(cast, export(draft).encode())
    stored = formats.draft_of(version)
    assert (stored.scale, [one.descriptors for one in stored.elements]) == (
        draft.scale,
        [one.descriptors for one in draft.elements],
    )
    assert texts(version) == ["a little", "a lot"]


def test_a_file_without_texts_leaves_those_that_are_there(cast: Cast) -> None:
    version = bring_in(cast, export(described()).encode())
    assert texts(bring_in(cast, small_case(version="2"))) == ["a little", "a lot"]
    services.adopt_version(version=version, by=cast.dee, now=NOW)
    newer = bring_in(cast, small_case(version="3"))
    assert (newer.number, newer.scale, texts(newer)) == (2, version.scale, ["a little", "a lot"])


def test_a_file_with_other_texts_replaces_them_and_the_preview_says_so(cast: Cast) -> None:
    draft = described()
    bring_in(cast, export(draft).encode())
    draft.elements[1].descriptors = ["", "a little", "very much"]
    data = export(draft).encode()
    report, _draft = services.preview_framework(data=data, file_name="x", owner=cast.provider)
    (changed,) = report.differences["changed"]
    assert (changed["code"], changed["changes"]) == ("D1.1", [("High", "a lot", "very much")])
    assert (report.updated, report.unchanged) == (1, 2)
    assert texts(bring_in(cast, data)) == ["a little", "very much"]


def test_the_default_scale_is_found_again(cast: Cast) -> None:
    version = bring_in(cast, small_case())
    text = export(formats.draft_of(version))
    count = Scale.objects.count()
    again = services.import_framework(
        data=text.encode(), file_name="x", owner=cast.other_provider, by=cast.pia, now=NOW
    ).version
    assert again
    assert (again.scale, again.scale.is_default, Scale.objects.count()) == (version.scale, True, count)


def test_the_feed_answers_with_the_rubric(cast: Cast) -> None:
    version = published(cast.provider, cast.dee, export(described()).encode())
    identifier = case_rubrics.rubric_id(version.case_identifier)
    found = body(f"v1p1/CFRubrics/{identifier}")
    assert (found["title"], len(found["CFRubricCriteria"])) == ("Our scale", 2)
    assert found == body(f"v1p1/CFPackages/{version.case_identifier}")["CFRubrics"][0]


def test_groups_of_associations_come_back_and_places_in_the_tree_prefer_none(cast: Cast) -> None:
    group = {"CFAssociationGroupingURI": {"title": "Second view", "identifier": item_id(70), "uri": "urn:g"}}
    items = [item(n) for n in range(1, 4)]
    links = [
        child(3, 1, **group),
        link(5, "isChildOf", item_id(3), item_id(2)),
        link(6, "precedes", item_id(1), "urn:x", **group),
    ]
    data = json.dumps({**package(items, links), "CFDefinitions": {"CFConcepts": [{"title": "x"}]}}).encode()
    parsed = formats.read(data)
    assert parsed.draft
    assert [(one.full_statement, one.depth) for one in parsed.draft.elements] == [
        ("Statement 1", 0),
        ("Statement 2", 0),
        ("Statement 3", 1),
    ]
    assert {(one.kind, one.group_title) for one in parsed.draft.associations} == {
        ("isChildOf", "Second view"),
        ("precedes", "Second view"),
    }
    assert ("field_left_out", "CFConcepts") in oddities(parsed)
    version = published(cast.provider, cast.dee, data)
    grouping = body(f"v1p1/CFAssociationGroupings/{item_id(70)}")
    assert grouping["title"] == "Second view"
    again = formats.read(export(formats.draft_of(version)).encode()).draft
    assert again
    assert {one.group_identifier for one in again.associations} == {
        one.group_identifier for one in parsed.draft.associations
    }


def test_what_can_be_rated_comes_back(cast: Cast) -> None:
    draft = described()
    draft.elements[0].is_rateable, draft.elements[2].is_rateable = True, False
    again = formats.read(export(draft).encode()).draft
    assert again
    assert [one.is_rateable for one in again.elements] == [True, True, False]
    changed = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    old = formats.write("case-v1p0", draft, status="draft", changed_at=changed, base_url="https://x.example")
    assert "carnegie" not in old
