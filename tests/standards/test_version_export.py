"""Files that leave: CASE 1.1 that the official schema accepts, CSV that reads back, and nothing else."""

import json
import re
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

SignIn = Callable[[User], Client]
DATA = Path(__file__).resolve().parents[3] / "shared/data/case"
SCHEMA = DATA / "schemas/case-v1p1-cfpackage.official.schema.json"
needs_data = pytest.mark.skipif(not SCHEMA.is_file(), reason="the official schema (../shared/data) is not here")
TYPES = {"object": dict, "array": list, "string": str, "integer": int, "number": (int, float)}
FORMATS = {
    "uuid": r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    "date": r"\d{4}-\d\d-\d\d",
    "date-time": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)",
}
SILENT = {"$schema", "$id", "$comment", "$defs", "title", "description"}


class Schema:
    """As much of JSON Schema as the official file uses; a keyword that is not known here fails the test."""

    def __init__(self, root: dict[str, Any]) -> None:
        self.root = root

    def errors(self, value: Any, rule: dict[str, Any], path: str = "$") -> list[str]:
        found: list[str] = []
        for keyword, wanted in rule.items():
            if keyword not in SILENT:
                found += getattr(self, "check_" + keyword.strip("$"))(value, wanted, rule, path)
        return found

    def check_ref(self, value: Any, wanted: str, rule: Any, path: str) -> list[str]:
        return self.errors(value, self.root["$defs"][wanted.rpartition("/")[2]], path)

    def check_type(self, value: Any, wanted: str, rule: Any, path: str) -> list[str]:
        return [] if isinstance(value, TYPES[wanted]) else [f"{path} is not {wanted}"]

    def check_properties(self, value: Any, wanted: dict[str, Any], rule: Any, path: str) -> list[str]:
        return [e for name in value if name in wanted for e in self.errors(value[name], wanted[name], f"{path}.{name}")]

    def check_required(self, value: Any, wanted: list[str], rule: Any, path: str) -> list[str]:
        return [f"{path}.{name} is missing" for name in wanted if name not in value]

    def check_additionalProperties(self, value: Any, wanted: bool, rule: Any, path: str) -> list[str]:  # noqa: N802
        return [] if wanted else [f"{path}.{name} is unknown" for name in value if name not in rule["properties"]]

    def check_items(self, value: Any, wanted: Any, rule: Any, path: str) -> list[str]:
        return [e for n, one in enumerate(value) for e in self.errors(one, wanted, f"{path}[{n}]")]

    def check_minItems(self, value: Any, wanted: int, rule: Any, path: str) -> list[str]:  # noqa: N802
        return [] if len(value) >= wanted else [f"{path} has too few"]

    def check_enum(self, value: Any, wanted: list[str], rule: Any, path: str) -> list[str]:
        return [] if value in wanted else [f"{path} is not one of {wanted}"]

    def check_pattern(self, value: Any, wanted: str, rule: Any, path: str) -> list[str]:
        return [] if re.search(wanted, value) else [f"{path} does not match {wanted}"]

    def check_format(self, value: Any, wanted: str, rule: Any, path: str) -> list[str]:
        return [] if re.fullmatch(FORMATS[wanted], value) else [f"{path} is not a {wanted}"]

    def check_oneOf(self, value: Any, wanted: list[Any], rule: Any, path: str) -> list[str]:  # noqa: N802
        fitting = [one for one in wanted if not self.errors(value, one, path)]
        return [] if len(fitting) == 1 else [f"{path} fits {len(fitting)} of {len(wanted)}"]

    check_anyOf = check_oneOf  # noqa: N815


def schema_errors(text: str) -> list[str]:
    root = json.loads(SCHEMA.read_text())
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
@pytest.mark.parametrize("name", sorted(path.name for path in (DATA / "packages").glob("*.json")))
def test_every_real_file_leaves_as_the_official_schema_wants_it(name: str) -> None:
    draft = formats.read((DATA / "packages" / name).read_bytes()).draft
    if draft is None:
        pytest.skip("this file is a list of frameworks, not one")
    assert schema_errors(export(draft)) == []


@needs_data
def test_a_rich_framework_and_the_seed_are_strict_too() -> None:
    for data in (rich(), selectors.SEEDS["headteachers-2020"].read_bytes()):
        assert schema_errors(export(formats.read(data).draft)) == []  # type: ignore[arg-type]


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
    for format, kind in (("csv", "text/csv; charset=utf-8"), ("case-v1p1", "application/json")):
        response = client.get(reverse("standards:version-export", args=[cast.framework_version.pk, format]))
        assert (response.status_code, response.headers["Content-Type"]) == (200, kind)
        assert response.headers["Content-Disposition"].startswith('attachment; filename="heads.')
    package = json.loads(response.content)
    assert (len(package["CFItems"]), len(package["CFAssociations"])) == (8, 8)
    assert package["CFDocument"]["uri"].startswith(f"{settings.BASE_URL}/ims/case/v1p1/CFDocuments/")


@pytest.mark.parametrize("format", ["xlsx", "moodle-csv", "nonsense"])
def test_other_formats_are_not_there(cast: Cast, as_user: SignIn, format: str) -> None:
    url = reverse("standards:version-export", args=[cast.framework_version.pk, format])
    assert as_user(cast.dee).get(url).status_code == 404
