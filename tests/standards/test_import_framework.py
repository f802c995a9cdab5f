"""The import service: all or nothing, the same again is nothing, newer files make drafts, lineages hold."""

import json
import uuid
from pathlib import Path

import pytest

from carnegie.core.errors import NotAllowed, Refused
from standards import selectors, services
from standards.enums import AdoptionStatus
from standards.models import Association, Element, Framework, FrameworkVersion, Scale
from standards.services import ImportReport
from tests.cast import NOW, Cast
from tests.standards.files import case, child, item, item_id, link, small_case

PACKAGES = Path(__file__).resolve().parents[3] / "shared/data/case/packages"
needs_packages = pytest.mark.skipif(not PACKAGES.is_dir(), reason="the real CASE files (../shared/data) are not here")


def bring_in(cast: Cast, data: bytes, name: str = "framework.json") -> ImportReport:
    return services.import_framework(data=data, file_name=name, owner=cast.provider, by=cast.dee, now=NOW)


def stored() -> dict[str, int]:
    models = (Framework, FrameworkVersion, Element, Association, Scale)
    return {model.__name__: model._default_manager.count() for model in models}


def test_a_file_becomes_a_draft_of_its_owner_with_the_default_scale(cast: Cast) -> None:
    report = bring_in(cast, small_case(version="2", statusStartDate="2026-09-01"))
    version = report.version
    assert version
    assert (version.framework.owner, version.status, version.number) == (cast.provider, AdoptionStatus.DRAFT, 1)
    assert (version.label, str(version.status_start_date)) == ("2", "2026-09-01")
    assert [level.label for level in version.scale.levels.all()] == [
        *("Not yet", "Emerging", "Developing", "Established", "Leading"),
    ]
    assert [(e.position, e.depth, e.code, e.is_rateable) for e in selectors.tree(version)] == [
        (0, 0, "D1", False),
        (1, 1, "D1.1", True),
        (2, 1, "", True),
    ]
    assert (report.elements, report.associations, report.created, report.levels) == (3, 3, 3, 0)
    assert [(step.to_state, step.by) for step in version.transitions.all()] == [("draft", cast.dee)]


def test_the_default_scale_is_made_once(cast: Cast) -> None:
    first = services.default_scale(by=cast.dee, now=NOW)
    assert (services.default_scale(by=None, now=NOW), first.levels.count()) == (first, 5)
    assert [level.is_proficient for level in first.levels.all()] == [False, False, False, True, True]


def test_the_same_content_again_changes_nothing(cast: Cast) -> None:
    first = bring_in(cast, small_case())
    before = stored()
    spaced = json.dumps(json.loads(small_case()), indent=4).encode()
    again = bring_in(cast, spaced)
    assert (again.version, again.created, again.updated, again.unchanged) == (first.version, 0, 0, 3)
    assert stored() == before


def test_a_newer_file_changes_the_draft_and_keeps_the_rows(cast: Cast) -> None:
    first = bring_in(cast, small_case()).version
    assert first
    kept = first.elements.get(code="D1.1")
    newer = case(
        [item(1, "Domain"), item(2, "New words", humanCodingScheme="D1.1"), item(4)], [child(2, 1), child(4, 2)]
    )
    report = bring_in(cast, newer)
    assert (report.created, report.updated, report.unchanged, report.removed) == (1, 2, 0, 1)
    assert report.version == first
    assert [(e.depth, e.full_statement) for e in selectors.tree(first)] == [
        (0, "Domain"),
        (1, "New words"),
        (2, "Statement 4"),
    ]
    kept.refresh_from_db()
    assert (kept.full_statement, kept.is_rateable) == ("New words", False)
    first.refresh_from_db()
    assert first.lock_version == 2


