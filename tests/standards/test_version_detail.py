"""One version: its tree, folded and searched, for those who may see it, in a fixed number of queries."""

import re
import uuid
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from carnegie.people.models import User
from standards.models import Association, FrameworkVersion
from tests.cast import NOW, Cast, make_framework

SignIn = Callable[[User], Client]


def url(version: FrameworkVersion, query: str = "") -> str:
    return reverse("standards:version-detail", args=[version.pk]) + query


def names(html: str) -> list[str]:
    return re.findall(r'<span class="name short">(.*?)</span>', html, re.DOTALL)


def without_token(response: HttpResponse) -> str:
    """The page but for the token that differs from page to page."""
    return re.sub(r'"X-CSRFToken": ".*?"|value="\w{64}"', "", response.content.decode())


def page(client: Client, version: FrameworkVersion, query: str = "") -> str:
    response = client.get(url(version, query))
    assert response.status_code == 200
    return response.content.decode()


def test_the_tree_is_all_there_in_order(cast: Cast, as_user: SignIn) -> None:
    html = page(as_user(cast.amara), cast.framework_version)
    assert names(html) == [
        *("Heads domain 1", "Heads standard 1.1", "Heads standard 1.2", "Heads standard 1.3"),
        *("Heads domain 2", "Heads standard 2.1", "Heads standard 2.2", "Heads standard 2.3"),
    ]
    assert (html.count("<details open><summary"), html.count("<h1>")) == (2, 1)
    assert 'data-testid="adopt"' not in html
    assert 'data-testid="deprecate"' not in html


def test_a_large_tree_opens_its_top_only_and_all_on_request(cast: Cast, as_user: SignIn) -> None:
    version = make_framework(cast.provider, "Large", domains=10, per_domain=6)
    element = version.elements.filter(depth=1)[0]
    element.children.create(version=version, position=999, depth=2, full_statement="deep")
    version.elements.filter(pk=element.pk).update(position=1)
    client = as_user(cast.amara)
    assert page(client, version).count("<details open><summary") == 10
    assert page(client, version, "?all=1").count("<details open><summary") == 11


def test_searching_leaves_what_matches_and_what_is_above(cast: Cast, as_user: SignIn) -> None:
    client = as_user(cast.amara)
    assert names(page(client, cast.framework_version, "?q=D2.2")) == ["Heads domain 2", "Heads standard 2.2"]
    assert names(page(client, cast.framework_version, "?q=STANDARD+1.3")) == ["Heads domain 1", "Heads standard 1.3"]
    assert "Nothing here holds these words" in page(client, cast.framework_version, "?q=xyzzy")


def test_texts_are_escaped_and_statement_notes_kind_and_links_are_shown(cast: Cast, as_user: SignIn) -> None:
    element = cast.framework_version.elements.get(code="D1.1")
    element.abbreviated_statement, element.notes, element.kind = "<b>Short</b>", "<i>note</i>", "<k>"
    element.full_statement = "<script>full</script>"
    element.save()
    Association.objects.create(
        version=cast.framework_version,
        kind="isRelatedTo",
        origin=element,
        origin_identifier="a",
        destination_identifier="b",
    )
    html = page(as_user(cast.amara), cast.framework_version)
    for text in ("&lt;b&gt;Short", "&lt;i&gt;note", "&lt;k&gt;", "&lt;script&gt;full", "1 link"):
        assert html.count(text) == 1, text
    assert "<script>full" not in html


@pytest.mark.parametrize(
    ("name", "status"), [("dee", 200), ("pia", 404), ("amara", 404), ("bill", 404), ("sam", 404), ("root", 404)]
)
def test_a_draft_is_for_admins_of_its_owner(cast: Cast, as_user: SignIn, name: str, status: int) -> None:
    version = make_framework(cast.provider, "Draft", status="draft")
    client = as_user(getattr(cast, name))
    assert client.get(url(version)).status_code == status
    assert client.get(reverse("standards:version-export", args=[version.pk, "csv"])).status_code == status


def test_absent_and_hidden_look_alike(cast: Cast, as_user: SignIn) -> None:
    version = make_framework(cast.provider, "Draft", status="draft")
    client = as_user(cast.pia)
    hidden, absent = client.get(url(version)), client.get(reverse("standards:version-detail", args=[uuid.uuid4()]))
    assert (hidden.status_code, without_token(hidden)) == (absent.status_code, without_token(absent))


def test_admins_see_the_next_step(cast: Cast, as_user: SignIn) -> None:
    draft = make_framework(cast.provider, "Draft", status="draft")
    client = as_user(cast.dee)
    assert 'data-testid="adopt"' in page(client, draft)
    assert 'data-testid="deprecate"' in page(client, cast.framework_version)


@pytest.mark.parametrize(("domains", "per_domain"), [(1, 0), (3, 3)])
def test_queries_do_not_grow(
    cast: Cast,
    as_user: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
    domains: int,
    per_domain: int,
) -> None:
    version = make_framework(cast.provider, "Sized", domains=domains, per_domain=per_domain)
    client = as_user(cast.amara)
    version.transitions.create(to_state="adopted", at=NOW, by=cast.dee)
    page(client, version)
    with django_assert_num_queries(7):
        page(client, version)
