"""Real Moodle and Mahara files, each stored whole and once: what is in them, and every oddity that is named."""

from collections import Counter
from pathlib import Path

import pytest

from standards import selectors, services
from tests.cast import NOW, Cast

DATA = Path(__file__).resolve().parents[3] / "shared/data"
MOODLE, DERIVED, MAHARA = DATA / "moodle-csv", DATA / "moodle-csv/derived", DATA / "mahara-matrix"
needs_files = pytest.mark.skipif(not DATA.is_dir(), reason="the real files (../shared/data) are not here")
# With every Moodle file: no issuing body, the other system's numbers, and that one level is the default one.
M = {"missing": 1, "exported_id_left_out": 1, "default_level_left_out": 1}
# With every matrix: no issuing body, and who assesses.
S = {"missing": 1, "selfassess_left_out": 1}
FORMATTED = {"formatting_left_out": 1}
# elements, associations, depth, levels of its scale, proficient ones, {oddity: how often}
REAL: dict[Path, tuple[int, int, int, int, int, dict[str, int]]] = {
    MOODLE / "c2i2e_2011_teacher_ict_fr_rules.csv": (38, 0, 4, 3, 1, {**M, **FORMATTED, "rule_left_out": 10}),
    MOODLE / "cefr_de_localised_header_forward_refs.csv": (26, 0, 2, 2, 1, {**M, "unknown_level": 1}),
    MOODLE / "cefr_for_stem_2016.csv": (66, 0, 2, 2, 1, M),
    MOODLE / "cefr_fr_localised_header.csv": (26, 0, 2, 2, 1, {**M, "unknown_level": 1}),
    MOODLE / "digcomp_lms_admin_2023.csv": (39, 0, 2, 2, 1, {**M, **FORMATTED}),
    MOODLE / "eldoom_sample_template_2024_emoji_scales.csv": (7, 6, 4, 2, 1, {**M, "own_scale_left_out": 4}),
    MOODLE / "example_emoji.csv": (14, 15, 4, 2, 1, {**M, "own_scale_left_out": 7, "rule_left_out": 4}),
    MOODLE / "example_rules_and_scales.csv": (14, 15, 4, 2, 1, {**M, "own_scale_left_out": 7, "rule_left_out": 4}),
    MOODLE / "iste_educators_2018.csv": (31, 0, 2, 2, 1, M),
    MOODLE / "meef_fr_emoji_html_crossrefs_60.csv": (60, 55, 3, 4, 2, {**M, **FORMATTED, "picture_as_address": 25}),
    MOODLE / "oecd_core_competencies_moodle_core_fixture.csv": (64, 39, 4, 2, 1, M),
    MOODLE / "parlenet_communication_fr.csv": (36, 10, 4, 4, 1, {**M, **FORMATTED, "picture_as_address": 1}),
    MOODLE / "simple_ordered.csv": (4, 0, 4, 2, 1, M),
    MOODLE / "simple_unordered_forward_ref.csv": (4, 0, 4, 2, 1, M),
    DERIVED / "digcomp3_911.csv": (911, 0, 3, 2, 1, M),
    MAHARA / "example.matrix": (35, 0, 3, 4, 1, {**S, "repeated_code": 1}),
    MAHARA / "example_2016_oldstyle_nested.matrix": (16, 0, 3, 0, 0, S),
    MAHARA / "nace_usa.matrix": (8, 0, 2, 4, 1, S),
    MAHARA / "nz_teaching_standards_english.matrix": (7, 0, 2, 4, 1, S),
    MAHARA / "nz_teaching_standards_te_reo_maori.matrix": (7, 0, 2, 4, 1, S),
    MAHARA / "ptc_nz_2017.matrix": (14, 0, 2, 4, 1, {**S, **FORMATTED}),
}


@needs_files
def test_the_table_names_every_real_file() -> None:
    assert {*MOODLE.glob("*.csv"), *DERIVED.glob("*.csv"), *MAHARA.glob("*.matrix")} == set(REAL)


@needs_files
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_real_files_are_stored_whole_and_once(cast: Cast, path: Path) -> None:
    elements, associations, depth, levels, proficient, oddities = REAL[path]
    file = {"data": path.read_bytes(), "file_name": path.name, "owner": cast.provider, "by": cast.dee, "now": NOW}
    report = services.import_framework(**file)  # type: ignore[arg-type]
    version = report.version
    assert version is not None
    assert report.format == ("matrix" if path.parent == MAHARA else "moodle-csv")
    assert (report.elements, report.associations, report.levels) == (elements, associations, levels)
    assert Counter(warning["code"] for warning in report.warnings) == oddities
    tree = selectors.tree(version)
    assert (len(tree), version.associations.count(), max(one.depth for one in tree) + 1) == (
        *(elements, associations, depth),
    )
    scale = list(version.scale.levels.all())
    if levels:
        assert (len(scale), sum(level.is_proficient for level in scale)) == (levels, proficient)
    assert version.scale.is_default is (not levels)
    by_key = {one.pk: one for one in tree}
    assert all(by_key[one.parent_id].depth == one.depth - 1 if one.parent_id else one.depth == 0 for one in tree)
    again = services.import_framework(**file)  # type: ignore[arg-type]
    assert (again.version, again.unchanged, again.created, again.updated) == (version, elements, 0, 0)


@needs_files
def test_the_same_tree_in_another_order_is_the_same(cast: Cast) -> None:
    trees = []
    for name in ("simple_ordered.csv", "simple_unordered_forward_ref.csv"):
        data = (MOODLE / name).read_bytes()
        report, draft = services.preview_framework(data=data, file_name=name, owner=cast.provider)
        assert (report.created, draft is not None) == (4, True)
        trees.append([(one.depth, one.code, one.full_statement, one.kind) for one in draft.elements])  # type: ignore[union-attr]
    assert trees[0] == trees[1]
    assert trees[0][-1] == (3, "1.1.1.1", "Outcome One", "outcome")
