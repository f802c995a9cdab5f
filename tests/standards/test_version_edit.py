"""The editor's page and its forms without scripts: who may, whose turn it is, what is kept when a save is refused."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from carnegie.people.models import User
from standards.models import Association, EditingTurn, Element, FrameworkVersion
from tests.cast import Cast, make_framework
from tests.standards.drafting import at, outline, second_admin

SignIn = Callable[[User], Client]
JUNK = "\x00"


@pytest.fixture
def draft(cast: Cast) -> FrameworkVersion:
    return make_framework(cast.provider, "Draft", status="draft")


def address(name: str, row: FrameworkVersion | Element | Association) -> str:
    return reverse(f"standards:{name}", args=[row.pk])


def edit_data(element: Element, **changes: Any) -> dict[str, Any]:
    return {"full_statement": "Reworded", "base_revision": element.revision, **changes}


def messages_of(response: HttpResponse) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_opening_makes_her_the_editor_and_others_may_read(cast: Cast, as_user: SignIn, draft: FrameworkVersion) -> None:
    html = as_user(cast.dee).get(address("version-edit", draft)).content.decode()
    assert re.findall(r'<span class="name">(.*?)</span>', html)[:2] == ["Draft domain 1", "Draft standard 1.1"]
    assert EditingTurn.objects.get(version=draft).editor == cast.dee
    html = as_user(second_admin(cast)).get(address("version-edit", draft)).content.decode()
    assert "Dee Example is editing now, since 10:00." in html
    assert "data-editor " not in html
    assert "Draft standard 1.1" in html


def test_an_adopted_text_is_not_edited(cast: Cast, as_user: SignIn) -> None:
    client, element = as_user(cast.dee), cast.framework_version.elements.get(code="D1.1")
    response = client.get(address("version-edit", cast.framework_version), follow=True)
    assert messages_of(response) == ["This text is adopted and locked. Make a new version to change it."]
    for url in (address("element-edit", element), address("element-new", cast.framework_version)):
        assert client.get(url).status_code == 400
        assert client.post(url, edit_data(element)).status_code == 400
    element.refresh_from_db()
    assert element.full_statement == "Heads standard 1.1"


@pytest.mark.parametrize(("name", "status"), [("pia", 404), ("bill", 404), ("amara", 404), ("root", 404)])
def test_a_draft_is_unknown_to_others(
    cast: Cast, as_user: SignIn, draft: FrameworkVersion, name: str, status: int
) -> None:
    client, element = as_user(getattr(cast, name)), at(draft, "D1.1")
    pages = [address(page, draft) for page in ("version-edit", "version-turn", "element-new")]
    pages += [address(page, element) for page in ("element-edit", "element-move", "element-delete")]
    data = edit_data(element, direction="up", base_lock_version=1, act="keep")
    assert [client.post(page, data).status_code for page in pages[1:]] == [status] * 5
    assert [client.get(page).status_code for page in pages if "move" not in page] == [status] * 5
    assert (Element.objects.filter(version=draft).count(), EditingTurn.objects.count()) == (8, 0)


def test_adding_rewording_moving_deleting_by_plain_forms(cast: Cast, as_user: SignIn, draft: FrameworkVersion) -> None:
    client = as_user(cast.dee)
    place = {"parent": at(draft, "D1").pk, "after": at(draft, "D1.3").pk}
    response = client.post(address("element-new", draft), {"full_statement": "New", "code": "D1.4", **place})
    assert response.headers["Location"] == f"{address('version-edit', draft)}#e-{at(draft, 'D1.4').pk}"
    element = at(draft, "D1.4")
    data = edit_data(element, code="D1.4", keywords="care, trust,", level_1="Not seen", notes=" n ")
    client.post(address("element-edit", element), data)
    element.refresh_from_db()
    assert (element.full_statement, element.keywords, element.notes) == ("Reworded", ["care", "trust"], "n")
    assert [row.text for row in element.level_descriptors.all()] == ["Not seen"]
    client.post(address("element-move", element), {"direction": "up"})
    assert outline(draft)[:5] == ["D1", ".D1.1", ".D1.2", ".D1.4", ".D1.3"]
    client.post(address("element-move", element), {"parent": at(draft, "D2").pk, "after": ""})
    assert outline(draft)[4:6] == ["D2", ".D1.4"]
    html = client.get(address("element-delete", at(draft, "D2"))).content.decode()
    assert "What stands below it goes too: 4 elements." in html
    lock = re.search(r'name="base_lock_version" value="(\d+)"', html)
    assert lock
    response = client.post(address("element-delete", at(draft, "D2")), {"base_lock_version": lock[1]}, follow=True)
    assert messages_of(response) == ["5 elements deleted. Saved 10:00"]
    assert outline(draft) == ["D1", ".D1.1", ".D1.2", ".D1.3"]


def test_save_and_write_the_next(cast: Cast, as_user: SignIn, draft: FrameworkVersion) -> None:
    data = {"full_statement": "New", "code": "x", "parent": at(draft, "D1").pk, "next": "1"}
    response = as_user(cast.dee).post(address("element-new", draft), data)
    wanted = f"?parent={at(draft, 'D1').pk}&after={at(draft, 'x').pk}"
    assert response.headers["Location"] == address("element-new", draft) + wanted


def test_a_stale_save_shows_both_texts_and_the_next_one_goes_on_top(
    cast: Cast, as_user: SignIn, draft: FrameworkVersion
) -> None:
    client, seen = as_user(cast.dee), at(draft, "D1.1")
    client.post(
        address("element-edit", seen), edit_data(seen, code="D1.1", full_statement="Theirs", level_1="Stored level")
    )
    mine = edit_data(seen, full_statement="Mine", level_1="My level")
    response = client.post(address("element-edit", seen), mine)
    assert response.status_code == 409
    assert response.context["differences"] == [
        ("Code", "D1.1", ""),
        ("Statement", "Theirs", "Mine"),
        ("Not yet", "Stored level", "My level"),
    ]
    assert response.context["form"]["full_statement"].value() == "Mine"
    again = {**mine, "base_revision": response.context["form"]["base_revision"].value()}
    assert client.post(address("element-edit", seen), again).status_code == 302
    assert Element.objects.get(pk=seen.pk).full_statement == "Mine"


def test_who_is_not_the_editor_keeps_what_she_typed(cast: Cast, as_user: SignIn, draft: FrameworkVersion) -> None:
    olga, element = as_user(second_admin(cast)), at(draft, "D1.1")
    as_user(cast.dee).get(address("version-edit", draft))
    for url, data in (
        (address("element-edit", element), edit_data(element, full_statement="Hers")),
        (address("element-new", draft), {"full_statement": "Hers"}),
    ):
        response = olga.post(url, data)
        assert (response.status_code, response.context["refusal"]) == (
            409,
            "Dee Example is editing now, since 10:00. Nothing was saved.",
        )
        assert response.context["form"]["full_statement"].value() == "Hers"
    response = olga.post(address("element-move", element), {"direction": "down"}, follow=True)
    assert messages_of(response) == ["Dee Example is editing now, since 10:00. Nothing was saved."]
    assert Element.objects.filter(version=draft, full_statement="Hers").count() == 0
    as_user(cast.dee).post(address("version-turn", draft), {"act": "done"})
    assert olga.post(address("element-edit", element), edit_data(element)).status_code == 302


def test_the_turn_is_told_to_scripts(cast: Cast, as_user: SignIn, draft: FrameworkVersion) -> None:
    dee, olga = as_user(cast.dee), as_user(second_admin(cast))
    assert dee.post(address("version-turn", draft), {"act": "keep"}).json() == {"reason": ""}
    words = "Dee Example is editing now, since 10:00."
    assert olga.post(address("version-turn", draft), {"act": "keep"}).json() == {"reason": words}
    assert olga.get(address("version-turn", draft)).json() == {"who": words}
    assert dee.get(address("version-turn", draft)).json() == {"who": ""}


def test_scripts_get_the_form_alone_and_what_changed(cast: Cast, as_user: SignIn, draft: FrameworkVersion) -> None:
    client, element = as_user(cast.dee), at(draft, "D1.2")
    part = {"headers": {"X-Part": "yes"}}
    assert "<h1" not in client.get(address("element-edit", element), **part).content.decode()
    answer = client.post(address("element-move", element), {"direction": "up"}, **part).json()
    assert answer == {
        "id": str(element.pk),
        "head": '<span class="code">D1.2</span> <span class="name">Draft standard 1.2</span>'
        ' <span class="kind">standard</span>',
        "said": "Moved. Saved 10:00",
        "parent": str(at(draft, "D1").pk),
        "after": None,
    }
    refused = client.post(address("element-move", element), {"direction": "up"}, **part)
    assert (refused.status_code, refused.json()) == (400, {"reason": "It is the first here already."})
    wrong = client.post(address("element-edit", element), {"full_statement": ""}, **part)
    assert (wrong.status_code, "<h1" in wrong.content.decode()) == (422, False)
    stale = client.post(address("element-delete", element), {"base_lock_version": 1}, **part)
    assert stale.status_code == 409
    lock = FrameworkVersion.objects.get(pk=draft.pk).lock_version
    gone = client.post(address("element-delete", element), {"base_lock_version": lock}, **part).json()
    assert gone == {"id": str(element.pk), "gone": True, "said": "1 element deleted. Saved 10:00"}


@pytest.mark.parametrize(
    "data",
    [
        {"full_statement": JUNK},
        {"full_statement": ""},
        {"full_statement": "x" * 20_001},
        {"code": "x" * 201},
        {"kind": "a" + JUNK},
        {"keywords": "x" * 201},
        {"base_revision": "-1"},
        {"base_revision": "99999999999999999999"},
        {"base_revision": ""},
        {"level_1": JUNK},
    ],
)
def test_junk_in_a_form_is_told_and_nothing_is_saved(
    cast: Cast, as_user: SignIn, draft: FrameworkVersion, data: dict[str, Any]
) -> None:
    client, element = as_user(cast.dee), at(draft, "D1.1")
    response = client.post(address("element-edit", element), edit_data(element, **data))
    assert (response.status_code, bool(response.context["form"].errors)) == (422, True)
    element.refresh_from_db()
    assert (element.full_statement, element.revision) == ("Draft standard 1.1", 1)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"direction": "sideways"},
        {"direction": JUNK},
        {"parent": "junk"},
        {"parent": "00000000-0000-0000-0000-000000000000"},
        {"after": "00000000-0000-0000-0000-000000000000"},
    ],
)
def test_junk_moves_nothing(cast: Cast, as_user: SignIn, draft: FrameworkVersion, data: dict[str, Any]) -> None:
    before = outline(draft)
    response = as_user(cast.dee).post(address("element-move", at(draft, "D1")), data, follow=True)
    assert [message.tags for message in response.context["messages"]] == ["error"]
    assert outline(draft) == before


def test_junk_in_addresses(cast: Cast, as_user: SignIn, draft: FrameworkVersion) -> None:
    client = as_user(cast.dee)
    assert client.get(address("version-edit", draft), {"q": JUNK}).status_code == 400
    junk = {"parent": "junk", "after": "\ufffd" * 50, "kind": "k" * 300}
    assert client.get(address("element-new", draft), junk).status_code == 200
    foreign = {"full_statement": "x", "parent": cast.framework_version.elements.all()[0].pk}
    assert client.post(address("element-new", draft), foreign).status_code == 422
    assert client.post(address("element-delete", at(draft, "D1")), {"base_lock_version": JUNK}).status_code == 200
    assert draft.elements.count() == 8


def test_a_link_is_deleted_after_asking(cast: Cast, as_user: SignIn, draft: FrameworkVersion) -> None:
    ends = {"origin_identifier": "a", "destination_identifier": "b", "destination_title": "Elsewhere"}
    link = Association.objects.create(version=draft, kind="precedes", origin=at(draft, "D1.1"), **ends)
    client = as_user(cast.dee)
    assert "Elsewhere" in client.get(address("element-edit", at(draft, "D1.1"))).content.decode()
    assert "Elsewhere" in client.get(address("link-delete", link)).content.decode()
    assert as_user(cast.pia).post(address("link-delete", link)).status_code == 404
    assert client.post(address("link-delete", link)).status_code == 302
    assert Association.objects.count() == 0


@pytest.mark.parametrize(("domains", "per_domain"), [(1, 0), (6, 9)])
def test_queries_do_not_grow(
    cast: Cast, as_user: SignIn, django_assert_num_queries: DjangoAssertNumQueries, domains: int, per_domain: int
) -> None:
    version = make_framework(cast.provider, "Sized", domains=domains, per_domain=per_domain, status="draft")
    client, element = as_user(cast.dee), version.elements.order_by("position")[0]
    client.get(address("version-edit", version))
    with django_assert_num_queries(9):  # a savepoint and its release among them
        client.get(address("version-edit", version))
    with django_assert_num_queries(11):
        client.get(address("element-edit", element))
