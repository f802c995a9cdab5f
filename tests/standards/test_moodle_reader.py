"""Moodle's competency framework CSV: what is read, and that every oddity is named with row, field and code."""

import json
from typing import Any

import pytest

from standards import formats
from standards.formats import moodle_table as column
from standards.formats.draft import FrameworkDraft, LevelDraft, Parsed
from tests.standards.files import CONFIGURATION, HEADER, MOODLE, ROOT, moodle, row

ALWAYS = [("missing", "creator", 2), ("default_level_left_out", "Scale configuration", 2)]


def read(*rows: dict[int, Any], **how: Any) -> Parsed:
    parsed = formats.read(moodle(*rows, **how), "my file.csv")
    assert parsed.format == "moodle-csv"
    return parsed


def draft_of(parsed: Parsed) -> FrameworkDraft:
    assert parsed.draft is not None
    assert list(parsed.errors) == []
    return parsed.draft


def remarks(parsed: Parsed) -> list[tuple[str, str, int | None]]:
    """Code, field and row of each, without the two that come with every small file here."""
    return [found for i in parsed.warnings if (found := (i.code, i.field, i.row)) not in ALWAYS]


def shape(parsed: Parsed) -> list[tuple[int, str, str]]:
    return [(one.depth, one.code, one.title) for one in draft_of(parsed).elements]


def test_the_tree_the_framework_and_its_words() -> None:
    parsed = read(ROOT, row("", "A", "Domain", "<p>What <b>it</b> is</p>"), row("A", "A1", "First"))
    draft = draft_of(parsed)
    assert (draft.title, draft.description, draft.notes) == ("Frame", "About it", "Moodle ID number: F1")
    assert [(e.depth, e.code, e.kind, e.abbreviated_statement, e.full_statement) for e in draft.elements] == [
        (0, "A", "domain", "Domain", "What it is"),
        (1, "A1", "value", "", "First"),
    ]
    assert draft.scale
    assert draft.scale.levels == [LevelDraft("Not yet"), LevelDraft("Yes", is_proficient=True)]
    assert remarks(parsed) == [("formatting_left_out", "Description", 3)]


def test_rows_in_any_order_and_the_framework_last() -> None:
    ordered = read(ROOT, row("", "A", "a"), row("A", "A1", "b"), row("A1", "A2", "c"))
    mixed = read(row("A1", "A2", "c"), row("A", "A1", "b"), row("", "A", "a"), ROOT)
    assert shape(mixed) == shape(ordered) == [(0, "A", "a"), (1, "A1", "b"), (2, "A2", "c")]
    assert draft_of(mixed).digest() == draft_of(ordered).digest()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_delimiters_byte_order_mark_and_localised_headers(delimiter: str, mark: str) -> None:
    header = tuple(f"Spalte {n}, x" for n in range(14))
    data = mark.encode() + moodle(ROOT, row("", "A", "a, b; c\td"), delimiter=delimiter, header=header)
    parsed = formats.read(data)
    assert (parsed.format, shape(parsed)) == ("moodle-csv", [(0, "A", "a, b; c\td")])


def test_the_first_form_has_12_columns_and_a_taxonomy_by_level() -> None:
    header = (*MOODLE[:10], *MOODLE[12:])
    root = {**{place: cell for place, cell in ROOT.items() if place < 10}, 10: 1, 11: '{"1":"domain","2":"skill"}'}
    parsed = read(root, row("", "A", "a"), row("A", "B", "b"), row("B", "C", "c"), header=header, width=12)
    assert [one.kind for one in draft_of(parsed).elements] == ["domain", "skill", "competency"]
    assert remarks(parsed) == []


def test_codes_are_text_never_numbers() -> None:
    parsed = read(ROOT, row("", "1.1", "a"), row("", "1.10", "b"), row("1.1", "01", "c"), row("1.10", "1", "d"))
    assert shape(parsed) == [(0, "1.1", "a"), (1, "01", "c"), (0, "1.10", "b"), (1, "1", "d")]
    assert remarks(parsed) == [("equal_numbers", "ID number", 4), ("equal_numbers", "ID number", 6)]


NULL_RULE = {"c8": "0", "c9": "null"}
POINTS = json.dumps({"base": {"points": 5}, "competencies": [{"id": 624, "points": 10, "required": 0}]})
LONG = "x" * 101


