"""The operations of the CASE feed: each answers with what the exported file holds, in both releases."""

import datetime as dt
import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from carnegie.people.models import User
from standards import formats, services
from standards.enums import AdoptionStatus
from standards.models import Framework, FrameworkVersion
from tests.cast import NOW, Cast, make_framework
from tests.standards.feed import RELEASES, ask, body, errors_of, needs_schemas, official_errors, published, refusal
from tests.standards.files import DOCUMENT, case, child, item, item_id, link

SignIn = Callable[[User], Client]
SINGLES = ("CFItems", "CFItemAssociations", "CFAssociations", "CFItemTypes", "CFSubjects", "CFLicenses")


def imported(cast: Cast, **document: Any) -> FrameworkVersion:
    """A CASE file with a tree, a link, types, a subject and a licence."""
    items = [
        item(1, "Leads", CFItemType="Standard", conceptKeywords=["k"], humanCodingScheme="A", language="en"),
        item(2, CFItemType="Outcome"),
        item(3, CFItemType="Outcome", statusStartDate="2026-01-01"),
    ]
    links = [
        child(1, None),
        child(2, 1, sequenceNumber=1),
        child(3, 1, sequenceNumber=2),
        link(7, "ext:likes", item_id(2), item_id(3), notes="why"),
    ]
    facts = {"subject": ["Leadership"], "licenseURI": {"title": "OGL", "uri": "https://licence.example"}}
    return published(cast.provider, cast.dee, case(items, links, **(facts | document)))


def exported(version: FrameworkVersion, release: str) -> Any:
    version.refresh_from_db()
    text = formats.write(
        f"case-{release}",
        formats.draft_of(version),
        status=version.status,
        changed_at=version.changed_at,
        base_url=settings.BASE_URL,
    )
    return json.loads(text)


def objects_of(package: Any) -> dict[str, list[Any]]:
    """All single objects of a package, by the collection in which they are found."""
    found = {"CFItems": package["CFItems"], "CFItemAssociations": package["CFItems"]}
    return found | {"CFAssociations": package["CFAssociations"]} | package["CFDefinitions"]


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize("make", [imported, lambda cast: published(cast.provider, cast.dee)])
def test_every_operation_answers_with_what_the_file_holds(
    cast: Cast, release: str, make: Callable[[Cast], FrameworkVersion]
) -> None:
    version = make(cast)
    package = exported(version, release)
    answers = {("CFPackages", version.case_identifier): body(f"{release}/CFPackages/{version.case_identifier}")}
    assert list(answers.values()) == [package]
    document = body(f"{release}/CFDocuments/{version.case_identifier}")
    where = document.pop("CFPackageURI")
    assert document == package["CFDocument"]
    assert where["uri"] == f"{settings.BASE_URL}/ims/case/{release}/CFPackages/{version.case_identifier}"
    assert sorted(objects_of(package)) == sorted(SINGLES)
    for resource, rows in objects_of(package).items():
        for row in rows:
            assert without_document(body(f"{release}/{resource}/{row['identifier']}"), resource) == expected(
                row, resource, package
            )


def without_document(answer: Any, resource: str) -> Any:
    """The answer without what only an object that stands alone has, which must name the document."""
    alone = answer["CFItem"] if resource == "CFItemAssociations" else answer
    if resource in ("CFItems", "CFItemAssociations", "CFAssociations"):
        assert set(alone.pop("CFDocumentURI")) == {"title", "identifier", "uri"}
    return answer


def expected(row: Any, resource: str, package: Any) -> Any:
    if resource in ("CFItemTypes", "CFSubjects"):
        return {resource: [row]}
    if resource == "CFItemAssociations":
        return {"CFItem": row, "CFAssociations": [one for one in package["CFAssociations"] if touches(one, row)]}
    return row


def touches(association: Any, item: Any) -> bool:
    return item["identifier"] in {association[end]["identifier"] for end in ("originNodeURI", "destinationNodeURI")}


