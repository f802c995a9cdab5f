"""Import, export, import: every real file in every format gives the same framework, but for what `losses` names.

A loss that is named and does not happen fails as much as one that happens unnamed.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from standards import formats
from standards.formats import loss as kept
from standards.formats.draft import AssociationDraft, ElementDraft, FrameworkDraft, LevelDraft, ScaleDraft
from tests.cast import NOW
from tests.standards.files import item_id, small_case
from tests.standards.test_version_export import SCHEMA_V1P0, export, rich, schema_errors

DATA = Path(__file__).resolve().parents[3] / "shared/data"
needs_files = pytest.mark.skipif(not DATA.is_dir(), reason="the real files (../shared/data) are not here")
BASE_URL = "https://carnegie.example"
FOLDERS = ("case/packages", "case/derived", "case/opensalt-spreadsheet", "moodle-csv", "moodle-csv/derived")
KINDS = ("*.json", "*.csv", "*.xlsx", "*.matrix")
# No framework at all: a list of frameworks, a table of rubrics.
NOT_FRAMEWORKS = {"CFDocuments_list_response.json", "compeito_001r_rubrics_ja.csv"}
LINKS = {"link types", "link notes", "link titles", "link order", "link addresses", "link groups"}
# What a loss takes with it, where that is more than what it is called.
TAKES = {
    "keywords": {"keywords", "education level"},
    "link details": LINKS,
    "links": LINKS | {"links"},
    "double links": LINKS | {"links"},
    "links from elsewhere": LINKS | {"links"},
    "direction": {"scale", "direction", "proficient", "not applicable", "level descriptions", "descriptors"},
    "scale": {"scale", "proficient", "scale name", "level descriptions", "not applicable", "direction"},
    "long texts": {"statements", "notes", "descriptors", "description", "notes of the framework"},
}


def real_files() -> list[Path]:
    found = [
        path for folder in (*FOLDERS, "mahara-matrix", "uk") for kind in KINDS for path in (DATA / folder).glob(kind)
    ]
    return sorted(path for path in found if path.name not in NOT_FRAMEWORKS)


def there_and_back(draft: FrameworkDraft, format: str) -> FrameworkDraft:
    data = formats.as_file(format, draft, status="draft", changed_at=NOW, base_url=BASE_URL)
    parsed = formats.read(data, "x", "auto")
    assert list(parsed.errors) == []
    assert parsed.draft
    return parsed.draft


def parts(draft: FrameworkDraft, like: FrameworkDraft | None = None) -> dict[str, Any]:
    """The draft by what a loss can be called. Addresses that `like` does not have are ours, made in the writing."""
    elements, scale = draft.elements, draft.scale
    place = {element.identifier: n for n, element in enumerate(elements)}
    by_id = {str(identifier): n for identifier, n in place.items()}
    old = like or draft

    def each(get: Callable[[ElementDraft], Any]) -> list[Any]:
        return [get(element) for element in elements]

    def links(get: Callable[[AssociationDraft], Any]) -> list[Any]:
        rows = [(*ends(link), link.kind, get(link)) for link in draft.associations]
        return [row[-1] for row in sorted(rows, key=repr)]

    def ends(link: AssociationDraft) -> list[Any]:
        return [by_id.get(end, end) for end in (link.origin_identifier, link.destination_identifier)]

    def levels(get: Callable[[LevelDraft], Any]) -> list[Any]:
        return [get(level) for level in scale.levels] if scale else []

    return {
        "tree": each(lambda one: (one.depth, one.position, place.get(one.parent))),  # type: ignore[arg-type]
        "statements": each(lambda one: one.full_statement),
        "short statements": each(lambda one: one.abbreviated_statement),
        "codes": each(lambda one: one.code),
        "kinds": each(lambda one: one.kind),
        "notes": each(lambda one: one.notes),
        "keywords": each(lambda one: one.keywords),
        "education level": each(lambda one: one.education_level),
        "languages": each(lambda one: one.language),
        "dates": each(lambda one: (one.status_start_date, one.status_end_date)),
        "rateable": each(lambda one: one.is_rateable),
        "uri": [one.uri if was.uri else "" for one, was in zip(elements, old.elements, strict=True)],
        "descriptors": each(lambda one: one.descriptors),
        "links": sorted(map(repr, map(ends, draft.associations))),
        "link types": links(lambda one: (one.kind, one.extension_kind)),
        "link notes": links(lambda one: one.note),
        "link titles": links(lambda one: one.destination_title),
        "link order": links(lambda one: one.sequence_number),
        "link addresses": links(lambda one: (theirs(one.origin_uri), theirs(one.destination_uri))),
        "link groups": links(lambda one: (one.group_identifier, one.group_title)),
        "scale": levels(lambda one: one.label),
        "scale name": scale.name if scale else "",
        "direction": scale.is_descending if scale else False,
        "proficient": levels(lambda one: one.is_proficient),
        "level descriptions": levels(lambda one: one.description),
        "not applicable": levels(lambda one: one.is_not_applicable),
        "title": draft.title,
        "description": draft.description,
        "language": draft.language,
        "notes of the framework": draft.notes,
        "facts": [getattr(draft, name) for name in kept.MOODLE_FACTS if getattr(old, name)],
    }


def theirs(address: str) -> str:
    """An end that has no address gets one of ours in the writing: that is no address of the source."""
    return "" if address.startswith(BASE_URL) else address


def check(draft: FrameworkDraft, format: str) -> None:
    named = [loss.what for loss in kept.lost(format, draft)]
    before, after = parts(draft), parts(there_and_back(draft, format), draft)
    differing = {name for name in before if before[name] != after[name]}
    allowed = {name for what in named for name in TAKES.get(what, {what})}
    assert {name: (before[name], after[name]) for name in differing - allowed} == {}
    assert [what for what in named if not TAKES.get(what, {what}) & differing] == []


@needs_files
@pytest.mark.parametrize("path", real_files(), ids=lambda path: path.name)
def test_real_files_come_back(path: Path) -> None:
    draft = formats.read(path.read_bytes(), path.name).draft
    assert draft
    for format in formats.EXPORT_FORMATS:
        check(draft, format)


@needs_files
@pytest.mark.parametrize("path", real_files(), ids=lambda path: path.name)
def test_real_files_leave_as_the_official_schemas_want_it(path: Path) -> None:
    """As CASE, whatever format they came in."""
    draft = formats.read(path.read_bytes(), path.name).draft
    assert draft
    assert schema_errors(export(draft)) == []
    assert schema_errors(export(draft, "case-v1p0"), SCHEMA_V1P0) == []


def awkward() -> FrameworkDraft:
    """A framework with something in it that each of the formats cannot hold."""
    draft = formats.read(rich()).draft
    assert draft
    draft.title, draft.language, draft.notes = "T" * 140, "cy", "=1+1"
    levels = [LevelDraft("Low, very"), LevelDraft("N/A", is_not_applicable=True), LevelDraft("High", True, "best")]
    draft.scale = ScaleDraft(levels, "Our scale", is_descending=True)
    first, second, third = draft.elements
    first.abbreviated_statement, first.code, first.notes = "S" * 150, "1.1", "'=quoted"
    second.code, second.full_statement, second.is_rateable = "1.10", "L" * 300, not second.is_rateable
    second.descriptors = ["", "x", "+y"]
    third.keywords = ["a|b"]
    draft.associations[0].group_identifier, draft.associations[0].group_title = draft.case_identifier, "Group"
    return draft


@pytest.mark.parametrize("format", formats.EXPORT_FORMATS)
def test_awkward_frameworks_come_back_but_for_what_is_named(format: str) -> None:
    check(awkward(), format)


def test_the_sentences_are_for_people() -> None:
    small = formats.read(small_case()).draft
    assert small
    assert [formats.losses(format, small) for format in ("case-v1p1", "case-v1p0", "csv", "xlsx")] == [[]] * 4
    sentences = formats.losses("moodle-csv", small)
    assert sentences[0] == "Of the framework itself: the issuing body."
    assert all(
        sentence.endswith(".") for format in formats.EXPORT_FORMATS for sentence in formats.losses(format, awkward())
    )


def php_equal(one: str, other: str) -> bool:
    """As PHP 8 compares two texts with ==."""
    try:
        return float(one) == float(other)
    except ValueError:
        return one == other


def test_moodle_tells_all_codes_apart() -> None:
    draft = formats.read(small_case()).draft
    assert draft
    codes = ["1.1", "1.10", "01.1", "1e1", "10", "A", "a", "á", "x" * 150, "x" * 151, "0", " 7", "1,2", "a%2Cb", "=A"]
    draft.elements = [
        ElementDraft(
            identifier=draft.case_identifier.__class__(item_id(n + 1)), full_statement=f"s{n}", code=code, position=n
        )
        for n, code in enumerate([*codes, "", ""])
    ]
    again = there_and_back(draft, "moodle-csv")
    written = [one.code for one in again.elements]
    assert len(written) == len(codes) + 2
    pairs = [(one, other) for n, one in enumerate(written) for other in written[:n]]
    assert [pair for pair in pairs if php_equal(*pair) or pair[0].casefold() == pair[1].casefold()] == []
    assert max(map(len, written)) <= 100
    check(draft, "moodle-csv")


def test_a_spreadsheet_names_rows() -> None:
    rows = "identifier,fullStatement,humanCodingScheme,Is Child Of,Colour\nx,One,A,,\n,,B,A,\n,Three,C,Z,red\n"
    parsed = formats.read(rows.encode(), "x.csv")
    assert [(issue.row, issue.field, issue.code) for issue in parsed.errors] == [(3, "fullStatement", "missing")]
    assert {(issue.row, issue.code) for issue in parsed.warnings} >= {(1, "unknown_column"), (4, "unknown_parent")}
