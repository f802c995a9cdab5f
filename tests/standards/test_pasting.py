"""An outline that is pasted: levels, codes, errors by line; all of it or nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from carnegie.core.errors import Refused
from standards import services
from standards.formats import outline as outlines
from standards.models import FrameworkVersion
from tests.cast import NOW, Cast, make_framework
from tests.standards.drafting import at, outline


@pytest.fixture
def draft(cast: Cast) -> FrameworkVersion:
    return make_framework(cast.provider, "Draft", status="draft")


def lines(text: str) -> list[tuple[int, str, str]]:
    found, issues = outlines.read(text)
    assert issues == []
    return [(line.depth, line.code, line.full_statement) for line in found]


@pytest.mark.parametrize(
    ("line", "code", "statement"),
    [
        ("Leads people", "", "Leads people"),
        ("1.2 Leads people", "1.2", "Leads people"),
        ("1.2. Leads people", "1.2", "Leads people"),
        ("1) Leads people", "1", "Leads people"),
        ("1. Leads people", "1", "Leads people"),
        ("A3 Leads people", "A3", "Leads people"),
        ("PS1.2a: Leads people", "PS1.2a", "Leads people"),
        ("K-1.4\tLeads people", "K-1.4", "Leads people"),
        ("own code\tLeads people", "own code", "Leads people"),
        ("3 ways to lead", "", "3 ways to lead"),
        ("2020 was a hard year", "", "2020 was a hard year"),
        ("- Leads people", "", "Leads people"),
        ("• 1.2 Leads people", "1.2", "Leads people"),
        ("1.5", "", "1.5"),
    ],
)
def test_codes(line: str, code: str, statement: str) -> None:
    assert lines(line) == [(0, code, statement)]


@pytest.mark.parametrize("indent", ["\t", "  ", "    ", "   "])
def test_levels_by_tabs_or_spaces(indent: str) -> None:
    text = f"A\n{indent}B\n\n{indent}{indent}C\r\n{indent}D\nE"
    assert [depth for depth, _code, _words in lines(text)] == [0, 1, 2, 1, 0]


@pytest.mark.parametrize(
    ("text", "row", "words"),
    [
        ("", 1, "nothing to add"),
        (" \n\t\n", 1, "nothing to add"),
        ("A\n B", 2, "one space only"),
        ("A\n    B\n  C", 3, "fits no line above"),
        ("A\tB\tC", 1, "3 columns"),
        ("A\nb\x00c", 2, "cannot be stored"),
        ("x" * 20_001, 1, "more than 20000"),
        ("\n".join("  " * depth + "x" for depth in range(41)), 41, "deeper than 40"),
        ("x\n" * 2_001, 2001, "At most 2000 lines"),
    ],
)
def test_what_is_wrong_is_told_by_line(text: str, row: int, words: str) -> None:
    _lines, issues = outlines.read(text)
    assert [issue.row for issue in issues] == [row]
    assert words in issues[0].message


def paste(cast: Cast, draft: FrameworkVersion, text: str, parent: str = "") -> int:
    above = at(draft, parent) if parent else None
    return len(services.paste_elements(version=draft, parent=above, text=text, by=cast.dee, now=NOW))


def test_pasting_at_the_end_and_inside(cast: Cast, draft: FrameworkVersion) -> None:
    assert paste(cast, draft, "1.1 Plans\n\t1.1.1 Knows\n\t1.1.2 Does\n1.2 Acts", parent="D1.3") == 4
    assert paste(cast, draft, "D3. Third") == 1
    assert paste(cast, draft, "2.1 Leads", parent="D2") == 1
    assert outline(draft) == [
        *("D1", ".D1.1", ".D1.2", ".D1.3", "..1.1", "...1.1.1", "...1.1.2", "..1.2"),
        *("D2", ".D2.1", ".D2.2", ".D2.3", ".2.1", "D3"),
    ]


def test_one_wrong_line_and_nothing_is_added(cast: Cast, draft: FrameworkVersion) -> None:
    with pytest.raises(services.PasteRefused, match="Line 2: Indented by one space only"):
        paste(cast, draft, "A\n B\nC")
    with pytest.raises(Refused, match="deeper than 40"):
        paste(cast, draft, "\n".join("  " * depth + "x" for depth in range(40)), parent="D1")
    assert len(outline(draft)) == 8
    assert FrameworkVersion.objects.get(pk=draft.pk).lock_version == 1


def test_as_many_statements_for_many_lines(cast: Cast, draft: FrameworkVersion) -> None:
    counts = []
    services.take_turn(version=draft, by=cast.dee, now=NOW)
    for count in (1, 1_500):
        with CaptureQueriesContext(connection) as queries:
            paste(cast, draft, "\n".join(f"A{n} Statement" for n in range(count)), parent="D1")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 16
    assert len(outline(draft)) == 1_509