def all_answers(release: str, version: FrameworkVersion) -> list[tuple[str, Any]]:
    """One answer of each operation that has any, but the list."""
    package = exported(version, release)
    of_version = [(name, version.case_identifier) for name in ("CFDocuments", "CFPackages")]
    singles = [(name, rows[-1]["identifier"]) for name, rows in objects_of(package).items()]
    return [(name, body(f"{release}/{name}/{identifier}")) for name, identifier in (*of_version, *singles)]


@pytest.mark.parametrize("make", [imported, lambda cast: published(cast.provider, cast.dee)])
def test_answers_have_the_shape_of_the_discovery_document(cast: Cast, make: Callable[[Cast], FrameworkVersion]) -> None:
    answers = all_answers("v1p1", make(cast))
    assert [(name, errors_of(answer, name)) for name, answer in answers] == [(name, []) for name, _ in answers]
    assert errors_of(body("v1p1/CFDocuments"), "CFDocuments", is_set=True) == []


@needs_schemas
@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize("make", [imported, lambda cast: published(cast.provider, cast.dee)])
def test_answers_are_strictly_what_the_official_description_wants(
    cast: Cast, release: str, make: Callable[[Cast], FrameworkVersion]
) -> None:
    answers = all_answers(release, make(cast))
    assert [(name, official_errors(answer, name, release)) for name, answer in answers] == [
        (name, []) for name, _ in answers
    ]
    assert official_errors(body(f"{release}/CFDocuments"), "CFDocuments", release, is_set=True) == []


def test_a_link_and_an_item_say_where_they_are_of(cast: Cast) -> None:
    version = imported(cast)
    answer = body(f"v1p0/CFItems/{item_id(2)}")
    assert answer["CFDocumentURI"] == {
        "title": version.framework.title,
        "identifier": DOCUMENT,
        "uri": f"{settings.BASE_URL}/ims/case/v1p1/CFDocuments/{DOCUMENT}",
    }
    assert "CFDocumentURI" not in body(f"v1p1/CFItemAssociations/{item_id(2)}")["CFAssociations"][0]


def test_drafts_and_what_is_not_public_are_not_there(cast: Cast, as_user: SignIn) -> None:
    hidden = cast.framework_version
    draft = make_framework(cast.provider, "Draft", status=AdoptionStatus.DRAFT)
    Framework.objects.filter(pk=draft.framework_id).update(is_public=True)
    for version in (hidden, draft):
        some_item = version.elements.all()[0]
        kind = formats.case_definitions.item_type_id(version.case_identifier, some_item.kind)
        place = formats.case_export.place_id(version.case_identifier, some_item.identifier, None)
        for path in (
            f"CFDocuments/{version.case_identifier}",
            f"CFPackages/{version.case_identifier}",
            f"CFItems/{some_item.identifier}",
            f"CFItemAssociations/{some_item.identifier}",
            f"CFItemTypes/{kind}",
            f"CFAssociations/{place}",
        ):
            assert refusal(ask(f"v1p1/{path}")) == (404, "unknownobject")
            # Who has signed in sees adopted frameworks on their pages too, and drafts neither there nor here.
            signed_in = ask(f"v1p1/{path}", as_user(cast.dee))
            assert signed_in.status_code == (200 if version == hidden else 404)
    assert body("v1p1/CFDocuments") == {"CFDocuments": []}
    listed = body("v1p1/CFDocuments", as_user(cast.amara))["CFDocuments"]
    assert [row["identifier"] for row in listed] == [str(hidden.case_identifier)]


def test_closing_a_framework_works_at_once(cast: Cast) -> None:
    version = imported(cast)
    tag = ask(f"v1p1/CFDocuments/{DOCUMENT}").headers["ETag"]
    services.withdraw_framework(framework=version.framework, by=cast.dee, now=NOW)
    assert ask(f"v1p1/CFDocuments/{DOCUMENT}", headers={"If-None-Match": tag}).status_code == 404


