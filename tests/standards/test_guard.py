"""Files that are refused before they are parsed, each with a sentence that says what they look like."""

import signal
from collections.abc import Iterator

import pytest
from django.conf import settings as in_force

from standards import formats
from standards.formats import guard
from tests.standards.files import HEADER

NO_HEADING = ("no_heading_column", "heading")


def refusal(data: bytes, format: str = "auto") -> tuple[str, str]:
    parsed = formats.read(data, "file", format)
    (issue,) = parsed.errors
    assert parsed.draft is None
    return issue.code, issue.message


@pytest.fixture
def at_most_half_a_minute() -> Iterator[None]:
    """Whatever takes longer is stopped: these files would have kept a worker busy for hours."""
    signal.signal(signal.SIGALRM, lambda *_: pytest.fail("this file keeps a worker busy"))
    signal.alarm(30)
    yield
    signal.alarm(0)


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", "empty", "empty"),
        (b"  \n\t", "empty", "empty"),
        (b"PK\x03\x04rest", "bad_workbook", "Excel workbook"),
        (b"%PDF-1.7", "wrong_kind", "a PDF"),
        (b"\x89PNG\r\n", "wrong_kind", "picture (PNG)"),
        (b"\xd0\xcf\x11\xe0\xa1", "wrong_kind", "old Office file"),
        (b"\x1f\x8b\x08", "wrong_kind", "gzip"),
        (b"\xff\xfe{\x00", "wrong_kind", "UTF-16"),
        (b"<!doctype html><html>", "wrong_kind", "web page or XML"),
        (b'{"CFDocument": "\x00"}', "nul_byte", "NUL"),
        (b'{"a": 1,\n"b": "\xe9"}', "not_utf8", "Line 2"),
        (b'{"CFDocument": {', "bad_json", "line 1, column 17"),
        (b'{"CFDocument": ' + b"9" * 5000 + b"}", "bad_json", "too long"),
        (b"[" * 1000 + b"]" * 1000, "too_nested", "60 levels"),
        (b"[]", "not_case", "no CFDocument"),
        (b'{"CFDocuments": []}', "not_case", "list of frameworks"),
        (b'{"CFItems": [], "CFAssociations": []}', "not_case", "without its CFDocument"),
        (b'{"identifier": "x", "fullStatement": "x"}', "not_case", "one element of a framework (CFItem)"),
        (b'{"imsx_codeMajor": "failure"}', "not_case", "the refusal of a CASE server"),
        (b'{"a\\u0000\\ud800b": 1, "c": 2}', "not_case", "holds “ab”, “c”, but"),
        (b"{}", "not_case", "no CFDocument"),
        (b'{"framework": "standards", "standards": 1}', "not_matrix", "SmartEvidence"),
        (b"a,b\n1,2\n", "no_heading_column", "names “a”, “b”, but no column “heading”"),
        (b"relation,left_identifier,x\n", "no_heading_column", "links of a crosswalk"),
        (b"Type,RubricIdentifier,CriterionIdentifier\n", "no_heading_column", "rubrics"),
        (b"Parent ID number,ID number,Short name,Description,Description format,Scale values\n", *NO_HEADING),
        (b"heading,heading\nx,y\n", "repeated_column", "twice"),
        (b'heading\n"' + b"x" * 1_100_000 + b'"\n', "bad_csv", "line"),
    ],
)
def test_refusals(data: bytes, code: str, words: str) -> None:
    found, message = refusal(data)
    assert (found, words in message) == (code, True), message


@pytest.mark.parametrize(
    ("format", "data", "code", "words"),
    [
        ("case", b'{"framework": {"standards": []}}', "not_case", "Mahara"),
        ("csv", HEADER.encode(), "no_heading_column", "Moodle"),
        ("moodle-csv", b"heading\nx\n", "not_moodle", "14 columns"),
        ("matrix", b'{"CFDocument": {}}', "not_matrix", "SmartEvidence"),
        ("matrix", b"[1]", "not_matrix", "SmartEvidence"),
    ],
)
def test_a_file_of_another_kind_than_chosen_is_refused(format: str, data: bytes, code: str, words: str) -> None:
    found, message = refusal(data, format)
    assert (found, words in message) == (code, True), message


def test_brackets_inside_strings_do_not_count() -> None:
    text = '{"CFDocument": {"title": "' + "[{" * 500 + '\\"["}}'
    guard.check_json_size(text)


def test_too_many_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_force, "IMPORT_MAX_BYTES", 10)
    assert refusal(b"x" * 11)[0] == "too_large"


def test_too_many_rows_and_elements(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MAX_ELEMENTS", 2)
    assert refusal(b"heading\na\nb\nc\n")[0] == "too_many"
    assert refusal((HEADER + ",a,b,,,,,,,,,,,\n" * 3).encode())[0] == "too_many"
    assert refusal(b'{"framework": {"standards": [1, 2, 3]}}')[0] == "too_many"
    assert refusal(b'{"CFDocument": {}, "x": ["fullStatement", "fullStatement", "fullStatement"]}')[0] == "too_many"


@pytest.mark.usefixtures("at_most_half_a_minute")
def test_a_string_that_never_ends_is_read_once() -> None:
    assert refusal(b"{" + b'\\"' * 1_000_000)[0] == "bad_json"


@pytest.mark.usefixtures("at_most_half_a_minute")
def test_rows_that_are_all_alike_get_an_identifier_each() -> None:
    parsed = formats.read(b"heading\n" + b"x\n" * 20_000)
    assert parsed.draft is not None
    assert len({element.identifier for element in parsed.draft.elements}) == 20_000
