"""What the CASE feed says when it does not answer with data; and that nothing sent to it is ever a 500."""

import json
import uuid
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client

from standards.formats import case_status
from standards.formats.case_feed import RESOURCES
from standards.models import Framework
from tests.cast import Cast, make_framework
from tests.standards.feed import (
    OFFICIAL,
    RELEASES,
    STATUS_SCHEMA,
    ask,
    body,
    needs_schemas,
    published,
    refusal,
)
from tests.standards.json_schema import Schema

pytestmark = pytest.mark.django_db
INVALID = {"v1p1": "invalid_uuid", "v1p0": "invaliduuid"}
JUNK_IDS = (
    *("junk", "1", "0" * 32, "../../etc/passwd", "x" * 5_000, "%00", "a%00b", "💥", "%FF%FE", "'; DROP TABLE x; --"),
    *("aaaaaaaa-0000-4000-8000-00000000000g", " ", "None", "{sourcedId}", "aaaaaaaa-0000-4000-8000-000000000000%0a"),
)


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize("resource", RESOURCES)
def test_unknown_and_malformed_identifiers(resource: str, release: str) -> None:
    assert refusal(ask(f"{release}/{resource}/{uuid.uuid4()}")) == (404, "unknownobject")
    assert refusal(ask(f"{release}/{resource}/{uuid.uuid5(uuid.NAMESPACE_URL, 'x')}")) == (404, "unknownobject")
    assert refusal(ask(f"{release}/{resource}/junk")) == (404, INVALID[release])


@pytest.mark.parametrize("identifier", JUNK_IDS)
def test_no_identifier_breaks_anything(identifier: str) -> None:
    for resource in ("CFPackages", "CFAssociations", "CFItemTypes"):
        status, minor = refusal(ask(f"v1p1/{resource}/{identifier}"))
        assert (status, minor in ("invalid_uuid", "unknownobject")) == (404, True)


def test_identifiers_are_taken_in_capitals_too(cast: Cast) -> None:
    version = published(cast.provider, cast.dee)
    assert body(f"v1p1/CFDocuments/{str(version.case_identifier).upper()}")["title"] == version.framework.title


@pytest.mark.parametrize(
    "path", ["v1p1", "v1p1/", "v1p2/CFDocuments", "v1p1/CFNothing", "v1p1/CFDocuments/", "", "v1p1/CFItems", "x\x00"]
)
def test_addresses_that_are_none(path: str) -> None:
    assert ask(path).status_code == 404
    assert ask(path).json()["imsx_codeMajor"] == "failure"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_feed_is_read_only(method: str) -> None:
    client = Client(enforce_csrf_checks=True)
    for path in ("v1p1/CFDocuments", f"v1p0/CFPackages/{uuid.uuid4()}", "v1p1/CFItems/junk"):
        response = getattr(client, method)(f"/ims/case/{path}")
        assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")
        assert response.json() == {
            "imsx_codeMajor": "failure",
            "imsx_severity": "error",
            "imsx_description": "Method Not Allowed",
        }


def test_head_is_like_get(cast: Cast) -> None:
    published(cast.provider, cast.dee)
    response = Client().head("/ims/case/v1p1/CFDocuments")
    assert (response.status_code, response.content, response.headers["X-Total-Count"]) == (200, b"", "1")


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize(
    ("query", "minor", "field"),
    [
        ("fields=", "invalid_selection_field", "fields"),
        ("fields=%20,", "invalid_selection_field", "fields"),
        ("limit=0", "invalid_selection_field", "limit"),
        ("limit=ten", "invalid_selection_field", "limit"),
        ("offset=-1", "invalid_selection_field", "offset"),
        ("orderBy=up", "invalid_sort_field", "orderBy"),
        ("filter=title", "invalid_selection_field", "filter"),
        ("filter=colour='red'", "invalid_filter_field", "filter"),
        ("filter=title='%00'", "invalid_selection_field", "request"),
        ("limit=1&limit=0", "invalid_selection_field", "limit"),
    ],
)
def test_queries_that_make_no_sense(release: str, query: str, minor: str, field: str) -> None:
    response = ask(f"{release}/CFDocuments?{query}")
    assert refusal(response) == (400, minor)
    [said] = response.json()["imsx_codeMinor"]["imsx_codeMinorField"]
    assert said["imsx_codeMinorFieldName"] == field


