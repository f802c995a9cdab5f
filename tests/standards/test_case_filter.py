"""The grammar of `filter`, and what is made of the other parameters of a set."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standards.formats.case_filter import BadQuery, Selection, parse_filter, parse_selection

KNOWN = frozenset({"title", "creator", "language", "lastChangeDateTime", "subject", "licenseURI", "version"})
ROWS = [
    {
        "identifier": "1",
        "title": "Leading schools",
        "creator": "Department",
        "lastChangeDateTime": "2026-01-02T10:00:00Z",
        "subject": ["Leadership", "Schools"],
        "licenseURI": {"title": "OGL"},
    },
    {"identifier": "2", "title": "early years", "creator": "Department", "lastChangeDateTime": "2025-06-01T00:00:00Z"},
    {"identifier": "3", "title": "Teaching", "creator": "Board", "lastChangeDateTime": "2026-01-02T09:30:00Z"},
]


def chosen(text: str) -> list[str]:
    found = parse_filter(text, KNOWN)
    return [row["identifier"] for row in ROWS if found.holds(row)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("title='Early Years'", ["2"]),
        ("title!='Early Years'", ["1", "3"]),
        ("title~'EA'", ["1", "2", "3"]),
        ("title~'ing'", ["1", "3"]),
        ("title>'Leading'", ["1", "3"]),
        ("title>='teaching'", ["3"]),
        ("title<'F'", ["2"]),
        ("title<='early years'", ["2"]),
        (" title = 'teaching' ", ["3"]),
        ("title=''", []),
        ("subject='schools'", ["1"]),
        ("subject!='schools'", ["2", "3"]),
        ("subject~'leader'", ["1"]),
        ("language='en'", []),
        ("language!='en'", ["1", "2", "3"]),
        ("licenseURI.title='ogl'", ["1"]),
        ("licenseURI.nothing='ogl'", []),
        ("title.inner='x'", []),
        ("lastChangeDateTime='2026-01-02T11:00:00+01:00'", ["1"]),
        ("lastChangeDateTime>'2026-01-02T10:00:00.000+01:00'", ["1", "3"]),
        ("lastChangeDateTime>='2026-01-01'", ["1", "3"]),
        ("lastChangeDateTime<'2026-01-02T09:30:00'", ["2"]),
        ("lastChangeDateTime>'2026-99-99T00:00'", []),
        ("creator='board' OR title~'years'", ["2", "3"]),
        ("creator='department' AND title~'lead'", ["1"]),
        ("title='x AND y' OR title='teaching'", ["3"]),
        ("title~'0001-01-01T00:00:00+23:59'", []),
        ("title>'0001-01-01T00:00:00+23:59'", ["1", "2", "3"]),
    ],
)
def test_a_filter_chooses(text: str, wanted: list[str]) -> None:
    assert chosen(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        *("title", "title=teaching", "title='x", "='x'", "title=='x'", "title='x' and creator='y'"),
        *("title='x'AND creator='y'", "title='x' AND", "title='x' ANDcreator='y'", "title='x' XOR creator='y'"),
        *("title='x' AND creator='y' OR language='z'", "title='x' creator='y'", "title=''''", "💥", "title\x00='x'"),
    ],
)
def test_what_is_no_filter_is_refused(text: str) -> None:
    with pytest.raises(BadQuery) as refusal:
        parse_filter(text, KNOWN)
    assert (refusal.value.parameter, refusal.value.minor) == ("filter", "invalid_selection_field")


@pytest.mark.parametrize("text", ["colour='red'", "title='x' OR colour.deep='red'", "Title='x'", "identifier.x='1'"])
def test_unknown_fields_have_a_code_of_their_own(text: str) -> None:
    with pytest.raises(BadQuery) as refusal:
        parse_filter(text, KNOWN)
    assert refusal.value.minor == "invalid_filter_field"


@given(st.text(alphabet=st.sampled_from("title'=~<>! ANDOR.\x00é2026-T:+"), max_size=40))
def test_no_filter_breaks_anything(text: str) -> None:
    with contextlib.suppress(BadQuery):
        assert set(chosen(text)) <= {"1", "2", "3"}


def applied(**query: str) -> tuple[list[str], int]:
    rows, total = parse_selection(query, KNOWN).applied(ROWS, default_sort="title")
    return [row["identifier"] for row in rows], total


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ({}, ["2", "1", "3"]),
        ({"sort": "creator"}, ["3", "1", "2"]),
        ({"sort": "lastChangeDateTime", "orderBy": "DESC"}, ["1", "3", "2"]),
        ({"orderBy": "desc"}, ["3", "1", "2"]),
        ({"sort": "colour"}, ["2", "1", "3"]),
        ({"sort": "subject"}, ["1", "2", "3"]),
        ({"limit": "2"}, ["2", "1"]),
        ({"limit": "2", "offset": "2"}, ["3"]),
        ({"limit": "9" * 18, "offset": "9" * 18}, []),
    ],
)
def test_order_and_cut(query: dict[str, str], wanted: list[str]) -> None:
    assert applied(**query) == (wanted, 3)


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "ten", "", "٣", "9" * 5_000, " 1", "0x1"])
def test_junk_numbers_are_refused(value: str) -> None:
    with pytest.raises(BadQuery) as refusal:
        parse_selection({"limit": value}, KNOWN)
    assert refusal.value.parameter == "limit"


def test_fields() -> None:
    assert parse_selection({"fields": "title, creator"}, KNOWN).fields == ("title", "creator")
    assert parse_selection({"fields": "title,colour"}, KNOWN).fields == ()
    for blank in ("", " ", ",", " , "):
        with pytest.raises(BadQuery):
            parse_selection({"fields": blank}, KNOWN)
    rows, _total = Selection(fields=("title",), limit=1).applied(ROWS, default_sort="title")
    assert rows == [{"title": "early years"}]


def test_direction() -> None:
    with pytest.raises(BadQuery) as refusal:
        parse_selection({"orderBy": "sideways"}, KNOWN)
    assert refusal.value.minor == "invalid_sort_field"
