"""Tables with one column a level."""

from standards import formats
from standards.formats.draft import Parsed

TABLE = """Domain,Standard,Statement,Code,Notes
Teaching,Plans lessons,Knows the pupils,T1a,n
,,Uses what they know,T1b,
,Assesses,,T2,
Community,Works with parents,,,
Teaching,Plans lessons,Looks back,T1c,
"""


def read(text: str) -> Parsed:
    return formats.read(text.encode(), "ours.csv")


def test_each_row_is_a_way_down_the_tree() -> None:
    parsed = read(TABLE)
    assert parsed.draft
    assert [(one.depth, one.kind, one.code, one.title) for one in parsed.draft.elements] == [
        (0, "Domain", "", "Teaching"),
        (1, "Standard", "", "Plans lessons"),
        (2, "Statement", "T1a", "Knows the pupils"),
        (2, "Statement", "T1b", "Uses what they know"),
        (2, "Statement", "T1c", "Looks back"),
        (1, "Standard", "T2", "Assesses"),
        (0, "Domain", "", "Community"),
        (1, "Standard", "", "Works with parents"),
    ]
    assert (parsed.draft.title, parsed.draft.elements[2].notes, list(parsed.errors)) == ("ours", "n", [])
    assert parsed.draft.digest() == read(TABLE.replace("\n,,Uses", "\nTeaching,Plans lessons,Uses")).draft.digest()  # type: ignore[union-attr]


def test_other_tables_are_not_taken_for_one() -> None:
    for header in ("name,email", "Domain,Email", "Domain", "Standard,Standard", "date,statement,price"):
        assert [issue.code for issue in read(f"{header}\nx,y,z\n").errors] == ["no_heading_column"], header


def test_a_row_without_a_level_is_an_error_and_a_gap_is_named() -> None:
    parsed = read("Domain,Standard,Statement,Code\n,,,X\nA,,deep,\n")
    assert [(issue.row, issue.field, issue.code) for issue in parsed.errors] == [(2, "Domain", "missing")]
    assert [(issue.row, issue.code) for issue in parsed.warnings][2:] == [(3, "skipped_level")]


def test_a_sheet_of_excel_is_read_alike() -> None:
    from standards.formats import workbook

    rows = [line.split(",") for line in TABLE.splitlines()]
    parsed = formats.read(workbook.write("Any", rows[0], rows[1:], []), "ours.csv")
    assert (parsed.format, parsed.draft) == ("xlsx", read(TABLE).draft)
