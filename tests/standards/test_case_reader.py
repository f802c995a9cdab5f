"""What the CASE reader makes of every oddity that real files were seen to have."""

import json
from typing import Any

import pytest

from standards import formats
from standards.formats.draft import Parsed
from tests.standards.files import DOCUMENT, case, child, item, item_id, link, package, small_case


def read(data: bytes) -> Parsed:
    return formats.read(data, "framework.json")


def codes(issues: Any) -> list[str]:
    return [issue.code for issue in issues]


def tree(parsed: Parsed) -> list[tuple[int, str]]:
    assert parsed.draft
    return [(element.depth, element.full_statement) for element in parsed.draft.elements]


def test_a_plain_package_is_read_without_remarks() -> None:
    parsed = read(small_case(publisher="P", licenseURI={"title": "OGL", "identifier": DOCUMENT, "uri": "https://l"}))
    assert codes(parsed.warnings) == codes(parsed.errors) == []
    assert tree(parsed) == [(0, "Domain"), (1, "Statement 2"), (1, "Statement 3")]
    assert parsed.draft
    assert [element.is_rateable for element in parsed.draft.elements] == [False, True, True]
    assert [element.position for element in parsed.draft.elements] == [0, 1, 2]
    assert (parsed.draft.licence_title, parsed.draft.licence_uri, parsed.associations) == ("OGL", "https://l", 3)


@pytest.mark.parametrize(
    "wrapped",
    [
        {"CFPackage": package([item(1)])},
        {**package([item(1)]), "CFDocument": {"CFDocument": package([])["CFDocument"]}},
    ],
    ids=["package", "document"],
)
def test_a_wrapped_package_is_unwrapped(wrapped: Any) -> None:
    assert tree(read(json.dumps(wrapped).encode())) == [(0, "Statement 1")]


def test_roots_need_no_association_and_nulls_are_nothing() -> None:
    data = case([item(1, notes=None, conceptKeywords=None, language=None), item(2)], [child(2, 1)])
    data = data.replace(b'"CFItems"', b'"CFRubrics": null, "CFItems"')
    parsed = read(data)
    assert (tree(parsed), codes(parsed.warnings)) == ([(0, "Statement 1"), (1, "Statement 2")], [])


def test_sequence_numbers_order_siblings_also_as_text_and_codes_do_otherwise() -> None:
    items = [item(n) for n in (1, 2, 3)] + [item(n, humanCodingScheme=code) for n, code in ((4, "1.10"), (5, "1.2"))]
    order = [child(1, None, sequenceNumber="10"), child(2, None, sequenceNumber=9), child(3, None, sequenceNumber="x")]
    parsed = read(case(items, order))
    assert [statement for _, statement in tree(parsed)] == [f"Statement {n}" for n in (2, 1, 5, 4, 3)]
    assert codes(parsed.warnings) == ["bad_number"]


def test_ids_that_no_rfc_allows_are_kept_and_others_are_replaced() -> None:
    odd = "10000000-0000-0000-0000-00000000000A"
    items = [{"identifier": odd, "fullStatement": "odd"}, {"identifier": "urn:x:1", "fullStatement": "urn"}]
    parsed = read(case(items, [link(1, "isChildOf", "URN:X:1", odd.lower())]))
    assert tree(parsed) == [(0, "odd"), (1, "urn")]
    assert parsed.draft
    assert str(parsed.draft.elements[0].identifier) == odd.lower()
    assert codes(parsed.warnings) == ["identifier_not_uuid"]
    assert read(case(items)).draft.elements[1].identifier == parsed.draft.elements[1].identifier  # type: ignore[union-attr]


def test_an_item_without_an_identifier_gets_the_same_one_each_time() -> None:
    first, again = (read(case([{"fullStatement": "Cite"}])) for _ in range(2))
    assert codes(first.warnings) == ["missing_identifier"]
    assert first.draft.elements == again.draft.elements  # type: ignore[union-attr]


def test_of_two_items_with_one_identifier_the_first_stays_and_the_other_is_named() -> None:
    parsed = read(case([item(1, "First"), item(1, "Other text"), item(2), item(2)]))
    assert tree(parsed) == [(0, "First"), (0, "Statement 2")]
    assert codes(parsed.warnings) == ["duplicate_identifier"] * 2
    assert "Other text" in next(iter(parsed.warnings)).message


def test_a_cycle_is_cut_and_what_was_cut_is_kept_as_a_link() -> None:
    parsed = read(case([item(1), item(2), item(3)], [child(1, 3), child(2, 1), child(3, 2)]))
    assert tree(parsed) == [(0, "Statement 1"), (1, "Statement 2"), (2, "Statement 3")]
    assert parsed.draft
    assert [(one.kind, one.origin_identifier) for one in parsed.draft.associations] == [("isChildOf", item_id(1))]
    assert [(issue.code, issue.identifier) for issue in parsed.warnings] == [("cycle", item_id(1))]