@pytest.mark.parametrize(
    ("rows", "tree", "found"),
    [
        ([row("Z", "A", "a")], [(0, "A", "a")], [("unknown_parent", "Parent ID number", 3)]),
        (
            [row("", "A", "a"), row("", "A", "b"), row("A", "C", "c")],
            [(0, "A", "a"), (1, "C", "c"), (0, "A", "b")],
            [("repeated_code", "ID number", 4), ("ambiguous_parent", "Parent ID number", 5)],
        ),
        (
            [row("B", "A", "a"), row("A", "B", "b")],
            [(0, "A", "a"), (1, "B", "b")],
            [("cycle", "Parent ID number", 3)],
        ),
        ([row("A", "A", "a")], [(0, "A", "a")], [("cycle", "Parent ID number", 3)]),
        ([row("", "", "a")], [(0, "", "a")], [("missing", "ID number", 3)]),
        ([row("", "A", "", "text")], [(0, "A", "text")], [("missing", "Short name", 3)]),
        ([row("", "A", "")], [(0, "A", "A")], [("missing", "Short name", 3)]),
        ([row("A", "", "")], [], [("empty_row", "Short name", 3), ("no_elements", "Short name", 1)]),
        ([row("", LONG, "a")], [(0, LONG, "a")], [("code_too_long_for_moodle", "ID number", 3)]),
        (
            [row("", "y" * 201, "a"), row("y" * 201, "B", "b")],
            [(0, "y" * 200, "a"), (1, "B", "b")],
            [("code_too_long_for_moodle", "ID number", 3), ("too_long", "ID number", 3)],
        ),
        ([row("", "A", "a", **NULL_RULE)], [(0, "A", "a")], []),
        ([row("", "A", "a", c7="x\\competency_rule_all", c8=2)], [(0, "A", "a")], [("rule_left_out", "Rule type", 3)]),
        ([row("", "A", "a", c9=POINTS)], [(0, "A", "a")], [("rule_left_out", "Rule type", 3)]),
        ([row("", "A", "a", c5="Not yet,Yes", c6=CONFIGURATION)], [(0, "A", "a")], []),
        ([row("", "A", "a", c5="Not yet,Yes")], [(0, "A", "a")], [("own_scale_left_out", "Scale values", 3)]),
        ([row("", "A", "a", c11=7)], [(0, "A", "a")], [("exported_id_left_out", "Exported ID", 1)]),
        ([row("", "A", "a", c12="no")], [(0, "A", "a")], [("doubtful_flag", "Is framework", 3)]),
        (
            [row("", "A", "a", "<script>x</script><img src='https://x.org/i'>t")],
            [(0, "A", "a")],
            [("html_left_out", "Description", 3), ("picture_as_address", "Description", 3)],
        ),
    ],
)
def test_oddities_keep_the_row_and_name_it(
    rows: list[dict[int, Any]], tree: list[tuple[int, str, str]], found: list[tuple[str, str, int]]
) -> None:
    parsed = read(ROOT, *rows)
    assert (shape(parsed), remarks(parsed)) == (tree, found)


def test_the_edge_that_closed_a_circle_is_kept_as_a_link() -> None:
    parsed = read(ROOT, row("B", "A", "a"), row("A", "B", "b"))
    first, second = draft_of(parsed).elements
    (link,) = draft_of(parsed).associations
    assert (link.kind, link.origin_identifier) == ("isChildOf", str(first.identifier))
    assert link.destination_identifier == str(second.identifier)


def test_what_is_left_out_is_told_in_full() -> None:
    cells = {"c7": "core_competency\\competency_rule_points", "c8": 3, "c9": POINTS, "c5": "Low,High"}
    messages = {issue.code: issue.message for issue in read(ROOT, row("", "A", "a", **cells)).warnings}
    assert f"competency_rule_points, outcome 3, {POINTS}" in messages["rule_left_out"]
    assert "Low / High" in messages["own_scale_left_out"]


def test_cross_references_are_one_link_a_pair() -> None:
    parsed = read(
        ROOT,
        row("", "A", "a", c10="B,C%2CD,B, Z,,A"),
        row("", "B", "b", c10="A"),
        row("", "C,D", "c", c10="B"),
    )
    codes = {str(one.identifier): one.code for one in draft_of(parsed).elements}
    links = [
        (codes[x.origin_identifier], x.kind, codes[x.destination_identifier]) for x in draft_of(parsed).associations
    ]
    assert links == [("A", "isRelatedTo", "B"), ("A", "isRelatedTo", "C,D"), ("C,D", "isRelatedTo", "B")]
    assert parsed.associations == 3
    name = column.REFERENCES
    assert remarks(parsed) == [("unknown_reference", name, 3), ("self_reference", name, 3)]


def test_a_reference_to_one_of_two_says_which() -> None:
    parsed = read(ROOT, row("", "A", "a"), row("", "A", "b"), row("", "C", "c", c10="A"))
    assert remarks(parsed)[1:] == [("ambiguous_reference", column.REFERENCES, 5)]


