"""Files that leave: CASE 1.1 that the official schema accepts, CSV that reads back, and nothing else."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from carnegie.people.models import User
from standards import formats, selectors, services
from standards.formats.draft import FrameworkDraft
from tests.cast import NOW, Cast
from tests.standards.files import case, child, item, item_id, link, small_case
from tests.standards.json_schema import Schema

SignIn = Callable[[User], Client]
DATA = Path(__file__).resolve().parents[3] / "shared/data/case"
SCHEMA = DATA / "schemas/case-v1p1-cfpackage.official.schema.json"
SCHEMA_V1P0 = DATA / "schemas/case-v1p0-cfpackage-schema.json"
needs_data = pytest.mark.skipif(not SCHEMA.is_file(), reason="the official schema (../shared/data) is not here")


def schema_errors(text: str, schema: Path = SCHEMA) -> list[str]:
    root = json.loads(schema.read_text())
    return Schema(root).errors(json.loads(text), root)


def export(draft: FrameworkDraft, format: str = "case-v1p1") -> str:
    return formats.write(format, draft, status="adopted", changed_at=NOW, base_url="https://carnegie.example")


def rich() -> bytes:
    """A file that uses every field and kind of link that is kept."""
    everything = {
        "humanCodingScheme": "A",
        "abbreviatedStatement": "Short",
        "CFItemType": "Standard",
        "conceptKeywords": ["k"],
        "educationLevel": ["06"],
        "language": "en",
        "notes": "n",
        "statusStartDate": "2026-01-01",
        "statusEndDate": "2027-01-01",
        "uri": "https://source.example/1",
    }
    links = [
        child(2, 1, sequenceNumber=1),
        link(5, "ext:likes", item_id(1), item_id(2), sequenceNumber=3, notes="why", uri="https://source.example/5"),
        link(6, "covers", item_id(1), "urn:x:1"),
        link(7, "isChildOf", item_id(2), item_id(3)),
    ]
    document = {
        "publisher": "P",
        "description": "D",
        "subject": ["S"],
        "version": "3",
        "notes": "N",
        "officialSourceURL": "https://source.example",
        "licenseURI": {"title": "OGL", "uri": "https://licence.example"},
        "statusStartDate": "2026-01-01",
    }
    return case([item(1, **everything), item(2), item(3)], links, **document)


@needs_data
def test_the_checker_finds_faults() -> None:
    good = json.loads(export(formats.read(small_case()).draft))  # type: ignore[arg-type]
    bad = json.loads(json.dumps(good))
    bad["CFItems"][0].update(identifier="x", CFDocumentURI="y")
    del bad["CFItems"][1]["fullStatement"]
    bad["CFAssociations"][0]["associationType"] = "covers"
    assert schema_errors(json.dumps(good)) == []
    assert schema_errors(json.dumps(bad)) == [
        "$.CFItems[0].identifier is not a uuid",
        "$.CFItems[0].CFDocumentURI is unknown",
        "$.CFItems[1].fullStatement is missing",
        "$.CFAssociations[0].associationType fits 0 of 2",
    ]


@needs_data
def test_a_rich_framework_and_the_seed_are_strict_too() -> None:
    for data in (rich(), selectors.SEEDS["headteachers-2020"].read_bytes()):
        draft = formats.read(data).draft
        assert schema_errors(export(draft)) == []  # type: ignore[arg-type]
        assert schema_errors(export(draft, "case-v1p0"), SCHEMA_V1P0) == []  # type: ignore[arg-type]


def test_case_1_0_leaves_out_what_it_does_not_know() -> None:
    draft = formats.read(rich()).draft
    assert draft
    newer, older = (json.loads(export(draft, f"case-{release}")) for release in ("v1p1", "v1p0"))
    assert set(newer["CFDocument"]) - set(older["CFDocument"]) == {"caseVersion"}
    assert newer["CFItems"] == older["CFItems"]
    types = [(new["associationType"], old["associationType"]) for new, old in links_of(newer, older)]
    assert [pair for pair in types if pair[0] != pair[1]] == [("ext:likes", "isRelatedTo")]
    assert [set(new) - set(old) for new, old in links_of(newer, older) if set(new) != set(old)] == [{"notes"}]


def links_of(*packages: dict[str, Any]) -> list[tuple[dict[str, Any], ...]]:
    return list(zip(*(package["CFAssociations"] for package in packages), strict=True))


def test_types_subject_and_licence_are_defined_in_the_package() -> None:
    package = json.loads(export(formats.read(rich()).draft))  # type: ignore[arg-type]
    defined, document = package["CFDefinitions"], package["CFDocument"]
    assert [link_to(row) for row in defined["CFItemTypes"]] == [package["CFItems"][0]["CFItemTypeURI"]]
    assert [link_to(row) for row in defined["CFSubjects"]] == document["subjectURI"]
    assert [link_to(row) for row in defined["CFLicenses"]] == [document["licenseURI"]]
    assert [(row["title"], row["hierarchyCode"]) for row in defined["CFItemTypes"]] == [("Standard", "1")]
    assert defined["CFLicenses"][0]["licenseText"] == "OGL https://licence.example"


def link_to(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("title", "identifier", "uri")}


def test_what_leaves_comes_back_equal(cast: Cast) -> None:
    report = services.import_framework(data=rich(), file_name="x", owner=cast.provider, by=cast.dee, now=NOW)
    assert report.version
    draft = formats.draft_of(report.version)
    again = formats.read(export(draft).encode()).draft
    assert again
    for element in again.elements:
        element.uri = next(one.uri for one in draft.elements if one.identifier == element.identifier)
    for one in (draft, again):
        one.associations.sort(key=lambda row: row.identifier)
        for row in one.associations:
            row.uri = row.extension_kind = ""
    again.case_uri = draft.case_uri
    assert again == draft


def test_people_take_files_with_them(cast: Cast, as_user: SignIn) -> None:
    client = as_user(cast.amara)
    assert (
        client.get(reverse("standards:version-export", args=[cast.framework_version.pk, "xlsx"])).content[:2] == b"PK"
    )
    for format, kind in (("csv", "text/csv; charset=utf-8"), ("case-v1p1", "application/json")):
        response = client.get(reverse("standards:version-export", args=[cast.framework_version.pk, format]))
        assert (response.status_code, response.headers["Content-Type"]) == (200, kind)
        assert response.headers["Content-Disposition"].startswith('attachment; filename="heads.')
    package = json.loads(response.content)
    assert (len(package["CFItems"]), len(package["CFAssociations"])) == (8, 8)
    assert package["CFDocument"]["uri"].startswith(f"{settings.BASE_URL}/ims/case/v1p1/CFDocuments/")


@pytest.mark.parametrize("format", ["ods", "nonsense"])
def test_other_formats_are_not_there(cast: Cast, as_user: SignIn, format: str) -> None:
    url = reverse("standards:version-export", args=[cast.framework_version.pk, format])
    assert as_user(cast.dee).get(url).status_code == 404
