"""The CASE feed as tests ask it, and the schemas that its answers are held to."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from carnegie.people.models import Organisation, User
from standards import selectors, services
from standards.formats import case_openapi
from standards.models import Framework, FrameworkVersion
from tests.cast import NOW
from tests.standards.json_schema import Schema

SCHEMAS = Path(__file__).resolve().parents[3] / "shared/data/case/schemas"
OFFICIAL = {"v1p1": SCHEMAS / "imscasev1p1_openapi3_v1p0.json", "v1p0": SCHEMAS / "case-v1p0-swagger.json"}
needs_schemas = pytest.mark.skipif(not SCHEMAS.is_dir(), reason="the official schemas (../shared/data) are not here")
RELEASES = ("v1p1", "v1p0")
OURS = case_openapi.document("https://carnegie.example")
STATUS_SCHEMA = {"v1p1": "imsx_StatusInfoDType", "v1p0": "imsx_StatusInfo.Type"}


def ask(path: str, client: Client | None = None, **options: Any) -> Any:
    """What the feed says at `path`, e.g. `v1p1/CFDocuments`, to somebody who has not signed in."""
    return (client or Client()).get(f"/ims/case/{path}", **options)


def body(path: str, client: Client | None = None) -> Any:
    """The same, when it is data."""
    response = ask(path, client)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/json"), path
    return response.json()


def published(owner: Organisation, by: User, data: bytes | None = None, **import_options: Any) -> FrameworkVersion:
    """A framework from `data` (else the small seed), adopted and public."""
    data = selectors.SEEDS["headteachers-2020"].read_bytes() if data is None else data
    report = services.import_framework(data=data, file_name="x", owner=owner, by=by, now=NOW, **import_options)
    assert report.version
    version = services.adopt_version(version=report.version, by=by, now=NOW)
    Framework.objects.filter(pk=version.framework_id).update(is_public=True)
    return version


def errors_of(answer: Any, resource: str, *, is_set: bool = False) -> list[str]:
    """What is wrong with an answer by our own discovery document."""
    name = "CFDocumentSet" if is_set else case_openapi.OPERATIONS[resource]
    return Schema(OURS).errors(answer, {"$ref": f"#/components/schemas/{name}"})


def official_errors(answer: Any, resource: str, release: str, *, is_set: bool = False) -> list[str]:
    """What is wrong with an answer by the official description of that release."""
    root = json.loads(OFFICIAL[release].read_text())
    path = f"/{resource}" if is_set else f"/{resource}/{{sourcedId}}"
    answered = root["paths"][path]["get"]["responses"]["200"]
    rule = answered["schema"] if release == "v1p0" else answered["content"]["application/json"]["schema"]
    return Schema(root).errors(answer, rule)


def refusal(response: Any) -> tuple[int, str]:
    """Status and minor code of a refusal, whose shape is looked at in passing."""
    found = response.json()
    assert response.headers["Content-Type"] == "application/json"
    assert (found["imsx_codeMajor"], found["imsx_severity"]) == ("failure", "error")
    assert found["imsx_description"]
    assert Schema(OURS).errors(found, {"$ref": "#/components/schemas/StatusInfo"}) == []
    [field] = found["imsx_codeMinor"]["imsx_codeMinorField"]
    return response.status_code, field["imsx_codeMinorFieldValue"]