def test_ids_resolve_to_the_latest_adopted_version(cast: Cast) -> None:
    first = published(cast.provider, cast.dee, case([item(1, "Old"), item(2, "Gone")], [child(2, 1)]))
    later = NOW + dt.timedelta(days=1)
    newer = case([item(1, "New")], [], notes="second")
    report = services.import_framework(data=newer, file_name="x", owner=cast.provider, by=cast.dee, now=later)
    assert body(f"v1p1/CFItems/{item_id(1)}")["fullStatement"] == "Old"
    second = services.adopt_version(version=report.version, by=cast.dee, now=later)  # type: ignore[arg-type]
    assert body(f"v1p1/CFItems/{item_id(1)}")["fullStatement"] == "New"
    assert body(f"v1p1/CFPackages/{DOCUMENT}") == exported(second, "v1p1")
    assert len(body("v1p1/CFDocuments")["CFDocuments"]) == 1
    # What the new text has no more is still answered, as the last text that had it.
    assert body(f"v1p1/CFItems/{item_id(2)}")["fullStatement"] == "Gone"
    place = formats.case_export.place_id(first.case_identifier, uuid.UUID(item_id(2)), uuid.UUID(item_id(1)))
    assert body(f"v1p1/CFAssociations/{place}")["associationType"] == "isChildOf"
    services.deprecate_version(version=second, by=cast.dee, now=later + dt.timedelta(days=1), reason="wrong")
    assert body(f"v1p1/CFItems/{item_id(1)}")["fullStatement"] == "Old"
    services.deprecate_version(version=first, by=cast.dee, now=later + dt.timedelta(days=2), reason="old")
    assert body(f"v1p1/CFDocuments/{DOCUMENT}")["adoptionStatus"] == "Deprecated"


def test_what_nothing_is_kept_of_is_unknown(cast: Cast) -> None:
    imported(cast)
    for resource in ("CFConcepts", "CFAssociationGroupings", "CFRubrics"):
        assert refusal(ask(f"v1p1/{resource}/{item_id(1)}")) == (404, "unknownobject")


@pytest.mark.parametrize("count", [1, 3])
def test_queries_are_few_and_always_as_many(
    cast: Cast, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    version = imported(cast)
    for n in range(1, count):
        other = make_framework(cast.provider, f"Other {n}", domains=n)
        Framework.objects.filter(pk=other.framework_id).update(is_public=True)
    package = exported(version, "v1p1")
    defined = package["CFDefinitions"]
    asked = {
        f"CFPackages/{DOCUMENT}": 5,
        f"CFDocuments/{DOCUMENT}": 1,
        "CFDocuments": 1,
        f"CFItems/{item_id(1)}": 5,
        f"CFItemAssociations/{item_id(1)}": 5,
        f"CFAssociations/{package['CFAssociations'][-1]['identifier']}": 5,
        f"CFAssociations/{package['CFAssociations'][0]['identifier']}": 7,
        f"CFItemTypes/{defined['CFItemTypes'][0]['identifier']}": 6,
        f"CFSubjects/{defined['CFSubjects'][0]['identifier']}": 5,
        f"CFLicenses/{defined['CFLicenses'][0]['identifier']}": 5,
        f"CFRubrics/{package['CFRubrics'][0]['identifier']}": 5,
        f"CFItems/{uuid.uuid4()}": 1,
        f"CFRubrics/{uuid.uuid4()}": 0,
    }
    for path, queries in asked.items():
        with django_assert_num_queries(queries):
            ask(f"v1p1/{path}")


def test_what_has_not_changed_is_not_sent_again(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    version = imported(cast)
    for path in ("CFDocuments", f"CFDocuments/{DOCUMENT}", f"CFPackages/{DOCUMENT}", f"CFItems/{item_id(1)}"):
        first = ask(f"v1p1/{path}")
        with django_assert_num_queries(1):
            again = ask(f"v1p1/{path}", headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
        assert ask(f"v1p0/{path}").headers["ETag"] != first.headers["ETag"]
        assert first.headers["Cache-Control"] == "private, no-cache"
    tag = ask(f"v1p1/CFPackages/{DOCUMENT}").headers["ETag"]
    later = NOW + dt.timedelta(seconds=1)
    services.deprecate_version(version=version, by=cast.dee, now=later, reason="old")
    changed = ask(f"v1p1/CFPackages/{DOCUMENT}", headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.json()["CFDocument"]["lastChangeDateTime"] == "2026-11-24T10:00:01Z"