def test_a_newer_file_over_an_adopted_version_makes_a_draft_with_the_same_lineages(cast: Cast) -> None:
    first = bring_in(cast, small_case()).version
    assert first
    services.adopt_version(version=first, by=cast.dee, now=NOW)
    report = bring_in(cast, case([item(1, "Domain"), item(2, "New words"), item(9)], title="Other title"))
    second = report.version
    assert second
    assert (second.number, second.status, second.framework) == (2, AdoptionStatus.DRAFT, first.framework)
    assert second.framework.title == "Test standards"
    assert [w["field"] for w in report.warnings if w["code"] == "fact_kept"] == ["title"]
    old = {e.identifier: e.lineage for e in first.elements.all()}
    new = {e.identifier: e.lineage for e in second.elements.all()}
    assert {key: new[key] for key in new if key in old} == {key: old[key] for key in new if key in old}
    assert len(set(new.values()) - set(old.values())) == 1
    assert first.elements.get(position=1).full_statement == "Statement 2"


def test_two_providers_do_not_share_what_they_bring_in(cast: Cast) -> None:
    ours = bring_in(cast, small_case()).version
    theirs = services.import_framework(
        data=small_case(), file_name="x", owner=cast.other_provider, by=cast.pia, now=NOW
    ).version
    assert ours
    assert theirs
    assert (ours.framework != theirs.framework, ours.case_identifier == theirs.case_identifier) == (True, True)


def test_only_admins_of_the_owner_bring_in(cast: Cast) -> None:
    for person, owner in ((cast.amara, cast.provider), (cast.pia, cast.provider), (cast.dee, None)):
        with pytest.raises(NotAllowed):
            services.import_framework(data=small_case(), file_name="x", owner=owner, by=person, now=NOW)


def test_errors_store_nothing_and_are_all_in_the_report(cast: Cast) -> None:
    before = stored()
    with pytest.raises(services.ImportRefused) as refusal:
        bring_in(cast, case([item(1), {"identifier": item_id(2)}, {"identifier": item_id(3)}]))
    assert [(e["identifier"], e["field"]) for e in refusal.value.report.errors] == [
        (item_id(2), "fullStatement"),
        (item_id(3), "fullStatement"),
    ]
    assert stored() == before


def test_a_draft_whose_element_is_in_use_is_not_replaced(cast: Cast) -> None:
    version = bring_in(cast, small_case()).version
    assert version
    from programmes.models import Mapping

    Mapping.objects.create(module=cast.modules[0], element=version.elements.get(code="D1.1"), depth="develops")
    before = stored()
    with pytest.raises(Refused, match="in use"):
        bring_in(cast, case([item(1)]))
    assert stored() == before


def test_links_find_elements_here_and_in_adopted_versions_elsewhere(cast: Cast) -> None:
    elsewhere = cast.framework_version.elements.get(code="D1.1")
    links = [
        link(1, "isRelatedTo", item_id(1), item_id(2)),
        link(2, "exactMatchOf", item_id(1), str(elsewhere.identifier)),
        link(3, "exactMatchOf", item_id(1), str(uuid.uuid4())),
    ]
    version = bring_in(cast, case([item(1), item(2)], links)).version
    assert version
    ends = {row.kind + str(row.destination): row.origin for row in version.associations.all()}
    here, there = version.elements.get(position=1), elsewhere
    assert set(ends) == {f"isRelatedTo{here}", f"exactMatchOf{there}", "exactMatchOfNone"}
    assert selectors.link_counts(version) == {version.elements.get(position=0).pk: 3, here.pk: 1, there.pk: 1}


def test_a_format_without_reader_is_refused_naming_those_that_have_one(cast: Cast) -> None:
    with pytest.raises(Refused, match="auto, case, moodle-csv, matrix, opensalt-csv"):
        services.import_framework(
            data=b"x", file_name="x", format="opensalt-ods", owner=cast.provider, by=cast.dee, now=NOW
        )


def test_the_preview_writes_nothing_and_says_the_same(cast: Cast) -> None:
    before = stored()
    preview, draft = services.preview_framework(data=small_case(), file_name="x", owner=cast.provider)
    assert (stored(), draft is not None) == (before, True)
    report = bring_in(cast, small_case())
    assert {**report.as_json(), "framework": None} == preview.as_json()


def test_the_import_leaves_a_trail(cast: Cast) -> None:
    version = bring_in(cast, small_case()).version
    assert version
    (row,) = version.history.all()
    assert (row.pgh_context.metadata["service"], row.pgh_context.metadata["actor"]) == (
        "import_framework",
        str(cast.dee.pk),
    )