@pytest.mark.parametrize(
    ("values", "configuration", "levels", "codes"),
    [
        ("A,B,C", '[{"id":2,"proficient":"1"},{"id":"3","proficient":1}]', [("A", 0), ("B", 1), ("C", 1)], []),
        ("A,B", "", [("A", 0), ("B", 0)], ["missing"]),
        ("A,,B", '[{"id":3,"proficient":1}]', [("A", 0), ("B", 1)], ["empty_level"]),
        ("A,B", '[{"id":9,"proficient":1}]', [("A", 0), ("B", 0)], ["unknown_level"]),
        ("A,B", '[{"id":true},{"id":{}},{"id":"\\ud800"}]', [("A", 0), ("B", 0)], ["unknown_level"] * 3),
        ("A,B", "[]", [("A", 0), ("B", 0)], []),
        ("A,B", "{", [("A", 0), ("B", 0)], ["bad_scale_configuration"]),
        ("A,B", "[1]", [("A", 0), ("B", 0)], ["bad_scale_configuration"]),
        ("A,B", "[" * 5000, [("A", 0), ("B", 0)], ["bad_scale_configuration"]),
        ("A", "", None, ["scale_left_out"]),
        ("A," * 60, "", None, ["scale_left_out"]),
        ("", "[]", None, ["scale_left_out"]),
        ("", "", None, []),
    ],
)
def test_scales(values: str, configuration: str, levels: list[tuple[str, int]] | None, codes: list[str]) -> None:
    parsed = read({**ROOT, 5: values, 6: configuration}, row("", "A", "a"))
    scale = draft_of(parsed).scale
    assert (scale and [(level.label, level.is_proficient) for level in scale.levels]) == levels
    assert [code for code, _field, _row in remarks(parsed)] == codes


@pytest.mark.parametrize(
    ("changes", "title", "found"),
    [
        ({12: ""}, "my file", [("no_framework_row", "Is framework", 1)]),
        ({2: ""}, "F1", [("missing", "Short name", 2)]),
        ({0: "A"}, "Frame", [("framework_has_parent", "Parent ID number", 2)]),
        ({13: "domain,thing"}, "Frame", [("unknown_taxonomy", "Taxonomy", 2)]),
        ({13: "{1"}, "Frame", [("bad_taxonomy", "Taxonomy", 2)]),
        ({13: '{"7":"domain"}'}, "Frame", [("bad_taxonomy", "Taxonomy", 2)]),
        ({7: "x"}, "Frame", [("left_out", "Rule type", 2)]),
        ({10: "A"}, "Frame", [("left_out", column.REFERENCES, 2)]),
    ],
)
def test_oddities_of_the_framework_row(changes: dict[int, str], title: str, found: list[tuple[str, str, int]]) -> None:
    parsed = read({**ROOT, **changes}, row("", "A", "a"))
    assert draft_of(parsed).title == title
    assert [one for one in remarks(parsed) if one[1] not in ("creator", "Scale values")] == found


def test_two_frameworks_in_one_file_are_an_error() -> None:
    parsed = read(ROOT, row("", "A", "a"), ROOT)
    assert [(i.code, i.field, i.row) for i in parsed.errors] == [("several_frameworks", "Is framework", 4)]


def test_a_tree_that_is_too_deep_is_an_error() -> None:
    rows = [row(f"C{n - 1}" if n else "", f"C{n}", "x") for n in range(45)]
    assert [issue.code for issue in read(ROOT, *rows).errors] == ["too_deep"]


def test_short_and_long_rows() -> None:
    data = HEADER + ",F,Frame,,,,,,,,,,1,\n\n,A\n,B,b\n,C,c,,,,,,,,,,,,surplus\n"
    parsed = formats.read(data.encode())
    assert shape(parsed) == [(0, "A", "A"), (0, "B", "b"), (0, "C", "c")]
    assert [one for one in remarks(parsed) if one[0].startswith("too")] == [
        ("too_few_cells", "", 4),
        ("too_many_cells", "", 6),
    ]


def test_descriptions_that_are_no_html_stay_as_they_are() -> None:
    parsed = read(ROOT, row("", "A", "a", "**1 < 2**\n\n* x", c4=4), row("", "B", "b", "<b>", c4=2))
    assert [one.full_statement for one in draft_of(parsed).elements] == ["**1 < 2**\n\n* x", "<b>"]


def test_a_plain_csv_of_14_columns_is_no_moodle_file() -> None:
    header = "heading,code,parent_code,kind,summary,notes,identifier,language,creator,publisher,subject,licence,a,b\n"
    assert formats.read((header + "One,scaleid\n").encode()).format == "csv"