@pytest.mark.parametrize(
    "query",
    [
        *("limit=999999999999999999", "offset=999999999999999999", "filter=", "filter=%F0%9F%92%A5", "sort=%FF"),
        *("filter=%25%27%22", "sort=__class__", "fields=__proto__", "unknown=1", "filter=a.b.c.d='1'", "&&&==&"),
        *("filter=" + "(" * 3_000, "fields=" + "title," * 1_000, "limit=1e5", "orderBy=", "filter=title~''"),
    ],
)
def test_no_query_breaks_anything(cast: Cast, query: str) -> None:
    published(cast.provider, cast.dee)
    assert ask(f"v1p1/CFDocuments?{query}").status_code in (200, 400)


@needs_schemas
@pytest.mark.parametrize("release", RELEASES)
def test_refusals_are_strictly_what_the_official_description_wants(release: str) -> None:
    """But for the one minor code that the text of the standard asks for and its list has not."""
    root = json.loads(OFFICIAL[release].read_text())
    place = "definitions" if release == "v1p0" else "components/schemas"
    bodies = [case_status.for_status(release, status, "x") for status in (400, 401, 403, 404, 405, 429, 500, 503)]
    bodies += [ask(f"{release}/CFItems/{one}").json() for one in ("junk", uuid.uuid4())]
    bodies += [ask(f"{release}/CFDocuments?{query}").json() for query in ("fields=", "orderBy=x")]
    rule = {"$ref": f"#/{place}/{STATUS_SCHEMA[release]}"}
    assert [Schema(root).errors(one, rule) for one in bodies] == [[]] * len(bodies)
    [unlisted] = Schema(root).errors(ask(f"{release}/CFDocuments?filter=colour='red'").json(), rule)
    assert "imsx_codeMinorFieldValue is not one of" in unlisted


@pytest.mark.parametrize(
    ("error", "status", "minor"),
    [(RuntimeError("secret"), 500, "internal_server_error"), (OperationalError("secret"), 503, "server_busy")],
)
def test_our_own_faults_are_told_in_the_same_way(
    monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, minor: str
) -> None:
    def broken(*args: Any) -> None:
        raise error

    monkeypatch.setattr("standards.selectors.feed", broken)
    response = ask("v1p1/CFDocuments", Client(raise_request_exception=False))
    assert refusal(response) == (status, minor)
    assert "secret" not in response.text


def titles(query: str) -> tuple[list[str], str, str]:
    response = ask(f"v1p1/CFDocuments?{query}")
    found = [row["title"] for row in response.json()["CFDocuments"]]
    return found, response.headers["X-Total-Count"], response.headers["Link"]


def test_pages_of_the_list(cast: Cast) -> None:
    for name in ("Delta", "alpha", "Charlie", "Bravo", "Echo"):
        version = make_framework(cast.provider, name)
        Framework.objects.filter(pk=version.framework_id).update(is_public=True, language="cy")
    here = f"{settings.BASE_URL}/ims/case/v1p1/CFDocuments"
    assert titles("")[:2] == (["alpha", "Bravo", "Charlie", "Delta", "Echo"], "5")
    found, total, links = titles("limit=2&offset=2&sort=title&orderBy=desc")
    assert (found, total) == (["Charlie", "Bravo"], "5")
    page = "limit=2&offset={}&sort=title&orderBy=desc"
    assert links.split(", ") == [
        f'<{here}?{page.format(offset)}>; rel="{name}"'
        for name, offset in (("first", 0), ("last", 4), ("prev", 0), ("next", 4))
    ]
    assert [part.partition("rel=")[2] for part in titles("limit=9")[2].split(", ")] == ['"first"', '"last"']
    assert titles("filter=title~'a' AND language='CY'&limit=1")[:2] == (["alpha"], "4")
    assert titles("offset=50")[:2] == ([], "5")


def test_only_the_fields_asked_for(cast: Cast) -> None:
    published(cast.provider, cast.dee)
    [row] = body("v1p1/CFDocuments?fields=title,identifier")["CFDocuments"]
    assert sorted(row) == ["identifier", "title"]
    [same] = body("v1p1/CFDocuments?fields=title&fields=identifier")["CFDocuments"]
    assert same == row
    assert body("v1p1/CFDocuments?fields=title,colour") == body("v1p1/CFDocuments")
