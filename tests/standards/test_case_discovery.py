"""The discovery document describes the feed as it is, and as the official description has it."""

import json

from standards.formats import case_openapi
from standards.formats.case_feed import DOCUMENT_FIELDS, PLACES, RESOURCES
from tests.standards.feed import OFFICIAL, OURS, body, needs_schemas

THEIR_NAMES = {
    "Link": "LinkURIDType",
    "Node": "LinkGenURIDType",
    **{name: f"imsx_{name}DType" for name in ("StatusInfo", "CodeMinor", "CodeMinorField")},
}


def test_it_is_where_the_standard_puts_it() -> None:
    found = body("v1p1/discovery/imscasev1p1_openapi3_v1p0.json")
    assert found["servers"][0]["url"].endswith("/ims/case/v1p1")
    assert (len(found["paths"]), found["paths"]) == (12, OURS["paths"])


def test_it_names_what_there_is() -> None:
    assert set(case_openapi.OPERATIONS) == set(RESOURCES)
    fields = set(OURS["components"]["schemas"]["CFDocument"]["properties"])
    assert fields ^ DOCUMENT_FIELDS == {"extensions"}
    assert {path[-1] for path in PLACES.values()} <= set(RESOURCES)
    named = set(json.dumps(OURS).split("#/components/schemas/")[1:])
    assert {one.partition('"')[0] for one in named} <= set(OURS["components"]["schemas"])


@needs_schemas
def test_operations_and_classes_are_those_of_the_official_description() -> None:
    official = json.loads(OFFICIAL["v1p1"].read_text())
    operations = {path: rule["get"]["operationId"] for path, rule in official["paths"].items()}
    assert {path: rule["get"]["operationId"] for path, rule in OURS["paths"].items()} == operations
    theirs = official["components"]["schemas"]
    for name, rule in OURS["components"]["schemas"].items():
        wanted = theirs[THEIR_NAMES.get(name, f"{name}DType")]
        assert (name, sorted(rule.get("required", []))) == (name, sorted(wanted.get("required", [])))
        assert (name, set(wanted["properties"]) - set(rule["properties"]) - {"extensions"}) == (name, set())
        assert (name, set(rule["properties"]) - set(wanted["properties"])) == (name, set())
