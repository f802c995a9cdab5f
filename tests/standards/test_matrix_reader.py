"""Mahara's SmartEvidence matrices, flat and nested: what is read, and that every oddity is named."""

import json
from typing import Any

import pytest

from standards import formats
from standards.formats.draft import FrameworkDraft, LevelDraft, Parsed
from tests.standards.files import STATUSES, matrix


def read(data: bytes) -> Parsed:
    parsed = formats.read(data, "my file.matrix")
    assert parsed.format == "matrix"
    return parsed


def draft_of(parsed: Parsed) -> FrameworkDraft:
    assert parsed.draft is not None
    assert list(parsed.errors) == []
    return parsed.draft


def remarks(parsed: Parsed) -> list[tuple[str, str, str]]:
    """Code, field and identifier of each, without the one that comes with every matrix."""
    found = [(issue.code, issue.field, issue.identifier) for issue in parsed.warnings]
    return [one for one in found if one != ("missing", "creator", "framework")]


def shape(parsed: Parsed) -> list[tuple[int, str, str]]:
    return [(one.depth, one.code, one.title) for one in draft_of(parsed).elements]


def standard(number: Any, name: str = "", **fields: Any) -> dict[str, Any]:
    return {"standardid": number, "shortname": f"S{number}", "name": name or f"Standard {number}", **fields}


def element(number: Any, of: Any, name: str = "", **fields: Any) -> dict[str, Any]:
    facts = {"elementid": number, "standardid": of, "shortname": str(number), "name": name or f"Element {number}"}
    return {**facts, **fields}


def flat(*elements: dict[str, Any]) -> Parsed:
    return read(matrix([standard(1), standard(2)], list(elements)))


TOP = [(0, "S1", "Standard 1"), (0, "S2", "Standard 2")]


@pytest.mark.parametrize("key", ["parentelementid", "parentid"])
def test_the_flat_form_with_either_name_for_the_parent(key: str) -> None:
    parsed = flat(element("1.1", 1), element("1.1.1", 1, description="<p>More</p>", **{key: "1.1"}), element("2.1", 2))
    assert shape(parsed) == [
        TOP[0],
        (1, "1.1", "Element 1.1"),
        (2, "1.1.1", "Element 1.1.1"),
        TOP[1],
        (1, "2.1", "Element 2.1"),
    ]
    draft = draft_of(parsed)
    assert [(one.kind, one.full_statement) for one in draft.elements[1:3]] == [
        ("standard element", "Element 1.1"),
        ("standard element", "More"),
    ]
    assert remarks(parsed) == []


def test_the_nested_form_by_priority() -> None:
    inner = [
        {"shortname": "1.2.1", "name": "below two", "priority": 3, "parent": True},
        {"shortname": "1.1", "name": "one", "priority": 1, "parent": False},
        {"shortname": "1.2", "name": "two", "priority": 2, "parent": False},
        {"shortname": "1.2.2", "name": "below two as well", "priority": 4, "parent": True},
    ]
    outer = [
        {"shortname": "Second part", "name": "Later", "priority": 2},
        {"shortname": "P1", "name": "Sooner", "priority": 1, "standardelement": inner},
    ]
    parsed = read(matrix(outer))
    assert shape(parsed) == [
        (0, "P1", "Sooner"),
        (1, "1.1", "one"),
        (1, "1.2", "two"),
        (2, "1.2.1", "below two"),
        (2, "1.2.2", "below two as well"),
        (0, "", "Later"),
    ]
    assert draft_of(parsed).elements[-1].keywords == ["Second part"]
    assert remarks(parsed) == []


def test_the_first_of_a_nested_list_cannot_stand_below_one() -> None:
    parsed = read(matrix([standard(1, standardelement=[{"name": "a", "parent": True}, {"name": "b"}])]))
    assert [one[::2] for one in shape(parsed)] == [(0, "Standard 1"), (1, "a"), (1, "b")]
    assert remarks(parsed) == [("unknown_parent", "parent", "standards[0].standardelement[0]")]


