"""The plain CSV: what is read, what is refused with row and field, and that writing and reading agree."""

import pytest

from standards import formats, selectors
from standards.formats import plain_table
from standards.formats.draft import Parsed

SMALL = """code,parent_code,heading,kind,summary
F,,Frame,framework,About
A,F,Domain,domain,
A1,A,First,standard,All of it
"""


def read(text: str, name: str = "my file.csv") -> Parsed:
    return formats.read(text.encode(), name)


def problems(parsed: Parsed) -> list[tuple[str, str, int | None]]:
    return [(issue.code, issue.field, issue.row) for issue in parsed.errors]


def remarks(parsed: Parsed) -> list[tuple[str, str, int | None]]:
    return [(issue.code, issue.field, issue.row) for issue in parsed.warnings]


def test_the_framework_row_names_the_framework_and_is_no_element() -> None:
    draft = read(SMALL).draft
    assert draft
    assert (draft.title, draft.description) == ("Frame", "About")
    found = [(one.depth, one.code, one.title, one.full_statement, one.is_rateable) for one in draft.elements]
    assert found == [(0, "A", "Domain", "Domain", False), (1, "A1", "First", "All of it", True)]


def test_without_a_framework_row_the_file_is_its_name() -> None:
    parsed = read("heading\nOne\n")
    assert parsed.draft
    assert (parsed.draft.title, remarks(parsed)) == ("my file", [("no_title", "kind", 1), ("missing", "creator", 1)])


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiters_byte_order_mark_and_line_ends(delimiter: str) -> None:
    data = "\ufeff" + SMALL.replace(",", delimiter).replace("\n", "\r\n")
    assert read(data).draft.digest() == read(SMALL).draft.digest()  # type: ignore[union-attr]


def test_rows_may_come_before_their_parents_and_codes_may_repeat() -> None:
    parsed = read("code,parent_code,heading\nB,A,below\nA,,above\nA,,again\n")
    assert parsed.draft
    assert [(one.depth, one.title) for one in parsed.draft.elements] == [(0, "above"), (1, "below"), (0, "again")]
    assert remarks(parsed)[2:] == [("repeated_code", "code", 4), ("ambiguous_parent", "parent_code", 2)]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ("A,,\n", ("missing", "heading", 2)),
        ("A,Z,one\n", ("unknown_parent", "parent_code", 2)),
        ("A,B,one\nB,A,two\n", ("cycle", "parent_code", 2)),
        ("A,A,one\n", ("cycle", "parent_code", 2)),
    ],
)
def test_errors_name_row_and_field(rows: str, found: tuple[str, str, int]) -> None:
    assert problems(read("code,parent_code,heading\n" + rows)) == [found]


def test_the_same_identifier_twice_is_an_error() -> None:
    same = "10000000-0000-0000-0000-000000000001"
    assert problems(read(f"heading,identifier\nA,{same}\nB,{same}\n")) == [("duplicate_identifier", "identifier", 3)]


def test_what_is_written_is_read_back_equal() -> None:
    draft = read(selectors.SEEDS["headteachers-2020"].read_text()).draft
    assert draft
    draft.elements[0].notes = "=1+1"
    draft.elements[1].keywords = ["a", "b"]
    again = read(plain_table.write_csv(draft)).draft
    assert again == draft


def test_cells_are_no_formulas() -> None:
    draft = read("heading,kind\n=HYPERLINK(1),framework\n+1,\n-2,\n@x,\n").draft
    assert draft
    assert [line.split(",")[2] for line in plain_table.write_csv(draft).splitlines()[1:]] == [
        "'=HYPERLINK(1)",
        "'+1",
        "'-2",
        "'@x",
    ]


def test_the_seed() -> None:
    parsed = read(selectors.SEEDS["headteachers-2020"].read_text())
    draft = parsed.draft
    assert draft
    assert (remarks(parsed), problems(parsed)) == ([], [])
    assert (draft.title, draft.creator) == ("Headteachers' standards 2020", "Department for Education")
    assert (draft.licence_title, draft.official_source_url) == ("Open Government Licence v3.0", "")
    assert "Short summary; the issuing body's text is authoritative." in draft.notes
    assert "from memory" in draft.notes
    assert (len(draft.elements), sum(one.is_rateable for one in draft.elements)) == (22, 17)
    assert [one.code for one in draft.elements if one.kind == "standard" and one.is_rateable] == [
        *("HTS1", "HTS4", "HTS6", "HTS2", "HTS3", "HTS5", "HTS7", "HTS8", "HTS9", "HTS10"),
    ]