def test_an_element_below_itself_is_a_cycle() -> None:
    parsed = read(case([item(1)], [child(1, 1)]))
    assert (tree(parsed), codes(parsed.warnings)) == ([(0, "Statement 1")], ["cycle"])


def test_of_several_parents_the_first_is_the_place_and_the_others_are_links() -> None:
    second = link(9, "isChildOf", item_id(3), item_id(2))
    parsed = read(case([item(1), item(2), item(3)], [child(3, 1), second]))
    assert tree(parsed) == [(0, "Statement 1"), (1, "Statement 3"), (0, "Statement 2")]
    assert parsed.draft
    assert [(one.kind, one.destination_identifier) for one in parsed.draft.associations] == [("isChildOf", item_id(2))]
    assert codes(parsed.warnings) == ["several_parents"]


def test_nodes_of_other_servers_stay_links() -> None:
    away = [link(1, "exactMatchOf", item_id(1), "urn:fdc:x"), link(2, "isChildOf", item_id(1), item_id(77))]
    parsed = read(case([item(1)], [*away, link(3, "isRelatedTo", item_id(88), item_id(1))]))
    assert parsed.draft
    kept = [(one.kind, one.origin_identifier, one.destination_identifier) for one in parsed.draft.associations]
    assert kept == [
        ("exactMatchOf", item_id(1), "urn:fdc:x"),
        ("isChildOf", item_id(1), item_id(77)),
        ("isRelatedTo", item_id(88), item_id(1)),
    ]
    assert codes(parsed.warnings) == ["parent_elsewhere", "origin_elsewhere"]


def test_doubled_and_unknown_associations() -> None:
    related = link(1, "isRelatedTo", item_id(1), item_id(2))
    same_id = link(1, "precedes", item_id(1), item_id(2))
    parsed = read(case([item(1), item(2)], [related, related, same_id, link(3, "ext:likes", item_id(1), item_id(2))]))
    assert parsed.draft
    assert [(one.kind, one.extension_kind) for one in parsed.draft.associations] == [
        ("isRelatedTo", ""),
        ("precedes", ""),
        ("isRelatedTo", "ext:likes"),
    ]
    assert len({one.identifier for one in parsed.draft.associations}) == 3
    assert codes(parsed.warnings) == ["duplicate_association", "duplicate_identifier", "unknown_type"]


def test_repeated_codes_rubrics_and_an_empty_framework_are_remarked_on() -> None:
    parsed = read(case([item(1, humanCodingScheme="A"), item(2, humanCodingScheme="A")]))
    assert codes(parsed.warnings) == ["repeated_code"]
    assert codes(read(case([])).warnings) == ["no_elements"]
    assert codes(read(json.dumps({**package([item(1)]), "CFRubrics": [{}]}).encode()).warnings) == ["rubrics_left_out"]


@pytest.mark.parametrize(
    ("fields", "code", "kept"),
    [
        ({"humanCodingScheme": "x" * 201}, "too_long", ("code", "x" * 200)),
        ({"uri": "x" * 501}, "too_long", ("uri", "")),
        ({"notes": "a\x00b\ud800c"}, "bad_character", ("notes", "abc")),
        ({"notes": {"a": 1}}, "not_text", ("notes", "")),
        ({"statusStartDate": "soon"}, "bad_date", ("status_start_date", None)),
        ({"educationalLevel": "06"}, None, ("education_level", ["06"])),
        ({"CFItemTypeURI": {"title": "Cluster"}}, None, ("kind", "Cluster")),
        ({"humanCodingScheme": 1.5}, None, ("code", "1.5")),
    ],
)
def test_fields_are_cleaned_and_it_is_said(fields: dict[str, Any], code: str | None, kept: tuple[str, Any]) -> None:
    parsed = read(case([item(1, **fields)]))
    assert codes(parsed.warnings) == ([code] if code else [])
    assert parsed.draft
    assert getattr(parsed.draft.elements[0], kept[0]) == kept[1]


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (case([item(1)], title=None), ("missing", "title")),
        (case([{"identifier": item_id(1)}]), ("missing", "fullStatement")),
        (case([item(1)], [{"associationType": "precedes"}]), ("missing", "originNodeURI")),
        (json.dumps({**package([]), "CFItems": {}}).encode(), ("not_a_list", "CFItems")),
        (json.dumps({**package([]), "CFItems": ["x"]}).encode(), ("not_an_object", "CFItems")),
        (case([item(n) for n in range(50)], [child(n, n - 1) for n in range(1, 50)]), ("too_deep", "isChildOf")),
    ],
    ids=["no title", "no statement", "no ends", "items not a list", "item not an object", "too deep"],
)
def test_what_cannot_be_stored_names_its_field(data: bytes, place: tuple[str, str]) -> None:
    parsed = read(data)
    assert {(issue.code, issue.field) for issue in parsed.errors} == {place}