@pytest.mark.parametrize(
    ("elements", "tree", "found"),
    [
        ([element("a", "1")], [TOP[0], (1, "a", "Element a"), TOP[1]], [("id_of_other_type", "standardid", "a")]),
        ([element("a", 1.0)], [TOP[0], (1, "a", "Element a"), TOP[1]], [("id_of_other_type", "standardid", "a")]),
        ([element("a", 9)], [*TOP, (0, "a", "Element a")], [("unknown_standard", "standardid", "a")]),
        ([element("a", None)], [*TOP, (0, "a", "Element a")], [("unknown_standard", "standardid", "a")]),
        (
            [element("a", 1, parentelementid="z")],
            [TOP[0], (1, "a", "Element a"), TOP[1]],
            [("unknown_parent", "parentelementid", "a")],
        ),
        (
            [element("a", 1), element("b", 1, parentelementid="a", parentid="c")],
            [TOP[0], (1, "a", "Element a"), (2, "b", "Element b"), TOP[1]],
            [("two_parents", "parentid", "b")],
        ),
        (
            [element("b", 1, parentid="a"), element("a", 1)],
            [TOP[0], (1, "a", "Element a"), (2, "b", "Element b"), TOP[1]],
            [("parent_comes_later", "parentid", "b")],
        ),
        (
            [element("a", 1), element("b", 2, parentid="a")],
            [TOP[0], (1, "a", "Element a"), (2, "b", "Element b"), TOP[1]],
            [("parent_in_other_standard", "standardid", "b")],
        ),
        (
            [element("a", 1), element("a", 1, "again")],
            [TOP[0], (1, "a", "Element a"), (1, "a", "again"), TOP[1]],
            [("repeated_code", "elementid", "a")],
        ),
        ([element("a", 1, parentid="a")], [*TOP, (0, "a", "Element a")], [("cycle", "parentelementid", "a")]),
        (
            [{"standardid": 1, "elementid": "a", "shortname": "a"}],
            [TOP[0], (1, "a", "a"), TOP[1]],
            [("missing", "name", "a")],
        ),
        ([{"standardid": 1}], TOP, [("empty_row", "name", "standardelements[0]")]),
        (
            [element("a", 1, colour="red"), element("b", 1, colour="red")],
            [TOP[0], (1, "a", "Element a"), (1, "b", "Element b"), TOP[1]],
            [("unknown_field", "colour", "standard element")],
        ),
    ],
)
def test_oddities_keep_the_element_and_name_it(
    elements: list[dict[str, Any]], tree: list[tuple[int, str, str]], found: list[tuple[str, str, str]]
) -> None:
    parsed = flat(*elements)
    assert (shape(parsed), remarks(parsed)) == (tree, found)


def test_two_standards_with_one_id_both_stay() -> None:
    parsed = read(matrix([standard(1), standard(1, "Other")], [element("a", 1)]))
    assert [one[::2] for one in shape(parsed)] == [(0, "Standard 1"), (1, "Element a"), (0, "Other")]
    assert remarks(parsed) == [("repeated_code", "standardid", "standards[1]")]


@pytest.mark.parametrize(
    ("statuses", "labels", "found"),
    [
        (STATUSES, ["Ready", "No", "Partly", "Yes"], []),
        (STATUSES[::-1], ["Ready", "No", "Partly", "Yes"], []),
        ({"begun": "1", "incomplete": "2", "partialcomplete": "3", "completed": "4"}, ["1", "2", "3", "4"], []),
        (STATUSES[:3], None, ["scale_left_out"]),
        ([*STATUSES, {"begone": "x"}], ["Ready", "No", "Partly", "Yes"], ["unknown_state"]),
        ([*STATUSES[:3], {"completed": ["x"]}], None, ["not_text", "scale_left_out"]),
        ("x", None, ["scale_left_out"]),
        (None, None, []),
    ],
)
def test_the_four_states_are_the_scale(statuses: Any, labels: list[str] | None, found: list[str]) -> None:
    parsed = read(matrix([standard(1)], [], evidencestatuses=statuses))
    scale = draft_of(parsed).scale
    assert (scale and [level.label for level in scale.levels]) == labels
    assert scale is None or scale.levels[-1] == LevelDraft(scale.levels[-1].label, is_proficient=True)
    assert [code for code, _field, _identifier in remarks(parsed)] == found


def test_what_belongs_to_the_other_system_is_named() -> None:
    facts = {"institution": "college", "selfassess": False, "theme": "x", "description": "<script>x</script>About"}
    parsed = read(matrix([standard(1)], [], **facts))
    assert remarks(parsed) == [
        ("institution_left_out", "institution", "framework"),
        ("selfassess_left_out", "selfassess", "framework"),
        ("html_left_out", "description", "framework"),
        ("unknown_field", "theme", "framework"),
    ]
    assert draft_of(parsed).description == "About"


@pytest.mark.parametrize(
    ("standards", "elements", "found"),
    [
        ({}, None, ("not_a_list", "standards", "")),
        ([standard(1)], "x", ("not_a_list", "standardelements", "")),
        ([1], None, ("not_an_object", "standards", "standards[0]")),
        (
            [standard(1, standardelement=[None])],
            None,
            ("not_an_object", "standardelement", "standards[0].standardelement[0]"),
        ),
    ],
)
def test_what_is_no_list_of_objects_is_an_error(standards: Any, elements: Any, found: tuple[str, str, str]) -> None:
    errors = formats.read(matrix(standards, elements)).errors
    assert [(issue.code, issue.field, issue.identifier) for issue in errors] == [found]


def test_a_matrix_without_name_and_content() -> None:
    parsed = read(json.dumps({"framework": {"standards": []}}).encode())
    assert draft_of(parsed).title == "my file"
    assert remarks(parsed) == [("missing", "name", "framework"), ("no_elements", "standards", "framework")]


def test_a_case_package_that_speaks_of_frameworks_is_case() -> None:
    data = {"CFDocument": {"title": "T"}, "framework": 1, "standards": 2}
    assert formats.read(json.dumps(data).encode()).format == "case"
