"""The change log: each write with who, when and what was before; searched, filtered, paged, as CSV; for its keepers."""

import csv
import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from carnegie.people.models import User
from standards import services
from standards.models import FrameworkVersion
from standards.selectors.log import Asked, Write, log_writes, with_entries
from standards.services import FrameworkFacts, VersionFacts
from tests.cast import NOW, Cast, make_framework

SignIn = Callable[[User], Client]
CSV = b"code,heading,parent_code\nA,Leading a room,\nA1,Greeting families,A\n"


def told(version: FrameworkVersion, whole: bool = False, **asked: Any) -> list[Write]:
    wanted = Asked(**asked)
    writes, _people = log_writes(version, wanted, whole=whole)
    return with_entries(writes, version, wanted, whole=whole)


def brought_in(cast: Cast) -> FrameworkVersion:
    report = services.import_framework(data=CSV, file_name="Rooms.csv", owner=cast.provider, by=cast.dee, now=NOW)
    assert report.version is not None
    return report.version


def reworded(cast: Cast, version: FrameworkVersion, code: str, statement: str) -> None:
    element = version.elements.get(code=code)
    words = {"full_statement": statement, "code": "A9"}
    services.change_element(element=element, base_revision=element.revision, by=cast.dee, now=NOW, **words)


@pytest.mark.django_db(transaction=True)
def test_each_write_is_told_with_what_was_before() -> None:
    cast = Cast()
    version = brought_in(cast)
    reworded(cast, version, "A1", "Meeting families")
    about = FrameworkFacts(title="Rooms", creator="The trust", licence_title="OGL")
    facts = VersionFacts(label="2", scale=version.scale)
    lock = FrameworkVersion.objects.get(pk=version.pk).lock_version
    services.change_facts(version=version, about=about, facts=facts, base_lock_version=lock, by=cast.dee, now=NOW)
    services.adopt_version(version=version, by=cast.dee, now=NOW)
    adopted, said, element, file = told(version)
    assert [(one.what, one.who) for one in (adopted, said, element, file)] == [
        ("Adopted it", "Dee Example"),
        ("Changed what it says about itself", "Dee Example"),
        ("Changed an element", "Dee Example"),
        ("Brought in a file", "Dee Example"),
    ]
    changes = {(one.label, one.old, one.new) for entry in element.entries for one in entry.changes}
    assert changes == {("Code", "A1", "A9"), ("Statement", "Greeting families", "Meeting families")}
    assert {(one.label, one.old, one.new) for entry in said.entries for one in entry.changes} >= {
        ("Licence", "", "OGL"),
        ("Version", "", "2"),
    }
    assert ("Status", "draft", "adopted") in {
        (one.label, one.old, one.new) for entry in adopted.entries for one in entry.changes
    }
    assert {(entry.sign, entry.title) for entry in file.entries} >= {("insert", "A Leading a room")}


def test_words_people_and_days_narrow_it(cast: Cast) -> None:
    version = brought_in(cast)
    reworded(cast, version, "A1", "Meeting families")
    today, year = timezone.localdate(), dt.timedelta(days=366)
    assert [write.what for write in told(version, text="meeting FAMILIES")] == ["Changed an element"]
    assert [len(told(version, person=str(person.pk))) for person in (cast.dee, cast.pia)] == [2, 0]
    assert [len(told(version, since=day)) for day in (today, today + year)] == [2, 0]
    assert [len(told(version, until=day)) for day in (today, today - year)] == [2, 0]


@pytest.mark.django_db(transaction=True)
def test_all_versions_with_a_draft_that_is_gone() -> None:
    cast = Cast()
    version = services.adopt_version(version=brought_in(cast), by=cast.dee, now=NOW)
    draft = services.start_draft(framework=version.framework, source=version, by=cast.dee, now=NOW)
    services.delete_draft(version=draft, by=cast.dee, now=NOW)
    assert [write.what for write in told(version)] == ["Adopted it", "Brought in a file"]
    assert [write.what for write in told(version, whole=True)] == [
        *("Deleted a draft", "Began a new version"),
        *("Adopted it", "Brought in a file"),
    ]


def test_nothing_of_another_framework(cast: Cast) -> None:
    version = brought_in(cast)
    make_framework(cast.provider, "Secret title", status="draft")
    assert "Secret" not in str(told(version, whole=True))


def address(version: FrameworkVersion, query: str = "") -> str:
    return reverse("standards:version-log", args=[version.pk]) + query


def test_the_page_and_the_file(cast: Cast, as_user: SignIn) -> None:
    version = brought_in(cast)
    reworded(cast, version, "A1", "Meeting <b>families</b>")
    client = as_user(cast.dee)
    html = client.get(address(version)).content.decode()
    assert "Meeting &lt;b&gt;families&lt;/b&gt;" in html
    rows = list(csv.DictReader(io.StringIO(client.get(address(version, "?format=csv")).content.decode("utf-8-sig"))))
    assert {(row["who"], row["field"], row["old"], row["new"]) for row in rows if row["field"] == "Code"} == {
        ("Dee Example", "Code", "A1", "A9")
    }


@pytest.mark.parametrize(
    "query",
    ["?person=junk", "?since=yesterday", "?page=-1", "?page=99", "?since=9999-12-31", "?q=" + "x" * 999],
)
def test_junk_counts_as_not_asked(cast: Cast, as_user: SignIn, query: str) -> None:
    assert as_user(cast.dee).get(address(brought_in(cast), query)).status_code == 200


def test_for_those_who_may_change_it_only(cast: Cast, as_user: SignIn) -> None:
    version = services.adopt_version(version=brought_in(cast), by=cast.dee, now=NOW)
    people = (cast.dee, cast.amara, cast.bill, cast.pia, cast.root)
    assert [as_user(one).get(address(version)).status_code for one in people] == [200, 403, 403, 403, 403]
    link = address(version)
    detail = reverse("standards:version-detail", args=[version.pk])
    assert [link in as_user(one).get(detail).content.decode() for one in (cast.dee, cast.amara)] == [True, False]


@pytest.mark.parametrize("size", [1, 30])
def test_a_fixed_number_of_queries(cast: Cast, as_user: SignIn, django_assert_num_queries: Any, size: int) -> None:
    version = brought_in(cast)
    for number in range(size):
        element = version.elements.get(code="A1")
        words = {"full_statement": f"Number {number}"}
        services.change_element(element=element, base_revision=element.revision, by=cast.dee, now=NOW, **words)
    client = as_user(cast.dee)
    with django_assert_num_queries(23):
        client.get(address(version))