# elements, associations of the file, links beside the tree, depth, {oddity: how often}; None: refused
REAL = {
    "CFDocuments_list_response.json": None,
    "opensalt_test_AdoptedTestFramework.json": (1, 1, 0, 1, {}),
    "opensalt_test_EmptyExternalFramework.json": (0, 0, 0, 0, {"no_elements": 1}),
    "opensalt_test_ItemTypeTestFramework.json": (1, 1, 0, 1, {}),
    "opensalt_test_MarkdownFramework.json": (2, 2, 0, 1, {}),
    "opensalt_test_Ordering.json": (28, 28, 0, 5, {}),
    "opensalt_test_SequenceNumberFramework.json": (2, 2, 0, 1, {}),
    "opensalt_test_SmartLevelFramework.json": (14, 14, 0, 2, {}),
    "opensalt_test_Utf8TestFramework.json": (1, 1, 0, 1, {}),
    "opensalt_what_standards_could_be.json": (16, 39, 23, 3, {"field_left_out": 1}),
    "sbac_ela_content_spec_TRUNCATED_item_without_identifier.json": (
        *(3, 1, 1, 1),
        {"missing_identifier": 1, "duplicate_identifier": 2, "origin_elsewhere": 1, "field_left_out": 1},
    ),
    "sbac_ela_g3_c2_t1ab.json": (65, 100, 35, 5, {"repeated_code": 4, "field_left_out": 3}),
    "sbac_ela_g5_c1_t6.json": (32, 49, 17, 4, {"field_left_out": 3}),
    "sbac_ela_pt_g5_info.json": (164, 240, 76, 5, {"repeated_code": 6, "field_left_out": 3}),
    "sbac_ela_pt_g5_narrative.json": (164, 244, 80, 5, {"repeated_code": 6, "field_left_out": 3}),
    "sbac_item_types.json": (19, 19, 0, 1, {}),
    "sbac_math_g3-5_claim2.json": (305, 518, 213, 6, {"field_left_out": 2}),
    "sbac_math_g3_c1_ta.json": (73, 101, 28, 4, {"field_left_out": 3}),
    "sbac_math_g3_c1_th.json": (48, 67, 19, 4, {"field_left_out": 3}),
    "sbac_math_hs_c1_th.json": (86, 126, 40, 4, {"field_left_out": 3}),
    "sbac_math_hs_claim2.json": (207, 351, 144, 6, {"field_left_out": 2}),
    "webb_dok.json": (15, 15, 0, 2, {"field_left_out": 1}),
}


@needs_packages
def test_the_table_names_every_real_file() -> None:
    assert {path.name for path in PACKAGES.glob("*.json")} == set(REAL)


@needs_packages
@pytest.mark.parametrize("name", [name for name, expected in REAL.items() if expected])
def test_real_files_are_stored_whole_and_once(cast: Cast, name: str) -> None:
    elements, associations, links, depth, oddities = REAL[name]  # type: ignore[misc]
    data = (PACKAGES / name).read_bytes()
    report = bring_in(cast, data, name)
    version = report.version
    assert version
    found: dict[str, int] = {}
    for warning in report.warnings:
        found[warning["code"]] = found.get(warning["code"], 0) + 1
    tree = selectors.tree(version)
    assert (report.elements, report.associations, found) == (elements, associations, oddities)
    assert (len(tree), version.associations.count()) == (elements, links)
    assert max((element.depth for element in tree), default=-1) + 1 == depth
    by_key = {element.pk: element for element in tree}
    assert all(by_key[e.parent_id].depth == e.depth - 1 if e.parent_id else e.depth == 0 for e in tree)
    assert bring_in(cast, data, name).unchanged == elements


@needs_packages
def test_a_list_of_frameworks_is_refused_saying_what_to_take(cast: Cast) -> None:
    data = (PACKAGES / "CFDocuments_list_response.json").read_bytes()
    with pytest.raises(services.ImportRefused, match="CFPackages"):
        bring_in(cast, data)
