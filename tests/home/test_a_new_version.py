"""The life of a framework from its first file to the coverage of a programme that was carried over, by its services."""

import json
from typing import Any

import pytest
from django.test import Client

from carnegie.home.selectors.carrying import carry_plan
from carnegie.home.services import carry_over, seen_of, undo_carrying
from diagnostics.models import DiagnosticVersion
from diagnostics.services import create_diagnostic
from programmes.models import Mapping
from programmes.selectors import coverage
from programmes.services import add_framework, set_mapping
from standards import services
from standards.models import Element, FrameworkVersion
from standards.selectors import difference
from tests.cast import NOW, Cast

FILE = (
    b"code,heading,parent_code\nA,Leading a room,\nA1,Greeting families,A\nA2,Handing over,A\n"
    b"A3,Keeping records,A\nA4,Setting up,A\n"
)


@pytest.fixture
def who(cast: Cast) -> dict[str, Any]:
    return {"by": cast.dee, "now": NOW}


def element(version: FrameworkVersion, code: str) -> Element:
    return version.elements.get(code=code)


def asked_as_case(client: Client, resource: str, identifier: object) -> Any:
    response = client.get(f"/ims/case/v1p1/{resource}/{identifier}")
    return json.loads(response.content) if response.status_code == 200 else response.status_code


def test_from_the_file_to_the_coverage(cast: Cast, who: dict[str, Any]) -> None:
    report = services.import_framework(data=FILE, file_name="rooms.csv", owner=cast.provider, **who)
    first = services.adopt_version(version=report.version, **who)
    add_framework(programme=cast.programme, version=first, **who)
    for code, depth in (("A1", "introduces"), ("A2", "develops"), ("A3", "assesses"), ("A4", "develops")):
        words = {"depth": depth, "rationale": f"Why {code}", "base_revision": 0}
        set_mapping(item=cast.activity, element=element(first, code), **words, **who)
    create_diagnostic(
        programme=cast.programme, framework_version=first, title="Rooms", introduction="", minutes=5, **who
    )

    draft = services.start_draft(framework=first.framework, source=first, label="2027", **who)
    words = {"A1": "Greeting families by name", "A2": "Handing over in writing", "A3": "Keeping records short"}
    for code, statement in words.items():
        row = element(draft, code)
        given = {"full_statement": statement, "abbreviated_statement": "", "meaning_changes": code == "A2"}
        services.change_element(element=row, base_revision=row.revision, **given, **who)
    gone = element(draft, "A4")
    draft.refresh_from_db()
    services.delete_element(element=gone, base_lock_version=draft.lock_version, **who)
    second = services.adopt_version(version=draft, **who)

    found = difference(first, second)
    assert [row.after.code for row in found.reworded] == ["A1", "A3"]
    assert [(row.before.code, row.after.code) for row in found.replaced] == [("A2", "A2")]
    assert [row.code for row in found.removed] == ["A4"]
    assert (coverage(cast.programme, second).touched, len(coverage(cast.programme, second).rows)) == (2, 3)

    plan = carry_plan(cast.programme, first, second)
    assert {(lost.where, lost.element.code) for lost in plan.lost} == {("Reading group", "A4"), ("Rooms", "A4")}
    ends = {"programme": cast.programme, "before": first, "after": second}
    carried = carry_over(**ends, seen=seen_of(plan), **who)
    after = coverage(cast.programme, second)
    assert [(row.element.code, row.depth) for row in after.rows] == [
        *(("A1", "introduces"), ("A2", "develops"), ("A3", "assesses")),
    ]
    assert DiagnosticVersion.objects.get(diagnostic__title="Rooms").framework_version == second
    assert coverage(cast.programme, first).touched == 4

    undo_carrying(carried=carried, **who)
    assert not Mapping.objects.filter(element__version=second).exists()
    assert DiagnosticVersion.objects.get(diagnostic__title="Rooms").framework_version == first


def test_case_identifiers_lead_to_the_latest_adopted_version(cast: Cast, who: dict[str, Any], client: Client) -> None:
    report = services.import_framework(data=FILE, file_name="rooms.csv", owner=cast.provider, **who)
    first = services.adopt_version(version=report.version, **who)
    draft = services.start_draft(framework=first.framework, source=first, **who)
    changed, ended = element(draft, "A1"), element(first, "A2")
    services.change_element(
        element=changed,
        base_revision=changed.revision,
        full_statement="In other words",
        abbreviated_statement="",
        **who,
    )
    replaced = element(draft, "A2")
    new = services.change_element(
        element=replaced, base_revision=replaced.revision, full_statement="Another", meaning_changes=True, **who
    )
    client.force_login(cast.amara)
    before = {
        "text": asked_as_case(client, "CFItems", changed.identifier)["fullStatement"],
        "new": asked_as_case(client, "CFItems", new.identifier),
    }
    assert before == {"text": "Greeting families", "new": 404}

    services.adopt_version(version=draft, **who)
    assert asked_as_case(client, "CFItems", changed.identifier)["fullStatement"] == "In other words"
    assert asked_as_case(client, "CFItems", new.identifier)["fullStatement"] == "Another"
    assert asked_as_case(client, "CFItems", ended.identifier)["fullStatement"] == "Handing over"  # version 1 has it
    package = asked_as_case(client, "CFPackages", first.case_identifier)
    texts = {item["fullStatement"] for item in package["CFItems"]}
    assert texts == {"Leading a room", "In other words", "Another", "Keeping records", "Setting up"}
    links = [link for link in package["CFAssociations"] if link["associationType"] == "replacedBy"]
    assert [(link["originNodeURI"]["identifier"], link["destinationNodeURI"]["identifier"]) for link in links] == [
        (str(ended.identifier), str(new.identifier))
    ]
